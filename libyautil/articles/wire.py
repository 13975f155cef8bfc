"""Copies of one story: articles that share most of their runs of five words."""

import zlib
from collections import defaultdict

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from libyautil.arabic import fold

RUN = 5  # words
ALIKE = 0.6  # share of all runs of two articles that both have (Jaccard)
CONTAINED = 0.8  # share of the shorter article's runs that the longer has
LEAST_RUNS = 20  # below, containment says little
SKETCH = 64  # runs of an article that are looked up, those with the smallest hashes (Broder 1997)
MOST_PARTNERS = 25  # articles with one run that another is compared with; more copies are reached through these


def group_copies(articles: pd.DataFrame) -> pd.Series:
    """Tell which articles are copies of one story, word for word or nearly so.

    Two articles are copies if they share 60 % of the runs of five folded words that either has, or if the longer has
    80 % of the shorter's. Copies of copies are one group. The time grows with the articles, not with their pairs.

    Parameters
    ----------
    articles : DataFrame
        Needs `article`, `text`, `body_end` and `published_earliest`; only the text before `body_end` counts.

    Returns
    -------
    Series
        On the frame's index: the id of the group's first article, the earliest by date, else by its place in the
        frame; an article without copies has its own id.

    Examples
    --------
    >>> text = "وصلت قافلة من الأدوية إلى مستشفى غات بعد يومين من السير في الصحراء"
    >>> pages = pd.DataFrame({"article": ["a", "b", "c"], "text": [text, text + " ليلا", "خبر آخر عن الطقس في نالوت"]})
    >>> group_copies(pages.assign(body_end=pages["text"].str.len(), published_earliest=pd.NaT)).tolist()
    ['a', 'a', 'c']
    """
    runs = [_runs(text[:end]) for text, end in zip(articles["text"], articles["body_end"], strict=True)]
    holders: dict[int, list[int]] = defaultdict(list)
    first, second = [], []
    for here, hashes in enumerate(runs):
        partners = {there for run in hashes[:SKETCH].tolist() for there in holders[run]}
        alike = [there for there in sorted(partners) if _copies(hashes, runs[there])]
        first += alike
        second += [here] * len(alike)
        for run in hashes[:SKETCH].tolist():
            if len(holders[run]) < MOST_PARTNERS:
                holders[run].append(here)
    pairs = coo_array((np.ones(len(first)), (first, second)), shape=(len(runs), len(runs)))
    _, group = connected_components(pairs, directed=False)
    in_time = np.argsort(articles["published_earliest"].fillna(pd.Timestamp.max).to_numpy(), kind="stable")
    leader: dict[int, str] = {}
    for place in in_time:
        leader.setdefault(group[place], articles["article"].iloc[place])
    return pd.Series([leader[number] for number in group], index=articles.index, dtype="str", name="wire")


def _runs(text: str) -> np.ndarray:
    """Return the hashes of the runs of five words, sorted, each once."""
    words = fold(text).text.split()
    count = max(len(words) - RUN + 1, 1)
    return np.unique([zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(count)])


def _copies(some: np.ndarray, other: np.ndarray) -> bool:
    both = len(np.intersect1d(some, other, assume_unique=True))
    least = min(len(some), len(other))
    return both >= ALIKE * (len(some) + len(other) - both) or (least >= LEAST_RUNS and both >= CONTAINED * least)
