"""One article made ready for matching: its sentences and words, and where the lexicon's words stand in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from libyautil.arabic import Folded, fold, sentences
from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import CLITICS, Condition, Entry

NEAR = 6  # words on either side that the scope `near` reaches

_WORD = re.compile(r"[^\W_]+")
Span = tuple[int, int]


@dataclass(frozen=True, eq=False, slots=True)
class Candidate:
    """A form found as a whole word: its clitics from ``outer`` on, the form itself, and the rows it may stand for."""

    outer: int
    start: int
    end: int
    prefix: str
    rows: list[Entry]


@dataclass(frozen=True, eq=False, slots=True)
class Page:
    """The folded text of an article, with the offsets in it of sentences, words, candidates and words of conditions."""

    folded: Folded
    sentence_starts: list[int]
    sentence_ends: list[int]
    words: list[Span]
    word_starts: list[int]
    candidates: list[Candidate]
    signs: dict[str, list[Span]]
    verdicts: dict[tuple[Candidate, Entry], bool] = field(default_factory=dict)
    _seen: dict[Condition, list[Span]] = field(default_factory=dict)
    _edges: dict[Condition, frozenset[int]] = field(default_factory=dict)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence that holds a folded position."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def word(self, position: int) -> int:
        """Return the number of the word that holds a folded position."""
        return bisect_right(self.word_starts, position) - 1

    def spans_of(self, condition: Condition) -> list[Span]:
        """Return where a condition's words stand in the article; each is looked for once."""
        if condition not in self._seen:
            present = condition.words & self.signs.keys()
            self._seen[condition] = [span for word in present for span in self.signs[word]]
        return self._seen[condition]

    def stands_before(self, condition: Condition, position: int) -> bool:
        """Tell whether a word of the condition ends right before ``position``, in its sentence."""
        text, first = self.folded.text, self.sentence_starts[self.sentence(position)]
        while position > first and text[position - 1].isspace():
            position -= 1
        if condition not in self._edges:
            self._edges[condition] = frozenset(end for _, end in self.spans_of(condition))
        if position <= first or position in self._edges[condition]:
            return position > first
        word = self.words[self.word(position - 1)]
        shapes = condition.shapes
        return shapes is not None and word[1] == position and shapes.match(text, word[0]) is not None

    def stands_after(self, condition: Condition, outer: int, position: int) -> bool:
        """Tell whether a word of the condition begins right after ``position``, in the sentence of ``outer``."""
        text, last = self.folded.text, self.sentence_ends[self.sentence(outer)]
        while position < last and text[position].isspace():
            position += 1
        if condition not in self._edges:
            self._edges[condition] = frozenset(start for start, _ in self.spans_of(condition))
        if position >= last:
            return False
        shapes = condition.shapes
        return position in self._edges[condition] or (shapes is not None and shapes.match(text, position) is not None)

    def reach(self, scope: str, outer: int, end: int) -> Span:
        """Return the stretch of folded text that a scope sees around ``outer``, ``end``."""
        if scope == "article":
            return 0, len(self.folded.text)
        number = self.sentence(outer)
        first, last = self.sentence_starts[number], self.sentence_ends[number]
        if scope == "nearby":
            first = self.sentence_starts[max(0, number - 1)]
        elif scope == "near":
            here, there = self.word(outer), self.word(max(end - 1, outer))
            first = max(first, self.words[max(0, here - NEAR)][0])
            last = min(last, self.words[min(len(self.words) - 1, there + NEAR)][1])
        return first, last


def read_page(text: str, outlet: str, lexicon: Lexicon) -> Page:
    """Fold ``text``, lay its sentences and words over the folded copy, and find the lexicon's words in it.

    The article's own outlet, as in a byline, takes characters that no other name may use.
    """
    folded = fold(text)
    starts, ends = [], []
    for start, end in sentences(text):
        starts.append(folded.position(start))
        ends.append(folded.position(end))
    words = [m.span() for m in _WORD.finditer(folded.text)]
    word_starts = [a for a, _ in words]
    candidates, signs = _scan(folded.text, word_starts, lexicon)
    candidates += _own_name(folded.text, outlet)
    return Page(folded, starts or [0], ends or [0], words, word_starts, candidates, signs)


def _scan(text: str, word_starts: list[int], lexicon: Lexicon) -> tuple[list[Candidate], dict[str, list[Span]]]:
    """Return in one pass what stands as a whole word, clitics peeled: the forms of names, and words of conditions."""
    automaton, patterns = lexicon.automaton
    candidates: list[Candidate] = []
    signs: dict[str, list[Span]] = {}
    padded = text + " "  # so that a character stands after the last form too
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if padded[end].isalnum():
            continue
        pattern = patterns[number]
        outer = word_starts[bisect_right(word_starts, start) - 1] if padded[start].isalnum() else start
        prefix = text[outer:start]
        if pattern.sign and prefix in CLITICS:
            signs.setdefault(pattern.text, []).append((outer, end))
        rows = [row for row in pattern.rows if prefix in row.prefixes] if prefix else pattern.rows
        if rows:
            candidates.append(Candidate(outer, start, end, prefix + pattern.swallowed, rows))
    return candidates, signs


def _own_name(text: str, outlet: str) -> Iterable[Candidate]:
    name = fold(outlet).text.strip()
    if not name or name not in text:
        return []
    blocker = Entry("blocker", "", "", "", "", "none", (), (), "", "", "", outlet, len(name))
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return [Candidate(m.start(), m.start(), m.end(), "", [blocker]) for m in found]
