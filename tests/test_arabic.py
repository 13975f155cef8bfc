"""Folding keeps the way back to the original; sentences and tokens are numbered as the coded articles are."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libyautil.arabic import (
    code_points,
    display_text,
    fold,
    fold_code_points,
    from_code_points,
    isolate,
    original_spans,
    sentences,
    tokens,
)

ARABIC = st.text(
    alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئىةـًٌٍَُِّْٰ«»\"'\u200f\u200b\ufeff\n.،؟٠٣٩۴5 \xa0ﻻﷲﺑ", max_size=80
)


@given(ARABIC)
def test_a_folded_span_gives_back_original_characters_that_fold_to_it(text):
    folded = fold(text)
    for start in range(len(folded.text)):
        a, b = folded.span(start, start + 1)
        assert 0 <= a < b <= len(text)
        assert folded.text[start] in fold(text[a:b]).text


@given(ARABIC)
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once


RARE = st.text(alphabet="قال. !؟\n\t_ـًﷺﻻﷲİ😀Ａ\u200f\x00«»", max_size=40)  # vanish, become several, end a sentence


@given(ARABIC | RARE)
def test_a_long_text_folds_as_a_short_one(text):
    folded, (codes, origins) = fold(text), fold_code_points(code_points(text))
    assert from_code_points(codes) == folded.text
    assert origins.tolist() == folded.starts
    starts = np.arange(len(codes))
    firsts, lasts = original_spans(text, origins, starts, starts + 1)
    assert list(zip(firsts.tolist(), lasts.tolist(), strict=True)) == [folded.span(n, n + 1) for n in starts.tolist()]


@given(ARABIC | RARE)
def test_a_sentence_ends_where_the_codebook_says(text):
    ends = [m.end() for m in re.finditer(r"\n+|[.!?؟]+(?=\s|$)|\.+(?=[\u0621-\u064a])", text)]
    spans = list(zip([0, *ends], [*ends, len(text)], strict=True))
    assert sentences(text) == [(a, b) for a, b in spans if text[a:b].strip()]


@given(ARABIC)
def test_sentences_and_tokens_cover_every_letter_once(text):
    letters = [i for i, c in enumerate(text) if c.isalnum()]
    for spans in (sentences(text), tokens(text)):
        assert all(a < b for a, b in spans)
        assert [i for a, b in spans for i in range(a, b) if text[i].isalnum()] == letters


@pytest.mark.parametrize(
    ("one", "other"),
    [("إلى", "الي"), ("مصراتة", "مصراته"), ("بنغازى", "بنغازي"), ("الوِفـاق", "الوفاق"), ("٢٠١٩", "2019"),
     ("ﻻ", "لا"), ("«الوفاق»", " الوفاق "), ("سرت\u200f", "سرت"), ("#سرت_تعود", "#سرت تعود"), ("أنقرة\xa0 قالت", "أنقرة قالت")],
)  # fmt: skip
def test_spellings_of_one_word_fold_together(one, other):
    assert fold(one).text == fold(other).text


def test_a_sentence_ends_at_a_full_stop_without_a_space_and_not_inside_a_number():
    text = "تقدمت القوات.ثم توقفت عند 5.5 كلم!\nعنوان"
    assert [text[a:b].strip() for a, b in sentences(text)] == ["تقدمت القوات.", "ثم توقفت عند 5.5 كلم!", "عنوان"]


def test_a_renderer_that_shapes_gets_logical_text_and_one_that_does_not_gets_visual_order():
    assert display_text("سرت", shapes=True).endswith("سرت")
    visual = display_text("سرت", shapes=False)
    assert re.fullmatch(r"[\ufb50-\ufefc]+", visual)
    assert visual[-1] == "\ufeb3"  # the first letter, in its initial form, stands at the right


def test_dates_inside_arabic_keep_their_order_in_visual_text():
    assert "2019-04-04" in display_text("منذ " + isolate("2019-04-04"), shapes=False)


def test_lines_without_arabic_are_left_alone():
    assert display_text("Sirte 2019", shapes=False) == "Sirte 2019"
