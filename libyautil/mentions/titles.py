"""Titles and opening nouns join the span that they open: the codebook's longest span that names one actor.

``رئيس`` + a government + a person is one mention of the person; ``قوات`` + an owner is one mention of the owner's
force. The words are rows of ``titles.csv``, ``force_heads.csv`` and ``joining_words.csv``; what force an owner has is a
row of ``forces.csv``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from libyautil.arabic import fold
from libyautil.lexicon import Lexicon
from libyautil.mentions.matches import Match
from libyautil.mentions.pages import Page

REACH = 10  # words that a title may stand before or after the name that it belongs to


@dataclass(frozen=True)
class Titles:
    """The words that open or follow a name: folded titles by kind, fillers, and the heads and owners of forces."""

    kinds: dict[str, str]
    fillers: frozenset[str]
    renaming: frozenset[str]
    heads: dict[str, tuple[str, str]]
    allied: frozenset[str]
    allied_links: frozenset[str]
    forces: dict[str, str]


def read_titles(lexicon: Lexicon) -> Titles:
    """Read the words that open or follow a name from the lexicon."""
    plain = lambda words: frozenset(fold(w).text.strip() for w in words)  # noqa: E731
    heads = lexicon.force_heads
    joining = lexicon.joining_words.groupby("class")["word"].agg(plain)
    return Titles(
        {fold(row.title).text.strip(): row.kind for row in lexicon.titles.itertuples() if row.kind != "opening"},
        joining["filler"],
        joining["renaming"],
        {fold(row.head).text.strip(): (row.frame, row.lexicon_row) for row in heads.itertuples()},
        joining["allied"],
        joining["allied_link"],
        dict(zip(lexicon.forces["owner"], lexicon.forces["force"], strict=True)),
    )


def join_titles(page: Page, matches: list[Match], titles: Titles) -> list[Match]:
    """Join titles to persons and heads to the owners of forces; what a joined span covers is not counted again."""
    matches = list(_join_forces(page, list(_join_renamings(page, matches, titles)), titles))
    covered = {n: m for m in matches for n in range(page.word(m.outer), page.word(m.end - 1) + 1)}
    joined, absorbed, floor = [], set(), 0
    for match in matches:
        if match in absorbed:
            continue
        if match.entry.kind != "person":
            joined.append((match, match))
            continue
        before, inside_before = _title_before(page, match, covered, titles, floor)
        after, inside_after = _title_after(page, match, covered, titles)
        inside = inside_before | inside_after
        absorbed |= inside
        floor = after if after > match.end else floor
        named = [m.entry for m in inside if m.entry.id == match.entry.id and m.entry.form == "name"]
        entry = named[0] if named and match.entry.form != "name" else match.entry
        why = "" if (before, after) == (match.outer, match.end) else "title joined"
        joined.append((match, replace(match, outer=before, end=after, entry=entry, evidence=why)))
    return [wider for match, wider in joined if match not in absorbed]


def _join_renamings(page: Page, matches: list[Match], titles: Titles) -> Iterator[Match]:
    """Join a name and its second name: in brackets, or after a word such as ``المعروفة``."""
    last: Match | None = None
    for match in matches:
        if last is not None and match.entry.id == last.entry.id and match.entry.layer == last.entry.layer:
            between = page.folded.text[last.end : match.start]
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


def _plain_forms(word: str) -> Iterator[str]:
    """Yield a word and what is left of it when particles are peeled."""
    yield word
    if word.startswith("لل"):
        yield "ال" + word[2:]
    if len(word) > 3 and word[0] in "وفبكل":
        yield word[1:]
        if word[1] in "بكل" and word[0] in "وف":
            yield word[2:]


def _word(page: Page, number: int) -> str:
    start, end = page.words[number]
    return page.folded.text[start:end]


def _gap(page: Page, number: int) -> str:
    """Return what stands between a word and the next."""
    return page.folded.text[page.words[number][1] : page.words[number + 1][0]]


def _title_ending_at(page: Page, number: int, titles: Titles) -> tuple[int, bool] | None:
    """Return where the title that ends at a word begins, and whether a particle stands before it."""
    for length in (3, 2, 1):
        first = number - length + 1
        if first < 0:
            continue
        rest = "".join(" " + _word(page, n) for n in range(first + 1, number + 1))
        for depth, form in enumerate(_plain_forms(_word(page, first))):
            if form + rest in titles.kinds:
                return first, depth > 0
    return None


def _filler(word: str, titles: Titles) -> bool:
    return word in titles.fillers or word.startswith(("ال", "لل"))


def _same_person(match: Match, other: Match) -> bool:
    """Tell whether a title that is a label of a person and a name are of one person; two names are two mentions."""
    return match.entry.id == other.entry.id and "label" in (match.entry.form, other.entry.form)


def _title_before(
    page: Page, match: Match, covered: dict[int, Match], titles: Titles, floor: int
) -> tuple[int, set[Match]]:
    """Walk left from a person over titles, bodies and adjectives; return where the title begins and what it covers.

    The walk stops at ``floor``, the end of the person before: what an apposition has taken opens no other name.
    """
    outer, commas = match.outer, 0
    passed: set[Match] = set()
    inside: set[Match] = set()
    number = page.word(match.outer) - 1
    sentence = page.sentence_starts[page.sentence(match.outer)]
    lowest = max(page.word(sentence), page.word(floor - 1) + 1, number - REACH, 0)
    if match.start != match.outer:  # a particle on the name itself: لحفتر is no one's apposition
        return outer, inside
    while number >= lowest:
        gap = _gap(page, number).strip()
        commas += gap == "،"
        if gap and (gap != "،" or passed or commas > 1):
            break
        other = covered.get(number)
        if other is not None and other.entry.kind == "person":
            if not _same_person(match, other):
                break
            outer, inside = other.outer, inside | passed | {other}
            number = page.word(other.outer) - 1
            if other.outer != other.start:
                break
            continue
        title = _title_ending_at(page, number, titles)
        if title is not None and title[0] >= lowest and (other is None or other.outer >= page.words[title[0]][0]):
            passed |= {other} if other is not None and other.entry.layer == "actor" else set()
            outer, inside, passed = page.words[title[0]][0], inside | passed, set()
            if title[1]:
                break
            number = title[0] - 1
        elif other is not None:
            passed |= {other} if other.entry.layer == "actor" else set()
            number = page.word(other.outer) - 1
        elif _filler(_word(page, number), titles):
            number -= 1
        else:
            break
    return outer, inside


def _title_after(page: Page, match: Match, covered: dict[int, Match], titles: Titles) -> tuple[int, set[Match]]:
    """Walk right from a person over an apposition (``، الناطق باسم`` …); return where it ends and what it covers."""
    end, open_title = match.end, False
    inside: set[Match] = set()
    number = page.word(match.end - 1) + 1
    limit = min(len(page.words), number + REACH)
    while number < limit and page.sentence(page.words[number][0]) == page.sentence(match.outer):
        gap = _gap(page, number - 1).strip()
        if gap not in ("", "،", "(") or (gap and end != match.end):
            break
        other, word = covered.get(number), _word(page, number)
        if other is not None and other.entry.kind == "person":
            if _same_person(match, other) and other.outer == other.start:
                return other.end, inside | {other}
            return (match.end, set()) if open_title else (end, inside)
        if any(_title_at(page, number, length, titles) for length in (1, 2, 3)) and other is None:
            open_title = True
        elif open_title and other is not None:
            end = other.end
            inside |= {other} if other.entry.layer == "actor" else set()
            number = page.word(other.end - 1)
        elif not (open_title and _filler(word, titles)):
            break
        number += 1
    return end, inside


def _title_at(page: Page, number: int, length: int, titles: Titles) -> bool:
    if number + length > len(page.words):
        return False
    return " ".join(_word(page, n) for n in range(number, number + length)) in titles.kinds


def _join_forces(page: Page, matches: list[Match], titles: Titles) -> Iterator[Match]:
    """Turn a head noun and its owner into the owner's force: ``قوات`` + Haftar, ``قوات تابعة ل`` + government."""
    previous_end = 0
    for match in matches:
        force = titles.forces.get(match.entry.id)
        head = _head_before(page, match, titles) if force else None
        if head is not None and page.words[head[0]][0] >= previous_end:
            frame, row = head[1]
            entry = replace(
                match.entry,
                layer="actor",
                id=force or "",
                kind="force",
                form="label",
                frame=frame,
                alias=f"{_word(page, head[0])} {match.entry.alias}",
            )
            if match.entry.layer == "place":
                yield match
            match = Match(page.words[head[0]][0], match.start, match.end, "", entry, f"head noun ({row}) joined")
        previous_end = match.end
        yield match


def _head_before(page: Page, match: Match, titles: Titles) -> tuple[int, tuple[str, str]] | None:
    """Return the head noun that owns nothing but this match: right before it, or before ``تابعة ل`` and the like."""
    number = page.word(match.outer) - 1
    if number < 0 or page.sentence(page.words[number][0]) != page.sentence(match.outer) or _gap(page, number).strip():
        return None
    allied = "ل" in match.prefix or _word(page, number) in titles.allied_links
    steps = 0
    while allied and number > 0 and steps < 3 and _word(page, number).removeprefix("ال") not in titles.allied:
        number, steps = number - 1, steps + 1
    if allied:
        if _word(page, number).removeprefix("ال") not in titles.allied:
            return None
        number -= 1
        if number >= 0 and _word(page, number).removeprefix("ال").endswith("مسلحه"):
            number -= 1
    elif match.outer != match.start:
        return None
    if number < 0:
        return None
    for form in _plain_forms(_word(page, number)):
        bare = form.removeprefix("ال") if allied else form
        if bare in titles.heads:
            return number, titles.heads[bare]
    return None
