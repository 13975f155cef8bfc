"""Titles join the person that they open or follow: the codebook's longest span that names one actor.

``رئيس`` + a government + a person is one mention of the person. The words are rows of ``titles.csv`` and
``joining_words.csv``.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from libyautil.arabic import PARTICLES, fold_all
from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import Entry
from libyautil.mentions.clitics import PREFIXES, without_particles
from libyautil.mentions.fingerprints import Reader
from libyautil.mentions.forces import Rows
from libyautil.mentions.matches import Matches
from libyautil.mentions.pages import Pages, ranges
from libyautil.mentions.patterns import Found

REACH = 10  # words that a title may stand before or after the name that it belongs to
RENAMED_WITHIN = 6  # words that a second name may stand after the first
_CARRIED = np.array([prefix in PARTICLES for prefix in PREFIXES])  # what a title may carry
_CARRIES = 4  # letters of the shortest word that is read as a title with a particle


@dataclass(frozen=True)
class Titles:
    """The words beside titles: ``filler`` tells which may stand inside one, ``renaming`` are before second names.

    ``backing`` tells which name the backer of what stands before: an apposition ends there.
    """

    filler: Reader
    renaming: frozenset[str]
    backing: Reader


class Spans(NamedTuple):
    """Matches as they stood, and the words around them, for walking from one to another word by word.

    ``cover`` has for each word the match that covers it, or -1; ``first_of`` where the longest title begins that ends
    with it, or -1, and ``carries`` whether a particle stands before that; ``opens`` tells whether a title begins there.
    All have one word more, which is none, at the end.
    """

    outer: np.ndarray
    start: np.ndarray
    end: np.ndarray
    row: np.ndarray
    entries: list[Entry]
    is_person: np.ndarray
    of_the_war: np.ndarray
    is_foreign: np.ndarray
    cover: np.ndarray
    first_of: np.ndarray
    carries: np.ndarray
    opens: np.ndarray

    def entry(self, match: int) -> Entry:
        """Return the row of a match."""
        return self.entries[self.row.item(match)]

    def sets_apart(self, match: int, person: int) -> bool:
        """Tell whether a match says that a title is someone else's: a foreign state, and the person a Libyan's.

        Whoever has a side in ``roles.csv`` is one; so ``استقبل السراج السفير الأمريكي`` names two.
        """
        return self.is_foreign.item(match) and self.of_the_war.item(person)


def read_titles(lexicon: Lexicon) -> Titles:
    """Return the words beside titles."""
    words = {name: frozenset(fold_all(words)) for name, words in lexicon.joining_words.groupby("class")["word"]}
    return Titles(
        Reader(lambda word: word in words["filler"] or word.startswith(("ال", "لل")), np.array(False)),
        words["renaming"],
        Reader(lambda word: word.startswith("ال") and word.removeprefix("ال") in words["allied"], np.array(False)),
    )


def join_titles(pages: Pages, matches: Matches, found: Found, titles: Titles, rows: Rows) -> Matches:
    """Join titles to the persons beside them; what a joined span covers is not counted again."""
    spans = _read_spans(pages, matches, found, rows)
    absorbed: set[int] = set()
    floor = 1
    for number, may_open, may_follow in _may_have_titles(pages, spans, titles):
        if number in absorbed:
            continue
        outer, end, entry = spans.outer.item(number), spans.end.item(number), spans.entry(number)
        before, inside = _title_before(pages, number, spans, titles, floor) if may_open else (outer, set())
        after, inside_after = _title_after(pages, number, spans, titles) if may_follow else (end, set())
        inside |= inside_after
        absorbed |= inside
        floor = after if after > end else floor
        if (before, after) != (outer, end):
            matches.outer[number], matches.end[number] = before, after
            matches.add_evidence(number, "title joined")
        if entry.form != "name":
            named = (n for n in sorted(inside) if _is_name_of(spans.entry(n), entry))
            matches.row[number] = next((spans.row[n] for n in named), matches.row[number])
    kept = np.ones(len(matches.row), bool)
    kept[list(absorbed)] = False
    return matches.take(np.flatnonzero(kept))


def _is_name_of(entry: Entry, label: Entry) -> bool:
    return entry.id == label.id and entry.form == "name"


def _read_spans(pages: Pages, matches: Matches, found: Found, rows: Rows) -> Spans:
    """Lay the matches and the titles over the words; of two matches the later has the word: a force after its place."""
    first, last = pages.word_of[matches.outer], pages.word_of[matches.end - 1]
    counts = last - first + 1
    words = len(pages.word_starts) + 1
    cover, first_of = np.full((2, words), -1)
    carries, opens = np.zeros((2, words), bool)
    cover[ranges(first, counts)] = np.repeat(np.arange(len(counts)), counts)

    titles = found.take(np.flatnonzero(rows.forms.titles[found.number]))
    swallowed, bare = rows.forms.swallowed[titles.number], titles.clitics == 0
    first, last = pages.word_of[titles.outer], pages.word_of[titles.end - 1]
    long_enough = pages.word_ends[first] - titles.outer >= _CARRIES
    may_be = bare | _CARRIED[titles.clitics] & ~swallowed & long_enough
    carrying = ~bare | swallowed
    order = np.lexsort((~carrying, -first))  # what is written last stays: the longest, and with no particle
    order = order[may_be[order]]
    first_of[last[order]], carries[last[order]] = first[order], carrying[order]
    opens[first[~carrying]] = True
    outer, start, end, row = (values.copy() for values in (matches.outer, matches.start, matches.end, matches.row))
    forms = rows.forms
    person, libyan, foreign = (rows.have(t, row) for t in (forms.is_person, forms.of_the_war, forms.is_foreign))
    return Spans(outer, start, end, row, rows.entries, person, libyan, foreign, cover, first_of, carries, opens)


def _may_have_titles(pages: Pages, spans: Spans, titles: Titles) -> list[tuple[int, bool, bool]]:
    """Return the persons that a title or another name may be joined to, and whether before and after."""
    persons = np.flatnonzero(spans.is_person)
    before = pages.word_of[spans.outer[persons]] - 1
    after = pages.word_of[spans.end[persons] - 1] + 1
    is_person = np.append(spans.is_person, False)  # the last for the words that no match covers
    joinable = np.append(0, np.cumsum((spans.first_of >= 0) | is_person[spans.cover]))  # of the words before each
    near = joinable[before + 1] > joinable[np.maximum(before - REACH, 0)]
    passable = (spans.first_of[before] >= 0) | (spans.cover[before] >= 0)
    passable |= pages.read_words(before, titles.filler)
    bare = spans.outer[persons] == spans.start[persons]  # a particle on the name itself: لحفتر is no one's apposition
    opens = near & passable & bare
    follows = spans.opens[after] | is_person[spans.cover[after]]
    some = np.flatnonzero(opens | follows)
    return list(zip(persons[some].tolist(), opens[some].tolist(), follows[some].tolist(), strict=True))


def join_renamings(pages: Pages, matches: Matches, titles: Titles, rows: Rows) -> Matches:
    """Join a name and its second name: in brackets, after a word such as ``المعروفة``, or beside it (no person's)."""
    ids = rows.forms.id_numbers[matches.row]
    second = np.flatnonzero((ids[1:] == ids[:-1]) & (matches.start[1:] > matches.end[:-1])) + 1
    between = pages.word_of[matches.start[second]] - pages.word_of[matches.end[second - 1] - 1] - 1
    second = second[between < RENAMED_WITHIN]
    spans = zip(matches.end[second - 1].tolist(), matches.start[second].tolist(), strict=True)
    gaps = [pages.text[last:first] for last, first in spans]
    persons = rows.have(rows.forms.is_person, matches.row[second]).tolist()
    second = second[[_renames(gap, person, titles) for gap, person in zip(gaps, persons, strict=True)]]
    for number in second[::-1].tolist():  # from the last, for the end of a third name must reach the first
        matches.end[number - 1] = matches.end[number]
        matches.add_evidence(number - 1, "second name joined")
    return matches.take(np.delete(np.arange(len(matches.row)), second))


def _renames(between: str, person: bool, titles: Titles) -> bool:
    """Tell whether what stands between two names of one actor says that the second is another name of it.

    A person's title and name stand beside each other too; they are joined with the other titles.
    """
    if between == " ":
        return not person
    words = between.replace("(", " ( ").replace("،", " ، ").split()
    told = [word for word in words if word != "،"]
    named = all(word == "(" or not titles.renaming.isdisjoint(without_particles(word)) for word in told)
    return told != [] and named and "\n" not in between


def _gap(pages: Pages, number: int) -> str:
    """Return what stands between a word and the next."""
    return pages.text[pages.word_ends.item(number) : pages.word_starts.item(number + 1)].strip()


def _is_filler(pages: Pages, number: int, titles: Titles) -> bool:
    return titles.filler.read(pages.word(number))


def _same_person(one: Entry, other: Entry) -> bool:
    """Tell whether a title that is a label of a person and a name are of one person; two names are two mentions."""
    return one.id == other.id and "label" in (one.form, other.form)


def _title_before(pages: Pages, match: int, spans: Spans, titles: Titles, floor: int) -> tuple[int, set[int]]:
    """Walk left from a person over titles, bodies and adjectives; return where the title begins and what it covers.

    The walk stops at ``floor``, the end of the person before: what an apposition has taken opens no other name.
    """
    outer, commas = spans.outer.item(match), 0
    passed: set[int] = set()
    inside: set[int] = set()
    number = pages.word_at(outer) - 1
    sentence = pages.sentence_starts.item(pages.sentence_at(outer))
    lowest = max(pages.word_at(sentence), pages.word_at(floor - 1) + 1, number - REACH)
    while number >= lowest:
        gap = _gap(pages, number)
        commas += gap == "،"
        if gap and (gap != "،" or passed or commas > 1):
            break
        other = spans.cover.item(number)
        entry = spans.entry(other) if other >= 0 else None
        if other >= 0 and spans.sets_apart(other, match):
            break
        if entry is not None and entry.kind == "person":
            if not _same_person(spans.entry(match), entry):
                break
            outer, inside = spans.outer.item(other), inside | passed | {other}
            number = pages.word_at(outer) - 1
            if outer != spans.start.item(other):
                break
            continue
        first = spans.first_of.item(number)
        begin = pages.word_starts.item(first)
        if first >= lowest and (entry is None or spans.outer.item(other) >= begin):
            passed |= {other} if entry is not None and entry.layer == "actor" else set()
            outer, inside, passed = begin, inside | passed, set()
            if spans.carries.item(number):
                break
            number = first - 1
        elif entry is not None:
            passed |= {other} if entry.layer == "actor" else set()
            number = pages.word_at(spans.outer.item(other)) - 1
        elif _is_filler(pages, number, titles):
            number -= 1
        else:
            break
    return outer, inside


def _title_after(pages: Pages, match: int, spans: Spans, titles: Titles) -> tuple[int, set[int]]:
    """Walk right from a person over an apposition (``، الناطق باسم`` …); return where it ends and what it covers."""
    last, open_title = spans.end.item(match), False
    end = last
    inside: set[int] = set()
    number = pages.word_at(last - 1) + 1
    limit = min(len(pages.word_starts), number + REACH)
    sentence = pages.sentence_at(spans.outer.item(match))
    while number < limit and pages.sentence_at(pages.word_starts.item(number)) == sentence:
        gap = _gap(pages, number - 1)
        if gap not in ("", "،", "(") or (gap and end != last):
            break
        other = spans.cover.item(number)
        if other >= 0 and spans.sets_apart(other, match):
            break
        if other < 0 and spans.opens.item(number):
            open_title = True
        elif other >= 0 and spans.entry(other).kind == "person":
            named = _same_person(spans.entry(match), spans.entry(other))
            if named and spans.outer.item(other) == spans.start.item(other):
                return spans.end.item(other), inside | {other}
            return (last, set()) if open_title else (end, inside)
        elif open_title and other >= 0:
            end = spans.end.item(other)
            inside |= {other} if spans.entry(other).layer == "actor" else set()
            number = pages.word_at(end - 1)
        elif not (open_title and _is_filler(pages, number, titles)) or titles.backing.read(pages.word(number)):
            break
        number += 1
    return end, inside
