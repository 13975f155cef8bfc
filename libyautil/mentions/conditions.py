"""Which rows of the lexicon hold where a form was found: by its clitics, the article's days, and the row's conditions.

All finds of many articles are judged together. What a find meets is a row of bits (``forms``).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from libyautil.mentions.forms import PLACE, Bits, Forms
from libyautil.mentions.pages import Pages, ranges
from libyautil.mentions.patterns import Found

NEAR = 6  # words on either side that the scope `near` reaches


class Marks(NamedTuple):
    """Words and names that conditions look for, as arrays: start, end, and the bits of the conditions."""

    start: np.ndarray
    end: np.ndarray
    bits: np.ndarray


@dataclass(frozen=True, eq=False)
class Readings:
    """The finds of names in order of their starts, and the rows that each may stand for, the most conditioned first.

    ``find`` and ``row`` are a find and a row that its clitics allow; ``holds`` tells whether the row holds.
    ``place_inside`` tells of each find whether it may be a place inside a longer name: a word of location stands right
    before it. ``anchors`` tells of each id that has short forms where the names end that mean it for sure, in order.
    """

    finds: Found
    find: np.ndarray
    row: np.ndarray
    holds: np.ndarray
    place_inside: np.ndarray
    anchors: dict[str, list[int]]

    def rows(self, finds: np.ndarray, holding: bool = False) -> list[list[int]]:
        """Return the rows that each of some finds may stand for, or only those that hold."""
        find, row = (self.find[self.holds], self.row[self.holds]) if holding else (self.find, self.row)
        firsts, lasts = np.searchsorted(find, finds).tolist(), np.searchsorted(find, finds, side="right").tolist()
        return [row[first:last].tolist() for first, last in zip(firsts, lasts, strict=True)]


def read_rows(pages: Pages, found: Found, forms: Forms) -> Readings:
    """Judge the rows of every form that was found."""
    signs = found.take(np.flatnonzero(forms.signs[found.number]))
    names = np.flatnonzero(forms.row_counts[found.number] > 0)
    finds = found.take(names[np.argsort(found.start[names], kind="stable")])

    counts = forms.row_counts[finds.number]
    find = np.repeat(np.arange(len(counts)), counts)
    row = forms.rows[ranges(forms.row_firsts[finds.number], counts)]
    allowed = np.flatnonzero(forms.takes[row, finds.clitics[find]])
    find, row = find[allowed], row[allowed]

    met = _meet_beside(pages, finds, signs, forms)
    holds = _hold(met, find, row, forms.beside)
    article = pages.articles(finds.outer)[find]
    holds &= (pages.latest[article] >= forms.since[row]) & (pages.earliest[article] <= forms.until[row])
    sure = _hold_farther(pages, finds, find, row, holds, signs, forms)

    last_row = np.zeros(len(counts), int)
    last_row[find] = row
    place_inside = (met & forms.located).any(axis=1) & (forms.layer[last_row] == PLACE)
    return Readings(finds, find, row, holds, place_inside, _anchors(finds.end[find[sure]], row[sure], forms))


def _hold_farther(
    pages: Pages, finds: Found, find: np.ndarray, row: np.ndarray, holds: np.ndarray, signs: Found, forms: Forms
) -> np.ndarray:
    """Drop from ``holds`` the rows whose conditions farther off fail; return the numbers of what is named for sure.

    First come the rows that no id decides: what they name is where the others look for ids.
    """
    looks = (forms.article, _meet_in_article), (forms.around, _meet_around)
    starts, ends, bits = signs.outer, signs.end, [asking.by_pattern.take(signs.number, axis=0) for asking, _ in looks]
    sure = np.empty(0, int)
    for first in (True, False):
        in_turn = forms.sure[row] == first
        for (asking, meet), looked_for in zip(looks, bits, strict=True):
            judged = np.flatnonzero(holds & in_turn & asking.asked.asking[row])
            new = np.diff(find[judged], prepend=-1) != 0
            asked = find[judged[new]]
            met = meet(pages, finds.outer[asked], finds.end[asked], _marks(starts, ends, looked_for), forms)
            holds[judged] = _hold(met, np.cumsum(new) - 1, row[judged], asking.asked)
        if first:
            sure = first_of_each(find, holds & forms.sure[row])
            starts, ends = np.append(starts, finds.start[find[sure]]), np.append(ends, finds.end[find[sure]])
            ids = [asking.by_row.take(row[sure], axis=0) for asking, _ in looks]
            bits = [np.concatenate(pair) for pair in zip(bits, ids, strict=True)]
    return sure


def _marks(start: np.ndarray, end: np.ndarray, bits: np.ndarray) -> Marks:
    """Return what conditions look for, in order of the starts; what has no bits is left out."""
    used = np.flatnonzero(bits.any(axis=1))
    used = used[np.argsort(start[used], kind="stable")]
    return Marks(start[used], end[used], bits.take(used, axis=0))


def _anchors(end: np.ndarray, row: np.ndarray, forms: Forms) -> dict[str, list[int]]:
    """Return by id where the names end that rows name for sure, in order; only of ids that have short forms."""
    needed = np.flatnonzero(forms.has_short[row])
    needed = needed[np.argsort(end[needed])]
    anchors: dict[str, list[int]] = {}
    for number, position in zip(row[needed].tolist(), end[needed].tolist(), strict=True):
        anchors.setdefault(forms.entries[number].id, []).append(position)
    return anchors


def first_of_each(group: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return the numbers of the first chosen element of each group; a group's elements stand together."""
    numbers = np.flatnonzero(chosen)
    return numbers[np.diff(group[numbers], prepend=-1) != 0]


def _meet_beside(pages: Pages, finds: Found, signs: Found, forms: Forms) -> np.ndarray:
    """Return the conditions that the clitics of each find meet, the word right before it and the word right after."""
    sentence = pages.sentence_of[finds.outer]
    met = forms.with_prefix[forms.prefix_of(finds.clitics, finds.number)]
    end = finds.outer - (pages.codes[finds.outer - 1] == ord(" "))
    end[pages.sentence_of[end - 1] != sentence] = -1
    start = finds.end + (pages.codes[finds.end] == ord(" "))
    start[pages.sentence_of[start] != sentence] = -1

    before, after = pages.word_of[end - 1], pages.word_of[start]
    asking = np.flatnonzero(forms.asks_before[finds.number])
    words = np.where(pages.word_ends[before] == end, before, -1)[asking]
    met[asking] |= forms.beside.array(pages.read_words(words, forms.before))
    _meet_phrases(met, asking, end, signs.end, forms.sign_before.take(signs.number, axis=0))
    asking = np.flatnonzero(forms.asks_after[finds.number])
    words = np.where(pages.word_starts[after] == start, after, -1)[asking]
    met[asking] |= forms.beside.array(pages.read_words(words, forms.after))
    _meet_phrases(met, asking, start, signs.outer, forms.sign_after.take(signs.number, axis=0))
    return met


def _meet_phrases(
    met: np.ndarray, asking: np.ndarray, positions: np.ndarray, edges: np.ndarray, bits: np.ndarray
) -> None:
    """Add to what finds meet the phrases that begin or end right beside them: whose edges are at their positions."""
    phrases = np.flatnonzero(bits.any(axis=1))
    asking = asking[np.argsort(positions[asking])]
    first = np.searchsorted(positions[asking], edges[phrases])
    counts = np.searchsorted(positions[asking], edges[phrases], side="right") - first
    np.bitwise_or.at(met, asking[ranges(first, counts)], bits[np.repeat(phrases, counts)])


def _hold(met: np.ndarray, which: np.ndarray, row: np.ndarray, asked: Bits) -> np.ndarray:
    """Tell of each row whether ``which`` of the places has met all that it requires and nothing that it excludes."""
    failed = np.zeros(len(row), bool)
    for word in range(met.shape[1]):  # one after the other is several times as fast as whole rows of bits
        here = met[:, word].take(which)
        failed |= (asked.requires[:, word].take(row) & ~here | asked.excludes[:, word].take(row) & here) != 0
    return ~failed


def _meet_in_article(pages: Pages, outer: np.ndarray, end: np.ndarray, marks: Marks, forms: Forms) -> np.ndarray:
    """Return the conditions that finds meet because a mark stands in their article, outside the find itself."""
    article = pages.articles(outer)
    bounds = np.searchsorted(marks.start, pages.article_starts)
    find, mark = _pair(outer, end, bounds[article], bounds[article + 1], marks)
    return _gather(find, [column.take(mark) for column in marks.bits.T], len(outer))


def _meet_around(pages: Pages, outer: np.ndarray, end: np.ndarray, marks: Marks, forms: Forms) -> np.ndarray:
    """Return the conditions that finds meet because a mark stands where their scope looks, outside the find itself."""
    sentence = pages.sentence_of[outer]
    # no article begins with the first sentence of the pages: the sign between articles is one
    before, first = pages.sentence_starts[sentence - 1], pages.sentence_starts[sentence]
    last = pages.sentence_ends[sentence]
    here, there = pages.word_of[outer], pages.word_of[np.maximum(end - 1, outer)]
    near_first = np.maximum(first, pages.word_starts[np.maximum(here - NEAR, 0)])
    near_last = np.minimum(last, pages.word_ends[np.minimum(there + NEAR, len(pages.word_ends) - 1)])

    find, mark = _pair(outer, end, np.searchsorted(marks.start, before), np.searchsorted(marks.start, last), marks)
    starts, ends = marks.start[mark], marks.end[mark]
    reached = np.zeros(len(find), int)
    for number, (low, high) in enumerate([(first, last), (before, last), (near_first, near_last)]):  # as in AROUND
        reached |= ((starts >= low[find]) & (ends <= high[find])).astype(int) << number
    columns = zip(marks.bits.T, forms.reached.T, strict=True)
    return _gather(find, [bits.take(mark) & scopes.take(reached) for bits, scopes in columns], len(outer))


def _pair(
    outer: np.ndarray, end: np.ndarray, first: np.ndarray, last: np.ndarray, marks: Marks
) -> tuple[np.ndarray, np.ndarray]:
    """Return each find with each of its marks, which are those from ``first`` to ``last`` that do not overlap it."""
    find, mark = np.repeat(np.arange(len(outer)), last - first), ranges(first, last - first)
    apart = np.flatnonzero((marks.end[mark] <= outer[find]) | (marks.start[mark] >= end[find]))
    return find[apart], mark[apart]


def _gather(find: np.ndarray, seen: list[np.ndarray], finds: int) -> np.ndarray:
    """Return for each find all bits that were seen from it; the bits come as columns."""
    met = np.zeros((finds, len(seen)), np.uint64)
    groups = np.flatnonzero(np.diff(find, prepend=-1) != 0)
    if len(groups):
        for word, bits in enumerate(seen):
            met[find[groups], word] = np.bitwise_or.reduceat(bits, groups)
    return met
