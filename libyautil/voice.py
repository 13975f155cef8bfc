"""Whose words each stretch of an article is: the newspaper's own, or a speaker's.

Speaking words are rows of ``speech_words.csv`` (forms as in ``predicates``; ``kind`` is what they make of the words
beside them, ``content`` where those words stand). Four kinds of stretch are found: ``quote`` (between quotation
marks), ``report`` (a clause after a speaking word, or the sentence around ``بحسب``), ``label`` (a name that its user
is made to answer for: ``ما وصفه بـ``, ``ما يسمى``, quotation marks round a name; ``content`` is ``hearsay`` for
``من وصفوا بـ``, where nobody in particular is its user) and ``headline`` (``فلان: ...``).
What no row covers is in the article's own voice.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from libyautil.arabic import sentences
from libyautil.clauses import (
    Classes,
    Hit,
    Sentence,
    by_number,
    capitals_as_actors,
    coordinated,
    names_of,
    preposition,
    read_capitals,
    read_sentences,
    subjects,
    word_classes,
)
from libyautil.lexicon import Lexicon
from libyautil.predicates import STOPS, VERBAL, find_predicates
from libyautil.quotations import quotations

COLUMNS = ["article", "sentence", "start", "end", "text", "speaker", "kind", "cue"]
LABEL_WORDS = 5  # a quotation of so few words, round a name and after no speaking word, is a label
REACH = 16  # words between a speaking word and the clause that it opens


def find_voice(articles: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find the stretches of text that are not in the article's own voice.

    Parameters
    ----------
    articles : DataFrame
        article, text, body_end.
    mentions : DataFrame
        article, start, end, layer, id, form, side, frame.
    lexicon : Lexicon
        actors, aliases, particles, speech_words.

    Returns
    -------
    DataFrame
        article, sentence (int), start, end (int, characters of the text, end exclusive), text, speaker (an actor's
        id, or "unnamed"), kind (quote|report|label|headline), cue ("speech_words.csv:LINE", or "" for quotation marks
        alone). Two who speak together have a row each.
    """
    kinds = dict(zip(lexicon.actors["id"], lexicon.actors["kind"], strict=True))
    classes = word_classes(lexicon.particles) | {"name": names_of(lexicon.aliases)}
    groups, capitals = dict(tuple(mentions.groupby("article"))), read_capitals(lexicon.aliases)
    rows = lexicon.speech_words.to_dict("records")
    found = []
    for article in articles.itertuples():
        text = article.text[: article.body_end]
        spans = sentences(text)
        hits = find_predicates(text, spans, lexicon.speech_words, lexicon.particles)
        here = capitals_as_actors(groups.get(article.article, mentions.iloc[:0]), text, [hits], capitals)
        parts = read_sentences(text, spans, here, kinds)
        for sentence, start, end, speaker, kind, row in _article_voice(text, parts, hits, rows, classes):
            cue = rows[row]["lexicon_row"] if row is not None else ""
            found.append((article.article, sentence, start, end, text[start:end], speaker, kind, cue))
    return pd.DataFrame(found, columns=COLUMNS)


def _article_voice(
    text: str, parts: list[Sentence], hits: pd.DataFrame, rows: list[dict], classes: Classes
) -> Iterator[tuple]:
    """Yield (sentence, start, end, speaker, kind, row) of one article."""
    quotes = quotations(text)
    last: list[str] = []
    by_sentence = by_number(hits)
    for part in parts:
        own = [q for q in quotes if q[0] < part.end and part.start < q[1]]
        inside = [hit for hit in by_sentence.get(part.number, []) if not _within(hit.start, own)]
        stretches, last = _sentence_voice(part, inside, own, rows, classes, last)
        last = last or _topic(part, len(part.words), classes)  # who was told of may speak in the sentence behind
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
    found = found or _headline(part)
    return _with_quotes(part, found, quotes, last, classes), last


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
        behind = (h for h in reports if h > through + 1 and _opens(part, h, classes))
        if (at in labels) == (kind == "label"):
            found.append(_Cue(hit, kind, content, at, through, next(behind, len(part.words))))
    return found


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
        stretch = _labelled(part, cue.through + 1, quotes)
    if not stretch:
        return []
    who = ["unnamed"]
    if cue.content == "agent":
        who = spoken or _speaker(part, cue.at, cue.through, cue.through + 1, cue.hit, classes, last)
    return [(*stretch, who, "label", cue.hit.row)]


def _according(part: Sentence, cue: _Cue, quotes: list, classes: Classes, last: list[str]) -> list[tuple]:
    """Return what ``بحسب فلان`` covers, and behind a comma what follows it."""
    around, through, row = cue.content == "around", cue.through, cue.hit.row
    named = _named_after(part, through, classes)
    unnamed = last if part.words[through] in classes["saying"] else ["unnamed"]
    who = [actor.id for actor in named[:3]] or unnamed
    start, end = (
        _around(part, cue.at, through, named, cue.following) if around else _after(part, through, classes, quotes)
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
    begin = _content(part, at, through, min(cue.following, through + REACH), quotes, classes, cue.content)
    if begin is None or begin in opened:
        aside = _aside(part, at, through, hit, classes) if begin is None else []
        if aside:
            who = _speaker(part, at, through, min(through + 6, len(part.words)), hit, classes, [])
            return [(start, end, who, "report", hit.row) for start, end in aside], who
        # "said in a statement that": one clause, one report
        named = subjects(part, at, classes, hit.pronoun) if hit.kind != "noun" else []
        return [], [actor.id for actor in named] or last
    opened.add(begin)
    owned = hit.kind == "participle" and spoken
    if cue.content == "judgement" and _only_judged(part, at, begin, hit):
        owned, spoken = True, spoken or _topic(part, at, classes) or last
    who = spoken if owned and spoken else _speaker(part, at, through, begin, hit, classes, last)
    end = part.end if cue.following == len(part.words) else part.spans[max(cue.following - 1, begin)][1]
    return [(part.spans[begin][0], end, who, "report", hit.row)], who


def _only_judged(part: Sentence, at: int, begin: int, hit: Hit) -> bool:
    """Tell whether a joined verb of judging names one party only, whom it judges: ``ووصف الحرس بأنه عصابة``."""
    named = [actor for actor in part.actors if at < actor.first < begin]
    judged = part.words[begin] in ("بانه", "بانها", "بانهم") and begin > 0
    alone = not named or len(named) == 1 and named[0].last == begin - 1 and named[0].first <= at + 2
    return hit.kind in VERBAL and part.words[at].startswith("و") and alone and judged


def _aside(part: Sentence, at: int, through: int, hit: Hit, classes: Classes) -> list[tuple[int, int]]:
    """Return what stands before and behind a speaking verb put in between commas: ``الحرب قريبة، يقول فلان، ...``."""
    first = at - (at > 0 and part.words[at - 1] == "كما")
    if hit.kind not in VERBAL or first < 2 or part.words[first - 1] != "،" or part.words[at].startswith("و"):
        return []
    stop = next((n for n in range(through + 1, len(part.words)) if part.words[n] in STOPS), len(part.words))
    if not 1 < stop - through <= 7:
        return []
    before = (part.start, part.spans[first - 2][1])
    return [before] + ([(part.spans[stop + 1][0], part.end)] if stop + 1 < len(part.words) else [])


def _names(part: Sentence, at: int, hit: Hit, rows: list[dict], classes: Classes) -> bool:
    """Tell whether a hit hangs a label on someone: ``ما يسمى``, or a verb with a pronoun behind ``ما`` or ``من``."""
    if rows[hit.row]["kind"] != "label":
        return False
    return rows[hit.row]["content"] in ("none", "hearsay", "before") or bool(
        hit.pronoun and at and part.words[at - 1] in classes["what"]
    )


def _within(offset: int, spans: list) -> bool:
    return any(start <= offset < end for start, end in spans)


def _opens(part: Sentence, at: int, classes: Classes) -> bool:
    """Tell whether a speaking word at `at` opens a report of its own: it stands after a mark or carries و."""
    return (
        at == 0
        or part.words[at - 1] in STOPS
        or part.words[at].startswith("و")
        or part.words[at] in classes["according"]
    )


def _content(
    part: Sentence, at: int, through: int, until: int, quotes: list, classes: Classes, content: str
) -> int | None:
    """Return the word that opens what is said: behind أن, a colon, a quotation mark, or one judged."""
    for word in range(through + 1, min(until, len(part.words))):
        of_time = part.words[word - 1].removeprefix("و") in classes["adverbial"] and word - 1 > through
        if part.words[word] == "ان" and of_time:
            continue  # بعد أن; but the إلى of أشار إلى أن is the verb's
        if part.words[word] in classes["complement"] or part.words[word].removeprefix("ف") in classes["complement"]:
            return word
        if part.words[word] == ":" and word + 1 < len(part.words):
            return word + 1
        if (
            _within(part.spans[word][0], quotes)
            and not _within(part.spans[word - 1][0], quotes)
            and _long(part, word, quotes)
        ):
            return word
    if content == "judgement" and subjects(part, at, classes):
        after = [actor.last for actor in part.actors if through < actor.first <= through + 3]
        word = (after[0] if after else through) + 1
        return word if word < len(part.words) else None
    return None


def _long(part: Sentence, at: int, quotes: list) -> bool:
    start, end = next(q for q in quotes if q[0] <= part.spans[at][0] < q[1])
    size = sum(start <= span[0] < end for span in part.spans)
    return size > LABEL_WORDS or not any(start <= actor.end and actor.start < end for actor in part.actors) and size > 1


def _speaker(
    part: Sentence, at: int, through: int, begin: int, hit: Hit, classes: Classes, last: list[str]
) -> list[str]:
    """Return who speaks: the subject; the last speaker where the verb has a pronoun only; else "unnamed"."""
    between = part.words[through + 1 : max(begin, through + 3)]
    nearby = [actor for actor in part.actors if through < actor.first < begin]
    heads = {word.removeprefix("ال") for word in between[:3]}
    if hit.kind == "participle" and not hit.definite:
        return _topic(part, at, classes) or last or ["unnamed"]
    if heads & classes["outsider"]:
        return ["unnamed"]
    if heads & classes["unnamed"]:
        persons = [actor.id for actor in nearby if actor.kind == "person"]
        tied = [actor.id for actor in nearby if actor.form != "demonym" and actor.kind != "group"]
        adjective = [actor.id for actor in nearby if actor.form == "demonym" and actor.kind != "group"]
        return persons[:1] or tied[:1] or adjective[:1] or ["unnamed"]
    if hit.kind in ("noun", "phrase") and not hit.pronoun or between[:1] and between[0] in classes["statement"]:
        owners = [actor for actor in nearby if preposition(part, actor, classes, through + 1) in ("", "ل", "عن", "من")]
        if owners:
            return [owners[0].id]
    found = subjects(part, at, classes, hit.pronoun, until=begin)
    if found:
        beside = [actor for actor in nearby if actor.kind == "person" and 0 < actor.first - found[-1].last <= 3]
        office = len(found) == 1 and found[0].first > at and found[0].kind != "person"
        chosen = beside[:1] if office and beside else found
        return [actor.id for actor in chosen[:3]]
    nouns = [
        n
        for n in range(through + 1, begin)
        if n not in part.verbs and part.words[n] not in classes["preposition"] | STOPS
    ]
    pronoun = (
        not nouns or through + 1 in part.verbs or between[0] in classes["preposition"] | classes["anaphor"] | STOPS
    )
    if pronoun or between[0][:1] in "بلف":
        stranger = (
            at > 2 and part.words[at - 1] == "،" and part.words[0].removeprefix("و").startswith("ال")
        )  # السيناتور فلان، قال
        return _topic(part, at, classes) or (["unnamed"] if stranger else last) or ["unnamed"]
    return [nearby[0].id] if nearby else ["unnamed"]


def _topic(part: Sentence, at: int, classes: Classes) -> list[str]:
    """Return the sentence's subject so far: its first actor that no preposition governs."""
    for actor in part.actors:
        if (
            actor.last < at
            and preposition(part, actor, classes) in ("", *classes["topic"])
            and actor.form != "demonym"
            and (actor.kind != "group")
        ):
            return [actor.id]
    return []


def _named_after(part: Sentence, through: int, classes: Classes) -> list:
    """Return the actor named within five words after a phrase like ``بحسب``, before any mark."""
    for actor in part.actors:
        between = part.words[through + 1 : actor.first]
        if through < actor.first <= through + 5 and not any(
            word in "،؛:." or word in classes["complement"] or word[1:] in classes["complement"] for word in between
        ):
            return coordinated(part, actor, part.actors, classes)
        if actor.first <= through <= actor.last and actor.last > through:
            return [actor]
    return []


def _around(part: Sentence, at: int, through: int, who: list, following: int) -> tuple[int, int]:
    """Return the stretch that ``بحسب X`` covers: what follows where it opens the sentence, else what precedes."""
    if at <= 1:
        begin = (who[-1].last if who else through + 1) + 1
        while begin < len(part.words) - 1 and part.words[begin] in STOPS:
            begin += 1
        begin = min(begin, len(part.spans) - 1)
        return part.spans[begin][0], part.spans[min(following, len(part.spans)) - 1][1]
    return part.start, part.spans[at - 1][1]


def _after(part: Sentence, through: int, classes: Classes, quotes: list) -> tuple[int, int]:
    begin = _content(part, through, through, len(part.words), quotes, classes, "")
    if begin is None:
        said = next(
            (n for n in range(through + 1, min(through + 8, len(part.words))) if part.words[n] in classes["saying"]),
            None,
        )
        comma = "،" in part.words[through + 1 : through + 7] and through < 4 and part.words.index("،", through) + 1
        begin = said + 1 if said is not None and said + 1 < len(part.words) else comma or None
    return (part.spans[begin][0], part.end) if begin is not None else (0, 0)


def _labelled(part: Sentence, at: int, quotes: list) -> tuple[int, int] | None:
    """Return the label that begins at word `at`: the quotation, the actor, or the words up to a mark (four at most)."""
    if at >= len(part.words):
        return None
    offset = part.spans[at][0]
    for start, end in quotes:
        if start <= part.spans[min(at + 1, len(part.spans) - 1)][0] and offset < end and start - offset <= 3:
            return start, end
    for actor in part.actors:
        if actor.first - 1 <= at <= actor.last:
            return actor.start, actor.end
    last = at
    while last + 1 < len(part.words) and last - at < 3 and part.words[last + 1] not in STOPS:
        last += 1
    return offset, part.spans[last][1]


def _with_quotes(part: Sentence, found: list, quotes: list, last: list[str], classes: Classes) -> list:
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


def _headline(part: Sentence) -> list:
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
