"""Clitics: what may be written in one word before a name or a word that is looked for, and how words are peeled."""

from functools import lru_cache

import numpy as np

from libyautil.arabic import CONJUNCTIONS, PREPOSITIONS, code_points
from libyautil.lexicon.entries import CLITICS

PREFIXES = sorted(CLITICS)  # arrays hold their numbers; the first is that there is none
LONGEST = max(map(len, PREFIXES))

# The letters with which clitics begin, from none on: which it is with one letter more, and which are whole clitics.
_OPENINGS = sorted({prefix[:length] for prefix in PREFIXES for length in range(LONGEST + 1)})
_LETTERS = sorted(set("".join(PREFIXES)))
_OTHER = len(_LETTERS)
_LAST = max(map(ord, _LETTERS)) + 1
_LETTER_NUMBERS = np.full(_LAST + 1, _OTHER)
_LETTER_NUMBERS[code_points("".join(_LETTERS))] = range(_OTHER)
_NUMBERS = {opening: number for number, opening in enumerate(_OPENINGS)}
_LONGER = np.array([[_NUMBERS.get(opening + letter, -1) for letter in [*_LETTERS, "other"]] for opening in _OPENINGS])
_CLITICS = np.array([PREFIXES.index(opening) if opening in PREFIXES else -1 for opening in _OPENINGS])


def peel(codes: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return all words of a folded text, and what is left of them without the clitics that they may begin with.

    A word is peeled a letter at a time as long as these letters begin clitics; a letter at least is left.

    Parameters
    ----------
    codes : array of int
        The code points of the text.
    starts, ends : array of int
        Where its words begin and end.

    Returns
    -------
    tuple of array of int
        The number of the word, where the rest of it begins, and the number of the clitics in ``PREFIXES``.

    Examples
    --------
    >>> words, rests, clitics = peel(code_points("وبسرت"), np.array([0]), np.array([5]))
    >>> rests.tolist(), [PREFIXES[number] for number in clitics]
    ([0, 1, 2], ['', 'و', 'وب'])
    """
    word, opening, start = np.arange(len(starts)), np.zeros(len(starts), int), starts
    peelings = [(word, starts, opening)]
    for _ in range(LONGEST):
        longer = np.flatnonzero(ends.take(word) - start > 1)
        word, opening, start = word.take(longer), opening.take(longer), start.take(longer)
        letter = _LETTER_NUMBERS.take(codes.take(start), mode="clip")
        opening = _LONGER.take(opening * _LONGER.shape[1] + letter)
        known = np.flatnonzero(opening >= 0)
        word, opening, start = word.take(known), opening.take(known), start.take(known) + 1
        whole = np.flatnonzero(_CLITICS.take(opening) >= 0)
        peelings.append((word.take(whole), start.take(whole), _CLITICS.take(opening.take(whole))))
    words, rests, clitics = map(np.concatenate, zip(*peelings, strict=True))
    return words, rests, clitics


@lru_cache(maxsize=20_000)
def without_particles(word: str) -> tuple[str, ...]:
    """Return a word and what is left of it when the particles are peeled that a title or a common noun may carry.

    >>> without_particles("للقوات"), without_particles("وبقوات")
    (('للقوات', 'القوات', 'لقوات'), ('وبقوات', 'بقوات', 'قوات'))
    """
    forms = [word]
    if word.startswith("لل"):
        forms.append("ال" + word[2:])
    if len(word) > 3 and word[0] in CONJUNCTIONS + PREPOSITIONS:
        forms.append(word[1:])
        if word[1] in PREPOSITIONS and word[0] in CONJUNCTIONS:
            forms.append(word[2:])
    return tuple(forms)
