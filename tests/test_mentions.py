"""Mentions: whole words with clitics peeled, longest first, each character once, ambiguity decided by the row."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libyautil.lexicon import load_lexicon
from libyautil.mentions import find_mentions, pages

LEXICON = load_lexicon()
SENTENCES = Path(__file__).parent / "data" / "mention_sentences.csv"


def code(text, day="2019-06-01", lexicon=LEXICON):
    articles = pd.DataFrame({"article": ["a"], "outlet": ["راية برقة"], "text": [text], "body_end": [len(text)]})
    articles["published_earliest"] = articles["published_latest"] = pd.Timestamp(day)
    return find_mentions(articles, lexicon)


code("")  # what is read of the lexicon once is read here, so that no example of a property test has to wait for it


def ids(text, layer="actor", day="2019-06-01"):
    found = code(text, day)
    return found.loc[found["layer"] == layer, "id"].tolist()


@pytest.mark.parametrize(
    "text",
    ["قال حفتر", "وحفتر", "فحفتر", "بحفتر", "لحفتر", "كحفتر", "ولحفتر", "«حفتر»", "حَفتَر", "حفـتر", "حفتر،", "(حفتر)"],
)
def test_a_clitic_or_a_spelling_never_loses_a_name(text):
    assert ids(text) == ["haftar"]


@pytest.mark.parametrize("text", ["للسراج", "وللسراج", "بالسراج", "السراج"])
def test_the_article_after_li_is_one_letter_short(text):
    assert ids(text + " ورئيس حكومة الوفاق")[0] == "sarraj"


@pytest.mark.parametrize("text", ["كسرت الباب", "فسرت الكلام", "أسرته كلها"])
def test_the_letters_of_a_name_inside_another_word_are_not_the_name(text):
    assert "sirte" not in ids("في ليبيا " + text, "place")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("زار الرئيس الفرنسي إيمانويل ماكرون تونس", "macron"),
        ("استقبل رئيس المجلس الرئاسي فايز السراج وفدا", "sarraj"),
        ("صرح الناطق باسم الجيش الوطني الليبي، اللواء أحمد المسماري، بذلك", "mismari"),
        ("بعد لقائه اللواء أحمد المسماري الناطق باسم الجيش الوطني", "mismari"),
    ],
)
def test_a_title_with_its_owner_and_the_person_are_one_mention(text, id):
    assert ids(text) == [id]


def test_a_conjoined_title_opens_the_next_person():
    text = "بين السراج ورئيس البرلمان عقيلة صالح"
    assert ids(text) == ["sarraj", "aguila_saleh"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("هاجمت قوات تابعة للمشير حفتر المدينة", "lna"),
        ("انسحبت قوات حفتر من المدينة", "lna"),
        ("هاجمت مليشيات الوفاق ليلا بلدة ليبية", "gna_forces"),
        ("قوات موالية لحكومة الوفاق الوطني تتقدم", "gna_forces"),
    ],
)
def test_a_head_noun_and_its_owner_are_the_owners_force(text, id):
    assert ids(text) == [id]


@pytest.mark.parametrize(
    ("text", "layer", "id"),
    [
        ("عبرت باريس عن قلقها من التصعيد في ليبيا", "actor", "france"),
        ("عقد المؤتمر في باريس", "place", "paris"),
        ("وصل إلى أنقرة مساء أمس", "place", "ankara"),
        ("ترى أنقرة أن الاتفاق قانوني", "actor", "turkey"),
        ("رفضت موسكو مشروع القرار", "actor", "russia"),
    ],
)
def test_a_capital_is_a_government_when_it_acts_and_a_place_after_a_preposition(text, layer, id):
    assert id in ids(text, layer)
    assert len(code(text).query("id == @id")) == 1


def test_the_name_of_the_newspaper_itself_is_no_place():
    assert ids("بنغازي - راية برقة: تقدم الجيش في برقة", "place") == ["benghazi", "cyrenaica"]


def test_a_list_after_one_preposition_is_read_as_one():
    assert ids("جولة في تونس والجزائر ومصر", "place") == ["tunisia", "algeria", "egypt"]


def test_of_two_readings_of_a_short_form_the_nearest_long_form_decides():
    text = "أعلن تنظيم الدولة الإسلامية انسحابه. ثم قال تنظيم القاعدة إن التنظيم باق في ليبيا"
    assert ids(text) == ["is", "qaeda", "qaeda"]


def test_offsets_point_into_the_untouched_text():
    text = "أكّد المشيرُ خليفة «حفـتر» ذلك"
    found = code(text).iloc[0]
    assert text[found["start"] : found["end"]] == found["text"]
    assert found["text"].endswith("حفـتر")


def test_an_office_changes_hands_by_date():
    assert ids("أعلن الرئيس الأمريكي موقفه من ليبيا", day="2015-05-01") == ["obama"]
    assert ids("أعلن الرئيس الأمريكي موقفه من ليبيا", day="2019-05-01") == ["trump"]


def test_the_camp_comes_from_the_roles_of_the_day():
    found = code("تقدمت قوات الوفاق وانسحب الجيش الوطني الليبي").set_index("id")["side"]
    assert found.to_dict() == {"gna_forces": "gna", "lna": "lna"}


def sentences():
    with open(SENTENCES, encoding="utf-8", newline="") as file:
        return [pytest.param(*row.values(), id=str(n)) for n, row in enumerate(csv.DictReader(file), start=2)]


@pytest.mark.parametrize(("text", "day", "mentions"), sentences())
def test_sentences_in_the_manner_of_many_papers(text, day, mentions):
    found = code(text, day)
    expected = {(text.index(words), *rest) for words, *rest in json.loads(mentions)}
    spans = list(found[["start", "end", "layer", "id", "form"]].itertuples(index=False, name=None))
    # the edges of a span may lie wider than the words of the table: titles belong to it
    read = {(next((a for a, *other in expected if other == rest and start <= a < end), start), *rest)
            for start, end, *rest in spans}  # fmt: skip
    assert read == expected


def test_an_adjective_of_nation_after_a_place_is_no_party():
    assert ids("اجتمع الوفدان في مدينة بوزنيقة المغربية") == []


@pytest.mark.parametrize("text", ["قد تتلكأ موسكو", "استاءت موسكو من القرار", "موسكو تماطل منذ شهور"])
def test_a_verb_that_no_table_lists_is_known_by_its_shape(text):
    assert ids(text + " في ليبيا") == ["russia"]


def test_what_an_apposition_has_taken_opens_no_other_name():
    found = code("حفتر القائد العام حفتر المعروفة")
    assert (found["end"].iloc[:-1].to_numpy() <= found["start"].iloc[1:].to_numpy()).all()


NAMES = ["حفتر", "السراج", "قوات الوفاق", "مصراتة", "سرت", "الأمم المتحدة"]
MARKS = st.sampled_from(["", "\u064f", "\u0640", "\u200f", "\u200c"])


# a shared or slow machine is no fault of the text: no deadline
@settings(deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5), MARKS, st.sampled_from([" ", " ، ", "\n", " \xa0"]))
def test_every_span_is_the_text_it_quotes_and_no_layer_is_marked_twice(names, mark, gap):
    text = gap.join(name[:2] + mark + name[2:] for name in names)
    found = code(text)
    assert all(text[a:b] == quoted for a, b, quoted in found[["start", "end", "text"]].itertuples(index=False))
    for _, layer in found.groupby("layer"):
        ordered = layer.sort_values("start")
        assert (ordered["end"].iloc[:-1].to_numpy() <= ordered["start"].iloc[1:].to_numpy()).all()


PLAIN = ["حفتر", "أردوغان", "مصراتة", "بنغازي", "ترهونة", "غسان سلامة", "بركان الغضب"]
CLITICS = ["", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "وك"]
TITLES = [
    "رئيس",
    "قائد",
    "المشير",
    "الناطق باسم",
    "الرئيس",
    "قوات",
    "التابعة لـ",
    "،",
    "(",
    ")",
    "البرلمان",
    "المعروفة",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*NAMES, *PLAIN, *TITLES]), min_size=2, max_size=7))
def test_titles_and_heads_never_take_what_another_name_has_taken(parts):
    found = code(" ".join(parts))
    for _, layer in found.groupby("layer"):
        ordered = layer.sort_values("start")
        assert (ordered["end"].iloc[:-1].to_numpy() <= ordered["start"].iloc[1:].to_numpy()).all()


@settings(deadline=None)
@given(st.sampled_from(PLAIN), st.sampled_from(CLITICS))
def test_adding_a_clitic_never_loses_a_name(name, clitic):
    plain, joined = (code(f"سمعنا كثيرا {word} في ليبيا") for word in (name, clitic + name))
    assert plain["id"].tolist() == joined["id"].tolist()


@settings(deadline=None)
@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4), st.text("ـًٌَُِّ\u200f\u200b", min_size=1, max_size=3))
def test_folding_never_changes_which_text_is_quoted(names, marks):
    plain = code(" ثم ".join(names))
    text = " ثم ".join(name[:2] + marks + name[2:] for name in names)
    marked = code(text)
    assert marked["id"].tolist() == plain["id"].tolist()
    assert all(text[a:b] == quoted for a, b, quoted in marked[["start", "end", "text"]].itertuples(index=False))
    assert ["".join(c for c in quoted if c not in marks) for quoted in marked["text"]] == plain["text"].tolist()


@pytest.mark.parametrize("phrase", ["دوري سرت", "قال حفتر", "بنغازي الجديدة", "ليبيا الغد"])
def test_a_blocker_moves_nothing_outside_its_characters(phrase):
    row = {"phrase": phrase, "clitics": "any", "note": "", "lexicon_row": "blockers.csv:9999"}
    blockers = pd.concat([LEXICON.blockers, pd.DataFrame([row])], ignore_index=True)
    more = replace(LEXICON, tables={**LEXICON.tables, "blockers": blockers})
    text = f"زار أردوغان مصراتة ثم {phrase} ثم درنة وبنغازي، وعاد أردوغان إلى أنقرة"
    first = text.index(phrase)
    before, after = code(text), code(text, lexicon=more)
    blocked = (before["start"] < first + len(phrase)) & (before["end"] > first)
    assert blocked.any() and not after["start"].between(first, first + len(phrase) - 1).any()
    pd.testing.assert_frame_equal(before[~blocked].reset_index(drop=True), after)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from([*NAMES, *PLAIN, *TITLES, "\n", "."]), max_size=5), min_size=1, max_size=5))
def test_an_article_is_read_the_same_alone_and_among_others(articles):
    texts = [" ".join(parts) for parts in articles]
    together = pd.DataFrame({"article": range(len(texts)), "outlet": "سرت", "text": texts, "body_end": map(len, texts)})
    together["published_earliest"] = together["published_latest"] = pd.Timestamp("2019-06-01")
    alone = [find_mentions(together[n : n + 1], LEXICON) for n in range(len(texts))]
    found = find_mentions(together, LEXICON).values.tolist()
    assert found == [row for rows in alone for row in rows.values.tolist()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "CHARACTERS", 60)  # some blocks of some articles, and articles longer than a block
        assert find_mentions(together, LEXICON).values.tolist() == found


def test_how_a_short_form_and_a_second_name_were_read_is_kept_for_persons_too():
    found = code("أكد المتحدث باسم الجيش أحمد المسماري ذلك. وأضاف المتحدث أن القوات تقدمت.")
    assert found["text"].tolist() == ["المتحدث باسم الجيش أحمد المسماري", "المتحدث"]
    assert found["evidence"].tolist() == ["title joined", "short form: its long form ends at 36"]


@pytest.mark.parametrize(("text", "layer"), [("باريس تدعم الحل", "actor"), ("باريس تحت المطر", "place")])
def test_a_whole_word_that_a_shape_rules_out_is_no_verb(text, layer):
    assert code(text)["layer"].tolist() == [layer]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("استقبل السراج السفير الأمريكي أمس", {"sarraj": "السراج", "usa": "الأمريكي"}),
        ("استقبل الرئيس الفرنسي السراج في قصره", {"macron": "الرئيس الفرنسي", "sarraj": "السراج"}),
        ("استقبل أمير الكويت السراج", {"kuwait": "الكويت", "sarraj": "السراج"}),
        ("قال محمد سيالة وزير الخارجية الليبي", {"siala": "محمد سيالة وزير الخارجية الليبي"}),
        ("قال وزير الدفاع التركي خلوصي أكار", {"akar": "وزير الدفاع التركي خلوصي أكار"}),
    ],
)
def test_a_title_with_a_foreign_state_joins_no_one_who_has_a_side_in_the_war(text, names):
    found = code(text)
    assert dict(zip(found["id"], found["text"], strict=True)) == names


def test_a_state_joined_to_a_place_that_a_preposition_governs_is_a_place():
    assert ids("سمح بالسفر إلى ليبيا وتونس", layer="place") == ["libya", "tunisia"]
