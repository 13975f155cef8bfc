"""Articles made ready for matching, many in one long text: its words and sentences, and where the lexicon's stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise

import numpy as np
import pandas as pd

from libyautil.arabic import (
    code_points,
    fold_code_points,
    from_code_points,
    look_up,
    original_spans,
    sentence_spans,
)
from libyautil.mentions.clitics import peel
from libyautil.mentions.fingerprints import Fingerprints, Reader
from libyautil.mentions.forms import FIRST_DAY, LAST_DAY

CHARACTERS = 500_000  # that are read at a time, about: enough to share the cost of a pass, few enough to hold
KEPT = 2**25 - 2**16  # bytes, just below the largest block whose size glibc learns from
BETWEEN = "\n\0\n"  # between two articles: ends a sentence, and stands in no form and no word


@dataclass(frozen=True, eq=False)
class Pages:
    """Articles joined and folded, with the offsets at which articles, sentences and words stand in the folded text.

    ``first_article`` is the number of the first among all articles, ``firsts`` are the offsets of the articles in the
    original text, to which ``origins`` leads back from each folded character. ``earliest``, ``latest`` and ``outlets``
    are the articles' days and newspapers. For each folded character ``sentence_of`` and ``word_of`` have the number of
    the last sentence and word that begin there or before, and ``in_word`` whether it is a letter or digit. Tokens are
    words, and marks that are one each; one end more, the text's, stands after theirs.
    """

    first_article: int
    original: str
    firsts: np.ndarray
    earliest: np.ndarray
    latest: np.ndarray
    outlets: list[str]
    text: str
    codes: np.ndarray
    origins: np.ndarray
    article_starts: np.ndarray
    sentence_starts: np.ndarray
    sentence_ends: np.ndarray
    sentence_of: np.ndarray
    word_starts: np.ndarray
    word_ends: np.ndarray
    word_of: np.ndarray
    in_word: np.ndarray
    fingerprints: Fingerprints
    token_starts: np.ndarray
    token_ends: np.ndarray

    def word(self, number: int) -> str:
        """Return a word by its number."""
        return self.text[self.word_starts.item(number) : self.word_ends.item(number)]

    def read_words(self, numbers: np.ndarray, reader: Reader) -> np.ndarray:
        """Return what a reader says of words; there is an empty one beyond the last, which -1 stands for too."""
        starts, ends = (offsets.take(numbers) for offsets in self._words_and_none)
        return reader(self.fingerprints.of(starts, ends), lambda n: self.text[starts.item(n) : ends.item(n)])

    @cached_property
    def _words_and_none(self) -> tuple[np.ndarray, np.ndarray]:
        return np.append(self.word_starts, 0), np.append(self.word_ends, 0)

    def word_at(self, position: int) -> int:
        """Return the number of the word that holds a folded position."""
        return self.word_of.item(position)

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence that holds a folded position."""
        return self.sentence_of.item(position)

    def articles(self, positions: np.ndarray) -> np.ndarray:
        """Return the numbers of the articles that hold folded positions."""
        return np.searchsorted(self.article_starts, positions, side="right") - 1

    @cached_property
    def article_bounds(self) -> list[int]:
        """Return ``article_starts`` as a list, which is the faster where one article is asked for."""
        return self.article_starts.tolist()

    @cached_property
    def first_words(self) -> np.ndarray:
        """Return the number of each article's first word."""
        return self.word_of[self.article_starts - 1] + 1

    @cached_property
    def beginnings(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return where phrases may begin: the numbers of their tokens, the offsets behind clitics, and the clitics."""
        return peel(self.codes, self.token_starts, self.token_ends[:-1])

    def spans(self, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the spans in the original text of all articles that stand behind folded ones."""
        return original_spans(self.original, self.origins, starts, ends)


def read_pages(articles: pd.DataFrame) -> Iterator[Pages]:
    """Join and fold the bodies of articles, some hundreds at a time."""
    _keep_memory()
    texts = articles["text"].to_numpy(object)  # pandas gives the cells of a column one by one only slowly
    bodies = [text[:end] for text, end in zip(texts, articles["body_end"].tolist(), strict=True)]
    outlets = articles["outlet"].tolist()
    earliest, latest = (articles[name].to_numpy("datetime64[D]") for name in ("published_earliest", "published_latest"))
    length = np.cumsum([0, *map(len, bodies)])
    parts = max(1, round(length[-1] / CHARACTERS))
    inner = np.searchsorted(length, length[-1] * np.arange(1, parts) / parts).tolist()
    for first, last in pairwise([0, *inner, len(bodies)]):
        if first < last:
            some = slice(first, last)
            yield _read(first, bodies[some], earliest[some], latest[some], outlets[some])


@cache
def _keep_memory() -> None:
    """Have the arrays of one pass use the memory of the last, which costs up to a fifth less time on Linux.

    glibc gives large blocks back to the system and asks for new ones, until it has seen one of this size come and go;
    then it keeps twice as much at hand (mallopt(3), M_MMAP_THRESHOLD). Other systems do as they did.
    """
    np.empty(KEPT, np.uint8)


def _read(first_article: int, bodies: list[str], earliest: np.ndarray, latest: np.ndarray, outlets: list[str]) -> Pages:
    """Join and fold some articles, and lay their sentences and words over the folded text."""
    original = BETWEEN + "".join(body + BETWEEN for body in bodies)
    firsts = np.array(list(accumulate((len(body) + len(BETWEEN) for body in bodies), initial=len(BETWEEN))))
    written = code_points(original)
    codes, origins = fold_code_points(written)
    sentence_starts, sentence_ends = np.searchsorted(origins, sentence_spans(written))
    in_word = look_up(codes, str.isalnum) > 0
    edges = np.flatnonzero(in_word[1:] != in_word[:-1]) + 1  # the text begins and ends with BETWEEN
    token_starts, token_ends = _tokens(codes, in_word, edges[::2], edges[1::2])
    return Pages(
        first_article=first_article,
        original=original,
        firsts=firsts,
        earliest=np.where(np.isnat(earliest), np.datetime64(FIRST_DAY), earliest),
        latest=np.where(np.isnat(latest), np.datetime64(LAST_DAY), latest),
        outlets=outlets,
        text=from_code_points(codes),
        codes=codes,
        origins=origins,
        article_starts=np.searchsorted(origins, firsts),
        sentence_starts=sentence_starts,
        sentence_ends=sentence_ends,
        sentence_of=_number_of_last(sentence_starts, len(codes)),
        word_starts=edges[::2],
        word_ends=edges[1::2],
        word_of=_number_of_last(edges[::2], len(codes)),
        in_word=in_word,
        fingerprints=Fingerprints(codes),
        token_starts=token_starts,
        token_ends=token_ends,
    )


def _tokens(
    codes: np.ndarray, in_word: np.ndarray, word_starts: np.ndarray, word_ends: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return where tokens begin and end: words, and marks that are one each. One end more is that of the text."""
    starts, ends = np.zeros((2, len(codes) + 1), bool)
    marks = np.flatnonzero(~in_word & (codes > ord(" ")))
    starts[word_starts], ends[word_ends] = True, True
    starts[marks], ends[marks + 1] = True, True
    ends[-1] = True
    return np.flatnonzero(starts), np.flatnonzero(ends)


def _number_of_last(starts: np.ndarray, length: int) -> np.ndarray:
    """Return for each position the number of the last start that is not beyond it, -1 before the first."""
    return np.repeat(np.arange(-1, len(starts), dtype=np.int32), np.diff(starts, prepend=0, append=length))


def joined_by_space(pages: Pages, end: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Tell of some spans, in order, whether one space stands between the end of the one before and its start."""
    joined = np.zeros(len(end), bool)
    joined[1:] = (outer[1:] == end[:-1] + 1) & (pages.codes[end[:-1]] == ord(" "))
    return joined


def ranges(firsts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the numbers from each first on, as many as its count, one range after the other."""
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(firsts - before, counts)
