"""One longest-match pass over every alias and blocker: the choice among overlapping forms, and the reading of each."""

from typing import NamedTuple

import numpy as np

from libyautil.mentions.conditions import Readings, first_of_each, read_rows
from libyautil.mentions.forms import ACTOR, BLOCKER, PLACE, Forms
from libyautil.mentions.pages import Pages, joined_by_space
from libyautil.mentions.patterns import Found, find_own_names


class Matches(NamedTuple):
    """Forms that were chosen, in order, as arrays: where they stand in the folded text and what they stand for.

    A form stands at ``start``..``end``, its clitics from ``outer`` on; ``prefix`` is their number in ``Forms``. ``row``
    is the number of the row that fired, ``find`` that of the form among the finds of names.
    """

    outer: np.ndarray
    start: np.ndarray
    end: np.ndarray
    prefix: np.ndarray
    row: np.ndarray
    find: np.ndarray
    evidence: np.ndarray

    def take(self, which: np.ndarray) -> "Matches":
        """Return some of the matches, by their numbers."""
        return Matches(*(values.take(which) for values in self))

    def add_evidence(self, number: int, what: str) -> None:
        """Say more of how a match was read."""
        self.evidence[number] = "; ".join(filter(None, [self.evidence[number], what]))


def choose_matches(pages: Pages, found: Found, forms: Forms) -> Matches:
    """Choose among overlapping forms: the longest with a row that holds, each character spent once.

    A place inside a longer name of an actor is kept where a word of location stands before it, as in
    `the armed groups in Tripoli`; in `the government of Tripoli` it is a part of the name.
    """
    own = find_own_names(pages, forms)
    readings = read_rows(pages, found.join(own), forms)
    first = first_of_each(readings.find, readings.holds)
    find, row = readings.find[first], readings.row[first]
    longest = _choose(readings.finds.start[find], readings.finds.end[find])
    kept = np.flatnonzero(longest | readings.place_inside[find])
    matches, longest = _read(pages, readings, find[kept], row[kept], forms), longest[kept]
    chosen, inside = matches.take(np.flatnonzero(longest)), matches.take(np.flatnonzero(~longest))
    _follow_conjuncts(pages, chosen, readings, own, forms)
    inside = inside.take(np.flatnonzero(_choose(inside.start, inside.end)))
    both = Matches(*(np.concatenate(pair) for pair in zip(chosen, inside, strict=True)))
    named = _inside_an_actor(inside, chosen, forms) & ~forms.is_country[inside.row]
    named = np.append(~_describes_a_place(pages, chosen, forms), named) & (forms.layer[both.row] != BLOCKER)
    named = np.flatnonzero(named)
    return both.take(named[np.argsort(both.start[named], kind="stable")])


def _choose(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Tell which of some spans, given in order, have no longer one over them; of two as long the first is chosen."""
    chosen = np.zeros(len(start), bool)
    left = np.arange(len(start))
    while len(left):
        first, last = start[left], end[left]
        apart = np.append(True, first[1:] >= np.maximum.accumulate(last)[:-1])
        group = np.cumsum(apart) - 1
        rank = (last - first) * len(left) - np.arange(len(left))
        longest = np.flatnonzero(rank == np.maximum.reduceat(rank, np.flatnonzero(apart))[group])
        chosen[left[longest]] = True
        over = longest[group]
        left = left[(last <= first[over]) | (first >= last[over])]
    return chosen


def _read(pages: Pages, readings: Readings, find: np.ndarray, row: np.ndarray, forms: Forms) -> Matches:
    """Return finds with the rows that they stand for; of several short forms the nearest antecedent's."""
    finds = readings.finds.take(find)
    evidence = np.full(len(find), "", object)
    prefix = forms.prefix_of(finds.clitics, finds.number)
    matches = Matches(finds.outer, finds.start, finds.end, prefix, row, find, evidence)
    _find_antecedents(pages, matches, np.flatnonzero(forms.short[row]), readings, forms)
    return matches


def _find_antecedents(pages: Pages, matches: Matches, shorts: np.ndarray, readings: Readings, forms: Forms) -> None:
    """Give short forms the rows whose long forms stand nearest before them, and say where those end."""
    is_short = np.zeros(len(readings.finds.start), bool)
    is_short[matches.find[shorts]] = True
    asked = np.flatnonzero(is_short[readings.find] & readings.holds & forms.short[readings.row])
    find, row = readings.find[asked], readings.row[asked]
    since = _nearest_name(pages, readings, row, readings.finds.outer[find], forms)
    new = np.diff(find, prepend=-1) != 0
    nearest = np.maximum.reduceat(since, np.flatnonzero(new)) if len(find) else since
    chosen = first_of_each(find, since == nearest[np.cumsum(new) - 1])
    matches.row[shorts] = row[chosen]
    _, lasts = pages.spans(nearest - 1, nearest)
    lasts -= pages.firsts[pages.articles(matches.outer[shorts])]
    matches.evidence[shorts] = [
        f"short form: its long form ends at {last}" if end else "short form: its long form follows"
        for end, last in zip(nearest.tolist(), lasts.tolist(), strict=True)
    ]


def _nearest_name(pages: Pages, readings: Readings, row: np.ndarray, position: np.ndarray, forms: Forms) -> np.ndarray:
    """Return where the last name before a position ends that means a row's id for sure, in its article; else 0."""
    sure = readings.sure[forms.has_short[readings.row[readings.sure]]]
    one = len(pages.codes)  # sets the ids apart
    names = forms.id_numbers[readings.row[sure]] * one + readings.finds.end[readings.find[sure]]
    names = np.append(-1, np.sort(names))
    begin = pages.article_starts[pages.articles(position)]
    last = names[np.searchsorted(names, forms.id_numbers[row] * one + position, side="right") - 1]
    return np.where(last > forms.id_numbers[row] * one + begin, last % one, 0)


def _describes_a_place(pages: Pages, chosen: Matches, forms: Forms) -> np.ndarray:
    """Tell where an adjective of nation stands right after a place, as in `بوزنيقة المغربية`: no party is meant."""
    after_place = np.append(False, forms.layer[chosen.row[:-1]] == PLACE)[: len(chosen.row)]
    adjective = forms.is_demonym[chosen.row] & (chosen.prefix == forms.bare)
    return adjective & after_place & joined_by_space(pages, chosen.end, chosen.outer)


def _follow_conjuncts(pages: Pages, chosen: Matches, readings: Readings, own: Found, forms: Forms) -> None:
    """Give a name that is joined by و to the one before it the same reading: place beside place, state beside state.

    A preposition or a verb stands once before a whole list, so only the first of the list has the words that tell.
    """
    own_names = set(zip(own.start.tolist(), own.end.tolist(), strict=True))  # they have no second reading
    layers = forms.layer[chosen.row].tolist()
    joined = (chosen.prefix == forms.conjunction) & joined_by_space(pages, chosen.end, chosen.outer)
    for number in np.flatnonzero(joined).tolist():
        if layers[number] == layers[number - 1]:
            continue
        pair = slice(number - 1, number + 1)
        named = zip(chosen.start[pair].tolist(), chosen.end[pair].tolist(), strict=True)
        former, latter = map(readings.rows, chosen.find[pair].tolist())
        rows = latter[forms.layer[latter] == layers[number - 1]]
        told = set(forms.layer[former].tolist()) == {ACTOR, PLACE} or readings.place_inside[chosen.find[number - 1]]
        if told and own_names.isdisjoint(named) and len(rows):
            chosen.row[number], layers[number] = rows[0], layers[number - 1]
            chosen.evidence[number] = "read as the name that it is joined to"


def _inside_an_actor(inside: Matches, chosen: Matches, forms: Forms) -> np.ndarray:
    """Tell which matches lie in the later part of one chosen name of an actor, and in no other."""
    number = np.searchsorted(chosen.start, inside.start)
    before = np.append(-1, chosen.end)[number] > inside.start
    actor = np.append(False, forms.layer[chosen.row] == ACTOR)[number]
    return before & actor & (np.append(chosen.start, np.iinfo(int).max)[number] >= inside.end)
