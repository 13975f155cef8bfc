"""Days as metadata writes them: a whole calendar day, or none."""

import csv
import re
from functools import cache

import pandas as pd

from libyautil import paths
from libyautil.arabic import fold

TIME_WORDS = paths.LEXICON / "time_words.csv"
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEARS = range(1950, 2101)

YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
# the month's name may be followed by another country's, `أيار/مايو`
NAMED = r"(?<!\d)(?P<day>\d{{1,2}}) (?P<month>{names})[a-z]*\b\D*(?P<year>\d{{4}})(?!\d)"
AMERICAN = r"\b(?P<month>{names})[a-z]* (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)"


def read_day(value: str) -> tuple[pd.Timestamp, bool]:
    """Read a calendar day from metadata, strictly: day, month and year, as written, never guessed from the clock.

    Parameters
    ----------
    value : str
        `2019-04-04`, also with a time of day (whose zone is left as it is), `20190404`, `4/4/2019`, or a day with the
        month's name, Arabic of any country or English.

    Returns
    -------
    day : pandas.Timestamp
        Midnight, without zone; NaT if the value is no day between 1950 and 2100.
    certain : bool
        False where day and month could be swapped; the day is then taken to come first, as Arabic newspapers have it.

    Examples
    --------
    >>> read_day("2019-04-04T23:10:00Z")
    (Timestamp('2019-04-04 00:00:00'), True)
    >>> read_day("5/4/2019")
    (Timestamp('2019-04-05 00:00:00'), False)
    >>> read_day("spring 2019")
    (NaT, True)
    """
    plain = fold(value).text.strip()
    months = month_names()
    names = "|".join(months)
    match = (
        YEAR_FIRST.match(plain)
        or COMPACT.match(plain)
        or DAY_FIRST.match(plain)
        or re.search(NAMED.format(names=names), plain)
        or re.search(AMERICAN.format(names=names), plain)
    )
    if match is None:
        return pd.NaT, True
    year, day = int(match["year"]), int(match["day"])
    month = months.get(match["month"]) or int(match["month"])
    certain = match.re is not DAY_FIRST or day > 12 or month > 12 or day == month
    if match.re is DAY_FIRST and month > 12:
        day, month = month, day
    try:
        return (pd.Timestamp(year, month, day), certain) if year in YEARS else (pd.NaT, True)
    except ValueError:  # no such day in that month
        return pd.NaT, True


@cache
def month_names() -> dict[str, int]:
    """Return the months by name: the Arabic ones of every country, folded, from the time words, and the English."""
    with open(TIME_WORDS, encoding="utf-8-sig", newline="") as file:
        arabic = {fold(row["word"]).text: int(row["value"]) for row in csv.DictReader(file) if row["class"] == "month"}
    return arabic | {name: number for number, name in enumerate(ENGLISH_MONTHS, start=1)}
