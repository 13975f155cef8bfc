"""Arabic text: a folded copy with a way back to the original characters, sentences, tokens, and lines for display."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

TOKEN = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*|[^\w\s]|_")
SENTENCE_END = re.compile(r"\n+|[.!?؟]+(?=\s|$)|\.+(?=[\u0621-\u064a])")
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
    """A folded text and, for each of its characters, where the original character starts and ends."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of original characters behind the folded span ``start``, ``end`` (end exclusive).

        >>> folded = fold("قـوّاتُ «الوفاق»")
        >>> folded.span(0, 4)
        (0, 7)
        """
        return self.starts[start], self.ends[end - 1]


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
    """A translation table that learns characters as it meets them; those that fold to one character keep their place."""

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
        ``text``, and for each of its characters the offsets of the original.

    Examples
    --------
    >>> fold("إلى «الوِفـاق» سنة ٢٠١٩").text
    'الي الوفاق سنه 2019'
    """
    plain = text.translate(_TABLE)
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for run in _UNEVEN.finditer(plain):
        if run.start() > done:
            kept.append(plain[done : run.start()])
        starts.extend(range(done, run.start()))
        ends.extend(range(done + 1, run.start() + 1))
        _fold_uneven(text, run.start(), run.end(), kept, starts, ends)
        done = run.end()
    kept.append(plain[done:])
    starts.extend(range(done, len(plain)))
    ends.extend(range(done + 1, len(plain) + 1))
    return Folded("".join(kept), tuple(starts), tuple(ends))


def _fold_uneven(text: str, first: int, last: int, kept: list[str], starts: list[int], ends: list[int]) -> None:
    """Fold a stretch in which characters vanish, grow or are spaces in a row, character by character."""
    for offset in range(first, last):
        folded = _fold_character(text[offset])
        if not folded:
            if ends and ends[-1] == offset and unicodedata.category(text[offset]) != "Cf":
                ends[-1] = offset + 1  # a mark belongs to the letter that carries it
            continue
        if folded == " " and kept and kept[-1][-1:] in (" ", "\n"):
            continue
        for letter in folded:
            kept.append(letter)
            starts.append(offset)
            ends.append(offset + 1)


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


def tokens(text: str) -> list[tuple[int, int]]:
    """Return the character spans of the tokens of ``text``: words with their clitics, numbers, single marks.

    >>> text = "لحفتر، 5"
    >>> [text[a:b] for a, b in tokens(text)]
    ['لحفتر', '،', '5']
    """
    return [match.span() for match in TOKEN.finditer(text)]


def isolate(text: str) -> str:
    """Wrap a date, number or Latin name so that it keeps its order inside an Arabic line.

    >>> isolate("2019-04-04") == "\\u2066" + "2019-04-04" + "\\u2069"
    True
    """
    return f"{_ISOLATE}{text}{_END_ISOLATE}"


def renderer_shapes() -> bool:
    """Tell whether the installed matplotlib joins and orders Arabic letters itself (3.11 and later do)."""
    from matplotlib import ft2font

    return hasattr(ft2font, "__libraqm_version__")


def display_text(text: str, shapes: bool | None = None) -> str:
    """Return ``text`` as a renderer needs it to show Arabic joined and in order.

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
    >>> display_text("سرت", shapes=True) == "\\u200f" + "سرت"
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
    return turned.sub(lambda found: found[1] or found[2].translate(_MIRROR), "\n".join(lines)).translate(_DIRECTION_MARKS)
