"""One longest-match pass over every alias and blocker: the choice among overlapping forms, and the reading of each."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

import numpy as np

from libyautil.lexicon.entries import Entry
from libyautil.mentions.conditions import Readings, first_of_each, read_rows
from libyautil.mentions.forms import Forms
from libyautil.mentions.pages import Found, Pages, find_own_names, find_patterns


@dataclass(eq=False, slots=True)
class Match:
    """A form at ``start``..``end`` in folded text, its clitics from ``outer`` on, and the row that fired.

    ``find`` is its number among the finds of names.
    """

    outer: int
    start: int
    end: int
    prefix: str
    entry: Entry
    find: int
    evidence: str = ""


def choose_matches(pages: Pages, forms: Forms) -> list[Match]:
    """Choose among overlapping forms: the longest with a row that holds, each character spent once.

    A place inside a longer name of an actor is kept where a word of location stands before it, as in
    `the armed groups in Tripoli`; in `the government of Tripoli` it is a part of the name.
    """
    own = find_own_names(pages, forms)
    readings = read_rows(pages, find_patterns(pages, forms).join(own), forms)
    first = first_of_each(readings.find, readings.holds)
    find, row = readings.find[first], readings.row[first]
    longest = _choose(readings.finds.start[find], readings.finds.end[find])
    kept = longest | readings.place_inside[find]
    matches = _read(pages, readings, find[kept], row[kept], forms)
    chosen = [match for match, free in zip(matches, longest[kept].tolist(), strict=True) if free]
    inside = [match for match, free in zip(matches, longest[kept].tolist(), strict=True) if not free]
    chosen = _follow_conjuncts(pages, chosen, readings, own, forms)
    chosen = [m for m, before in zip(chosen, [None, *chosen], strict=False) if not _describes_a_place(pages, m, before)]
    starts = [m.start for m in chosen]
    chosen += [m for m in inside if m.entry.kind != "country" and _inside_an_actor(m, chosen, starts)]
    return sorted((m for m in chosen if m.entry.layer != "blocker"), key=lambda m: m.start)


def _choose(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Tell which of some spans, given in order, have no longer one over them; of two as long the first is chosen."""
    over = start[1:] < np.maximum.accumulate(end)[:-1]
    chosen = ~(np.append(False, over) | np.append(over, False))
    rest = np.flatnonzero(~chosen)
    rest = rest[np.argsort(start[rest] - end[rest], kind="stable")]
    spent = bytearray(end.max(initial=0))
    for number, a, b in zip(rest.tolist(), start[rest].tolist(), end[rest].tolist(), strict=True):
        if spent.find(1, a, b) < 0:
            spent[a:b] = b"\x01" * (b - a)
            chosen[number] = True
    return chosen


def _read(pages: Pages, readings: Readings, find: np.ndarray, row: np.ndarray, forms: Forms) -> list[Match]:
    """Return finds with the rows that they stand for; of several short forms the nearest antecedent's."""
    finds = readings.finds.take(find)
    prefix = forms.prefixes[forms.swallowed[finds.number].astype(int), finds.clitics]
    entries = (forms.entries[number] for number in row.tolist())
    columns = (values.tolist() for values in (finds.outer, finds.start, finds.end, prefix))
    matches = list(map(Match, *columns, entries, find.tolist()))
    _find_antecedents(pages, [matches[n] for n in np.flatnonzero(forms.short[row]).tolist()], readings, forms)
    return matches


def _find_antecedents(pages: Pages, shorts: list[Match], readings: Readings, forms: Forms) -> None:
    """Give short forms the rows whose long forms stand nearest before them, and say where those end."""
    articles = pages.articles(np.array([match.outer for match in shorts], int))
    begins, rows = pages.article_starts[articles].tolist(), readings.rows([m.find for m in shorts], forms, holding=True)
    antecedents = []
    for match, begin, (_, *others) in zip(shorts, begins, rows, strict=True):
        since = {}
        for row in [match.entry, *(other for other in others if other.short)]:
            ends = readings.anchors.get(row.id, [])
            number = bisect_right(ends, match.outer) - 1
            since[row] = ends[number] if number >= 0 and ends[number] > begin else 0
        match.entry = max(since, key=lambda row: since[row])
        antecedents.append(since[match.entry])
    positions = np.array(antecedents, int)
    _, lasts = pages.spans(positions - 1, positions)
    for match, end, last in zip(shorts, antecedents, (lasts - pages.firsts[articles]).tolist(), strict=True):
        match.evidence = f"short form: its long form ends at {last}" if end else "short form: its long form follows"


def _describes_a_place(pages: Pages, match: Match, before: Match | None) -> bool:
    """Tell whether an adjective of nation stands right after a place, as in `بوزنيقة المغربية`: no party is meant."""
    if before is None or match.entry.form != "demonym" or before.entry.layer != "place":
        return False
    return match.prefix == "" and pages.text[before.end : match.outer] == " "


def _follow_conjuncts(pages: Pages, chosen: list[Match], readings: Readings, own: Found, forms: Forms) -> list[Match]:
    """Give a name that is joined by و to the one before it the same reading: place beside place, state beside state.

    A preposition or a verb stands once before a whole list, so only the first of the list has the words that tell.
    """
    own_names = set(zip(own.start.tolist(), own.end.tolist(), strict=True))  # they have no second reading
    followed: list[Match] = []
    for match in chosen:
        if match.prefix == "و" and followed and pages.text[followed[-1].end : match.outer] == " ":
            last = followed[-1]
            named = {(match.start, match.end), (last.start, last.end)}
            if match.entry.layer != last.entry.layer and own_names.isdisjoint(named):
                former, latter = readings.rows([last.find, match.find], forms)
                layers = {row.layer for row in former}
                rows = [row for row in latter if row.layer == last.entry.layer]
                if rows and layers == {"actor", "place"}:
                    match = replace(match, entry=rows[0], evidence="read as the name that it is joined to")
        followed.append(match)
    return followed


def _inside_an_actor(match: Match, chosen: list[Match], starts: list[int]) -> bool:
    """Tell whether a match lies in the later part of one chosen name of an actor, and in no other."""
    number = bisect_left(starts, match.start)
    if number == 0 or chosen[number - 1].end <= match.start or chosen[number - 1].entry.layer != "actor":
        return False
    return number == len(starts) or starts[number] >= match.end
