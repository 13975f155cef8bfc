"""One longest-match pass over every alias and blocker: which rows hold, and the choice among overlapping forms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from libyautil.lexicon.entries import Condition, Entry
from libyautil.mentions.pages import Candidate, Page, Span

Anchors = dict[str, list[Span]]


@dataclass(frozen=True)
class Match:
    """A form at ``start``..``end`` in folded text, its clitics from ``outer`` on, and the row that fired."""

    outer: int
    start: int
    end: int
    prefix: str
    entry: Entry
    evidence: str = ""


def choose_matches(page: Page, window: tuple[str, str], located: Condition) -> list[Match]:
    """Choose among overlapping candidates: the longest whose row holds, each character spent once.

    A place inside a longer name of an actor is kept where a word of location (``located``) stands before it, as in
    `the armed groups in Tripoli`; in `the government of Tripoli` it is a part of the name.
    """
    anchors = _anchors(page, window)
    spent = bytearray(len(page.folded.text) + 1)
    chosen, inside = [], []
    for candidate in sorted(page.candidates, key=lambda c: (c.start - c.end, c.start)):
        start, end = candidate.start, candidate.end
        taken = spent.find(1, start, end) >= 0
        if taken and not (candidate.rows[-1].layer == "place" and page.stands_before(located, candidate.outer)):
            continue
        match = _read(page, candidate, window, anchors)
        if match is None:
            continue
        if taken:
            inside.append(match)
            continue
        spent[start:end] = b"\x01" * (end - start)
        chosen.append(match)
    chosen = list(_follow_conjuncts(page, sorted(chosen, key=lambda m: m.start)))
    chosen = [m for m, before in zip(chosen, [None, *chosen], strict=False) if not _describes_a_place(page, m, before)]
    chosen += [m for m in inside if m.entry.kind != "country" and _inside_an_actor(m, chosen)]
    return sorted((m for m in chosen if m.entry.layer != "blocker"), key=lambda m: m.start)


def _describes_a_place(page: Page, match: Match, before: Match | None) -> bool:
    """Tell whether an adjective of nation stands right after a place, as in `بوزنيقة المغربية`: no party is meant."""
    if before is None or match.entry.form != "demonym" or before.entry.layer != "place":
        return False
    return match.prefix == "" and page.folded.text[before.end : match.outer] == " "


def _follow_conjuncts(page: Page, chosen: list[Match]) -> Iterator[Match]:
    """Give a name that is joined by و to the one before it the same reading: place beside place, state beside state.

    A preposition or a verb stands once before a whole list, so only the first of the list has the words that tell.
    """
    readings = {(c.start, c.end): c.rows for c in page.candidates}
    last: Match | None = None
    for match in chosen:
        if last is not None and match.prefix == "و" and page.folded.text[last.end : match.outer] == " ":
            ambiguous = {row.layer for row in readings[last.start, last.end]} == {"actor", "place"}
            rows = [row for row in readings[match.start, match.end] if row.layer == last.entry.layer]
            if match.entry.layer != last.entry.layer and ambiguous and rows:
                match = replace(match, entry=rows[0], evidence="read as the name that it is joined to")
        yield match
        last = match


def _read(page: Page, candidate: Candidate, window: tuple[str, str], anchors: Anchors) -> Match | None:
    """Return the reading of a form: the first row that holds; of several short forms the nearest antecedent's."""
    outer, prefix = candidate.outer, candidate.prefix
    holding = (row for row in candidate.rows if _holds(page, candidate, row, window, anchors))
    first = next(holding, None)
    if first is None:
        return None
    if not first.short:
        return Match(outer, candidate.start, candidate.end, prefix, first)
    shorts = [first, *(row for row in holding if row.short)]
    since = {row: max((e for _, e in anchors.get(row.id, ()) if e <= outer), default=0) for row in shorts}
    row = max(since, key=lambda r: since[r])
    antecedent = page.folded.span(since[row] - 1, since[row])[1] if since[row] else 0
    why = f"short form: its long form ends at {antecedent}" if antecedent else "short form: its long form follows"
    return Match(outer, candidate.start, candidate.end, prefix, row, why)


def _inside_an_actor(match: Match, chosen: list[Match]) -> bool:
    over = [m for m in chosen if m.start < match.end and match.start < m.end]
    return len(over) == 1 and over[0].entry.layer == "actor" and over[0].start < match.start


def _anchors(page: Page, window: tuple[str, str]) -> Anchors:
    """Return where each id is named beyond doubt: by a row that asks for no other id."""
    found: Anchors = {}
    for candidate in page.candidates:
        for row in candidate.rows:
            if row.sure and _holds(page, candidate, row, window, {}):
                found.setdefault(row.id, []).append((candidate.start, candidate.end))
                break
    return found


def _holds(page: Page, candidate: Candidate, row: Entry, window: tuple[str, str], anchors: Anchors) -> bool:
    """Tell whether a row's days and conditions allow it; a row that asks for no other id is judged once a page."""
    if row.since and window[1] and window[1] < row.since:
        return False
    if row.until and window[0] and window[0] > row.until:
        return False
    if not row.sure:
        return _allowed(page, candidate, row, anchors)
    key = candidate, row
    if key not in page.verdicts:
        page.verdicts[key] = _allowed(page, candidate, row, {})
    return page.verdicts[key]


def _allowed(page: Page, candidate: Candidate, row: Entry, anchors: Anchors) -> bool:
    for condition in row.requires:
        if not _met(page, candidate, condition, anchors):
            return False
    for condition in row.excludes:  # noqa: SIM110  twice as fast as any(), and the innermost loop of all
        if _met(page, candidate, condition, anchors):
            return False
    return True


def _met(page: Page, candidate: Candidate, condition: Condition, anchors: Anchors) -> bool:
    """Tell whether one of a condition's words, or an id that it names, stands where its scope looks."""
    scope, outer, end = condition.scope, candidate.outer, candidate.end
    if scope == "prefix":
        return not condition.prefixes.isdisjoint(_peeled(candidate.prefix))
    if scope == "prev":
        return page.stands_before(condition, outer)
    if scope == "next":
        return page.stands_after(condition, outer, end)
    spans = page.spans_of(condition)
    if condition.ids:
        spans = [*spans, *(span for id in condition.ids for span in anchors.get(id, ()))]
    if not spans:
        return False
    first, last = page.reach(scope, outer, end)
    for a, b in spans:  # noqa: SIM110
        if first <= a and b <= last and (b <= outer or end <= a):
            return True
    return False


def _peeled(prefix: str) -> str | tuple[str]:
    """Return the particles of a peeled prefix, without the article; the empty string where there is none."""
    particles = prefix[:-1] if prefix.endswith("لل") else prefix.removesuffix("ال")
    return particles or ("",)
