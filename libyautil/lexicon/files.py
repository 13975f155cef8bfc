"""The lexicon's files: read as they stand, and what a spreadsheet did to them, with file, line, column and remedy."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pandas as pd

from libyautil.lexicon.schema import SCHEMAS

Fault = tuple[str, int, str, str, str]
Tables = dict[str, pd.DataFrame]

RESTORE = "restore it from the repository"
_PARTED = {";": "semicolons", "\t": "tabs", ",": "commas inside one quoted cell"}
# what may stand in a cell unseen or by a spreadsheet's doing: problem and remedy
_SPOILT = {
    re.compile(r"[\u00a0\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"): (
        "an invisible character stands in the cell",
        "type the cell anew",
    ),
    re.compile(r"[\n\r\t]"): ("a line break or a tab stands in the cell", "write the cell in one line"),
    re.compile(r"^#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|#+)$"): (
        "a spreadsheet put its own sign for an error into the cell",
        "write what stood there, and mark the column as text",
    ),
}


def read_tables(folder: Path) -> tuple[Tables, list[Fault]]:
    """Read every CSV file of ``folder`` as strings, with the file and line of each row, and what could not be read."""
    if not folder.is_dir():
        return {}, [("", 0, "", f"there is no folder {folder}", "name the folder that holds the lexicon's CSV files")]
    tables: Tables = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.csv")):
        table, found = _read_table(path)
        faults += found
        if table is not None:
            tables[path.stem] = table
    faults += [
        (f"{name}.csv", 0, "", "the file is missing", RESTORE)
        for name in SCHEMAS
        if not (folder / f"{name}.csv").is_file()
    ]
    return tables, faults + list(_strangers(folder))


def unmarked_tables(folder: Path) -> list[Path]:
    """Return the CSV files that a double click in Excel would show in another alphabet: no byte-order mark is there."""
    return [path for path in sorted(folder.glob("*.csv")) if not path.read_bytes().startswith(BOM_UTF8)]


def mark_tables(folder: Path) -> None:
    """Put the byte-order mark before the CSV files that lack it, and change nothing else in them."""
    for path in unmarked_tables(folder):
        path.write_bytes(BOM_UTF8 + path.read_bytes())


def _strangers(folder: Path) -> Iterator[Fault]:
    """Yield the tables beside the lexicon's own that nothing reads: a copy, or a workbook edited in their stead."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (".xlsx", ".xls", ".ods"):
            yield (
                path.name,
                0,
                "",
                "a workbook is not read",
                "save it as CSV UTF-8 under the table's name, or move it",
            )
        if path.suffix.lower() == ".csv" and (path.stem not in SCHEMAS or path.suffix != ".csv"):
            yield (path.name, 0, "", "no table is called so", f"rename it (one of: {', '.join(SCHEMAS)}), or move it")


def _read_table(path: Path) -> tuple[pd.DataFrame | None, list[Fault]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_other_encoding(path, content[: error.start].count(b"\n") + 1)]
    if "\0" in text:
        return None, [_other_encoding(path, text[: text.index("\0")].count("\n") + 1)]
    reader = csv.reader(StringIO(text, newline=""), strict=True)  # else a cell may swallow all lines that follow
    header = [cell.strip() for cell in next(reader, [])]
    spoilt = _bad_header(path, header)
    if spoilt:
        return None, [spoilt]
    try:
        rows, faults = _read_rows(path, header, reader)
    except csv.Error:
        problem = "from some line up to this one a quotation mark has no pair"
        return None, [(path.name, reader.line_num, "", problem, 'close it, or write it twice: ""')]
    if not rows:
        return None, faults or [(path.name, 1, "", "no row stands under the header", RESTORE)]
    table = pd.DataFrame(rows, columns=[*header, "lexicon_row"], dtype=object)
    # a column without a name or a cell is what a spreadsheet leaves behind where somebody once clicked
    return table.loc[:, table.columns != ""], faults


def _other_encoding(path: Path, line: int) -> Fault:
    problem = "the file is not UTF-8: a spreadsheet saved it in another encoding"
    return (path.name, line, "", problem, f"save it again as CSV UTF-8; where letters are lost, {RESTORE}")


def _bad_header(path: Path, header: list[str]) -> Fault | None:
    if not any(header):
        return (path.name, 1, "", "the first line is empty", RESTORE)
    if len(header) == 1:
        sign = next((sign for sign in _PARTED if sign in header[0]), "")
        problem = f"the cells are parted by {_PARTED[sign]}" if sign else "there is one column only"
        return (path.name, 1, "", problem, f"save it as CSV with a comma between two cells, or {RESTORE}")
    known = SCHEMAS.get(path.stem, {})
    if known and not set(known) & set(header):
        return (path.name, 1, "", "the first line is no header", f"put this line on top: {','.join(known)}")
    twice = next((name for name in header if name and header.count(name) > 1), "")
    if twice:
        return (path.name, 1, twice, "two columns have this name", "delete one of them")
    return None


def _read_rows(path: Path, header: list[str], reader: Iterator[list[str]]) -> tuple[list[list[str]], list[Fault]]:
    """Return the rows that fill the header, cells without space at their edges, and the faults of the others."""
    rows, faults = [], []
    nameless = [position for position, name in enumerate(header) if not name]
    for raw in reader:
        line = reader.line_num  # type: ignore[attr-defined]
        cells = [cell.strip() for cell in raw]
        if not any(cells):
            continue
        if len(cells) != len(header):
            problem = f"the row has {len(cells)} cells and the header {len(header)}"
            more = 'put a cell that holds a comma between "quotation marks"'
            remedy = more if len(cells) > len(header) else f"part its cells as in the header; else {RESTORE}"
            faults.append((path.name, line, "", problem, remedy))
        elif any(cells[position] for position in nameless):
            faults.append((path.name, line, "", "a cell stands under no header", "name its column, or empty the cell"))
        else:
            rows.append([*cells, f"{path.name}:{line}"])
    return rows, faults


def bad_cells(table: pd.DataFrame) -> Iterator[Fault]:
    """Yield the cells that hold what nobody sees, or what a spreadsheet put there."""
    for column in table.columns.drop("lexicon_row"):
        for sign, (problem, remedy) in _SPOILT.items():
            for position in table[column].str.contains(sign).to_numpy().nonzero()[0]:
                yield (*line_of(table, position), column, problem, remedy)


def line_of(table: pd.DataFrame, position: int) -> tuple[str, int]:
    """Return the file and the line of a row."""
    file, _, line = table["lexicon_row"].iat[position].rpartition(":")
    return file, int(line)
