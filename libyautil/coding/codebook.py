"""The codes that a coder may give, from ``codes.csv``: what each means, its key, and where it stands on the scale."""

import csv
import hashlib
from pathlib import Path

import pandas as pd

from libyautil import paths

COLUMNS = ["variable", "code", "key", "label_en", "label_ar", "polarity", "rank", "definition", "example", "source",
           "note"]  # fmt: skip


def load_codes(path: Path = paths.LEXICON / "codes.csv") -> pd.DataFrame:
    """Load the codes, checked.

    Parameters
    ----------
    path : Path
        The CSV file.

    Returns
    -------
    DataFrame
        A row a code, all str: variable, code, key (the digit that gives it in the panel), label_en, label_ar, polarity
        ("1", "-1", "0" no position, "" can't be told), rank (place on an ordinal scale, "" none), definition, example,
        source, note.

    Raises
    ------
    ValueError
        Where a column is missing, or a code or key stands twice in one variable; the message names the line.

    Examples
    --------
    >>> load_codes()[["key", "code"]].values.tolist()[:2]
    [['1', 'for'], ['2', 'against']]
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        codes = pd.DataFrame(list(reader), columns=COLUMNS, dtype=str)
    faults = [f"{path.name}, line 1: the column {column} is missing" for column in missing]
    for row in codes.itertuples():
        line = f"{path.name}, line {row.Index + 2}"
        earlier = codes.iloc[: row.Index][codes["variable"].iloc[: row.Index] == row.variable]
        if row.code in ("", *earlier["code"]):
            faults.append(f"{line}: the code {row.code!r} is empty or stands twice")
        if row.key not in tuple("123456789") or row.key in set(earlier["key"]):
            faults.append(f"{line}: the key {row.key!r} is not one digit from 1 to 9, or stands twice")
        if row.polarity not in ("1", "-1", "0", ""):
            faults.append(f"{line}: the polarity {row.polarity!r} is none of 1, -1, 0 and empty")
    if faults:
        raise ValueError("\n".join(faults))
    return codes


def codebook_version(codes: pd.DataFrame) -> str:
    """Return a short name for what the codes mean: it changes when a code, a definition or an example does.

    Parameters
    ----------
    codes : DataFrame
        As ``load_codes`` returns it.

    Returns
    -------
    str
        "v" and ten hexadecimal digits.

    Examples
    --------
    >>> codes = load_codes()
    >>> codebook_version(codes) == codebook_version(codes.assign(definition="anything"))
    False
    """
    meaning = codes[["variable", "code", "polarity", "rank", "definition", "example"]]
    return "v" + hashlib.sha256(meaning.to_csv(index=False).encode()).hexdigest()[:10]
