"""Actors and places in articles, by the codebook's section 1."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import Entry
from libyautil.mentions.forces import Heads, Rows, join_forces, read_heads
from libyautil.mentions.forms import Forms
from libyautil.mentions.matches import Matches, choose_matches
from libyautil.mentions.pages import Pages, read_pages
from libyautil.mentions.patterns import find_phrases
from libyautil.mentions.titles import Titles, join_renamings, join_titles, read_titles

OF_ROW = ["layer", "id", "form", "frame", "lexicon_row", "alias"]
Sides = Callable[[str, tuple[str, str]], str]

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
    forms, heads, titles, sides = _read_lexicon(lexicon)
    rows = Rows(forms)
    parts = []
    for pages in read_pages(articles):
        found = find_phrases(pages, forms.phrases)
        matches = join_renamings(pages, choose_matches(pages, found, forms), titles, rows)
        matches = join_titles(pages, join_forces(pages, matches, heads, rows), found, titles, rows)
        parts.append(_place(pages, matches))
    columns = {name: _join([part[name] for part in parts]) for name in parts[0]} if parts else {}
    if not parts or not len(columns["row"]):
        return pd.DataFrame(columns=COLUMNS).astype({"sentence": int, "start": int, "end": int})
    columns["row"], fired = pd.factorize(columns["row"])
    return _describe(columns, [rows.entries[number] for number in fired.tolist()], articles, sides)


def _read_lexicon(lexicon: Lexicon) -> tuple[Forms, Heads, Titles, Sides]:
    """Return what finds names, as arrays and readers; it is made once, and kept as the lexicon's cached properties."""
    kept = vars(lexicon)
    if "names" not in kept:
        kept["names"] = Forms(lexicon), read_heads(lexicon), read_titles(lexicon), side_lookup(lexicon)
    return kept["names"]


def _join(parts: list[np.ndarray] | list[pa.Array]) -> np.ndarray | pa.Array:
    return pa.concat_arrays(parts) if isinstance(parts[0], pa.Array) else np.concatenate(parts)


def _place(pages: Pages, matches: Matches) -> dict[str, np.ndarray | pa.Array]:
    """Return where matches stand: the number of the article and of the sentence, start, end, and the words.

    Strings are handed to Arrow, in which pandas keeps them, so that pandas need not look at each.
    """
    start = matches.start
    firsts, lasts = pages.spans(matches.outer, matches.end)
    text = [pages.original[first:last] for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]
    article = pages.articles(start)
    return {
        "row": matches.row,
        "article": pages.first_article + article,
        "sentence": (pages.sentence_of[start] - pages.sentence_of[pages.article_starts[article] - 1] - 1).astype(int),
        "start": firsts - pages.firsts[article],
        "end": lasts - pages.firsts[article],
        "text": pa.array(text, pa.large_string()),
        "evidence": pa.array(matches.evidence.tolist(), pa.large_string()),
    }


def _describe(columns: dict[str, np.ndarray], fired: list[Entry], articles: pd.DataFrame, sides: Sides) -> pd.DataFrame:
    """Return the mentions with what the rows that fired say of them, the camps, and the articles' ids.

    The few rows that fired, the camps that they are of on some day and the ids are laid out once and repeated, which is
    faster than filling in each cell.
    """
    row, article = columns["row"], columns["article"]
    rows = {name: pd.Series([getattr(entry, name) for entry in fired]) for name in OF_ROW}
    ids = pd.Series(articles["article"].tolist())
    actors = np.flatnonzero((rows["layer"] == "actor").to_numpy()[row])
    window, windows = _windows(articles)
    asked, which = pd.factorize(window[article[actors]] * len(fired) + row[actors])
    asked_once = (divmod(number, len(fired)) for number in which.tolist())
    camps = pd.Series(["", *(sides(fired[entry].id, windows[window]) for window, entry in asked_once)])
    camp = np.zeros(len(row), int)
    camp[actors] = asked + 1
    repeated = {name: rows[name].array.take(row) for name in OF_ROW}
    repeated |= {"article": ids.array.take(article), "side": camps.array.take(camp)}
    written = {name: pd.Series(columns[name], dtype="str") for name in ("text", "evidence")}
    return pd.DataFrame(columns | repeated | written, columns=COLUMNS)


def _windows(articles: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Return the number of each article's window, and the windows: two ISO days each, empty where it is open."""
    first, firsts = pd.factorize(articles["published_earliest"].to_numpy("datetime64[D]"), use_na_sentinel=False)
    last, lasts = pd.factorize(articles["published_latest"].to_numpy("datetime64[D]"), use_na_sentinel=False)
    number, pairs = pd.factorize(first * len(lasts) + last)
    days = [[day.replace("NaT", "") for day in np.datetime_as_string(found).tolist()] for found in (firsts, lasts)]
    return number, [(days[0][pair // len(lasts)], days[1][pair % len(lasts)]) for pair in pairs.tolist()]


def side_lookup(lexicon: Lexicon) -> Sides:
    """Return a function of an id and a window of days that answers the actor's camp at that time.

    An actor without a row in ``roles.csv`` has no camp; outside every interval, or where the window spans two camps,
    the answer is ``unknown``.
    """
    intervals: dict[str, list[tuple[str, str, str]]] = {}
    for id, since, until, side in zip(*(lexicon.roles[name] for name in ("id", "since", "until", "side")), strict=True):
        intervals.setdefault(id, []).append((since or "0000", until or "9999", side))

    @cache
    def camp(id: str, window: tuple[str, str]) -> str:
        if id not in intervals:
            return ""
        first, last = window[0] or window[1], window[1] or window[0]
        if not first:
            sides = {s for _, _, s in intervals[id]}
        else:
            sides = {s for since, until, s in intervals[id] if since <= last and first <= until}
        return sides.pop() if len(sides) == 1 else "unknown"

    return camp
