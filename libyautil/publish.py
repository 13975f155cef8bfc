"""Notebooks to pages: runs them in reading order over one folder of articles, each into one page that reads offline."""

import os
import re
import sys
from pathlib import Path

import nbformat
from jinja2 import DictLoader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from tqdm import tqdm

from libyautil import paths

# Lab's page without the scripts that it would load from the network: a notebook here needs no formula typesetter, no
# diagram drawer and no widget server. The text stands in a column of readable width.
PAGE = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js_requirejs -%}{%- endblock -%}
{%- block jupyter_widgets -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block html_head_css -%}
<style>
main { max-width: 72rem; margin: 0 auto; }
.jp-OutputArea-output { overflow-x: auto; }
.jp-OutputArea-output img { max-width: 100%; height: auto; }
</style>
{%- endblock -%}
"""
NOTEBOOK_LINK = re.compile(r'href="([^":/]+)\.ipynb(#[^"]*)?"')
COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
TRACEBACK_LINES = 12
# Figures belong on the page, whatever backend the shell asks of programs that run without a screen.
KERNEL = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class NotebookFailed(RuntimeError):
    """A notebook that stopped before its end: names the notebook, the cell and the error."""


def publish(articles: Path, output: Path, notebooks: Path = paths.NOTEBOOKS, progress: bool = True) -> list[Path]:
    """Execute the notebooks in the order of their names and export each as one self-contained HTML page.

    The notebooks themselves are left as they are. The kernel finds the two folders through `paths.articles_folder()`
    and `paths.output_folder()`.

    Parameters
    ----------
    articles : Path
        The folder of articles.
    output : Path
        The folder that receives `NAME.html` for each notebook, and the executed notebooks in `notebooks`. Pages of an
        earlier run are removed first, so that no page shows other articles than the rest.
    notebooks : Path
        The folder of notebooks.
    progress : bool
        Whether to show a bar over the cells.

    Returns
    -------
    list of Path
        The pages, in reading order.

    Raises
    ------
    NotebookFailed
        At the first cell that raises an error, or a kernel that dies; that notebook has no page then.
    """
    sources = sorted(notebooks.glob("*.ipynb"))
    pages = [output / f"{source.stem}.html" for source in sources]
    executed = output / "notebooks"
    executed.mkdir(parents=True, exist_ok=True)
    for page in pages:
        page.unlink(missing_ok=True)
    loaded = [nbformat.read(source, as_version=4) for source in sources]
    cells = sum(len(_code(notebook)) for notebook in loaded)
    with tqdm(total=cells, unit="cell", disable=not progress, file=sys.stdout, dynamic_ncols=True) as bar:
        for source, notebook, page in zip(sources, loaded, pages, strict=True):
            bar.set_description(source.stem)
            execute(notebook, source, articles, output, bar)
            _write(executed / source.name, nbformat.writes(notebook))
            _write(page, html_page(notebook, source.stem))
    return pages


def execute(notebook: NotebookNode, source: Path, articles: Path, output: Path, bar: tqdm) -> None:
    """Execute a notebook in place, from its own folder, advancing the bar by one a code cell.

    Raises
    ------
    NotebookFailed
        If a cell raises an error or the kernel dies.
    """
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # the kernel's own notices would break the progress bar
        resources={"metadata": {"path": str(source.parent)}},
        on_cell_executed=lambda **_: bar.update(),
    )
    folders = {"LIBYAUTIL_ARTICLES": str(articles.resolve()), "LIBYAUTIL_OUTPUT": str(output.resolve())}
    try:
        client.execute(env=os.environ | folders | KERNEL)
    except CellExecutionError as error:
        number, cell = next(
            (number, cell)
            for number, cell in enumerate(_code(notebook), start=1)
            if any(out.output_type == "error" for out in cell.outputs)
        )
        trace = [line for out in cell.outputs if out.output_type == "error" for line in out.traceback]
        lines = COLOUR_CODE.sub("", "\n".join(trace)).splitlines()[-TRACEBACK_LINES:]
        raise NotebookFailed(
            f"{source.name} stopped in code cell {number}: {error.ename}: {error.evalue}\n"
            + "\n".join(f"  | {line}" for line in [*cell.source.splitlines(), "", *lines])
        ) from None
    except DeadKernelError as error:
        raise NotebookFailed(f"{source.name} stopped: {error} (out of memory?)") from None


def html_page(notebook: NotebookNode, title: str) -> str:
    """Return an executed notebook as one HTML page: pictures inside, nothing loaded from elsewhere.

    Links between notebooks become links between their pages.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook, with its outputs.
    title : str
        The page's title, unless the notebook's metadata has one.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> page = html_page(new_notebook(cells=[new_markdown_cell("[next](1-articles.ipynb)")]), "0-start-here")
    >>> "<title>0-start-here</title>" in page, 'href="1-articles.html"' in page, "<script" in page
    (True, True, False)
    """
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"page.html.j2": PAGE})],
        template_file="page.html.j2",
        embed_images=True,
        exclude_anchor_links=True,
    )
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": title}})
    return NOTEBOOK_LINK.sub(r'href="\1.html\2"', page)


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _write(path: Path, text: str) -> None:
    """Write a file in one step: there is a whole one or none."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
