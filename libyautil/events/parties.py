"""Who does what to whom, and where: what word order, the genitive and the prepositions hang on a predicate.

Two questions, each of which needs the other: what stands behind a predicate and depends on it (`complements`), and who
is the subject of a verb (`subject`). Which role each plays, the row of the predicate says (``roles``).
"""

from dataclasses import dataclass, field

from libyautil.events.roles import read_roles
from libyautil.events.subjects import (
    GENERIC,
    OPENERS,
    governs,
    members,
    noun_behind,
    opens_clause,
    plural,
    relative_head,
    topic,
)
from libyautil.events.units import Hit, Unit, definite
from libyautil.predicates import plain

STRIKES = {"airstrike", "shelling"}  # types whose verbs may have a strike as their subject: استهدفت غارة معسكرا
AIMED = "استهدف"  # the slot of what a strike aims at, behind a verbal noun: غارة استهدفت موقعا
WHERE = plain("حيث")
THERE = ("بها", "به")  # pointers behind a carrier: الغارات التي قام بها
REACH = 18  # units that the complements of a predicate may stretch over
LISTED = 12  # units that a list may stretch over behind a preposition told again
VERBS = 6  # verbs joined to one another that are asked in turn for a subject


def subject(units: list[Unit], at: int, depth: int = 0) -> Unit | None:
    """Return the subject of the verb at `at`: the noun behind it, the head of its relative clause, or the topic.

    Verb first: the first bare mention behind the verb, adverbs and one phrase of time or place passed over. A noun
    that no id stands for is `GENERIC`. A verb joined with و and no subject of its own takes the verb's before it.
    """
    verb, before = units[at], at - 1
    while before >= 0 and (
        units[before].kind == "adverb" or units[before].aside or "auxiliary" in units[before].classes
    ):
        before -= 1
    head = units[before] if before >= 0 else None
    if head is not None and head.kind == "relative":
        follows = noun_behind(units, at) if verb.hits[0].pronoun and not verb.joined else None
        return follows or relative_head(units, before)
    before = _list_head(units, before)
    head = units[before] if before >= 0 else None
    if head is not None and _is_actor(head) and not head.preposition and opens_clause(units, before):
        return head
    if head is not None and plural(verb) and not verb.joined and head.kind == "word" and head.joined:
        return GENERIC  # وخصومها ينكفئون
    follows = noun_behind(units, at)
    goes_on = verb.joined or (at > 0 and units[at - 1].word == WHERE)
    if follows is not None and not (goes_on and _object_only(units, at, follows)):
        return follows
    resumed = verb.joined or (head is not None and "he" in head.classes)
    opening = topic(units, at) if not resumed or not any(u.verb for u in units[:at]) else None
    if opening is not None:
        return opening
    if head is not None and _is_actor(head) and not verb.joined:
        return head  # a clause without a relative pronoun behind a noun: مليشيا شنت هجمات
    return _subject_before(units, at, depth) if depth < VERBS else None


def _is_actor(unit: Unit) -> bool:
    return unit.mention and bool(unit.actors)


def _list_head(units: list[Unit], last: int) -> int:
    """Return where the list of names that ends at `last` begins, where it opens its clause; else `last`."""
    first = last
    while first > 0 and units[first].mention and units[first].joined and _is_actor(units[first - 1]):
        first -= 1
    opens = first < last and not units[first].preposition and opens_clause(units, first)
    return first if opens else last


def _subject_before(units: list[Unit], at: int, depth: int) -> Unit | None:
    """Return the subject of the last verb before `at` in the sentence, which a verb joined to it shares."""
    for earlier in range(at - 1, -1, -1):
        if units[earlier].kind == "stop":
            break
        if units[earlier].verb and units[earlier].hits:
            return subject(units, earlier, depth + 1)
    return None


def _object_only(units: list[Unit], at: int, behind: Unit) -> bool:
    """Whether the bare noun behind a joined transitive verb is its object.

    It is where the verb before has a subject and no second noun follows.
    """
    hit = units[at].hits[0]
    if not hit.row["object"] or hit.pronoun or not any(u.verb for u in units[:at]):
        return False  # behind a pronoun, which is the object, the subject follows: فقصفتها طائرات
    bare = [u for s, u in complements(units, at, hit) if s == "" and not u.joined]
    return len(bare) < 2 and behind.kind != "generic"


def complements(units: list[Unit], at: int, hit: Hit) -> list[tuple[str, Unit]]:
    """Return (slot, unit) of what stands behind the predicate at `at` and depends on it.

    The slot is "" for what stands there bare, "carried" for the subject of a carrier behind a verbal noun (غارة شنها
    سلاح الجو), else the preposition. A clause opener, another predicate or a full stop ends the stretch; a comma ends
    it save before a further member of a list; a relative clause is passed over.
    """
    stretch = _Stretch(units, at, hit, read_roles(hit.row["prepositions"]))
    position = at
    for position in range(at + 1, min(len(units), at + 1 + REACH)):
        if not stretch.read(position):
            break
    return stretch.found + stretch.resumed(position + 1) if stretch.found else []


@dataclass
class _Stretch:
    """The stretch that depends on a predicate, read unit by unit: what was found, and where the next name would stand.

    A slot is "" before the first name, a preposition behind one, "after" behind a name, and "closed" where what comes
    belongs to other words.
    """

    units: list[Unit]
    at: int
    hit: Hit
    known: dict[str, str]  # preposition -> roles, of the predicate's row
    found: list[tuple[str, Unit]] = field(default_factory=list)
    slot: str = ""
    last: str = ""  # the slot of the last name, which a further member of its list takes
    passed: bool = False  # in a relative clause
    open_bare: bool = True  # nothing has parted the predicate from its bare names yet
    labelled: bool = False  # the next name only says who the one before is: ما يسمى
    owner: bool = False  # the next name is whom the one before belongs to: جهاز الردع التابع للمجلس
    gap: int = 0  # words that are no names, since the slot opened
    carried: Unit | None = None  # the subject of the carrier, already found

    def read(self, position: int) -> bool:
        """Take the unit at `position` in; say whether the stretch goes on behind it."""
        unit, following = self.units[position], self._following(position)
        goes_on = True
        if unit.aside:
            pass
        elif unit.start < self.hit.through:
            self._inside_pattern(unit)
        elif unit.kind in ("stop", "break"):
            goes_on = False
        elif unit.kind == "comma":
            goes_on = self._comma(following)
        elif unit.kind in ("so-called", "also"):
            self.labelled, self.slot, self.gap = True, self.last if unit.kind == "also" else self.slot, 0
        elif unit.kind == "namely":
            self.slot = "" if self.hit.verb and self.hit.row["object"] else self.last
            self.open_bare, self.passed, self.gap = True, False, 0
        elif unit.kind == "relative" or "participle relative" in unit.classes:
            self.owner = (
                unit.kind != "relative" and bool(self.found) and bool(self.found[-1][1].actors) and self.gap < 4
            )
            self.passed, self.open_bare = unit.kind == "relative", False
            self.slot = self.slot if self.slot == "closed" else "after"
        elif unit.kind == "predicate":
            goes_on = self._predicate(position)
        elif unit.kind in ("preposition", "pronoun"):
            self._preposition(unit)
        elif self.passed or unit is self.carried:
            pass
        elif unit.kind == "owned":
            self._take(unit.preposition or self.slot if self.slot != "after" else "", unit)
        elif unit.mention:
            goes_on = self._name(unit, following)
        elif unit.preposition and unit.kind in ("word", "place pronoun", "generic", *OPENERS):
            self._led_noun(unit)
        else:
            self._noun(position)
        return goes_on

    def _following(self, position: int) -> Unit | None:
        return self.units[position + 1] if position + 1 < len(self.units) else None

    def _take(self, slot: str, unit: Unit) -> None:
        self.found.append((slot, unit))
        self.slot = "after"

    def _inside_pattern(self, unit: Unit) -> None:
        """Take a bare name inside the predicate's own words: سقوط غريان في يد القوات."""
        if unit.mention and not unit.preposition and (not self.hit.verb or (unit.places and not unit.actors)):
            self.found.append(("", unit))

    def _comma(self, following: Unit | None) -> bool:
        """Go on over a comma before a member of a list, an apposition, or a preposition of the predicate's own."""
        self.passed = False
        if following is None:
            return False
        listed = (self.found and not following.preposition) or (following.places and following.preposition == "ب")
        if (following.mention and listed) or following.kind == "namely":
            return True
        self.open_bare = False
        return following.kind == "preposition" and following.value in self.known

    def _predicate(self, position: int) -> bool:
        """Go on over a predicate only behind a verbal noun, or inside a relative clause.

        The carrier of a verbal noun tells its subject (غارة شنها سلاح الجو), a verb of striking what it aimed at.
        """
        unit, following, verb = self.units[position], self._following(position), self.hit.verb
        carrier = unit.carrier if not verb and unit.verb and not unit.joined else None
        if carrier is not None and carrier.row["subject"] == "" and not self.found:
            return True  # اجتماع جرى بين: the noun is the subject
        if carrier is not None and (unit.pronoun or (following is not None and following.word in THERE)):
            self.carried, self.passed = subject(self.units, position), False
            if self.carried is not None and self.carried is not GENERIC:
                self.found += [("carried", u) for u in (self.carried, *members(self.units, self.carried))]
            return True
        if not verb and unit.verb and AIMED in self.known and any(h.row["type"] in STRIKES for h in unit.hits):
            self.slot = self.last = AIMED
            self.passed, self.gap = False, 0
            return True
        if unit.verb and self.passed and not unit.joined:
            return True
        if verb and self.hit.row["type"] in STRIKES and unit.event and not unit.verb and not self.found:
            return True  # استهدف القصف: a strike is the subject
        return not (unit.verb or unit.joined or unit.event or verb)

    def _preposition(self, unit: Unit) -> None:
        """Open the slot of a preposition; one with a pronoun (عليها) fills and closes it."""
        if self.passed and (unit.value not in self.known or unit.value == "في"):
            return  # it belongs to the relative clause
        self.passed, self.open_bare, self.gap = False, False, 0
        self.owner = self.owner and unit.value == "من"  # المدعوم من
        self.slot = self.last = unit.value
        if unit.kind == "pronoun":
            self.found.append((self.slot, unit))
            takes = self.hit.verb and self.hit.row["object"] == "target" and all(s for s, _ in self.found)
            self.slot, self.open_bare = ("", True) if takes else ("closed", False)  # طردت منها القوات

    def _name(self, unit: Unit, following: Unit | None) -> bool:
        """Take a name in the slot that its own preposition, the list that it goes on with, or the words before say."""
        pairing = sum(s == "بين" for s, _ in self.found) == 1
        if self.owner and not unit.joined:
            self.owner = False
            return True
        if unit.joined and following is not None and following.verb and not following.joined and not pairing:
            return False  # a new clause: X and Y receives
        if self.labelled:
            self.labelled = False
            self.slot = "closed" if self.gap > 1 else self.last if self.slot == "after" else self.slot
        elif unit.preposition:
            self.slot = self.slot if self._owns_noun(unit) else unit.preposition
        elif unit.joined and self.found and self.gap < 2:
            self.slot = "بين" if unit.actors and pairing else self.last
        elif self.slot == "after" and not self.open_bare and not self._late_object(unit):
            return True
        if self.slot != "closed":
            self.last, self.gap = "" if self.slot == "after" else self.slot, 0
            self._take(self.last, unit)
        return True

    def _owns_noun(self, unit: Unit) -> bool:
        """Whether ل only says whose the noun under another preposition is: على مواقع لتنظيم الدولة."""
        noun = next((u for u in reversed(self.units) if u.end <= unit.start), unit)
        led = self.slot in self.known and self.slot not in ("", "after", "closed")
        bare = noun.kind in ("word", "generic", *OPENERS) and not noun.preposition and not definite(noun)
        return unit.preposition == "ل" and led and bare and bool(unit.actors)

    def _late_object(self, unit: Unit) -> bool:
        """Whether a phrase of place parted a bare actor, the object, from its verb: استقبل السيسي في القاهرة حفتر."""
        apart = bool(self.found) and self.found[-1][0] in ("في", "ب") and sum(s == "" for s, _ in self.found) == 1
        takes = self.hit.verb and bool(self.hit.row["object"])
        return takes and bool(unit.actors) and not unit.joined and apart and self.gap < 3

    def _led_noun(self, unit: Unit) -> None:
        """Open the slot of a preposition written onto a noun: بالمدينة, لقوات."""
        self.slot = self.last = unit.preposition
        self.open_bare, self.gap = False, 0
        if unit.kind in ("place pronoun", "generic"):
            self.found.append((self.slot, unit))

    def _noun(self, position: int) -> None:
        """Count a noun that is no name; take one that stands for a place or a force (المدينة, مسلحون)."""
        unit, following = self.units[position], self._following(position)
        if unit.joined and unit.word.endswith("ها") and self.units[position - 1].places:
            return  # طرابلس وضواحيها: a part of the place before
        self.gap += unit.kind not in (*OPENERS, "adverb")
        if self.gap > 3 and self.slot != "":
            self.slot = "closed"
        if unit.kind == "place pronoun" and self.slot != "closed":
            self._take("" if self.slot == "after" else self.slot, unit)
        elif unit.joined:
            nearby = self.units[position + 1 : position + 3]
            named = any(u.mention and not u.joined and not u.preposition for u in nearby)
            listed = unit.kind in OPENERS or (self.found and named)
            self.slot, self.gap = (self.last, 0) if listed else ("closed", self.gap)
        elif unit.kind == "generic" and self.slot not in ("closed", "after"):
            if following is not None and _owns(following) and (governs(unit) or following.preposition):
                self.labelled = following.preposition == "ل"  # the force of the one named next
                return
            self.found.append((self.slot, unit))
            self.slot = self.slot or "after"

    def resumed(self, start: int) -> list[tuple[str, Unit]]:
        """Return the places of a list that goes on with its preposition: على طرابلس، ما عدا …، وعلى غريان وصبراتة."""
        slots = {s for s, u in self.found if u.places and "scene" in self.known.get(s, "")}
        more: list[tuple[str, Unit]] = []
        for position in range(start, len(self.units) - 1):
            unit = self.units[position]
            if unit.kind == "stop" or "contrast" in unit.classes:
                break
            if unit.mention and unit.places and unit.clitic == "وب" and "ب" in slots:
                more += [("ب", u) for u in (unit, *members(self.units, unit))]
            if unit.kind == "preposition" and unit.clitic.startswith("و") and unit.value in slots:
                more += [(unit.value, u) for u in _places_listed(self.units[position + 1 : position + LISTED])]
        return more


def _owns(unit: Unit) -> bool:
    """Whether a name is the owner of the unnamed force before it: قوات حفتر, قوات لحفتر."""
    return _is_actor(unit) and not unit.joined and unit.preposition in ("", "ل")


def _places_listed(behind: list[Unit]) -> list[Unit]:
    """Return the places of the list that opens `behind`."""
    listed: list[Unit] = []
    for unit in behind:
        if unit.mention and unit.places and (unit.joined or not listed):
            listed.append(unit)
        elif unit.kind not in (*OPENERS, "word"):
            break
    return listed
