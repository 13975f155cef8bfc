"""Every table of a run, in order: the one place that knows which step follows which."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from libyautil import paths
from libyautil.coding import join_codings, load_codes, load_codings
from libyautil.dates import date_articles, find_dates
from libyautil.events import find_events
from libyautil.frontline import camps, find_control, label_places, merge_events
from libyautil.lexicon import Lexicon
from libyautil.mentions import find_mentions
from libyautil.stance import find_stance, score_articles
from libyautil.voice import find_voice

BATCH = 20  # articles coded between two steps of the progress bar

FILES = {
    "articles": ["article", "path", "title", "outlet", "url", "published_earliest", "published_latest", "date_basis",
                 "characters"],
    "mentions": ["article", "sentence", "start", "end", "text", "layer", "id", "form", "side"],
    "dates": ["article", "start", "end", "text", "earliest", "latest", "precision"],
    "stance": ["article", "sentence", "start", "end", "text", "holder", "target", "polarity", "voice", "cue"],
    "article_stance": ["article", "lna", "gna"],
    "events": ["article", "sentence", "start", "end", "text", "type", "place", "initiator", "target", "modality",
               "source", "earliest", "latest"],
    "control": ["article", "place", "side", "modality", "start", "end", "text"],
    "chronology": ["earliest", "latest", "precision", "place", "latitude", "longitude", "type", "initiator", "target",
                   "modality", "articles", "sources", "agreement", "evidence"],
}  # fmt: skip


def code_articles(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    progress: Callable[[int], object] = lambda coded: None,
    codings: Path | None = None,
) -> dict[str, pd.DataFrame]:
    """Code every article: mentions, dates, voice, stance, events, control, and the merged chronology.

    Where people coded a position, their word stands in ``stance`` and counts in ``article_stance``.

    Parameters
    ----------
    articles : DataFrame
        As ``load_articles`` returns it.
    lexicon : Lexicon
        The lexicon's tables.
    progress : callable, optional
        Called with the number of articles coded since the last call.
    codings : Path, optional
        The folder of people's codings; by default this run's (``paths.codings_folder()``).

    Returns
    -------
    dict of str to DataFrame
        The eight tables of a run by name; ``voice`` and ``date_evidence``; and ``machine_stance``, ``codings`` and
        ``codings_report`` as ``settle_positions`` returns them. Columns as the module of each step defines them, days
        without time zone.

    Examples
    --------
    >>> from libyautil.articles import load_articles
    >>> from libyautil.lexicon import load_lexicon
    >>> articles, _ = load_articles(paths.ARTICLES)
    >>> frames = code_articles(articles.head(2), load_lexicon())
    >>> frames["mentions"]["article"].nunique()
    2
    """
    parts: list[dict[str, pd.DataFrame]] = []
    for first in range(0, len(articles), BATCH):
        batch = articles.iloc[first : first + BATCH].reset_index(drop=True)
        parts.append(_code_batch(batch, lexicon))
        progress(len(batch))
    frames = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    frames |= settle_positions(frames["stance"], frames["articles"], codings)
    chronology = merge_events(frames["events"], frames["articles"], lexicon)
    chronology["side"] = camps(chronology, lexicon)
    frames["chronology"] = label_places(chronology, lexicon).drop(columns="label")  # a label is set for figures
    return frames


def settle_positions(
    stance: pd.DataFrame, articles: pd.DataFrame, codings: Path | None = None
) -> dict[str, pd.DataFrame]:
    """Let people's codings win over the machine's positions, and score the articles' own voice on what stands.

    Parameters
    ----------
    stance : DataFrame
        The machine's positions, as ``find_stance`` returns them.
    articles : DataFrame
        article, text, body_end.
    codings : Path, optional
        The folder of people's codings; by default this run's. Without a coding the machine's positions stand.

    Returns
    -------
    dict of str to DataFrame
        stance
            The positions that stand: the machine's columns, and machine_polarity, human_code, provenance ("machine",
            "coder", "adjudicated"), coders. What people saw no position in is not in it.
        article_stance
            As ``score_articles`` returns it, from those.
        machine_stance
            All that the machine proposed, as it came.
        codings, codings_report
            As ``load_codings`` returns them.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["أشاد الوزير بالحفل."], "body_end": [19]})
    >>> stance = pd.DataFrame({"article": ["a"], "sentence": [0], "start": [0], "end": [4], "text": ["أشاد"],
    ...     "holder": ["author"], "target": ["lna"], "polarity": [1], "voice": ["author"], "cue": ["cues.csv:2"],
    ...     "side": ["lna"], "weight": [1.0]})
    >>> settled = settle_positions(stance, articles, Path("no such folder"))
    >>> settled["stance"]["provenance"].tolist(), settled["article_stance"]["lna"].tolist()
    (['machine'], [1.0])
    """
    codes = load_codes()
    coded, report = load_codings(codes, articles, codings or paths.codings_folder())
    joined = join_codings(stance, coded, codes)
    stands = joined[joined["polarity"] != 0].reset_index(drop=True)
    return {
        "stance": stands, "article_stance": score_articles(articles, stands), "machine_stance": stance,
        "codings": coded, "codings_report": report,
    }  # fmt: skip


def _code_batch(articles: pd.DataFrame, lexicon: Lexicon) -> dict[str, pd.DataFrame]:
    articles, evidence = date_articles(articles, lexicon)
    mentions = find_mentions(articles, lexicon)
    dates = find_dates(articles, lexicon)
    voice = find_voice(articles, mentions, lexicon)
    stance = find_stance(articles, mentions, voice, lexicon)
    events = find_events(articles, mentions, voice, dates, lexicon)
    return {
        "articles": articles, "date_evidence": evidence, "mentions": mentions, "dates": dates, "voice": voice,
        "stance": stance, "events": events,
        "control": find_control(articles, mentions, events, voice, lexicon),
    }  # fmt: skip


def write_tables(frames: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write the eight tables as CSV files: UTF-8, comma, ISO days; a file appears whole or not at all.

    Parameters
    ----------
    frames : dict of str to DataFrame
        As ``code_articles`` returns them.
    folder : Path
        Where the files go; made if need be.

    Examples
    --------
    >>> sorted(FILES)[:3]
    ['article_stance', 'articles', 'chronology']
    """
    for name, columns in FILES.items():
        frame = frames[name].drop(columns="text") if name == "articles" else frames[name]
        extra = [column for column in frame.columns if column not in columns]
        write_table(frame[[*columns, *extra]], name, folder)


def write_table(frame: pd.DataFrame, name: str, folder: Path | None = None, parquet: bool = False) -> None:
    r"""Write one table as CSV, and as Parquet where asked: whole or not at all.

    Parameters
    ----------
    frame : DataFrame
        The table; days are written as ISO days.
    name : str
        The file's stem.
    folder : Path, optional
        Where it goes; by default among the tables of this run, and then as Parquet too.
    parquet : bool, optional
        Write ``name.parquet`` beside the CSV.

    Examples
    --------
    >>> write_table(pd.DataFrame({"day": [pd.Timestamp("2020-06-05")]}), "doctest")
    >>> file = paths.tables_folder() / "doctest.csv"
    >>> file.read_text(encoding="utf-8-sig")
    'day\n2020-06-05\n'
    >>> file.unlink(), file.with_suffix(".parquet").unlink()
    (None, None)
    """
    parquet = parquet or folder is None
    folder = Path(folder or paths.tables_folder())
    folder.mkdir(parents=True, exist_ok=True)
    with _whole_file(folder / f"{name}.csv") as partial:
        # with a byte-order mark: without one Excel shows the Arabic in another alphabet
        frame.to_csv(partial, index=False, date_format="%Y-%m-%d", lineterminator="\n", encoding="utf-8-sig")
    if parquet:
        with _whole_file(folder / f"{name}.parquet") as partial:
            frame.to_parquet(partial, index=False)
    _describe(folder)


def _describe(folder: Path) -> None:
    """Say beside the tables of a run what their columns mean: a data package of those that the folder holds."""
    package = json.loads(paths.RUN_PACKAGE.read_text(encoding="utf-8"))
    package["resources"] = [entry for entry in package["resources"] if (folder / entry["path"]).is_file()]
    if package["resources"]:
        with _whole_file(folder / "datapackage.json") as partial:
            partial.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary name beside ``path`` that becomes ``path`` when all is written."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield partial
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def changes_since(frame: pd.DataFrame, name: str, key: str) -> pd.DataFrame:
    """Compare a table with the one of the same name that the last run wrote.

    Parameters
    ----------
    frame : DataFrame
        The table of this run; ``key`` names its rows, the other columns are numbers.
    name : str
        The file's stem among the tables of a run.
    key : str
        The column that names a row.

    Returns
    -------
    DataFrame
        ``key``, each number now, before and its change, the largest change of the first number on top; no row where
        there was no run before or nothing moved.

    Examples
    --------
    >>> changes_since(pd.DataFrame({"id": ["a"], "n": [1]}), "no run yet", key="id").empty
    True
    """
    path = paths.tables_folder() / f"{name}.csv"
    numbers = [column for column in frame.columns if column != key]
    before = pd.read_csv(path)[[key, *numbers]] if path.exists() else frame.iloc[:0]
    both = frame.merge(before, on=key, how="outer", suffixes=("", "_before")).fillna(0)
    for column in numbers:
        whole = pd.api.types.is_integer_dtype(frame[column])
        both = both.astype({name: int for name in (column, f"{column}_before") if whole})
        both[f"{column}_change"] = both[column] - both[f"{column}_before"]
    moved = both[both[f"{numbers[0]}_change"] != 0] if path.exists() else both.iloc[:0]
    moved = moved[[key, *(f"{column}{when}" for column in numbers for when in ("", "_before", "_change"))]]
    return moved.sort_values(f"{numbers[0]}_change", key=abs, ascending=False, ignore_index=True)
