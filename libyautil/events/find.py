"""Events of the war told in articles, by the codebook's section 3."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd

from libyautil.arabic import sentences
from libyautil.events.certainty import ahead, carriers, modality, quoted, voiced, window
from libyautil.events.conditions import holds, meets
from libyautil.events.cutting import cut
from libyautil.events.fill import fill
from libyautil.events.merge import lend, once, suffer
from libyautil.events.parties import STRIKES, complements, subject
from libyautil.events.passage import FRONT, PARTIES, Book, Memory, Passage
from libyautil.events.roles import Filled
from libyautil.events.scenes import places_of
from libyautil.events.units import Hit, definite, set_times
from libyautil.predicates import find_predicates

AIMS = "ستهدف"  # in every form of the verb: استهدف, يستهدف
COLUMNS = ["article", "sentence", "start", "end", "text", "type", "place", "initiator", "target", "modality", "source",
           "earliest", "latest", "place_role", "relation", "lexicon_row"]  # fmt: skip


def find_events(
    articles: pd.DataFrame, mentions: pd.DataFrame, voice: pd.DataFrame, dates: pd.DataFrame, lexicon: Any
) -> pd.DataFrame:
    """Find every event that the articles tell, claim, plan or deny.

    Parameters
    ----------
    articles : DataFrame
        article, text, body_end, published_earliest, published_latest.
    mentions : DataFrame
        article, sentence, start, end, layer, id, form.
    voice : DataFrame
        article, start, end, speaker, kind; may be empty.
    dates : DataFrame
        article, start, end, earliest, latest; may be empty.
    lexicon : Lexicon
        event_words, clause_words, particles, actors, aliases, titles, force_heads, forces, places, place_aliases.

    Returns
    -------
    DataFrame
        A row an event, in the order of the text: article (str), sentence, start, end (int, characters of the text, end
        exclusive), text (str), type
        (capture|withdrawal|offensive|clash|airstrike|shelling|buildup|siege|ceasefire|meeting|agreement), place,
        initiator, target (ids or ""), modality (occurred|claimed|planned|denied), source (who says so, an id or ""),
        earliest, latest (datetime64, calendar days; the article's own days and the three before them where the text
        names no time, open towards the future for plans), place_role (scene|goal|origin|""), relation (how the event
        lies to the place: في, جنوب, محيط ... or ""), lexicon_row ("event_words.csv:LINE").

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> text, day = "سيطر الجيش على مطار سبها", pd.Timestamp("2019-02-01")
    >>> articles = pd.DataFrame({"article": ["a"], "text": [text], "body_end": [len(text)],
    ...                          "published_earliest": [day], "published_latest": [day]})
    >>> mentions = pd.DataFrame([("a", 0, 5, 10, "actor", "lna", "label"), ("a", 0, 20, 24, "place", "sebha", "name")],
    ...                         columns=["article", "sentence", "start", "end", "layer", "id", "form"])
    >>> voice = pd.DataFrame(columns=["article", "start", "end", "speaker", "kind"])
    >>> dates = pd.DataFrame(columns=["article", "start", "end", "earliest", "latest"])
    >>> found = find_events(articles, mentions, voice, dates, load_lexicon())
    >>> found[["type", "place", "initiator", "modality"]].values.tolist()
    [['capture', 'sebha', 'lna', 'occurred']]
    """
    return _find(articles, mentions, voice, dates, Book.of(lexicon, lexicon.event_words))


def find_holdings(articles: pd.DataFrame, mentions: pd.DataFrame, voice: pd.DataFrame, lexicon: Any) -> pd.DataFrame:
    """Find every plain statement that somebody holds a place, by the rows of ``control_words.csv``.

    Parameters
    ----------
    articles, mentions, voice : DataFrame
        As for `find_events`.
    lexicon : Lexicon
        control_words, and what `find_events` needs.

    Returns
    -------
    DataFrame
        The columns of `find_events`; ``type`` is ``hold``, ``initiator`` the holder.
    """
    carried = lexicon.event_words[lexicon.event_words["type"].isin(["carrier", "verb"])]
    table = pd.concat([lexicon.control_words, carried], ignore_index=True)
    dates = pd.DataFrame(columns=["article", "start", "end", "earliest", "latest"])
    book = Book.of(lexicon, table)
    supposed = book.particles["class"] == "supposition"  # of a state it puts nothing off
    return _find(articles, mentions, voice, dates, replace(book, particles=book.particles[~supposed]))


def _find(
    articles: pd.DataFrame, mentions: pd.DataFrame, voice: pd.DataFrame, dates: pd.DataFrame, book: Book
) -> pd.DataFrame:
    """Return the rows that the predicates of `book` give."""
    named, spoken, dated = (_by(f.itertuples(index=False), "article") for f in (mentions, voice, dates))
    rows = []
    for article in articles.itertuples(index=False):
        own, said, times = (grouped.get(article.article, []) for grouped in (named, spoken, dated))
        rows += _article_events(article, own, said, times, book)
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.astype(
        {"sentence": int, "start": int, "end": int, "earliest": "datetime64[s]", "latest": "datetime64[s]"}
    )


def _by(rows: Iterable, column: str) -> dict[Any, list]:
    """Return rows by the value of a column."""
    grouped: dict[Any, list] = {}
    for row in rows:
        grouped.setdefault(getattr(row, column), []).append(row)
    return grouped


def _article_events(article: Any, mentions: list, voice: list, dates: list, book: Book) -> list[tuple]:
    """Return the rows of one article, read sentence by sentence with what the sentences before left in memory."""
    text = article.text[: article.body_end]
    spans, memory, rows = sentences(text), Memory(), []
    hits = _by(find_predicates(text, spans, book.table, book.particles).itertuples(index=False), "sentence")
    named = _by(mentions, "sentence")
    for number, span in enumerate(spans):
        units = cut(text, span, named.get(number, []), hits.get(number, []), book.rows, book.clause, book.names)
        set_times(units, dates)
        passage = Passage(units, number, article, voice, dates, book, memory)
        found = _sentence_events(passage)
        memory.take(passage, found)
        rows += [tuple(event[c] for c in COLUMNS) for event in found]
    return rows


def _sentence_events(passage: Passage) -> list[dict]:
    """Return the events of one sentence, each once, and each with what the others lend it."""
    found: list[dict] = []
    for at, unit in enumerate(passage.units):
        if unit.event:
            found += _events_at(passage, at)
            passage.told = [e for e in found if e["type"] in FRONT]
    suffer(passage, found)
    return once(lend(found))


def _events_at(passage: Passage, at: int) -> list[dict]:
    """Return the events of the predicate at `at`: those of the first of its rows whose conditions hold."""
    for hit in passage.units[at].hits:
        if hit.row["type"] in ("carrier", "verb"):
            continue
        if _points_back(passage, at, hit) or _goes_on(passage, at, hit):
            return []
        found = _events_of(passage, at, hit) if holds(passage, at, hit) else []
        if found:
            return found
    return []


def _points_back(passage: Passage, at: int, hit: Hit) -> bool:
    """Whether a noun only points back: with a demonstrative (تلك الاشتباكات), or as a topic (والاشتباكات هي)."""
    units = passage.units
    if hit.verb or any(u.mention for _, u in complements(units, at, hit)):
        return False
    adjective = definite(units[at]) and not units[at].preposition
    if at > 0 and adjective and units[at - 1].kind == "generic" and definite(units[at - 1]):
        return True  # القوات المهاجمة
    if hit.row["type"] in STRIKES and definite(units[at]) and any(e["type"] in STRIKES for e in passage.told):
        return True  # قصف الطيران المطار، دون أن يسفر القصف عن ضحايا
    topic = definite(units[at]) and at + 1 < len(units) and "he" in units[at + 1].classes
    return topic or (at > 0 and "that one" in units[at - 1].classes)


def _goes_on(passage: Passage, at: int, hit: Hit) -> bool:
    """Whether استهدفت goes on about a strike told just before: then only the target is new.

    It stands behind a comma or a relative pronoun (غارة …، استهدفت), or the strike is its subject: الغارة استهدفت.
    """
    units, told = passage.units, passage.told[-1:]
    if not (hit.verb and AIMS in units[at].word and at > 0 and told and told[0]["type"] in STRIKES | {"offensive"}):
        return False
    if units[at - 1].kind not in ("comma", "relative") and not _is_subject(passage, at, told[0]["start"]):
        return False
    aimed = [u.actors[0] for _, u in complements(units, at, hit) if u.actors]
    told[0]["target"] = told[0]["target"] or next((a for a in aimed if a != told[0]["initiator"]), "")
    return True


def _is_subject(passage: Passage, at: int, start: int) -> bool:
    """Whether the strike told at a character is the subject of the verb at `at`.

    With the article it opens the clause (الغارات استهدفت), without it the verb is about it: في غارة استهدفت منزلا.
    """
    units = passage.units
    opened = next((i for i in range(at - 1, max(-1, at - 6), -1) if units[i].start == start), -1)
    if opened < 0 or units[opened].verb:
        return False
    bare = all(u.kind in ("word", "mention", "adverb") and not u.joined and not u.verb for u in units[opened + 1 : at])
    opens = opened == 0 or units[opened - 1].kind in ("stop", "comma", "break")
    return bare and (opens or not definite(units[opened]))


def _events_of(passage: Passage, at: int, hit: Hit) -> list[dict]:
    """Return the events of one row of the predicate at `at`: one for each place, initiator and target."""
    row, unit = hit.row, passage.units[at]
    governing = carriers(passage.units, at)
    filled, speaker = fill(passage, at, hit, governing)
    sure, attempt = modality(passage.units, at, hit, governing)
    kind = "offensive" if attempt and row["type"] == "capture" else row["type"]
    initiators, targets = _parties(passage, at, hit, filled, kind)
    places = places_of(passage, at, hit, filled, kind)
    targets = targets or _taken_back_from(passage, hit, initiators, places)
    if kind == "offensive" and _same_attack(passage, at, hit, filled):
        places, targets = [], [passage.memory.attacked]
    if _across_a_border(passage, hit, kind, initiators):
        kind = "airstrike"
    if _stranger(passage, at, hit, filled) or not meets(row["needs"], passage, at, filled, places, initiators, targets):
        return []
    sure, source = voiced(passage, at, kind, sure, speaker)
    if kind == "meeting":
        sure = _sure_of_meeting(passage, hit, sure, source, initiators + targets)
    initiators = initiators or _implied(passage, at, hit, filled, kind, sure, source, targets)
    if kind == "meeting" and not (initiators or targets or places):
        initiators = _speaks_of_it(passage)
    earliest, latest = window(passage, unit, sure)
    end = max(unit.end, hit.through)
    shared = {
        "article": passage.article.article,
        "sentence": passage.number,
        "start": unit.start,
        "end": end,
        "text": passage.article.text[unit.start : end],
        "type": kind,
        "modality": sure,
        "source": source,
        "earliest": earliest,
        "latest": latest,
        "lexicon_row": row["lexicon_row"],
    }
    return [
        shared | {"place": place, "place_role": role, "relation": relation, "initiator": initiator, "target": target}
        for (place, role, relation), initiator, target in product(
            places or [("", "", "")], initiators or [""], targets or [""]
        )
    ]


def _across_a_border(passage: Passage, hit: Hit, kind: str, initiators: list[str]) -> bool:
    """Whether a state or an alliance of states bombs (قصف): guns do not reach from one country into another."""
    states = (passage.book.kinds.get(i) in ("state", "body") for i in initiators)
    return kind == "shelling" and hit.row["word"] == "قصف" and any(states)


def _taken_back_from(passage: Passage, hit: Hit, initiators: list[str], places: list) -> list[str]:
    """Return who loses what is taken back (استعاد): the one who, the sentence said before, had taken it."""
    if hit.row["word"] != "استعاد":
        return []
    held = {place for place, *_ in places}
    before = (e["initiator"] for e in reversed(passage.told) if e["type"] == "capture" and e["place"] in held)
    loser = next(before, "")
    return [loser] if loser and loser not in initiators else []


def _sure_of_meeting(passage: Passage, hit: Hit, sure: str, source: str, parties: list[str]) -> str:
    """Return the modality of a meeting: nobody disputes that others met; one that is told ahead is planned."""
    if sure == "claimed" and source not in parties:
        sure = "occurred"
    return "planned" if sure == "occurred" and hit.kind == "imperfect" and ahead(passage) else sure


def _implied(
    passage: Passage, at: int, hit: Hit, filled: Filled, kind: str, sure: str, source: str, targets: list[str]
) -> list[str]:
    """Return the initiator of an event that names none: the force that the sentence is about, or who speaks of it."""
    if kind in ("capture", "clash") and not filled.generic and sure in ("occurred", "claimed"):
        return _force_in_question(passage, at, hit, source, targets)
    signed = kind == "agreement" and bool(targets) and source not in targets  # who announces it is a party
    offered = kind == "ceasefire" and sure == "planned" and quoted(passage, passage.units[at])
    return [source] if source and (signed or offered) else []


def _speaks_of_it(passage: Passage) -> list[str]:
    """Return the first actor of a sentence that takes up talks told before: وتقول فرنسا إن المحادثات."""
    named = (u for u in passage.units if u.actors and not u.preposition and not u.aside)
    bare = (u.actors[0] for u in named if u.form != "demonym")
    return [actor for actor in (next(bare, ""),) if actor]


def _stranger(passage: Passage, at: int, hit: Hit, filled: Filled) -> bool:
    """Whether an intransitive verb has a subject that is no party at all: سيطر القلق على, انسحب المنتخب من."""
    behind = passage.units[at + 1 : at + 2]
    plain_noun = bool(behind) and behind[0].kind == "word" and definite(behind[0])
    return hit.verb and not hit.row["object"] and plain_noun and not filled.get("initiator") and not filled.generic


def _parties(passage: Passage, at: int, hit: Hit, filled: Filled, kind: str) -> tuple[list[str], list[str]]:
    """Return initiators and targets: of those who meet or agree the first is the initiator, the others its partners."""
    units, pair = passage.units, passage.memory.pair
    initiators, called = filled.get("initiator"), False
    if (kind in PARTIES or kind == "withdrawal") and not initiators:
        initiators, called = filled.get("caller"), True
    both = (
        any("pair" in u.classes for u in units)
        or bool(hit.light)
        or any(u.pronoun == "هما" for u in units[at : at + 5])
    )
    if kind in ("meeting", "agreement") and not initiators and not filled.get("target") and both:
        initiators, called = list(pair), False
    targets = [t for t in filled.get("target") if t not in initiators or "parties" in hit.row["prepositions"]]
    if kind in PARTIES and len(initiators) > 1 and not called:
        return initiators[:1], targets or initiators[1:]
    return initiators, targets


def _same_attack(passage: Passage, at: int, hit: Hit, filled: Filled) -> bool:
    """Whether "in the attack" points back to the attack told before, in a sentence that names a party."""
    units = passage.units
    before = units[at - 1] if at else units[at]
    led = before.value == "في" or "background" in before.classes
    return (
        not hit.verb
        and not filled.actors
        and definite(units[at])
        and led
        and bool(passage.memory.attacked)
        and any(u.actors for u in units)
    )


def _force_in_question(passage: Passage, at: int, hit: Hit, source: str, targets: list[str]) -> list[str]:
    """Return the force that the sentence is about, else the force that speaks: it is the one that fights there."""
    units = passage.units
    main = next((subject(units, i) for i, u in enumerate(units[:at]) if u.verb), None)
    doer = main.actors[0] if main is not None and main.actors else source
    doer = passage.force_of(doer) if doer else ""
    fits = passage.book.kinds.get(doer) == "force" and doer not in targets and "initiator" in hit.row["subject"]
    return [doer] if fits else []
