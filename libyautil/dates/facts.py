"""What dates an article from inside: dates with their year and known events, told, recalled or announced.

A fact told bounds the article's day from below, one announced from above. A relative word beside a known event ('the
day before yesterday' beside a statement of 19 April) turns round: it names the days on which it can have been written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from libyautil.arabic import Folded
from libyautil.dates import calendar
from libyautil.dates.expressions import DATED, Expression, resolve_on
from libyautil.dates.known import KnownEvent, Naming

NEAR = 45  # a phrase that names several events means the one within so many days of the other facts
REACH = 15  # words between an event and the relative word that dates it
SEARCH = 400  # days after an event in which a relative word can still mean it


@dataclass(frozen=True)
class Evidence:
    """One reason for an article's date; ``kind`` is metadata, dateline, file name, expression, known event or doubt."""

    start: int
    end: int
    earliest: date | None
    latest: date | None
    kind: str
    why: str


@dataclass(frozen=True)
class Bound:
    """A day that bounds an article's, and the reason."""

    day: date
    reason: Evidence


@dataclass(frozen=True)
class Facts:
    """The facts of one article, by what they say of its day.

    ``told`` (as news), ``recalled`` and ``eras`` (terms of office begun) bound it from below, ``announced`` and
    ``ends`` (of the terms that the article speaks of as present) from above. Bare ``years`` can as well be years of a
    plan; they speak where nothing else does. ``allowed`` holds the days that relative words beside known events leave.
    """

    told: list[Bound]
    recalled: list[Bound]
    years: list[Bound]
    announced: list[Bound]
    eras: list[Bound]
    ends: list[date]
    allowed: list[tuple[Evidence, frozenset[date]]]

    def evidence(self) -> list[Evidence]:
        """Return the reasons for all bounds."""
        return [b.reason for b in (*self.told, *self.recalled, *self.years, *self.announced, *self.eras)]


def collect_facts(folded: Folded, expressions: list[Expression], namings: list[Naming]) -> Facts:
    """Sort the dates and the known events of an article by what they say of its day."""
    facts = Facts([], [], [], [], [], [], [])
    for expression in expressions:
        _add_calendar_date(expression, facts)
    meant = _events_meant(namings, expressions, facts)
    happened = {e.event for naming, events in meant if naming.tense != "coming" for e in events}
    dated = {e.sentence for e in expressions if _gives_date(e)}
    seen = set()
    for naming, events in meant:
        span = folded.span(naming.start, naming.end)
        recalled = naming.background or naming.sentence in dated
        if naming.phrase.era:
            _add_era(events, span, recalled, facts)
            continue
        if naming.tense != "coming" and len(events) == 1:
            _allow(naming, events[0], expressions, folded.text, facts)
        if (naming.sentence, events[0].event) in seen:
            continue
        seen.add((naming.sentence, events[0].event))
        if naming.tense != "coming":
            first, last = min(e.first for e in events), min(e.last for e in events)
            word, into = ("recalled", facts.recalled) if recalled else ("told", facts.told)
            into.append(Bound(last, Evidence(*span, first, last, "known event", f"{word}: {events[0].what}")))
        elif happened.isdisjoint(e.event for e in events):
            before = max(e.first for e in events) - timedelta(1)
            why = f"announced: {events[0].what}"
            facts.announced.append(Bound(before, Evidence(*span, None, before, "known event", why)))
    return facts


def _gives_date(expression: Expression) -> bool:
    """Tell whether an expression gives a calendar date; an event told with its date is recalled, news goes without."""
    reading = expression.reading
    return reading.key[:1] in DATED or bool(reading.calendar and reading.offset is None)


def _add_calendar_date(expression: Expression, facts: Facts) -> None:
    """Sort a date with its year under recalled, announced or bare years; beside 'today' it is the article's own."""
    stretch, span = expression.reading.calendar, (expression.start, expression.end)
    if stretch is None:
        return
    first, last = stretch
    sharp = expression.reading.precision in ("day", "month")
    if expression.reading.offset is not None:
        written = first - timedelta(expression.reading.offset)
        reason = Evidence(*span, written, written, "expression", "full date counted from the article's day")
        facts.allowed.append((reason, frozenset([written])))
        facts.told.append(Bound(written, reason))
    elif expression.tense == "coming" and sharp:
        latest = first - timedelta(1) if expression.reading.precision == "day" else last
        facts.announced.append(Bound(latest, Evidence(*span, None, latest, "expression", "date still to come")))
    else:
        day = last if expression.reading.precision == "day" else first
        into = facts.recalled if expression.tense != "coming" and (sharp or expression.tense == "told") else facts.years
        into.append(Bound(day, Evidence(*span, first, last, "expression", "date with its year")))


def _add_era(events: list[KnownEvent], span: tuple[int, int], recalled: bool, facts: Facts) -> None:
    """Add a term of office; in a sentence that recalls it bounds from below only."""
    first, last = min(e.first for e in events), max(e.last for e in events)
    why = f"of the time of: {events[0].what}"
    facts.eras.append(Bound(first, Evidence(*span, first, None if recalled else last, "known event", why)))
    if not recalled:
        facts.ends.append(last)


def _events_meant(
    namings: list[Naming], expressions: list[Expression], facts: Facts
) -> list[tuple[Naming, list[KnownEvent]]]:
    """Return each phrase with the events that it means: one that needs its date counts only beside it.

    A phrase that names one event speaks first; one that names several then means the nearest to the latest fact.
    """
    found = []
    for naming in namings:
        events = list(naming.phrase.events)
        if naming.phrase.column == "with_date":
            beside = [e.reading.key for e in expressions if e.sentence == naming.sentence]
            keys = [key for key in beside if key[:1] == ("day",)]
            events = [e for e in events if any(_falls_on(e, key) for key in keys)]
        if events:
            found.append((naming, events))
    sure = [events[0] for n, events in found if len(events) == 1 and n.tense != "coming" and not n.phrase.era]
    anchors = [b.day for b in facts.told + facts.recalled] + [event.last for event in sure]
    return [(naming, _nearest(events, max(anchors)) if anchors else events) for naming, events in found]


def _falls_on(event: KnownEvent, key: tuple[str, ...]) -> bool:
    """Tell whether an event falls on a day of the year ('day', month, first, last)."""
    month, first, last = (int(n) for n in key[1:])
    return event.first.month == month and event.first.day <= last and first <= event.last.day


def _nearest(events: list[KnownEvent], anchor: date) -> list[KnownEvent]:
    """Return the event nearest to a day, where one is near; else all, and the first of them bounds."""
    nearest = min(events, key=lambda e: abs((e.last - anchor).days))
    return [nearest] if abs((nearest.last - anchor).days) <= NEAR else events


def _allow(naming: Naming, event: KnownEvent, expressions: list[Expression], text: str, facts: Facts) -> None:
    """Turn the relative words near an event round: keep the days on which they can have been written."""
    for expression in expressions:
        reading = expression.reading
        if expression.sentence != naming.sentence or reading.absolute or reading.weak == "after":
            continue
        if naming.background and reading.key[:1] not in DATED:
            continue  # 'yesterday' in a sentence that recalls dates something else
        a, b = expression.folded
        between = text[min(b, naming.end) : max(a, naming.start)]
        if reading.precision in ("year", "decade", "century") or len(between.split()) > REACH:
            continue
        days = frozenset(_days_of_writing(expression, event))
        if days:
            span, why = (expression.start, expression.end), f"beside a known event: {event.what}"
            facts.allowed.append((Evidence(*span, min(days), max(days), "expression", why), days))


def _days_of_writing(expression: Expression, event: KnownEvent) -> Iterator[date]:
    """Yield the days on which an expression would have meant an event's day.

    'Past' beside a month is said in the next month of a day in it, and in the next three of the month itself: later,
    the press writes the year.
    """
    reading, day, last = expression.reading, event.last, event.last + timedelta(SEARCH)
    if reading.key[:1] in DATED:
        if reading.tense != "past":
            return
        day = calendar.shift(event.last.replace(day=1), "month", 1)
        last = calendar.shift(day, "month", 1 if reading.key[0] == "day" else 3) - timedelta(1)
    while day <= last:
        window = resolve_on(expression, day)
        if window and window[0] <= event.first and event.last <= window[1]:
            yield day
        day += timedelta(1)
