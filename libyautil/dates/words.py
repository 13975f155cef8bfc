"""The words that tell time, read from ``time_words.csv``: classes of words, the value of each, and their patterns."""

import re
from dataclasses import dataclass

import pandas as pd

from libyautil.arabic import CONJUNCTIONS, PREPOSITIONS, fold

# One or two clitics may stand before a time word: and, so; in, as, for.
CLITICS = f"(?:[{CONJUNCTIONS}]?[{PREPOSITIONS}]?)"
LETTER = r"[^\W\d_]"
START, END = f"(?<!{LETTER})", f"(?!{LETTER})"
SPACE = r"[\s,،]+"
GAP = r"\s*"


@dataclass(frozen=True)
class TimeWords:
    """Folded time words: ``values`` maps class → word → value; ``stands`` maps class → word → how it may stand."""

    values: dict[str, dict[str, str]]
    stands: dict[str, dict[str, str]]

    def value(self, name: str, word: str) -> str:
        """Return the value of a word of a class, as it stands in the folded text."""
        return self.values[name][re.sub(r"\s+", " ", word)]

    def value_names(self, word: str) -> set[str]:
        """Return the classes that a word belongs to."""
        return {name for name, members in self.values.items() if re.sub(r"\s+", " ", word) in members}

    def number(self, name: str, word: str) -> int:
        """Return the value of a word that counts (month, weekday, number, ordinal)."""
        return int(self.value(name, word))

    def any_of(self, *names: str, group: str = "") -> str:
        """Return a pattern for the words of the classes, longest first, as a named group where a name is given."""
        found = sorted({w for name in names for w in self.values.get(name, ())}, key=lambda w: (-len(w), w))
        body = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in found)
        return f"(?P<{group}>{body}){END}" if group else f"(?:{body}){END}"

    def has(self, name: str, word: str) -> bool:
        """Tell whether a word belongs to a class, as it stands or less its clitics."""
        members = self.values.get(name, {})
        bare = re.sub(f"^{CLITICS}(?=..)", "", word)
        return word in members or bare in members or re.sub(f"^[{CONJUNCTIONS}](?=..)", "", word) in members

    def has_clitic(self, name: str, word: str) -> bool:
        """Tell whether a word of a class carries 'in', 'as' or 'for'."""
        return (
            word not in self.values[name]
            and re.sub(f"^[{CONJUNCTIONS}]?[{PREPOSITIONS}]", "", word) in self.values[name]
        )


def time_words(rows: pd.DataFrame) -> TimeWords:
    """Read the time words of a lexicon.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``time_words.csv``: class, word, value, stands, source, note.

    Returns
    -------
    TimeWords
        The words, folded as texts are.

    Examples
    --------
    >>> rows = pd.DataFrame({"class": ["month"], "word": ["أوت"], "value": ["8"], "stands": ["alone"]})
    >>> time_words(rows).number("month", "اوت")
    8
    """
    values: dict[str, dict[str, str]] = {}
    stands: dict[str, dict[str, str]] = {}
    for name, word, value, stand in zip(rows["class"], rows["word"], rows["value"], rows["stands"], strict=True):
        folded = fold(word).text.strip()
        values.setdefault(name, {}).setdefault(folded, value)
        stands.setdefault(name, {}).setdefault(folded, stand)
    return TimeWords(values, stands)
