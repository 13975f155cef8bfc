"""Whose words: stretches found in sentences written for the test."""

import json

import pandas as pd
import pytest
from test_stance import DATA, LEXICON, find_in, mentions_in, one_article

from libyautil.quotations import quotations
from libyautil.voice import find_voice


def stretches(text):
    """Return {(speaker, kind, first word, last word)} of the voice rows of one text."""
    found = find_voice(one_article(text), mentions_in(text), LEXICON)
    return {
        (row.speaker, row.kind, row.text.split()[0].strip(' .،"«»“”'), row.text.split()[-1].strip(' .،"«»“”'))
        for row in found.itertuples()
    }


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نعم» ومضى", ["نعم"]),
        ("قال “نعم” ومضى", ["نعم"]),
        ('قال "نعم" ومضى', ["نعم"]),
        ("قال 'نعم' ومضى", ["نعم"]),
        ("قال «نعم” ومضى", ["نعم"]),  # houses mix their marks
        ('قال بـ"نعم" ثم "لا"', ["نعم", "لا"]),
        ('قال "لن نعود إلى الوراء', ["لن نعود إلى الوراء"]),  # never closed: to the end of the line
        ('عن "الفرقة، ثم عن "السرية" وحدها', ["الفرقة", "السرية"]),  # never closed: to the end of its clause
        ("بلا علامات", []),
    ],
)
def test_quotation_marks(text, inside):
    assert [text[a:b] for a, b in quotations(text)] == inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال المسماري إن القوات دخلت البلدة.", {("mismari", "report", "إن", "البلدة")}),
        ("وأوضح باشاغا أن المطار مغلق.", {("bashagha", "report", "أن", "مغلق")}),
        ("السراج أعلن أن المطار مغلق.", {("sarraj", "report", "أن", "مغلق")}),
        ("المطار مغلق، بحسب باشاغا.", {("bashagha", "report", "المطار", "مغلق")}),
        ("ووفقا لباشاغا، المطار مغلق.", {("bashagha", "report", "المطار", "مغلق")}),
        ("نقلا عن المسماري فإن المدينة هادئة.", {("mismari", "report", "فإن", "هادئة")}),
        ("السراج: لن نقبل بشروط أحد", {("sarraj", "headline", "لن", "أحد")}),
        ('قال غوتيريش: "على الجميع أن يلقي السلاح فورا وبلا شروط".',
         {("un_secretary_general", "report", "على", "شروط"), ("un_secretary_general", "quote", "على", "شروط")}),
        ("ذكرت مصادر طبية أن سبعة قتلوا.", {("unnamed", "report", "أن", "قتلوا")}),
        ("ويرى مراقبون أن الهدنة هشة.", {("unnamed", "report", "أن", "هشة")}),
        ("أفادت مصادر مقربة من حفتر بأن الرد قريب.", {("haftar", "report", "بأن", "قريب")}),
        ("وصل السراج إلى روما، مؤكدا أن الحوار مستمر.", {("sarraj", "report", "أن", "مستمر")}),
        ("انتقد المسماري ما وصفها بالمليشيات.", {("mismari", "label", "المليشيات", "المليشيات")}),
        ("عاد ما يسمى مجلس النواب إلى الانعقاد.", {("unnamed", "label", "مجلس", "النواب")}),
        ('دخلت "المليشيات" العاصمة الليبية طرابلس.', {("unnamed", "label", "المليشيات", "المليشيات")}),
        ('أطلقت القوات عملية "بركان الغضب" وأوقفت البث.', set()),  # a name in quotation marks is nobody's words
        ("أشار المسماري إلى أن القتال انتهى.", {("mismari", "report", "أن", "انتهى")}),  # إلى is the verb's
        ("وأوضح بيان للسراج أن القتال انتهى.", {("sarraj", "report", "أن", "انتهى")}),
        ("وصف المشري تحرك حفتر بأنه مغامرة.", {("mishri", "report", "بأنه", "مغامرة")}),
        ("قال المشري إن الحرب انتهت، ووصف حفتر بأنه مغامر.",
         {("mishri", "report", "إن", "انتهت"), ("mishri", "report", "بأنه", "مغامر")}),
        ("فر مجلس النواب المزعوم إلى الصحراء.", {("unnamed", "label", "مجلس", "النواب")}),
        ("وصل حفتر إلى القاهرة صباحا.", set()),
        ("قصفت الطائرات المطار وأصابت مبنى.", set()),
    ],
)  # fmt: skip
def test_speakers(text, expected):
    assert stretches(text) == expected


def test_the_speaker_goes_on_in_the_next_sentence():
    text = "قال المسماري إن المدينة هادئة.\nوأضاف أن الميناء يعمل.\nوتابع قائلا إن العمل مستمر."
    assert {speaker for speaker, *_ in stretches(text)} == {"mismari"}


def test_a_statement_of_two_is_said_by_both():
    text = "أصدر السراج وحفتر أمس بيانا.\nوجاء في البيان أن القتال سيتوقف."
    assert {speaker for speaker, *_ in stretches(text)} == {"sarraj", "haftar"}


def test_a_second_speaker_ends_the_first_report():
    text = "قال المسماري إن المدينة هادئة، وقال باشاغا إنها تحترق."
    assert stretches(text) == {("mismari", "report", "إن", "هادئة"), ("bashagha", "report", "إنها", "تحترق")}


def test_words_put_between_commas():
    text = "هذه المدينة لنا، يقول المسماري، ولن نتركها."
    assert stretches(text) == {("mismari", "report", "هذه", "لنا"), ("mismari", "report", "ولن", "نتركها")}


def test_the_subject_of_the_sentence_before_speaks():
    assert {who for who, *_ in stretches("زار السراج الميناء.\nوقال إن العمل مستمر.")} == {"sarraj"}


@pytest.mark.parametrize(
    ("first", "last", "floor", "right"), [("v001", "v065", 0.95, 0.87), ("v066", "v999", 0.58, 0.82)]
)
def test_sentences_by_another_hand(first, last, floor, right):
    """Recall and precision over the sentences of tests/data, and the share of stretches with the right speaker."""
    rows = pd.read_csv(DATA / "voice_sentences.csv").query("@first <= item <= @last")
    found = find_in(rows, "voice")
    hits = missed = extra = speakers = 0
    for row in rows.itertuples():
        left = list(found[found["article"] == row.item].itertuples())
        for wanted in json.loads(row.stretches):
            start = row.text.index(wanted["quote"])
            over = [s for s in left if s.start < start + len(wanted["quote"]) and start < s.end]
            left = [s for s in left if s not in over]
            hits, missed = hits + bool(over), missed + (not over)
            speakers += any(s.speaker == wanted["speaker"] for s in over)
        extra += len(left)
    assert hits / (hits + missed) >= floor and hits / (hits + extra) >= floor
    assert speakers / hits >= right
