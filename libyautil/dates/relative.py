"""What relative time expressions mean: weekdays, yesterday, the past week, three days ago, recently."""

import re
from dataclasses import replace
from datetime import date, timedelta

from libyautil.dates import calendar
from libyautil.dates.calendar import Window
from libyautil.dates.readings import STEPS, Reading, adjective, counted_unit, day_number, fixed, recurring, stretched
from libyautil.dates.words import TimeWords

# How far back a plural without a number reaches, in its own units (codebook: 'in the past days', 'for weeks').
LOOSE = {"hour": 24, "day": 7, "week": 4, "month": 6, "year": 5, "decade": 3, "century": 2}
FEW_DAYS = (4, 2)  # 'a few days ago': from so many days back to so many
BACK = "counted back from the article's day"


def day_of_relative_month(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 'the 12th of the past month', 'on 12 current'."""
    groups = m.groupdict()
    relative = counted_unit(m, words, "1") if groups.get("unit1") else ("month", adjective(m, words, "1"))
    if relative is None or relative[0] != "month" or not relative[1]:
        return None
    first = day_number(m, words, "1")
    last = day_number(m, words, "2") if groups.get("number2") or groups.get("ordinal2") else first
    step = STEPS[relative[1]]

    def resolve(day: date, tense: str) -> Window | None:
        start = calendar.unit_window(day, "month", step)[0]
        days = [calendar.day_of(start.year, start.month, n) for n in (first, last)]
        return (days[0], days[1]) if days[0] and days[1] else None

    return Reading(resolve, "day", "day of a month counted from the article's day", tense=relative[1])


def week_of_month(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 'the first week of the coming month', 'the second week of May'."""
    groups = m.groupdict()
    name = "def_unit" if re.sub(r"\s+", " ", m["week"]) in words.values["def_unit"] else "unit"
    if words.value(name, m["week"]) != "week":
        return None
    nth = words.number("ordinal", m["nth"])
    if groups.get("month1"):
        first = words.number("month", m["month1"])
        whole = recurring(lambda y: calendar.month_window(y, first), m, words, "2", "week", ())
    else:
        whole = relative_unit(m, words)
    if whole is None or nth > 5:
        return None

    def resolve(day: date, tense: str) -> Window | None:
        window = whole.resolve(day, tense)
        if window is None:
            return None
        return window[0] + timedelta(7 * nth - 7), min(window[1], window[0] + timedelta(7 * nth - 1))

    return Reading(resolve, "week", f"{whole.basis}; week {nth} of it", whole.tense, whole.absolute)


def deictic_day(m: re.Match[str], words: TimeWords) -> Reading:
    """Read yesterday, today, tomorrow; a weekday beside it decides where the stamp is a day or two off."""
    first, _, last = words.value("day", m["deictic"]).partition("..")
    low, high = int(first), int(last or first)
    weekday = words.number("weekday", m["weekday"]) if m["weekday"] else None

    def resolve(day: date, tense: str) -> Window:
        start, end = day + timedelta(low), day + timedelta(high)
        if weekday is not None and low == high:
            nearest = [start + timedelta(n) for n in (0, -1, 1, -2, 2, -3, 3)]
            start = end = next(d for d in nearest if d.weekday() == weekday)
        return start, end

    weak = "" if weekday is not None else "deictic"
    return Reading(resolve, "day" if low == high else "days", "counted from the article's day", weak=weak)


def weekday(m: re.Match[str], words: TimeWords) -> Reading:
    """Read a weekday, alone or with an adjective, or a night between two weekdays."""
    groups = m.groupdict()
    if groups.get("bare"):
        number = words.number("bare_weekday", groups["bare"])
    else:
        number = words.number("weekday", groups["weekday"])
    tense = adjective(m, words, "1") or adjective(m, words, "2")
    second = groups.get("weekday2")
    span = (words.number("weekday", second) - number) % 7 if second else 0

    def resolve(day: date, cue: str) -> Window:
        start = calendar.weekday_near(day, number, tense or cue)
        return start, start + timedelta(span)

    chosen = {"past": "last such weekday before the article", "future": "next such weekday after the article"}
    basis = chosen.get(tense, "weekday nearest to the article")
    weak = "" if tense or len(m[0].split()) > 1 else "weekday"
    key = ("weekday", str(number), str(span))
    return Reading(resolve, "days" if span else "day", basis, tense, key=key, weak=weak)


def relative_unit(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 'the past week', 'this month', 'the end of the year'."""
    groups = m.groupdict()
    counted = counted_unit(m, words, "1")
    if counted is None:
        return None
    unit, tense = counted
    part = words.value("part", groups["part"]) if groups.get("part") else ""
    if groups.get("given1") and unit == "year":
        window = calendar.year_window(int(groups["given1"]))
        return stretched(fixed(window, "year", "calendar date with its year"), m, words)
    definite = groups["unit1"].startswith("ال")
    if not tense and not (part and definite):
        return None
    if unit == "day" and part not in ("earlier", "later"):
        return None
    if tense == "recent":
        return stretched(_back_to_now(unit, 1), m, words)
    step = STEPS[tense]
    basis = "calendar unit counted from the article's day"
    return stretched(Reading(lambda day, cue: calendar.unit_window(day, unit, step), unit, basis, tense), m, words)


def _back_to_now(unit: str, count: int) -> Reading:
    """Return the reading of a stretch that ends on the article's day."""
    precision = "days" if unit in ("hour", "day") else unit
    return Reading(lambda day, cue: (calendar.shift(day, unit, -count), day), precision, BACK, "past")


def _count(m: re.Match[str], words: TimeWords) -> int | None:
    groups = m.groupdict()
    if groups.get("digits"):
        return int(groups["digits"])
    if groups.get("word"):
        first = words.number("number", groups["word"])
        return first + (words.number("number", groups["tens"]) if groups.get("tens") else 0)
    return None


def _unit_of(m: re.Match[str], words: TimeWords, *groups: str) -> str:
    """Return the unit that the word in the first of the groups that matched stands for."""
    word = next(m[g] for g in groups if m.groupdict().get(g))
    word = re.sub(r"\s+", " ", word)
    classes = ("unit", "plural", "def_many", "def_dual", "dual", "def_unit")
    return next(words.values[c][word] for c in classes if word in words.values[c])


def many_units(m: re.Match[str], words: TimeWords) -> Reading | None:
    """Read 'the past three days', 'the coming weeks', 'these days'."""
    groups = m.groupdict()
    unit = _unit_of(m, words, "many", "dual")
    tense = adjective(m, words, "1") or "present"
    given = 2 if groups.get("dual") else _count(m, words)
    count = given or LOOSE[unit]
    if tense == "present":
        if unit != "day":
            return None
        around = timedelta(3)
        return Reading(lambda day, cue: (day - around, day + around), "days", "around the article's day", tense)
    if tense in ("future", "after_next"):
        precision = "days" if unit in ("hour", "day") else unit
        resolve = lambda day, cue: (day, calendar.shift(day, unit, count))  # noqa: E731
        return Reading(resolve, precision, "counted on from the article's day", tense)
    return _back_to_now(unit, count)


def ago(m: re.Match[str], words: TimeWords) -> Reading:
    """Read 'three days ago' and 'for three days': with a number, the day, week, month or year counted back.

    'Since' gives the whole stretch to the article's day; a plural without number is a stretch by its unit. 'More than'
    lets the unit before count too.
    """
    groups = m.groupdict()
    since = "since" in words.value_names(groups["ago"])
    unit = _unit_of(m, words, "dual", "many", "loose", "single")
    count = 2 if groups.get("dual") else 1 if groups.get("single") else _count(m, words)
    short = unit in ("hour", "day")
    if count is None:
        few = bool(groups.get("little")) and unit == "day"
        back, near = FEW_DAYS if few else (LOOSE[unit], 0 if since else 1)
        resolve = lambda day, cue: (calendar.shift(day, unit, -back), calendar.shift(day, unit, -near))  # noqa: E731
        return Reading(resolve, "days" if short else "vague", f"plural without number, {BACK}", "past", weak="tied")
    if since or unit == "hour":
        return replace(_back_to_now(unit, count), weak="tied")
    more = 1 if groups.get("approx") else 0
    slack = timedelta(more if unit == "day" else 0)
    resolve = lambda day, cue: (  # noqa: E731
        calendar.unit_window(day, unit, -count - (0 if short else more))[0] - slack,
        calendar.unit_window(day, unit, -count)[1] + slack,
    )
    return Reading(resolve, unit, BACK, "past", weak="tied")


def after(m: re.Match[str], words: TimeWords) -> Reading:
    """Read 'after two days' with nothing that it hangs on: ahead of the article, or of the day told before it."""
    groups = m.groupdict()
    unit = _unit_of(m, words, "dual", "many", "loose", "single")
    count = 2 if groups.get("dual") else 1 if groups.get("single") else _count(m, words)

    def resolve(day: date, cue: str) -> Window:
        if unit == "hour":
            return day, calendar.shift(day, "hour", 1) if cue == "coming" else day
        if count is None:
            return calendar.shift(day, unit, 1), calendar.shift(day, unit, LOOSE[unit])
        return calendar.unit_window(day, unit, count)

    precision = "days" if unit in ("hour", "day") else unit
    return Reading(resolve, precision, "counted on from the day told before", weak="after")


def vague(m: re.Match[str], words: TimeWords) -> Reading:
    """Read 'recently' and the like: days counted from the article's day by the word's row."""
    low, high = (int(n) for n in words.value("vague", m["vague"]).split(".."))
    tense = "past" if high <= 0 else "future"
    basis = "vague word, counted from the article's day"
    return Reading(lambda day, cue: (day + timedelta(low), day + timedelta(high)), "vague", basis, tense)
