"""When an article was written: its metadata, a visible stamp, its file's name, or a window from what it tells."""

from collections.abc import Iterator
from datetime import date, timedelta

from libyautil.arabic import fold
from libyautil.dates import calendar
from libyautil.dates.calendar import Window
from libyautil.dates.expressions import Expression, Grammar, find_expressions, sentence_spans
from libyautil.dates.facts import Evidence, Facts, collect_facts
from libyautil.dates.known import Phrase, find_namings
from libyautil.dates.stamps import file_name_window, find_stamp

FRESH = 7  # days within which the press writes of the last thing that it tells as news
CLOSED = 31  # an article bounded from both sides within so many days keeps both bounds
YEAR = 366  # a month named without its year narrows a window of at most so many days
STAMP_LAG = 2  # days by which the date of an article may miss its stamp, or an event that it tells, without doubt


def date_article(
    text: str, whole: str, path: str, metadata: Window | None, known: Grammar, phrases: list[Phrase]
) -> tuple[Window | None, str, list[Evidence]]:
    """Return the window of an article, how it was found, and the evidence with its doubts.

    Parameters
    ----------
    text, whole : str
        The article's text without its furniture, and with it (a stamp can stand in the furniture).
    path : str
        The file's path.
    metadata : (date, date) or None
        The window that metadata gives.
    known : Grammar
        The compiled time words.
    phrases : list of Phrase
        The phrases of the known events.

    Returns
    -------
    tuple
        Window or None; 'metadata', 'dateline', 'file name', 'text' or ''; list of Evidence.
    """
    expressions = find_expressions(text, known)
    folded = fold(text)
    namings = find_namings(folded.text, sentence_spans(text, folded), phrases, known.words)
    facts = collect_facts(folded, expressions, namings)
    impossible = [e for e in expressions if e.reading.basis.startswith("no such day")]
    evidence = [Evidence(e.start, e.end, None, None, "doubt", e.reading.basis) for e in impossible]
    stamp = find_stamp(whole, find_expressions(whole, known) if len(whole) > len(text) else expressions, known.words)
    if metadata:
        doubts = [*_later(metadata, facts), *_stamped_otherwise(metadata, stamp, facts)]
        given = Evidence(0, 0, *metadata, "metadata", "given with the article")
        return metadata, "metadata", [given, *evidence, *doubts]
    if stamp:
        window = _stamp_window(stamp, facts)
        evidence.append(Evidence(stamp.start, stamp.end, *window, "dateline", "date stamp of the article"))
        return *_widened(window, "dateline", facts), evidence + list(_later(window, facts))
    if named := file_name_window(path):
        evidence.append(Evidence(0, 0, *named, "file name", "digits of the file's name"))
        return *_widened(named, "file name", facts), evidence + list(_later(named, facts))
    horizon = max((e.last for p in phrases if not p.era for e in p.events), default=calendar.LAST_DAY)
    inside, reasons = _from_inside(facts, expressions, horizon)
    return inside, "text" if inside else "", evidence + reasons


def _stamp_window(stamp: Expression, facts: Facts) -> Window:
    """Return the window of a stamp; where day and month can change places, a fact later than one reading decides."""
    if stamp.reading.calendar:
        return stamp.reading.calendar
    both = stamp.reading.resolve(calendar.LAST_DAY, "coming") or (calendar.LAST_DAY, calendar.LAST_DAY)
    days = [d for d in both if all(b.day <= d for b in facts.told + facts.recalled)]
    return (days[0], days[-1]) if days else both


def _later(window: Window, facts: Facts) -> Iterator[Evidence]:
    """Yield a doubt for each fact that an article tells although it is later than its date."""
    for bound in facts.told + facts.recalled:
        if bound.day > window[1] + timedelta(STAMP_LAG):
            reason = bound.reason
            why = f"later than the article's date: {reason.why}"
            yield Evidence(reason.start, reason.end, reason.earliest, reason.latest, "doubt", why)


def _stamped_otherwise(window: Window, stamp: Expression | None, facts: Facts) -> Iterator[Evidence]:
    """Yield a doubt where the visible stamp disagrees with the metadata."""
    if stamp is None:
        return
    first, last = _stamp_window(stamp, facts)
    lag = timedelta(STAMP_LAG)
    if first > window[1] + lag or last < window[0] - lag:
        yield Evidence(stamp.start, stamp.end, first, last, "doubt", "date stamp disagrees with the metadata")


def _widened(window: Window, basis: str, facts: Facts) -> tuple[Window, str]:
    """Widen the window of a stamp or a file's name to the facts that contradict it."""
    later = [e.latest for e in _later(window, facts) if e.latest]
    return (window[0], max([window[1], *later])), basis


def _from_inside(facts: Facts, expressions: list[Expression], horizon: date) -> tuple[Window | None, list[Evidence]]:
    """Return the window that an article's facts leave, and the evidence; ``horizon`` is the last event known."""
    evidence = facts.evidence()
    ceiling = min((b.day for b in facts.announced), default=None)
    floors = [b.day for b in facts.told + facts.recalled + facts.eras] or [b.day for b in facts.years]
    if not floors:
        if ceiling is None:
            return None, evidence
        first = ceiling - timedelta(CLOSED)
        why = f"{CLOSED} days before what is announced"
        return (first, ceiling), [*evidence, Evidence(0, 0, first, ceiling, "closing", why)]
    floor = max(floors)
    if ceiling and floor > ceiling:
        first, last = max([d for d in floors if d <= ceiling], default=ceiling), floor + timedelta(FRESH)
        why = f"told up to {floor}, yet announced as after {ceiling}: both kept"
        return (first, last), [*evidence, Evidence(0, 0, first, last, "doubt", why)]
    left, used = _days_left(facts, floor, ceiling)
    if left:
        return (min(left), max(left)), evidence + used
    if ceiling and (ceiling - floor).days <= CLOSED:
        return (floor, ceiling), evidence
    if floor in [b.day for b in facts.told]:
        latest, why = floor + timedelta(FRESH), f"open end closed {FRESH} days after the last thing told"
    else:
        latest = min((day for day in facts.ends if day >= floor), default=horizon)
        why = "only recalled: open to the end of the terms of office named, or to the last event known"
    latest = max(floor, min(latest, ceiling) if ceiling else latest)
    window = _months_of_writing(floor, latest, expressions)
    return window, [*evidence, Evidence(0, 0, *window, "closing", why)]


def _days_left(facts: Facts, floor: date, ceiling: date | None) -> tuple[frozenset[date], list[Evidence]]:
    """Return the days that all relative words beside known events allow, surest first, and those that spoke."""
    left: frozenset[date] = frozenset()
    used = []
    for reason, allowed in sorted(facts.allowed, key=lambda pair: len(pair[1])):
        days = frozenset(d for d in allowed if floor <= d and (not ceiling or d <= ceiling))
        days = days & left if left else days
        if days:
            left = days
            used.append(reason)
    return left, used


def _months_of_writing(first: date, last: date, expressions: list[Expression]) -> Window:
    """Narrow a window to the months in which 'the 12th of May current', '12 January past' can have been written."""
    if (last - first).days > YEAR:
        return first, last
    days = {first + timedelta(n) for n in range((last - first).days + 1)}
    for expression in expressions:
        key, tense = expression.reading.key, expression.reading.tense
        if key[:1] != ("day",) or tense not in ("present", "past"):
            continue
        month = int(key[1]) if tense == "present" else int(key[1]) % 12 + 1
        days = {d for d in days if d.month == month} or days
    return min(days), max(days)
