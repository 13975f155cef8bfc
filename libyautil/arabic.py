"""Arabic text: a folded copy with a way back to the original characters, sentences, tokens, and lines for display."""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

import numpy as np

TOKEN = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*|[^\w\s]|_")
# the last mark of `\n+`, of `[.!?؟]+` before space or end, of `\.+` before a letter; a class in front is found fast
SENTENCE_END = re.compile(r"[\n.!?؟](?:(?<=\n)(?!\n)|(?<!\n)(?=\s|$)|(?<=\.)(?=[\u0621-\u064a]))")
# What is written in one word with the word behind it: a conjunction, then a preposition; PARTICLES begin with none.
CONJUNCTIONS, PREPOSITIONS = "وف", "بكل"
PARTICLES = tuple(map("".join, product(("", *CONJUNCTIONS), ("", *PREPOSITIONS))))
QUOTES = "«»\"“”„‟″‹›'‘’‚‛`"

# One letter that this press writes in several ways; the key is the form that folded text keeps.
_VARIANTS = {
    "ا": "أإآٱٲٳ",
    "و": "ؤۆۇ",
    "ي": "ئىیېۍے",
    "ه": "ةۀہھەۃ",
    "ك": "کڪگ",
    "ب": "پ",
    "ج": "چ",
    "ف": "ڤ",
    "ز": "ژ",
}
_LETTER = {variant: letter for letter, variants in _VARIANTS.items() for variant in variants}
_RTL_MARK, _ISOLATE, _END_ISOLATE = "\u200f", "\u2066", "\u2069"
_JOINER = "\u034f"  # invisible
BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_DIRECTION_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True)
class Folded:
    """A folded text and the way back: from each of its offsets in ``cuts`` on, one character stands for one.

    ``origins`` are the offsets in ``original`` of the characters at ``cuts``.
    """

    text: str
    original: str
    cuts: list[int]
    origins: list[int]

    def origin(self, position: int) -> int:
        """Return the offset of the original character that stands behind a folded one."""
        cut = bisect_right(self.cuts, position) - 1
        return self.origins[cut] + position - self.cuts[cut]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of original characters behind the folded span ``start``, ``end`` (end exclusive).

        A letter brings along the marks that it carries.

        >>> folded = fold("قـوّاتُ «الوفاق»")
        >>> folded.span(0, 4)
        (0, 7)
        """
        last = self.origin(end - 1) + 1
        while last < len(self.original) and _is_mark(self.original[last]):
            last += 1
        return self.origin(start), last

    def position(self, offset: int) -> int:
        """Return how many folded characters stand before the original character at ``offset``."""
        cut = bisect_right(self.origins, offset - 1) - 1
        if cut < 0:
            return 0
        following = self.cuts[cut + 1] if cut + 1 < len(self.cuts) else len(self.text)
        return min(self.cuts[cut] + offset - self.origins[cut], following)

    @cached_property
    def starts(self) -> list[int]:
        """Return the offset of the original character behind each folded one."""
        ends = [*self.cuts[1:], len(self.text)]
        runs = zip(self.cuts, ends, self.origins, strict=True)
        return [origin + n for cut, end, origin in runs for n in range(end - cut)]


@cache
def _is_mark(character: str) -> bool:
    """Tell whether a character belongs to the letter before it: a diacritic or tatweel, but no invisible character."""
    return _fold_character(character) == "" and unicodedata.category(character) != "Cf"


@cache
def _fold_character(character: str) -> str:
    """Return what one character becomes in folded text: nothing, itself, its plain form, or several letters."""
    if character == "\n":
        return "\n"
    if character == "\u0640" or unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    if character in QUOTES or character == "_" or character.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", character) if "\ufb50" <= character <= "\ufefc" else character
    if unicodedata.category(plain[0]) == "Nd":
        return str(unicodedata.digit(plain[0]))
    return "".join(_LETTER.get(c, c) for c in plain.lower() if unicodedata.category(c) != "Mn")


class _OneToOne(dict):
    """A translation table that learns characters as it meets them; what folds to one character keeps its place."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded if len(folded) == 1 else _IRREGULAR
        return self[code]


_IRREGULAR = "\x00"  # marks, in a translated text, a character that vanishes or becomes several
_TABLE = _OneToOne()
_UNEVEN = re.compile(r"[\x00 \n]{2,}|\x00")


def fold(text: str) -> Folded:
    """Fold the spellings of one word together, keeping the way back to the original characters.

    Letter variants, digits of three sets and presentation forms get one form; diacritics, tatweel, invisible and
    direction characters vanish; quotation marks and underscores become spaces, and a run of spaces is one space.
    Matching happens on the folded text, quoting always on the original.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Folded
        ``text``, and the way from each of its characters back to the original.

    Examples
    --------
    >>> fold("إلى «الوِفـاق» سنة ٢٠١٩").text
    'الي الوفاق سنه 2019'
    """
    plain = text.translate(_TABLE)
    kept: list[str] = []
    cuts, origins, length, done = [0], [0], 0, 0
    for run in _UNEVEN.finditer(plain):
        first, last = run.span()
        kept.append(plain[done:first])
        length += first - done
        for offset in range(first, last):
            folded = _fold_character(text[offset])
            if not folded or (folded == " " and _ends_in_space(kept)):
                continue
            kept.append(folded)
            cuts.extend(range(length, length + len(folded)))
            origins.extend([offset] * len(folded))
            length += len(folded)
        cuts.append(length)
        origins.append(last)
        done = last
    kept.append(plain[done:])
    return Folded("".join(kept), text, cuts, origins)


def _ends_in_space(kept: list[str]) -> bool:
    """Tell whether the last of the folded pieces that is not empty ends in a space or a newline."""
    last = next((piece for piece in reversed(kept) if piece), "")
    return last[-1:] in (" ", "\n")


def code_points(text: str) -> np.ndarray:
    """Return the characters of ``text`` as an array of their code points."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(int)


def from_code_points(codes: np.ndarray) -> str:
    """Return the text of an array of code points.

    >>> from_code_points(code_points("سرت"))
    'سرت'
    """
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def look_up(codes: np.ndarray, read: Callable[[str], int]) -> np.ndarray:
    """Return what ``read`` says of each character; it is asked once for each that occurs.

    >>> look_up(code_points("5 كلم"), str.isdigit).tolist()
    [1, 0, 0, 0, 0]
    """
    known = _said_of_characters(read)
    said = known.take(codes)
    if said.min(initial=0) == _UNASKED:
        new = np.unique(codes[said == _UNASKED])
        known[new] = [read(chr(code)) for code in new.tolist()]
        said = known.take(codes)
    return said


_UNASKED = np.iinfo(np.int32).min


@cache
def _said_of_characters(read: Callable[[str], int]) -> np.ndarray:
    """Return an array by code point of what a function says of characters, as yet not asked."""
    return np.full(sys.maxunicode + 1, _UNASKED, np.int32)


_GONE, _SEVERAL = -1, -2


def fold_code_points(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Fold a long text as ``fold`` does, a dozen times as fast.

    Parameters
    ----------
    codes : array of int
        The code points of any text; below some hundred characters ``fold`` is the faster.

    Returns
    -------
    tuple of array
        The code points of the folded text, and for each the offset of the original character behind it.

    Examples
    --------
    >>> codes, origins = fold_code_points(code_points("«الوِفـاق»"))
    >>> from_code_points(codes), origins.tolist()
    (' الوفاق ', [0, 1, 2, 3, 5, 7, 8, 9])
    """
    folded = look_up(codes, _folded_code)
    origins = np.flatnonzero(folded != _GONE)
    folded = folded.take(origins)
    several = np.flatnonzero(folded == _SEVERAL)
    if len(several):
        letters = [_fold_character(chr(code)) for code in codes[origins[several]].tolist()]
        times = np.ones(len(folded), int)
        times[several] = [len(written) for written in letters]
        folded, origins = np.repeat(folded, times), np.repeat(origins, times)
        folded[folded == _SEVERAL] = code_points("".join(letters))
    blank = folded == ord(" ")
    kept = np.ones(len(folded), bool)
    kept[1:] = ~(blank[1:] & (blank[:-1] | (folded[:-1] == ord("\n"))))
    kept = np.flatnonzero(kept)
    return folded.take(kept), origins.take(kept)


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return many short texts folded and stripped, at once.

    >>> fold_all(["إلى ", "الوِفـاق"])
    ['الي', 'الوفاق']
    """
    codes, _ = fold_code_points(code_points("".join(text + "\0" for text in texts)))
    return [text.strip() for text in from_code_points(codes).split("\0")[:-1]]


def _folded_code(character: str) -> int:
    folded = _fold_character(character)
    return ord(folded) if len(folded) == 1 else _SEVERAL if folded else _GONE


def original_spans(
    text: str, origins: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the original spans behind folded ones, as ``Folded.span`` does: a letter brings along its marks."""
    lasts = origins.take(ends - 1) + 1
    following = np.append(origins, len(text)).take(ends)
    for number in np.flatnonzero(following != lasts).tolist():  # something has vanished, or one became several
        last = lasts.item(number)
        while last < len(text) and _is_mark(text[last]):
            last += 1
        lasts[number] = last
    return origins.take(starts), lasts


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the character spans of the non-empty sentences of ``text``, in order.

    A sentence ends at a newline, at ``. ! ? ؟`` before space or end of text, or at a full stop between two Arabic
    letters, since a missing space is common in this press (codebook, ``gold/tokens.py``).

    >>> text = "انسحبت القوات.وعادت أمس"
    >>> [text[a:b] for a, b in sentences(text)]
    ['انسحبت القوات.', 'وعادت أمس']
    """
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


_NEWLINE, _BLANK, _INK, _ARABIC, _MARK, _FULL_STOP = range(6)  # what SENTENCE_END tells apart


def _sentence_kind(character: str) -> int:
    if character.isspace():
        return _NEWLINE if character == "\n" else _BLANK
    if character in ".!?؟":
        return _FULL_STOP if character == "." else _MARK
    return _ARABIC if "\u0621" <= character <= "\u064a" else _INK


def sentence_spans(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the starts and the ends of the sentences of a long text, as ``sentences`` does, several times as fast.

    >>> [offsets.tolist() for offsets in sentence_spans(code_points("انسحبت القوات.وعادت أمس"))]
    [[0, 14], [14, 23]]
    """
    kinds = np.append(look_up(codes, _sentence_kind).astype(np.int8), np.int8(_BLANK))
    marks = np.flatnonzero((kinds[:-1] >= _MARK) | (kinds[:-1] == _NEWLINE))
    mark, after = kinds[marks], kinds[marks + 1]
    newline = (mark == _NEWLINE) & (after != _NEWLINE)
    stop = (mark >= _MARK) & (after <= _BLANK) | (mark == _FULL_STOP) & (after == _ARABIC)
    ends = np.append(marks[newline | stop] + 1, len(codes))
    starts = np.append(0, ends[:-1])
    inked = np.maximum.reduceat(kinds, starts) > _BLANK
    return starts[inked], ends[inked]


def tokens(text: str) -> list[tuple[int, int]]:
    """Return the character spans of the tokens of ``text``: words with their clitics, numbers, single marks.

    >>> text = "لحفتر، 5"
    >>> [text[a:b] for a, b in tokens(text)]
    ['لحفتر', '،', '5']
    """
    return [match.span() for match in TOKEN.finditer(text)]


def isolate(text: str) -> str:
    r"""Wrap a date, number or Latin name so that it keeps its order inside an Arabic line.

    >>> isolate("2019-04-04") == "\u2066" + "2019-04-04" + "\u2069"
    True
    """
    return f"{_ISOLATE}{text}{_END_ISOLATE}"


def renderer_shapes() -> bool:
    """Tell whether the installed matplotlib joins and orders Arabic letters itself (3.11 and later do)."""
    from matplotlib import ft2font

    return hasattr(ft2font, "__libraqm_version__")


def display_text(text: str, shapes: bool | None = None) -> str:
    r"""Return ``text`` as a renderer needs it to show Arabic joined and in order.

    A renderer that shapes gets logical text with a right-to-left mark in front; one that does not gets reshaped
    letters in visual order, line by line. The old recipe on a new renderer prints every label reversed, so the
    renderer is asked (matplotlib issues 30000 and 32262).

    Parameters
    ----------
    text : str
        A label, Arabic or not, of one or more lines.
    shapes : bool, optional
        Whether the renderer shapes; by default the installed matplotlib is asked.

    Returns
    -------
    str
        The text to hand to the renderer.

    Examples
    --------
    >>> display_text("سرت", shapes=True) == "\u200f" + "سرت"
    True
    >>> display_text("Sirte", shapes=True)
    'Sirte'
    """
    if not any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return text
    if renderer_shapes() if shapes is None else shapes:
        return "\n".join(_RTL_MARK + line for line in text.split("\n"))
    from arabic_reshaper import ArabicReshaper
    from bidi import get_display

    reshape = ArabicReshaper({"delete_harakat": False}).reshape
    # get_display reorders and does not mirror. The joiner takes the direction of the bracket that it follows, so
    # where it comes out in front, the bracket stands in right-to-left text and must be mirrored.
    marked = BRACKET.sub(rf"\g<0>{_JOINER}", reshape(text))
    lines = (get_display(line, base_dir="R") for line in marked.split("\n"))
    turned = re.compile(rf"({BRACKET.pattern}){_JOINER}|{_JOINER}({BRACKET.pattern})")
    return turned.sub(lambda found: found[1] or found[2].translate(_MIRROR), "\n".join(lines)).translate(
        _DIRECTION_MARKS
    )
