"""Fingerprints: a number for each span of a text, equal where the characters are, so that whole arrays are looked up.

The fingerprint of a span is a polynomial in one odd number with the code points as coefficients, modulo 2**64, after
Karp, R. M. and Rabin, M. O. 1987: Efficient randomized pattern-matching algorithms, IBM Journal of Research and
Development 31(2), 249-260. The running sum of a text gives that of each of its spans by one subtraction. That two words
which differ have one fingerprint is not excluded, but so unlikely, about one in 2**64, that it is not checked.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from libyautil.arabic import TOKEN, code_points

_BASE = 0x9E3779B97F4A7C15  # any odd number would do; this one, the golden ratio's, has no pattern in its bits
_INVERSE = pow(_BASE, -1, 2**64)


@cache
def _powers(base: int, size: int) -> np.ndarray:
    """Return the first powers of a number modulo 2**64, as many as two to the power of ``size``."""
    factors = np.full(2**size, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


class Fingerprints:
    """The fingerprints of the spans of one text, which is given as code points.

    >>> codes = code_points("سرت ثم سرت")
    >>> one, other, longer = Fingerprints(codes).of(np.array([0, 7, 0]), np.array([3, 10, 4])).tolist()
    >>> one == other, one == longer
    (True, False)
    """

    def __init__(self, codes: np.ndarray):
        size = len(codes).bit_length()
        self.sums = np.zeros(len(codes) + 1, np.uint64)
        coefficients = np.add(codes, 1, dtype=np.uint64, casting="unsafe")  # of which none is 0
        np.multiply(coefficients, _powers(_BASE, size)[: len(codes)], out=self.sums[1:])
        np.cumsum(self.sums, out=self.sums)
        self.shifts = _powers(_INVERSE, size)

    def of(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Return the fingerprints of some spans; that of an empty one is 0."""
        return (self.sums.take(ends) - self.sums.take(starts)) * self.shifts.take(starts)


def fingerprints(texts: Iterable[str]) -> np.ndarray:
    """Return the fingerprint of each of some texts.

    >>> fingerprints(["سرت", ""])[1].item()
    0
    """
    texts = list(texts)
    ends = np.cumsum([len(text) for text in texts])
    return Fingerprints(code_points("".join(texts))).of(np.append(0, ends)[:-1], ends)


class Phrases:
    """Texts of one token or more, by the fingerprints of what they begin with, from one token to all.

    ``find`` tells of fingerprints which texts they are of, by number, or -1; and which of them longer texts begin with.
    """

    def __init__(self, texts: Iterable[str]):
        ends = {text: [match.end() for match in TOKEN.finditer(text)] for text in texts}
        self.longest = max(map(len, ends.values()), default=0)
        beginnings = {text[:end]: -1 for text, ends in ends.items() for end in ends}
        self.beginnings = pd.Index(fingerprints(beginnings))
        beginnings |= {text: number for number, text in enumerate(ends)}
        longer = {text[:end] for text, ends in ends.items() for end in ends[:-1]}
        # the last of each is what -1 stands for, the index's word for what it does not have
        self.numbers = np.array([*beginnings.values(), -1])
        self.goes_on = np.array([*(beginning in longer for beginning in beginnings), False])

    def find(self, fingerprints: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the numbers of the texts that have some fingerprints, and whether longer texts begin with these."""
        known = self.beginnings.get_indexer(fingerprints)
        return self.numbers.take(known), self.goes_on.take(known)


class Reader:
    """What a function says of words, by their fingerprints: it is asked once for each word that comes up.

    ``said`` has a row for each word in ``known``; ``like`` is an answer of the kind that is given, as an array.
    """

    MOST = 100_000  # words that are kept: some megabytes

    def __init__(self, read: Callable[[str], Any], like: np.ndarray):
        self.read = read
        self.nothing = np.empty((0, *like.shape), like.dtype)
        self.known, self.said = pd.Index([], np.uint64), self.nothing

    def __call__(self, fingerprints: np.ndarray, word: Callable[[int], str]) -> np.ndarray:
        """Return what the function says of words, a row each; ``word`` gives the word at one of their positions."""
        number = self.known.get_indexer(fingerprints)
        if number.min(initial=0) < 0:
            self._ask(fingerprints, np.flatnonzero(number < 0), word)
            number = self.known.get_indexer(fingerprints)
        return self.said.take(number, axis=0)

    def _ask(self, fingerprints: np.ndarray, unknown: np.ndarray, word: Callable[[int], str]) -> None:
        """Ask the function of the words at unknown positions; where there are too many, it is all asked anew."""
        if len(self.known) >= self.MOST:
            self.known, self.said, unknown = self.known[:0], self.nothing, np.arange(len(fingerprints))
        new, first = np.unique(fingerprints[unknown], return_index=True)
        said = np.empty((len(new), *self.nothing.shape[1:]), self.nothing.dtype)
        for row, position in enumerate(unknown[first].tolist()):
            said[row] = self.read(word(position))
        self.known, self.said = self.known.append(pd.Index(new)), np.concatenate((self.said, said))
