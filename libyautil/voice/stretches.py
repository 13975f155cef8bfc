"""The stretches of one article: each speaking word with its words and its speaker, and the quotations."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from libyautil.clauses import Classes, Hit, Sentence, by_number, preposition, subjects
from libyautil.quotations import quotations
from libyautil.voice.contents import (
    LABEL_WORDS,
    content_of,
    labelled,
    opens_report,
    put_between,
    within,
    words_around,
    words_behind,
)
from libyautil.voice.speakers import named_after, only_judged, topic, who_speaks

REACH = 16  # words between a speaking word and the clause that it opens


def article_voice(
    text: str, parts: list[Sentence], hits: pd.DataFrame, rows: list[dict], classes: Classes
) -> Iterator[tuple]:
    """Yield (sentence, start, end, speaker, kind, row) of one article."""
    quotes = quotations(text)
    last: list[str] = []
    by_sentence = by_number(hits)
    for part in parts:
        own = [q for q in quotes if q[0] < part.end and part.start < q[1]]
        inside = [hit for hit in by_sentence.get(part.number, []) if not within(hit.start, own)]
        stretches, last = _sentence_voice(part, inside, own, rows, classes, last)
        last = last or topic(part, len(part.words), classes)  # who was told of may speak in the sentence behind
        for start, end, speakers, kind, row in stretches:
            for speaker in speakers:
                yield part.number, start, end, speaker, kind, row


class _Cue(NamedTuple):
    """A speaking word in its sentence."""

    hit: Hit
    kind: str  # of speech_words.csv
    content: str
    at: int  # its first word and its last
    through: int
    following: int  # where the next report begins


def _sentence_voice(
    part: Sentence, hits: list, quotes: list, rows: list[dict], classes: Classes, last: list[str]
) -> tuple[list, list[str]]:
    """Return the stretches of one sentence, and who spoke last."""
    found: list[tuple] = []
    opened: set[int] = set()  # words that open a report
    for cue in _cues(part, hits, rows, classes):
        spoken = [speaker for *_, who, form, _ in found if form == "report" for speaker in who]
        added: list[tuple] = []
        if cue.kind == "closing":
            added = _closed(part, cue, quotes, classes)
        elif cue.kind == "turn":
            last = [actor.id for actor in subjects(part, cue.at, classes)] or last
        elif cue.kind == "label":
            added = _label(part, cue, quotes, classes, spoken, last)
        elif cue.kind == "according":
            added = _according(part, cue, quotes, classes, last)
            last = added[0][2] if added else last
        else:
            added, last = _report(part, cue, quotes, classes, spoken, last, opened)
        found += added
    found = found or headline(part)
    return with_quotes(part, found, quotes, last, classes), last


def _cues(part: Sentence, hits: list, rows: list[dict], classes: Classes) -> list[_Cue]:
    """Return the speaking words of a sentence; one that hangs a label on someone counts as that alone."""
    heads = [part.word_at(hit.start) for hit in hits]
    part.verbs = set(heads)
    labels = {at for at, hit in zip(heads, hits, strict=True) if _names(part, at, hit, rows, classes)}
    reports = [h for h, hit in zip(heads, hits, strict=True) if rows[hit.row]["kind"] in ("report", "according")]
    found = []
    for number, hit in enumerate(hits):
        kind, content = rows[hit.row]["kind"], rows[hit.row]["content"]
        at, through = heads[number], part.word_at(hit.through - 1)
        behind = (h for h in reports if h > through + 1 and opens_report(part, h, classes))
        if (at in labels) == (kind == "label"):
            found.append(_Cue(hit, kind, content, at, through, next(behind, len(part.words))))
    return found


def _names(part: Sentence, at: int, hit: Hit, rows: list[dict], classes: Classes) -> bool:
    """Tell whether a hit hangs a label on someone: ``ما يسمى``, or a verb with a pronoun behind ``ما`` or ``من``."""
    if rows[hit.row]["kind"] != "label":
        return False
    return rows[hit.row]["content"] in ("none", "hearsay", "before") or bool(
        hit.pronoun and at and part.words[at - 1] in classes["what"]
    )


def _closed(part: Sentence, cue: _Cue, quotes: list, classes: Classes) -> list[tuple]:
    """Return the quotations before a word that closes them: ``«...»، هكذا قال فلان``."""
    who = [actor.id for actor in part.actors if actor.first > cue.through and not preposition(part, actor, classes)]
    return [
        (max(start, part.start), min(end, part.end), who[:1] or ["unnamed"], "report", cue.hit.row)
        for start, end in quotes
        if end <= cue.hit.start
    ]


def _label(
    part: Sentence, cue: _Cue, quotes: list, classes: Classes, spoken: list[str], last: list[str]
) -> list[tuple]:
    """Return the label behind ``ما وصفه بـ``; its user is who speaks, where the row gives it one."""
    if cue.content == "before":
        stretch = next(((actor.start, actor.end) for actor in part.actors if actor.last == cue.at - 1), None)
    else:
        stretch = labelled(part, cue.through + 1, quotes)
    if not stretch:
        return []
    who = ["unnamed"]
    if cue.content == "agent":
        who = spoken or who_speaks(part, cue.at, cue.through, cue.through + 1, cue.hit, classes, last)
    return [(*stretch, who, "label", cue.hit.row)]


def _according(part: Sentence, cue: _Cue, quotes: list, classes: Classes, last: list[str]) -> list[tuple]:
    """Return what ``بحسب فلان`` covers, and behind a comma what follows it."""
    around, through, row = cue.content == "around", cue.through, cue.hit.row
    named = named_after(part, through, classes)
    unnamed = last if part.words[through] in classes["saying"] else ["unnamed"]
    who = [actor.id for actor in named[:3]] or unnamed
    start, end = (
        words_around(part, cue.at, through, named, cue.following)
        if around
        else words_behind(part, through, classes, quotes)
    )
    found = [(start, end, who, "report", row)] if end > start else []
    rest = named[-1].last + 1 if named else through + 2
    if found and around and cue.at > 1 and rest < cue.following - 1 and part.words[rest] == "،":
        found.append((part.spans[rest + 1][0], part.spans[cue.following - 1][1], who, "report", row))
    return found


def _report(
    part: Sentence, cue: _Cue, quotes: list, classes: Classes, spoken: list[str], last: list[str], opened: set[int]
) -> tuple[list[tuple], list[str]]:
    """Return the clause that a speaking word opens, or what stands around one put in; and who spoke last."""
    at, through, hit = cue.at, cue.through, cue.hit
    begin = content_of(part, at, through, min(cue.following, through + REACH), quotes, classes, cue.content)
    if begin is None or begin in opened:
        aside = put_between(part, at, through, hit, classes) if begin is None else []
        if aside:
            who = who_speaks(part, at, through, min(through + 6, len(part.words)), hit, classes, [])
            return [(start, end, who, "report", hit.row) for start, end in aside], who
        # "said in a statement that": one clause, one report
        named = subjects(part, at, classes, hit.pronoun) if hit.kind != "noun" else []
        return [], [actor.id for actor in named] or last
    opened.add(begin)
    owned = hit.kind == "participle" and spoken
    if cue.content == "judgement" and only_judged(part, at, begin, hit):
        owned, spoken = True, spoken or topic(part, at, classes) or last
    who = spoken if owned and spoken else who_speaks(part, at, through, begin, hit, classes, last)
    end = part.end if cue.following == len(part.words) else part.spans[max(cue.following - 1, begin)][1]
    return [(part.spans[begin][0], end, who, "report", hit.row)], who


def with_quotes(part: Sentence, found: list, quotes: list, last: list[str], classes: Classes) -> list:
    """Add the quotations: of the speaker of the report around or nearest; a few words not led in are a label."""
    result = list(found)
    reports = [stretch for stretch in found if stretch[3] in ("report", "headline")]
    for start, end in quotes:
        start, end = max(start, part.start), min(end, part.end)
        inside = [number for number, span in enumerate(part.spans) if start <= span[0] < end]
        if not inside or any(stretch[3] == "label" and stretch[0] <= start < stretch[1] for stretch in found):
            continue
        covering = next((stretch for stretch in reports if stretch[0] <= start and end <= stretch[1] + 1), None)
        led = inside[0] == 0 or part.words[inside[0] - 1] in {":", *classes["complement"]}
        if len(inside) <= LABEL_WORDS and not led:
            # a name or a title in quotation marks is the article's own word; a label in them is held at arm's length
            if not covering and any(a.form == "label" and start <= a.start < end for a in part.actors):
                result.append((start, end, ["unnamed"], "label", None))
        elif covering or reports:
            nearest = covering or min(reports, key=lambda stretch: abs(stretch[0] - start))
            result.append((start, end, nearest[2], "quote", nearest[4]))
        elif len(inside) > 1:
            result.append((start, end, last or ["unnamed"], "quote", None))
    return result


def headline(part: Sentence) -> list:
    """Return the stretch after ``فلان:`` where an actor opens the sentence."""
    first = part.actors[0] if part.actors else None
    if (
        first is None
        or first.first > 0
        or part.words[first.last + 1 : first.last + 2] != [":"]
        or first.last + 2 >= len(part.words)
    ):
        return []
    return [(part.spans[first.last + 2][0], part.end, [first.id], "headline", None)]
