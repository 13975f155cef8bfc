"""When a row of ``event_words.csv`` fires: the words around it (requires, excludes), and what must be filled (needs).

A condition of ``requires`` and ``excludes`` is ``scope:word|@class``. The scopes are units of the sentence: ``prev``
the one before, ``first`` the one behind, ``next`` two behind, ``after`` seven, ``near`` six before to seven behind, and
``sentence``. A class is one of ``clause_words.csv``.

A ``needs`` cell joins with ``&`` what must all hold, each one or several names joined with ``|``:

place
    a place was found
initiator, target, party, generic
    that party was found; either of the two; a party that no id stands for
force, troops
    the initiator can fight: a force, a group, a government or an unnamed armed one; ``force`` counts a person too
goal
    the place is where it moves to
facility, road
    a noun of place (a port, a base, positions) stands behind the word; a road, or what can be closed, beside it
begun
    a carrier stands before it (broke out, launched), and the noun is not one known already
pronoun, unowned
    a pronoun is attached to it; none is
adjacent
    a name, or a noun that points to a place, stands right behind it
definite
    the article stands on the word
again
    the article stands on it, an event of its type was told in an earlier sentence, and this one names an actor
alone
    no other word of the sentence tells fighting
headline
    it stands in the article's first sentence, or in its title of several
quoted
    it stands in somebody's quoted words
verbless
    the sentence has no verb of the table
"""

from libyautil.arabic import PARTICLES
from libyautil.events.certainty import quoted
from libyautil.events.passage import ARMED, FRONT, Passage
from libyautil.events.roles import Filled
from libyautil.events.units import Hit, definite
from libyautil.predicates import plain

TITLE = 160  # characters of the longest first line that counts as a title


def holds(passage: Passage, at: int, hit: Hit) -> bool:
    """Whether the words around the predicate at `at` meet its row's conditions."""
    conditions = {c: [p.strip() for p in hit.row[c].split("&") if p.strip()] for c in ("requires", "excludes")}
    return all(_stands(p, passage, at) for p in conditions["requires"]) and not any(
        _stands(p, passage, at) for p in conditions["excludes"]
    )


def _stands(condition: str, passage: Passage, at: int) -> bool:
    """Whether one of the words of a condition (``scope:word|@class``) stands in its scope."""
    scope, items = condition.split(":", 1)
    units = passage.units
    reach = {"prev": units[max(0, at - 1):at], "first": units[at + 1:at + 2],
             "next": units[at + 1:at + 3], "near": units[max(0, at - 6):at + 8],
             "after": units[at + 1:at + 8], "sentence": units}[scope]  # fmt: skip
    words = f" {' '.join(u.word for u in reach)} "
    for item in items.split("|"):
        if item.startswith("@"):
            name = item[1:]
            phrases = passage.book.clause.classes.get(name, ())
            if any(name in u.classes for u in reach) or any(_says(phrase, words) for phrase in phrases):
                return True
        elif _says(plain(item.strip()), words):
            return True
    return False


def _says(phrase: str, words: str) -> bool:
    return any(f" {particle}{phrase} " in words for particle in PARTICLES)


def _in_headline(passage: Passage) -> bool:
    """Whether a sentence is the article's first, or another of a title of several (غريان تسقط.. والجيش يتقدم)."""
    title, rest, _ = passage.article.text.lstrip().partition("\n")
    begun = len(passage.article.text) - len(passage.article.text.lstrip())
    return passage.number == 0 or (bool(rest) and len(title) < TITLE and passage.units[0].start < begun + len(title))


def meets(
    needs: str, passage: Passage, at: int, filled: Filled, places: list, initiators: list[str], targets: list[str]
) -> bool:
    """Whether what was found fills what the row needs."""
    units, kinds = passage.units, passage.book.kinds
    behind = units[at + 1 : at + 6]
    carried = any(u.carrier is not None for u in units[max(0, at - 3) : at])
    has = {
        "place": bool(places),
        "initiator": bool(initiators),
        "target": bool(targets),
        "party": bool(initiators or targets),
        "generic": filled.generic,
        "force": filled.armed or any(kinds.get(i, "force") in ARMED | {"person", "government"} for i in initiators),
        "troops": filled.armed or any(kinds.get(i, "force") in ARMED | {"government"} for i in initiators),
        "goal": any(role == "goal" for _, role, _ in filled.places),
        "facility": any(u.kind == "place part" or u.classes & {"closable", "place pronoun"} for u in behind),
        "road": any(u.classes & {"road", "closable"} for u in [*units[max(0, at - 3) : at], *behind[:3]]),
        "begun": carried
        and (
            not definite(units[at])
            or bool(filled.actors)
            or " " in passage.article.text[units[at].start : units[at].hits[0].through]
        ),
        "pronoun": bool(units[at].pronoun),
        "unowned": not units[at].pronoun,
        "adjacent": any(u.mention or u.kind == "place pronoun" for u in behind[:2]),
        "definite": definite(units[at]),
        "again": not units[at].verb
        and definite(units[at])
        and units[at].hits[0].row["type"] in passage.memory.reported
        and any(u.actors and not u.aside for u in units),
        "alone": not any(h.row["type"] in FRONT for n, u in enumerate(units) if n != at for h in u.hits),
        "headline": _in_headline(passage),
        "quoted": quoted(passage, units[at]),
        "verbless": True,  # `cutting.cut` leaves the others out
    }
    return not needs or all(any(has[n.strip()] for n in part.split("|")) for part in needs.split("&"))
