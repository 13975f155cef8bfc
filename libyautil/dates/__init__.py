"""Time: the time expressions of articles, and the windows in which undated articles were published."""

from functools import lru_cache
from typing import Any

import pandas as pd

from libyautil.dates.calendar import Window
from libyautil.dates.expressions import Expression, Grammar, compile_words, find_expressions, resolve
from libyautil.dates.known import read_known_events
from libyautil.dates.publication import date_article
from libyautil.dates.words import time_words

__all__ = ["date_articles", "find_dates"]

COLUMNS = ["article", "start", "end", "text", "earliest", "latest", "precision", "sentence", "basis"]
WORD_COLUMNS = ["class", "word", "value", "stands"]
EVIDENCE_COLUMNS = ["article", "start", "end", "text", "earliest", "latest", "kind", "why"]


def find_dates(articles: pd.DataFrame, lexicon: Any) -> pd.DataFrame:
    """Find the time expressions of articles and resolve each against its article's own date.

    Relative words are counted from the article's published window and widen with it; the machine's clock is never read.
    What counts as an expression is the codebook's section 2; a week runs from Sunday to Saturday.

    Parameters
    ----------
    articles : pandas.DataFrame
        Needs article, text, body_end, published_earliest, published_latest (days; NaT where unknown).
    lexicon : Lexicon
        ``time_words`` is read.

    Returns
    -------
    pandas.DataFrame
        One row an expression: article, start, end (characters into the text), text, earliest, latest (days, both
        inclusive; NaT where the article's date is needed and unknown, or where the calendar has no such day),
        precision (day, days, week, month, season, year, decade, century or vague), sentence (its number), basis (how
        it was worked out).

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل الوفد أمس"], "body_end": [13],
    ...     "published_earliest": [pd.Timestamp("2019-07-02")], "published_latest": [pd.Timestamp("2019-07-02")]})
    >>> find_dates(articles, load_lexicon())[["text", "earliest", "precision"]].values.tolist()
    [['أمس', Timestamp('2019-07-01 00:00:00'), 'day']]
    """
    known = _compiled(*_rows(lexicon.time_words))
    rows = []
    for article in articles.itertuples():
        text = article.text[: article.body_end]
        published = _window(article.published_earliest, article.published_latest)
        for expression, window in _resolve_all(find_expressions(text, known), published, text, known):
            span, days = (expression.start, expression.end), window or (None, None)
            reading = expression.reading
            found = (*span, text[slice(*span)], *days, reading.precision, expression.sentence, reading.basis)
            rows.append((article.article, *found))
    return _with_days(pd.DataFrame(rows, columns=COLUMNS), "earliest", "latest")


def date_articles(articles: pd.DataFrame, lexicon: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fill the published window of each article, with the reasons.

    In this order: metadata already there; a stamp at the head or foot of the text; digits in the file's name; else a
    window from inside, by dates with their year and known events: told, they give an earliest day; announced, a latest.
    Facts that contradict the date, or one another, are kept as doubts; the article stays.

    Parameters
    ----------
    articles : pandas.DataFrame
        Needs article, path, text, body_end, published_earliest, published_latest, date_basis.
    lexicon : Lexicon
        ``time_words`` and ``known_events`` are read.

    Returns
    -------
    tuple of pandas.DataFrame
        The articles with published_earliest, published_latest and date_basis (metadata, dateline, file name, text or
        empty) filled; and the evidence: article, start, end, text, earliest, latest, kind, why. ``kind`` is metadata,
        dateline, file name, expression, known event, closing (how an open end was closed) or doubt.
    """
    known = _compiled(*_rows(lexicon.time_words))
    phrases = read_known_events(lexicon.known_events)
    windows, rows = [], []
    for article in articles.itertuples():
        text = article.text[: article.body_end]
        metadata = _window(article.published_earliest, article.published_latest)
        window, basis, evidence = date_article(text, article.text, article.path, metadata, known, phrases)
        windows.append((*(window or (None, None)), (metadata and article.date_basis) or basis))
        for e in evidence:
            words = article.text[e.start : e.end]
            rows.append((article.article, e.start, e.end, words, e.earliest, e.latest, e.kind, e.why))
    dated = articles.copy()
    columns = ["published_earliest", "published_latest", "date_basis"]
    filled = pd.DataFrame(windows, columns=columns, index=articles.index)
    dated[columns] = _with_days(filled, "published_earliest", "published_latest")
    return dated, _with_days(pd.DataFrame(rows, columns=EVIDENCE_COLUMNS), "earliest", "latest")


@lru_cache(maxsize=4)
def _compiled(*rows: tuple[str, ...]) -> Grammar:
    """Compile the time words; the same table is compiled once."""
    return compile_words(time_words(pd.DataFrame(rows, columns=WORD_COLUMNS)))


def _rows(words: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(words[WORD_COLUMNS].itertuples(index=False, name=None))


def _window(earliest: pd.Timestamp, latest: pd.Timestamp) -> Window | None:
    return None if pd.isna(earliest) or pd.isna(latest) else (earliest.date(), latest.date())


def _with_days(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    for column in columns:
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame


def _resolve_all(
    expressions: list[Expression], published: Window | None, text: str, known: Grammar
) -> list[tuple[Expression, Window | None]]:
    """Resolve each expression, those that hang on the one before it too."""
    resolved: list[tuple[Expression, Window | None]] = []
    for expression in expressions:
        window = resolve(expression, published)
        if expression.reading.weak == "after":
            told = [(e, w) for e, w in resolved if w and w[0] == w[1] and e.sentence >= expression.sentence - 1]
            if expression.tense != "coming" and not told:
                continue
            if expression.tense != "coming":
                window = expression.reading.resolve(told[-1][1][0], "")
        resolved.append((expression, window))
    return resolved
