"""Titles and opening nouns join the span that they open: the codebook's longest span that names one actor.

``رئيس`` + a government + a person is one mention of the person; ``قوات`` + an owner is one mention of the owner's
force. The words are rows of ``titles.csv``, ``force_heads.csv`` and ``joining_words.csv``; what force an owner has is a
row of ``forces.csv``.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from libyautil.arabic import fold_all
from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import Entry
from libyautil.mentions.fingerprints import Reader
from libyautil.mentions.forms import PLACE, Forms
from libyautil.mentions.matches import Matches
from libyautil.mentions.pages import Pages, ranges

REACH = 10  # words that a title may stand before or after the name that it belongs to


@dataclass(frozen=True)
class Titles:
    """The words that open or follow a name: folded titles, fillers, and the heads and owners of forces.

    ``openings`` and ``endings`` are the first and the last words of the titles. ``may_end`` tells whether a word may be
    the last of a title that opens a name, with what stands between them, and ``is_head`` whether it is a head.
    """

    titles: frozenset[str]
    openings: frozenset[str]
    endings: frozenset[str]
    fillers: frozenset[str]
    renaming: frozenset[str]
    heads: dict[str, tuple[str, str]]
    allied: frozenset[str]
    forces: dict[str, str]
    may_end: Reader[bool]
    opens: Reader[bool]
    links: Reader[bool]
    is_head: Reader[bool]


class Rows:
    """The rows that can fire: the lexicon's, by their numbers in ``Forms``, then the forces that owners make."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.entries = list(forms.entries)
        self.forces: dict[tuple[int, str, str], int] = {}

    def force(self, owner: int, force: str, frame: str, head: str) -> int:
        """Return the number of the row for an owner's force that a head noun names."""
        if (owner, frame, head) not in self.forces:
            entry = self.entries[owner]
            alias = f"{head} {entry.alias}"
            made = replace(entry, layer="actor", id=force, kind="force", form="label", frame=frame, alias=alias)
            self.forces[owner, frame, head] = len(self.entries)
            self.entries.append(made)
        return self.forces[owner, frame, head]

    def are_persons(self, row: np.ndarray) -> np.ndarray:
        """Tell which rows name a person; forces, beyond the last of the lexicon's rows, do as that does: they don't."""
        return self.forms.is_person.take(row, mode="clip")


class Spans(NamedTuple):
    """Matches as lists, for walking from one to another word by word; ``cover`` has for each word its match, or -1."""

    outer: list[int]
    start: list[int]
    end: list[int]
    entry: list[Entry]
    cover: np.ndarray


def read_titles(lexicon: Lexicon) -> Titles:
    """Return the words that open or follow a name; they are read once, and kept on the lexicon as its forms are."""
    kept = vars(lexicon)
    if "title_words" not in kept:
        kept["title_words"] = _read_titles(lexicon)
    return kept["title_words"]


def _read_titles(lexicon: Lexicon) -> Titles:
    table = lexicon.force_heads
    joining = lexicon.joining_words
    by_class = {name: frozenset(fold_all(words)) for name, words in joining.groupby("class")["word"]}
    titles = frozenset(fold_all(lexicon.titles.loc[lexicon.titles["kind"] != "opening", "title"]))
    endings = frozenset(title.split(" ")[-1] for title in titles)
    heads = dict(zip(fold_all(table["head"]), zip(table["frame"], table["lexicon_row"], strict=True), strict=True))

    def may_end(word: str) -> bool:
        return word in endings or _filler(word, by_class["filler"]) or not titles.isdisjoint(_plain_forms(word))

    def is_head(word: str) -> bool:
        return not heads.keys().isdisjoint(_plain_forms(word))

    openings = frozenset(title.split(" ")[0] for title in titles)
    return Titles(
        titles,
        openings,
        endings,
        by_class["filler"],
        by_class["renaming"],
        heads,
        by_class["allied"],
        dict(zip(lexicon.forces["owner"], lexicon.forces["force"], strict=True)),
        Reader(may_end),
        Reader(openings.__contains__),
        Reader(by_class["allied_link"].__contains__),
        Reader(is_head),
    )


def join_titles(pages: Pages, matches: Matches, titles: Titles, rows: Rows) -> Matches:
    """Join titles to persons and heads to the owners of forces; what a joined span covers is not counted again."""
    matches = _join_forces(pages, _join_renamings(pages, matches, titles, rows), titles, rows)
    is_person = rows.are_persons(matches.row)
    matches.evidence[is_person] = ""
    entries = list(map(rows.entries.__getitem__, matches.row.tolist()))
    outer, start, end = (values.tolist() for values in (matches.outer, matches.start, matches.end))
    spans = Spans(outer, start, end, entries, _cover(pages, matches))
    absorbed: set[int] = set()
    floor = 1
    for number in _may_have_titles(pages, matches, is_person, spans, titles).tolist():
        if number in absorbed:
            continue
        before, inside_before = _title_before(pages, number, spans, titles, floor)
        after, inside_after = _title_after(pages, number, spans, titles)
        inside = inside_before | inside_after
        absorbed |= inside
        floor = after if after > spans.end[number] else floor
        if (before, after) != (spans.outer[number], spans.end[number]):
            matches.outer[number], matches.end[number], matches.evidence[number] = before, after, "title joined"
        if entries[number].form != "name":
            named = (n for n in sorted(inside) if _is_name_of(entries[n], entries[number]))
            matches.row[number] = next((matches.row[n] for n in named), matches.row[number])
    kept = np.ones(len(matches.row), bool)
    kept[list(absorbed)] = False
    return matches.take(kept)


def _is_name_of(entry: Entry, label: Entry) -> bool:
    return entry.id == label.id and entry.form == "name"


def _may_have_titles(pages: Pages, matches: Matches, is_person: np.ndarray, spans: Spans, titles: Titles) -> np.ndarray:
    """Return the persons right beside a word or a match with which a title may begin or end; most have none there."""
    persons = np.flatnonzero(is_person)
    before = pages.word_of[matches.outer[persons]] - 1
    after = pages.word_of[matches.end[persons] - 1] + 1
    ends = np.array(pages.read_words(before, titles.may_end), bool)
    opens = np.array(pages.read_words(after, titles.opens), bool)
    ends |= spans.cover[before] >= 0
    opens |= np.append(is_person, False)[spans.cover[after]]
    return persons[ends & (matches.outer[persons] == matches.start[persons]) | opens]


def _cover(pages: Pages, matches: Matches) -> np.ndarray:
    """Return for each word the match that covers it, else -1; of two the later: a force comes after its place.

    One more word, which is none, stands at the end.
    """
    first = pages.word_of[matches.outer]
    counts = pages.word_of[matches.end - 1] - first + 1
    cover = np.full(len(pages.word_starts) + 1, -1)
    cover[ranges(first, counts)] = np.repeat(np.arange(len(counts)), counts)
    return cover


def _join_renamings(pages: Pages, matches: Matches, titles: Titles, rows: Rows) -> Matches:
    """Join a name and its second name: in brackets, or after a word such as ``المعروفة``."""
    ids = rows.forms.id_numbers[matches.row]
    second = np.flatnonzero((ids[1:] == ids[:-1]) & (matches.start[1:] > matches.end[:-1])) + 1
    gaps = zip(matches.end[second - 1].tolist(), matches.start[second].tolist(), strict=True)
    second = second[[_renames(pages.text[last:first], titles) for last, first in gaps]]
    for number in second[::-1].tolist():  # from the last, for the end of a third name must reach the first
        matches.end[number - 1], matches.evidence[number - 1] = matches.end[number], "second name joined"
    return matches.take(np.delete(np.arange(len(matches.row)), second))


def _renames(between: str, titles: Titles) -> bool:
    """Tell whether all words between two names of one actor say that the second is another name of it."""
    words = between.replace("(", " ( ").split()
    return words != [] and all(w == "(" or not titles.renaming.isdisjoint(_plain_forms(w)) for w in words)


@lru_cache(maxsize=20_000)
def _plain_forms(word: str) -> tuple[str, ...]:
    """Return a word and what is left of it when particles are peeled."""
    forms = [word]
    if word.startswith("لل"):
        forms.append("ال" + word[2:])
    if len(word) > 3 and word[0] in "وفبكل":
        forms.append(word[1:])
        if word[1] in "بكل" and word[0] in "وف":
            forms.append(word[2:])
    return tuple(forms)


def _gap(pages: Pages, number: int) -> str:
    """Return what stands between a word and the next."""
    return pages.text[pages.word_ends.item(number) : pages.word_starts.item(number + 1)]


def _title_ending_at(pages: Pages, number: int, lowest: int, titles: Titles) -> tuple[int, bool] | None:
    """Return where the title that ends at a word begins, and whether a particle stands before it."""
    word = pages.word(number)
    if word not in titles.endings and titles.titles.isdisjoint(_plain_forms(word)):
        return None
    for length in (3, 2, 1):
        first = number - length + 1
        if first < lowest:
            continue
        rest = "".join(" " + pages.word(n) for n in range(first + 1, number + 1))
        for depth, form in enumerate(_plain_forms(pages.word(first))):
            if form + rest in titles.titles:
                return first, depth > 0
    return None


def _filler(word: str, fillers: frozenset[str]) -> bool:
    return word in fillers or word.startswith(("ال", "لل"))


def _same_person(one: Entry, other: Entry) -> bool:
    """Tell whether a title that is a label of a person and a name are of one person; two names are two mentions."""
    return one.id == other.id and "label" in (one.form, other.form)


def _title_before(pages: Pages, match: int, spans: Spans, titles: Titles, floor: int) -> tuple[int, set[int]]:
    """Walk left from a person over titles, bodies and adjectives; return where the title begins and what it covers.

    The walk stops at ``floor``, the end of the person before: what an apposition has taken opens no other name.
    """
    outer, commas = spans.outer[match], 0
    passed: set[int] = set()
    inside: set[int] = set()
    if spans.start[match] != outer:  # a particle on the name itself: لحفتر is no one's apposition
        return outer, inside
    number = pages.word_at(outer) - 1
    sentence = pages.sentence_starts.item(pages.sentence_at(outer))
    opening = pages.first_word(outer)
    lowest = max(pages.word_at(sentence), pages.word_at(floor - 1) + 1, number - REACH, opening)
    while number >= lowest:
        gap = _gap(pages, number).strip()
        commas += gap == "،"
        if gap and (gap != "،" or passed or commas > 1):
            break
        other = spans.cover.item(number)
        entry = spans.entry[other] if other >= 0 else None
        if entry is not None and entry.kind == "person":
            if not _same_person(spans.entry[match], entry):
                break
            outer, inside = spans.outer[other], inside | passed | {other}
            number = pages.word_at(outer) - 1
            if outer != spans.start[other]:
                break
            continue
        title = _title_ending_at(pages, number, opening, titles)
        begin = pages.word_starts.item(title[0]) if title is not None else 0
        if title is not None and title[0] >= lowest and (entry is None or spans.outer[other] >= begin):
            passed |= {other} if entry is not None and entry.layer == "actor" else set()
            outer, inside, passed = begin, inside | passed, set()
            if title[1]:
                break
            number = title[0] - 1
        elif entry is not None:
            passed |= {other} if entry.layer == "actor" else set()
            number = pages.word_at(spans.outer[other]) - 1
        elif _filler(pages.word(number), titles.fillers):
            number -= 1
        else:
            break
    return outer, inside


def _title_after(pages: Pages, match: int, spans: Spans, titles: Titles) -> tuple[int, set[int]]:
    """Walk right from a person over an apposition (``، الناطق باسم`` …); return where it ends and what it covers."""
    last, open_title = spans.end[match], False
    end = last
    inside: set[int] = set()
    number = pages.word_at(last - 1) + 1
    limit = min(len(pages.word_starts), number + REACH)
    sentence = pages.sentence_at(spans.outer[match])
    while number < limit and pages.sentence_at(pages.word_starts.item(number)) == sentence:
        gap = _gap(pages, number - 1).strip()
        if gap not in ("", "،", "(") or (gap and end != last):
            break
        other = spans.cover.item(number)
        if other < 0 and _title_at(pages, number, titles):
            open_title = True
        elif other >= 0 and spans.entry[other].kind == "person":
            if _same_person(spans.entry[match], spans.entry[other]) and spans.outer[other] == spans.start[other]:
                return spans.end[other], inside | {other}
            return (last, set()) if open_title else (end, inside)
        elif open_title and other >= 0:
            end = spans.end[other]
            inside |= {other} if spans.entry[other].layer == "actor" else set()
            number = pages.word_at(end - 1)
        elif not (open_title and _filler(pages.word(number), titles.fillers)):
            break
        number += 1
    return end, inside


def _title_at(pages: Pages, number: int, titles: Titles) -> bool:
    if pages.word(number) not in titles.openings:
        return False
    lasts = range(number + 1, min(number + 3, len(pages.word_starts)) + 1)
    return any(" ".join(map(pages.word, range(number, last))) in titles.titles for last in lasts)


def _join_forces(pages: Pages, matches: Matches, titles: Titles, rows: Rows) -> Matches:
    """Turn a head noun and its owner into the owner's force: ``قوات`` + Haftar, ``قوات تابعة ل`` + government.

    Where the owner is a place, it stays a mention of the place too.
    """
    ends = np.append(0, matches.end)
    joined: dict[int, tuple[int, int, str]] = {}
    for owner, allied in _owners(pages, matches, titles, rows):
        head = _head_before(pages, matches.outer.item(owner), allied, titles)
        outer = pages.word_starts.item(head[0]) if head is not None else -1
        if head is not None and outer >= ends.item(owner):
            number, (frame, lexicon_row) = head
            row = matches.row.item(owner)
            row = rows.force(row, titles.forces[rows.entries[row].id], frame, pages.word(number))
            joined[owner] = outer, row, f"head noun ({lexicon_row}) joined"
    owners = np.array(list(joined), int)
    times = np.ones(len(matches.row), int)
    times[owners] += rows.forms.layer[matches.row[owners]] == PLACE
    widened = matches.take(np.repeat(np.arange(len(times)), times))
    forces = np.cumsum(times)[owners] - 1
    columns = zip(*joined.values(), strict=True) if joined else ([], [], [])
    widened.outer[forces], widened.row[forces], widened.evidence[forces] = columns
    return widened


def _owners(pages: Pages, matches: Matches, titles: Titles, rows: Rows) -> list[tuple[int, bool]]:
    """Return the owners of forces right before which a head noun may stand, and whether ``تابعة ل`` must follow it."""
    owners = np.flatnonzero(rows.forms.owns_force[matches.row])
    number = pages.word_of[matches.outer[owners]] - 1
    last = pages.word_ends[number]
    beside = (number >= 0) & (last + 1 == pages.word_starts[number + 1]) & (pages.codes[last] == ord(" "))
    owners, number = owners[beside], number[beside]
    linked = np.array(pages.read_words(number, titles.links), bool)
    headed = np.array(pages.read_words(number, titles.is_head), bool)
    allied = rows.forms.has_li[matches.prefix[owners]] | linked
    which = np.flatnonzero(allied | headed & (matches.outer[owners] == matches.start[owners]))
    return list(zip(owners[which].tolist(), allied[which].tolist(), strict=True))


def _head_before(pages: Pages, outer: int, allied: bool, titles: Titles) -> tuple[int, tuple[str, str]] | None:
    """Return the head noun that owns nothing but this match: right before it, or before ``تابعة ل`` and the like."""
    number = pages.word_at(outer) - 1
    if pages.sentence_at(pages.word_starts.item(number)) != pages.sentence_at(outer):
        return None
    lowest, steps = pages.first_word(outer), 0
    while allied and number > lowest and steps < 3 and pages.word(number).removeprefix("ال") not in titles.allied:
        number, steps = number - 1, steps + 1
    if allied:
        if pages.word(number).removeprefix("ال") not in titles.allied:
            return None
        number -= 1
        if number >= lowest and pages.word(number).removeprefix("ال").endswith("مسلحه"):
            number -= 1
    if number < lowest:
        return None
    for form in _plain_forms(pages.word(number)):
        bare = form.removeprefix("ال") if allied else form
        if bare in titles.heads:
            return number, titles.heads[bare]
    return None
