"""Where the forms of names and the words of conditions stand in pages, each as whole words with its clitics peeled."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from libyautil.arabic import code_points, fold
from libyautil.mentions.forms import LONGEST_CLITICS, PREFIXES, Forms
from libyautil.mentions.pages import Pages

# The letters with which clitics begin, from none on: which it is with one letter more, and which are whole clitics.
_OPENINGS = sorted({prefix[:length] for prefix in PREFIXES for length in range(len(prefix) + 1)})
_LETTERS = sorted(set("".join(PREFIXES)))
LAST_LETTER = 0x6FF
_LETTER_NUMBERS = np.full(LAST_LETTER + 1, len(_LETTERS))
_LETTER_NUMBERS[code_points("".join(_LETTERS))] = range(len(_LETTERS))
_NUMBERS = {opening: number for number, opening in enumerate(_OPENINGS)}
_LONGER = np.array([[_NUMBERS.get(opening + letter, -1) for letter in [*_LETTERS, "?"]] for opening in _OPENINGS])
_CLITICS = np.array([PREFIXES.index(opening) if opening in PREFIXES else -1 for opening in _OPENINGS])


class Found(NamedTuple):
    """Patterns that stand as whole words, as arrays: their numbers, the starts of their words, start, end, clitics."""

    number: np.ndarray
    outer: np.ndarray
    start: np.ndarray
    end: np.ndarray
    clitics: np.ndarray

    def take(self, which: np.ndarray) -> "Found":
        """Return some of the finds, in the order of their numbers in ``which``."""
        return Found(*(values[which] for values in self))

    def join(self, other: "Found") -> "Found":
        """Return these finds and then the others."""
        return Found(*(np.append(*values) for values in zip(self, other, strict=True)))


def find_patterns(pages: Pages, forms: Forms) -> Found:
    """Return what stands as a whole word with its clitics peeled: the forms of names and the words of conditions.

    Where a form may begin one token is looked up, then two where a longer form begins with it, and so on.
    """
    firsts, lasts = _tokens(pages)
    token, start, clitics = _starts(pages, firsts, lasts)
    found = [Found(*(np.empty(0, int) for _ in Found._fields))]
    for more in range(forms.longest):
        end = lasts[token + more]
        known = forms.beginnings.get_indexer(pages.fingerprints.of(start, end))
        number = forms.pattern_of.take(known)
        whole = np.flatnonzero(number >= 0)
        whole = whole[~pages.in_word[end[whole]]]
        found.append(Found(*(values[whole] for values in (number, firsts[token], start, end, clitics))))
        longer = np.flatnonzero(forms.goes_on.take(known))
        token, start, clitics = token[longer], start[longer], clitics[longer]
    return Found(*map(np.concatenate, zip(*found, strict=True)))


def _tokens(pages: Pages) -> tuple[np.ndarray, np.ndarray]:
    """Return where words begin and end, and marks, which are tokens each; the text's last sign is none of them."""
    begins, ends = np.zeros((2, len(pages.codes) + 1), bool)
    marks = np.flatnonzero(~pages.in_word & (pages.codes > ord(" ")))
    begins[pages.word_starts], ends[pages.word_ends] = True, True
    begins[marks], ends[marks + 1] = True, True
    ends[-1] = True  # where the last form that might go on is looked up, and not found
    return np.flatnonzero(begins), np.flatnonzero(ends)


def _starts(pages: Pages, firsts: np.ndarray, lasts: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return where forms may begin: the numbers of their tokens, the offsets behind peeled clitics, and the clitics.

    A token is peeled a letter at a time as long as these letters begin clitics.
    """
    token, opening = np.arange(len(firsts)), np.zeros(len(firsts), int)
    starts = [(token, firsts, opening)]
    left = lasts[: len(firsts)] - firsts
    for peeled in range(1, LONGEST_CLITICS + 1):
        token, opening = (values[left[token] > peeled] for values in (token, opening))
        letter = _LETTER_NUMBERS[np.minimum(pages.codes[firsts[token] + peeled - 1], LAST_LETTER)]
        opening = _LONGER[opening, letter]
        some = np.flatnonzero(opening >= 0)
        token, opening = token[some], opening[some]
        whole = np.flatnonzero(_CLITICS[opening] >= 0)
        starts.append((token[whole], firsts[token[whole]] + peeled, _CLITICS[opening[whole]]))
    return tuple(map(np.concatenate, zip(*starts, strict=True)))


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
