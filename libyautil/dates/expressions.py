"""Find the time expressions of a text and read each against the article's own day or window."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from libyautil.arabic import Folded, fold, sentences
from libyautil.dates import calendar, grammar
from libyautil.dates.calendar import Window
from libyautil.dates.readings import Reading, fixed
from libyautil.dates.words import CLITICS, TimeWords

WORD = re.compile(r"[^\W_]+")
ROUND_YEAR = "2000"  # a bare 2000 is more often a count
DATED = (("day",), ("month",))  # kinds of key: a day or a month of some year
CUE_REACH = 10  # words before an expression that can give it its tense


@dataclass(frozen=True)
class Expression:
    """One time expression: its span in the original text and in the folded one, its reading and its tense."""

    start: int
    end: int
    folded: tuple[int, int]
    sentence: int
    reading: Reading
    tense: str


@dataclass(frozen=True)
class Grammar:
    """The compiled patterns, and the words that the neighbourhood of an expression is judged by."""

    words: TimeWords
    shapes: list[tuple[re.Pattern[str], grammar.Reader]]
    traps: re.Pattern[str]


def compile_words(words: TimeWords) -> Grammar:
    """Compile the patterns once for all articles."""
    traps = re.compile(rf"(?<!\w){CLITICS}{words.any_of('trap')}")
    return Grammar(words, grammar.compile_grammar(words), traps)


def find_expressions(text: str, known: Grammar) -> list[Expression]:
    """Return the time expressions of a text, in order, none overlapping another."""
    folded = fold(text)
    breaks = sentence_spans(text, folded)
    found: list[tuple[int, int, int, Reading]] = []
    for order, (pattern, reader) in enumerate(known.shapes):
        for match in pattern.finditer(folded.text):
            reading = reader(match, known.words)
            if reading is not None:
                found.append((match.start(), match.end(), order, reading))
    traps = [m.span() for m in known.traps.finditer(folded.text)]
    found = [f for f in found if not any(a < f[1] and f[0] < b and f[1] <= b for a, b in traps)]
    chosen: list[tuple[int, int, int, Reading]] = []
    spent = bytearray(len(folded.text))
    for item in sorted(found, key=lambda f: (f[0] - f[1], f[2])):
        if not any(spent[item[0] : item[1]]):
            spent[item[0] : item[1]] = b"\1" * (item[1] - item[0])
            chosen.append(item)
    ends = [end for _, end in breaks]
    expressions = []
    for start, end, _, reading in sorted(chosen, key=lambda f: f[0]):
        sentence = min(bisect_right(ends, start), len(breaks) - 1)
        if not _stands(folded.text, start, end, reading, breaks[sentence], known.words):
            continue
        tense = reading.tense or sentence_tense(folded.text, start, end, breaks[sentence], known.words)
        while folded.text[end - 1].isspace():
            end -= 1
        a, b = folded.span(start, end)
        expressions.append(Expression(a, b, (start, end), sentence, reading, tense))
    return _agree(_join_ranges(expressions, folded, known.words))


def sentence_spans(text: str, folded: Folded) -> list[tuple[int, int]]:
    """Return the folded spans of the sentences of a text."""
    spans, at = [], 0
    for _, end in sentences(text):
        start = at
        while at < len(folded.starts) and folded.starts[at] < end:
            at += 1
        spans.append((start, at))
    return spans or [(0, 0)]


def _words_before(text: str, start: int, floor: int, count: int) -> list[str]:
    return WORD.findall(text[max(floor, start - 120) : start])[-count:]


def _words_after(text: str, end: int, ceiling: int, count: int) -> list[str]:
    return WORD.findall(text[end : min(ceiling, end + 80)])[:count]


def _stands(text: str, start: int, end: int, reading: Reading, sentence: tuple[int, int], words: TimeWords) -> bool:
    """Judge by its neighbours whether a doubtful expression is one."""
    before = _words_before(text, start, sentence[0], 2)
    previous = before[-1] if before else ""
    following = _words_after(text, end, sentence[1], 2)
    after = following[0] if following else ""
    own = WORD.findall(text[start:end])
    if reading.key[:1] in DATED and not reading.absolute and not reading.tense and words.has("name_head", previous):
        return False
    match reading.weak:
        case "time_preposition":
            led = previous in words.values["time_preposition"] or " ".join(before) in words.values["time_preposition"]
            return led or words.has_clitic("month", own[0])
        case "number":
            counts = words.has("numbered", previous) or words.has("counted", after)
            signs = re.match(r"[.,/:%-]\d|\s?%", text[end:]) or re.search(r"[\d.,/:+-]$", text[:start])
            led = previous in words.values["time_preposition"] or words.has("year_word", previous)
            return not counts and not signs and (led or own[0] != ROUND_YEAR)
        case "tied":
            return after not in words.values["tied"] or (len(following) > 1 and following[1] in words.values["now"])
        case "after":
            return after not in words.values["tied"]
        case "deictic":
            return not (previous in words.values["per_day"] and words.values["day"].get(own[0]) == "0")
        case "weekday":
            return not words.has("name_before_weekday", previous)
    return True


def sentence_tense(
    text: str, start: int, end: int, sentence: tuple[int, int], words: TimeWords, programme: bool = True
) -> str:
    """Return 'coming' or 'told', by the nearest word before a span that speaks of what is ahead or of what was.

    With ``programme`` the present of verbs such as 'meets', 'receives' counts as ahead, as it does before a weekday.
    """
    for word in reversed(_words_before(text, start, sentence[0], CUE_REACH)):
        if _is_future(word, words) or (programme and words.has("programme_verb", word)):
            return "coming"
        if words.has("past_verb", word):
            return "told"
    opening = text[sentence[0] : start].strip()
    heads_clause = not opening or opening[-1] in "،,:"
    if heads_clause and any(_is_future(word, words) for word in _words_after(text, end, sentence[1], 3)):
        return "coming"
    return ""


def _is_future(word: str, words: TimeWords) -> bool:
    """Tell whether a word speaks of what is ahead: a cue of the table, or a verb with the prefix of the future."""
    if words.has("future_cue", word):
        return True
    verb = word[1:] if word[:1] in "وف" and len(word) > 4 else word
    if len(verb) < 4 or verb[:2] not in ("سي", "ست"):
        return False
    return not any(verb == w or (how == "stem" and verb.startswith(w)) for w, how in words.values["not_future"].items())


def _join_ranges(expressions: list[Expression], folded: Folded, words: TimeWords) -> list[Expression]:
    """Read two linked dates together: the first takes the second's year; after 'from', 'between' they are one range."""
    joined: list[Expression] = []
    for second in expressions:
        first = joined[-1] if joined else None
        if first is None or not _linked(first, second, folded.text, words):
            joined.append(second)
            continue
        joined.pop()
        if second.reading.calendar and not first.reading.absolute:
            anchor, original = second.reading.calendar[0], first.reading
            window = original.resolve(anchor, "past") or original.resolve(anchor, "")
            basis = "year of the date that it is linked with"
            first = replace(first, reading=fixed(window, original.precision, basis))
        opening = _words_before(folded.text, first.folded[0], 0, 1)
        if not opening or opening[0] not in words.values["range_open"]:
            joined += [first, second]
            continue
        joined.append(_range(first, second))
    return joined


def _linked(first: Expression, second: Expression, text: str, words: TimeWords) -> bool:
    """Tell whether two calendar dates or weekdays are linked by 'to', 'and' or a dash."""
    dated = [e.reading.key[:1] in (*DATED, ("weekday",)) or e.reading.calendar for e in (first, second)]
    if not all(dated) or first.sentence != second.sentence:
        return False
    between = text[first.folded[1] : second.folded[0]].strip()
    if not between:
        return text[second.folded[0]] == "و"
    return between in words.values["to"] or between in ("-", "–", "—", "و")


def _range(first: Expression, second: Expression) -> Expression:
    """Return one expression from the first day of one date to the last day of another."""
    one, other = first.reading, second.reading

    def reach(day: date, tense: str) -> Window | None:
        start, end = one.resolve(day, tense), other.resolve(day, tense)
        return (min(start[0], end[0]), max(start[1], end[1])) if start and end else None

    absolute = one.absolute and other.absolute
    window = reach(calendar.FIRST_DAY, "") if absolute else None
    reading = Reading(reach, other.precision, f"range: {other.basis}", other.tense, absolute, calendar=window)
    folded = first.folded[0], second.folded[1]
    return Expression(first.start, second.end, folded, first.sentence, reading, second.tense)


def _agree(expressions: list[Expression]) -> list[Expression]:
    """Let a day without year, where nothing near tells its tense, mean what it means elsewhere in the article."""
    coming = {e.reading.key for e in expressions if e.reading.key and e.tense == "coming" and not e.reading.tense}
    return [replace(e, tense="coming") if not e.tense and e.reading.key in coming else e for e in expressions]


def resolve(expression: Expression, published: Window | None) -> Window | None:
    """Return the window of an expression for an article published within a window; it widens with that window."""
    reading = expression.reading
    if reading.absolute:
        return reading.resolve(calendar.FIRST_DAY, "")
    if published is None:
        return None
    days = dict.fromkeys(published)
    windows = [w for day in days if (w := resolve_on(expression, day))]
    if len(windows) < len(days):
        return None
    return min(w[0] for w in windows), max(w[1] for w in windows)


def resolve_on(expression: Expression, day: date) -> Window | None:
    """Return the window of an expression for an article written on a day."""
    return expression.reading.resolve(day, "" if expression.tense == "told" else expression.tense)
