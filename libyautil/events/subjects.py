"""The nouns that can be a verb's subject: behind it, before it, or at the head of its relative clause.

Which of them it is, ``parties.subject`` decides.
"""

from libyautil.events.units import Unit, definite

OPENERS = ("force part", "place part", "direction")  # nouns that stand before a name and leave its slot as it is
PLURAL = ("وا", "ون")  # endings of verbs in the plural
FULL = ("ون", "ين", "ان")  # endings of plurals and duals without a genitive
GENERIC = Unit(0, 0, "", "generic")  # a subject that no id stands for


def noun_behind(units: list[Unit], at: int) -> Unit | None:
    """Return the noun behind the verb at `at` that can be its subject.

    A verb in the plural has its subject before it: أعلنوا أنهم هاجموا.
    """
    if plural(units[at]):
        return None
    found = _first_name(units, at)
    deed = at + 1 < len(units) and _is_deed(units[at + 1])
    return GENERIC if found is None and deed else found  # ودمر القتال بين الفصائل المطار: the fighting did it


def plural(unit: Unit) -> bool:
    """Whether a unit is a verb in the plural: هاجموا, ينسحبون."""
    return unit.verb and unit.word.endswith(PLURAL)


def _is_deed(unit: Unit) -> bool:
    """Whether a unit is a verbal noun with the article: الهجوم."""
    return unit.event and not unit.verb and unit.word.startswith("ال")


def _first_name(units: list[Unit], at: int) -> Unit | None:
    """Return the first bare noun behind the verb at `at`; who owns a place behind it is none: يقتحم مقر المؤسسة."""
    phrase, owned_place = 0, False
    for position in range(at + 1, min(len(units), at + 9)):
        unit = units[position]
        if (
            unit.aside
            or "that one" in unit.classes
            or unit.kind in ("adverb", "pronoun")
            or (unit.kind == "comma" and position < at + 4)
        ):
            continue
        if unit.kind == "preposition":
            phrase += 1
            if phrase > 1:
                return None
            continue
        if unit.mention:
            if unit.preposition or (phrase and units[position - 1].kind == "preposition"):
                phrase = 1
                continue
            taken = owned_place and bool(unit.actors)
            return unit if not taken and (unit.actors or "scene" in units[at].hits[0].row["subject"]) else None
        if phrase and unit.kind in ("generic", "owned") and units[position - 1].kind == "preposition":
            phrase = 1
            continue
        people = units[at].hits[0].row["subject"] != "scene"  # بني وليد تسقط في يد القوات: the town falls
        if people and unit.kind == "generic" and not unit.preposition:
            return None if owned_place else _owner_of(units, position)
        if people and unit.kind == "owned" and not unit.preposition:
            return unit
        if unit.kind in OPENERS and not unit.preposition:
            owned_place = owned_place or (not phrase and unit.kind == "place part" and "force part" not in unit.classes)
            continue
        if position == at + 1 and _is_deed(unit):
            continue  # تبنى الهجوم تنظيم: the object first
        if phrase and unit.kind in ("word", "place part", "place pronoun", "direction", "predicate") and not unit.verb:
            continue
        return None
    return None


def opens_clause(units: list[Unit], position: int) -> bool:
    """Whether the mention at `position` opens a clause."""
    before = position - 1
    while before >= 0 and (units[before].aside or units[before].kind in ("adverb", *OPENERS)):
        before -= 1
    if before > 0 and units[before].kind == "comma" and units[before - 1].mention:
        return False  # a member of a list
    return before < 0 or units[before].kind in ("stop", "comma", "break", "relative") or units[position].joined


def topic(units: list[Unit], at: int) -> Unit | None:
    """Return the bare actor that opens the clause of the verb at `at`, a phrase of time or place passed over."""
    ends = (n for n in range(at - 1, -1, -1) if _ends_clause(units[n]))
    start = next(ends, -1)
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
        if unit.kind == "owned" and not phrase and not unit.preposition:
            return unit
        if unit.kind == "generic":
            owner = _owner_of(units, position)
            if owner.kind != "generic" or not any(u.value == "من" for u in units[position : position + 3]):
                return owner
        if unit.kind == "word" and position == start + 1 and start >= 0 and definite(unit):
            return GENERIC  # إن الحرس انسحب: somebody, though no id stands for him
        if unit.kind == "word" and position == start + 1 and units[position + 1].value == "من":
            partitive = True  # إن جزءا من القوات انسحب
            continue
        if unit.kind in (*OPENERS, "generic"):
            partitive = True
        elif unit.kind != "word" or (not phrase and not partitive):
            return None
    return None


def _ends_clause(unit: Unit) -> bool:
    """Whether the clause behind a unit begins there: a verb with a pronoun may stand in a clause about its topic."""
    return unit.kind in ("stop", "break") or (unit.verb and not unit.aside and not unit.pronoun)


def antecedent(units: list[Unit], at: int) -> Unit | None:
    """Return the mention that the relative clause of the verb at `at` is about, if it stands in one."""
    before = at - 1
    while before >= 0 and (units[before].kind == "adverb" or units[before].aside):
        before -= 1
    return relative_head(units, before) if before >= 0 and units[before].kind == "relative" else None


def relative_head(units: list[Unit], relative: int) -> Unit:
    """Return the actor that a relative pronoun takes up; `GENERIC` where a noun that no id stands for is nearer.

    A joined one (والتي) goes on about the head of the phrase, not about a name inside it.
    """
    joined = units[relative].word[:1] in "وف"
    found: Unit | None = None
    for position in range(relative - 1, max(-1, relative - 14), -1):
        unit = units[position]
        if unit.aside:
            continue
        if unit.kind in ("stop", "break", "relative") or unit.verb:
            break
        if unit.mention and (unit.actors or not joined):
            found = unit if found is None or joined or (unit.actors and not found.actors) else found
            actor_near = any(u.actors for u in units[max(0, position - 3) : position])
            if not joined and (found.actors or not actor_near):
                return found
        elif unit.kind in ("generic", "predicate") and not joined and found is None:
            return GENERIC
    return found or GENERIC


def _owner_of(units: list[Unit], position: int) -> Unit:
    """Return the actor that an unnamed force belongs to, else the unnamed force itself.

    مقاتلات سلاح الجو, كتيبة كاملة من الجيش, عناصر تابعة للوفاق.
    """
    linked = governs(units[position])
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


def governs(unit: Unit) -> bool:
    """Whether a noun that stands for unnamed people can have a name as its genitive: مسلحو, not مسلحون or المسلحين."""
    return not definite(unit) and not unit.word.endswith(FULL)


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
