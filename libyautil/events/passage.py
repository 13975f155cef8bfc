"""What the rules look at: the lexicon's tables read once, one sentence of units, and what the sentences before told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Any

import pandas as pd

from libyautil.events.cutting import ClauseWords
from libyautil.events.geography import libyan_places
from libyautil.events.units import Unit
from libyautil.mentions import side_lookup
from libyautil.predicates import plain

PARTIES = {"meeting", "ceasefire", "agreement"}  # who calls for one is a party to it
FRONT = {"capture", "withdrawal", "offensive", "clash", "airstrike", "shelling", "buildup", "siege"}
ARMED = {"force", "group"}
ALSO = plain("كما")
LASTS = 2  # sentences for which a place stays the one that a pronoun points back to
KIND_LASTS = 6  # a noun that names its kind (القاعدة) reaches further back


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
    place_kinds: dict[str, str]
    capitals: dict[str, str]  # folded name of a town -> its id
    camp: Callable[[str, tuple[str, str]], str]  # side of an actor in a window of days

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
            dict(zip(lexicon.places["id"], lexicon.places["kind"], strict=True)),
            {plain(a): p for a, p in zip(lexicon.place_aliases["alias"], lexicon.place_aliases["id"], strict=True)},
            side_lookup(lexicon),
        )  # fmt: skip


@dataclass
class Memory:
    """What earlier sentences of an article leave behind for pronouns and left-out subjects."""

    places: list[tuple[int, str, str]] = field(default_factory=list)  # sentence, id, the noun that opened it
    scenes: set[tuple[int, str]] = field(default_factory=set)  # sentence and id of where something happened
    subject: Unit | None = None
    force: Unit | None = None
    person: Unit | None = None
    pair: list[str] = field(default_factory=list)  # the two parties named together last
    two_places: tuple[str, ...] = ()  # the two places named together last
    attacked: str = ""
    told: set[str] = field(default_factory=set)  # types of events told as fact so far
    reported: set[str] = field(default_factory=set)  # types of events told as fact or claimed so far

    def take(self, passage: "Passage", found: list[dict]) -> None:
        """Take over what a sentence, now read, leaves behind."""
        book = passage.book
        found = [e for e in found if not passage.compared(e["start"])]
        placed = passage.named_places(len(passage.units)) + [(e["place"], "") for e in found if e["type"] in FRONT]
        self.places += [(passage.number, place, noun) for place, noun in placed if place in book.libyan]
        self.scenes |= {(passage.number, e["place"]) for e in found if e["type"] in FRONT}
        self.told |= {e["type"] for e in found if e["modality"] == "occurred"}
        self.reported |= {e["type"] for e in found if e["modality"] in ("occurred", "claimed")}
        for before, unit in pairwise(passage.units):
            if unit.places and unit.joined and before.places and not unit.actors:
                self.two_places = (before.places[-1], unit.places[-1])
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

    def remembered(self, noun: Unit | None = None) -> str:
        """Return the last place of the sentences before that a pronoun or `noun` can point to, "" where there is none.

        Where something was told to have happened comes before what was only named.
        """
        reach = KIND_LASTS if noun is not None and noun.value else LASTS
        latest_first = ((self.number - n, p, opened) for n, p, opened in reversed(self.memory.places))
        ages = list(takewhile(lambda named: named[0] <= max(LASTS, KIND_LASTS), latest_first))
        fitting = [(age, p) for age, p, opened in ages if age <= reach and self.fits(noun, p, opened)]
        scenes = [p for age, p in fitting if age <= LASTS and (self.number - age, p) in self.memory.scenes]
        near = [p for age, p, _ in ages if age <= LASTS and noun is not None and noun.value.endswith("*")]
        return next(iter([*scenes, *(p for _, p in fitting), *near]), "")

    def named_places(self, at: int) -> list[tuple[str, str]]:
        """Return the places named before the unit at `at`, each with the noun that opens it: ميناء السدرة."""
        named = []
        for number, unit in enumerate(self.units[:at]):
            opener = self.units[number - 1].word if number and self.units[number - 1].kind == "place part" else ""
            apart = unit.aside or self.compared(unit.start) or self._locates(number) or self.spoken_at(number)
            named += [(p, opener) for p in unit.places[-1:] if not apart]
        return named

    def _locates(self, position: int) -> bool:
        """Whether a place only says where the one named before it lies: ترهونة، آخر قواعده قرب العاصمة."""
        for number in range(position - 1, max(-1, position - 8), -1):
            unit = self.units[number]
            if number == position - 1 and "compass" not in unit.classes:
                return False
            if unit.places and not unit.actors:
                return not self.units[position].joined
            if unit.kind in ("stop", "break") or unit.verb or unit.event:
                return False
        return False

    def compared(self, start: int) -> bool:
        """Whether what begins at a character only serves for comparison: ستحررها كما حررت غريان.

        A كما that opens a clause of its own, behind a comma, says *also*.
        """
        opened = False
        for before, unit in pairwise(self.units):
            if unit.start > start:
                break
            if unit.kind in ("stop", "comma"):
                opened = False
            elif "comparison" in unit.classes:
                opened = not unit.joined and (unit.word != ALSO or before.kind not in ("stop", "comma"))
        return opened

    def spoken_at(self, position: int) -> bool:
        """Whether words were said at a place, and nothing else is told of it: قال في مؤتمر صحافي ببنغازي."""
        before = self.units[max(0, position - 3) : position]
        led = self.units[position].preposition == "ب" or (bool(before) and before[-1].value in ("في", "من"))
        return led and any("said at" in u.classes for u in before)

    def fits(self, noun: Unit | None, place: str, opened: str = "") -> bool:
        """Whether a noun like القاعدة can point to a place: by the place's kind, or by the noun that opened it."""
        if noun is None or not noun.value:
            return True
        named = noun.word.removeprefix("و").removeprefix("ال")
        return (
            self.book.place_kinds.get(place) in noun.value.split("|")
            or bool(opened)
            and opened.removeprefix("ال") == named
        )

    def position(self, unit: Unit) -> int:
        """Return where a unit stands, -1 where it is not of this sentence."""
        return next((i for i, u in enumerate(self.units) if u is unit), -1)

    def last_force(self, at: int) -> Unit | None:
        """Return the force or group named last before the unit at `at`, in its sentence or in those before."""
        named = (
            u
            for u in reversed(self.units[:at])
            if u.actors and not u.aside and self.book.kinds.get(u.actors[0]) in ARMED
        )
        return next(named, self.memory.force)

    def force_of(self, speaker: str) -> str:
        """Return whose deed a speaker tells as its own: an officer's is the force's of his camp, a leader's his own."""
        leads = self.book.kinds.get(speaker) != "person" or speaker in self.book.forces
        day = "" if pd.isna(self.article.published_latest) else f"{self.article.published_latest:%Y-%m-%d}"
        return speaker if leads else self.book.forces.get(self.book.camp(speaker, (day, day)), speaker)

    def points_back(self, unit: Unit) -> bool:
        """Whether a generic noun is marked as one named before: تلك القوات, القوات نفسها."""
        position = self.position(unit)
        return position >= 0 and any("that one" in u.classes for u in self.units[max(0, position - 1) : position + 2])
