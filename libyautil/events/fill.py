"""Fills the roles of one predicate: from what it governs, from its subject, from its carriers.

And from what was told before.
"""

from libyautil.events.parties import THEN, complements, subject
from libyautil.events.passage import ARMED, FRONT, PARTIES, Passage
from libyautil.events.roles import Filled, read_roles
from libyautil.events.scenes import modifies
from libyautil.events.subjects import antecedent, members, noun_behind
from libyautil.events.units import Hit, Unit, definite

STRUCK = {"offensive", "airstrike", "shelling", "clash"}  # بهجوم, بقصف may name what somebody suffered
PLACED = ("scene", "origin", "goal")
TWO = ("هما", "تين", "تان", "ئين", "ءين")  # endings of what points to two places: عليهما, المدينتين, الميناءين


def fill(passage: Passage, at: int, hit: Hit, governing: list[int]) -> tuple[Filled, str]:
    """Return the filled slots of the predicate at `at`, and who speaks of it by a carrier ("" where nobody does)."""
    filled, speaker = Filled(), ""
    for reading in _complements(passage, at, hit, filled):
        _take(passage, at, hit, filled, *reading)
    if "parties" in hit.row["prepositions"] and filled.between and filled.get("initiator") and not filled.get("target"):
        filled.actors["target"] = list(filled.get("initiator"))
    head = next((u for u in reversed(passage.units[:at]) if u.kind != "adverb"), None)
    if hit.kind == "participle" and head is not None and head.actors and not filled.get("initiator"):
        filled.add("initiator", head)  # قوات الوفاق ممسكة بمصراتة, القوات المهاجمة
    if hit.verb:
        _from_subject(passage, at, hit, filled)
    else:
        speaker = _from_carriers(passage, at, hit, governing, filled)
    _from_pronouns(passage, at, hit, filled)
    if not hit.verb:
        _from_context(passage, at, hit, filled)
    return filled, speaker


def _complements(passage: Passage, at: int, hit: Hit, filled: Filled) -> list[tuple[str, Unit, list[str]]]:
    """Return (slot, unit, slots behind it) of what the predicate governs.

    Without places that belong to another noun.
    """
    stretch = complements(passage.units, at, hit)
    slots = [slot for slot, _ in stretch]
    filled.between = "بين" in slots
    kept, before = [], None
    for number, (slot, unit) in enumerate(stretch):
        kind = passage.book.kinds.get(before.actors[0]) if before is not None and before.actors else ""
        seat = hit.row["type"] in PARTIES and kind in (
            "government",
            "state",
        )  # where a government sits is not where it meets
        held = before is not None and before.places and not before.actors and not unit.joined  # في درنة في شرق ليبيا
        position = passage.position(unit)
        lies = passage.units[position - 1] if position > 0 else unit
        if unit.places and held and "direction" in lies.classes and not lies.joined:
            continue  # قاعدة القرضابية جنوب سرت
        apart = hit.row["type"] == "meeting" and hit.verb and modifies(passage, unit)
        if unit.places and slot in ("في", "ب") and (held or (slot == "في" and (seat or apart))):
            before = unit if held else before
            continue
        before = unit
        kept.append((slot, unit, slots[max(1, number + 1) :] if number else slots[1:]))
    return kept


def _take(passage: Passage, at: int, hit: Hit, filled: Filled, slot: str, unit: Unit, later: list[str]) -> None:
    """Give one complement the role that its slot has in the row."""
    row, known = hit.row, read_roles(hit.row["prepositions"])
    noun = slot == "" and not hit.verb
    if unit.kind == "pronoun":
        _take_pronoun(passage, at, filled, slot, unit, known)
    elif unit.kind == "owned":
        filled.owned = row["of"] if slot == "" else known.get(slot, row["object"] if slot == "ل" else "")
        filled.armed = filled.armed or "initiator" in filled.owned
    elif unit.kind == "generic":
        force = passage.last_force(at) if passage.points_back(unit) else None
        if force is not None:
            filled.add(row["of"] if noun else known.get(slot, row["object"]), force)
            return
        roles = row["of"] if noun else known.get(slot, "")
        filled.generic = filled.generic or bool(roles)
        if "initiator" in roles and slot == "":
            filled.armed = "armed" in unit.classes
        filled.bare += slot == ""
    elif unit.kind == "place pronoun":
        bare = row["of"] if noun else row["object"] if slot in ("", "ل") else "scene" if slot in ("في", "ب") else ""
        if any(role in known.get(slot, bare) for role in PLACED):
            filled.pronoun, filled.noun, filled.two = slot or "of", unit, unit.word.endswith(TWO)
    elif slot in ("carried", "by") or (slot == "ل" and _by_them(hit, unit, known, later)):
        filled.add("initiator", unit)
    elif slot == "":
        filled.bare += 1
        filled.add(row["object"] if hit.verb else _genitive(hit, filled, unit, later), unit)
    elif "owner" in known.get(slot, "") and unit.actors:
        owns = not filled.get("initiator") and any(s in ("إلى", "من") for s in later)
        filled.add("initiator" if owns else "target", unit)
    elif known.get(slot) == "parties":
        filled.add("target" if filled.get("initiator") else "initiator", unit)
        filled.places += [(p, "scene", unit) for p in unit.places if not unit.actors]
    elif slot in known:
        filled.add(known[slot], unit)
    elif slot == "ل" and row["object"]:
        filled.add(row["object"], unit)
    elif slot in ("في", "ب"):
        filled.add("scene", unit)


def _by_them(hit: Hit, unit: Unit, known: dict[str, str], later: list[str]) -> bool:
    """Whether ل names the doer of a verbal noun: غارة لطيران الجيش, قصف لقوات حفتر على حي."""
    acts = not hit.verb and hit.row["type"] in STRUCK and hit.row["subject"] == "initiator" and bool(unit.actors)
    return acts and ("ل" not in known or any(s in ("على", "ضد", "استهدف") for s in later))


def _take_pronoun(passage: Passage, at: int, filled: Filled, slot: str, unit: Unit, known: dict[str, str]) -> None:
    before = [u for u in reversed(passage.units[:at]) if u.actors]
    if slot == "بين" and slot in known:
        parties = [a for u in before for a in u.actors][:2] or passage.memory.pair[::-1]
        filled.actors["initiator"], filled.actors["target"] = parties[-1:], parties[:1]
    elif slot == "مع" and slot in known:
        for named in [u for u in before if not u.aside][:1]:
            filled.add("target", named)
    elif slot in known or slot == "في":
        filled.pronoun, filled.two = slot, unit.word.endswith(TWO)


def _genitive(hit: Hit, filled: Filled, unit: Unit, later: list[str]) -> str:
    """Return the role of a bare name behind a verbal noun.

    قصف الجيش لمواقع: the doer, where an object follows; قصف المدينة, طرد القوات: what it is done to. An adjective
    of nation is the doer; behind a
    pronoun (لقائه ماكرون) the name is the object.
    """
    row = hit.row
    roles = row["of"]
    if (filled.bare > 1 and not unit.joined) or hit.pronoun:
        roles = row["object"] or roles
    if unit.form == "demonym" and "initiator" in row["of"] + row["subject"]:
        return "initiator"
    if "initiator" in roles and "target" in roles and unit.actors:
        if filled.bare > 1 and unit.joined and roles == "initiator|target":
            return "target"
        first = row["of"].replace("|", "+").split("+")[0]
        suffered = first in ("target", "scene") and not (filled.bare == 1 and any(s in ("", "ل") for s in later))
        return "target+scene" if suffered else "initiator"
    return roles


def _from_subject(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Fill the role of the verb's subject, and of those listed with it."""
    units, row = passage.units, hit.row
    if "scene" in row["subject"] and any(u.kind == "place pronoun" for u in units[at + 1 : at + 4]):
        filled.pronoun = "subject"
        if not filled.get("initiator"):
            filled.actors["initiator"] = [e["initiator"] for e in passage.told[-1:] if e["initiator"]]
    found = subject(units, at)
    if hit.pronoun and not filled.places and row["object"] in PLACED:
        filled.pronoun = filled.pronoun or "object"
    if found is None:
        _left_out(passage, at, hit, filled)
        return
    if found.kind == "generic" and passage.points_back(found):
        found = passage.last_force(at) or found
    if found.kind == "generic":
        filled.armed, filled.generic = "armed" in found.classes, True
        return
    if found.kind == "owned":
        filled.owned, filled.armed = row["subject"], True
        return
    filled.drop(found)
    filled.add(row["subject"], found)
    seat = passage.book.capitals.get(found.word, "") if found.form == "metonym" and "scene" in row["subject"] else ""
    filled.places += [(seat, "scene", found)] if seat else []  # استضافت برلين: the government, and in its capital
    for unit in members(units, found) if row["subject"] == "scene" else ():
        filled.add("scene", unit)
    position = passage.position(found)
    if position >= 0 and row["subject"] == "initiator":
        for unit in units[position + 1 : position + 3]:
            if not (unit.mention and unit.joined and unit.actors and not unit.preposition):
                break
            filled.drop(unit)
            filled.add("initiator", unit)
    if hit.pronoun:
        owner = antecedent(units, at)
        if owner is not None and owner.kind != "generic" and owner is not found:
            filled.add(row["object"], owner)
        elif not filled.places and "scene" in row["object"] + row["prepositions"]:
            filled.pronoun = "object"


def _left_out(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Take the subject of a joined verb that opens its sentence from the sentence before."""
    subject_before = passage.memory.subject
    if (
        (passage.units[at].joined or (at == 1 and (passage.units[0].word == THEN or passage.units[0].joined)))
        and at < 2
        and hit.row["subject"] == "initiator"
        and subject_before is not None
        and not filled.get("initiator")
    ):
        filled.actors["initiator"] = list(subject_before.actors[:1])


def _from_carriers(passage: Passage, at: int, hit: Hit, governing: list[int], filled: Filled) -> str:
    """Fill the roles that the subjects and objects of the carriers play; return the first speaker."""
    units, row, speaker = passage.units, hit.row, ""
    for position in governing:
        carrier = units[position].carrier
        assert carrier is not None
        found, roles = _carrier_subject(passage, at, position, carrier, filled)
        if carrier.row["object"] and not filled.get("initiator"):
            for _, unit in complements(units, position, carrier):
                if unit.mention and unit is not found and unit.start < units[at].start:
                    filled.add(carrier.row["object"], unit)
        if found is None:
            continue
        if found.kind == "generic":
            if roles == "initiator":
                filled.armed = filled.armed or "armed" in found.classes
        elif found.kind == "owned":
            if roles == "initiator" and not filled.get("initiator"):
                filled.owned, filled.armed = roles, True
        elif roles == "speaker":
            speaker = speaker or next(iter(found.actors), "")
            doer = (
                not filled.get("initiator")
                and not filled.armed
                and "initiator" in row["subject"]
                and hit.kind == "noun"
            )
            if doer and found.actors and _own_deed(passage, found, row["type"]):
                filled.actors["initiator"] = [passage.force_of(a) for a in found.actors]
        elif roles == "caller":
            filled.add(roles, found)
            for unit in units[passage.position(found) + 1 : passage.position(found) + 6]:
                if not (unit.mention and unit.joined and unit.actors):
                    break
                filled.add(roles, unit)
        elif roles and not (
            roles == "initiator"
            and (filled.get("initiator") or not (row["subject"] in ("initiator", "caller") or row["of"]))
        ):
            filled.add(roles, found)
    return speaker


def _carrier_subject(passage: Passage, at: int, position: int, carrier: Hit, filled: Filled) -> tuple[Unit | None, str]:
    """Return the subject of a carrier (of a noun: its genitive.

    Or what its prepositions name) and the role that it plays.
    """
    units = passage.units
    if carrier.verb:
        itself = at == position + 1 and definite(units[at])  # بدأت المعركة: the fighting is what begins
        found = noun_behind(units, position) if itself else subject(units, position)
        if (
            found is not None
            and found.kind == "generic"
            and any("that one" in u.classes for u in units[position + 1 : position + 3])
        ):
            found = passage.last_force(position) or found
        return found, carrier.row["subject"]
    found, roles, known = None, carrier.row["of"], read_roles(carrier.row["prepositions"])
    for slot, unit in complements(units, position, carrier):
        if unit.kind in ("mention", "owned") and unit.start < units[at].start and (slot == "" or slot in known):
            if found is not None:
                if not (found.form == unit.form == "demonym" and roles == "caller"):
                    break
                filled.add(roles, found)  # مشروع قرار بريطاني ألماني
            found, roles = unit, roles if slot == "" else known[slot]
    if found is None and carrier.kind in ("participle", "passive"):
        found = next((u for u in reversed(units[max(0, position - 8) : position]) if u.actors and not u.aside), None)
        return found, carrier.row["subject"]
    return found, roles


def _own_deed(passage: Passage, found: Unit, kind: str) -> bool:
    """Whether one who announces a deed without naming the doer announces its own.

    A force, a government, an officer or leader of one of the sides does, of fighting; a state, of an air strike.
    """
    speaker = found.actors[0]
    role = passage.book.kinds.get(speaker, "force")
    leads = speaker in passage.book.forces or passage.force_of(speaker) != speaker
    fights = role in ("force", "group", "government") or (role == "person" and leads)
    return kind in FRONT and (fights or (role == "state" and kind == "airstrike"))


def _from_pronouns(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Fill what a pronoun stands for: the doer behind a verbal noun (هجومه), the owner of a force (قواته).

    The object of a verb (يحاصرها).
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


def _from_context(passage: Passage, at: int, hit: Hit, filled: Filled) -> None:
    """Fill the doer of a verbal noun that names none: of manner, of fighting told on.

    Of fighting between those just named.
    """
    units, kind = passage.units, hit.row["type"]
    if (
        not filled.get("initiator")
        and not filled.armed
        and "initiator" in hit.row["subject"]
        and kind not in STRUCK
        and _manner(units, at)
    ):
        doer = _doer(units, at)
        if doer is not None:
            filled.add("initiator", doer)
    if kind == "clash" and filled.get("target") and not filled.get("initiator") and not filled.armed:
        other = _doer(units, at)  # قتلتهم القوات خلال اشتباكات مع
        fights = other is not None and passage.book.kinds.get(other.actors[0]) in ARMED
        if other is not None and fights and not set(other.actors) & set(filled.get("target")):
            filled.add("initiator", other)
    if not filled.get("initiator") and not filled.armed and "initiator" in hit.row["subject"] + hit.row["of"]:
        doers = [d for d in _governing_doer(passage, at, kind) if d not in filled.get("target")]
        filled.actors |= {"initiator": doers} if doers else {}
    told = [e["initiator"] for e in passage.told[-1:] if e["initiator"]]
    alone = kind == "clash" and not filled.actors and definite(units[at])
    if told and not filled.get("initiator") and (alone or (filled.generic and kind in ("buildup", "withdrawal"))):
        filled.actors["initiator"] = told
    if (
        kind == "clash"
        and not filled.actors
        and any(u.kind == "pronoun" and u.value == "بين" for u in units[max(0, at - 3) : at])
    ):
        mutual = [u.actors[0] for u in reversed(units[:at]) if u.actors][:1]
        filled.actors["initiator"] = filled.actors["target"] = mutual


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


def _manner(units: list[Unit], at: int) -> bool:
    """Whether a verbal noun says how, what for or at what: with ب or ل, after عبر and إلى.

    A meeting after خلال and في.
    """
    if units[at].preposition in ("ب", "ل") or at == 0:
        return units[at].preposition in ("ب", "ل")
    before = units[at - 1]
    led = before.kind == "preposition" and before.value in ("عبر", "إلى")
    met = units[at].hits[0].row["type"] == "meeting" and (before.value == "في" or "background" in before.classes)
    return led or met


def _doer(units: list[Unit], at: int) -> Unit | None:
    """Return who does what a verbal noun of manner says: the subject of the verb before it.

    Else the nearest bare actor.
    """
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
