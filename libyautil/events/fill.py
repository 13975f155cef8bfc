"""Fills the roles of one predicate: from what it governs, from its subject or its carriers, and what is unsaid."""

from itertools import takewhile

from libyautil.events.parties import AIMED, STRIKES, complements, subject
from libyautil.events.passage import FRONT, PARTIES, Passage
from libyautil.events.roles import Filled, read_roles
from libyautil.events.scenes import SCENE, modifies
from libyautil.events.subjects import antecedent, members, noun_behind
from libyautil.events.units import Hit, Unit, definite
from libyautil.events.unsaid import STRUCK, from_context, from_pronouns, left_out

PLACED = ("scene", "origin", "goal")
MANY = "ها"  # ends what points to a list of places: عليها
TWO = ("هما", "تين", "تان", "ئين", "ءين")  # endings of what points to two places: عليهما, المدينتين, الميناءين


def fill(passage: Passage, at: int, hit: Hit, governing: list[int]) -> tuple[Filled, str]:
    """Return the filled slots of the predicate at `at`, and who speaks of it by a carrier ("" where nobody does)."""
    filled, speaker = Filled(), ""
    for slot, unit, later in _complements(passage, at, hit, filled):
        _take(passage, at, hit, filled, slot, unit, later)
    if "parties" in hit.row["prepositions"] and filled.between and not filled.get("target"):
        _pair_up(passage, at, filled)
    head = next((u for u in reversed(passage.units[:at]) if u.kind != "adverb"), None)
    if hit.kind == "participle" and head is not None and head.actors and not filled.get("initiator"):
        filled.add("initiator", head)  # قوات الوفاق ممسكة بمصراتة, القوات المهاجمة
    if hit.verb:
        _from_subject(passage, at, hit, filled)
    else:
        speaker = _from_carriers(passage, at, hit, governing, filled)
    from_pronouns(passage, at, hit, filled)
    if not hit.verb:
        from_context(passage, at, hit, filled)
    return filled, speaker


def _pair_up(passage: Passage, at: int, filled: Filled) -> None:
    """Part those who stand behind بين into the two sides.

    Two names are one against the other. One name alone fights among its own (بين المليشيات), save where و joins to it
    a side that no id stands for (بين الجيش ومسلحين قبليين).
    """
    named = filled.get("initiator")
    if len(named) > 1:
        filled.actors["initiator"], filled.actors["target"] = named[:1], named[1:]
    elif named and not _joined_side(passage.units, at):
        filled.actors["target"] = list(named)


def _joined_side(units: list[Unit], at: int) -> bool:
    """Whether و joins one side to another between بين and the end of its clause."""
    opened = next((i for i, u in enumerate(units[at:], at) if u.value == "بين"), len(units))
    for unit in units[opened + 1 :]:
        if unit.kind in ("stop", "break", "comma", "relative", "adverb") or unit.value in SCENE or unit.verb:
            return False
        if unit.joined and not unit.preposition:
            return True
    return False


def _complements(passage: Passage, at: int, hit: Hit, filled: Filled) -> list[tuple[str, Unit, list[str]]]:
    """Return (slot, unit, slots behind it) of what the predicate governs, save places that belong to another noun."""
    stretch = complements(passage.units, at, hit)
    slots = [slot for slot, _ in stretch]
    filled.between = "بين" in slots
    kept: list[tuple[str, Unit, list[str]]] = []
    before: Unit | None = None
    for number, (slot, unit) in enumerate(stretch):
        held = before is not None and bool(before.places) and not before.actors and not unit.joined
        if unit.places and held and _off(passage, unit):
            continue  # قاعدة القرضابية جنوب سرت
        beside = before is not None and passage.position(unit) == passage.position(before) + 1
        if unit.places and not unit.actors and held and (slot in SCENE or (slot in ("", "ل") and beside)):
            before = unit  # في درنة في شرق ليبيا: the second only says where the first lies
            continue
        apart = hit.row["type"] == "meeting" and hit.verb and modifies(passage, unit)
        if unit.places and slot == "في" and (apart or _sits(passage, hit, before)):
            continue
        before = unit
        kept.append((slot, unit, slots[number + 1 :]))
    return kept


def _off(passage: Passage, unit: Unit) -> bool:
    """Whether a word of direction leads to a place."""
    position = passage.position(unit)
    before = passage.units[position - 1] if position > 0 else unit
    return "direction" in before.classes and not before.joined


def _sits(passage: Passage, hit: Hit, before: Unit | None) -> bool:
    """Whether a place behind `before` is its seat: where a government sits is not where it meets."""
    kind = passage.book.kinds.get(before.actors[0]) if before is not None and before.actors else ""
    return hit.row["type"] in PARTIES and kind in ("government", "state")


def _take(passage: Passage, at: int, hit: Hit, filled: Filled, slot: str, unit: Unit, later: list[str]) -> None:
    """Give one complement the role that its slot has in the row."""
    known = read_roles(hit.row["prepositions"])
    if unit.kind == "pronoun":
        _take_pronoun(passage, at, filled, slot, unit, known)
    elif unit.kind == "owned":
        _take_owned(hit, filled, slot, known)
    elif unit.kind == "generic":
        _take_unnamed(passage, at, hit, filled, slot, unit, known)
    elif unit.kind == "place pronoun":
        _take_pointer(hit, filled, slot, unit, known)
    else:
        _take_name(hit, filled, slot, unit, known, later)


def _take_pronoun(passage: Passage, at: int, filled: Filled, slot: str, unit: Unit, known: dict[str, str]) -> None:
    """Fill what a preposition with a pronoun points to: two parties (بينهما), one (معه), or a place (عليها)."""
    before = [u for u in reversed(passage.units[:at]) if u.actors]
    if slot == "بين" and slot in known:
        parties = [a for u in before for a in u.actors][:2] or passage.memory.pair[::-1]
        filled.actors["initiator"], filled.actors["target"] = parties[-1:], parties[:1]
    elif slot == "مع" and slot in known:
        for named in [u for u in before if not u.aside][:1]:
            filled.add("target", named)
    elif slot in known or slot == "في":
        filled.pronoun, filled.two, filled.many = slot, unit.word.endswith(TWO), unit.word.endswith(MANY)


def _take_owned(hit: Hit, filled: Filled, slot: str, known: dict[str, str]) -> None:
    """Note the role of a force whose owner is a pronoun: قواته."""
    bare = hit.row["object"] if hit.verb or slot == "ل" else hit.row["of"]
    filled.owned = known.get(slot, bare if slot in ("", "ل") else "")
    filled.armed = filled.armed or "initiator" in filled.owned


def _take_unnamed(
    passage: Passage, at: int, hit: Hit, filled: Filled, slot: str, unit: Unit, known: dict[str, str]
) -> None:
    """Note a party that no id stands for; one that points back (تلك القوات) is the force named before."""
    noun = slot == "" and not hit.verb
    force = passage.last_force(at) if passage.points_back(unit) else None
    if force is not None:
        filled.add(hit.row["of"] if noun else known.get(slot, hit.row["object"]), force)
        return
    roles = hit.row["of"] if noun else known.get(slot, "")
    filled.generic = filled.generic or bool(roles)
    if "initiator" in roles and slot == "":
        filled.armed = "armed" in unit.classes
    filled.bare += slot == ""


def _take_pointer(hit: Hit, filled: Filled, slot: str, unit: Unit, known: dict[str, str]) -> None:
    """Note a noun that points to a place, where the slot has a role for one: المدينة."""
    if slot == "" and not hit.verb:
        bare = hit.row["of"]
    elif slot in ("", "ل"):
        bare = hit.row["object"]
    else:
        bare = "scene" if slot in SCENE else ""
    filled.role = next((role for role in PLACED if role in known.get(slot, bare)), "") or filled.role
    if filled.role:
        filled.pronoun, filled.noun, filled.two = slot or "of", unit, unit.word.endswith(TWO)


def _take_name(hit: Hit, filled: Filled, slot: str, unit: Unit, known: dict[str, str], later: list[str]) -> None:
    """Give a name the role that its slot has in the row; في and ب lead to the scene where the row does not say."""
    row = hit.row
    if slot in ("carried", "by") or (slot == "ل" and _by_them(hit, unit, known, later)):
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
    elif slot in SCENE:
        filled.add("scene", unit)


def _by_them(hit: Hit, unit: Unit, known: dict[str, str], later: list[str]) -> bool:
    """Whether ل names the doer of a verbal noun: غارة لطيران الجيش, قصف لقوات حفتر على حي."""
    acts = not hit.verb and hit.row["type"] in STRUCK and hit.row["subject"] == "initiator" and bool(unit.actors)
    return acts and ("ل" not in known or any(s in ("على", "ضد", AIMED) for s in later))


def _genitive(hit: Hit, filled: Filled, unit: Unit, later: list[str]) -> str:
    """Return the role of a bare name behind a verbal noun.

    قصف الجيش لمواقع: the doer, where an object follows; قصف المدينة, طرد القوات: what it is done to. An adjective of
    nation is the doer; behind a pronoun (لقائه ماكرون) the name is the object.
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
    """Fill the role of the verb's subject, and of those listed with it; then what a pronoun on the verb stands for."""
    units, row = passage.units, hit.row
    if "scene" in row["subject"] and any(u.kind == "place pronoun" for u in units[at + 1 : at + 4]):
        filled.pronoun = "subject"
        if not filled.get("initiator"):
            filled.actors["initiator"] = [e["initiator"] for e in passage.told[-1:] if e["initiator"]]
    if hit.pronoun and not filled.places and row["object"] in PLACED:
        filled.pronoun = filled.pronoun or "object"
    found = subject(units, at)
    if found is None:
        left_out(passage, at, hit, filled)
        return
    if found.kind == "generic" and passage.points_back(found):
        found = passage.last_force(at) or found
    if found.kind == "generic":
        filled.armed, filled.generic = "armed" in found.classes, True
    elif found.kind == "owned":
        filled.owned, filled.armed = row["subject"], True
    else:
        _take_subject(
            passage, hit, filled, found, "target" if _suffers(units, at, hit, filled, found) else row["subject"]
        )
    if hit.pronoun:
        _take_object(passage, at, hit, filled, found)


def _suffers(units: list[Unit], at: int, hit: Hit, filled: Filled, found: Unit) -> bool:
    """Whether a verb that is done to somebody is passive: no object, its subject told before it: ثم طُردت منها."""
    done_to = hit.row["subject"] == "initiator" and hit.row["object"] == "target"
    bare = not hit.pronoun and not filled.bare and not filled.get("target")
    away = any(u.kind == "pronoun" for u in units[at + 1 : at + 2])
    bare = bare and not any(u.kind in ("mention", "generic") and not u.preposition for u in units[at + 2 : at + 4])
    return done_to and bare and away and found.start < units[at].start


def _take_subject(passage: Passage, hit: Hit, filled: Filled, found: Unit, role: str) -> None:
    """Give a named subject and those listed with it the subject's role."""
    units = passage.units
    filled.drop(found)
    filled.add(role, found)
    _add_seat(passage, filled, found, role)
    for unit in members(units, found) if role == "scene" else ():
        filled.add("scene", unit)
    listed = _joined_to(passage, found, 2) if role == "initiator" else []
    for unit in takewhile(lambda u: not u.preposition, listed):
        filled.drop(unit)
        filled.add("initiator", unit)


def _add_seat(passage: Passage, filled: Filled, found: Unit, role: str) -> None:
    """Add the capital that stands for the government which hosts: استضافت برلين."""
    seat = passage.book.capitals.get(found.word, "") if found.form == "metonym" and "scene" in role else ""
    filled.places += [(seat, "scene", found)] if seat else []


def _joined_to(passage: Passage, found: Unit, reach: int) -> list[Unit]:
    """Return the actors joined to a name right behind it; none where it stands in an earlier sentence."""
    position = passage.position(found)
    behind = passage.units[position + 1 : position + 1 + reach] if position >= 0 else []
    return list(takewhile(lambda u: u.mention and u.joined and bool(u.actors), behind))


def _take_object(passage: Passage, at: int, hit: Hit, filled: Filled, found: Unit) -> None:
    """Fill what the pronoun on a verb with a named subject stands for: the head of its clause, else a place."""
    row, owner = hit.row, antecedent(passage.units, at)
    if owner is not None and owner.kind != "generic" and owner is not found:
        filled.add(row["object"], owner)
    elif not filled.places and "scene" in row["object"] + row["prepositions"]:
        filled.pronoun = "object"


def _from_carriers(passage: Passage, at: int, hit: Hit, governing: list[int], filled: Filled) -> str:
    """Fill the roles that the subjects and objects of the carriers play; return the first speaker."""
    units, row, speaker = passage.units, hit.row, ""
    for position in governing:
        carrier = units[position].carrier
        assert carrier is not None
        found, roles = _carrier_subject(passage, at, position, carrier, filled)
        forced = _as_told(row, carrier.row["object"])
        if forced and not filled.get(forced):
            for _, unit in complements(units, position, carrier):
                if unit.mention and unit is not found and unit.start < units[at].start:
                    filled.add(forced, unit)
        roles = _as_told(row, roles)
        stopped = roles == "target" and carrier.row["modality"] == "denied"
        if found is None or (stopped and row["type"] not in FRONT):
            continue
        if found.kind in ("generic", "owned"):
            _take_unnamed_doer(filled, found, roles)
        elif roles == "speaker":
            speaker = speaker or next(iter(found.actors), "")
            _take_own_deed(passage, hit, filled, found)
            if carrier.row["modality"] == "denied" and row["type"] in PARTIES:
                filled.add("caller", found)  # نفى السراج لقاء
        elif roles == "caller":
            for unit in (found, *_joined_to(passage, found, 5)):
                filled.add(roles, unit)
        elif roles:
            does = row["subject"] in ("initiator", "caller") or row["of"]
            if "initiator" not in roles or (does and not filled.get("initiator")):
                filled.add(roles, found)
                _add_seat(passage, filled, found, roles)
    return speaker


def _as_told(row: dict, roles: str) -> str:
    """Return the role of who does what a carrier carries: the target, where the deed is to suffer (بتلقي دعم)."""
    return row["subject"] if roles == "initiator" and row["subject"] == "target" else roles


def _take_unnamed_doer(filled: Filled, found: Unit, roles: str) -> None:
    """Note that a carrier's subject, which does the deed, is an unnamed force, or one that a pronoun owns."""
    if roles != "initiator":
        return
    if found.kind == "generic":
        filled.armed = filled.armed or "armed" in found.classes
    elif not filled.get("initiator"):
        filled.owned, filled.armed = roles, True


def _take_own_deed(passage: Passage, hit: Hit, filled: Filled, found: Unit) -> None:
    """Take who announces a verbal noun that nobody does for its doer, where it announces its own."""
    nobody = not filled.get("initiator") and not filled.armed
    doer = nobody and "initiator" in hit.row["subject"] and hit.kind == "noun" and bool(found.actors)
    if doer and _own_deed(passage, found, hit.row["type"]):
        filled.actors["initiator"] = [passage.force_of(a) for a in found.actors]


def _carrier_subject(passage: Passage, at: int, position: int, carrier: Hit, filled: Filled) -> tuple[Unit | None, str]:
    """Return the subject of a carrier and the role that it plays.

    The subject of a noun is its genitive, or what its prepositions name.
    """
    if carrier.verb:
        return _verb_subject(passage, at, position), carrier.row["subject"]
    units, known = passage.units, read_roles(carrier.row["prepositions"])
    found: Unit | None = None
    roles = carrier.row["of"]
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


def _verb_subject(passage: Passage, at: int, position: int) -> Unit | None:
    """Return the subject of the carrier verb at `position`, the force named before where it only points back."""
    units = passage.units
    itself = at == position + 1 and definite(units[at])  # بدأت المعركة: the fighting is what begins
    found = noun_behind(units, position) if itself else subject(units, position)
    pointed = any("that one" in u.classes for u in units[position + 1 : position + 3])
    if found is not None and found.kind == "generic" and pointed:
        return passage.last_force(position) or found
    return found


def _own_deed(passage: Passage, found: Unit, kind: str) -> bool:
    """Whether one who announces a deed without naming the doer announces its own.

    A force, a government, an officer or leader of one of the sides does, of fighting; a state, of a strike.
    """
    speaker = found.actors[0]
    role = passage.book.kinds.get(speaker, "force")
    leads = speaker in passage.book.forces or passage.force_of(speaker) != speaker
    fights = role in ("force", "group", "government") or (role == "person" and leads)
    return kind in FRONT and (fights or (role == "state" and kind in STRIKES))
