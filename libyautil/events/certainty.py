"""How sure an event is: told as fact, claimed, planned, or denied.

Read outward from the event word: the particles before it (``predicates``), then the carriers that govern it
(``event_words.csv``: attempt, demand, prevent, announce). The outermost carrier that suspends the event decides: a
refused demand is denied, a wish to prevent is planned. The stretch of speech that it stands in (``voice``) comes last.
When it was is read here too.
"""

import pandas as pd

from libyautil.events.parties import complements
from libyautil.events.passage import FRONT, Passage
from libyautil.events.roles import read_roles
from libyautil.events.units import Hit, Unit, definite, set_off

NEWS_DAYS = 3  # news without a date is at most so old
CARRIER_REACH = 16  # units between a carrier and the event that it governs
MANAGED = ("occurred", "attempt")


def carriers(units: list[Unit], at: int) -> list[int]:
    """Return the positions of the carriers that govern the event at `at`, the nearest first.

    A carrier governs what follows in its clause. A full stop, a comma, a new clause or a finite verb that tells
    something of its own ends its reach; ``أن`` does not, and a relative clause between is passed over.
    """
    found: list[int] = []
    commas, apart = 0, set_off(units) | _relative_closed(units, at) | _inside_patterns(units, at)
    for position in range(at - 1, max(-1, at - CARRIER_REACH), -1):
        unit = units[position]
        if unit.aside or position in apart:
            continue
        if unit.kind == "stop" or (unit.kind == "break" and "that" not in unit.classes):
            break
        if "background" in unit.classes and (position >= at - 2 or _days_after(units, position, at)):
            break  # what comes after, because of or since is told as known, whatever is said before it
        if unit.kind == "comma":
            commas += not (position == at - 1 and units[at].joined)
            continue
        if not unit.hits:
            continue
        if commas:
            # over a comma reaches only a demand whose addressee or time was set off: طالبت، أمس، بوقف
            if (
                commas < 3
                and not found
                and unit.verb
                and unit.carrier is not None
                and unit.carrier.row["subject"] == "caller"
            ):
                found.append(position)
            break
        in_relative = unit.verb and position > 0 and units[position - 1].kind == "relative"
        if (
            in_relative
            and not units[at].verb
            and (unit.pronoun or any(u.kind == "preposition" for u in units[position + 1 : at]))
            and unit.carrier is None
        ):
            continue
        if unit.carrier is not None:
            if "negative" in unit.classes and _stands_apart(units[position + 1 : (found or [at])[-1]]):
                continue  # فضل عدم ذكر اسمه: what is not done is something else
            found.append(position)
            if in_relative or (unit.verb and unit.joined):
                break
        elif unit.verb:
            break
    return found


def _relative_closed(units: list[Unit], at: int) -> set[int]:
    """Return the positions of a relative clause that a comma closes before the noun at `at`, commas included.

    It does not part a verb from what it governs: تحاول القوة التي يقودها فلان، دخول البلدة.
    """
    led = at > 1 and units[at - 1].kind == "preposition"
    last = at - 2 if led else at - 1
    if last < 1 or units[last].kind != "comma" or units[at].verb or units[at].joined:
        return set()
    ends = ("relative", "comma", "stop", "break")
    opened = next((i for i in range(last - 1, max(0, at - CARRIER_REACH), -1) if units[i].kind in ends), 0)
    nested = any(u.carrier is not None and not u.verb for u in units[opened:last])
    if not opened or units[opened].kind != "relative" or nested:
        return set()
    return set(range(opened - (units[opened - 1].kind == "comma"), last + 1))


def _inside_patterns(units: list[Unit], at: int) -> set[int]:
    """Return the positions inside a carrier of several words: أعلن التنظيم، في تسجيل نشره أمس، مسؤوليته عن الهجوم."""
    inside: set[int] = set()
    for position in range(max(0, at - CARRIER_REACH), at):
        carrier = units[position].carrier
        if carrier is not None and carrier.verb and carrier.reach > units[position].end:
            reached = (i for i in range(position + 1, at) if units[i].end <= carrier.reach)
            inside |= {i for i in reached if units[i].carrier is None}
    return inside


def _upcoming(units: list[Unit], at: int) -> bool:
    """Whether a noun is said to be still to come (الاجتماع المقبل); القادم من ترهونة only comes from there."""
    from_there = [u.value == "من" for u in units[at + 2 : at + 5]] + [False] * 3
    return any("upcoming" in u.classes and not f for u, f in zip(units[at + 1 : at + 4], from_there, strict=False))


def _governs_by(preposition: str, marked: list[tuple[int, Hit]]) -> bool:
    """Whether one of the carriers governs by a preposition: تعرض الموقع لقصف."""
    return any(preposition in read_roles(carrier.row["prepositions"]) for _, carrier in marked)


def _days_after(units: list[Unit], position: int, at: int) -> bool:
    """Whether only a length of time parts the word at `position` from the event: بعد أربعة أيام من دخول."""
    between = units[position + 1 : at]
    return len(between) < 6 and between[-1:] != [] and between[-1].value == "من" and not any(u.hits for u in between)


def _stands_apart(between: list[Unit]) -> bool:
    """Whether words other than adverbs stand between a negative noun and the next carrier or event."""
    return any(u.kind not in ("adverb", "comma") for u in between)


def modality(units: list[Unit], at: int, hit: Hit, governing: list[int]) -> tuple[str, bool]:
    """Return the modality that grammar gives the event at `at`, or "", and whether it is an attempt."""
    found, attempt, claimed = "", False, False
    marked = [(g, carrier) for g in governing if (carrier := units[g].carrier) is not None]
    for position, carrier in marked:
        kind = carrier.row["modality"]
        if kind == "planned" and hit.kind == "perfect" and any("that" in u.classes for u in units[position:at]):
            continue  # nobody threatens or demands what is past: قال في تصريحات إن القوات دخلت
        if kind == "claimed":
            claimed = True
        elif kind in MANAGED:
            if not found:
                found, attempt = "occurred", kind == "attempt"
        elif kind:
            found = "occurred" if carrier.negated and kind == "denied" else kind
        if carrier.negated and kind not in ("denied", "planned", "claimed"):
            found = "denied"
        elif (carrier.future or carrier.conditional or (carrier.intended and carrier.verb)) and kind != "claimed":
            found = found if found == "denied" or _told_as_result(units, position) else "planned"
    if attempt and hit.row["type"] not in FRONT:
        found, attempt = "planned", False
    pure = any("negative" in u.classes for u in units[max(0, at - 3) : at])
    known = background(units, at)
    near = bool(governing) and (at - governing[0] < 4 or _governs_by(units[at].preposition, marked))
    negated = hit.negated and not (hit.kind == "perfect" and units[at].joined)  # دخلوا بلا قتال وسيطروا
    if negated and (pure or not found):
        found = "denied"
    elif found in ("", "occurred") and not attempt:
        intended = hit.intended and not found and not (hit.verb and _told_as_result(units, at))
        upcoming = not hit.verb and _upcoming(units, at)
        aim = (
            not hit.verb
            and not known
            and ((units[at].preposition == "ل" and not (found and near)) or _agreed_on(units, at))
        )
        asked = hit.kind == "imperfect" and any("question" in u.classes for u in units[max(0, at - 4) : at])
        if asked or hit.future or hit.conditional or intended or upcoming or aim:
            found = "planned"
    if not found and hit.row["modality"]:
        found = "occurred" if known else "" if claimed else hit.row["modality"]
    return ("claimed" if claimed and found in ("", "occurred") else found), attempt


def _told_as_result(units: list[Unit], at: int) -> bool:
    """Whether a verb with ل stands after a comma: ليصل then tells what came of it, not what for."""
    return at > 0 and units[at - 1].kind == "comma"


def _agreed_on(units: list[Unit], at: int) -> bool:
    """Whether the event is what an agreement is about: تفاهم على إطلاق حوار."""
    for position in range(at - 1, max(-1, at - 8), -1):
        if units[position].kind in ("stop", "comma", "break"):
            return False
        if units[position].kind == "preposition" and units[position].value == "على":
            return any(h.row["type"] == "agreement" for u in units[max(0, position - 6) : position] for h in u.hits)
    return False


def background(units: list[Unit], at: int) -> bool:
    """Whether the event is taken as known: after because of, since, during, or in a relative clause."""
    for position in range(at - 1, max(-1, at - 4), -1):
        unit = units[position]
        if "background" in unit.classes or unit.kind == "relative":
            return True
        if unit.value == "من" and position == at - 1 and _since_days(units, position):
            return True
        if unit.kind in ("stop", "comma", "break") or (unit.hits and unit.verb):
            return False
    return False


def _since_days(units: list[Unit], position: int) -> bool:
    """Whether the من at `position` closes a length of time that after opens: بعد أربعة أيام من."""
    opened = (i for i in range(position - 2, max(-1, position - 6), -1) if "background" in units[i].classes)
    return any(_days_after(units, i, position + 1) for i in opened)


def voiced(passage: Passage, at: int, kind: str, sure: str, speaker: str) -> tuple[str, str]:
    """Return modality and speaker once the stretch of speech that the event stands in is known.

    What a witness tells, what a report takes as known, and what the article tells itself and only backs with an
    unnamed source is told as fact.
    """
    units, unit = passage.units, passage.units[at]
    covering = [row for row in _covering(passage, unit) if row.kind in ("quote", "report", "headline")]
    source, witnessed = speaker, not speaker and any("witness" in u.classes for u in units[:at])
    if covering:
        inner = max(covering, key=lambda row: row.start)
        named = inner.speaker not in ("", "unnamed")
        source = inner.speaker if named else source
        witnessed = not named and (witnessed or (kind == "ceasefire" and inner.kind != "quote"))
        backed = not named and inner.kind == "report" and inner.start <= units[0].start
        if sure in ("", "occurred"):
            sure = "occurred" if backed else "claimed"
    known = background(units, at) or (kind == "ceasefire" and not source)
    presupposed = (
        definite(unit) and not quoted(passage, unit) and (kind == "clash" or _known_already(passage, at, kind))
    )
    if sure == "claimed" and (witnessed or known or presupposed):
        sure = "occurred"
    return sure or "occurred", source


def _known_already(passage: Passage, at: int, kind: str) -> bool:
    """Whether a definite noun takes up what was told before (قتلوا في الهجوم), or says so itself (الاتفاق الذي عقد)."""
    units = passage.units
    hit, behind = units[at].hits[0], units[at + 1 : at + 2]
    if hit.verb or hit.light:
        return False
    if behind and behind[0].kind == "relative":
        return True
    return kind in passage.memory.told and not any(u.mention for _, u in complements(units, at, hit))


def quoted(passage: Passage, unit: Unit) -> bool:
    """Whether a unit stands between quotation marks of somebody's speech."""
    return any(row.kind == "quote" for row in _covering(passage, unit))


def _covering(passage: Passage, unit: Unit) -> list:
    return [row for row in passage.voice if row.start <= unit.start < row.end]


def window(passage: Passage, unit: Unit, sure: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return when the event was: the time named nearest to it in its sentence, else the days before publication.

    What is planned and has no time named is open towards the future.
    """
    here = _dated(passage)
    if here:
        nearest = min(here, key=lambda d: d.start - unit.end if d.start >= unit.end else unit.start - d.end)
        return nearest.earliest, nearest.latest
    article = passage.article
    if sure == "planned":
        return article.published_earliest, pd.NaT
    return article.published_earliest - pd.Timedelta(days=NEWS_DAYS), article.published_latest


def ahead(passage: Passage) -> bool:
    """Whether the sentence names a time after the article's own day."""
    return any(date.latest > passage.article.published_latest for date in _dated(passage))


def _dated(passage: Passage) -> list:
    first, last = passage.units[0].start, passage.units[-1].end
    return [date for date in passage.dates if first <= date.start < last and pd.notna(date.latest)]
