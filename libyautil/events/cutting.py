"""Cuts a sentence into units: whole mentions, predicates, and the small words that open and close clauses.

The small words are ``clause_words.csv`` (class, value, words); the predicates are rows of ``event_words.csv``.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from libyautil.arabic import tokens
from libyautil.events.units import Hit, Unit
from libyautil.predicates import VERBAL, plain, readings

STOPS = frozenset(".؛;:!?؟…")
DASHES = frozenset("–-")
COMMAS = DASHES | frozenset("،,")
THEN = plain("ثم")
LONE = tuple(plain(word) for word in ("و", "ب", "ل", "بـ", "لـ", "وب", "ول"))  # clitics parted from their word
LONGEST = 4  # words of the longest entry of clause_words.csv

# The classes of clause_words.csv that are a unit's kind: of a word of several classes the first of these.
KINDS = ("preposition", "pronoun", "relative", "break", "namely", "also", "adverb", "place pronoun", "owned",
         "so-called", "generic", "place part", "direction", "force part")  # fmt: skip
NAMED = ("preposition", "pronoun", "place pronoun")  # classes whose value a unit keeps


class ClauseWords:
    """The words of ``clause_words.csv`` by folded form: which classes a run of words has, and the preposition it is."""

    def __init__(self, table: pd.DataFrame):
        self.phrases: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for name, value, cell in zip(table["class"], table["value"], table["words"], strict=True):
            for words in filter(None, (w.strip() for w in cell.split("|"))):
                key = tuple(plain(w) for w in words.split())
                self.phrases.setdefault(key, []).append((name, value))
        self.first = {key[0] for key in self.phrases}
        self.classes: dict[str, list[str]] = {}
        for key, entries in self.phrases.items():
            for name, _ in entries:
                self.classes.setdefault(name, []).append(" ".join(key))

    def at(self, words: list[str], position: int) -> tuple[int, str, list[tuple[str, str]]]:
        """Return (length, clitics, [(class, value)]) of the longest entry that begins at `position`, or length 0."""
        for rest, clitics in _peeled(words[position]):
            if rest not in self.first:
                continue
            for length in range(LONGEST, 0, -1):
                found = self.phrases.get((rest, *words[position + 1 : position + length]))
                if found and position + length <= len(words):
                    return length, clitics, found
        return 0, "", []


def cut(
    text: str,
    span: tuple[int, int],
    mentions: Iterable,
    hits: Iterable,
    rows: dict,
    clause: ClauseWords,
    names: frozenset[str],
) -> list[Unit]:
    """Return the units of one sentence.

    Parameters
    ----------
    text : str
        The article's text.
    span : (int, int)
        The sentence.
    mentions : iterable of rows
        Its mentions: start, end, layer, id, form.
    hits : iterable of rows
        Its predicates, as ``predicates.find_predicates`` gives them.
    rows : dict
        The rows of ``event_words.csv`` by index label.
    clause : ClauseWords
        The words of ``clause_words.csv``.
    names : frozenset of str
        Folded first words of names, titles and heads, to tell a clitic from a letter.

    Returns
    -------
    list of Unit
        In the order of the text. Brackets are no units: what stands in them is set aside, save behind a word that
        leads to it (في (طرابلس)).
    """
    begin, stop = span
    hits, named = list(hits), _names(text, mentions, names)
    verbless = not any(h.kind in VERBAL for h in hits)
    standing = [h for h in hits if verbless or "verbless" not in rows[h.row]["needs"]]
    predicates = _free_hits(text, standing, named, rows)
    inside = [(begin + a, begin + b) for a, b in tokens(text[begin:stop])]
    words = [plain(text[a:b]) for a, b in inside]
    units: list[Unit] = []
    position, depth = 0, 0
    while position < len(inside):
        start, end = inside[position]
        length, word = 1, words[position]
        name = next((u for u in named if u.start < end and start < u.end), None)
        if name is not None:
            units.append(replace(name, aside=depth > 0))
            length = sum(a < name.end for a, _ in inside[position:])
        elif word in ("(", "["):
            depth += not (units and units[-1].kind in ("place part", "direction", "preposition"))
        elif word in (")", "]"):
            depth = max(0, depth - 1)
        elif word.strip():
            unit, length = _unit(words, inside, position, predicates.get(start, []), clause, depth > 0)
            units.append(unit)
        position += length
    return _set_distances_aside(_join(units))


def _unit(
    words: list[str], inside: list[tuple[int, int]], position: int, own: list[Hit], clause: ClauseWords, aside: bool
) -> tuple[Unit, int]:
    """Return the unit that begins at the word at `position`, and of how many words it is; `own` are its predicates."""
    word, (start, end) = words[position], inside[position]
    if word in STOPS:
        return Unit(start, end, word, "stop", aside=aside), 1
    if word in COMMAS:
        return Unit(start, end, word, "comma", aside=aside), 1
    length, clitics, entries = clause.at(words, position)
    classes = frozenset(name for name, _ in entries)
    if own and not _no_predicate(classes, length) and not _dawn(clause, classes, words, position):
        clitic, pronoun = _hit_clitic(word, own[0]), own[0].pronoun
        return Unit(start, end, word, "predicate", "", clitic, pronoun, aside=aside, classes=classes, hits=own), 1
    if not length:
        return Unit(start, end, word, "word", clitic=_word_clitic(word), aside=aside), 1
    end = inside[position + length - 1][1]
    if "whole country" in classes:
        country = next(value for name, value in entries if name == "whole country")
        return Unit(start, end, "", "mention", clitic=clitics, places=(country,), form="name", aside=aside), length
    kind = next((k for k in KINDS if k in classes), "word")
    value = next((v for name, v in entries if name in NAMED), "")
    phrase = " ".join(words[position : position + length])
    return Unit(start, end, phrase, kind, value, clitics, aside=aside, classes=classes), length


def _no_predicate(classes: frozenset[str], length: int) -> bool:
    """Whether the table of small words says that a word's letters are no predicate."""
    return "plain word" in classes or ("adverb" in classes and length > 1)


def _dawn(clause: ClauseWords, classes: frozenset[str], words: list[str], position: int) -> bool:
    """Whether an adverb stands before another: فجر الخميس is a time, فجر مسلحون a deed."""
    behind = clause.at(words, position + 1)[2] if "adverb" in classes and position + 1 < len(words) else []
    return any(name == "adverb" for name, _ in behind)


def _set_distances_aside(units: list[Unit]) -> list[Unit]:
    """Set aside the place that a distance is measured from: على بعد 200 كلم شرق طرابلس."""
    for number, unit in enumerate(units):
        measured = any("distance" in u.classes for u in units[max(0, number - 4) : number])
        lies = number > 0 and ("direction" in units[number - 1].classes or units[number - 1].value in ("من", "عن"))
        if unit.mention and unit.places and measured and lies:
            units[number] = replace(unit, aside=True)
    return units


def _join(units: list[Unit]) -> list[Unit]:
    """Give a و, ب or ل that stands alone to the unit behind it: a space or a quotation mark after it is common.

    ثم between two names, and a dash between two of one layer (من مصر – الإمارات), join them as و does.
    """
    kept: list[Unit] = []
    for unit in units:
        alone = bool(kept) and kept[-1].word in LONE and kept[-1].kind == "word"
        between = len(kept) > 1 and kept[-2].mention and unit.mention and not unit.clitic
        alike = between and bool(kept[-2].actors) == bool(unit.actors)
        listed = between and (kept[-1].word == THEN or (kept[-1].word in DASHES and alike))
        if alone or listed:
            loose = kept.pop().word
            unit = replace(unit, clitic=(loose if alone else "و") + unit.clitic)
        kept.append(unit)
    return kept


def _hit_clitic(word: str, hit: Hit) -> str:
    """Return the clitics of a predicate word: those that leave a form of its row."""
    stems = _stems(hit.row[hit.kind])
    for rest, clitics, _, kinds in readings(word):
        if hit.kind in kinds and rest.startswith(stems):
            return clitics
    return _word_clitic(word)


@lru_cache(maxsize=2000)
def _stems(cell: str) -> tuple[str, ...]:
    """Return how the values of a cell begin, folded."""
    return tuple({plain(value.split()[0])[:3] for value in cell.split("|") if value.strip()})


def _word_clitic(word: str) -> str:
    """Return the clitics of a word that no table knows: و or ف, then ب, ل or ك where the article follows."""
    conjunction = word[0] if word[0] in "وف" and len(word) > 3 else ""
    return conjunction + _noun_clitic(word[len(conjunction) :])


def _noun_clitic(word: str) -> str:
    if word.startswith("لل"):
        return "ل"
    return word[0] if word[:3] in ("بال", "كال") else ""


def _names(text: str, mentions: Iterable, names: frozenset[str]) -> list[Unit]:
    """Return a unit a mention, those that overlap (a place inside an actor's name) joined."""
    found: list[Unit] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        actors, places = ((m.id,), ()) if m.layer == "actor" else ((), (m.id,))
        if found and m.start < found[-1].end:
            last = found[-1]
            end, actors, places = max(last.end, m.end), last.actors + actors, last.places + places
            found[-1] = replace(last, end=end, actors=actors, places=places)
            continue
        word = plain(text[m.start : m.end]).strip()
        clitic = clitics_of(word.split()[0] if word else "", names)
        found.append(Unit(m.start, m.end, word, "mention", "", clitic, "", actors, places, m.form))
    return found


def _free_hits(text: str, hits: Iterable, named: list[Unit], rows: dict) -> dict[int, list[Hit]]:
    """Return the predicates by offset of their head, save those inside a mention or inside a longer fixed pattern."""
    kept: dict[int, list[Hit]] = {}
    spent = 0
    for h in hits:
        row = rows[h.row]
        if h.pronoun == "ه" and text[h.end - 1] == "ة":
            continue  # folded, وزارة looks like زاره
        owned = h.pronoun if plain(text[h.start : h.end]).endswith(h.pronoun) else ""
        if owned == "ي" and h.kind == "noun":
            continue  # an adjective far more often than a first person: هجومي, اجتماعي
        if not owned and "pronoun" in [n.strip() for n in row["needs"].split("&")]:
            continue
        if owned and h.kind in VERBAL and not row["object"] and row["type"] not in ("carrier", "verb"):
            continue  # an intransitive verb takes no pronoun: the letters are another verb's
        if any(u.start < h.end and h.start < u.end for u in named) or (h.start < spent and h.start not in kept):
            continue
        fixed = "…" not in row[h.kind]
        through = h.through if fixed or row["type"] != "carrier" else h.end
        kept.setdefault(h.start, []).append(
            Hit(
                row,
                h.kind,
                h.negated,
                h.future,
                h.conditional,
                h.intended,
                h.light,
                owned,
                h.particle,
                through,
                h.through,
            )
        )
        if fixed and row["type"] != "carrier":
            spent = max(spent, h.through)
    return kept


@lru_cache(maxsize=50_000)
def _peeled(word: str) -> tuple[tuple[str, str], ...]:
    """Return the readings of a function word: itself, without و or ف, and without ب or ل after those."""
    found = [(word, "")]
    for conjunction in ("", *("وف" if len(word) > 2 else "")):
        if conjunction and word[0] != conjunction:
            continue
        rest = word[len(conjunction) :]
        if conjunction:
            found.append((rest, conjunction))
        if rest.startswith("لل") and len(rest) > 4:
            found.append(("ال" + rest[2:], conjunction + "ل"))
        if rest[:1] in ("ب", "ل", "ك") and len(rest) > 4:
            found.append((rest[1:], conjunction + rest[0]))
    return tuple(found)


def clitics_of(word: str, names: frozenset[str]) -> str:
    """Return the clitics written onto the first word of a mention, given the folded first words of all names.

    Examples
    --------
    >>> clitics_of(plain("وللسراج"), frozenset({plain("السراج")}))
    'ول'
    >>> clitics_of(plain("واشنطن"), frozenset({plain("واشنطن")}))
    ''
    """
    for rest, clitics, definite, _ in readings(word):
        if (("ال" + rest) if definite else rest) in names:
            return clitics
    for opening, clitics in (
        ("لل", "ل"),
        ("وال", "و"),
        ("بال", "ب"),
        ("فال", "ف"),
        ("كال", "ك"),
        ("ولل", "ول"),
        ("وبال", "وب"),
    ):
        if word.startswith(opening) and len(word) > len(opening) + 1:
            return clitics
    return ""
