"""Rows that can fire: an alias, its folded patterns, and the conditions under which it holds."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from libyautil.arabic import fold

SCOPES = ("prev", "next", "near", "sentence", "nearby", "article", "prefix")
_CONDITION = re.compile(rf"({'|'.join(SCOPES)}):(.+)")


@dataclass(frozen=True, eq=False)
class Condition:
    """One condition of an alias row: a scope and the words, classes or ids that it looks for there."""

    scope: str
    words: tuple[str, ...]
    ids: frozenset[str]
    prefixes: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the expression that finds the words: at the end of what stands before, the start of what follows."""
        before, after = {"prev": ("", r"\s*$"), "next": (r"^\s*", "")}.get(self.scope, ("", ""))
        return re.compile(before + word_pattern(list(self.words)) + after)


@dataclass(frozen=True, eq=False)
class Entry:
    """One row that can fire: an alias of an actor, an alias of a place, or a blocker."""

    layer: str
    id: str
    kind: str
    form: str
    frame: str
    clitics: str
    requires: tuple[Condition, ...]
    excludes: tuple[Condition, ...]
    since: str
    until: str
    lexicon_row: str
    alias: str
    letters: int

    @property
    def short(self) -> bool:
        """Tell whether the row is a short form: it asks that its own long form stand in the article."""
        return any(self.id in condition.ids for condition in self.requires)


def patterns(phrase: str, clitics: str) -> list[str]:
    """Return the folded forms of a phrase: itself and, where ل may stand before its article, the form with لل."""
    if not phrase.startswith("ال") or clitics != "any":
        return [phrase]
    return [phrase, "لل" + phrase[3 if phrase.startswith("الل") else 2 :]]


def read_entries(tables: Mapping[str, pd.DataFrame], classes: Mapping[str, list[str]]) -> Iterator[tuple[Entry, str]]:
    """Yield every row that can fire, with its folded phrase: aliases of actors and places, and blockers."""
    read_conditions = condition_reader(classes)
    kinds = pd.concat([tables["actors"], tables["places"]]).set_index("id")["kind"].to_dict()
    for layer, table, phrase in (("actor", "aliases", "alias"), ("place", "place_aliases", "alias"),
                                 ("blocker", "blockers", "phrase")):  # fmt: skip
        for row in tables[table].to_dict("records"):
            folded = fold(row[phrase]).text.strip()
            requires, excludes = row.get("requires", ""), row.get("excludes", "")
            yield Entry(
                layer, row.get("id", ""), kinds.get(row.get("id", ""), ""), row.get("form", "name"),
                row.get("frame", ""), row["clitics"], read_conditions(requires),
                read_conditions(excludes), row.get("since", ""), row.get("until", ""), row["lexicon_row"],
                row[phrase], len(folded),
            ), folded  # fmt: skip


def word_pattern(words: list[str]) -> str:
    """Return a regular expression for any of ``words`` in folded text, with clitics and article before them.

    >>> bool(re.search(word_pattern(["معركة"]), "وبالمعركه"))
    True
    """
    folded = sorted({re.escape(fold(w).text.strip()) for w in words}, key=len, reverse=True)
    return rf"(?<!\w)[وف]?[بكلس]?(?:ال|لل)?(?:{'|'.join(folded)})(?!\w)"


def condition_reader(classes: Mapping[str, list[str]]) -> Callable[[str], tuple[Condition, ...]]:
    """Return a function that reads a ``requires`` or ``excludes`` cell.

    Parameters
    ----------
    classes : mapping of str to list of str
        The words of each class.

    Returns
    -------
    callable
        Takes a cell: conditions joined by ``&``, each ``scope:item|item``; an item is a word, ``@class`` or ``#id``.
        Returns a tuple of Condition; raises ValueError where a scope or a class is not known.

    Examples
    --------
    >>> read = condition_reader({"at": ["عند"]})
    >>> [condition.scope for condition in read("prev:في|@at & article:#haftar")]
    ['prev', 'article']
    """

    @cache
    def read(part: str) -> Condition:
        match = _CONDITION.fullmatch(part)
        if match is None:
            raise ValueError(f"'{part}' is no condition: write scope:word|word with a scope of {', '.join(SCOPES)}")
        scope, items = match[1], [item.strip() for item in match[2].split("|") if item.strip()]
        if scope == "prefix":
            return Condition(scope, (), frozenset(), frozenset("" if item == "-" else item for item in items))
        unknown = [item for item in items if item.startswith("@") and item[1:] not in classes]
        if unknown:
            raise ValueError(f"{unknown[0]} is no class: name one of word_classes.csv")
        words = tuple(w for item in items for w in (classes[item[1:]] if item[0] == "@" else [item]) if w[0] != "#")
        return Condition(scope, words, frozenset(item[1:] for item in items if item[0] == "#"))

    return lambda cell: tuple(read(part.strip()) for part in cell.split("&") if part.strip())
