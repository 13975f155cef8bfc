"""What a sentence is made of for the rules: units, each a name, a predicate or a small word that opens or closes.

Every rule looks at units, so that none counts letters. ``cutting`` makes them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from libyautil.predicates import VERBAL

ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")  # الهجوم, وبالهجوم, للهجوم


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
    reach: int = 0  # the end of all its words, where others stand between them

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


def definite(unit: Unit) -> bool:
    """Whether the article stands on a word."""
    return bool(ARTICLE.match(unit.word))


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
