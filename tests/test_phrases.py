"""Phrases: every one that stands in a text as whole words is found, with its clitics, and nothing else is."""

import re

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from libyautil.lexicon.entries import CLITICS
from libyautil.mentions import fingerprints
from libyautil.mentions.clitics import PREFIXES
from libyautil.mentions.fingerprints import Fingerprints, Phrases, Reader
from libyautil.mentions.pages import read_pages
from libyautil.mentions.patterns import find_phrases

# few letters, most of them clitics, so that phrases stand inside words, in each other and behind clitics
WORDS = st.text("وبلاسر", min_size=1, max_size=4)
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8)
TEXTS = st.lists(st.one_of(WORDS, PHRASES.map(" ".join), st.sampled_from(["،", "(", "\n", "."])), max_size=30)


def pages_of(*texts):
    articles = pd.DataFrame({"text": texts, "body_end": list(map(len, texts)), "outlet": ""})
    articles["published_earliest"] = articles["published_latest"] = pd.Timestamp("2019-05-01")
    return next(read_pages(articles))


def found_by_reading(text, phrases):
    """Look at every word and every way to peel it, one phrase after the other."""
    for word in re.finditer(r"\w+", text):
        for clitics in CLITICS:
            start = word.start() + len(clitics)
            if word[0].startswith(clitics) and start < word.end():
                for phrase in phrases:
                    end = start + len(phrase)
                    if text.startswith(phrase, start) and not re.match(r"\w", text[end : end + 1]):
                        yield word.start(), start, end, clitics, phrase


@settings(max_examples=200)
@given(PHRASES, TEXTS)
def test_all_phrases_are_found_that_reading_word_by_word_finds(written, pieces):
    phrases = list(dict.fromkeys(written))
    pages = pages_of(" ".join(pieces), "وبسر")
    found = find_phrases(pages, Phrases(phrases))
    rows = zip(*(values.tolist() for values in (found.outer, found.start, found.end)), strict=True)
    named = [(*row, PREFIXES[c], phrases[n]) for row, c, n in zip(rows, found.clitics, found.number, strict=True)]
    assert sorted(named) == sorted(found_by_reading(pages.text, phrases))


@given(st.text(max_size=40) | st.text("\0\1ا", max_size=8), st.data())
def test_spans_have_one_fingerprint_exactly_when_they_read_the_same(text, data):
    codes = np.array([ord(character) for character in text], int)
    ends = st.tuples(*2 * [st.integers(0, len(text))]).map(sorted)
    (a, b), (c, d) = data.draw(ends), data.draw(ends)
    one, other = Fingerprints(codes).of(np.array([a, c]), np.array([b, d])).tolist()
    assert (one == other) == (text[a:b] == text[c:d])


def test_a_reader_asks_once_for_each_word_and_keeps_no_more_than_it_may(monkeypatch):
    asked = []
    reader = Reader(lambda word: asked.append(word) or len(word), np.array(0))
    for words, lengths in [(["سرت", "درنة", "سرت"], [3, 4, 3]), (["غات", "سرت"], [3, 3])]:
        assert reader(fingerprints.fingerprints(words), words.__getitem__).tolist() == lengths
    assert sorted(asked) == ["درنة", "سرت", "غات"]
    monkeypatch.setattr(Reader, "MOST", 3)
    words = ["سبها", "سرت"]
    assert reader(fingerprints.fingerprints(words), words.__getitem__).tolist() == [4, 3]
    assert len(reader.known) == 2
