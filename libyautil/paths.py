"""Where the data, the notebooks and a run's output live. No other module knows a folder's name.

Jupyter, nbconvert and the tests start a kernel in the notebook's own folder, so nothing here depends on the working
directory. Three environment variables carry the choice of a run into the notebooks: `LIBYAUTIL_ARTICLES`,
`LIBYAUTIL_CODINGS` and `LIBYAUTIL_OUTPUT`, each a folder, read from the project's root when relative.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DATA = ROOT / "data"
ARTICLES = DATA / "articles"
LEXICON = DATA / "lexicon"
CODINGS = DATA / "codings"
GEO = DATA / "geo"
RUN_PACKAGE = DATA / "run.datapackage.json"
NOTEBOOKS = ROOT / "notebooks"
OUTPUT = ROOT / "output"


def from_root(folder: str | Path) -> Path:
    """Resolve a folder that a person named: relative to the project's root, `~` expanded.

    Parameters
    ----------
    folder
        A folder, absolute or relative.

    Returns
    -------
    Path
        The absolute path; it need not exist.

    Examples
    --------
    >>> from_root("data/articles") == ARTICLES
    True
    """
    return (ROOT / Path(folder).expanduser()).resolve()


def articles_folder() -> Path:
    """Return the folder of articles of this run: `LIBYAUTIL_ARTICLES`, or the project's `data/articles`."""
    return from_root(os.environ.get("LIBYAUTIL_ARTICLES") or ARTICLES)


def codings_folder() -> Path:
    """Return the folder of people's codings of this run: `LIBYAUTIL_CODINGS`, or the project's `data/codings`."""
    return from_root(os.environ.get("LIBYAUTIL_CODINGS") or CODINGS)


def output_folder() -> Path:
    """Return the folder that this run writes to, made if need be: `LIBYAUTIL_OUTPUT`, or the project's `output`.

    The HTML pages lie in it, and beside them the folders `figures` (PNG), `tables` (CSV and Parquet), `geo` (GeoJSON)
    and `notebooks` (as executed).
    """
    return _made(from_root(os.environ.get("LIBYAUTIL_OUTPUT") or OUTPUT))


def figures_folder() -> Path:
    """Return the folder of this run's figures (PNG), made if need be."""
    return _made(output_folder() / "figures")


def tables_folder() -> Path:
    """Return the folder of this run's tables (CSV and Parquet), made if need be."""
    return _made(output_folder() / "tables")


def geo_folder() -> Path:
    """Return the folder of this run's GeoJSON files, made if need be."""
    return _made(output_folder() / "geo")


def notebooks_folder() -> Path:
    """Return the folder of this run's executed notebooks, made if need be."""
    return _made(output_folder() / "notebooks")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
