"""Which rows of the lexicon hold where a form was found: by its clitics, the article's days, and the row's conditions.

All finds of many articles are judged together. What a find meets is a row of bits (``forms``).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from libyautil.mentions.clitics import PREFIXES
from libyautil.mentions.forms import PLACE, Bits, Forms, Signs
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
    before it. ``sure`` are the numbers, among these, of what is named for sure.
    """

    finds: Found
    find: np.ndarray
    row: np.ndarray
    holds: np.ndarray
    place_inside: np.ndarray
    sure: np.ndarray

    def rows(self, find: int) -> np.ndarray:
        """Return the rows that a find may stand for."""
        return self.row[slice(*np.searchsorted(self.find, [find, find + 1]))]


def read_rows(pages: Pages, found: Found, forms: Forms) -> Readings:
    """Judge the rows of every form that was found."""
    signs = found.take(np.flatnonzero(forms.signs[found.number]))
    signs = signs.take(np.argsort(signs.outer, kind="stable"))
    finds = found.take(np.flatnonzero(forms.row_counts[found.number] > 0))
    finds = finds.take(np.argsort(finds.start, kind="stable"))

    counts = forms.row_counts[finds.number]
    find = np.repeat(np.arange(len(counts)), counts)
    row = forms.rows[ranges(forms.row_firsts[finds.number], counts)]
    allowed = np.flatnonzero(forms.takes.take(row * len(PREFIXES) + finds.clitics[find]))
    find, row = find[allowed], row[allowed]

    met = _meet_beside(pages, finds, signs, forms)
    holds = np.ones(len(row), bool)
    asking = np.flatnonzero(forms.beside.asking[row])
    holds[asking] = _hold(met, find[asking], row[asking], forms.beside)
    article = pages.articles(finds.outer)[find]
    holds &= (pages.latest[article] >= forms.since[row]) & (pages.earliest[article] <= forms.until[row])
    sure = _hold_farther(pages, finds, find, row, holds, signs, forms)

    last_row = np.zeros(len(counts), int)
    last_row[find] = row
    place_inside = forms.beside.tells(met, forms.located) & (forms.layer[last_row] == PLACE)
    return Readings(finds, find, row, holds, place_inside, sure)


def _hold_farther(
    pages: Pages, finds: Found, find: np.ndarray, row: np.ndarray, holds: np.ndarray, signs: Found, forms: Forms
) -> np.ndarray:
    """Drop from ``holds`` the rows whose conditions farther off fail; return the numbers of what is named for sure.

    First come the rows that no id decides: what they name is where the others look for ids.
    """
    looks = (forms.article, _meet_in_article), (forms.around, _meet_around)
    marks = [_words_in(signs, asking) for asking, _ in looks]
    is_sure, sure = forms.sure[row], np.empty(0, int)
    for in_turn in (is_sure, ~is_sure):
        for (asking, meet), looked_for in zip(looks, marks, strict=True):
            judged = np.flatnonzero(holds & in_turn & asking.asked.asking[row])
            new = np.diff(find[judged], prepend=-1) != 0
            asked = find[judged[new]]
            met = meet(pages, finds.outer[asked], finds.end[asked], looked_for, forms)
            holds[judged] = _hold(met, np.cumsum(new) - 1, row[judged], asking.asked)
        if in_turn is is_sure:
            sure = first_of_each(find, holds & is_sure)
            named = finds.start[find[sure]], finds.end[find[sure]], row[sure]
            marks = [_with_ids(words, *named, asking) for words, (asking, _) in zip(marks, looks, strict=True)]
    return sure


def _words_in(signs: Found, asking: Signs) -> Marks:
    """Return the words that conditions look for."""
    which = np.flatnonzero(asking.patterns[signs.number])
    return Marks(signs.outer[which], signs.end[which], asking.by_pattern.take(signs.number[which], axis=0))


def _with_ids(words: Marks, start: np.ndarray, end: np.ndarray, row: np.ndarray, asking: Signs) -> Marks:
    """Return the words that conditions look for, and the names of ids that they look for, in order of the starts."""
    which = np.flatnonzero(asking.rows[row])
    names = Marks(start[which], end[which], asking.by_row.take(row[which], axis=0))
    both = Marks(*(np.concatenate(pair) for pair in zip(words, names, strict=True)))
    order = np.argsort(both.start, kind="stable")
    return Marks(*(values.take(order, axis=0) for values in both))


def first_of_each(group: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return the numbers of the first chosen element of each group; a group's elements stand together."""
    numbers = np.flatnonzero(chosen)
    return numbers[np.diff(group[numbers], prepend=-1) != 0]


def _meet_beside(pages: Pages, finds: Found, signs: Found, forms: Forms) -> np.ndarray:
    """Return the conditions that the clitics of each find meet, the word right before it and the word right after."""
    sentence = pages.sentence_of[finds.outer]
    met = forms.with_prefix.take(forms.prefix_of(finds.clitics, finds.number), axis=0)  # rows are slow to index
    end = finds.outer - (pages.codes[finds.outer - 1] == ord(" "))
    end[pages.sentence_of[end - 1] != sentence] = -1
    start = finds.end + (pages.codes[finds.end] == ord(" "))
    start[pages.sentence_of[start] != sentence] = -1

    before, after = pages.word_of[end - 1], pages.word_of[start]
    words = np.where(forms.asks_before[finds.number] & (pages.word_ends[before] == end), before, -1)
    met |= pages.read_words(words, forms.before)
    words = np.where(forms.asks_after[finds.number] & (pages.word_starts[after] == start), after, -1)
    met |= pages.read_words(words, forms.after)
    phrases = signs.take(np.flatnonzero(forms.is_before[signs.number]))
    _meet_phrases(met, end, phrases.end, forms.sign_before.take(phrases.number, axis=0))
    phrases = signs.take(np.flatnonzero(forms.is_after[signs.number]))
    _meet_phrases(met, start, phrases.outer, forms.sign_after.take(phrases.number, axis=0))
    return met


def _meet_phrases(met: np.ndarray, positions: np.ndarray, edges: np.ndarray, bits: np.ndarray) -> None:
    """Add to what finds meet the phrases that begin or end right beside them: whose edges are at their positions."""
    edge, phrase = np.unique(edges, return_inverse=True)
    together = np.zeros((len(edge), bits.shape[1]), np.uint64)
    np.bitwise_or.at(together, phrase, bits)
    number = np.searchsorted(edge, positions)
    beside = np.flatnonzero(np.append(edge, -2).take(number) == positions)
    met[beside] |= together.take(number[beside], axis=0)


def _hold(met: np.ndarray, which: np.ndarray, row: np.ndarray, asked: Bits) -> np.ndarray:
    """Tell of each row whether ``which`` of the places has met all that it requires and nothing that it excludes."""
    failed = np.zeros(len(row), bool)
    for word in range(met.shape[1]):  # one after the other is several times as fast as whole rows of bits
        here = met[:, word].take(which)
        failed |= (asked.requires[:, word].take(row) & ~here | asked.excludes[:, word].take(row) & here) != 0
    return ~failed


def _meet_in_article(pages: Pages, outer: np.ndarray, end: np.ndarray, marks: Marks, forms: Forms) -> np.ndarray:
    """Return the conditions that finds meet because a mark stands in their article, outside the find itself.

    What an article has is put together once for all its finds; only for a find that a mark overlaps, without which the
    article might have less, are the marks gone through one by one.
    """
    article = pages.articles(outer)
    bounds = np.searchsorted(marks.start, pages.article_starts)
    met = _gather(pages.articles(marks.start), list(marks.bits.T), len(pages.article_starts)).take(article, axis=0)
    reached = np.append(0, np.maximum.accumulate(marks.end))  # the farthest end of so many marks, in their order
    some = np.flatnonzero(reached[np.searchsorted(marks.start, end)] > outer)
    outer, end, article = outer[some], end[some], article[some]
    find, mark = _pair(outer, end, bounds[article], bounds[article + 1], marks)
    met[some] = _gather(find, [column.take(mark) for column in marks.bits.T], len(some))
    return met


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
