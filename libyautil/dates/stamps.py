"""Dates that stand outside the prose: a dateline or stamp at an article's head or foot, and digits in its file name."""

import re
from pathlib import PurePath

from libyautil.arabic import fold
from libyautil.dates import calendar
from libyautil.dates.calendar import Window
from libyautil.dates.expressions import Expression
from libyautil.dates.words import TimeWords

EDGE = 300  # characters from the start or the end in which a stamp can stand
STAMP_WORDS = 7  # a stamp's line has few words besides the date
DATELINE = 60  # a dateline's date begins within so many characters and a dash, colon or bracket follows
YEAR_FIRST = re.compile(r"(?<![0-9A-Za-z])(20[0-3]\d)[-_.]?(\d\d)[-_.]?(\d\d)(?![0-9A-Za-z])")
DAY_FIRST = re.compile(r"(?<![0-9A-Za-z])(\d\d)[-_.]?(\d\d)[-_.]?(20[0-3]\d)(?![0-9A-Za-z])")
WORD = re.compile(r"[^\W_]+")


def find_stamp(text: str, expressions: list[Expression], words: TimeWords) -> Expression | None:
    """Return the full date that stamps an article: on a short line at its head or foot, or as a dateline."""
    for expression in expressions:
        numeric = expression.reading.key == ("numeric",)
        if expression.reading.precision != "day" or not (expression.reading.calendar or numeric):
            continue
        if expression.start > EDGE and expression.end < len(text) - EDGE:
            continue
        first = text.rfind("\n", 0, expression.start) + 1
        last = text.find("\n", expression.end)
        last = len(text) if last < 0 else last
        around = WORD.findall(text[first : expression.start] + " " + text[expression.end : last])
        leading = fold(text[max(first, expression.start - 30) : expression.start]).text
        headed = any(re.search(rf"{re.escape(w)}\W*$", leading) for w in words.values["stamp_head"])
        dateline = expression.start < DATELINE and re.match(r"\s*[-–—:(]", text[expression.end : expression.end + 3])
        if len(around) <= STAMP_WORDS or headed or dateline:
            return expression
    return None


def file_name_window(path: str) -> Window | None:
    """Return the day that a file's name holds as YYYYMMDD or DDMMYYYY, with or without marks between.

    >>> [d.isoformat() for d in file_name_window("press/tunis_17042020.txt")]
    ['2020-04-17', '2020-04-17']
    """
    name = PurePath(path).stem
    for match in YEAR_FIRST.finditer(name):
        if day := calendar.day_of(int(match[1]), int(match[2]), int(match[3])):
            return day, day
    for match in DAY_FIRST.finditer(name):
        if day := calendar.day_of(int(match[3]), int(match[2]), int(match[1])):
            return day, day
    return None
