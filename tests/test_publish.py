import os
import random
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from libyautil import paths
from libyautil.publish import NotebookFailed, publish

COUNT = """from libyautil import paths
from libyautil.articles import load_articles
articles, report = load_articles(paths.articles_folder())
(paths.tables_folder() / "count.txt").write_text(str(len(articles)))
print(f"read {len(articles)} articles")"""
FIGURE = """%matplotlib inline
import matplotlib.pyplot as plt
plt.plot([1, 2]);"""


class Loads(HTMLParser):
    """Collects what a page would fetch when it opens."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[str] = []
        self.images = 0
        self.feed(page)
        self.found += re.findall(r"@import\s+[^;]+|url\(\s*[\"']?(?!data:|#)[^)]*\)", page.split("<body")[0])

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in ("script", "img", "iframe", "source", "video", "embed"):
            self.images += tag == "img"
            self.found += [
                values[key] for key in ("src", "srcset") if values.get(key) and not values[key].startswith("data:")
            ]
        if tag == "link":
            self.found.append(values.get("href", ""))


@pytest.fixture
def articles(tmp_path) -> Path:
    """Write a folder of articles anew, another number each time."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(random.randint(3, 9)):
        text = f"استقبل رئيس بلدية زلطن الوفد رقم {number} القادم من بلدة الجميل."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def write(folder: Path, **notebooks: list) -> Path:
    folder.mkdir()
    for name, cells in notebooks.items():
        nbformat.write(new_notebook(cells=cells), folder / f"{name.replace('_', '-')}.ipynb")
    return folder


def test_notebooks_run_in_order_over_the_chosen_folder(tmp_path, articles, capsys):
    link = new_markdown_cell("Next: [figure](1-figure.ipynb#head)")
    folder = write(
        tmp_path / "notebooks",
        n1_figure=[new_code_cell("first = open('0.txt').read()"), new_code_cell(FIGURE)],
        n0_count=[link, new_code_cell(COUNT), new_code_cell("_ = open('0.txt', 'w').write('first')")],
    )
    before = {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}
    output = tmp_path / "output"

    pages = publish(articles, output, folder)

    expected = len(list(articles.iterdir()))
    assert [page.name for page in pages] == ["n0-count.html", "n1-figure.html"]
    assert (output / "tables" / "count.txt").read_text() == str(expected)
    first, second = (page.read_text(encoding="utf-8") for page in pages)
    assert f"read {expected} articles" in first
    assert 'href="1-figure.html#head"' in first
    assert Loads(second).images == 1
    assert Loads(first).found == Loads(second).found == []
    executed = nbformat.read(output / "notebooks" / "n0-count.ipynb", as_version=4)
    assert executed.cells[1].execution_count == 1
    assert {path.name: path.read_bytes() for path in folder.glob("*.ipynb")} == before
    assert "4/4" in capsys.readouterr().out  # the bar counts the code cells of all notebooks


def test_a_failing_cell_is_named_and_leaves_no_page(tmp_path, articles):
    folder = write(
        tmp_path / "notebooks",
        a=[new_code_cell("1")],
        b=[new_markdown_cell("text"), new_code_cell("share = 1"), new_code_cell("share / 0"), new_code_cell("2")],
        c=[new_code_cell("3")],
    )
    output = tmp_path / "output"
    output.mkdir()
    for name in "abc":
        (output / f"{name}.html").write_text("of an earlier run")

    with pytest.raises(
        NotebookFailed, match=r"b.ipynb stopped in code cell 2: ZeroDivisionError: division by zero"
    ) as failed:
        publish(articles, output, folder, progress=False)

    assert "share / 0" in str(failed.value) and "\x1b" not in str(failed.value)
    assert sorted(path.name for path in output.glob("*.*")) == ["a.html"]
    assert "earlier" not in (output / "a.html").read_text(encoding="utf-8")


def test_a_kernel_that_dies_is_named(tmp_path, articles):
    folder = write(tmp_path / "notebooks", a=[new_code_cell("import os; os._exit(1)")])
    with pytest.raises(NotebookFailed, match=r"a.ipynb stopped: .*died"):
        publish(articles, tmp_path / "output", folder, progress=False)


# the project's own notebooks


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> list[Path]:
    """Publish the project's notebooks over half of its sample articles, another half each time."""
    folder = tmp_path_factory.mktemp("articles")
    samples = sorted(path for path in paths.ARTICLES.iterdir() if path.suffix in (".md", ".txt"))
    for path in random.sample(samples, len(samples) // 2):
        shutil.copy(path, folder)
    return publish(folder, tmp_path_factory.mktemp("output"), progress=False)


def test_the_projects_pages_need_no_network(published):
    assert [page.name[0] for page in published] == ["0", "1", "2", "3", "4"]
    for page in published:
        assert Loads(page.read_text(encoding="utf-8")).found == [], page.name


@pytest.mark.browser
def test_the_projects_pages_open_in_a_browser_without_the_network(published):
    executable = shutil.which("chromium")
    if executable is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for page in published:
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            asked, errors = [], []
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            tab.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
            tab.goto(page.as_uri())
            tab.wait_for_load_state("networkidle")
            assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == [], page.name
            assert errors == [], page.name
            broken = "[...document.images].filter(image => !image.complete || image.naturalWidth === 0).length"
            assert tab.evaluate(broken) == 0, page.name
            # nothing stands out over the page's edge: a reader scrolls down, not sideways
            assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.name
            for line in tab.query_selector_all(".counts summary")[:3]:  # a count opens its sentences, with no script
                line.click()
                assert line.query_selector("xpath=..//mark").is_visible(), page.name
            tab.close()
        browser.close()
