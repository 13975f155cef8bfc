"""The faults within the lexicon's tables and between them, each with file, line, column, problem and remedy."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby, pairwise
from operator import attrgetter
from typing import Any

import pandas as pd
from pandera.errors import SchemaErrors

from libyautil.arabic import fold
from libyautil.lexicon.entries import condition_reader, word_classes
from libyautil.lexicon.files import Fault, Tables, bad_cells, line_of
from libyautil.lexicon.schema import (
    ACTING,
    CLAUSE_CLASSES,
    EVENT_SCOPES,
    EVENT_TYPES,
    HOLDERS,
    INFLECTED,
    LISTED,
    PRECISIONS,
    SCHEMAS,
    SLOTS,
    STANDS,
    TARGETS,
    TIME_VALUES,
    table_schema,
)

FAULT_COLUMNS = ["file", "line", "column", "problem", "remedy"]

_SHORT = 3  # forms of fewer letters are too often a part of other words to stand without a rule
_LAST, _FIRST = "9999", "0000"  # what an empty day stands for, at the end of an interval and at its start


def check_tables(tables: Tables) -> list[Fault]:
    """Return the faults within each table, and where those are sound, the faults between the tables."""
    faults = [fault for name, table in tables.items() for fault in _check_table(name, table)]
    if faults or any(name not in tables for name in SCHEMAS):
        return faults
    finders = (_unknown_ids, _bad_conditions, _bad_intervals, _bad_aliases, _bad_predicates, _bad_words, _bad_codes)
    return [fault for find in finders for fault in find(tables)]


def _check_table(name: str, table: pd.DataFrame) -> Iterator[Fault]:
    missing = [column for column in SCHEMAS.get(name, {}) if column not in table.columns]
    for column in missing:
        yield (f"{name}.csv", 1, column, "the column is missing", "part merged columns, or restore the header row")
    spoilt = list(bad_cells(table))
    yield from spoilt
    if missing or name not in SCHEMAS:
        return
    try:
        table_schema(name).validate(table, lazy=True)
    except SchemaErrors as error:
        for case in error.failure_cases.itertuples():
            remedy = case.check if case.check != "field_uniqueness" else "write each id once"
            cell = (*line_of(table, int(case.index)), case.column)
            if cell not in {fault[:3] for fault in spoilt}:
                yield (*cell, f"'{case.failure_case}' can't stand here", remedy)


HOMES = {"actors": "id", "places": "id", "issues": "issue"}
# the columns that hold ids, the joint between several, and the tables that they must stand in
REFERENCES = (
    ("roles", "id", "", ("actors",)),
    ("aliases", "id", "", ("actors",)),
    ("place_aliases", "id", "", ("places",)),
    ("seats", "id", "", ("actors",)),
    ("seats", "place", "", ("places",)),
    ("forces", "owner", "", ("actors", "places")),
    ("forces", "force", "", ("actors",)),
    ("known_events", "place_id", "", ("places",)),
    ("known_events", "initiator", ";", ("actors",)),
    ("known_events", "target", ";", ("actors",)),
    ("issues", "actors", "|", ("actors", "places", "#issues")),  # #ceasefire: the issue was named before
    ("issues", "about", "", ("places", "issues")),
    ("issues", "own", "|", ("actors",)),
)
INTERVALS = {
    "roles": ("since", "until"),
    "seats": ("since", "until"),
    "wars": ("since", "until"),
    "aliases": ("since", "until"),
    "known_events": ("date_start", "date_end"),
}
ALONE = {"codes": ("variable", "code"), "acled_crosswalk": ("kind", "value")}  # columns that name a row between them


def _unknown_ids(tables: Tables) -> Iterator[Fault]:
    ids = {name: set(tables[name][column]) for name, column in HOMES.items()}
    ids["#issues"] = {f"#{issue}" for issue in ids["issues"]}
    for name, column, joint, homes in REFERENCES:
        known = set().union({""}, *(ids[home] for home in homes))
        for position, cell in enumerate(tables[name][column].tolist()):
            for value in cell.split(joint) if joint else [cell]:
                if value.strip() not in known:
                    home = " or ".join(f"{home.removeprefix('#')}.csv" for home in homes)
                    where = (*line_of(tables[name], position), column)
                    yield (*where, f"the id '{value.strip()}' is not known", f"add it to {home}, or mend it")
    yield from _unknown_ids_in_words(tables, ids)


def _unknown_ids_in_words(tables: Tables, ids: dict[str, set[str]]) -> Iterator[Fault]:
    """Yield the ids that stand among words: ``#turkey`` in an issue's phrase, ``context:ceasefire`` in a cue."""
    for position, cell in enumerate(tables["issues"]["phrase"].tolist()):
        for value in re.findall(r"#([^\s|]*)", cell):
            if value not in ids["actors"] | ids["places"]:
                where = (*line_of(tables["issues"], position), "phrase")
                yield (*where, f"the id '{value}' is not known", "add it to actors.csv, or mend it")
    cues = tables["cues"]
    for column, known in (("holder", HOLDERS), ("target", TARGETS)):
        for position, cell in enumerate(cues[column].tolist()):
            for value in cell.split("|"):
                name, _, issue = value.strip().partition(":")
                where = (*line_of(cues, position), column)
                if name.isascii() and name not in known:
                    yield (*where, f"'{name}' can't stand here", f"write a preposition or one of: {', '.join(known)}")
                if issue and issue not in ids["issues"]:
                    yield (*where, f"the issue '{issue}' is not known", "add it to issues.csv, or mend it")


def _bad_conditions(tables: Tables) -> Iterator[Fault]:
    read_conditions = condition_reader(word_classes(tables))
    known = set(tables["actors"]["id"]) | set(tables["places"]["id"])
    for name in ("aliases", "place_aliases"):
        table = tables[name]
        for column in ("requires", "excludes"):
            for position, cell in enumerate(table[column].tolist()):
                try:
                    conditions = read_conditions(cell)
                except ValueError as error:
                    yield (*line_of(table, position), column, f"'{cell}' can't be read", str(error))
                    continue
                for unknown in sorted(set().union(*(c.ids for c in conditions)) - known):
                    yield (*line_of(table, position), column, f"the id '{unknown}' is not known", "add it or mend it")
    named = set(tables["clause_words"]["class"])
    for name in ("event_words", "control_words"):
        for column in ("requires", "excludes"):
            for position, cell in enumerate(tables[name][column].tolist()):
                for problem, remedy in _unread(cell, named):
                    yield (*line_of(tables[name], position), column, problem, remedy)


def _conditions(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("&") if part.strip()]


def _items(condition: str) -> list[str]:
    return [item.strip() for item in condition.partition(":")[2].split("|")]


def _unread(cell: str, classes: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the conditions of an event word: problem and remedy."""
    for condition in _conditions(cell):
        items = _items(condition)
        if condition.partition(":")[0] not in EVENT_SCOPES or "" in items:
            yield f"'{condition}' can't be read", f"write scope:word|word with a scope of {', '.join(EVENT_SCOPES)}"
        for item in items:
            if item.startswith("@") and item[1:] not in classes:
                yield f"'{item}' is no class", "name one of clause_words.csv"


def _bad_intervals(tables: Tables) -> Iterator[Fault]:
    for name, (first, last) in INTERVALS.items():
        table = tables[name]
        inverted = (table[first] > table[last]) & (table[last] != "")
        for position in inverted.to_numpy().nonzero()[0]:
            yield (*line_of(table, position), first, "the interval ends before it begins", f"swap {first} and {last}")
    roles = tables["roles"].assign(position=range(len(tables["roles"])))
    for one, next_one in pairwise(roles.sort_values(["id", "since"], kind="stable").itertuples()):
        if one.id == next_one.id and _days_in_common(one, next_one):
            _, line = line_of(roles, one.position)
            problem = f"the interval overlaps the one in line {line}"
            yield (*line_of(roles, next_one.position), "since", problem, "let one end before the other begins")


def _bad_predicates(tables: Tables) -> Iterator[Fault]:
    for name in ("event_words", "control_words", "cues", "speech_words"):
        for position in (tables[name][list(INFLECTED)] == "").all(axis=1).to_numpy().nonzero()[0]:
            where = (*line_of(tables[name], position), "perfect")
            yield (*where, "the row has no word", f"fill one of {', '.join(INFLECTED)}")
    prepositions = tables["clause_words"].loc[tables["clause_words"]["class"] == "preposition", "value"]
    slots = {*SLOTS, *prepositions}
    for name in ("event_words", "control_words"):
        table = tables[name]
        roles = table[["subject", "object", "of", "prepositions"]]
        roleless = (roles == "").all(axis=1) & ~table["type"].isin(["carrier", "verb"])
        for position in roleless.to_numpy().nonzero()[0]:
            remedy = "say in subject, object, of or prepositions who is what"
            yield (*line_of(table, position), "subject", "the row gives nobody a role", remedy)
        for position, cell in enumerate(table["prepositions"].tolist()):
            for slot in [part.partition("=")[0] for part in cell.split("|") if part]:
                if slot not in slots:
                    where = (*line_of(table, position), "prepositions")
                    yield (*where, f"no preposition is called '{slot}'", "name a value of clause_words.csv")


def _bad_words(tables: Tables) -> Iterator[Fault]:
    """Yield the classes of words that have gone, and the rows whose cells don't fit their class."""
    for table, classes in (("time_words", TIME_VALUES), ("particles", LISTED)):
        for name in sorted(set(classes).difference(tables[table]["class"])):
            yield (f"{table}.csv", 1, "class", f"no row is of the class '{name}'", "restore it from the repository")
    times = tables["time_words"]
    for position, (name, value, stands) in enumerate(times[["class", "value", "stands"]].values.tolist()):
        if not re.fullmatch(TIME_VALUES[name], value):
            shape = TIME_VALUES[name].strip("()").replace("|", ", ")
            remedy = f"write what {name} takes: {shape}" if shape else "leave the cell empty"
            yield (*line_of(times, position), "value", f"'{value}' can't stand here", remedy)
        if stands not in STANDS.get(name, ("",)):
            remedy = f"write one of: {', '.join(STANDS[name])}" if name in STANDS else "leave the cell empty"
            yield (*line_of(times, position), "stands", f"'{stands}' can't stand here", remedy)
    particles = tables["particles"]
    idle = particles["class"].isin(ACTING) & (particles["kinds"] == "")
    for position in idle.to_numpy().nonzero()[0]:
        yield (*line_of(particles, position), "kinds", "the particle acts on no kind of word", "name the kinds")
    clause, places = tables["clause_words"], set(tables["places"]["id"])
    conditions = [c for name in ("event_words", "control_words") for column in ("requires", "excludes")
                  for cell in tables[name][column] for c in _conditions(cell)]  # fmt: skip
    read = {*CLAUSE_CLASSES, *(item[1:] for c in conditions for item in _items(c) if item.startswith("@"))}
    prepositions = set(clause.loc[clause["class"] == "preposition", "value"]) - {""}
    kinds = {*tables["places"]["kind"], "*", ""}
    allowed = {"preposition": prepositions, "pronoun": prepositions, "whole country": places, "place pronoun": kinds}
    for position, (name, value) in enumerate(clause[["class", "value"]].values.tolist()):
        if name not in read:
            yield (
                *line_of(clause, position),
                "class",
                f"nothing reads the class '{name}'",
                "mend it, or name it in a condition",
            )
        values = value.split("|") if name == "place pronoun" else [value]
        if not set(values) <= allowed.get(name, {""}):
            remedy = "name a preposition, a place or kinds of place" if name in allowed else "leave the cell empty"
            yield (*line_of(clause, position), "value", f"'{value}' can't stand here", remedy)


def _bad_codes(tables: Tables) -> Iterator[Fault]:
    for name, columns in (*ALONE.items(), ("codes", ("variable", "key"))):
        for position in tables[name].duplicated(list(columns)).to_numpy().nonzero()[0]:
            twice = tables[name][columns[1]].iat[position]
            yield (*line_of(tables[name], position), columns[1], f"'{twice}' stands here already", "write each once")
    table, kinds = tables["acled_crosswalk"], set(tables["places"]["kind"])
    allowed = {"time_precision": set(PRECISIONS), "geo_precision": kinds | {"vague"}}
    types = {f"{name}{side}" for name in EVENT_TYPES for side in ("", ":lna", ":gna")}
    rows = table[["kind", "value", "event_type", "code"]].values.tolist()
    for position, (kind, value, event_type, code) in enumerate(rows):
        known = allowed.get(kind, types)
        if value not in known:
            remedy = f"write one of: {', '.join(sorted(known))}"
            yield (*line_of(table, position), "value", f"'{value}' can't stand here", remedy)
        column, cell = ("event_type", event_type) if kind == "type" else ("code", code)
        if cell == "":
            yield (*line_of(table, position), column, "the cell is empty", "write what ACLED calls it")


def _bad_aliases(tables: Tables) -> Iterator[Fault]:
    for name in ("aliases", "place_aliases"):
        table = tables[name].assign(folded=[fold(alias).text.strip() for alias in tables[name]["alias"].tolist()])
        ruled = (table["requires"] != "") | (table["excludes"] != "")
        for position in ((table["folded"].str.len() < _SHORT) & ~ruled).to_numpy().nonzero()[0]:
            yield (*line_of(table, position), "alias", "fewer than three letters without a rule", "fill requires")
        windows = [c for c in ("since", "until") if c in table]
        again = table.duplicated(["id", "folded", "requires", "excludes", *windows])
        for position in again.to_numpy().nonzero()[0]:
            value = table["alias"].iat[position]
            yield (*line_of(table, position), "alias", f"'{value}' stands here already, spelt alike", "delete one row")
    yield from _one_form_for_two(tables)


def _one_form_for_two(tables: Tables) -> Iterator[Fault]:
    """Yield the forms that mean two ids in one text: spelt alike, on the same conditions, at the same time."""
    both = pd.concat([tables["aliases"], tables["place_aliases"]], ignore_index=True).fillna("")
    both = both.assign(folded=[fold(alias).text.strip() for alias in both["alias"].tolist()], position=both.index)
    alike = ["folded", "requires", "excludes"]
    written_alike = both[both.duplicated(alike, keep=False)].sort_values(alike, kind="stable")
    for _, rows in groupby(written_alike.itertuples(), key=attrgetter(*alike)):
        for one, other in combinations(rows, 2):
            if one.id != other.id and _days_in_common(one, other):
                file, line = line_of(both, one.position)
                problem = f"'{other.alias}' means {other.id}, and in {file}, line {line}, {one.id}"
                remedy = "say in requires or excludes when it means which"
                yield (*line_of(both, other.position), "alias", problem, remedy)


def _days_in_common(one: Any, other: Any) -> bool:
    """Tell whether two intervals share more than the day on which the one hands over to the other."""
    return (one.since or _FIRST) < (other.until or _LAST) and (other.since or _FIRST) < (one.until or _LAST)


def unmatched_rows(tables: Mapping[str, pd.DataFrame], mentions: pd.DataFrame) -> Iterator[Fault]:
    """Yield the aliases that named no one in the sample that ``mentions`` was made from."""
    fired = set(mentions["lexicon_row"])
    for name in ("aliases", "place_aliases"):
        table = tables[name]
        for position in (~table["lexicon_row"].isin(fired)).to_numpy().nonzero()[0]:
            problem = f"'{table['alias'].iat[position]}' named no one in the sample"
            yield (*line_of(table, position), "alias", problem, "keep it if it is right: the sample is not everything")
