"""The roles that a row of ``event_words.csv`` gives, and who fills them.

A row says for each slot which role stands in it: ``subject`` (of a verb), ``object`` (of a verb, or after ل behind a
verbal noun), ``of`` (the genitive behind a verbal noun), and ``prepositions`` (``على=target+scene|من=origin``). A
mention takes of the roles named the one that its layer can play: an actor initiator, target or caller; a place scene,
origin or goal.
"""

from dataclasses import dataclass, field

from libyautil.events.units import Unit

ACTOR_ROLES = ("initiator", "target", "caller", "speaker")
PLACE_ROLES = ("scene", "origin", "goal")


def read_roles(cell: str) -> dict[str, str]:
    """Return {preposition: roles} of a ``prepositions`` cell.

    Examples
    --------
    >>> read_roles("على=target+scene|من=origin")
    {'على': 'target+scene', 'من': 'origin'}
    """
    return dict(part.split("=", 1) for part in cell.split("|") if part)


@dataclass
class Filled:
    """The slots of one predicate: actor ids by role, place ids with role and the words before them."""

    actors: dict[str, list[str]] = field(default_factory=dict)
    places: list[tuple[str, str, Unit]] = field(default_factory=list)
    pronoun: str = ""  # the preposition whose pronoun points to a place named before
    noun: Unit | None = None  # the noun that points to it: المدينة
    role: str = ""  # the role that the noun plays
    two: bool = False  # the pronoun points to two: عليهما, المدينتين
    many: bool = False  # the pronoun can point to a list: عليها
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
