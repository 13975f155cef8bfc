"""The lexicon: CSV tables that an analyst edits, checked on loading, and the words that are looked for.

A lexicon with a fault is not loaded: a run that starts with half a lexicon would count half the actors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from libyautil import paths
from libyautil.arabic import fold_all
from libyautil.lexicon.check import FAULT_COLUMNS, check_tables, unmatched_rows
from libyautil.lexicon.entries import Condition, Entry, Pattern, condition_reader, patterns, read_entries, word_classes
from libyautil.lexicon.files import read_tables


class LexiconFault(ValueError):
    """The lexicon has faults; ``faults`` lists them, a row each (file, line, column, problem, remedy)."""

    def __init__(self, faults: pd.DataFrame):
        self.faults = faults
        super().__init__("\n".join([f"the lexicon has faults: {len(faults)}", *describe_faults(faults)]))


def describe_faults(faults: pd.DataFrame, each: int = 5) -> list[str]:
    """Return a line a fault: where, what is wrong, what to write instead; faults of one kind are told a few times.

    Parameters
    ----------
    faults : DataFrame
        Columns file, line, column, problem, remedy, as ``check_lexicon`` returns them.
    each : int, optional
        So many of those with one remedy in one column of a file; the number of the rest is said.

    Returns
    -------
    list of str

    Examples
    --------
    >>> fault = {"file": "roles.csv", "line": [2, 3, 4], "column": "since", "problem": "no day", "remedy": "write one"}
    >>> describe_faults(pd.DataFrame(fault), each=1)
    ['roles.csv, line 2, since: no day; write one', '  and 2 more rows like it']
    """
    lines = []
    for (file, column, remedy), alike in faults.groupby(["file", "column", "remedy"], sort=False):
        for row in alike.head(each).itertuples():
            where = ", ".join(part for part in (file, f"line {row.line}" if row.line else "", column) if part)
            lines.append(f"{where}: {row.problem}; {remedy}" if where else f"{row.problem}; {remedy}")
        if len(alike) > each:
            lines.append(f"  and {len(alike) - each} more rows like it")
    return lines


@dataclass(frozen=True)
class Lexicon:
    """The checked tables, each an attribute by its file's stem (``lexicon.aliases``), and what is looked for.

    Every table has the columns of its file, as strings, and ``lexicon_row``, the file and line of the row.
    """

    tables: Mapping[str, pd.DataFrame]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("__") or name not in self.tables:
            raise AttributeError(f"the lexicon has no table {name}.csv")
        return self.tables[name]

    @cached_property
    def word_class(self) -> dict[str, list[str]]:
        """Return the words of each class that conditions may name."""
        return word_classes(self.tables)

    @cached_property
    def entries(self) -> dict[str, list[Entry]]:
        """Return, for each folded pattern, the rows that it may stand for, the most conditioned first."""
        found: dict[str, list[Entry]] = {}
        for entry, phrase in read_entries(self.tables, self.word_class):
            for pattern in patterns(phrase, entry.clitics):
                found.setdefault(pattern, []).append(entry)
        for rows in found.values():
            rows.sort(key=lambda e: (-len(e.requires), -len(e.excludes)))
        return found

    @cached_property
    def located(self) -> Condition:
        """Return the condition that a word of location stands right before a name."""
        return condition_reader(self.word_class)("prev:@place_preposition")[0]

    @cached_property
    def patterns(self) -> list[Pattern]:
        """Return all that is looked for in a text: the folded forms of rows and of titles, and words of conditions."""
        conditions = {c for rows in self.entries.values() for row in rows for c in row.requires + row.excludes}
        signs = {word for condition in [*conditions, self.located] for word in condition.scanned}
        opens_a_name = self.tables["titles"]["kind"] != "opening"
        titles = fold_all(self.tables["titles"].loc[opens_a_name, "title"])
        forms = {form for title in titles for form in patterns(title, "any")}
        texts = sorted(signs.union(forms, self.entries))
        return [Pattern(text, self.entries.get(text, []), text in signs, text in forms) for text in texts]


def load_lexicon(folder: Path = paths.LEXICON) -> Lexicon:
    """Load and check the lexicon.

    Parameters
    ----------
    folder : Path
        The folder of the CSV files.

    Returns
    -------
    Lexicon
        Its tables as frames of strings, each with ``lexicon_row``, the file and line of the row.

    Raises
    ------
    LexiconFault
        Where any row has a fault; the message lists each with its remedy.

    Examples
    --------
    >>> load_lexicon().actors.set_index("id").loc["haftar", "name_en"]
    'Khalifa Haftar'
    """
    tables, faults = read_tables(Path(folder))
    faults += check_tables(tables)
    if faults:
        raise LexiconFault(pd.DataFrame(faults, columns=FAULT_COLUMNS))
    return Lexicon(tables)


def check_lexicon(folder: Path = paths.LEXICON) -> pd.DataFrame:
    """Return every fault of the lexicon in ``folder``.

    Parameters
    ----------
    folder : Path
        The folder of the CSV files.

    Returns
    -------
    DataFrame
        A row a fault: file (str), line (int, the header is line 1), column (str), problem (str), remedy (str).

    Examples
    --------
    >>> len(check_lexicon())
    0
    """
    tables, faults = read_tables(Path(folder))
    return pd.DataFrame(faults + check_tables(tables), columns=FAULT_COLUMNS)


def find_unmatched(lexicon: Lexicon, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the aliases that named no one in a sample: no faults, but rows to look at.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon that the sample was read with.
    mentions : DataFrame
        Column lexicon_row, as ``find_mentions`` returns it.

    Returns
    -------
    DataFrame
        The columns of ``check_lexicon``, a row an alias.

    Examples
    --------
    >>> lexicon = load_lexicon()
    >>> every = pd.DataFrame({"lexicon_row": [*lexicon.aliases["lexicon_row"], *lexicon.place_aliases["lexicon_row"]]})
    >>> len(find_unmatched(lexicon, every)), len(find_unmatched(lexicon, every[1:]))
    (0, 1)
    """
    return pd.DataFrame(unmatched_rows(lexicon.tables, mentions), columns=FAULT_COLUMNS)
