"""Cuts a sentence into units: whole mentions, predicates, and the small words that open and close clauses.

Everything that the rules of ``parties`` and ``certainty`` look at is a unit, so that no rule counts letters. The word
lists are
``clause_words.csv`` (class, value, words); the predicates are rows of ``event_words.csv``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from libyautil.arabic import tokens
from libyautil.predicates import VERBAL, plain, readings

STOPS = frozenset(".؛;:!?؟…")
COMMAS = frozenset("،,–-")
LONGEST = 4  # words of the longest entry of clause_words.csv


@dataclass
class Hit:
    """One predicate of a unit: the row of the lexicon, how the word is inflected, and what stands before it."""

    row: dict
    kind: str
    negated: bool
    future: bool
    conditional: bool
    intended: bool
    light: str
    pronoun: str
    particle: str
    through: int

    @property
    def verb(self) -> bool:
        """Whether it is a finite verb."""
        return self.kind in VERBAL


@dataclass
class Unit:
    """A stretch of a sentence that counts as one: ``kind`` is what it does there, ``value`` the preposition's name."""

    start: int
    end: int
    word: str
    kind: str
    value: str = ""
    clitic: str = ""
    pronoun: str = ""
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    form: str = ""
    aside: bool = False
    classes: frozenset[str] = frozenset()
    hits: list[Hit] = field(default_factory=list)

    @property
    def event(self) -> bool:
        """Whether it may tell an event."""
        return any(h.row["type"] not in ("carrier", "verb") for h in self.hits)

    @property
    def carrier(self) -> Hit | None:
        """Its reading as a carrier, if it has one: the one that particles act on before others."""
        found = [h for h in self.hits if h.row["type"] == "carrier"]
        return max(found, key=lambda h: h.future or h.conditional or h.negated, default=None)

    @property
    def verb(self) -> bool:
        """Whether it is a finite verb."""
        return any(h.verb for h in self.hits)

    @property
    def mention(self) -> bool:
        """Whether it is a name."""
        return self.kind == "mention"

    @property
    def preposition(self) -> str:
        """The preposition written onto the word: ب, ل or ك, or ""."""
        return next((c for c in self.clitic if c in "بلك"), "")

    @property
    def joined(self) -> bool:
        """Whether و or ف is written onto the word."""
        return self.clitic[:1] in ("و", "ف") and bool(self.clitic)


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
        """Return (length, clitics, [(class, value)]) of the longest entry that begins at `position`.

        Length 0 where none does.
        """
        for rest, clitics in _peeled(words[position]):
            if rest not in self.first:
                continue
            for length in range(LONGEST, 0, -1):
                found = self.phrases.get((rest, *words[position + 1 : position + length]))
                if found and position + length <= len(words):
                    return length, clitics, found
        return 0, "", []


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
    """
    begin, stop = span
    named = _merge(text, mentions, names)
    inside = [(begin + a, begin + b) for a, b in tokens(text[begin:stop])]
    hits = list(hits)
    verbless = not any(h.kind in VERBAL for h in hits)
    predicates = _free_hits(text, (h for h in hits if verbless or "verbless" not in rows[h.row]["needs"]), named, rows)
    units, words = [], [plain(text[a:b]) for a, b in inside]
    position, depth = 0, 0
    while position < len(inside):
        a, b = inside[position]
        unit = next((u for u in named if u.start < b and a < u.end), None)
        if unit is not None:
            while position < len(inside) and inside[position][0] < unit.end:
                position += 1
            units.append(replace(unit, aside=depth > 0))
            continue
        word = words[position]
        if word in ("(", "["):
            depth += not (units and units[-1].kind in ("place part", "direction", "preposition"))
        elif word in (")", "]"):
            depth = max(0, depth - 1)
        elif word in STOPS:
            units.append(Unit(a, b, word, "stop", aside=depth > 0))
        elif word in COMMAS:
            units.append(Unit(a, b, word, "comma", aside=depth > 0))
        elif word.strip():
            length, clitics, classes = clause.at(words, position)
            own = predicates.get(a, [])
            dawn = any(c == "adverb" for c, _ in classes) and _followed_by(clause, words, position + 1, "adverb")
            if own and not dawn and not any(c == "plain word" or (c == "adverb" and length > 1) for c, _ in classes):
                units.append(
                    Unit(
                        a,
                        b,
                        word,
                        "predicate",
                        clitic=_hit_clitic(word, own[0]),
                        pronoun=own[0].pronoun,
                        aside=depth > 0,
                        classes=frozenset(c for c, _ in classes),
                        hits=own,
                    )
                )
                position += 1
                continue
            if length:
                kinds = [c for c, _ in classes]
                value = next((v for c, v in classes if c in ("preposition", "pronoun", "place pronoun")), "")
                kind = next(
                    (
                        k
                        for k in (
                            "preposition",
                            "pronoun",
                            "relative",
                            "break",
                            "namely",
                            "also",
                            "adverb",
                            "place pronoun",
                            "owned",
                            "so-called",
                            "part",
                            "generic",
                            "place part",
                            "direction",
                        )
                        if k in kinds
                    ),
                    "word",
                )
                if "whole country" in kinds:
                    units.append(
                        Unit(
                            a,
                            inside[position + length - 1][1],
                            "",
                            "mention",
                            clitic=clitics,
                            places=(_country(classes),),
                            form="name",
                        )
                    )
                    position += length
                    continue
                units.append(
                    Unit(
                        a,
                        inside[position + length - 1][1],
                        " ".join(words[position : position + length]),
                        kind,
                        value,
                        clitics,
                        aside=depth > 0,
                        classes=frozenset(kinds),
                    )
                )
                position += length
                continue
            units.append(Unit(a, b, word, "word", clitic=_word_clitic(word), aside=depth > 0))
        position += 1
    return _set_distances_aside(_join_waw(units))


def _set_distances_aside(units: list[Unit]) -> list[Unit]:
    """Set aside the place that a distance is measured from: على بعد 200 كلم شرق طرابلس."""
    for number, unit in enumerate(units):
        measured = any("distance" in u.classes for u in units[max(0, number - 4) : number])
        lies = number > 0 and ("direction" in units[number - 1].classes or units[number - 1].value in ("من", "عن"))
        if unit.mention and unit.places and measured and lies:
            units[number] = replace(unit, aside=True)
    return units


def set_times(units: list[Unit], dates: Iterable) -> None:
    """Make adverbs of the words of a date, which may stand anywhere in a clause: حررت القوات أمس 26 يونيو المدينة."""
    spans = [(date.start, date.end) for date in dates]
    for unit in units:
        if unit.kind == "word" and any(a <= unit.start < b for a, b in spans):
            unit.kind = "adverb"


def set_off(units: list[Unit]) -> set[int]:
    """Return the positions of what stands between two commas without being a clause, the commas included.

    A name there says who somebody is, a day when it was; neither parts a verb from what it governs: أعلن قائد اللواء،
    العقيد فلان، السيطرة على; أعلنت القيادة، الأحد، عن غارة.
    """
    apart: set[int] = set()
    opened = -1
    for position, unit in enumerate(units):
        if unit.kind in ("stop", "break", "relative") or unit.verb:
            opened = -1
        if unit.kind != "comma":
            continue
        between = units[opened + 1 : position] if opened >= 0 else []
        day = 0 < len(between) < 4 and all(u.kind in ("adverb", "word") and not u.joined for u in between)
        name = 0 < len(between) < 9 and bool(between[0].actors) and not between[0].joined
        if day or name:
            apart |= set(range(opened, position + 1))
        elif position and "،" in units[position - 1].word:  # a name with its apposition inside
            apart.add(position)
        opened = position
    return apart


def _followed_by(clause: ClauseWords, words: list[str], position: int, name: str) -> bool:
    """Whether the word at `position` is of a class: فجر الخميس is a time, فجر مسلحون a deed."""
    return position < len(words) and any(c == name for c, _ in clause.at(words, position)[2])


def _country(classes: list[tuple[str, str]]) -> str:
    return next(v for c, v in classes if c == "whole country")


def _join_waw(units: list[Unit]) -> list[Unit]:
    """Give a و that stands alone to the unit behind it (a space after it is common in this press)."""
    kept: list[Unit] = []
    for unit in units:
        if kept and kept[-1].word == "و" and kept[-1].kind == "word":
            kept.pop()
            unit = replace(unit, clitic="و" + unit.clitic)
        kept.append(unit)
    return kept


def _hit_clitic(word: str, hit: Hit) -> str:
    """Return the clitics of a predicate word: those that leave a form of its row."""
    stems = {plain(value.split()[0])[:3] for value in hit.row[hit.kind].split("|") if value.strip()}
    for rest, clitics, _, kinds in readings(word):
        if hit.kind in kinds and any(rest.startswith(stem) for stem in stems):
            return clitics
    return _word_clitic(word)


def _word_clitic(word: str) -> str:
    """Return the clitics of a word that no table knows: و or ف, then ب, ل or ك where the article follows."""
    conjunction = word[0] if word[0] in "وف" and len(word) > 3 else ""
    return conjunction + _noun_clitic(word[len(conjunction) :])


def _noun_clitic(word: str) -> str:
    if word.startswith("لل"):
        return "ل"
    return word[0] if word[:3] in ("بال", "كال") else ""


def _merge(text: str, mentions: Iterable, names: frozenset[str]) -> list[Unit]:
    """Return a unit a mention, those that overlap (a place inside an actor's name) joined."""
    found: list[Unit] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        actors, places = ((m.id,), ()) if m.layer == "actor" else ((), (m.id,))
        if found and m.start < found[-1].end:
            last = found[-1]
            found[-1] = replace(
                last, end=max(last.end, m.end), actors=last.actors + actors, places=last.places + places
            )
            continue
        word = plain(text[m.start : m.end]).strip()
        found.append(
            Unit(
                m.start,
                m.end,
                word,
                "mention",
                clitic=clitics_of(word.split()[0] if word else "", names),
                actors=actors,
                places=places,
                form=m.form,
            )
        )
    return found


def _free_hits(text: str, hits: Iterable, named: list[Unit], rows: dict) -> dict[int, list[Hit]]:
    """Return the predicates by offset of their head.

    Without those inside a mention or inside a longer fixed pattern.
    """
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
            Hit(row, h.kind, h.negated, h.future, h.conditional, h.intended, h.light, owned, h.particle, through)
        )
        if fixed and row["type"] != "carrier":
            spent = max(spent, h.through)
    return kept


def definite(unit: Unit) -> bool:
    """Whether the article stands on a word."""
    return unit.word.lstrip("وف").startswith(("ال", "لل"))
