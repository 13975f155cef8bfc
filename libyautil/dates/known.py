"""Known events: dated facts, and how the press names them, matched in the sentences of an article.

``known_events.csv`` gives each event three columns of phrases. A phrase is made of parts joined with ``+`` that must
all stand in one sentence; a part is one of several words or word groups joined with ``/``; phrases are joined with
``|``. ``phrases`` name the event whether it is told or announced, ``told_after`` only once it has happened,
``with_date`` only beside its day and month. A phrase that stands in several rows names one of several events. A row
whose id begins with ``era-`` is a term of office or the life of a body: who names it as present writes within it.
"""

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from libyautil.arabic import fold
from libyautil.dates.expressions import sentence_tense
from libyautil.dates.words import END, START, TimeWords

PLUS = re.compile(r"(?<!\d)\+|\+(?!\d)")  # the joint of two parts, not the sign in 5+5
Part = tuple[tuple[str, re.Pattern[str]], ...]  # the words that can stand for one part, with their patterns
SPREAD = 30  # words over which the parts of a phrase may lie
COLUMNS = ("phrases", "told_after", "with_date")


@dataclass(frozen=True)
class KnownEvent:
    """A dated fact: its id, first and last day, and what happened."""

    event: str
    first: date
    last: date
    what: str


@dataclass(frozen=True)
class Phrase:
    """One way of naming an event: its parts, each a tuple of alternatives, and the events that it can name."""

    text: str
    column: str
    parts: tuple[Part, ...]
    events: tuple[KnownEvent, ...]
    era: bool


@dataclass(frozen=True)
class Naming:
    """A phrase found in a sentence: the folded span of its parts, its tense, and whether it is only recalled there."""

    phrase: Phrase
    sentence: int
    start: int
    end: int
    tense: str
    background: bool


def read_known_events(rows: pd.DataFrame) -> list[Phrase]:
    """Return the phrases of ``known_events.csv``, each with the events that it can name."""
    named: dict[tuple[str, str], list[KnownEvent]] = {}
    for row in rows.to_dict("records"):
        first, last = (date.fromisoformat(row[column]) for column in ("date_start", "date_end"))
        event = KnownEvent(row["id"], first, last, row["what"])
        for column in COLUMNS:
            for phrase in filter(None, (p.strip() for p in row[column].split("|"))):
                named.setdefault((phrase, column), []).append(event)
    phrases = []
    for (phrase, column), events in named.items():
        parts = tuple(tuple(_word(w) for w in part.split("/")) for part in PLUS.split(phrase))
        phrases.append(Phrase(phrase, column, parts, tuple(events), era=events[0].event.startswith("era-")))
    return phrases


def _word(word: str) -> tuple[str, re.Pattern[str]]:
    """Return the folded word and its pattern: clitics are free before it, the article too unless it has its own."""
    plain = fold(word).text.strip()
    core = plain.removeprefix("ال") if len(plain) > 4 else plain
    article = "(?:[بك]?ال|لل)" if core != plain else "(?:[بكل]?(?:ال)?|لل)"
    return core, re.compile(f"{START}[وف]?{article}{re.escape(core)}{END}")


def find_namings(text: str, sentences: list[tuple[int, int]], phrases: list[Phrase], words: TimeWords) -> list[Naming]:
    """Return the phrases that stand in the sentences of a folded text."""
    cores = {core: core in text for phrase in phrases for part in phrase.parts for core, _ in part}
    likely = [p for p in phrases if all(any(cores[core] for core, _ in part) for part in p.parts)]
    found = []
    for number, (start, end) in enumerate(sentences):
        seen: dict[str, tuple[int, int] | None] = {}
        for phrase in likely:
            spans = [_find_part(text, start, end, part, seen) for part in phrase.parts]
            found_spans = [span for span in spans if span]
            if len(found_spans) == len(phrase.parts):
                first, last = min(a for a, _ in found_spans), max(b for _, b in found_spans)
                if text.count(" ", first, last) > SPREAD:
                    continue
                tense = "told" if phrase.column == "told_after" else _tense(text, first, last, (start, end), words)
                background = phrase.column == "told_after" or _is_background(text, first, last, (start, end), words)
                if not (phrase.era and _is_former(text, last, end, words)):
                    found.append(Naming(phrase, number, first, last, tense, background))
    return found


def _find_part(
    text: str, start: int, end: int, part: Part, seen: dict[str, tuple[int, int] | None]
) -> tuple[int, int] | None:
    """Return where one of the words of a part stands in a sentence; ``seen`` keeps what was looked up before."""
    for core, pattern in part:
        if core not in seen:
            match = pattern.search(text, start, end) if text.find(core, start, end) >= 0 else None
            seen[core] = match.span() if match else None
        if seen[core]:
            return seen[core]
    return None


def _tense(text: str, start: int, end: int, sentence: tuple[int, int], words: TimeWords) -> str:
    tense = sentence_tense(text, start, end, sentence, words, programme=False)
    if tense:
        return tense
    after = re.findall(r"[^\W_]+", text[end : min(sentence[1], end + 40)])[:2]
    return "coming" if any(words.values["adjective"].get(w) == "future" for w in after) else ""


def _is_background(text: str, start: int, end: int, sentence: tuple[int, int], words: TimeWords) -> bool:
    """Tell whether a sentence recalls an event rather than tells it: its opening, or 'since', says so."""
    opening = re.findall(r"[^\W_]+", text[sentence[0] : sentence[0] + 40])[:1]
    before = re.findall(r"[^\W_]+", text[max(sentence[0], start - 30) : start])[-2:]
    return any(w in words.values["recalling"] for w in opening) or any(w in words.values["since"] for w in before)


def _is_former(text: str, end: int, ceiling: int, words: TimeWords) -> bool:
    """Tell whether a holder of office is named as a former one."""
    after = re.findall(r"[^\W_]+", text[end : min(ceiling, end + 40)])[:3]
    return any(w in words.values["former"] for w in after)
