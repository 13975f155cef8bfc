"""Files of a folder to records: what stands in them, unchanged, and what could not be read, with the reason."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import charset_normalizer
import yaml

# What people call a column or a front-matter key, in the order in which it is believed.
FIELDS = {
    "article": ("article", "article_id", "id", "file", "filename"),
    "text": ("text", "body", "content", "article_text", "full_text", "fulltext", "نص", "النص"),
    "title": ("title", "headline", "عنوان", "العنوان"),
    "outlet": ("outlet", "source", "newspaper", "publisher", "site", "sitename", "مصدر", "المصدر"),
    "date": ("date", "published", "pubdate", "publication_date", "date_published", "تاريخ", "التاريخ"),
    "url": ("url", "link", "رابط", "الرابط"),
    "author": ("author", "byline", "كاتب", "الكاتب"),
    "written_for": ("written_for",),
}
METADATA_FILES = ("articles.csv", "metadata.csv")
DOCUMENTATION = ("readme", "license", "licence", "copying")

LEAST_ARABIC = 0.3  # of all letters; a text with less is another language's, or wrongly decoded
MOST_DAMAGED = 0.01  # of a UTF-8 text's characters; with more it is not UTF-8
# UTF-8 read as Windows-1256 makes every Arabic letter two characters, the first of them one of these two.
MISREAD_LETTERS, MISREAD_SHARE = "طظ", 0.3
# The encodings that Arabic files come in when they are not UTF-8.
OLD_ENCODINGS = ["cp1256", "iso8859_6", "utf_16_le", "utf_16_be"]

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
PAGE_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


class NotRead(ValueError):
    """A file or row that can't be read: what is wrong, and what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


Row = tuple[int | str, dict[str, str] | NotRead]  # where in the file, and what stands there


def read_folder(folder: Path) -> tuple[list[dict[str, str]], list[dict[str, object]]]:
    """Read every file under a folder.

    Parameters
    ----------
    folder : Path
        Searched with its subfolders, in the order of the paths. Hidden files, readmes, licences and the `_files`
        folders that browsers save beside a page are passed over in silence.

    Returns
    -------
    records : list of dict
        One article each: the keys of `FIELDS`, and `path` (relative to the folder) and `row`. Strings, `""` if unknown.
    faults : list of dict
        One unreadable file or row each: `file`, `row`, `problem`, `remedy`, `left_out`.
    """
    records: list[dict[str, str]] = []
    faults: list[dict[str, object]] = []
    metadata = {}
    found_files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    paths = [path for path in found_files if not _passed_over(path.relative_to(folder))]
    for path in paths:
        name = path.relative_to(folder).as_posix()
        for row, found in _rows(path):
            if isinstance(found, NotRead):
                faults.append(fault(name, row, found.problem, found.remedy))
            elif path.name.lower() in METADATA_FILES and "text" not in found:
                metadata[path.parent, _stem(found.get("article", ""))] = (name, row, found)
            else:
                records.append({field: found.get(field, "") for field in FIELDS} | {"path": name, "row": str(row)})
    for record in records:
        path = folder / record["path"]
        stem = _stem(path.name)
        _, _, known = metadata.pop((path.parent, stem), ("", "", {}))
        record.update({field: value for field, value in known.items() if not record[field] and field != "article"})
        record["article"] = record["article"] or (f"{stem}-{record['row']}" if record["row"] else stem)
    present = {(path.parent, _stem(path.name)) for path in paths}
    for (parent, stem), (name, row, _) in metadata.items():
        if (parent, stem) not in present:
            faults.append(fault(name, row, f"there is no file {stem!r} in this folder", "correct the file's name"))
    return records, faults


def fault(file: str, row: int | str, problem: str, remedy: str, left_out: bool = True) -> dict[str, object]:
    """Return one row of the report on a folder; `left_out` tells whether the article is missing from the frame."""
    return {"file": file, "row": str(row), "problem": problem, "remedy": remedy, "left_out": left_out}


def check_text(text: str) -> None:
    """Raise `NotRead` unless the text is an Arabic one.

    >>> check_text("The war in Libya")
    Traceback (most recent call last):
    libyautil.articles.files.NotRead: not Arabic: 0 % of its letters are
    """
    if not text.strip():
        raise NotRead("empty", "put the article's text into it, or delete it")
    letters = [c for c in text if c.isalpha()]
    arabic = sum(is_arabic(c) for c in letters)
    if arabic < LEAST_ARABIC * len(letters) or not letters:
        share = round(100 * arabic / max(len(letters), 1))
        raise NotRead(
            f"not Arabic: {share} % of its letters are", "keep Arabic articles only; save a garbled one as UTF-8"
        )
    if sum(c in MISREAD_LETTERS for c in letters) > MISREAD_SHARE * len(letters):
        raise NotRead("garbled: UTF-8 once read as Windows-1256", "fetch the article anew and save it as UTF-8")


def is_arabic(character: str) -> bool:
    """Tell whether a character is an Arabic letter, presentation forms included."""
    return "\u0600" <= character <= "\u06ff" or "\u0750" <= character <= "\u077f" or "\ufb50" <= character <= "\ufefc"


def decode(data: bytes, declared: str | None = None) -> str:
    r"""Decode a file's bytes, less a byte-order mark, with `\r\n` as `\n`, and nothing else changed.

    Parameters
    ----------
    data : bytes
        UTF-8 or UTF-16 with or without a mark, Windows-1256, or ISO 8859-6. UTF-8 with a few damaged bytes, as a
        cut-off file has, is read with U+FFFD in their place.
    declared : str, optional
        The encoding that a web page says it is in; believed if the bytes agree.

    Raises
    ------
    NotRead
        If the bytes are no text in any of these.

    Examples
    --------
    >>> decode("سرت\r\n".encode("cp1256")) == "سرت" + chr(10)
    True
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").replace("\r\n", "\n")
    text = data.decode("utf-8-sig", errors="replace")
    damaged = text.count("\ufffd")
    if damaged and declared:
        try:
            return data.decode(declared).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            pass
    # bytes below 0x20 in number: Arabic in UTF-16, in which every letter's high byte is 0x06
    if damaged > MOST_DAMAGED * len(text) or sum(c < "\x09" for c in text) > MOST_DAMAGED * len(text):
        best = charset_normalizer.from_bytes(data, cp_isolation=OLD_ENCODINGS).best()
        if best is None or sum(is_arabic(c) for c in str(best)) < LEAST_ARABIC * sum(c.isalpha() for c in str(best)):
            raise NotRead("not a text in UTF-8, UTF-16 or Windows-1256", "save it as UTF-8 text")
        text = str(best).removeprefix("\ufeff")
    return text.replace("\r\n", "\n")


def _rows(path: Path) -> Iterator[Row]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield "", NotRead(f"a {path.suffix or 'nameless'} file is not read", f"save it as one of {' '.join(READERS)}")
        return
    try:
        data = path.read_bytes()
        if not data.strip():
            raise NotRead("empty", "put the article's text into it, or delete it")
        for row, found in reader(data):
            try:
                if not isinstance(found, NotRead) and "text" in found:
                    check_text(found["text"])
                yield row, found
            except NotRead as problem:
                yield row, problem
    except OSError as error:
        yield "", NotRead(f"can't be opened: {error.strerror}", "see to it that you may read the file")
    except NotRead as problem:
        yield "", problem


def _read_text(data: bytes) -> Iterator[Row]:
    """A `.txt` or `.md` file: optional YAML front matter, then the text, which starts right after it."""
    text = decode(data)
    if not re.match(r"---[ \t]*\n", text):
        yield "", {"text": text}
        return
    remedy = "write `key: value` lines between two lines `---`, values with a colon in quotation marks"
    match = FRONT_MATTER.match(text)
    if match is None:
        raise NotRead("broken front matter: no second line `---`", remedy)
    try:
        keys = yaml.load(match[1], Loader=yaml.BaseLoader)  # every value stays the string that was written
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise NotRead(f"broken front matter{where}: {getattr(error, 'problem', error)}", remedy) from None
    if not isinstance(keys, dict):
        raise NotRead("broken front matter: no `key: value` lines", remedy)
    yield "", _named(keys) | {"text": text[match.end() :]}


def _read_table(data: bytes) -> Iterator[Row]:
    """A `.csv` or `.tsv` file with a header: an article a row, or metadata of the files beside it."""
    text = decode(data)
    header = text.split("\n", 1)[0]
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=header.count))
    try:
        columns = next(rows)
        known = _named(dict.fromkeys(columns, "x"))
        if "text" not in known and "article" not in known:
            raise NotRead(
                f"no column of text; its columns are {', '.join(columns)}", "name the articles' column `text`"
            )
        for number, cells in enumerate(rows, start=2):
            if len(cells) > len(columns):
                problem = f"{len(cells)} cells under {len(columns)} columns"
                yield number, NotRead(problem, "put cells with commas in quotation marks")
            elif any(cells):
                found = _named(dict(zip(columns, cells, strict=False)))
                yield number, found | {"text": found.get("text", "")} if "text" in known else found
    except csv.Error as error:
        raise NotRead(f"damaged table near line {rows.line_num}: {error}", "save it anew as CSV UTF-8") from None


def _read_json_lines(data: bytes) -> Iterator[Row]:
    """A `.jsonl` file: an article a line."""
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if line.strip():
            try:
                yield number, _json_record(json.loads(line))
            except ValueError as error:
                yield number, NotRead(f"damaged line: {error}", "repair the line or delete it")


def _read_json(data: bytes) -> Iterator[Row]:
    """A `.json` file: an article, or a list of articles."""
    try:
        found = json.loads(decode(data))
    except ValueError as error:
        raise NotRead(f"damaged JSON: {error}", "save it anew, or as one article a line (.jsonl)") from None
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        try:
            yield number if isinstance(found, list) else "", _json_record(record)
        except ValueError as error:
            yield number, NotRead(f"damaged record: {error}", "repair the record or delete it")


def _json_record(record: object) -> dict[str, str]:
    if not isinstance(record, dict):
        raise ValueError("not an object with keys")
    found = _named(record)
    if "text" not in found:
        raise ValueError(f"no text; its keys are {', '.join(map(str, record))}")
    return found


def _read_page(data: bytes) -> Iterator[Row]:
    """A saved `.html` page: its article, without menus and comments, and the metadata that the page carries."""
    import trafilatura  # slow to load, and needed for pages only

    declared = PAGE_CHARSET.search(data[:4096])
    page = decode(data, declared[1].decode("ascii") if declared else None)
    printed_date = {"extensive_search": False, "original_date": True}  # a date in the text is not the page's
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params=printed_date
    )
    if not isinstance(found, trafilatura.settings.Document) or not (found.text or "").strip():
        raise NotRead("no article found on the page", "copy the article's text into a .txt file")
    keys = {
        "title": found.title,
        "outlet": found.sitename,
        "date": found.date,
        "url": found.url,
        "author": found.author,
    }
    yield "", {key: value for key, value in keys.items() if value} | {"text": str(found.text)}


READERS: dict[str, Callable[[bytes], Iterator[Row]]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".html": _read_page,
    ".htm": _read_page,
    ".csv": _read_table,
    ".tsv": _read_table,
    ".jsonl": _read_json_lines,
    ".json": _read_json,
}


def _named(raw: dict) -> dict[str, str]:
    """Return the fields that a record has, under our names; the text untouched, the rest less outer space."""
    keys = {str(key).strip().lower(): value for key, value in raw.items()}
    found = {}
    for field, names in FIELDS.items():
        values = [str(keys[name]) for name in names if isinstance(keys.get(name), str | int | float)]
        value = next((value for value in values if value.strip()), None)
        if value is not None:
            found[field] = value if field == "text" else value.strip()
    return found


def _passed_over(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    beside_page = any(part.endswith("_files") for part in path.parts[:-1])
    return hidden or beside_page or path.stem.lower() in DOCUMENTATION


def _stem(name: str) -> str:
    """Return a file's name without its suffix, one form for letters that systems compose differently."""
    stem = name.rsplit(".", 1)[0] if Path(name).suffix.lower() in READERS else name
    return unicodedata.normalize("NFC", stem)
