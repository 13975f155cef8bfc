"""Who does what to whom, and where: the roles that word order, the genitive and the prepositions give.

A row of ``event_words.csv`` says for each slot which role stands in it: ``subject`` (of a verb), ``object`` (of a
verb, or after ل behind a verbal noun), ``of`` (the genitive behind a verbal noun), and ``prepositions``
(``على=target+scene|من=origin``). A mention takes of the roles named the one that its layer can play: an actor
initiator, target or caller; a place scene, origin or goal.
"""

from dataclasses import dataclass, field

from libyautil.events.units import Hit, Unit, definite
from libyautil.predicates import plain

ACTOR_ROLES = ("initiator", "target", "caller", "speaker")
PLACE_ROLES = ("scene", "origin", "goal")
OPENERS = ("part", "place part", "direction")  # nouns that stand before a name and leave its slot as it is
STRIKES = {"airstrike", "shelling"}  # types whose verbs may have a strike as their subject: استهدفت غارة معسكرا
THEN, WHERE = plain("ثم"), plain("حيث")
REACH = 18  # units that the complements of a predicate may stretch over
GENERIC = Unit(0, 0, "", "generic")  # a subject that no id stands for


@dataclass
class Filled:
    """The slots of one predicate: actor ids by role, place ids with role and the words before them."""

    actors: dict[str, list[str]] = field(default_factory=dict)
    places: list[tuple[str, str, Unit]] = field(default_factory=list)
    pronoun: str = ""  # the preposition whose pronoun points to a place named before
    noun: Unit | None = None  # the noun that points to it: المدينة
    role: str = ""  # the role that the noun plays
    two: bool = False  # the pronoun points to two: عليهما, المدينتين
    armed: bool = False  # an unnamed armed subject stands there
    generic: bool = False  # a party that no id stands for is named
    owned: str = ""  # the role of a force named by a pronoun: قواته
    between: bool = False  # بين stands there
    bare: int = 0  # names without a preposition, so far

    def get(self, role: str) -> list[str]:
        """Return the actors of a role."""
        return self.actors.get(role, [])

    def drop(self, unit: Unit) -> None:
        """Take a name out of every role: it turned out to be the subject."""
        self.actors = {role: [a for a in actors if a not in unit.actors] for role, actors in self.actors.items()}
        self.places = [p for p in self.places if p[2] is not unit]

    def add(self, roles: str, unit: Unit) -> None:
        """Give the actors and places of `unit` the roles among `roles` (joined with + or |) that they can play."""
        names = roles.replace("|", "+").split("+")
        for role in names:
            if role in ACTOR_ROLES and unit.actors:
                kept = self.actors.setdefault(role, [])
                kept += [a for a in unit.actors if a not in kept]
                break
        for role in names:
            if role in PLACE_ROLES and unit.places and not (unit.actors and "initiator" in names):
                self.places += [(p, role, unit) for p in unit.places if all(p != q for q, *_ in self.places)]
                break


def read_roles(cell: str) -> dict[str, str]:
    """Return {preposition: roles} of a ``prepositions`` cell.

    Examples
    --------
    >>> read_roles("على=target+scene|من=origin")
    {'على': 'target+scene', 'من': 'origin'}
    """
    return dict(part.split("=", 1) for part in cell.split("|") if part)


def complements(units: list[Unit], at: int, hit: Hit) -> list[tuple[str, Unit]]:
    """Return (slot, unit) of what stands behind the predicate at `at` and depends on it.

    The slot is "" for what stands there bare, "carried" for the subject of a carrier behind a verbal noun (غارة
    شنها سلاح الجو), else the
    preposition. A clause opener, another predicate or a full stop ends the stretch; a comma ends it save before a
    further member of a list; a
    relative clause is passed over.
    """
    known = read_roles(hit.row["prepositions"])
    found: list[tuple[str, Unit]] = []
    slot, last, passed, open_bare, labelled, gap = "", "", False, True, False, 0
    carried: Unit | None = None
    position = at
    for position in range(at + 1, min(len(units), at + 1 + REACH)):
        unit = units[position]
        following = units[position + 1] if position + 1 < len(units) else None
        if unit.aside:
            continue
        if unit.start < hit.through:
            if unit.mention and not unit.preposition and (not hit.verb or (unit.places and not unit.actors)):
                found.append(("", unit))  # سقوط غريان في يد القوات
            continue
        if unit.kind == "break" and unit.word == THEN and following is not None and following.mention and found:
            slot, gap = last, 0
            units[position + 1].clitic = "و"
            continue
        if unit.kind in ("stop", "break"):
            break
        if unit.kind == "comma":
            passed = False
            if (
                following is not None
                and following.mention
                and ((found and not following.preposition) or (following.places and following.preposition == "ب"))
            ):
                continue
            if following is not None and following.kind == "namely":
                continue
            open_bare = False
            if following is None or following.kind != "preposition" or following.value not in known:
                break
            continue
        if unit.kind in ("so-called", "also"):
            labelled, slot, gap = True, last if unit.kind == "also" else slot, 0
            continue
        if unit.kind == "namely":
            slot, open_bare, passed, gap = "" if hit.verb and hit.row["object"] else last, True, False, 0
            continue
        if unit.kind == "relative" or "participle relative" in unit.classes:
            passed, open_bare = unit.kind == "relative", False
            slot = "after" if slot != "closed" else slot
            continue
        if unit.kind == "predicate":
            carries = not hit.verb and unit.verb and not unit.joined
            if carries and unit.carrier is not None and unit.carrier.row["subject"] == "" and not found:
                continue  # اجتماع جرى بين: the noun is the subject
            pointed = unit.pronoun or (following is not None and following.word in ("بها", "به"))
            if carries and unit.carrier is not None and pointed:
                carried, passed = subject(units, position), False
                if carried is not None and carried is not GENERIC:
                    found += [("carried", u) for u in (carried, *members(units, carried))]
                continue
            if not hit.verb and unit.verb and "استهدف" in known and any(h.row["type"] in STRIKES for h in unit.hits):
                slot = last = "استهدف"
                passed, gap = False, 0
                continue
            if unit.verb and passed and not unit.joined:
                continue
            if hit.verb and hit.row["type"] in STRIKES and unit.event and not unit.verb and not found:
                continue
            if unit.verb or unit.joined or unit.event or hit.verb:
                break
            continue
        if unit.kind in ("preposition", "pronoun"):
            if passed and (unit.value not in known or unit.value == "في"):
                continue
            passed, open_bare, gap = False, False, 0
            slot = last = unit.value
            if unit.kind == "pronoun":
                found.append((slot, unit))
                slot = "closed"
            continue
        if passed or unit is carried:
            continue
        if unit.kind == "owned":
            found.append(("" if slot == "after" else unit.preposition or slot, unit))
            slot = "after"
            continue
        if unit.mention:
            pairing = sum(s == "بين" for s, _ in found) == 1
            if unit.joined and following is not None and following.verb and not following.joined and not pairing:
                break  # a new clause: X and Y receives
            if labelled:
                labelled, slot = False, "closed" if gap > 1 else last if slot == "after" else slot
            elif unit.preposition:
                slot = unit.preposition
            elif unit.joined and found and gap < 2:
                slot = "بين" if unit.actors and pairing else last
            elif slot == "after" and not open_bare and not _late_object(hit, unit, found, gap):
                continue
            if slot == "closed":
                continue
            found.append(("" if slot == "after" else slot, unit))
            last, slot, gap = ("" if slot == "after" else slot), "after", 0
            continue
        if unit.preposition and unit.kind in ("word", "place pronoun", "generic", *OPENERS):
            slot = last = unit.preposition
            open_bare, gap = False, 0
            if unit.kind in ("place pronoun", "generic"):
                found.append((slot, unit))
            continue
        gap += unit.kind not in (*OPENERS, "adverb")
        if gap > 3 and slot not in ("", "closed"):
            slot = "closed"
        if unit.kind == "place pronoun":
            found.append(("" if slot == "after" else slot, unit))
            slot = "after"
        elif unit.joined:
            nearby = units[position + 1 : position + 3]
            listed = unit.kind in OPENERS or (
                found and any(u.mention and not u.joined and not u.preposition for u in nearby)
            )
            slot, gap = (last, 0) if listed else ("closed", gap)
        elif unit.kind == "generic" and slot not in ("closed", "after"):
            if (
                following is not None
                and following.mention
                and following.actors
                and not following.joined
                and following.preposition in ("", "ل")
            ):
                labelled = following.preposition == "ل"
                continue  # the force of the one named next
            found.append((slot, unit))
            slot = "after" if slot == "" else slot
    return found + _resumed(units, position + 1, known, found) if found else found


def _resumed(
    units: list[Unit], start: int, known: dict[str, str], found: list[tuple[str, Unit]]
) -> list[tuple[str, Unit]]:
    """Return the places of a list that goes on with its preposition repeated.

    على طرابلس، ما عدا …، وعلى غريان وصبراتة.
    """
    slots = {s for s, u in found if u.places}
    more: list[tuple[str, Unit]] = []
    for position in range(start, len(units) - 1):
        unit = units[position]
        if unit.kind == "stop" or "contrast" in unit.classes:
            break
        if unit.mention and unit.places and unit.clitic == "وب" and "ب" in slots and "scene" in known.get("ب", ""):
            more += [("ب", u) for u in (unit, *members(units, unit))]
        if (
            unit.kind == "preposition"
            and unit.clitic.startswith("و")
            and unit.value in slots
            and "scene" in known.get(unit.value, "")
        ):
            listed = False
            for member in units[position + 1 : position + 12]:
                if member.mention and member.places and (member.joined or not listed):
                    more.append((unit.value, member))
                    listed = True
                elif member.kind not in (*OPENERS, "word"):
                    break
    return more


def subject(units: list[Unit], at: int, depth: int = 0) -> Unit | None:
    """Return the subject of the verb at `at`: the noun behind it, the head of its relative clause, or the topic.

    Verb first: the first bare mention behind the verb, adverbs and one phrase of time or place passed over. A
    noun that no id
    stands for is `GENERIC`. A verb joined with و and no subject of its own takes the verb's before it.
    """
    hit = units[at].hits[0]
    before = at - 1
    while before >= 0 and (
        units[before].kind == "adverb" or units[before].aside or "auxiliary" in units[before].classes
    ):
        before -= 1
    head = units[before] if before >= 0 else None
    if head is not None and head.kind == "relative":
        if hit.pronoun and not units[at].joined:
            follows = noun_behind(units, at)
            if follows is not None:
                return follows
        return _antecedent(units, before)
    first = before
    while (
        first > 0
        and units[first].mention
        and units[first].joined
        and units[first - 1].mention
        and units[first - 1].actors
    ):
        first -= 1
    if first < before and not units[first].preposition and _topic(units, first):
        head, before = units[first], first
    if head is not None and head.mention and head.actors and not head.preposition and _topic(units, before):
        return head
    follows = noun_behind(units, at)
    goes_on = units[at].joined or (at > 0 and units[at - 1].word == WHERE)
    if follows is not None and not (goes_on and _object_only(units, at, follows)):
        return follows
    resumed = units[at].joined or (head is not None and "he" in head.classes)
    topic = _clause_topic(units, at) if not resumed or not any(u.verb for u in units[:at]) else None
    if topic is not None:
        return topic
    if head is not None and head.mention and head.actors and not units[at].joined:
        return head  # a clause without a relative pronoun behind a noun: مليشيا شنت هجمات
    if depth < 6:
        for earlier in range(at - 1, -1, -1):
            if units[earlier].kind == "stop":
                break
            if units[earlier].verb and units[earlier].hits:
                return subject(units, earlier, depth + 1)
    return None


def _object_only(units: list[Unit], at: int, behind: Unit) -> bool:
    """Whether the bare noun behind a joined transitive verb is its object: the verb before it has a subject.

    And no second noun follows.
    """
    hit = units[at].hits[0]
    if not hit.row["object"] or not any(u.verb for u in units[:at]):
        return False
    bare = [u for s, u in complements(units, at, hit) if s == "" and not u.joined]
    return len(bare) < 2 and behind.kind != "generic"


def _late_object(hit: Hit, unit: Unit, found: list[tuple[str, Unit]], gap: int) -> bool:
    """Whether a bare actor is the object that a phrase of place parted from its verb: استقبل السيسي في القاهرة حفتر."""
    apart = bool(found) and found[-1][0] in ("في", "ب") and sum(s == "" for s, _ in found) == 1
    return hit.verb and bool(hit.row["object"]) and bool(unit.actors) and not unit.joined and apart and gap < 3


def members(units: list[Unit], head: Unit) -> list[Unit]:
    """Return the names listed behind `head` with و: غريان وترهونة، ومزدة; of its own layer only."""
    position = next((i for i, u in enumerate(units) if u is head), len(units))
    found = []
    for number, unit in enumerate(units[position + 1 : position + 14], start=position + 1):
        if unit.mention and unit.joined and not unit.preposition and bool(unit.actors) == bool(head.actors):
            if number + 1 < len(units) and units[number + 1].verb and not units[number + 1].joined:
                break  # the subject of a clause of its own
            found.append(unit)
        elif unit.kind not in ("comma", *OPENERS):
            break
    return found


def antecedent(units: list[Unit], at: int) -> Unit | None:
    """Return the mention that the relative clause of the verb at `at` is about, if it stands in one."""
    before = at - 1
    while before >= 0 and (units[before].kind == "adverb" or units[before].aside):
        before -= 1
    return _antecedent(units, before) if before >= 0 and units[before].kind == "relative" else None


def noun_behind(units: list[Unit], at: int) -> Unit | None:
    """Return the noun behind the verb at `at` that can be its subject."""
    phrase = 0
    for position in range(at + 1, min(len(units), at + 9)):
        unit = units[position]
        if unit.aside or unit.kind in ("adverb", "pronoun") or (unit.kind == "comma" and position < at + 4):
            continue
        if unit.kind in ("preposition",):
            phrase += 1
            if phrase > 1:
                return None
            continue
        if unit.mention:
            if unit.preposition or (phrase and units[position - 1].kind == "preposition"):
                phrase = 1
                continue
            return unit if unit.actors or "scene" in units[at].hits[0].row["subject"] else None
        if unit.kind == "generic" and not unit.preposition:
            return _owner_of(units, position)
        if unit.kind == "owned" and not unit.preposition:
            return unit
        if unit.kind in OPENERS and not unit.preposition:
            continue
        if position == at + 1 and unit.event and not unit.verb and unit.word.startswith("ال"):
            continue  # تبنى الهجوم تنظيم: the object first
        if phrase and unit.kind in ("word", "place part", "place pronoun", "direction", "predicate") and not unit.verb:
            continue
        return None
    return None


def _topic(units: list[Unit], position: int) -> bool:
    """Whether the mention at `position` opens a clause."""
    before = position - 1
    while before >= 0 and (units[before].aside or units[before].kind in ("adverb", *OPENERS)):
        before -= 1
    if before > 0 and units[before].kind == "comma" and units[before - 1].mention:
        return False  # a member of a list
    return (
        before < 0
        or units[before].kind in ("stop", "comma", "break")
        or units[position].joined
        or units[before].verb is False
        and units[before].kind == "relative"
    )


def _antecedent(units: list[Unit], relative: int) -> Unit | None:
    """Return the actor that a relative pronoun takes up; `GENERIC` where a noun that no id stands for is nearer.

    A joined one (والتي) goes on about the head of the phrase, not about a name inside it.
    """
    joined, found = units[relative].word[:1] in "وف", None
    for position in range(relative - 1, max(-1, relative - 14), -1):
        unit = units[position]
        if unit.aside:
            continue
        if unit.kind in ("stop", "break", "relative") or unit.verb:
            break
        if unit.mention and (unit.actors or not joined):
            found = unit if found is None or joined else found
            if not joined:
                if not found.actors and any(u.actors for u in units[max(0, position - 3) : position]):
                    continue
                return (
                    next((u for u in units[max(0, position - 3) : position] if u.actors), found)
                    if not found.actors
                    else found
                )
        elif unit.kind in ("generic", "predicate") and not joined and found is None:
            return GENERIC
    return found or GENERIC


def _clause_topic(units: list[Unit], at: int) -> Unit | None:
    """Return the bare actor that opens the clause of the verb at `at`.

    A phrase of time or place before it is passed over.
    """
    start = at - 1
    while (
        start >= 0
        and units[start].kind not in ("stop", "break")
        and not (units[start].verb and not units[start].aside and not units[start].pronoun)
    ):
        start -= 1
    partitive, phrase = False, False
    for position in range(start + 1, at):
        unit = units[position]
        if unit.aside or unit.kind in ("adverb", "comma"):
            continue
        if unit.kind == "preposition":
            phrase = not (partitive and unit.value == "من")
            continue
        if unit.mention:
            if phrase or unit.preposition:
                phrase = False
                continue
            return unit if unit.actors or "scene" in units[at].hits[0].row["subject"] else None
        if unit.kind == "generic":
            owner = _owner_of(units, position)
            if owner.kind != "generic" or not any(u.value == "من" for u in units[position : position + 3]):
                return owner
        if unit.kind == "word" and position == start + 1 and start >= 0 and definite(unit):
            return GENERIC  # إن الحرس انسحب: somebody, though no id stands for him
        if unit.kind in (*OPENERS, "generic"):
            partitive = True
        elif unit.kind != "word" or (not phrase and not partitive):
            return None
    return None


def _owner_of(units: list[Unit], position: int) -> Unit:
    """Return the actor that an unnamed force belongs to (مقاتلات سلاح الجو, كتيبة كاملة من الجيش.

    عناصر تابعة للوفاق), else the unnamed force itself.
    """
    linked = True
    for unit in units[position + 1 : position + 5]:
        if unit.mention:
            return unit if unit.actors and not unit.joined and (linked or unit.preposition == "ل") else units[position]
        if unit.value == "من" or "participle relative" in unit.classes:
            linked = True
        elif unit.kind == "word":
            linked = False
        else:
            return units[position]
    return units[position]
