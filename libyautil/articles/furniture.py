"""Page furniture: what a news page prints around an article. It is marked, and what closes a text is not coded."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from libyautil import paths
from libyautil.arabic import fold, sentences

PHRASES = paths.LEXICON / "furniture.csv"
MOST_WORDS = 40  # a longer sentence is the article's own, whatever phrase it holds
SHORT = 8
HEADLINE = 18  # words; a headline in a list of other articles is no longer, and ends without a full stop

MATCHES = ("line", "label", "short", "start", "anywhere")
EXTENTS = ("line", "headlines", "rest")
FURNITURE_COLUMNS = ["article", "start", "end", "text", "kind", "lexicon_row"]
NUMBER = "0123456789 "  # a count beside a word: 3 shares, comments 12
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


class Phrase(NamedTuple):
    """One row of the phrases, as compared."""

    folded: str
    match: str
    extent: str
    kind: str
    lexicon_row: str


def read_phrases(path: Path = PHRASES) -> pd.DataFrame:
    """Read the phrases of page furniture.

    Parameters
    ----------
    path : Path
        A CSV file with the columns of `data/lexicon/furniture.csv`. `match` says where the phrase must stand in a
        sentence: `line` (it is all of it, but for marks and digits), `label` (all of it, or a colon, slash or dash
        follows), `short` (it begins one of at most 8 words), `start` (it begins it), `anywhere`. `extent` says what
        the phrase takes with it: `line` (its sentence), `headlines` (and the headlines below), `rest` (all below).

    Returns
    -------
    DataFrame
        The file's columns, `folded` (the phrase as compared), and `lexicon_row`, as in `"furniture.csv:12"`.

    Raises
    ------
    ValueError
        If a cell of `match` or `extent` is none of these words, with its line.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        table = pd.DataFrame(list(csv.DictReader(file)))
    table["lexicon_row"] = [f"{path.name}:{line}" for line in range(2, len(table) + 2)]
    for column, words in {"match": MATCHES, "extent": EXTENTS}.items():
        for row, word in zip(table["lexicon_row"], table[column], strict=True):
            if word not in words:
                raise ValueError(f"{row}: {column} is {word!r}, write one of {', '.join(words)}")
    return table.assign(folded=[_words(phrase) for phrase in table["phrase"]])


def find_furniture(articles: pd.DataFrame, phrases: pd.DataFrame | None = None) -> pd.DataFrame:
    r"""Find page furniture in articles, wherever it stands: at the head, between paragraphs, at the end.

    Parameters
    ----------
    articles : DataFrame
        Needs `article` and `text`.
    phrases : DataFrame, optional
        As `read_phrases` returns; by default the project's.

    Returns
    -------
    DataFrame
        One row a stretch, in the order of the text: `article`, `start`, `end` (characters, end exclusive), `text`,
        `kind` (as in the phrases; `marks` for a stretch without any Arabic letter), `lexicon_row` (`""` for marks).

    Examples
    --------
    >>> page = pd.DataFrame({"article": ["a"], "text": ["وصل الوفد إلى غدامس.\nاترك تعليقاً"]})
    >>> find_furniture(page)[["start", "end", "kind"]].to_dict("records")
    [{'start': 21, 'end': 33, 'kind': 'comment_form'}]
    """
    table = read_phrases() if phrases is None else phrases
    known = [Phrase(*row) for row in table[list(Phrase._fields)].itertuples(index=False)]
    by_first_word: dict[str, list[Phrase]] = {}
    for phrase in known:
        if phrase.match != "anywhere":
            by_first_word.setdefault(phrase.folded.split(" ")[0], []).append(phrase)
    anywhere = [phrase for phrase in known if phrase.match == "anywhere"]
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        found = _stretches(text, by_first_word, anywhere)
        rows += [(article, start, end, text[start:end], kind, row) for start, end, kind, row in found]
    return pd.DataFrame(rows, columns=FURNITURE_COLUMNS)


def body_end(text: str, furniture: pd.DataFrame) -> int:
    """Return where the furniture that closes a text begins, or the text's length if there is none.

    Parameters
    ----------
    text : str
        An article's text.
    furniture : DataFrame
        That article's rows of `find_furniture`.

    Returns
    -------
    int
        An offset into `text`, after the last sentence that is not furniture, its closing space excluded.
    """
    end = len(text)
    for start, stop in zip(reversed(furniture["start"].tolist()), reversed(furniture["end"].tolist()), strict=True):
        if text[stop:end].strip():
            break
        end = start
    # a text that is furniture from end to end is an odd article, not an empty one
    return len(text) if end == len(text) or not text[:end].strip() else len(text[:end].rstrip())


def _stretches(
    text: str, by_first_word: dict[str, list[Phrase]], anywhere: list[Phrase]
) -> list[tuple[int, int, str, str]]:
    units = [(start, end, _words(text[start:end])) for start, end in sentences(text)]
    found: list[tuple[int, int, str, str]] = []
    for number, (start, end, words) in enumerate(units):
        if words.count(" ") >= MOST_WORDS:
            continue
        likely = by_first_word.get(words.lstrip(NUMBER).split(" ")[0], []) + anywhere
        phrase = next((phrase for phrase in likely if _matches(words, text[start:end], phrase)), None)
        if phrase is None:
            if not ARABIC_LETTER.search(text[start:end]):
                found.append((start, end, "marks", ""))
            continue
        found.append((start, end, phrase.kind, phrase.lexicon_row))
        below = units[number + 1 :]
        to_the_end = phrase.extent == "rest" or (
            phrase.extent == "headlines" and all(_is_headline(text[a:b], there) for a, b, there in below)
        )
        if to_the_end:
            return found + [(a, b, phrase.kind, phrase.lexicon_row) for a, b, _ in below]
    return found


def _matches(words: str, sentence: str, phrase: Phrase) -> bool:
    bare = words.strip(NUMBER)
    if phrase.match == "anywhere":
        return f" {phrase.folded} " in f" {words} "
    if bare == phrase.folded:
        return True
    if not bare.startswith(phrase.folded + " "):
        return False
    if phrase.match == "label":
        return re.match(r"\W*" + phrase.folded.replace(" ", r"\W+") + r"\s*[:/–-]", fold(sentence).text) is not None
    return phrase.match == "start" or (phrase.match == "short" and words.count(" ") < SHORT)


def _is_headline(sentence: str, words: str) -> bool:
    return words.count(" ") < HEADLINE and not sentence.rstrip().endswith(".")


def _words(text: str) -> str:
    """Return the words of a text as compared: folded, without marks, one space between two."""
    return " ".join(re.findall(r"\w+|©", fold(text).text))
