"""One longest-match pass over every alias and blocker: candidates, their conditions, the choice among them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from libyautil.arabic import Folded, fold, sentences
from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import Condition, Entry

NEAR = 6  # words on either side that the scope `near` reaches
BESIDE = 40  # characters that hold the longest word or phrase right beside a match

_WORD = re.compile(r"[^\W_]+")
# What may stand between the start of a word and a name: و or ف, then ب ك ل, then the article, ل + ال written لل.
_CLITICS = re.compile(r"([وف]?)([بكل]?)(ال)?|([وف]?)(لل)")
_LONG_ENOUGH_FOR_RARE_CLITICS = 4  # كسرت and فسرت are verbs: short names take no ف and no ك


@dataclass(frozen=True)
class Page:
    """One article made ready for matching: its folded text and where its sentences and words lie in it."""

    text: str
    folded: Folded
    sentence_starts: list[int]
    sentence_ends: list[int]
    words: list[tuple[int, int]] = field(default_factory=list)
    word_starts: list[int] = field(default_factory=list)
    _found: dict[Condition, list[tuple[int, int]]] = field(default_factory=dict)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence that holds a folded position."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def spans_of(self, condition: Condition) -> list[tuple[int, int]]:
        """Return where a condition's words stand in the article; each is looked for once."""
        if condition not in self._found:
            self._found[condition] = [m.span() for m in condition.pattern.finditer(self.folded.text)]
        return self._found[condition]

    def word(self, position: int) -> int:
        """Return the number of the word that holds a folded position."""
        return bisect_right(self.word_starts, position) - 1


@dataclass(frozen=True)
class Match:
    """A pattern found in folded text at ``start``..``end``, its clitics from ``outer`` on, and the row that fired."""

    outer: int
    start: int
    end: int
    prefix: str
    entry: Entry
    evidence: str = ""


def read_page(text: str) -> Page:
    """Fold ``text`` and lay its sentences and words over the folded copy."""
    folded = fold(text)
    starts, ends = [], []
    for start, end in sentences(text):
        starts.append(bisect_right(folded.starts, start - 1) if start else 0)
        ends.append(bisect_right(folded.starts, end - 1))
    words = [m.span() for m in _WORD.finditer(folded.text)]
    return Page(text, folded, starts, ends, words, [a for a, _ in words])


def find_candidates(page: Page, lexicon: Lexicon) -> list[tuple[int, int, int, str, list[Entry]]]:
    """Return every place where a pattern stands as a whole word, clitics peeled: outer, start, end, prefix, rows."""
    automaton, patterns = lexicon.automaton
    entries, text = lexicon.entries, page.folded.text
    found = []
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if end < len(text) and (text[end].isalnum()):
            continue
        outer = start
        while outer and text[outer - 1].isalnum():
            outer -= 1
        rows = entries[patterns[pattern]]
        prefix = text[outer:start]
        if prefix:
            rows = [row for row in rows if _clitics_allowed(prefix, row)]
        if text.startswith("لل", start):
            prefix += "ل"
        if rows:
            found.append((outer, start, end, prefix, rows))
    return found


def own_name(page: Page, outlet: str) -> list[tuple[int, int, int, str, list[Entry]]]:
    """Return where the article names its own outlet, as in a byline: characters that no other name may use."""
    name = fold(outlet).text.strip()
    if not name:
        return []
    blocker = Entry("blocker", "", "", "", "", "none", (), (), "", "", "", outlet, len(name))
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", page.folded.text)
    return [(m.start(), m.start(), m.end(), "", [blocker]) for m in found]


def _clitics_allowed(prefix: str, row: Entry) -> bool:
    if row.clitics == "none":
        return False
    if row.clitics == "article":
        return prefix == "ال"
    match = _CLITICS.fullmatch(prefix)
    if match is None:
        return False
    rare = match[1] == "ف" or match[2] == "ك" or match[4] == "ف"
    return not rare or match[3] is not None or row.letters >= _LONG_ENOUGH_FOR_RARE_CLITICS


def choose_matches(page: Page, candidates: list, window: tuple[str, str], located: re.Pattern[str]) -> list[Match]:
    """Choose among overlapping candidates: the longest whose row holds, each character spent once.

    A place inside a longer name of an actor is kept where a word of location (``located``) stands before it, as in
    `the armed groups in Tripoli`; in `the government of Tripoli` it is a part of the name.
    """
    anchors = _anchors(page, candidates, window)
    spent = bytearray(len(page.folded.text) + 1)
    chosen, inside = [], []
    for outer, start, end, prefix, rows in sorted(candidates, key=lambda c: (c[1] - c[2], c[1])):
        taken = any(spent[start:end])
        if taken and not (rows[-1].layer == "place" and located.search(page.folded.text[max(0, outer - 12) : outer])):
            continue
        match = _read(page, outer, start, end, prefix, rows, window, anchors)
        if match is None:
            continue
        if taken:
            inside.append(match)
            continue
        spent[start:end] = b"\x01" * (end - start)
        chosen.append(match)
    chosen = list(_follow_conjuncts(page, sorted(chosen, key=lambda m: m.start), candidates))
    chosen += [m for m in inside if m.entry.kind != "country" and _inside_an_actor(m, chosen)]
    return sorted((m for m in chosen if m.entry.layer != "blocker"), key=lambda m: m.start)


def _follow_conjuncts(page: Page, chosen: list[Match], candidates: list) -> Iterator[Match]:
    """Give a name that is joined by و to the one before it the same reading: place beside place, state beside state.

    A preposition or a verb stands once before a whole list, so only the first of the list has the words that tell.
    """
    readings = {(start, end): rows for _, start, end, _, rows in candidates}
    last: Match | None = None
    for match in chosen:
        if last is not None and match.prefix == "و" and page.folded.text[last.end : match.outer] == " ":
            ambiguous = {row.layer for row in readings[last.start, last.end]} == {"actor", "place"}
            rows = [row for row in readings[match.start, match.end] if row.layer == last.entry.layer]
            if match.entry.layer != last.entry.layer and ambiguous and rows:
                match = replace(match, entry=rows[0], evidence="read as the name that it is joined to")
        yield match
        last = match


def _read(
    page: Page, outer: int, start: int, end: int, prefix: str, rows: list[Entry], window: tuple[str, str],
    anchors: dict[str, list[tuple[int, int]]],
) -> Match | None:  # fmt: skip
    """Return the reading of a form: the first row that holds; of several short forms the nearest antecedent's."""
    holding = [row for row in rows if _holds(page, outer, start, end, prefix, row, window, anchors)]
    if not holding:
        return None
    if not holding[0].short:
        return Match(outer, start, end, prefix, holding[0])
    since = {row: max((e for _, e in anchors.get(row.id, ()) if e <= outer), default=0) for row in holding if row.short}
    row = max(since, key=lambda r: since[r])
    antecedent = page.folded.ends[since[row] - 1] if since[row] else 0
    why = f"short form: its long form ends at {antecedent}" if antecedent else "short form: its long form follows"
    return Match(outer, start, end, prefix, row, why)


def _inside_an_actor(match: Match, chosen: list[Match]) -> bool:
    over = [m for m in chosen if m.start < match.end and match.start < m.end]
    return len(over) == 1 and over[0].entry.layer == "actor" and over[0].start < match.start


def _anchors(page: Page, candidates: list, window: tuple[str, str]) -> dict[str, list[tuple[int, int]]]:
    """Return where each id is named beyond doubt: by a row that asks for no other id."""
    found: dict[str, list[tuple[int, int]]] = {}
    for outer, start, end, prefix, rows in candidates:
        for row in rows:
            sure = not any(c.ids for c in row.requires + row.excludes)
            if sure and row.id and _holds(page, outer, start, end, prefix, row, window, {}):
                found.setdefault(row.id, []).append((start, end))
                break
    return found


def _holds(page: Page, outer: int, start: int, end: int, prefix: str, row: Entry, window: tuple[str, str],
           anchors: dict[str, list[tuple[int, int]]]) -> bool:  # fmt: skip
    if row.since and window[1] and window[1] < row.since:
        return False
    if row.until and window[0] and window[0] > row.until:
        return False
    check = lambda c: _condition_holds(page, outer, start, end, prefix, c, anchors)  # noqa: E731
    return all(check(c) for c in row.requires) and not any(check(c) for c in row.excludes)


def _condition_holds(page: Page, outer: int, start: int, end: int, prefix: str, condition: Condition,
                     anchors: dict[str, list[tuple[int, int]]]) -> bool:  # fmt: skip
    if condition.scope == "prefix":
        return _peeled(prefix) & condition.prefixes != frozenset()
    if condition.words and condition.scope == "article":
        if any(b <= outer or end <= a for a, b in page.spans_of(condition)):
            return True
        if not condition.ids:
            return False
    spans = list(_seen(page, outer, end, condition.scope))
    text = page.folded.text
    searched = spans if condition.words and condition.scope != "article" else []
    if any(condition.pattern.search(text[a:b]) for a, b in searched if a < b):
        return True
    places = (span for id in condition.ids for span in anchors.get(id, ()))
    return any(a <= s and e <= b for s, e in places for a, b in spans if not (s < end and start < e))


def _peeled(prefix: str) -> frozenset[str]:
    """Return the particles of a peeled prefix, without the article; the empty string where there is none."""
    particles = prefix[:-1] if prefix.endswith("لل") else prefix.removesuffix("ال")
    return frozenset(particles or [""])


def _seen(page: Page, outer: int, end: int, scope: str) -> Iterable[tuple[int, int]]:
    """Return what a scope sees on either side of a match, without the match itself."""
    number = page.sentence(outer)
    first, last = page.sentence_starts[number], page.sentence_ends[number]
    if scope == "prev":
        return [(max(first, outer - BESIDE), outer)]
    if scope == "next":
        return [(end, min(last, end + BESIDE))]
    if scope == "article":
        first, last = 0, len(page.folded.text)
    elif scope == "nearby":
        first = page.sentence_starts[max(0, number - 1)]
    elif scope == "near":
        here, there = page.word(outer), page.word(max(end - 1, outer))
        first = max(first, page.words[max(0, here - NEAR)][0])
        last = min(last, page.words[min(len(page.words) - 1, there + NEAR)][1])
    return [(first, outer), (end, last)]
