"""Predicate words and what turns or suspends them."""

import pandas as pd
import pytest

from libyautil.arabic import sentences
from libyautil.lexicon import load_lexicon
from libyautil.predicates import find_predicates

PARTICLES = load_lexicon().particles
ROWS = pd.DataFrame(
    [
        {
            "perfect": "ساند|دعم",
            "imperfect": "يساند|يدعم",
            "noun": "مساندة|دعم",
            "participle": "داعم",
            "passive": "مدعوم",
        },
        {"perfect": "سيطر على", "imperfect": "يسيطر على", "noun": "سيطرة على|سيطرة"},
        {"perfect": "أعرب … عن قلق", "noun": "قلق"},
        {"perfect": "دعا", "imperfect": "يدعو", "phrase": "ضوء أخضر"},
        {"perfect": "قال", "imperfect": "يقول"},
    ]
).fillna("")


def found(text):
    rows = find_predicates(text, sentences(text), ROWS, PARTICLES)
    return [(text[row.start : row.through], row.row, row.kind) for row in rows.itertuples()]


def flags(text):
    row = find_predicates(text, sentences(text), ROWS, PARTICLES).iloc[0]
    return {name for name in ("negated", "future", "conditional", "intended") if row[name]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ساندت الجزائر المجلس", [("ساندت", 0, "perfect")]),
        ("وسيساندونهم غدا", [("وسيساندونهم", 0, "imperfect")]),
        ("بمساندتها الكاملة", [("بمساندتها", 0, "noun")]),
        ("الدول الداعمة والمدعومة", [("الداعمة", 0, "participle"), ("والمدعومة", 0, "passive")]),
        ("سيطر الجيش على التلة", [("سيطر الجيش على", 1, "perfect")]),  # a subject before the preposition
        ("تمت السيطرة عليها", [("السيطرة عليها", 1, "noun")]),
        ("أعربت الوزارة الجديدة عن قلقها", [("أعربت الوزارة الجديدة عن قلقها", 2, "perfect"), ("قلقها", 2, "noun")]),
        ("دعت المنظمات ودعوا الناس", [("دعت", 3, "perfect"), ("ودعوا", 3, "perfect")]),
        ("تحرك بضوء أخضر", [("بضوء أخضر", 3, "phrase")]),
        ("بَعْدَ دَعْمٍ قديم", [("دَعْمٍ", 0, "noun")]),  # after a preposition the letters are a noun
        ("الذي دعم المجلس", [("دعم", 0, "perfect")]),  # after a relative they are a verb
        ("مدرسة ودعامة", []),
    ],
)
def test_forms(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يدعم المجلس أحدا", {"negated"}),
        ("لن يدعم المجلس أحدا", {"negated", "future"}),
        ("لم يعد المجلس يدعم أحدا", {"negated"}),
        ("لا يزال يدعم المجلس", set()),
        ("سوف يدعم المجلس", {"future"}),
        ("سيدعم المجلس", {"future"}),
        ("قد يدعم المجلس", {"conditional"}),
        ("إذا دعم المجلس", {"conditional"}),
        ("إذا قبلت القوات التي يدعمها المجلس", set()),  # a relative clause is out of the condition's reach
        ("من أجل دعم المجلس", {"intended"}),
        ("حاولت القوات السيطرة على التلة", {"intended"}),
        ("فشلت القوات في السيطرة على التلة", {"negated"}),
        ("رفضت تونس دعم المجلس", {"negated"}),
        ("دون دعم من أحد", {"negated"}),
    ],
)
def test_what_turns_or_suspends(text, expected):
    assert flags(text) == expected


def test_a_short_imperfect_needs_its_negation():
    assert found("لم يقل الوزير شيئا") == [("يقل", 4, "imperfect")]
    assert found("يقل السعر كل عام") == []


def test_light_verb_and_pronoun_are_told():
    row = find_predicates("تمت السيطرة على التلة", [(0, 21)], ROWS, PARTICLES).iloc[0]
    assert row.light and row.definite and not row.pronoun
    assert find_predicates("ساندته", [(0, 6)], ROWS, PARTICLES).iloc[0].pronoun == "ه"
