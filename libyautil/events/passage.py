"""What the rules look at: the lexicon's tables read once, one sentence of units.

And what the sentences before it told.
"""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from libyautil.events.geography import libyan_places
from libyautil.events.units import ClauseWords, Unit
from libyautil.predicates import plain

PARTIES = {"meeting", "ceasefire", "agreement"}  # who calls for one is a party to it
FRONT = {"capture", "withdrawal", "offensive", "clash", "airstrike", "shelling", "buildup", "siege"}
ARMED = {"force", "group"}
LASTS = 2  # sentences for which a place stays the one that "the town" points back to


@dataclass
class Book:
    """The tables of the lexicon as the rules ask them."""

    table: pd.DataFrame
    rows: dict[Any, dict]
    particles: pd.DataFrame
    clause: ClauseWords
    names: frozenset[str]  # folded first words of names, titles and heads
    kinds: dict[str, str]  # actor id -> kind
    libyan: set[str]
    forces: dict[str, str]  # owner -> its force

    @classmethod
    def of(cls, lexicon: Any, table: pd.DataFrame) -> "Book":
        """Read the lexicon for the predicates of `table`."""
        openings = (
            (lexicon.aliases, "alias"),
            (lexicon.place_aliases, "alias"),
            (lexicon.titles, "title"),
            (lexicon.force_heads, "head"),
        )
        first = {words[0] for frame, column in openings for cell in frame[column] if (words := plain(cell).split())}
        actors, forces = lexicon.actors, lexicon.forces
        return cls(
            table, dict(zip(table.index, table.to_dict("records"), strict=True)), lexicon.particles,
            ClauseWords(lexicon.clause_words),
            frozenset(first), dict(zip(actors["id"], actors["kind"], strict=True)), libyan_places(lexicon.places),
            dict(zip(forces["owner"], forces["force"], strict=True)),
        )  # fmt: skip


@dataclass
class Memory:
    """What earlier sentences of an article leave behind for pronouns and left-out subjects."""

    place: str = ""
    sentence: int = -9
    subject: Unit | None = None
    force: Unit | None = None
    person: Unit | None = None
    pair: list[str] = field(default_factory=list)  # the two parties named together last
    attacked: str = ""

    def take(self, passage: "Passage", found: list[dict]) -> None:
        """Take over what a sentence, now read, leaves behind."""
        book = passage.book
        placed = [u.places[-1] for u in passage.units if u.places and not u.aside] + [
            e["place"] for e in found if e["type"] in FRONT
        ]
        for place in placed:
            if place in book.libyan:
                self.place, self.sentence = place, passage.number
        self.attacked = next(
            (e["target"] for e in reversed(found) if e["type"] == "offensive" and e["target"]), self.attacked
        )
        named = [u for u in passage.units if u.actors]
        for number, unit in enumerate(named):
            kind = book.kinds.get(unit.actors[0])
            partner = next((u for u in reversed(named[:number]) if book.kinds.get(u.actors[0]) == kind), None)
            if unit.joined and partner is not None:
                self.pair = [partner.actors[0], unit.actors[0]]
            if unit.aside or unit.preposition:
                continue
            self.force = unit if kind in ARMED else self.force
            self.person = unit if kind == "person" else self.person
        self.subject = next((u for u in named if not u.preposition), self.subject)


@dataclass
class Passage:
    """One sentence with all that the rules may ask about it."""

    units: list[Unit]
    number: int
    article: Any
    voice: list  # rows of the article: start, end, speaker, kind
    dates: list  # rows of the article: start, end, earliest, latest
    book: Book
    memory: Memory
    told: list[dict] = field(default_factory=list)  # the events of the front found in it so far

    @property
    def remembered(self) -> str:
        """The place that the sentences before it leave, "" where it is too far back."""
        return self.memory.place if self.number - self.memory.sentence <= LASTS else ""

    def position(self, unit: Unit) -> int:
        """Return where a unit stands, -1 where it is not of this sentence."""
        return next((i for i, u in enumerate(self.units) if u is unit), -1)

    def last_force(self, at: int) -> Unit | None:
        """Return the force or group named last before the unit at `at`.

        In the sentence or as one that acted before it.
        """
        named = (
            u
            for u in reversed(self.units[:at])
            if u.actors and not u.aside and self.book.kinds.get(u.actors[0]) in ARMED
        )
        return next(named, self.memory.force)

    def points_back(self, unit: Unit) -> bool:
        """Whether a generic noun is marked as one named before: تلك القوات, القوات نفسها."""
        position = self.position(unit)
        return position >= 0 and any("that one" in u.classes for u in self.units[max(0, position - 1) : position + 2])


def definite(unit: Unit) -> bool:
    """Whether the article stands on a word."""
    return unit.word.lstrip("وف").startswith(("ال", "لل"))
