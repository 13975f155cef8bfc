"""Actors and places in articles, by the codebook's section 1."""

from collections.abc import Callable

import pandas as pd

from libyautil.lexicon import Lexicon
from libyautil.mentions.matches import choose_matches
from libyautil.mentions.pages import read_page
from libyautil.mentions.titles import join_titles, read_titles

COLUMNS = ["article", "sentence", "start", "end", "text", "layer", "id", "form", "side",
           "frame", "lexicon_row", "evidence", "alias"]  # fmt: skip


def find_mentions(articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find every actor and place that the articles name, by the codebook's section 1.

    One pass over all aliases of actors, places and blockers, longest first: each character is spent once. The
    article's own outlet is a blocker too, so that a place in a newspaper's name is not counted. Titles and
    opening nouns join the span that they open. A row of the lexicon whose conditions do not hold is passed over.

    Parameters
    ----------
    articles : DataFrame
        Columns article, outlet, text, body_end, published_earliest, published_latest.
    lexicon : Lexicon
        The lexicon's tables.

    Returns
    -------
    DataFrame
        A row a mention, in order: article (str), sentence (int), start, end (int, offsets into the text, end
        exclusive), text (str), layer (actor or place), id (str), form (name, label, metonym, demonym), side (lna, gna,
        other, unknown; empty for actors without a camp and for places), frame (str), lexicon_row (file and line of the
        row that fired), evidence (str: what was joined to the span), alias (str: the lexicon's form of the name).

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> day = pd.Timestamp("2019-05-01")
    >>> articles = pd.DataFrame({"article": ["a"], "outlet": [""], "text": ["زار حفتر القاهرة"], "body_end": [16],
    ...                          "published_earliest": [day], "published_latest": [day]})
    >>> find_mentions(articles, load_lexicon())["id"].tolist()
    ['haftar', 'cairo']
    """
    titles = read_titles(lexicon)
    sides = side_lookup(lexicon)
    rows = []
    for article in articles.itertuples(index=False):
        page = read_page(article.text[: article.body_end], article.outlet, lexicon)
        window = _window(article.published_earliest, article.published_latest)
        matches = choose_matches(page, window, lexicon.located)
        for match in join_titles(page, matches, titles):
            start, end = page.folded.span(match.outer, match.end)
            side = sides(match.entry.id, window) if match.entry.layer == "actor" else ""
            rows.append((
                article.article, page.sentence(match.start), start, end, article.text[start:end], match.entry.layer,
                match.entry.id, match.entry.form, side, match.entry.frame, match.entry.lexicon_row, match.evidence,
                match.entry.alias,
            ))  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).astype({"sentence": int, "start": int, "end": int})


def _window(earliest: pd.Timestamp, latest: pd.Timestamp) -> tuple[str, str]:
    """Return the article's window as two ISO days, empty where it is open."""
    return tuple("" if pd.isna(day) else day.strftime("%Y-%m-%d") for day in (earliest, latest))  # type: ignore[return-value]


def side_lookup(lexicon: Lexicon) -> Callable[[str, tuple[str, str]], str]:
    """Return a function of an id and a window of days that answers the actor's camp at that time.

    An actor without a row in ``roles.csv`` has no camp; outside every interval, or where the window spans two camps,
    the answer is ``unknown``.
    """
    intervals: dict[str, list[tuple[str, str, str]]] = {}
    for row in lexicon.roles.itertuples(index=False):
        intervals.setdefault(row.id, []).append((row.since or "0000", row.until or "9999", row.side))

    def side(id: str, window: tuple[str, str]) -> str:
        if id not in intervals:
            return ""
        first, last = window[0] or window[1], window[1] or window[0]
        if not first:
            sides = {s for _, _, s in intervals[id]}
        else:
            sides = {s for since, until, s in intervals[id] if since <= last and first <= until}
        return sides.pop() if len(sides) == 1 else "unknown"

    return side
