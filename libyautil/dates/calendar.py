"""Windows of calendar days: weeks, months, years, their parts, and the one meant when the year is left out.

A window is a pair of days, both inclusive. Everything here is arithmetic: no words, no article.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

Window = tuple[date, date]
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2100, 12, 31)  # counting back or on stops here

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
# Months of a year, and days of a month, that the words for its parts cover (first, last; negative counts from the end).
YEAR_PARTS = {
    "start": (1, 2), "early": (1, 3), "middle": (5, 8), "late": (10, 12), "end": (11, 12), "half1": (1, 6),
    "half2": (7, 12), "quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12),
}  # fmt: skip
MONTH_PARTS = {
    "start": (1, 7), "early": (1, 10), "middle": (11, 20), "late": (-10, -1), "end": (-7, -1), "half1": (1, 15),
    "half2": (16, -1), "quarter1": (1, 8), "quarter2": (8, 15), "quarter3": (16, 23), "quarter4": (24, -1),
}  # fmt: skip
# A week runs from Sunday (day 1) to Saturday (day 7); its end is the weekend, Friday to Sunday.
WEEK_PARTS = {"start": (1, 3), "early": (1, 3), "middle": (3, 5), "late": (5, 7), "end": (6, 8)}


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day (31 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_window(year: int, month: int) -> Window:
    """Return the first and last day of a month; months past 12 run on into the next year.

    >>> month_window(2019, 14)[1].isoformat()
    '2020-02-29'
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_window(year: int) -> Window:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_window(day: date) -> Window:
    """Return the Sunday and the Saturday around a day (codebook: a week runs from Sunday to Saturday).

    >>> [d.isoformat() for d in week_window(date(2019, 4, 21))]
    ['2019-04-21', '2019-04-27']
    """
    sunday = day - timedelta((day.weekday() + 1) % 7)
    return sunday, sunday + timedelta(6)


def decade_window(day: date) -> Window:
    """Return the ten years, from a year that ends in 0, around a day."""
    first = day.year - day.year % 10
    return date(first, 1, 1), date(first + 9, 12, 31)


def century_window(day: date) -> Window:
    """Return the hundred years around a day."""
    first = day.year - day.year % 100
    return date(first, 1, 1), date(first + 99, 12, 31)


def season_window(year: int, season: str) -> Window:
    """Return the three months of a season; winter begins in December of ``year``."""
    first, last = SEASONS[season]
    return month_window(year, first)[0], month_window(year, last)[1]


def hijri_window(year: int, month: int, day: int | None = None) -> Window | None:
    """Return the Gregorian window of a Hijri month or day, one day wider on both sides for the sighting of the moon.

    >>> [d.isoformat() for d in hijri_window(1441, 9, 1)]
    ['2020-04-23', '2020-04-25']
    """
    try:
        converted = Hijri(year, month, day or 1).to_gregorian()
        length = 1 if day else Hijri(year, month, 1).month_length()
    except (ValueError, OverflowError):  # outside the years that the tables of hijridate cover
        return None
    first = date(converted.year, converted.month, converted.day)
    return first - timedelta(1), first + timedelta(length)


def hijri_year(day: date) -> int:
    """Return the Hijri year of a Gregorian day."""
    return Gregorian(day.year, day.month, day.day).to_hijri().year


def shift(day: date, unit: str, count: int) -> date:
    """Return the day that lies ``count`` units later (earlier where negative); a month's end is kept inside it.

    >>> shift(date(2020, 3, 31), "month", -1).isoformat()
    '2020-02-29'
    """
    days = {"day": 1, "week": 7}
    if unit == "hour":
        return day + timedelta(-(-abs(count) // 24) * (1 if count > 0 else -1))
    if unit in days:
        moved = day.toordinal() + days[unit] * count
        return date.fromordinal(min(max(moved, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit] * count
    first, last = month_window(day.year, max(day.month + months, 12 * (FIRST_DAY.year - day.year) + 1))
    return first.replace(day=min(day.day, last.day))


def unit_window(day: date, unit: str, count: int = 0) -> Window:
    """Return the calendar unit that lies ``count`` units from the one around a day."""
    moved = shift(day, unit, count)
    around: dict[str, Callable[[date], Window]] = {
        "hour": lambda d: (d, d),
        "day": lambda d: (d, d),
        "week": week_window,
        "month": lambda d: month_window(d.year, d.month),
        "year": lambda d: year_window(d.year),
        "decade": decade_window,
        "century": century_window,
    }
    return around[unit](moved)


def part_of(window: Window, part: str) -> Window:
    """Return the stretch that a word such as 'early', 'middle', 'end' means within a week, month, season or year."""
    first, last = window
    length = (last - first).days + 1
    if length == 1:
        return window
    if 28 <= length <= 33:
        a, b = MONTH_PARTS[part]
        at = lambda n: first + timedelta(n - 1) if n > 0 else last + timedelta(n + 1)  # noqa: E731
        return at(a), at(b)
    if 365 <= length <= 366 and first.month == 1:
        a, b = YEAR_PARTS[part]
        return month_window(first.year, a)[0], month_window(first.year, b)[1]
    if length == 7:
        a, b = WEEK_PARTS.get(part, (1, 7))
        return first + timedelta(a - 1), first + timedelta(b - 1)
    a, b = YEAR_PARTS[part]
    return first + timedelta(length * (a - 1) // 12), first + timedelta(length * b // 12 - 1)


def weekday_near(day: date, weekday: int, tense: str) -> date:
    """Return the weekday (0 is Monday) meant on a day: the last one, that day itself included, or the one to come.

    'past' and 'future' leave the day itself out, as the adjectives do; 'coming' and '' let it stand.

    >>> weekday_near(date(2019, 4, 21), 0, "past").isoformat()
    '2019-04-15'
    """
    back = (day.weekday() - weekday) % 7
    ahead = (weekday - day.weekday()) % 7
    moves = {"past": -(back or 7), "": -back, "present": -back, "coming": ahead, "future": ahead or 7}
    moves |= {"before_last": -(back or 7) - 7, "after_next": (ahead or 7) + 7, "recent": -(back or 7)}
    return day + timedelta(moves[tense])


def choose(windows: list[Window], day: date, tense: str) -> Window | None:
    """Choose among the same day or month of several years the one meant on a day.

    Without any sign of tense the nearest is meant, but a reading ahead has to be four times nearer than one behind:
    news tells what was, and says so when it announces.
    """
    past = [w for w in windows if w[1] < day]
    future = [w for w in windows if w[0] > day]
    if tense in ("past", "recent", "before_last"):
        return past[-1] if past else None
    if tense in ("future", "after_next"):
        return future[0] if future else None
    if tense == "coming":
        return next((w for w in windows if w[1] >= day), None)
    ahead = 1 if tense == "present" else 4
    distance = lambda w: (day - w[1]).days if w[1] < day else ahead * max(0, (w[0] - day).days)  # noqa: E731
    return min(windows, key=distance, default=None)
