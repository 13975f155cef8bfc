"""Who speaks: the subject of a speaking word, its owner, or who spoke before."""

from libyautil.clauses import Classes, Hit, Sentence, coordinated, preposition, subjects
from libyautil.predicates import STOPS, VERBAL


def who_speaks(
    part: Sentence, at: int, through: int, begin: int, hit: Hit, classes: Classes, last: list[str]
) -> list[str]:
    """Return who speaks: the subject; the last speaker where the verb has a pronoun only; else "unnamed"."""
    between = part.words[through + 1 : max(begin, through + 3)]
    nearby = [actor for actor in part.actors if through < actor.first < begin]
    heads = {word.removeprefix("ال") for word in between[:3]}
    if hit.kind == "participle" and not hit.definite:
        return topic(part, at, classes) or last or ["unnamed"]
    if heads & classes["outsider"]:
        return ["unnamed"]
    if heads & classes["unnamed"]:
        persons = [actor.id for actor in nearby if actor.kind == "person"]
        tied = [actor.id for actor in nearby if actor.form != "demonym" and actor.kind != "group"]
        adjective = [actor.id for actor in nearby if actor.form == "demonym" and actor.kind != "group"]
        return persons[:1] or tied[:1] or adjective[:1] or ["unnamed"]
    if hit.kind in ("noun", "phrase") and not hit.pronoun or between[:1] and between[0] in classes["statement"]:
        owners = [actor for actor in nearby if preposition(part, actor, classes, through + 1) in ("", "ل", "عن", "من")]
        if owners:
            return [owners[0].id]
    found = subjects(part, at, classes, hit.pronoun, until=begin)
    if found:
        beside = [actor for actor in nearby if actor.kind == "person" and 0 < actor.first - found[-1].last <= 3]
        office = len(found) == 1 and found[0].first > at and found[0].kind != "person"
        chosen = beside[:1] if office and beside else found
        return [actor.id for actor in chosen[:3]]
    nouns = [
        n
        for n in range(through + 1, begin)
        if n not in part.verbs and part.words[n] not in classes["preposition"] | STOPS
    ]
    pronoun = (
        not nouns or through + 1 in part.verbs or between[0] in classes["preposition"] | classes["anaphor"] | STOPS
    )
    if pronoun or between[0][:1] in "بلف":
        stranger = (
            at > 2 and part.words[at - 1] == "،" and part.words[0].removeprefix("و").startswith("ال")
        )  # السيناتور فلان، قال
        return topic(part, at, classes) or (["unnamed"] if stranger else last) or ["unnamed"]
    return [nearby[0].id] if nearby else ["unnamed"]


def topic(part: Sentence, at: int, classes: Classes) -> list[str]:
    """Return the sentence's subject so far: its first actor that no preposition governs."""
    for actor in part.actors:
        if (
            actor.last < at
            and preposition(part, actor, classes) in ("", *classes["topic"])
            and actor.form != "demonym"
            and (actor.kind != "group")
        ):
            return [actor.id]
    return []


def named_after(part: Sentence, through: int, classes: Classes) -> list:
    """Return the actor named within five words after a phrase like ``بحسب``, before any mark."""
    for actor in part.actors:
        between = part.words[through + 1 : actor.first]
        if through < actor.first <= through + 5 and not any(
            word in "،؛:." or word in classes["complement"] or word[1:] in classes["complement"] for word in between
        ):
            return coordinated(part, actor, part.actors, classes)
        if actor.first <= through <= actor.last and actor.last > through:
            return [actor]
    return []


def only_judged(part: Sentence, at: int, begin: int, hit: Hit) -> bool:
    """Tell whether a joined verb of judging names one party only, whom it judges: ``ووصف الحرس بأنه عصابة``."""
    named = [actor for actor in part.actors if at < actor.first < begin]
    judged = part.words[begin] in ("بانه", "بانها", "بانهم") and begin > 0
    alone = not named or len(named) == 1 and named[0].last == begin - 1 and named[0].first <= at + 2
    return hit.kind in VERBAL and part.words[at].startswith("و") and alone and judged
