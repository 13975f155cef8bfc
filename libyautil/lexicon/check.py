"""Reading the lexicon's files, and finding their faults: each with file, line, column, problem and remedy."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
from pandera.errors import SchemaErrors

from libyautil.arabic import fold
from libyautil.lexicon.entries import condition_reader
from libyautil.lexicon.schema import SCHEMAS, table_schema

FAULT_COLUMNS = ["file", "line", "column", "problem", "remedy"]
Fault = tuple[str, int, str, str, str]

_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SHORT = 3  # forms of fewer letters are too often a part of other words to stand without a rule


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Read every CSV file of ``folder`` as strings, with the file and line of each row, and what could not be read."""
    if not folder.is_dir():
        return {}, [("", 0, "", f"there is no folder {folder}", "name the folder that holds the lexicon's CSV files")]
    tables: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.csv")):
        tables[path.stem], found = _read_table(path)
        faults += found
    missing = [name for name in SCHEMAS if name not in tables]
    faults += [(f"{name}.csv", 0, "", "the file is missing", "restore it from the repository") for name in missing]
    return tables, faults


def _read_table(path: Path) -> tuple[pd.DataFrame, list[Fault]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problem = "the file is not UTF-8: a spreadsheet saved it in another encoding"
        return pd.DataFrame(), [(path.name, line, "", problem, "save it again as CSV UTF-8")]
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, [])
    if len(header) < 2:
        problem = f"the header has one column: '{''.join(header)[:60]}'"
        return pd.DataFrame(), [(path.name, 1, "", problem, "separate the columns with commas")]
    rows, faults = [], []
    for cells in reader:
        line = reader.line_num
        if len(cells) == len(header):
            rows.append([*cells, f"{path.name}:{line}"])
        elif cells:
            problem = f"the row has {len(cells)} cells and the header {len(header)}"
            faults.append((path.name, line, "", problem, 'put a cell that holds a comma between "quotation marks"'))
    return pd.DataFrame(rows, columns=[*header, "lexicon_row"], dtype=object), faults


def check_tables(tables: dict[str, pd.DataFrame]) -> list[Fault]:
    """Return the faults within each table, and where those are sound, the faults between the tables."""
    faults = [fault for name, table in tables.items() for fault in _check_table(name, table)]
    if faults or any(name not in tables for name in SCHEMAS):
        return faults
    return [*_unknown_ids(tables), *_bad_conditions(tables), *_bad_intervals(tables), *_bad_aliases(tables)]


def _where(table: pd.DataFrame, position: int) -> tuple[str, int]:
    file, _, line = table["lexicon_row"].iat[position].rpartition(":")
    return file, int(line)


def _check_table(name: str, table: pd.DataFrame) -> Iterator[Fault]:
    missing = [column for column in SCHEMAS.get(name, {}) if column not in table.columns]
    for column in missing:
        yield (f"{name}.csv", 1, column, "the column is missing", "restore the header row")
    for column in table.columns.drop("lexicon_row", errors="ignore"):
        for position in table[column].str.contains(_INVISIBLE).to_numpy().nonzero()[0]:
            yield (*_where(table, position), column, "an invisible character stands in the cell", "type the cell anew")
    if missing or name not in SCHEMAS:
        return
    try:
        table_schema(name).validate(table, lazy=True)
    except SchemaErrors as error:
        for case in error.failure_cases.itertuples():
            remedy = case.check if case.check != "field_uniqueness" else "write each id once"
            yield (*_where(table, int(case.index)), case.column, f"'{case.failure_case}' can't stand here", remedy)


def _unknown_ids(tables: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    actors, places = set(tables["actors"]["id"]), set(tables["places"]["id"])
    pairs = (("roles", "id", actors, "actors"), ("aliases", "id", actors, "actors"),
             ("forces", "owner", actors | places, "actors"), ("forces", "force", actors, "actors"),
             ("place_aliases", "id", places, "places"))  # fmt: skip
    for name, column, known, home in pairs:
        table = tables[name]
        for position in (~table[column].isin(known)).to_numpy().nonzero()[0]:
            value = table[column].iat[position]
            yield (*_where(table, position), column, f"the id '{value}' is not known", f"add it to {home}.csv")


def _bad_conditions(tables: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    classes = tables["word_classes"].groupby("class")["word"].agg(list).to_dict()
    read_conditions = condition_reader(classes)
    known = set(tables["actors"]["id"]) | set(tables["places"]["id"])
    for name in ("aliases", "place_aliases"):
        table = tables[name]
        for column in ("requires", "excludes"):
            for position, cell in enumerate(table[column].tolist()):
                try:
                    conditions = read_conditions(cell)
                except ValueError as error:
                    yield (*_where(table, position), column, f"'{cell}' can't be read", str(error))
                    continue
                for unknown in sorted(set().union(*(c.ids for c in conditions)) - known):
                    yield (*_where(table, position), column, f"the id '{unknown}' is not known", "add it or mend it")


def _bad_intervals(tables: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    for name in ("roles", "aliases"):
        table = tables[name]
        inverted = (table["since"] > table["until"]) & (table["until"] != "")
        for position in inverted.to_numpy().nonzero()[0]:
            yield (*_where(table, position), "since", "the interval ends before it begins", "swap since and until")
    roles = tables["roles"].assign(position=range(len(tables["roles"])))
    for _, rows in roles.groupby("id"):
        ordered = rows.sort_values("since")
        ends = ordered["until"].where(ordered["until"] != "", "9999").shift(fill_value="0000")
        for position in ordered.loc[ordered["since"].where(ordered["since"] != "", "0001") < ends, "position"]:
            yield (*_where(roles, position), "since", "the interval overlaps another of this actor", "part the two")


def _bad_aliases(tables: dict[str, pd.DataFrame]) -> Iterator[Fault]:
    for name in ("aliases", "place_aliases"):
        table = tables[name].assign(
            folded=[fold(a).text.strip() for a in tables[name]["alias"].tolist()], position=range(len(tables[name]))
        )
        ruled = (table["requires"] != "") | (table["excludes"] != "")
        for position in ((table["folded"].str.len() < _SHORT) & ~ruled).to_numpy().nonzero()[0]:
            yield (*_where(table, position), "alias", "fewer than three letters without a rule", "fill requires")
        windows = [c for c in ("since", "until") if c in table]
        again = table.duplicated(["id", "folded", "requires", "excludes", *windows])
        for position in again.to_numpy().nonzero()[0]:
            value = table["alias"].iat[position]
            yield (*_where(table, position), "alias", f"'{value}' stands here already, spelt alike", "delete one row")
        plain = table[~ruled & (table[windows] == "").all(axis=1)]
        for folded, rows in plain[plain.duplicated("folded", keep=False)].groupby("folded"):
            if rows["id"].nunique() > 1:
                ids = ", ".join(sorted(set(rows["id"])))
                remedy = "say in requires or excludes when it means which"
                yield (*_where(table, rows["position"].iat[-1]), "alias", f"'{folded}' means {ids}", remedy)


def unmatched_rows(tables: Mapping[str, pd.DataFrame], mentions: pd.DataFrame) -> Iterator[Fault]:
    """Yield the aliases that named no one in the sample that ``mentions`` was made from."""
    fired = set(mentions["lexicon_row"])
    for name in ("aliases", "place_aliases"):
        table = tables[name]
        for position in (~table["lexicon_row"].isin(fired)).to_numpy().nonzero()[0]:
            problem = f"'{table['alias'].iat[position]}' named no one in the sample"
            yield (*_where(table, position), "alias", problem, "keep it if it is right: the sample is not everything")
