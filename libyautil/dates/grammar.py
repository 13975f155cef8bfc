"""The shapes of time expressions: patterns over the classes of ``time_words.csv``, each with its reading.

A pattern's named groups carry the class of a word and a number (``month1``); what each shape means is in ``readings``
(days and months of the calendar) and ``relative`` (whatever is counted from the article's day). A space in a pattern
stands for any white space. The only Arabic here is the clitics, the article and 'and'.
"""

import re
from collections.abc import Callable

from libyautil.dates import readings, relative
from libyautil.dates.readings import Reading
from libyautil.dates.words import CLITICS, GAP, SPACE, START, TimeWords

Reader = Callable[[re.Match[str], TimeWords], Reading | None]
YEAR = r"(?<!\d)(?P<{}>(?:19|20)\d\d)(?!\d)"
DAY_NUMBER = r"(?<![\d/.:-])(?P<{}>0?[1-9]|[12]\d|3[01])(?!\d)"
NUMBER = r"(?<![\d/.:-])"
DASH = r"[-–—/]"
LINK = rf"{GAP}[/\\(،-]?{GAP}"


class _Pieces:
    """The pieces that the patterns are made of, for one set of words."""

    def __init__(self, words: TimeWords) -> None:
        w = self.w = words.any_of
        self.dayparts = f"(?:(?:{w('daypart')}|{w('day_word')}){SPACE}){{0,3}}"
        self.stretch = f"(?:{w('before', group='before')} )?(?:{w('part', group='part')} (?:{w('of')} )?)?"
        self.to = rf"{GAP}(?:{DASH}|{w('to')}|و){GAP}"
        self.approx = f"(?:(?P<approx>{w('approx')}) )?"
        spelled = rf"{w('number', group='word')}(?: و{GAP}{w('number', group='tens')})?"
        self.number = rf"(?:ال{GAP})?(?:(?P<digits>\d{{1,3}})(?!\d)|{spelled})"
        self.counted = (
            rf"(?:{w('dual', group='dual')}|{self.number}{GAP}{w('unit', 'plural', group='many')}|(?:{w('some')} )?"
            rf"{w('plural', group='loose')}|{w('unit', group='single')})(?: (?P<little>{w('vague_count')}))?"
        )
        # 'yesterday', 'the dawn of Monday' before a full date
        opened = rf"(?:{CLITICS}{w('day', group='deictic')}{SPACE}\(?)?"
        corresponding = rf"(?:{w('corresponding')}{GAP})?(?:{w('day_word')} )?"
        named_day = rf"(?:(?:{CLITICS}{w('weekday', group='weekday')})[\s،,(]*{corresponding})?"
        self.numeric_head = f"(?:{START}{CLITICS}{self.dayparts}{opened}{named_day})?"
        self.head = f"{START}{CLITICS}{self.dayparts}{opened}{named_day}{self.dayparts}"

    def adjective(self, n: str) -> str:
        return f"{self.w('adjective', group='tail' + n)}"

    def year(self, n: str) -> str:
        w = self.w
        return rf"(?:{w('year_word')}{GAP}[،,(]?{GAP})?{YEAR.format('year' + n)}(?:{GAP}{w('era')})?"

    def day(self, n: str) -> str:
        return f"(?:{self.w('ordinal', group='ordinal' + n)}|{DAY_NUMBER.format('number' + n)})"

    def days(self) -> str:
        """Return one day of a month, or two linked ones, up to the month's name."""
        w = self.w
        return rf"{self.day('1')}(?:{self.to}(?:{w('day_word')} )?{self.day('2')})?{GAP}(?:{w('of')}{GAP})?"

    def month(self, name: str = "month") -> str:
        """Return a month's name, with its other country's name beside it or without."""
        w = self.w
        second = rf"(?:{LINK}{w(name, group='second1')}(?:{GAP}\))?)?"
        return f"(?:(?P<named1>{w('month_word')}) )?{w(name, group=name + '1')}{second}"

    def unit(self, n: str) -> str:
        """Return 'this month', 'the past year', 'the year'."""
        w = self.w
        this = f"(?:{w('this', group='this' + n)} )?"
        return rf"{this}{w('def_unit', group='unit' + n)}(?: {w('adjective', group='adjective' + n)})?"

    def tail(self, n: str) -> str:
        """Return what may follow a month: its year, an adjective, or the year as counted from the article's."""
        of = rf"(?:{SPACE}{self.w('of')})?"
        with_year = rf"(?:{of}[\s،,(]*{self.year(n)}\)?)"
        with_adjective = rf"(?:{SPACE}{self.adjective(n)}(?:{GAP}{YEAR.format('after' + n)})?)"
        with_unit = rf"(?:{of}{SPACE}{self.unit(n)}(?:{GAP}{YEAR.format('given' + n)})?)"
        return f"(?:{with_year}|{with_adjective}|{with_unit})?"

    def hijri_tail(self) -> str:
        w = self.w
        year = rf"{GAP}(?:{w('year_word')} )?(?P<hijri>1[34]\d\d)(?:{GAP}{w('hijri_era')})?"
        return f"(?:{year}|{SPACE}{self.adjective('1')})?"


def compile_grammar(words: TimeWords) -> list[tuple[re.Pattern[str], Reader]]:
    """Return the patterns of time expressions with their readings, in the order that settles ties of length."""
    p, w = _Pieces(words), words.any_of
    shapes: list[tuple[str, Reader]] = [
        # 12 March 2019; Monday the twelfth of March; 12 and 13 of March (Adhar) past
        (f"{p.head}{p.days()}{p.month()}{p.tail('1')}", readings.calendar_day),
        (f"{p.head}{p.days()}{p.month('hijri_month')}{p.hijri_tail()}", readings.hijri_day),
        # the 17th of the past month; on 12 current
        (f"{p.head}{p.days()}{SPACE}?{p.unit('1')}", relative.day_of_relative_month),
        (
            f"{START}{CLITICS}{w('day_word', 'time_preposition')}{SPACE}{DAY_NUMBER.format('number1')}{SPACE}"
            f"{p.adjective('1')}",
            relative.day_of_relative_month,
        ),
        # March; early March past; March 2019
        (f"{START}{p.stretch}{CLITICS}{p.month()}{p.tail('1')}", readings.month),
        (f"{START}{p.stretch}{CLITICS}{p.month('hijri_month')}{p.hijri_tail()}", readings.hijri_month),
        # 12/03/2019; 2019-03-12; on 12/3
        (
            rf"{p.numeric_head}{NUMBER}(?P<a>\d{{1,2}}){GAP}(?P<mark>[/.\\-]){GAP}(?P<b>\d{{1,2}}){GAP}(?P=mark)"
            rf"{GAP}(?P<y>(?:19|20)\d\d)(?!\d)",
            readings.numeric_day,
        ),
        (
            rf"{p.numeric_head}{NUMBER}(?P<y>(?:19|20)\d\d)(?P<mark>[/.\\-])(?P<b>\d{{1,2}})(?P=mark)"
            r"(?P<a>\d{1,2})(?!\d)",
            readings.iso_day,
        ),
        (
            rf"{START}{CLITICS}{w('day_word')} (?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/])",
            readings.day_and_month_numbers,
        ),
        # yesterday; the morning of today, Wednesday
        (
            rf"{START}{CLITICS}{p.dayparts}{CLITICS}{w('day', group='deictic')}"
            rf"(?:[\s،,(]+(?:{w('day_word')} )?{w('weekday', group='weekday')}\)?)?(?: {w('daypart_after')})?",
            relative.deictic_day,
        ),
        # Monday; the night of Thursday to Friday; Saturday and Sunday next
        (
            rf"{START}{CLITICS}{p.dayparts}{CLITICS}{w('weekday', group='weekday')}(?: {p.adjective('1')})?"
            rf"(?:(?:{p.to}| )(?:{w('day_word')} )?{w('weekday', group='weekday2')}(?: {p.adjective('2')})?)?"
            rf"(?: {w('daypart_after')})?",
            relative.weekday,
        ),
        (
            f"{START}{CLITICS}(?:{w('daypart', 'day_word')} )+ل?{w('bare_weekday', group='bare')}"
            f"(?: {p.adjective('1')})?",
            relative.weekday,
        ),
        # the past week; the end of this month; the first week of March
        (
            rf"{START}{CLITICS}{p.stretch}{CLITICS}{p.unit('1')}(?:{GAP}\(?{YEAR.format('given1')}\)?)?",
            relative.relative_unit,
        ),
        (
            f"{START}{CLITICS}{w('unit', 'def_unit', group='week')} {w('ordinal', group='nth')} {w('of')} "
            f"(?:{p.unit('1')}|{p.month()}{p.tail('2')})",
            relative.week_of_month,
        ),
        # the past few days; the last three months; the past 48 hours; these days
        (
            f"{START}{CLITICS}{w('def_many', group='many')}(?: {w('few')})?(?: {p.number})?(?: {w('few')})? "
            f"{p.adjective('1')}",
            relative.many_units,
        ),
        (f"{START}{CLITICS}{w('this', group='this1')} {w('def_many', group='many')}", relative.many_units),
        (
            f"(?:{START}{CLITICS})?{p.number}{GAP}{w('unit', 'plural', 'def_many', group='many')} {p.adjective('1')}",
            relative.many_units,
        ),
        (f"{START}{CLITICS}{w('def_dual', group='dual')}(?: {w('few')})? {p.adjective('1')}", relative.many_units),
        # two weeks ago; for months; after two days
        (f"{START}و?{w('ago', group='ago')} {p.approx}{p.counted}", relative.ago),
        (f"{START}و?{w('elapsed', group='elapsed')} {p.approx}{p.counted}", relative.after),
        (f"{START}{CLITICS}{w('vague', group='vague')}", relative.vague),
        # summer 2014; the nineties; in the years 2012 to 2016; 2011
        (f"{START}{p.stretch}{CLITICS}{w('season', group='season')}{p.tail('1')}", readings.season),
        (
            f"{START}{CLITICS}(?:{w('part', group='part')} )?{w('decade', group='decade')}"
            f"(?: {w('def_unit')} {w('adjective')})?",
            readings.decade,
        ),
        (
            rf"{START}{p.stretch}{CLITICS}(?P<noun>{w('year_word')}){GAP}[،,(]?{GAP}{YEAR.format('year1')}"
            rf"(?:{GAP}{w('era')})?(?:{p.to}(?:{w('year_word')} )?{YEAR.format('year2')})?",
            readings.year,
        ),
        (
            rf"(?:{START}{p.stretch}{CLITICS})?{YEAR.format('year1')}(?:{GAP}{DASH}{GAP}{YEAR.format('year2')})?"
            rf"(?:{GAP}{w('era')})?",
            readings.year,
        ),
    ]
    return [(re.compile(pattern.replace(" ", r"\s+")), reader) for pattern, reader in shapes]
