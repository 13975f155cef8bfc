"""Every notebook, run over folders of articles that are written anew each time: the counts must follow them."""

import csv
import json
import random
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from typer.testing import CliRunner

from libyautil import paths
from libyautil.__main__ import app
from libyautil.publish import publish

SENTENCES = {
    "haftar": "وصل حفتر إلى بلدة {place}.",
    "sarraj": "تحدث فائز السراج عن أسعار الخبز في {place}.",
    "turkey": "عبرت تركيا عن موقفها من ميناء {place}.",
}
PLACES = ["نالوت", "غات", "درنة", "سبها"]
OUTLETS = ["صحيفة النخلة", "صحيفة الواحة"]
NEUTRAL = "أزهرت أشجار اللوز في الوادي رقم {number} بعد أمطار هذا الموسم."
CELL_LINES = 6  # a cell is read at a glance; a figure's call may take a line more


def published(folder: Path, output: Path) -> dict:
    """Return what a reader gets: the tables, the figures, and the words that the executed notebooks print and show."""
    publish(folder, output, progress=False)
    words = {}
    for path in sorted((output / "notebooks").glob("*.ipynb")):
        outputs = [out for cell in nbformat.read(path, as_version=4).cells for out in cell.get("outputs", [])]
        shown = [out.get("text", "") + out.get("data", {}).get("text/html", "") for out in outputs]
        images = sum("image/png" in out.get("data", {}) for out in outputs)
        words[path.name[0]] = {"text": "\n".join(shown), "images": images}
    tables = {path.stem: pd.read_csv(path, keep_default_na=False) for path in (output / "tables").glob("*.csv")}
    package = json.loads((output / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    return {
        "words": words,
        "tables": tables,
        "package": package,
        "figures": {path.stem for path in (output / "figures").glob("*.png")},
    }


@pytest.fixture(scope="module")
def several(tmp_path_factory) -> dict:
    """A few articles by two outlets, each actor named a number of times that chance decides."""
    folder = tmp_path_factory.mktemp("articles")
    expected = dict.fromkeys(SENTENCES, 0)
    count = random.randint(4, 7)
    for number in range(count):
        times = {actor: random.randint(0, 4) for actor in SENTENCES} | {"haftar": random.randint(1, 4)}
        lines = [NEUTRAL.format(number=number)]
        for actor, sentence in SENTENCES.items():
            lines += [sentence.format(place=random.choice(PLACES)) for _ in range(times[actor])]
            expected[actor] += times[actor]
        random.shuffle(lines)
        head = f"---\noutlet: {OUTLETS[number % 2]}\ndate: 2019-0{number + 1}-10\n---\n"
        (folder / f"report-{number}.md").write_text(head + "\n".join(lines), encoding="utf-8")
    (folder / "broken.txt").write_text("only English stands here", encoding="utf-8")
    run = published(folder, tmp_path_factory.mktemp("output"))
    return run | {"expected": expected, "count": count, "folder": folder}


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> dict:
    """A single article without outlet or date that names nobody."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "olives.txt").write_text(NEUTRAL.format(number=random.randint(2, 99)), encoding="utf-8")
    return published(folder, tmp_path_factory.mktemp("output"))


def test_counts_follow_the_articles(several):
    counts = several["tables"]["actor_counts"].set_index("id")["mentions"].to_dict()
    assert counts == {actor: times for actor, times in several["expected"].items() if times}


def test_the_words_of_the_notebooks_follow_the_articles(several):
    words = {number: page["text"] for number, page in several["words"].items()}
    name, count = several["folder"].name, several["count"]
    for number in "012":
        assert re.search(rf"articles read from {name}: {count}; .*left out: 1\b", words[number]), number
    assert "not Arabic" in words["0"] and "broken.txt" in words["1"]
    assert f"dated to the day: {count}; to a window: 0; no date: 0" in words["1"]
    times = several["expected"]["haftar"]
    assert f"Khalifa Haftar: named {times} times, in {count} of {count} articles" in words["2"]
    assert f"mentions of haftar: {times}, in {count} articles" in words["2"]


def test_every_mention_gives_back_its_characters(several):
    mentions = several["tables"]["mentions"]
    assert len(mentions)
    for row in mentions.itertuples():
        text = (several["folder"] / f"{row.article}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        assert text[row.start : row.end] == row.text


def test_figures_are_shown_and_kept(several):
    assert several["words"]["1"]["images"] == 2
    assert several["words"]["2"]["images"] == len([name for name in several["figures"] if name.startswith("2-")])
    assert {"2-who-is-in-the-news", "2-over-time", "2-rates-by-outlet"} <= several["figures"]


def test_an_article_that_names_nobody_is_said_and_not_drawn(one):
    assert len(one["tables"]["mentions"]) == 0
    assert "No article of this folder could be dated" in one["words"]["1"]["text"]
    assert "no outlet named" in one["words"]["1"]["text"]
    for sentence in ("No article names a known actor.", "No article names this force", "No sentence names two actors."):
        assert sentence in one["words"]["2"]["text"]
    assert one["words"]["2"]["images"] == 0
    assert [name for name in one["figures"] if name.startswith(("1-", "2-"))] == []


def test_an_empty_folder_is_a_message_and_no_page(tmp_path):
    folder, output = tmp_path / "articles", tmp_path / "output"
    folder.mkdir()
    result = CliRunner().invoke(app, ["publish", str(folder), str(output)])
    assert result.exit_code != 0
    assert "No article in" in str(result.exception or result.output)
    assert list(output.glob("*.html")) == []


def notebooks() -> list[tuple[str, nbformat.NotebookNode]]:
    return [(path.name, nbformat.read(path, as_version=4)) for path in sorted(paths.NOTEBOOKS.glob("*.ipynb"))]


def test_notebooks_keep_their_habits():
    assert [name[0] for name, _ in notebooks()] == ["0", "1", "2", "3", "4"]
    for name, notebook in notebooks():
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert notebook.cells[0].source.startswith("# "), name
        assert code[0].metadata.tags == ["parameters"] and "ARTICLES" in code[0].source, name
        assert all("def " not in cell.source for cell in code), name
        imports = [cell for cell in code if re.search(r"^(import|from) ", cell.source, re.MULTILINE)]
        assert len(imports) == 1, name
        for cell in code:
            if cell in imports or "parameters" in cell.metadata.get("tags", []):
                continue
            lines = [line for line in cell.source.split("\n") if line.strip() and not line.startswith((")", "#"))]
            assert len(lines) <= CELL_LINES, (name, cell.source)


def test_the_data_dictionary_holds_every_column(several):
    package = json.loads((paths.DATA / "datapackage.json").read_text(encoding="utf-8"))
    resources = [*package["resources"], *several["package"]["resources"]]
    described = {entry["path"]: [field["name"] for field in entry["schema"]["fields"]] for entry in resources}
    assert all(field["description"] for entry in resources for field in entry["schema"]["fields"])
    for name, table in several["tables"].items():
        assert described[f"{name}.csv"] == list(table.columns), name
    for path in paths.LEXICON.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert described[f"lexicon/{path.name}"] == next(csv.reader(file)), path.name
