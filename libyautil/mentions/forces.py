"""Head nouns and the owners of forces: ``قوات`` + an owner is one mention of the owner's force.

The head nouns are rows of ``force_heads.csv``, the words of alliance rows of ``joining_words.csv``; what force an owner
has is a row of ``forces.csv``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from libyautil.arabic import fold_all
from libyautil.lexicon import Lexicon
from libyautil.mentions.clitics import without_particles
from libyautil.mentions.fingerprints import Reader
from libyautil.mentions.forms import PLACE, Forms
from libyautil.mentions.matches import Matches
from libyautil.mentions.pages import Pages, joined_by_space

ALLIED_WITHIN = 4  # words before an owner within which the word of alliance stands: تابعة مباشرة إلى حكومة …
CALLED_WITHIN = 3  # words that may stand between a head noun and its owner: مسلحي ما يعرف باسم …


class Head(NamedTuple):
    """A head noun as it is written, and what its row says: the frame, and the row itself.

    ``describes`` tells whether it describes men or allies of the owner, and is not the name that a force goes by.
    """

    word: str
    frame: str
    lexicon_row: str
    describes: bool


@dataclass(frozen=True)
class Heads:
    """The head nouns and the words that tie them to owners, each as a reader of words.

    ``alone`` is the head noun that a word is right before an owner, ``allied`` the one that it is before a word of
    alliance, where the noun may be definite. ``alliance`` and ``link`` tell of words of alliance, and of what may
    follow them before the owner; ``armed`` of the adjective that may follow the head noun, ``called`` of the words that
    say what the owner is called.
    """

    alone: Reader
    allied: Reader
    alliance: Reader
    link: Reader
    armed: Reader
    called: Reader
    forces: dict[str, str]


class Rows:
    """The rows that can fire: the lexicon's, by their numbers in ``Forms``, then the forces that owners make."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.entries = list(forms.entries)
        self.forces: dict[tuple[int, Head], int] = {}

    def force(self, owner: int, force: str, head: Head) -> int:
        """Return the number of the row for an owner's force that a head noun names."""
        if (owner, head) not in self.forces:
            entry = self.entries[owner]
            alias = f"{head.word} {entry.alias}"
            own = force == entry.id and entry.kind == "force" and not head.describes  # قوات فجر ليبيا is its name
            form = entry.form if own else "label"
            made = replace(entry, layer="actor", id=force, kind="force", form=form, frame=head.frame, alias=alias)
            self.forces[owner, head] = len(self.entries)
            self.entries.append(made)
        return self.forces[owner, head]

    def have(self, trait: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Tell which rows have a trait of persons or states, given by row of ``Forms``.

        The forces, beyond the last of the lexicon's rows, are told what that is: it has none.
        """
        return trait.take(row, mode="clip")


def read_heads(lexicon: Lexicon) -> Heads:
    """Return the head nouns of forces and the words beside them."""
    table, joining = lexicon.force_heads, lexicon.joining_words
    heads = dict(zip(fold_all(table["head"]), zip(table["frame"], table["lexicon_row"], strict=True), strict=True))
    words = {name: frozenset(fold_all(words)) for name, words in joining.groupby("class")["word"]}

    def head(word: str, bare: Callable[[str], str], allied: bool) -> Head | None:
        """Return the head noun that a word is, with particles or without."""
        known = (bare(form) for form in without_particles(word))
        noun = next((noun for noun in known if noun in heads), None)
        return None if noun is None else Head(word, *heads[noun], allied or noun in words["men"])

    some_head, truth = np.array(None, object), np.array(False)
    return Heads(
        Reader(lambda word: head(word, str, allied=False), some_head),
        Reader(lambda word: head(word, _indefinite, allied=True), some_head),
        Reader(lambda word: _indefinite(word) in words["allied"], truth),
        Reader(words["allied_link"].__contains__, truth),
        Reader(lambda word: _indefinite(word).endswith(("مسلحه", "حربيه", "حربي")), truth),
        Reader(words["called"].__contains__, truth),
        dict(zip(lexicon.forces["owner"], lexicon.forces["force"], strict=True)),
    )


def _indefinite(word: str) -> str:
    return word.removeprefix("ال")


def join_forces(pages: Pages, matches: Matches, heads: Heads, rows: Rows) -> Matches:
    """Turn a head noun and its owner into the owner's force: ``قوات`` + Haftar, ``قوات تابعة ل`` + government.

    Where the owner is a place, it stays a mention of the place too. A label that is no more than the head noun, and the
    name of an owner whose title alone was found, become a part of the force.
    """
    owners, nouns, found = _owned(pages, matches, heads, rows)
    row = matches.row[owners].tolist()
    forces = [rows.force(n, heads.forces[rows.entries[n].id], head) for n, head in zip(row, found, strict=True)]
    named = _names_of(pages, matches, owners, rows)
    end = matches.end[owners + named]
    times = np.ones(len(matches.row), int)
    times[owners] += rows.forms.layer[matches.row[owners]] == PLACE
    times[owners[named] + 1] = 0
    times[owners[pages.word_starts[nouns] < _end_before(matches, owners)] - 1] = 0
    widened = matches.take(np.repeat(np.arange(len(times)), times))
    joined = np.cumsum(times)[owners] - 1
    widened.outer[joined], widened.end[joined], widened.row[joined] = pages.word_starts[nouns], end, forces
    widened.evidence[joined] = [f"head noun ({head.lexicon_row}) joined" for head in found]
    return widened


def _end_before(matches: Matches, numbers: np.ndarray) -> np.ndarray:
    """Return where the match before each of some matches ends; 0 before the first."""
    return np.append(0, matches.end)[numbers]


def _names_of(pages: Pages, matches: Matches, owners: np.ndarray, rows: Rows) -> np.ndarray:
    """Tell which owners are titles that the name of the same person follows: ``القوات الموالية للزعيم`` + his name."""
    follows = np.append(joined_by_space(pages, matches.end, matches.outer), False)[owners + 1]
    after = np.minimum(owners + 1, len(matches.row) - 1)
    same = rows.forms.id_numbers[matches.row[owners]] == rows.forms.id_numbers[matches.row[after]]
    return follows & same & (matches.outer[after] == matches.start[after])


def _owned(pages: Pages, matches: Matches, heads: Heads, rows: Rows) -> tuple[np.ndarray, np.ndarray, list[Head]]:
    """Return the owners that a head noun stands before, the numbers of these nouns among the words, and the nouns."""
    owners = np.flatnonzero(rows.forms.owns_force[matches.row])
    number = pages.word_of[matches.outer[owners]] - 1
    bare = matches.outer[owners] == matches.start[owners]
    called, asked = np.zeros(len(owners), bool), np.arange(len(owners))
    for _ in range(CALLED_WITHIN):
        asked = asked[pages.read_words(number[asked], heads.called) & (number[asked] > 0)]
        number[asked] -= 1
        called[asked] = True
    last = pages.word_ends[number]
    beside = (number >= 0) & (last + 1 == pages.word_starts[number + 1]) & (pages.codes[last] == ord(" "))
    owners, number, bare = owners[beside], number[beside], (bare | called)[beside]
    linked = rows.forms.has_li[matches.prefix[owners]] | pages.read_words(number, heads.link)
    alone = np.flatnonzero(~linked & bare)
    allied, nouns = _allied(pages, matches.outer[owners], number, np.flatnonzero(linked), heads)

    found = np.append(pages.read_words(number[alone], heads.alone), pages.read_words(nouns, heads.allied))
    owners, nouns = np.append(owners[alone], owners[allied]), np.append(number[alone], nouns)
    which = np.flatnonzero((found != None) & _is_free(pages, matches, owners, nouns, rows))  # noqa: E711
    return owners[which], nouns[which], found[which].tolist()


def _is_free(pages: Pages, matches: Matches, owners: np.ndarray, nouns: np.ndarray, rows: Rows) -> np.ndarray:
    """Tell which nouns are no part of the match before their owner, or all of it, as `ميليشيات` before a name.

    A noun with its article is a label of its own: `الميليشيات التابعة للوفاق` names two.
    """
    start = pages.word_starts[nouns]
    free = start >= _end_before(matches, owners)
    covered = np.flatnonzero(~free)
    before = owners[covered] - 1
    entries = [rows.entries[row] for row in matches.row[before].tolist()]
    label = [entry.form == "label" and not entry.alias.startswith("ال") for entry in entries]
    free[covered] = (matches.outer[before] == start[covered]) & np.array(label, bool)
    return free


def _allied(
    pages: Pages, outer: np.ndarray, number: np.ndarray, which: np.ndarray, heads: Heads
) -> tuple[np.ndarray, np.ndarray]:
    """Return which owners have a word of alliance before them, and the numbers of the words before that."""
    lowest = pages.first_words[pages.articles(outer[which])]
    near = number[which] - np.arange(ALLIED_WITHIN)[:, None]
    allied = pages.read_words(near.ravel(), heads.alliance).reshape(near.shape) & (near > lowest)
    some = np.flatnonzero(allied.any(axis=0))
    nouns = number[which[some]] - allied[:, some].argmax(axis=0) - 1
    nouns -= pages.read_words(nouns, heads.armed) & (nouns > lowest[some])
    return which[some], nouns
