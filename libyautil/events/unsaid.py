"""Who is meant where a predicate names nobody: by a pronoun, by the verb that governs it, by what was told before."""

from libyautil.events.cutting import THEN
from libyautil.events.parties import subject
from libyautil.events.passage import ARMED, Passage
from libyautil.events.roles import Filled
from libyautil.events.units import Hit, Unit, definite

STRUCK = {"offensive", "airstrike", "shelling", "clash"}  # بهجوم, بقصف may name what somebody suffered


def left_out(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Take the subject of a joined verb that opens its sentence from the sentence before."""
    opening, before = passage.units[: at + 1], passage.memory.subject
    goes_on = at < 2 and (opening[0].word == THEN or any(u.joined for u in opening))
    if goes_on and hit.row["subject"] == "initiator" and before is not None and not filled.get("initiator"):
        filled.actors["initiator"] = list(before.actors[:1])


def from_pronouns(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Fill what a pronoun stands for.

    Behind a verbal noun it is the doer (هجومه), behind a force its owner (قواته), behind a verb the object (يحاصرها).
    """
    units, row = passage.units, hit.row
    if not hit.verb and hit.pronoun and "initiator" in row["of"] and not filled.get("initiator"):
        doer = _owner(passage, at)
        if doer:
            doer = doer if hit.pronoun == "ه" else passage.force_of(doer)
            filled.actors["initiator"] = [doer]
            filled.armed = passage.book.kinds.get(doer, "force") in ARMED | {"government"}
    role = next((r for r in ("initiator", "target") if r in filled.owned), "")
    if role and not filled.get(role):
        owner = _owner(passage, at)
        filled.actors[role] = [passage.force_of(passage.book.forces.get(owner, owner))] if owner else []
    if hit.verb and hit.pronoun and "target" in row["object"] and not filled.get("target"):
        before = (a for u in reversed(units[:at]) for a in u.actors if not u.aside and a not in filled.get("initiator"))
        filled.actors["target"] = [a for a in (next(before, ""),) if a]


def _owner(passage: Passage, at: int) -> str:
    """Return the actor that a possessive pronoun points to: the clause's subject, else the last actor named before.

    ه is one man rather than a group of them, هم never one; a joined noun right behind a name (الحكومة ومقرها) is its.
    """
    units, kinds = passage.units, passage.book.kinds
    single, many = units[at].pronoun == "ه", units[at].pronoun == "هم"
    if at > 0 and units[at].joined and units[at - 1].actors:
        return units[at - 1].actors[-1]
    before = [u.actors[0] for u in reversed(units[:at]) if u.actors and not u.aside]
    if many:
        group = next((a for a in before if kinds.get(a) != "person"), "")
        return group or (passage.memory.force.actors[0] if passage.memory.force is not None else "")
    own = (i for i in range(at - 1, -1, -1) if units[i].verb and not units[i].aside)
    verb = next((i for i in own if i == 0 or units[i - 1].kind != "relative"), None)  # الجيش الذي يقوده فلان حملته
    found = subject(units, verb) if verb is not None else None
    if found is not None and found.kind != "generic" and found.actors:
        persons = [a for a in before if kinds.get(a) == "person"]
        return persons[0] if single and persons and kinds.get(found.actors[0]) == "group" else found.actors[0]
    if before:
        return before[0]
    memory = passage.memory
    earlier = (memory.person if single else None) or memory.subject
    return earlier.actors[0] if earlier is not None else ""


def from_context(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Fill the doer of a verbal noun that names none, from the words around it and the events told before."""
    row, kind = hit.row, hit.row["type"]
    if _doer_open(filled) and "initiator" in row["subject"] and kind not in STRUCK and _manner(passage.units, at):
        doer = _doer(passage.units, at)
        if doer is not None:
            filled.add("initiator", doer)
    if kind == "clash":
        _other_side(passage, at, filled)
    if _doer_open(filled) and "initiator" in row["subject"] + row["of"]:
        doers = [d for d in _governing_doer(passage, at, kind) if d not in filled.get("target")]
        filled.actors |= {"initiator": doers} if doers else {}
    told = [e["initiator"] for e in passage.told[-1:] if e["initiator"]]
    again = kind == "clash" and not filled.actors and definite(passage.units[at])  # fighting told on
    if told and not filled.get("initiator") and (again or (filled.generic and kind in ("buildup", "withdrawal"))):
        filled.actors["initiator"] = told
    if kind == "clash" and not filled.actors:
        _each_other(passage.units, at, filled)


def _doer_open(filled: Filled) -> bool:
    return not filled.get("initiator") and not filled.armed


def _other_side(passage: Passage, at: int, filled: Filled) -> None:
    """Fill who fights the target of a clash: قتلتهم القوات خلال اشتباكات مع."""
    if not filled.get("target") or not _doer_open(filled):
        return
    other = _doer(passage.units, at)
    fights = other is not None and passage.book.kinds.get(other.actors[0]) in ARMED
    if other is not None and fights and not set(other.actors) & set(filled.get("target")):
        filled.add("initiator", other)


def _each_other(units: list[Unit], at: int, filled: Filled) -> None:
    """Fill both sides of a clash among one group's own: بينهم."""
    if any(u.kind == "pronoun" and u.value == "بين" for u in units[max(0, at - 3) : at]):
        mutual = [u.actors[0] for u in reversed(units[:at]) if u.actors][:1]
        filled.actors["initiator"] = filled.actors["target"] = mutual


def _manner(units: list[Unit], at: int) -> bool:
    """Whether a verbal noun says how, what for or at what: with ب or ل, or after عبر and إلى.

    A meeting says so after خلال and في too.
    """
    if units[at].preposition in ("ب", "ل") or at == 0:
        return units[at].preposition in ("ب", "ل")
    before = units[at - 1]
    led = before.kind == "preposition" and before.value in ("عبر", "إلى")
    met = units[at].hits[0].row["type"] == "meeting" and (before.value == "في" or "background" in before.classes)
    return led or met


def _doer(units: list[Unit], at: int) -> Unit | None:
    """Return who does what a verbal noun of manner says: the subject of the verb before, else the last bare actor."""
    for position in range(at - 1, max(-1, at - 12), -1):
        unit = units[position]
        if unit.kind in ("stop", "break"):
            break
        if unit.verb:
            found = subject(units, position)
            return found if found is not None and found.kind != "generic" and found.actors else None
    return next(
        (u for u in reversed(units[max(0, at - 10) : at]) if u.actors and not u.preposition and not u.aside), None
    )


def _governing_doer(passage: Passage, at: int, kind: str) -> list[str]:
    """Return who does what a verbal noun tells, where a verb of the same type governs it: استعاد الثوار السيطرة."""
    units = passage.units
    for position in range(at - 1, max(-1, at - 8), -1):
        unit = units[position]
        if unit.kind in ("stop", "break", "comma") or (unit.verb and not unit.event):
            break
        if unit.verb and any(h.row["type"] == kind for h in unit.hits):
            found = subject(units, position)
            return list(found.actors[:1]) if found is not None and found.actors else []
    return []
