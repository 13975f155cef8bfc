"""Titles and opening nouns join the span that they open: the codebook's longest span that names one actor.

``رئيس`` + a government + a person is one mention of the person; ``قوات`` + an owner is one mention of the owner's
force. The words are rows of ``titles.csv``, ``force_heads.csv`` and ``joining_words.csv``; what force an owner has is a
row of ``forces.csv``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from libyautil.arabic import fold_all
from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import Entry
from libyautil.mentions.matches import Match
from libyautil.mentions.pages import Pages, ranges

REACH = 10  # words that a title may stand before or after the name that it belongs to


@dataclass(frozen=True)
class Titles:
    """The words that open or follow a name: folded titles, fillers, and the heads and owners of forces.

    ``openings`` and ``endings`` are the first and the last words of the titles.
    """

    titles: frozenset[str]
    openings: frozenset[str]
    endings: frozenset[str]
    fillers: frozenset[str]
    renaming: frozenset[str]
    heads: dict[str, tuple[str, str]]
    allied: frozenset[str]
    allied_links: frozenset[str]
    forces: dict[str, str]


def read_titles(lexicon: Lexicon) -> Titles:
    """Read the words that open or follow a name from the lexicon."""
    heads = lexicon.force_heads
    joining = lexicon.joining_words
    by_class = {name: frozenset(fold_all(words)) for name, words in joining.groupby("class")["word"]}
    titles = fold_all(lexicon.titles.loc[lexicon.titles["kind"] != "opening", "title"])
    return Titles(
        frozenset(titles),
        frozenset(title.split(" ")[0] for title in titles),
        frozenset(title.split(" ")[-1] for title in titles),
        by_class["filler"],
        by_class["renaming"],
        dict(zip(fold_all(heads["head"]), zip(heads["frame"], heads["lexicon_row"], strict=True), strict=True)),
        by_class["allied"],
        by_class["allied_link"],
        dict(zip(lexicon.forces["owner"], lexicon.forces["force"], strict=True)),
    )


def join_titles(pages: Pages, matches: list[Match], titles: Titles) -> list[Match]:
    """Join titles to persons and heads to the owners of forces; what a joined span covers is not counted again."""
    matches = list(_join_forces(pages, list(_join_renamings(pages, matches, titles)), titles))
    covered = _cover(pages, matches)
    joined, absorbed, floor = [], set(), 1
    for match in matches:
        if match in absorbed:
            continue
        if match.entry.kind != "person":
            joined.append((match, match))
            continue
        before, inside_before = _title_before(pages, match, covered, titles, floor)
        after, inside_after = _title_after(pages, match, covered, titles)
        inside = inside_before | inside_after
        absorbed |= inside
        floor = after if after > match.end else floor
        named = [m.entry for m in inside if m.entry.id == match.entry.id and m.entry.form == "name"]
        entry = named[0] if named and match.entry.form != "name" else match.entry
        why = "" if (before, after) == (match.outer, match.end) else "title joined"
        joined.append((match, Match(before, match.start, after, match.prefix, entry, match.find, why)))
    return [wider for match, wider in joined if match not in absorbed]


def _cover(pages: Pages, matches: list[Match]) -> list[Match | None]:
    """Return for each word the match that covers it; of two the later, since a force comes after the place it is of."""
    first = pages.word_of[np.array([match.outer for match in matches], int)]
    counts = pages.word_of[np.array([match.end - 1 for match in matches], int)] - first + 1
    numbers = np.full(len(pages.words), -1)
    numbers[ranges(first, counts)] = np.repeat(np.arange(len(matches)), counts)
    return list(map([*matches, None].__getitem__, numbers.tolist()))


def _join_renamings(pages: Pages, matches: list[Match], titles: Titles) -> Iterator[Match]:
    """Join a name and its second name: in brackets, or after a word such as ``المعروفة``."""
    last: Match | None = None
    for match in matches:
        if last is not None and match.entry.id == last.entry.id and match.entry.layer == last.entry.layer:
            between = pages.text[last.end : match.start]
            words = between.replace("(", " ( ").split()
            renamed = words and all(w == "(" or any(f in titles.renaming for f in _plain_forms(w)) for w in words)
            if renamed:
                last = replace(last, end=match.end, evidence="second name joined")
                continue
        if last is not None:
            yield last
        last = match
    if last is not None:
        yield last


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
    word = pages.words[number]
    if word not in titles.endings and titles.titles.isdisjoint(_plain_forms(word)):
        return None
    for length in (3, 2, 1):
        first = number - length + 1
        if first < lowest:
            continue
        rest = "".join(" " + pages.words[n] for n in range(first + 1, number + 1))
        for depth, form in enumerate(_plain_forms(pages.words[first])):
            if form + rest in titles.titles:
                return first, depth > 0
    return None


def _filler(word: str, titles: Titles) -> bool:
    return word in titles.fillers or word.startswith(("ال", "لل"))


def _same_person(match: Match, other: Match) -> bool:
    """Tell whether a title that is a label of a person and a name are of one person; two names are two mentions."""
    return match.entry.id == other.entry.id and "label" in (match.entry.form, other.entry.form)


def _title_before(
    pages: Pages, match: Match, covered: list[Match | None], titles: Titles, floor: int
) -> tuple[int, set[Match]]:
    """Walk left from a person over titles, bodies and adjectives; return where the title begins and what it covers.

    The walk stops at ``floor``, the end of the person before: what an apposition has taken opens no other name.
    """
    outer, commas = match.outer, 0
    passed: set[Match] = set()
    inside: set[Match] = set()
    number = pages.word(match.outer) - 1
    sentence = pages.sentence_starts.item(pages.sentence(match.outer))
    opening = pages.first_word(match.outer)
    lowest = max(pages.word(sentence), pages.word(floor - 1) + 1, number - REACH, opening)
    if match.start != match.outer:  # a particle on the name itself: لحفتر is no one's apposition
        return outer, inside
    while number >= lowest:
        gap = _gap(pages, number).strip()
        commas += gap == "،"
        if gap and (gap != "،" or passed or commas > 1):
            break
        other = covered[number]
        if other is not None and other.entry.kind == "person":
            if not _same_person(match, other):
                break
            outer, inside = other.outer, inside | passed | {other}
            number = pages.word(other.outer) - 1
            if other.outer != other.start:
                break
            continue
        title = _title_ending_at(pages, number, opening, titles)
        begin = pages.word_starts.item(title[0]) if title is not None else 0
        if title is not None and title[0] >= lowest and (other is None or other.outer >= begin):
            passed |= {other} if other is not None and other.entry.layer == "actor" else set()
            outer, inside, passed = begin, inside | passed, set()
            if title[1]:
                break
            number = title[0] - 1
        elif other is not None:
            passed |= {other} if other.entry.layer == "actor" else set()
            number = pages.word(other.outer) - 1
        elif _filler(pages.words[number], titles):
            number -= 1
        else:
            break
    return outer, inside


def _title_after(pages: Pages, match: Match, covered: list[Match | None], titles: Titles) -> tuple[int, set[Match]]:
    """Walk right from a person over an apposition (``، الناطق باسم`` …); return where it ends and what it covers."""
    end, open_title = match.end, False
    inside: set[Match] = set()
    number = pages.word(match.end - 1) + 1
    limit = min(len(pages.words), number + REACH)
    while number < limit and pages.sentence(pages.word_starts.item(number)) == pages.sentence(match.outer):
        gap = _gap(pages, number - 1).strip()
        if gap not in ("", "،", "(") or (gap and end != match.end):
            break
        other, word = covered[number], pages.words[number]
        if other is not None and other.entry.kind == "person":
            if _same_person(match, other) and other.outer == other.start:
                return other.end, inside | {other}
            return (match.end, set()) if open_title else (end, inside)
        if other is None and _title_at(pages, number, titles):
            open_title = True
        elif open_title and other is not None:
            end = other.end
            inside |= {other} if other.entry.layer == "actor" else set()
            number = pages.word(other.end - 1)
        elif not (open_title and _filler(word, titles)):
            break
        number += 1
    return end, inside


def _title_at(pages: Pages, number: int, titles: Titles) -> bool:
    if pages.words[number] not in titles.openings:
        return False
    return any(" ".join(pages.words[number : number + length]) in titles.titles for length in (1, 2, 3))


def _join_forces(pages: Pages, matches: list[Match], titles: Titles) -> Iterator[Match]:
    """Turn a head noun and its owner into the owner's force: ``قوات`` + Haftar, ``قوات تابعة ل`` + government."""
    previous_end = 0
    for match in matches:
        force = titles.forces.get(match.entry.id)
        head = _head_before(pages, match, titles) if force else None
        if head is not None and pages.word_starts.item(head[0]) >= previous_end:
            number, (frame, row) = head
            entry = _force_entry(match.entry, force or "", frame, pages.words[number])
            if match.entry.layer == "place":
                yield match
            outer, why = pages.word_starts.item(number), f"head noun ({row}) joined"
            match = Match(outer, match.start, match.end, "", entry, match.find, why)
        previous_end = match.end
        yield match


@lru_cache(maxsize=10_000)
def _force_entry(owner: Entry, force: str, frame: str, head: str) -> Entry:
    alias = f"{head} {owner.alias}"
    return replace(owner, layer="actor", id=force, kind="force", form="label", frame=frame, alias=alias)


def _head_before(pages: Pages, match: Match, titles: Titles) -> tuple[int, tuple[str, str]] | None:
    """Return the head noun that owns nothing but this match: right before it, or before ``تابعة ل`` and the like."""
    number = pages.word(match.outer) - 1
    allied = "ل" in match.prefix or pages.words[number] in titles.allied_links
    if not allied and (match.outer != match.start or titles.heads.keys().isdisjoint(_plain_forms(pages.words[number]))):
        return None
    if number < 0 or _gap(pages, number) != " ":
        return None
    if pages.sentence(pages.word_starts.item(number)) != pages.sentence(match.outer):
        return None
    lowest, steps = pages.first_word(match.outer), 0
    while allied and number > lowest and steps < 3 and pages.words[number].removeprefix("ال") not in titles.allied:
        number, steps = number - 1, steps + 1
    if allied:
        if pages.words[number].removeprefix("ال") not in titles.allied:
            return None
        number -= 1
        if number >= lowest and pages.words[number].removeprefix("ال").endswith("مسلحه"):
            number -= 1
    if number < lowest:
        return None
    for form in _plain_forms(pages.words[number]):
        bare = form.removeprefix("ال") if allied else form
        if bare in titles.heads:
            return number, titles.heads[bare]
    return None
