"""Rows that can fire: an alias, its folded patterns, and the conditions under which it holds."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

import pandas as pd

from libyautil.arabic import CONJUNCTIONS, PARTICLES, PREPOSITIONS, fold, fold_all

SCOPES = ("prev", "next", "near", "sentence", "nearby", "article", "prefix")
BESIDE = ("prefix", "prev", "next")  # the scopes that look at the word of a name and the words right beside it
_CHEAPEST = ("prefix", "prev", "next", "article", "sentence", "near", "nearby")  # the order in which they are checked

# What may stand between the start of a word and a word of a condition, and between it and a name that takes any clitic.
CLITICS = frozenset(map("".join, product(("", *CONJUNCTIONS), ("", *PREPOSITIONS, "س"), ("", "ال", "لل"))))
_ON_NAMES = frozenset(map("".join, [*product(PARTICLES, ("", "ال")), *product(("", *CONJUNCTIONS), ["لل"])]))
_RARE = frozenset(p for p in _ON_NAMES if p not in ("لل", "ولل") and not p.endswith("ال") and ("ف" in p or "ك" in p))
_LONG_ENOUGH_FOR_RARE_CLITICS = 4  # كسرت and فسرت are verbs: short names take no ف and no ك

_CELLS = ["id", "form", "frame", "clitics", "requires", "excludes", "since", "until", "lexicon_row"]
_CONDITION = re.compile(rf"({'|'.join(SCOPES)}):(.+)")


@dataclass(frozen=True, eq=False)
class Condition:
    """One condition of an alias row: a scope, and the folded words or the ids that it looks for there."""

    scope: str
    words: frozenset[str]
    ids: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    shapes: re.Pattern[str] | None = None

    @cached_property
    def scanned(self) -> frozenset[str]:
        """Return the words that are looked for everywhere; a single word right beside a name is read there instead."""
        if self.scope in BESIDE:
            return frozenset(word for word in self.words if not word.isalnum())
        return self.words


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

    @cached_property
    def short(self) -> bool:
        """Tell whether the row is a short form: it asks that its own long form stand in the article."""
        return any(self.id in condition.ids for condition in self.requires)

    @cached_property
    def sure(self) -> bool:
        """Tell whether the row names its id beyond doubt: by words alone, whatever other id stands in the article."""
        return self.id != "" and not any(condition.ids for condition in self.requires + self.excludes)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Return what may be written before the form in one word with it, but for nothing at all."""
        if self.clitics == "none":
            return frozenset()
        if self.clitics == "article":
            return frozenset(["ال"])
        return _ON_NAMES if self.letters >= _LONG_ENOUGH_FOR_RARE_CLITICS else _ON_NAMES - _RARE


@dataclass(frozen=True, eq=False, slots=True)
class Pattern:
    """A folded text that is looked for: a form of some rows, a word of some condition, a title, or several of these."""

    text: str
    rows: list[Entry]
    sign: bool
    title: bool

    @property
    def swallowed(self) -> str:
        """Return the particle that the form itself holds: ل before an article that it took the alef of."""
        return "ل" if self.text.startswith("لل") else ""


def word_classes(tables: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
    """Return the words of each class that conditions may name: those of ``word_classes.csv`` and two that are made.

    ``person_name`` has the words with which the names of persons begin, ``foreign_name`` those of persons who have no
    role in the war; both bare and behind a comma. Left out are titles, and what is as often another word (the class
    ``no_person_name``).
    """
    classes = tables["word_classes"].groupby("class")["word"].agg(list).to_dict()
    persons = tables["actors"].loc[tables["actors"]["kind"] == "person", "id"]
    names = tables["aliases"].loc[lambda table: (table["form"] == "name") & table["id"].isin(persons)]
    titles = tables["titles"]["title"].str.split(" ").str[0]
    words = names["alias"].str.split(" ").str[0]
    known = ~words.isin([*titles, *classes.get("no_person_name", [])])
    foreign = ~names["id"].isin(tables["roles"]["id"])
    for name, meant in (("person_name", known), ("foreign_name", known & foreign)):
        bare = words[meant].unique().tolist()
        classes[name] = [*bare, *(f"، {word}" for word in bare)]
    return classes


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
        rows = tables[table].reindex(columns=[*_CELLS, phrase], fill_value="")
        phrases = rows.pop(phrase).tolist()
        cells = zip(*(rows[name].tolist() for name in _CELLS), phrases, fold_all(phrases), strict=True)
        for id, form, frame, clitics, requires, excludes, since, until, lexicon_row, written, folded in cells:
            yield Entry(
                layer, id, kinds.get(id, ""), form or "name", frame, clitics, read_conditions(requires),
                read_conditions(excludes), since, until, lexicon_row, written, len(folded),
            ), folded  # fmt: skip


def word_pattern(words: list[str]) -> str:
    """Return a regular expression for any of ``words`` in folded text, with clitics and article before them.

    >>> bool(re.search(word_pattern(["معركة"]), "وبالمعركه"))
    True
    """
    folded = sorted({re.escape(fold(w).text.strip()) for w in words}, key=len, reverse=True)
    return rf"(?<!\w)[وف]?[بكلس]?(?:ال|لل)?(?:{'|'.join(folded)})(?!\w)"


def _shapes(words: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern of words that look like ``ت…`` or ``…ت`` and like none that ``!`` rules out, as ``!…ات``."""
    written = {w: re.escape(w.removeprefix("!")).replace("…", r"\w{2,}") for w in sorted(words)}
    wanted = [pattern for word, pattern in written.items() if word[0] != "!"]
    unwanted = [pattern for word, pattern in written.items() if word[0] == "!"]
    if not wanted:
        return None
    return re.compile(rf"(?!(?:{'|'.join(unwanted)})(?!\w))[وف]?(?:{'|'.join(wanted)})(?!\w)")


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
        With the scopes ``prev`` and ``next`` a word may be a shape: ``ت…`` begins so, ``!ت…ة`` is not meant.
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
            return Condition(scope, frozenset(), prefixes=frozenset("" if item == "-" else item for item in items))
        unknown = [item for item in items if item.startswith("@") and item[1:] not in classes]
        if unknown:
            raise ValueError(f"{unknown[0]} is no class: name one of word_classes.csv")
        ids = frozenset(item[1:] for item in items if item[0] == "#")
        if ids and scope in ("prev", "next"):
            raise ValueError(f"'{part}' looks for an id: only near, sentence, nearby and article do")
        words = [w for item in items for w in (classes[item[1:]] if item[0] == "@" else [item]) if w[0] != "#"]
        folded = frozenset(fold_all(words))
        plain = frozenset(w for w in folded if "…" not in w and w[0] != "!")
        return Condition(scope, plain, ids, shapes=_shapes(folded - plain) if scope in ("prev", "next") else None)

    @cache
    def read_cell(cell: str) -> tuple[Condition, ...]:
        conditions = [read(part.strip()) for part in cell.split("&") if part.strip()]
        return tuple(sorted(conditions, key=lambda c: _CHEAPEST.index(c.scope)))

    return read_cell
