"""One event once: what a sentence tells twice, and what one of its events lends another."""

from itertools import pairwise

from libyautil.events.passage import FRONT, Passage

FIELDS = ("place", "initiator", "target")
HURT = ("airstrike", "shelling", "clash", "offensive")
NEAR = 12  # characters between a predicate and the one that carries it


def lend(found: list[dict]) -> list[dict]:
    """Let an operation and the capture that it is for share their fields; an agreement is where the meeting was."""
    met = next((e["place"] for e in found if e["type"] == "meeting" and e["place"]), "")
    for event in found:
        if event["type"] == "agreement" and not event["place"] and met:
            event["place"], event["place_role"] = met, "scene"
    for event, aim in pairwise(found):
        if event["type"] == "offensive" and aim["type"] == "capture" and aim["modality"] == "planned":
            one_deed = aim["place"] and event["place"] in ("", aim["place"])
            for name in FIELDS if one_deed else ():
                event[name] = event[name] or aim[name]
                aim[name] = aim[name] or event[name]
    return found


def suffer(passage: Passage, found: list[dict]) -> None:
    """Give a strike or fighting without a target those whose dead and hurt its sentence counts: مقتل عناصر من داعش."""
    units = passage.units
    for number, unit in enumerate(units):
        if not unit.classes & {"casualty"}:
            continue
        behind = units[number + 1 : number + 7]
        end = next((i for i, u in enumerate(behind) if u.kind in ("stop", "break", "comma") or u.event), len(behind))
        hurt = next((u.actors[0] for u in behind[:end] if u.actors and not u.aside), "")
        for event in found:
            if hurt and event["type"] in HURT and not event["target"] and hurt != event["initiator"]:
                event["target"] = hurt


def once(found: list[dict]) -> list[dict]:
    """Drop what a sentence tells twice.

    One predicate carried by another (شن هجوما, استعادة السيطرة) stands within a few words of it and is one event; a row
    that adds nothing to a richer one of its type is dropped. Two truces or meetings of one sentence stay two.
    """
    kept: list[dict] = []
    for event in found:
        twin = next((k for k in kept if _same(event, k)), None)
        if twin is None:
            kept.append(event)
            continue
        for name in FIELDS:
            twin[name] = twin[name] or event[name]
        if twin["place"] == event["place"] and not event["relation"]:
            twin["relation"] = ""
        if (
            event["modality"] in ("planned", "denied")
            and twin["modality"] == "occurred"
            and event["start"] - twin["end"] < NEAR
        ):
            twin["modality"] = "planned"
    return kept


def _same(event: dict, kept: dict) -> bool:
    if event["type"] != kept["type"] or event["start"] == kept["start"]:
        return False
    if kept["initiator"] and event["target"] == kept["initiator"]:
        return False  # the other side's turn
    if not all(not event[f] or not kept[f] or event[f] == kept[f] for f in FIELDS):
        return False
    poorer = all(not event[f] or event[f] == kept[f] for f in FIELDS)
    return poorer or event["type"] in FRONT or event["start"] - kept["end"] < NEAR
