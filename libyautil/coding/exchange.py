"""Units and codings as files of Label Studio (JSON tasks) and doccano (JSON lines), out and back in.

Both tools hand back whatever stood beside the text, so each task carries its unit. Formats: "Label Studio Task Format"
and "Import pre-annotated data" of Label Studio's guide, with the tags Choices and TextArea; doccano's JSONL of text
classification (text, label, and further fields as metadata).
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from libyautil import paths
from libyautil.coding.codebook import codebook_version
from libyautil.coding.store import REPORT, UNIT, append_row, new_row, read_log

CARRIED = [*UNIT, "text_hash", "proposal"]
UNREADABLE = ("the task carries no unit", "export the units anew with write_label_studio or write_doccano")


def label_studio_view(codes: pd.DataFrame, variable: str = "stance") -> str:
    """Return the labelling interface to paste into a Label Studio project.

    >>> from libyautil.coding.codebook import load_codes
    >>> '<Choice value="against" hotkey="2"' in label_studio_view(load_codes())
    True
    """
    choices = "".join(
        f'<Choice value="{escape(c.code)}" hotkey="{c.key}" hint="{escape(c.definition)}"/>'
        for c in codes[codes["variable"] == variable].itertuples()
    )
    return (
        '<View><View style="direction: rtl"><Text name="text" value="$text"/></View><Header value="$question"/>'
        f'<Choices name="code" toName="text" choice="single">{choices}</Choices>'
        '<TextArea name="note" toName="text"/></View>'
    )


def write_label_studio(
    units: pd.DataFrame, path: Path, codings: pd.DataFrame | None = None, show_proposals: bool = False
) -> None:
    """Write units as Label Studio tasks.

    Parameters
    ----------
    units : DataFrame
        As ``draw_units`` returns it.
    path : Path
        The JSON file to write.
    codings : DataFrame, optional
        As ``load_codings`` returns it: written as annotations, ``completed_by`` holding the coder's name as email.
    show_proposals : bool, optional
        Write the machine's codes as predictions, which the tool shows.

    Examples
    --------
    >>> import tempfile
    >>> units = pd.DataFrame({"unit": ["u"], "article": "a", "start": 0, "end": 9, "variable": "stance", "holder": "un",
    ...                       "target": "lna", "text": "x", "text_hash": "t", "proposal": "for"})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_label_studio(units, Path(folder) / "tasks.json", show_proposals=True)
    ...     json.loads((Path(folder) / "tasks.json").read_text())[0]["data"]["question"]
    'un → lna'
    """
    tasks = []
    for unit in units.to_dict("records"):
        task: dict[str, Any] = {"data": {"text": unit["text"], "question": f"{unit['holder']} → {unit['target']}"}}
        task["data"] |= {column: unit[column] for column in CARRIED} | {"proposal_shown": show_proposals}
        if show_proposals and unit["proposal"]:
            task["predictions"] = [{"model_version": "libyautil", "result": [_choice(unit["proposal"])]}]
        if codings is not None:
            task["annotations"] = [
                {"completed_by": {"email": row.coder}, "created_at": row.time.isoformat(),
                 "result": [_choice(row.code), *([_note(row.note)] if row.note else [])]}
                for row in codings[codings["unit"] == unit["unit"]].itertuples()
            ]  # fmt: skip
        tasks.append(task)
    Path(path).write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _choice(code: str) -> dict[str, Any]:
    return {"from_name": "code", "to_name": "text", "type": "choices", "value": {"choices": [code]}}


def _note(note: str) -> dict[str, Any]:
    return {"from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": [note]}}


def read_label_studio(
    path: Path, codes: pd.DataFrame, coders: Mapping[object, str] = {}
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """Read the codings of a Label Studio export (JSON).

    Parameters
    ----------
    path : Path
        The export.
    codes : DataFrame
        As ``load_codes`` returns it.
    coders : mapping, optional
        Label Studio's user (its number or email) to the coder's name here; a user who is not in it keeps what stands
        before the @ of the email, or "user" and the number.

    Returns
    -------
    codings : DataFrame
        Rows for ``add_codings``: the columns of a coder's file.
    report : DataFrame
        file, line (int, the task's place from 1), problem, remedy. Skipped annotations are no coding and no problem.

    Examples
    --------
    >>> import tempfile
    >>> from libyautil.coding.codebook import load_codes
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "export.json"
    ...     _ = file.write_text('[{"data": {"text": "x"}, "annotations": [{"result": []}]}]')
    ...     read_label_studio(file, load_codes())[1]["problem"].tolist()
    ['the task carries no unit']
    """
    found = []
    for place, task in enumerate(json.loads(Path(path).read_text(encoding="utf-8-sig")), start=1):
        for annotation in task.get("annotations", []):
            if annotation.get("was_cancelled"):
                continue
            values = {part["from_name"]: part["value"] for part in annotation.get("result", [])}
            user = annotation.get("completed_by", "")
            email = user.get("email", "") if isinstance(user, dict) else ""
            number = user.get("id", email) if isinstance(user, dict) else user
            coder = coders.get(email) or coders.get(number) or email.split("@")[0] or f"user{number}"
            chosen, note = values.get("code", {}).get("choices", []), values.get("note", {}).get("text", [])
            time = annotation.get("created_at", "")
            found.append((place, task.get("data", {}), coder, chosen, " ".join(note), time))
    return _rows(Path(path).name, found, codes)


def write_doccano(units: pd.DataFrame, path: Path, show_proposals: bool = False) -> None:
    """Write units as doccano's JSON lines for text classification.

    Parameters
    ----------
    units : DataFrame
        As ``draw_units`` returns it.
    path : Path
        The JSONL file to write.
    show_proposals : bool, optional
        Write the machine's codes as labels that stand already.

    Examples
    --------
    >>> import tempfile
    >>> units = pd.DataFrame({"article": "a", "start": 0, "end": 9, "variable": "stance", "holder": "un",
    ...                       "target": "lna", "text": "x", "text_hash": "t", "proposal": "for"}, index=[0])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_doccano(units, Path(folder) / "units.jsonl")
    ...     json.loads((Path(folder) / "units.jsonl").read_text())["label"]
    []
    """
    lines = []
    for unit in units.to_dict("records"):
        label = [unit["proposal"]] if show_proposals and unit["proposal"] else []
        line = {"text": f"{unit['holder']} → {unit['target']}\n{unit['text']}", "label": label}
        line |= {column: unit[column] for column in CARRIED} | {"proposal_shown": show_proposals}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    Path(path).write_text("".join(lines), encoding="utf-8")


def read_doccano(path: Path, codes: pd.DataFrame, coder: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the codings of a doccano export (JSONL, one file an annotator).

    Parameters
    ----------
    path : Path
        The export.
    codes : DataFrame
        As ``load_codes`` returns it.
    coder : str, optional
        The coder's name here; by default the file's stem, which doccano makes the annotator's name.

    Returns
    -------
    codings : DataFrame
        Rows for ``add_codings``: the columns of a coder's file. The time is the file's.
    report : DataFrame
        file, line (int), problem, remedy. A line without label is not coded, and no problem.

    Examples
    --------
    >>> import tempfile
    >>> from libyautil.coding.codebook import load_codes
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "ada.jsonl"
    ...     _ = file.write_text('{"text": "x", "label": ["for"]}')
    ...     read_doccano(file, load_codes())[1]["line"].tolist()
    [1]
    """
    path = Path(path)
    time = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="milliseconds")
    found: list[tuple[int, dict[str, Any], str, list[str], str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        try:
            record = json.loads(line) if line.strip() else {}
        except json.JSONDecodeError:
            found.append((number, {}, coder, ["?"], "", time))
            continue
        if record.get("label"):
            note = " ".join(record.get("Comments") or [])
            found.append((number, record.get("meta") or record, coder or path.stem, record["label"], note, time))
    return _rows(path.name, found, codes)


def _rows(file: str, found: list[tuple], codes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make rows of a coder's file of what a tool gave back, and report what can't be one."""
    known = set(zip(codes["variable"], codes["code"], strict=True))
    rows, problems = [], []
    for line, unit, coder, labels, note, time in found:
        if not all(column in unit for column in CARRIED):
            problems.append((file, line, *UNREADABLE))
        elif len(labels) != 1 or (unit["variable"], labels[0]) not in known:
            said = f"the codes {labels} are not one code of the codebook's {unit['variable']}"
            problems.append((file, line, said, "give the unit one of the codes of codes.csv"))
        else:
            cells = {"text_hash": unit["text_hash"], "proposal": unit["proposal"], "codebook": codebook_version(codes)}
            cells["proposal_shown"] = int(str(unit.get("proposal_shown", "")).lower() in ("true", "1"))
            time = time.replace("Z", "+00:00")
            rows.append(new_row(coder, unit, "code", code=labels[0], note=note, time=time, **cells))
    return pd.DataFrame(rows), pd.DataFrame(problems, columns=REPORT)


def add_codings(codings: pd.DataFrame, codes: pd.DataFrame, folder: Path = paths.CODINGS) -> int:
    """Append codings from another tool to their coders' files; those that stand there already are left.

    Parameters
    ----------
    codings : DataFrame
        As ``read_label_studio`` or ``read_doccano`` returns it.
    codes : DataFrame
        As ``load_codes`` returns it.
    folder : Path, optional
        The folder of codings.

    Returns
    -------
    int
        How many were added.

    Examples
    --------
    >>> from libyautil.coding.codebook import load_codes
    >>> add_codings(pd.DataFrame(), load_codes(), Path("no such folder"))
    0
    """
    log, _ = read_log(folder, codes)
    key = ["coder", *UNIT, "code", "note", "text_hash"]
    there = set(log[key].astype(str).itertuples(index=False, name=None))
    added = 0
    for row in codings.to_dict("records"):
        cells = tuple(str(row[column]) for column in key)
        if cells not in there:
            append_row(folder, {str(column): str(cell) for column, cell in row.items()})
            there.add(cells)
            added += 1
    return added
