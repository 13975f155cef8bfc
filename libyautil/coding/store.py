"""Each coder's file: a row a click, appended and flushed, never rewritten; and how the rows are read back.

Two open panels append to one file: the operating system puts each write at the end (O_APPEND), and a row is one write.
A row that a full disk or a power cut left unfinished stays in the file as a damaged line, is reported, and costs
nothing but itself. The row's id comes last and has a fixed length, so that a cut row can't pass for a whole one.
"""

import csv
import errno
import io
import os
import re
import secrets
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from libyautil.coding.codebook import codebook_version

UNIT = ["article", "start", "end", "variable", "holder", "target"]
COLUMNS = ["time", "coder", *UNIT, "action", "code", "note", "codebook", "text_hash", "proposal", "proposal_shown",
           "undo_of", "id"]  # fmt: skip
ACTIONS = ("code", "skip", "undo")
REPORT = ["file", "line", "problem", "remedy"]

# a spreadsheet makes a number of 12345e678901; with a letter in front it does not
_ID = re.compile(r"r[0-9a-f]{12}")
_CODER = re.compile(r"\w[\w.-]{0,39}")

Problem = tuple[str, int, str, str]


def coder_file(folder: Path, coder: str) -> Path:
    """Return the file of one coder.

    >>> coder_file(Path("codings"), "ada").name
    'ada.csv'
    """
    if not _CODER.fullmatch(coder):
        raise ValueError(f"{coder!r} can't name a file: use letters, digits, _ . and -, at most 40")
    return Path(folder) / f"{coder}.csv"


def new_row(coder: str, unit: Mapping[str, object], action: str, **cells: object) -> dict[str, str]:
    """Return a row for one click: the unit's cells, the time now (UTC) and an id; ``cells`` fills the others."""
    row = {column: "" for column in COLUMNS} | {column: unit[column] for column in UNIT} | cells
    row |= {"coder": coder, "action": action, "id": "r" + secrets.token_hex(6)}
    row["time"] = cells.get("time") or datetime.now(UTC).isoformat(timespec="milliseconds")
    # one row is one line: a line break typed into a note becomes a space
    return {column: " ".join(str(row[column]).split()) for column in COLUMNS}


def append_row(folder: Path, row: Mapping[str, str]) -> None:
    r"""Append a row to its coder's file, and return when it is on the disk.

    Parameters
    ----------
    folder : Path
        The folder of codings; made if need be.
    row : mapping
        As ``new_row`` makes it.

    Raises
    ------
    OSError
        Where the row could not be written whole, such as on a full disk; it does not count as coded then.

    Examples
    --------
    >>> import tempfile
    >>> unit = {"article": "a", "start": 0, "end": 9, "variable": "stance", "holder": "author", "target": "lna"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     append_row(Path(folder), new_row("ada", unit, "code", code="for"))
    ...     (Path(folder) / "ada.csv").read_text().count("\n")
    2
    """
    path = coder_file(folder, row["coder"])
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        line = _line([row[column] for column in COLUMNS])
        size = os.fstat(handle).st_size
        if size == 0:
            line = BOM_UTF8 + _line(COLUMNS) + line  # the mark by which Excel knows that the Arabic is UTF-8
        else:
            os.lseek(handle, size - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                line = b"\n" + line  # the row before was cut off: do not run into it
        if os.write(handle, line) < len(line):
            raise OSError(errno.ENOSPC, "the disk took only a part of the row", str(path))
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue().encode()


def read_log(folder: Path, codes: pd.DataFrame, coder: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read every click of every coder, in the order of the files, and what could not be used.

    Parameters
    ----------
    folder : Path
        The folder of codings.
    codes : DataFrame
        The codebook, as ``load_codes`` returns it.
    coder : str, optional
        Read this coder's file only.

    Returns
    -------
    log : DataFrame
        The sound rows: the columns of the files (time as UTC timestamp; start, end int; proposal_shown bool; the rest
        str), file (str), line (int, the header is line 1).
    report : DataFrame
        A row a problem: file (str), line (int), problem, remedy (str). A row made with another codebook is used and
        reported, once a version and file.

    Examples
    --------
    >>> from libyautil.coding.codebook import load_codes
    >>> log, report = read_log(Path("no such folder"), load_codes())
    >>> len(log), len(report)
    (0, 0)
    """
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    known = set(zip(codes["variable"], codes["code"], strict=True))
    for path in sorted(Path(folder).glob("*.csv")) if not coder else [coder_file(folder, coder)]:
        if not path.exists():
            continue
        found: list[dict[str, object]] = []
        ids: set[str] = set()
        for line, cells in _lines(path):
            wrong = cells if isinstance(cells, tuple) else _fault(cells, path.stem, known, ids)
            if wrong:
                problems.append((path.name, line, *wrong))
            else:
                found.append(dict(zip(COLUMNS, cells, strict=True)) | {"file": path.name, "line": line})
                ids.add(cells[-1])
        rows += found
        problems += _other_codebooks(path.name, found, codebook_version(codes))
    log = pd.DataFrame(rows, columns=[*COLUMNS, "file", "line"])
    log["time"] = pd.to_datetime(log["time"], utc=True, format="ISO8601")
    log = log.astype({"start": int, "end": int, "line": int}).assign(proposal_shown=log["proposal_shown"] == "1")
    return log, pd.DataFrame(problems, columns=REPORT)


def _lines(path: Path) -> Iterator[tuple[int, list[str] | tuple[str, str]]]:
    """Yield the number of each line and its cells, or what is wrong with it and what to do."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            text = line.decode("utf-8-sig").rstrip("\r")
            cells = next(csv.reader([text], strict=True)) if text.strip() else []
        except (UnicodeDecodeError, csv.Error):
            yield number, ("the line is damaged and can't be read", "code that unit again, or restore a copy")
            continue
        if cells and cells != COLUMNS:  # two panels that open a new file at once both write its header
            yield number, cells


def _fault(cells: list[str], coder: str, known: set[tuple[str, str]], ids: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with a row and what to do, if anything is."""
    if len(cells) != len(COLUMNS):
        return f"the line is cut off or damaged: {len(cells)} cells of {len(COLUMNS)}", "code that unit again"
    row = dict(zip(COLUMNS, cells, strict=True))
    if not _ID.fullmatch(row["id"]) or not (row["start"] + row["end"]).isdecimal() or _no_time(row["time"]):
        return "the line is cut off or damaged: its id, offsets or time can't be read", "code that unit again"
    if row["coder"] != coder:
        return f"the coder {row['coder']!r} is unknown here, the file is {coder}'s", "move the line to its coder's file"
    if row["action"] not in ACTIONS:
        return f"the action {row['action']!r} is unknown", f"write one of {', '.join(ACTIONS)}"
    if row["action"] == "code" and (row["variable"], row["code"]) not in known:
        unknown = f"the code {row['code']!r} of {row['variable']!r} is not in the codebook"
        return unknown, "add it to codes.csv, or code again"
    if row["action"] == "undo" and row["undo_of"] not in ids:
        return f"it takes back {row['undo_of']!r}, which is not in this file", "restore the missing line"
    return None


def _no_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return True


def _other_codebooks(file: str, rows: list[dict[str, object]], version: str) -> list[Problem]:
    others: dict[object, list[int]] = {}
    for row in rows:
        if row["action"] == "code" and row["codebook"] != version:
            others.setdefault(row["codebook"], []).append(int(str(row["line"])))
    return [
        (file, lines[0], f"{len(lines)} codings were made with codebook {other or '(none)'}, today's is {version}",
         "they are used; see whether the changed definition asks for coding again")
        for other, lines in others.items()
    ]  # fmt: skip


def standing_codings(log: pd.DataFrame) -> pd.DataFrame:
    """Return the last code that each coder gave each unit and did not take back.

    Parameters
    ----------
    log : DataFrame
        As ``read_log`` returns it.

    Returns
    -------
    DataFrame
        Those rows of ``log``.

    Examples
    --------
    >>> log = pd.DataFrame({"coder": "ada", "article": "a", "start": 0, "end": 9, "variable": "stance", "holder": "un",
    ...                     "target": "lna", "action": ["code", "code", "undo"], "code": ["for", "against", ""],
    ...                     "undo_of": ["", "", "r2"], "id": ["r1", "r2", "r3"]})
    >>> standing_codings(log)["code"].tolist()
    ['for']
    """
    undone = set(log.loc[log["action"] == "undo", "undo_of"])
    kept = log[(log["action"] == "code") & ~log["id"].isin(undone)]
    return kept.drop_duplicates(["coder", *UNIT], keep="last").reset_index(drop=True)
