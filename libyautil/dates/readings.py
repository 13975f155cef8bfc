"""What each shape of time expression means: a function from the day of writing to a window of days.

A reading says also how precise it is, in words how it was worked out, and which tense its own words give it. Where
they give none (a bare weekday, a month without year), the sentence around decides, which ``expressions`` looks at.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from libyautil.dates import calendar
from libyautil.dates.calendar import Window
from libyautil.dates.words import TimeWords


@dataclass(frozen=True)
class Reading:
    """The meaning of one expression; ``resolve(day, tense)`` gives its window for an article written on ``day``."""

    resolve: Callable[[date, str], Window | None]
    precision: str
    basis: str
    tense: str = ""  # given by the expression's own adjective
    absolute: bool = False  # does not depend on the article's day
    key: tuple[str, ...] = ()  # equal keys in one article mean the same day unless their words differ
    calendar: Window | None = None  # the stretch that its own year fixes, however the day bears on it
    offset: int | None = None  # days from the article's day to a full date that a word such as 'today' introduces
    weak: str = ""  # a condition on the neighbourhood, checked by ``expressions``


def fixed(window: Window | None, precision: str, basis: str) -> Reading:
    """Return the reading of a date that stands by itself, whatever the article's day."""
    return Reading(lambda day, tense: window, precision, basis, absolute=True, calendar=window)


def day_number(m: re.Match[str], words: TimeWords, n: str) -> int:
    """Return the day of the month that a numeral or an ordinal gives."""
    groups = m.groupdict()
    if groups.get("number" + n):
        return int(groups["number" + n])
    return words.number("ordinal", groups["ordinal" + n])


def _months(m: re.Match[str], words: TimeWords, n: str, name: str = "month") -> tuple[int, int]:
    """Return the month, and the second one where two different months stand side by side."""
    first = words.number(name, m[name + n])
    second = words.number(name, m["second" + n]) if m["second" + n] else first
    return first, second


def year_given(m: re.Match[str], n: str) -> int | None:
    """Return the year that stands beside a date, if any."""
    groups = m.groupdict()
    given = groups.get("year" + n) or groups.get("after" + n) or groups.get("given" + n)
    return int(given) if given else None


def counted_unit(m: re.Match[str], words: TimeWords, n: str) -> tuple[str, str] | None:
    """Return (unit, adjective) of 'of the past year' and the like, None where there is none."""
    groups = m.groupdict()
    if not groups.get("unit" + n):
        return None
    word = groups.get("adjective" + n) or groups.get("this" + n)
    if not word:
        return words.value("def_unit", groups["unit" + n]), ""
    name = "adjective" if groups.get("adjective" + n) else "this"
    return words.value("def_unit", groups["unit" + n]), words.value(name, word)


STEPS = {"past": -1, "recent": -1, "before_last": -2, "present": 0, "": 0, "future": 1, "after_next": 2}


def adjective(m: re.Match[str], words: TimeWords, n: str) -> str:
    """Return what the adjective behind a date says: past, present, future and so on, or nothing."""
    word = m.groupdict().get("tail" + n)
    return words.value("adjective", word) if word else ""


def recurring(
    make: Callable[[int], Window | None],
    m: re.Match[str],
    words: TimeWords,
    n: str,
    precision: str,
    key: tuple[str, ...],
    narrow: Callable[[int], Window | None] | None = None,
) -> Reading | None:
    """Read a day or month whose year is given, relative, or left out; ``make`` builds its window in a year.

    Where the year is left out ``narrow`` builds only the years that fit a weekday beside the date, if any near does.
    """
    year = year_given(m, n)
    if year:
        return fixed(make(year), precision, "calendar date with its year")
    relative = counted_unit(m, words, n)
    if relative and (relative[0] != "year" or not relative[1]):
        return None
    if relative:
        step = STEPS[relative[1]]
        return Reading(lambda day, tense: make(day.year + step), precision, "year counted from the article's day")
    tense = adjective(m, words, n)

    def resolve(day: date, cue: str) -> Window | None:
        windows = [w for y in range(day.year - 4, day.year + 5) if (w := make(y))]
        fitting = [w for y in range(day.year - 1, day.year + 2) if narrow and (w := narrow(y))]
        return calendar.choose(fitting, day, tense or cue) or calendar.choose(windows, day, tense or cue)

    chosen = {"past": "last one before the article", "future": "next one after the article"}
    basis = chosen.get(tense, "year left out: nearest to the article")
    return Reading(resolve, precision, basis, tense=tense, key=key)


def _in_order(first: Window | None, last: Window | None) -> Window | None:
    if first is None or last is None:
        return None
    return (first[0], last[1]) if first[0] <= last[1] else (last[0], first[1])


def calendar_day(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read a day, or two days, of a named month."""
    first = day_number(m, words, "1")
    last = day_number(m, words, "2") if m["number2"] or m["ordinal2"] else first
    month, other = _months(m, words, "1")
    if other != month:
        return None

    weekday = words.number("weekday", m["weekday"]) if m["weekday"] else None

    def make(year: int) -> Window | None:
        days = calendar.day_of(year, month, first), calendar.day_of(year, month, last)
        return _in_order((days[0], days[0]), (days[1], days[1])) if days[0] and days[1] else None

    def on_weekday(year: int) -> Window | None:
        window = make(year)
        return window if window and window[0].weekday() == weekday else None

    if not calendar.day_of(2020, month, first) or not calendar.day_of(2020, month, last):
        return fixed(None, "day", "no such day in the calendar")
    key = ("day", str(month), str(first), str(last))
    return _introduced(recurring(make, m, words, "1", "day", key, on_weekday if m["weekday"] else None), m, words)


def _introduced(reading: Reading | None, m: re.Match[str], words: TimeWords) -> Reading | None:
    """Keep how far from the article's day a full date lies where 'today', 'yesterday' stand before it."""
    word = m.groupdict().get("deictic")
    if reading is None or not word or ".." in words.value("day", word):
        return reading
    return replace(reading, offset=int(words.value("day", word)))


def hijri_day(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read a day of a Hijri month."""
    day, month = day_number(m, words, "1"), _months(m, words, "1", "hijri_month")[0]
    return _hijri(m, words, month, day)


def hijri_month(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read a Hijri month; a name that is also a person's needs the word month, a year or an adjective beside it."""
    word = m["hijri_month1"]
    bare = not (m["named1"] or m["hijri"] or m["tail1"] or m["part"])
    if bare and words.stands["hijri_month"][re.sub(r"\s+", " ", word)] == "bound":
        return None
    return stretched(_hijri(m, words, _months(m, words, "1", "hijri_month")[0], None), m, words)


def _hijri(m: re.Match[str], words: TimeWords, month: int, day: int | None) -> Reading:
    precision = "day" if day else "month"
    if m["hijri"]:
        window = calendar.hijri_window(int(m["hijri"]), month, day)
        return fixed(window, precision, "Hijri date, a day allowed each way")
    tense = adjective(m, words, "1")

    def resolve(today: date, cue: str) -> Window | None:
        year = calendar.hijri_year(today)
        windows = [w for y in range(year - 2, year + 3) if (w := calendar.hijri_window(y, month, day))]
        return calendar.choose(windows, today, tense or cue)

    return Reading(resolve, precision, "Hijri date, year left out: nearest to the article", tense=tense)


def stretched(reading: Reading | None, m: re.Match[str], words: TimeWords) -> Reading | None:
    """Cut a reading down to the part that its words name: early, end, before the end, earlier in."""
    groups = m.groupdict()
    if reading is None or not groups.get("part"):
        return reading
    part = words.value("part", groups["part"])

    def resolve(day: date, tense: str) -> Window | None:
        window = reading.resolve(day, tense)
        if window is None:
            return None
        if part == "earlier":
            return window[0], max(window[0], min(window[1], day))
        if part == "later":
            return min(max(window[0], day), window[1]), window[1]
        stretch = calendar.part_of(window, part)
        if groups.get("before") and stretch[1] >= day:
            return day, stretch[1]
        return stretch

    absolute = reading.absolute and not groups.get("before") and part not in ("earlier", "later")
    basis = f"{reading.basis}; {'up to the ' if groups.get('before') else ''}{part} of it"
    known = reading.calendar
    if known and part in calendar.YEAR_PARTS:
        known = calendar.part_of(known, part)
    tense = "coming" if groups.get("before") else reading.tense
    return Reading(resolve, reading.precision, basis, tense, absolute, calendar=known)


def month(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read a month alone, with its year, or with an adjective; a name that is also a word needs one of these."""
    groups = m.groupdict()
    word = re.sub(r"\s+", " ", m["month1"])
    stands = words.stands["month"][word]
    helped = bool(m["second1"] or m["named1"])
    if stands == "numbered" and not helped:
        return None
    helped = helped or bool(groups.get("part") or year_given(m, "1") or groups.get("tail1") or groups.get("unit1"))
    weak = "time_preposition" if stands == "bound" and not helped else ""
    first, last = _months(m, words, "1")

    def make(year: int) -> Window:
        end = calendar.month_window(year if last >= first else year + 1, last)
        return calendar.month_window(year, first)[0], end[1]

    reading = stretched(recurring(make, m, words, "1", "month", ("month", str(first))), m, words)
    return replace(reading, weak=weak) if reading else None


def _both_orders(year: int, a: int, b: int, weekday: int | None) -> list[date]:
    """Return the days that two numbers and a year can mean, day first, then month first; a weekday decides."""
    days = [d for d in (calendar.day_of(year, b, a), calendar.day_of(year, a, b)) if d]
    fitting = [d for d in days if d.weekday() == weekday]
    return list(dict.fromkeys(fitting or days))


def numeric_day(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 12/03/2020: day first or month first. Both stay unless a weekday or the article's day decides."""
    weekday = words.number("weekday", m["weekday"]) if m["weekday"] else None
    days = _both_orders(int(m["y"]), int(m["a"]), int(m["b"]), weekday)
    if not days:
        return fixed(None, "day", "no such day in the calendar")
    if len(days) == 1:
        return _introduced(fixed((days[0], days[0]), "day", "numeric date with its year"), m, words)

    def resolve(day: date, tense: str) -> Window:
        near = [d for d in days if abs((d - day).days) <= 7]
        if len(near) == 1:
            return near[0], near[0]
        before = [d for d in days if d <= day] if tense != "coming" else days
        return min(before or days), max(before or days)

    return Reading(resolve, "day", "numeric date, day or month first", key=("numeric",))


def iso_day(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 2020-03-12."""
    day = calendar.day_of(int(m["y"]), int(m["b"]), int(m["a"]))
    basis = "numeric date, year first" if day else "no such day in the calendar"
    return _introduced(fixed((day, day) if day else None, "day", basis), m, words)


def day_and_month_numbers(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 'on 12/3': day first."""
    a, b = int(m["a"]), int(m["b"])
    if not 1 <= b <= 12 or not calendar.day_of(2020, b, a):
        return None
    make = lambda year: (d, d) if (d := calendar.day_of(year, b, a)) else None  # noqa: E731
    return recurring(make, m, words, "1", "day", ("day", str(b), str(a), str(a)))


def season(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read a season with its year or an adjective; alone it is only weather."""
    name = words.value("season", m["season"])
    groups = m.groupdict()
    if not (year_given(m, "1") or groups.get("tail1") or groups.get("unit1")):
        return None
    return stretched(recurring(lambda y: calendar.season_window(y, name), m, words, "1", "season", ()), m, words)


def decade(m: re.Match[str], words: TimeWords) -> Reading:
    """Read 'the nineties'."""
    first = words.number("decade", m["decade"])
    window = date(first, 1, 1), date(first + 9, 12, 31)
    return fixed(window, "decade", "decade of the twentieth century")


def year(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read a year or a span of years; a bare number has to stand where no count and no resolution does."""
    groups = m.groupdict()
    first, last = int(m["year1"]), int(groups.get("year2") or m["year1"])
    if last < first:
        return None
    window = date(first, 1, 1), date(last, 12, 31)
    weak = "" if groups.get("noun") or groups.get("part") else "number"
    reading = stretched(fixed(window, "year", "calendar date with its year"), m, words)
    return replace(reading, weak=weak) if reading else None
