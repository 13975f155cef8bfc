"""Where phrases stand in pages as whole words, with clitics or without: names, words of conditions, titles."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from libyautil.arabic import fold
from libyautil.mentions.fingerprints import Phrases
from libyautil.mentions.forms import Forms
from libyautil.mentions.pages import Pages


class Found(NamedTuple):
    """Phrases that stand as whole words, as arrays: their numbers, the starts of their words, start, end, clitics."""

    number: np.ndarray
    outer: np.ndarray
    start: np.ndarray
    end: np.ndarray
    clitics: np.ndarray

    def take(self, which: np.ndarray) -> "Found":
        """Return some of the finds, in the order of their numbers in ``which``."""
        return Found(*(values.take(which) for values in self))

    def join(self, other: "Found") -> "Found":
        """Return these finds and then the others."""
        return Found(*(np.append(*values) for values in zip(self, other, strict=True)))


def find_phrases(pages: Pages, phrases: Phrases) -> Found:
    """Return which phrases stand in pages as whole words, with or without clitics.

    Where a phrase may begin one token is looked up, then two where a longer phrase begins with it, and so on.
    """
    token, start, clitics = pages.beginnings
    found = [Found(*(np.empty(0, int) for _ in Found._fields))]
    for more in range(phrases.longest):
        end = pages.token_ends.take(token + more)
        number, goes_on = phrases.find(pages.fingerprints.of(start, end))
        whole = np.flatnonzero(number >= 0)
        whole = whole[~pages.in_word[end[whole]]]
        outer = pages.token_starts[token[whole]]
        found.append(Found(number, token, start, end, clitics).take(whole)._replace(outer=outer))
        longer = np.flatnonzero(goes_on)
        if not len(longer):
            break
        token, start, clitics = token.take(longer), start.take(longer), clitics.take(longer)
    return Found(*map(np.concatenate, zip(*found, strict=True)))


def find_own_names(pages: Pages, forms: Forms) -> Found:
    """Return where an article names its own outlet, as in a byline: no other name may use these characters."""
    starts, ends = [], []
    for outlet, (first, last) in zip(pages.outlets, pairwise(pages.article_bounds), strict=True):
        name = _fold_outlet(outlet)
        start = pages.text.find(name, first, last) if name else -1
        while start >= 0:
            end = start + len(name)
            whole = not (pages.in_word[start - 1] or pages.in_word[end])
            if whole:
                starts.append(start)
                ends.append(end)
            start = pages.text.find(name, end if whole else start + 1, last)
    number, clitics = np.full(len(starts), forms.own_name), np.zeros(len(starts), int)
    return Found(number, np.array(starts, int), np.array(starts, int), np.array(ends, int), clitics)


@lru_cache(maxsize=1_000)
def _fold_outlet(outlet: str) -> str:
    return fold(outlet).text.strip()
