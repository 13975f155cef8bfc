"""Where an event was: only a scene, a goal or an origin in its own clause, or what a plain pronoun points back to."""

from libyautil.events.parties import WHERE
from libyautil.events.passage import FRONT, PARTIES, Passage
from libyautil.events.roles import Filled, read_roles
from libyautil.events.units import Hit, Unit, definite, set_off

ORDER = {"withdrawal": ("origin", "scene", "goal"), "buildup": ("goal", "scene"), "offensive": ("scene", "goal"),
         "capture": ("scene", "goal", "origin")}  # fmt: skip
SCENE = ("في", "ب")
GROUND = ("capture", "withdrawal", "hold")  # what they govern is the ground itself
Place = tuple[str, str, str]  # id, role, relation


def places_of(passage: Passage, at: int, hit: Hit, filled: Filled, kind: str) -> list[Place]:
    """Return the places of the event at `at`, each with its role and how the event lies to it.

    What the predicate governs comes first, in the order of roles of its type; then a pronoun; then a place with في or ب
    in the clause. Fighting told again without a place is where the sentence had it before, or at the only place that
    the sentence names.
    """
    units, order = passage.units, ORDER.get(kind, ("scene", "goal"))
    known, pointed = _known(passage, at, hit, filled.noun)
    roles = read_roles(hit.row["prepositions"])
    whole = "scene" in hit.row["object"] or any("scene" in r for p, r in roles.items() if p not in SCENE)
    several = _last_pair(passage, at) if filled.two else _last_list(passage, at, hit, filled)
    if several:
        return [(place, order[0], "") for place in several]
    for role in order:
        found = [(p, role, _relation(passage, unit) if whole else "") for p, r, unit in filled.places if r == role]
        listed = filled.role == role and (not found or _listed_with(filled))
        also = known if listed or (found and kind == "hold" and filled.pronoun in roles) else ""
        if also and all(p != also for p, *_ in found):
            found.append((also, role, _relation(passage, filled.noun) if whole and filled.noun else ""))
        if found:
            return found
    if known and filled.pronoun and filled.pronoun != "object":
        return [(known, order[0], _relation(passage, filled.noun) if whole and filled.noun else "")]
    aim = _unnamed_aim(units, at, hit)
    if aim is not None:
        steps = (1, -1) if aim.kind == "place part" else (1,)
        around = [] if kind in GROUND else _adverbial(passage, at, kind, steps) or _opening(passage, at, kind)
        return [(p, "scene", r if whole else "") for p, r in around]
    again = next((e["place"] for e in passage.told[-1:] if not hit.verb), "")
    if kind == "siege" and not filled.actors and again:
        return [(again, "scene", "")]
    held = _named_before(passage, at, hit) if kind == "hold" or hit.kind in ("passive", "phrase") else []
    if held:
        return held
    nearby = _adverbial(passage, at, kind) or _where(units, at) or _opening(passage, at, kind)
    if nearby:
        return [(p, "scene", relation if whole else "") for p, relation in nearby]
    if kind == "hold" and known and filled.pronoun:
        return [(known, "scene", "")]  # زوارة تؤمنها القوات
    if kind not in FRONT:
        return []
    if known and filled.pronoun:
        return [(known, order[0], "")]
    if again and (kind in ("clash", "siege", "withdrawal") or definite(units[at])):
        return [(again, "scene", "")]
    only = _only_place(units, at)
    if only and kind in ("clash", "shelling", "airstrike", "offensive"):
        return [(only, "scene", "")]
    return (
        [(known, "scene", "")]
        if known and (pointed or any(u.kind == "place pronoun" for u in units[at : at + 8]))
        else []
    )


def _known(passage: Passage, at: int, hit: Hit, noun: Unit | None) -> tuple[str, bool]:
    """Return the place that a pronoun at `at`, or `noun`, points back to; and whether a noun stands shortly before.

    A noun takes the last place of its own kind (القاعدة: a base). The subject of a verb that stands before it
    (القاعدة التي …، دخلتها) points further back than a place named inside the clause.
    """
    units = passage.units
    pronouns = [i for i, u in enumerate(units[:at]) if u.kind == "place pronoun"]
    resumed = (
        noun is None
        and bool(pronouns)
        and hit.verb
        and not any(u.joined and u.verb for u in units[pronouns[-1] + 1 : at])
    )
    noun = noun or (units[pronouns[-1]] if pronouns else None)
    told = (e["place"] for e in reversed(passage.told) if e["place"])
    named = (p for p, o in reversed(passage.named_places(at)) if p in passage.book.libyan and passage.fits(noun, p, o))
    before = passage.remembered(noun)
    known = before if resumed else ""
    known = known or next((p for p in told if passage.fits(noun, p)), "") or next(named, "") or before
    return known, bool(pronouns) and pronouns[-1] >= at - 6


def _listed_with(filled: Filled) -> bool:
    """Whether the noun is one of a list of places (المطار ومعسكر حمزة), not where another lies (حي وسط المدينة)."""
    noun = filled.noun
    return noun is not None and (noun.joined or all(noun.start < u.start and u.joined for *_, u in filled.places))


def _last_pair(passage: Passage, at: int) -> list[str]:
    """Return the last two places that were named together (السدرة ورأس لانوف), in the sentence or before it."""
    for number in range(at - 1, 0, -1):
        unit, before = passage.units[number], passage.units[number - 1]
        if unit.places and unit.joined and before.places and not unit.actors:
            return [before.places[-1], unit.places[-1]]
    return list(passage.memory.two_places)


def _last_list(passage: Passage, at: int, hit: Hit, filled: Filled) -> list[str]:
    """Return the three places or more that one predicate told of last: ها on a verb stands for them all.

    It stands for whom that was done to, where a party was named: سحق الجماعات في درنة وسرت وسبها، ويحاصرها.
    A pronoun on a preposition stands for those that the sentence listed last: تيجي وبدر والجوش بعد السيطرة عليها.
    """
    if filled.many and not filled.places and hit.row["type"] in GROUND:
        return _list_before(passage.units, at)
    if not passage.told or not hit.verb or hit.pronoun != "ها" or filled.places or "scene" not in hit.row["object"]:
        return []
    last = [e for e in passage.told if e["start"] == passage.told[-1]["start"]]
    listed = list(dict.fromkeys(e["place"] for e in last if e["place"] and not e["target"]))
    nearest = passage.named_places(at)[-1:]
    return listed if len(listed) > 2 and nearest and nearest[0][0] == listed[-1] else []


def _list_before(units: list[Unit], at: int) -> list[str]:
    """Return the three places or more that a sentence lists last before `at`, nothing where it lists fewer."""
    places = [i for i, u in enumerate(units[:at]) if u.places and not u.actors and not u.aside]
    listed: list[int] = []
    for position in reversed(places):
        if listed and not units[listed[-1]].joined:
            break
        listed.append(position)
    return [p for i in reversed(listed) for p in units[i].places] if len(listed) > 2 else []


def _named_before(passage: Passage, at: int, hit: Hit) -> list[Place]:
    """Return the place that is said to be held, where it stands before the words: غريان بيد القوات."""
    units = passage.units
    if hit.row["subject"] != "scene" and hit.kind != "phrase":
        return []
    nouns = [(i, u) for i, u in enumerate(units) if at - 6 <= i < at and u.kind == "place pronoun"]
    for position, noun in reversed(nouns):
        place = passage.remembered(noun)
        if place and not any(u.places for u in units[position:at]):
            return [(place, "scene", "")]
    found: list[Place] = []
    for unit in reversed(units[max(0, at - 14) : at]):
        if unit.kind in ("stop", "break") or (found and unit.kind not in ("comma", "mention", "place part")):
            break
        if unit.places and not unit.actors and not unit.aside:
            found += [(p, "scene", "") for p in unit.places]
            if not unit.joined:
                break
    return found


def _opening(passage: Passage, at: int, kind: str) -> list[tuple[str, str]]:
    """Return the place that opens the sentence and is set off by a comma: وفي تونس، التقى.

    It frames the whole sentence for fighting; for talks only what comes first and at once.
    """
    units = passage.units
    if len(units) < 4 or units[0].kind != "preposition" or units[0].value != "في":
        return []
    comma = next((i for i, u in enumerate(units[:5]) if u.kind == "comma"), 0)
    led = [u for u in units[1:comma] if u.mention and u.places and not u.actors]
    first = not passage.told and not any(u.event for u in units[:at]) and at - comma < 4
    frames = kind in FRONT and kind not in GROUND
    return [(p, "في") for p in led[0].places] if led and (frames or (kind == "meeting" and first)) else []


def _only_place(units: list[Unit], at: int) -> str:
    """Return the only place that the sentence names.

    What a contrast parts from the event does not count, nor what frames its report: قال في مؤتمر بطرابلس إن المعارك.
    """
    frame = next((i for i, u in enumerate(units) if "that" in u.classes), -1)
    parted = [i for i, u in enumerate(units) if "contrast" in u.classes or i == frame]
    first = max((i for i in parted if i < at), default=-1)
    last = min((i for i in parted if i > at), default=len(units))
    named = {p for u in units[first + 1 : last] for p in u.places if not u.aside}
    return named.pop() if len(named) == 1 else ""


def _adverbial(passage: Passage, at: int, kind: str, steps: tuple[int, ...] = (1, -1)) -> list[tuple[str, str]]:
    """Return the places with في or ب in the clause of the event, behind it or before, and those listed with them."""
    units, apart = passage.units, set_off(passage.units)
    for step in steps:
        position, passed = at + step, False
        while 0 <= position < len(units):
            unit = units[position]
            passed = (passed or (unit.kind == "relative" and step > 0 and unit.joined)) and unit.kind != "comma"
            if not passed and position not in apart:
                if _closes(unit, kind, step, step < 0 and position < at - 1):
                    break
                alone = unit.mention and unit.places and not unit.actors and not unit.aside
                led = unit.preposition == "ب" or _led_by_in(units, position, kind)
                if alone and led and not _about(units, position) and not _apart(passage, position, kind):
                    held = _held(units, position, at if step > 0 else -1)
                    if held is None:
                        return _listed(passage, position, step)
                    if held.places:
                        return [(held.places[-1], _relation(passage, held))]
            position += step
    return []


def _where(units: list[Unit], at: int) -> list[tuple[str, str]]:
    """Return the place that حيث right behind it makes the scene: وصل إلى روما حيث اجتمع, وفي سرت، حيث تحاصر."""
    opened = next((i for i in range(at - 1, max(-1, at - 6), -1) if units[i].word == WHERE), 0)
    before = [u for u in units[max(0, opened - 2) : opened] if u.kind != "comma"]
    led = opened and before and before[-1].places and not any(u.verb for u in units[opened:at])
    return [(p, "في") for p in before[-1].places] if led else []


def _about(units: list[Unit], position: int) -> bool:
    """Whether a place with ب is a topic and no scene (خاص بليبيا), or where the people are who do it (المتنافسة في)."""
    before = units[max(0, position - 2) : position]
    topic = bool(before) and "about" in before[-1].classes and units[position].preposition == "ب"
    return topic or (len(before) == 2 and "participle relative" in before[0].classes and before[1].value == "في")


def _apart(passage: Passage, position: int, kind: str) -> bool:
    """Whether a place is where the words about it were said, or where a government that talks has its seat."""
    units = passage.units
    host = units[position - 2] if position > 1 and units[position - 1].value == "في" else units[position]
    seated = kind in PARTIES and any(passage.book.kinds.get(a) == "government" for a in host.actors)
    return seated or passage.spoken_at(position)


def _held(units: list[Unit], position: int, start: int) -> Unit | None:
    """Return the place that the one at `position` only says the region of: مدينة درنة شرق ليبيا."""
    for number in range(position - 1, max(start, position - 6), -1):
        unit = units[number]
        if unit.kind == "place pronoun" or (unit.places and not unit.aside):
            return unit
        if unit.kind in ("stop", "break", "comma") or unit.verb or unit.event or unit.joined:
            return None
    return None


def _closes(unit: Unit, kind: str, step: int, far: bool) -> bool:
    """Whether a unit ends the search for an adverbial of place: sooner for talks, which short clauses tell."""
    talks = kind in PARTIES
    light = unit.carrier is not None and not (talks and unit.carrier.row["modality"] in ("planned", "claimed"))
    verb = unit.verb and not unit.joined and not light and (talks or step < 0)
    return (
        unit.kind in ("stop", "break")
        or verb
        or (talks and (unit.event or unit.kind == "comma" or (far and "background" in unit.classes)))
    )


def _listed(passage: Passage, position: int, step: int) -> list[tuple[str, str]]:
    units, unit = passage.units, passage.units[position]
    if step < 0 and position > 1 and units[position - 1].kind == "preposition" and units[position - 2].places:
        unit = units[position - 2]  # في درنة في شرق ليبيا: the second holds the first
    relation = _relation(passage, unit)
    found = [(p, relation) for p in unit.places]
    for follower in units[position + 1 :]:
        if follower.mention and follower.joined and follower.places:
            found += [(p, relation) for p in follower.places]
        elif follower.kind not in ("place part", "direction"):
            break
    return found


def _relation(passage: Passage, unit: Unit) -> str:
    """Return how the event lies to the place: the word of direction before it (جنوب, محيط), or of a part (معظم).

    ``في`` where the place only holds the scene, else "".
    """
    if unit.preposition == "ب":
        return "في"
    position = passage.position(unit)
    for before in reversed(passage.units[max(0, position - 4) : position]):
        if before.classes & {"direction", "partial"}:
            return before.word
        if before.kind == "preposition":
            return "في" if before.value == "في" else ""
        if before.preposition == "ب":
            return "في"
        if before.kind not in ("place part", "word"):
            return ""
    return ""


def _led_by_in(units: list[Unit], position: int, kind: str) -> bool:
    """Whether a place stands after في, قرب or a word of direction, nouns that open a place passed over."""
    for before in reversed(units[max(0, position - 4) : position]):
        if before.kind == "preposition":
            return before.value in ("في", "قرب") or (kind in FRONT and "direction" in before.classes)
        if "direction" in before.classes or (before.preposition == "ب" and before.kind in ("word", "place part")):
            return True
        if before.kind not in ("word", "place part", "adverb"):
            return False
    return False


def _unnamed_aim(units: list[Unit], at: int, hit: Hit) -> Unit | None:
    """Return what the predicate's own preposition leads to, where that is no place that the text names.

    السيطرة على السوق, الهجوم على منشآت نفطية.
    """
    roles = read_roles(hit.row["prepositions"])
    leading = {p for p, r in roles.items() if ("scene" in r or "goal" in r) and p in ("على", "إلى")}
    leading |= {p for p, r in roles.items() if r == "origin" and hit.row["type"] == "withdrawal"}
    for position in range(at + 1, min(len(units) - 1, at + 6)):
        unit, aim = units[position], units[position + 1]
        if unit.kind in ("stop", "comma", "break", "predicate"):
            return None
        if unit.kind == "preposition" and unit.value in leading:
            part = aim.kind == "place part" and all(u.kind == "word" for u in units[position + 2 : position + 3])
            return aim if part or (aim.kind == "word" and "closable" not in aim.classes) else None
    return None


def modifies(passage: Passage, unit: Unit) -> bool:
    """Whether في and a place belong to a noun before them (القيادات المتنافسة في ليبيا) and not to the verb."""
    position = passage.position(unit)
    return (
        position > 2
        and passage.units[position - 1].kind == "preposition"
        and passage.units[position - 2].kind == "word"
    )
