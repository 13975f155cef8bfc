"""Codings find their sentence again, by its words: in an article that was renamed, or whose text moved.

A coding whose sentence is nowhere any more is an orphan. It is shown with its reason, and never dropped from the file.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pandas as pd

from libyautil import paths
from libyautil.arabic import sentences
from libyautil.coding.store import REPORT, read_log, standing_codings
from libyautil.coding.units import text_hash, unit_key

MATCHES = ("same", "moved", "renamed", "orphaned")


def load_codings(
    codes: pd.DataFrame, articles: pd.DataFrame, folder: Path = paths.CODINGS
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Load what stands of every coder's codings, matched to today's articles, and everything that was wrong.

    Parameters
    ----------
    codes : DataFrame
        As ``load_codes`` returns it.
    articles : DataFrame
        article, text, body_end.
    folder : Path, optional
        The folder of codings.

    Returns
    -------
    codings : DataFrame
        As ``match_codings`` returns it: a row a coder and unit, orphans included.
    report : DataFrame
        file, line, problem, remedy: rows that were not used, other codebooks, renamed articles, orphans.

    Examples
    --------
    >>> from libyautil.coding.codebook import load_codes
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل الوفد."], "body_end": [10]})
    >>> codings, report = load_codings(load_codes(), articles, Path("no such folder"))
    >>> len(codings), len(report)
    (0, 0)
    """
    log, report = read_log(folder, codes)
    codings = match_codings(standing_codings(log), articles)
    told = codings[codings["match"].isin(["renamed", "orphaned"])]
    remedy = {"renamed": "none needed; see that it is the same article", "orphaned": "code the sentence again"}
    found = told[["file", "line", "reason"]].set_axis(REPORT[:3], axis=1).assign(remedy=told["match"].map(remedy))
    return codings, pd.concat([report, found], ignore_index=True).sort_values(["file", "line"], ignore_index=True)


def match_codings(codings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Find the sentence of each coding in today's articles.

    Looked for are, in this order: the same words at the same place; the same words elsewhere in the article, the
    nearest; where there is no such article any more, the one article that holds most of its coded sentences.

    Parameters
    ----------
    codings : DataFrame
        As ``standing_codings`` returns it.
    articles : DataFrame
        article, text, body_end.

    Returns
    -------
    DataFrame
        ``codings`` with article, start, end as they are today (an orphan's as coded), and coded_article,
        coded_unit (str, as coded), unit (str, key of the unit today), sentence (int from 0, -1 orphan), text (str),
        match ("same", "moved", "renamed" or "orphaned"), reason (str).

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["new"], "text": ["وصل الوفد."], "body_end": [10]})
    >>> codings = pd.DataFrame({"coder": ["ada"], "article": ["old"], "start": [0], "end": [10], "variable": ["stance"],
    ...                         "holder": ["un"], "target": ["lna"], "text_hash": [text_hash("وصل الوفد.")],
    ...                         "time": [pd.Timestamp("2024-01-01")]})
    >>> match_codings(codings, articles)[["article", "coded_article", "match"]].values.tolist()
    [['new', 'old', 'renamed']]
    """
    bodies = {row.article: row.text[: row.body_end] for row in articles[["article", "text", "body_end"]].itertuples()}
    hashes: dict[str, dict[str, list[tuple[int, int, int]]]] = {}

    def places(article: str) -> dict[str, list[tuple[int, int, int]]]:
        """Return, for each hash, the number and span of the sentences of an article that have it."""
        if article not in hashes:
            hashes[article] = {}
            for number, (start, end) in enumerate(sentences(bodies[article])):
                hashes[article].setdefault(text_hash(bodies[article][start:end]), []).append((number, start, end))
        return hashes[article]

    lost = codings[~codings["article"].isin(list(bodies))]
    heirs = {old: _heir(set(group["text_hash"]), bodies, places) for old, group in lost.groupby("article")}
    rows = []
    for row in codings.itertuples():
        article = row.article if row.article in bodies else heirs[row.article]
        found = places(article).get(row.text_hash, []) if article else []
        if not found:
            reason = (
                f"the sentence is not in {article} any more: its text has changed" if article
                else f"there is no article {row.article}, and no one other that holds its sentences"
            )  # fmt: skip
            rows.append((row.article, row.start, row.end, -1, "", "orphaned", reason))
            continue
        number, start, end = min(found, key=lambda place: abs(place[1] - row.start))
        text = bodies[article][start:end]
        if article != row.article:
            reason = f"{row.article} is matched to {article} by its text"
            rows.append((article, start, end, number, text, "renamed", reason))
        else:
            rows.append((article, start, end, number, text, "same" if start == row.start else "moved", ""))
    columns = ["article", "start", "end", "sentence", "text", "match", "reason"]
    today = pd.DataFrame(rows, columns=columns, index=codings.index)
    matched = codings.assign(coded_article=codings["article"], coded_unit=unit_key(codings), **today)
    # a sentence coded under the article's old name and under the new one is one unit: the later code stands
    matched = matched.assign(unit=unit_key(matched)).sort_values("time", kind="stable")
    return matched.drop_duplicates(["coder", "unit"], keep="last").sort_index().reset_index(drop=True)


def _heir(coded: set[str], articles: Iterable[str], places: Callable[[str], Mapping[str, object]]) -> str:
    """Return the article that holds most of the sentences coded under a name that is gone; "" where none or several."""
    held = Counter({article: len(coded & places(article).keys()) for article in articles})
    ranking = held.most_common(2)
    if not ranking or ranking[0][1] == 0 or (len(ranking) > 1 and ranking[0][1] == ranking[1][1]):
        return ""
    return ranking[0][0]
