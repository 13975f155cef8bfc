"""Whose words: stretches found in sentences written for the test."""

import pytest
from test_stance import LEXICON, mentions_in, one_article

from libyautil.voice import find_voice, quotations


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
        ('دخلت "المليشيات" المدينة.', {("unnamed", "label", "المليشيات", "المليشيات")}),
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
