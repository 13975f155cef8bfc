"""Control, chronology, assessment, the record and the exports, on small tables written for these tests."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from libyautil.events import COLUMNS as EVENT_COLUMNS
from libyautil.frontline import (
    assess_control,
    check_chronology,
    compare_with_known,
    find_control,
    known_control,
    merge_events,
    to_acled,
    to_geojson,
)
from libyautil.lexicon import Lexicon, load_lexicon

VOICE = ["article", "sentence", "start", "end", "text", "speaker", "kind", "cue"]


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def day(iso):
    return pd.Timestamp(iso)


def event(
    article, kind, place, initiator="", target="", modality="occurred", dates=("2019-06-26", "2019-06-26"), **more
):
    earliest, latest = (pd.Timestamp(d) if d else pd.NaT for d in dates)
    row = dict.fromkeys(EVENT_COLUMNS, "") | {
        "sentence": 0,
        "start": 0,
        "end": 5,
        "earliest": earliest,
        "latest": latest,
    }
    role = "" if not place else "scene"
    return row | {"article": article, "type": kind, "place": place, "initiator": initiator, "target": target,
                  "modality": modality, "place_role": role} | more  # fmt: skip


def articles(*rows):
    columns = ["article", "outlet", "wire", "published_latest", "text"]
    frame = pd.DataFrame([(*row, "")[:5] for row in rows], columns=columns)
    return frame.assign(
        published_latest=pd.to_datetime(frame["published_latest"]), body_end=frame["text"].str.len()
    ).assign(published_earliest=lambda f: f["published_latest"])


A, B, C = (("a", "one", "a", "2019-06-27"), ("b", "two", "b", "2019-06-28"), ("c", "three", "a", "2019-06-28"))


def merged(rows, lexicon, *known):
    return merge_events(pd.DataFrame(rows), articles(*(known or (A, B, C))), lexicon)


def test_what_two_articles_tell_is_one_event(lexicon):
    rows = [
        event("a", "capture", "gharyan", "gna_forces", dates=("2019-06-24", "2019-06-27")),
        event("b", "capture", "gharyan", "gna_forces", "lna"),
    ]
    found = merged(rows, lexicon)
    assert len(found) == 1
    one = found.iloc[0]
    assert (one["earliest"], one["latest"], one["precision"]) == (day("2019-06-26"), day("2019-06-26"), "day")
    assert (one["target"], one["articles"], one["members"], one["agreement"]) == ("lna", 2, 2, "agree")
    assert one["outlets"] == "one|two"


def test_copies_of_one_wire_story_count_once(lexicon):
    found = merged([event("a", "capture", "gharyan", "lna"), event("c", "capture", "gharyan", "lna")], lexicon)
    assert found[["articles", "stories", "agreement"]].values.tolist() == [[2, 1, "copies"]]


def test_other_parties_other_days_and_plans_stay_apart(lexicon):
    rows = [
        event("a", "capture", "gharyan", "lna"),
        event("b", "capture", "gharyan", "gna_forces"),
        event("b", "capture", "gharyan", "lna", dates=("2019-04-04", "2019-04-04")),
        event("b", "capture", "gharyan", "lna", modality="planned"),
    ]
    assert len(merged(rows, lexicon)) == 4


def test_one_camp_under_two_names_is_one_party(lexicon):
    rows = [event("a", "offensive", "tarhuna", "sarraj"), event("b", "offensive", "tarhuna", "gna_forces")]
    assert len(merged(rows, lexicon)) == 1


def test_those_who_meet_may_be_named_in_any_order(lexicon):
    rows = [event("a", "meeting", "rome", "conte", "haftar"), event("b", "meeting", "rome", "haftar", "conte")]
    assert len(merged(rows, lexicon)) == 1


def test_told_and_denied_is_disputed(lexicon):
    rows = [
        event("a", "capture", "hira", "gna_forces", modality="claimed"),
        event("b", "capture", "hira", "gna_forces", modality="denied"),
    ]
    assert merged(rows, lexicon)["agreement"].tolist() == ["disputed"]


def test_ids_do_not_depend_on_the_order_of_the_rows(lexicon):
    rows = [
        event("a", "capture", "gharyan", "gna_forces", dates=("2019-06-24", "2019-06-27")),
        event("b", "capture", "gharyan", "gna_forces"),
        event("b", "airstrike", "mitiga", "lna"),
    ]
    assert merged(rows, lexicon)["event"].tolist() == merged(rows[::-1], lexicon)["event"].tolist()


def test_an_event_of_nowhere_and_nobody_is_left_out(lexicon):
    assert merged([event("a", "clash", "", "lna")], lexicon).empty


def test_a_place_without_coordinates_and_swapped_ends_are_kept_and_reported(lexicon):
    found = merged([event("a", "clash", "nowhere_town", "lna", dates=("2019-06-27", "2019-06-20"))], lexicon)
    assert found["earliest"].tolist() == [day("2019-06-20")]
    swapped = found.assign(earliest=found["latest"], latest=found["earliest"])
    assert check_chronology(swapped)["problem"].tolist() == [
        "nowhere_town has no coordinates", "the window ends before it begins"
    ]  # fmt: skip
    assert json.loads(to_geojson(found))["features"] == []


def statement(article, side, modality="occurred", source="", place="gharyan"):
    return {
        "article": article,
        "place": place,
        "side": side,
        "modality": modality,
        "source": source,
        "start": 0,
        "end": 5,
    }


def assessed(rows, lexicon, on="2019-07-31", silence=120, known=(A, B, C)):
    found = assess_control(pd.DataFrame(rows), articles(*known), lexicon, pd.DatetimeIndex([day(on)]), silence)
    return found.iloc[0]


def test_a_rivals_admission_outweighs_a_boast(lexicon):
    rows = [statement("a", "gna", "claimed", "haftar"), statement("b", "lna", "claimed", "haftar")]
    assert assessed(rows, lexicon)["assessed"] == "gna"


def test_two_boasts_against_each_other_are_contested(lexicon):
    one = assessed([statement("a", "gna", "claimed", "sarraj"), statement("b", "lna", "claimed", "haftar")], lexicon)
    assert (one["assessed"], one["claimed_lna"], one["claimed_gna"]) == ("contested", True, True)


def test_a_lone_boast_takes_no_place(lexicon):
    later = ("d", "four", "d", "2019-07-20")
    rows = [statement("a", "gna"), statement("d", "lna", "claimed", "haftar")]
    assert assessed(rows, lexicon, known=(A, later))["assessed"] == "contested"
    assert assessed([statement("a", "gna"), statement("d", "lna")], lexicon, known=(A, later))["assessed"] == "lna"


def test_fighting_takes_no_place_from_its_holder(lexicon):
    later = ("d", "four", "d", "2019-07-20")
    rows = [statement("a", "gna"), statement("d", "contested")]
    assert assessed(rows, lexicon, known=(A, later))["assessed"] == "gna"
    assert assessed([statement("a", "contested")], lexicon)["assessed"] == "contested"


def test_silence_makes_the_holder_unknown(lexicon):
    one = assessed([statement("a", "gna")], lexicon, on="2019-12-31", silence=90)
    assert (one["assessed"], one["since_evidence"]) == ("unknown", day("2019-06-27"))
    assert assessed([statement("a", "gna")], lexicon, on="2019-06-01")["assessed"] == "unknown"


def test_the_record_holds_a_place_from_its_last_taking(lexicon):
    known = pd.DataFrame(
        [("x", "2019-04-04", "gharyan", "capture", "lna", "gna_forces"),
         ("y", "2019-06-26", "gharyan", "capture", "gna_forces", "lna")],
        columns=["id", "date_end", "place_id", "event_type", "initiator", "target"],
    )  # fmt: skip
    found = known_control(known, lexicon, ["gharyan"], pd.to_datetime(["2019-03-31", "2019-04-30", "2019-06-30"]))
    assert found["known"].tolist() == ["gna", "lna", "gna"]


def record(lexicon, rows, facts, *known):
    facts = [(f"{k}-{p}", d, d, p, k, i, t, "what") for k, p, d, i, t in facts]
    columns = ["id", "date_start", "date_end", "place_id", "event_type", "initiator", "target", "what"]
    told = articles(*(known or (A, B, C)))
    return compare_with_known(
        merge_events(pd.DataFrame(rows), told, lexicon), pd.DataFrame(facts, columns=columns), told, lexicon
    )


def test_each_event_beside_the_record(lexicon):
    late = ("d", "four", "d", "2019-07-20")
    rows = [
        event("a", "capture", "gharyan", "gna_forces", "lna"),
        event("d", "airstrike", "tajura", "lna", dates=("2019-07-02", "2019-07-02")),
        event("a", "capture", "hira", "lna"),
        event("a", "shelling", "zliten", "lna"),
    ]
    facts = [
        ("capture", "gharyan", "2019-06-26", "gna_forces", "lna"),
        ("airstrike", "tajura", "2019-07-02", "lna", ""),
        ("capture", "hira", "2019-06-25", "gna_forces", "lna"),
        ("meeting", "cairo", "2019-07-10", "sisi", "haftar"),
    ]
    found = record(lexicon, rows, facts, A, late)
    assert dict(zip(found["place"], found["verdict"], strict=True)) == {
        "gharyan": "on time", "tajura": "late", "hira": "contradicted", "zliten": "not in the record",
        "cairo": "not told",
    }  # fmt: skip


def test_an_article_without_a_day_makes_no_event_timely_and_hides_no_late_one(lexicon):
    undated, late = ("u", "five", "u", None), ("d", "four", "d", "2019-07-20")
    fact = [("capture", "gharyan", "2019-06-26", "gna_forces", "lna")]
    rows = [event(article, "capture", "gharyan", "gna_forces", "lna") for article in ("u", "d")]
    columns = ["verdict", "reported", "days_late"]
    for order in (rows, rows[::-1]):
        both = record(lexicon, order, fact, A, undated, late).iloc[0]
        assert tuple(both[columns]) == ("late", day("2019-07-20"), 24)
    alone = record(lexicon, rows[:1], fact, A, undated).iloc[0]
    assert alone["verdict"] == "told, no day known" and alone[["reported", "days_late"]].isna().all()


def test_acled_names_the_government_apart(lexicon):
    rows = [event("a", "capture", "gharyan", "gna_forces"), event("a", "capture", "hira", "lna")]
    found = to_acled(merged(rows, lexicon), lexicon).set_index("place")
    assert found.loc["gharyan", "sub_event_type"] == "Government regains territory"
    assert found.loc["hira", "sub_event_type"] == "Non-state actor overtakes territory"
    assert found["time_precision"].unique().tolist() == ["1"]


def test_geojson_has_a_point_for_each_placed_event(lexicon):
    feature = json.loads(to_geojson(merged([event("a", "capture", "gharyan", "gna_forces")], lexicon)))["features"][0]
    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["earliest"] == "2019-06-26"


MENTIONS = [
    "article",
    "sentence",
    "start",
    "end",
    "text",
    "layer",
    "id",
    "form",
    "side",
    "frame",
    "lexicon_row",
    "evidence",
]


def control(text, names, rows, lexicon, sentence=0):
    spans = [(w, text.index(w), text.index(w) + len(w), layer, id, side) for w, layer, id, side in names]
    named = [("a", sentence, a, b, w, layer, id, "name", side, "", "", "") for w, a, b, layer, id, side in spans]
    told, events = articles(("a", "one", "a", "2019-06-27", text)), pd.DataFrame(rows, columns=EVENT_COLUMNS)
    voice = pd.DataFrame(columns=VOICE)
    found = find_control(told, pd.DataFrame(named, columns=MENTIONS), events, voice, lexicon)
    return {p: (s, m) for p, s, m in zip(found["place"], found["side"], found["modality"], strict=True)}


@pytest.mark.parametrize(
    ("row", "held"),
    [
        (event("a", "capture", "mizda", "gna_forces"), ("gna", "occurred")),
        (event("a", "capture", "mizda", "lna", modality="claimed"), ("lna", "claimed")),
        (event("a", "capture", "mizda", "lna", modality="denied"), ("gna", "claimed")),
        (event("a", "capture", "mizda", "", "lna", modality="denied"), ("lna", "claimed")),
        (event("a", "withdrawal", "mizda", "lna", modality="denied"), ("lna", "claimed")),
        (event("a", "offensive", "mizda", "is", "lna", modality="denied"), ("lna", "claimed")),
        (event("a", "clash", "mizda", "lna", "gna_forces", modality="denied"), None),
        (event("a", "shelling", "mizda", "lna"), ("gna", "occurred")),
        (event("a", "withdrawal", "mizda", "lna"), ("gna", "occurred")),
        (event("a", "capture", "mizda", "lna", relation="في"), ("contested", "occurred")),
        (event("a", "capture", "mizda", "lna", relation="جنوب"), None),
        (event("a", "clash", "mizda", "lna", "gna_forces"), ("contested", "occurred")),
        (event("a", "airstrike", "mizda", "lna", "gna_forces"), ("gna", "occurred")),
        (event("a", "capture", "mizda", "lna", modality="planned"), ("gna", "occurred")),
        (event("a", "capture", "cairo", "lna"), None),
        (event("a", "siege", "mizda", "lna"), ("contested", "occurred")),
        (event("a", "siege", "zueitina", "lna"), None),
        (event("a", "siege", "zueitina", "lna", "gna_forces"), ("contested", "occurred")),
        (event("a", "capture", "mizda", "lna", relation="معظم"), ("contested", "occurred")),
        (event("a", "offensive", "mizda", "is", "lna"), ("lna", "occurred")),
    ],
)
def test_what_an_event_says_of_the_hold_on_its_place(row, held, lexicon):
    assert control("نص", [], [row], lexicon).get(row["place"]) == held


def test_a_plan_tells_of_the_other_side_only_while_the_two_are_at_war(lexicon):
    plan, peace = event("a", "capture", "mizda", "lna", modality="planned"), lexicon.wars.iloc[:0]
    assert control("نص", [], [plan], lexicon) == {"mizda": ("gna", "occurred")}
    assert control("نص", [], [plan], Lexicon({**lexicon.tables, "wars": peace})) == {}
    shells = event("a", "shelling", "mizda", "lna")
    assert control("نص", [], [shells], Lexicon({**lexicon.tables, "wars": peace})) == {}


def test_a_plain_statement_beats_a_taking(lexicon):
    names = [("قوات حفتر", "actor", "lna", "lna"), ("مزدة", "place", "mizda", "")]
    rows = [event("a", "capture", "mizda", "gna_forces")]
    held = control("خبر. تسيطر قوات حفتر على مزدة.", names, rows, lexicon, sentence=1)
    assert held == {"mizda": ("lna", "occurred")}


def test_a_force_named_by_its_place_sits_there(lexicon):
    text = "زار وفد حكومة الوفاق في طرابلس أمس"
    names = [("حكومة الوفاق", "actor", "gna", "gna"), ("طرابلس", "place", "tripoli", "")]
    assert control(text, names, [], lexicon) == {"tripoli": ("gna", "occurred")}


def test_fighters_named_by_their_town_may_be_anywhere(lexicon):
    text = "خبر. تقدم مقاتلو الزنتان أمس"
    names = [("مقاتلو الزنتان", "actor", "zintan_forces", "gna")]
    assert control(text, names, [], lexicon, sentence=1) == {}


def test_a_government_sits_where_the_record_has_its_seat(lexicon):
    names = [("حكومة الوفاق", "actor", "gna", "gna"), ("طرابلس", "place", "tripoli", "")]
    assert control("بحثت حكومة الوفاق الأمر، وعاد وفد إلى طرابلس", names, [], lexicon) == {
        "tripoli": ("gna", "occurred")
    }
    talks = [event("a", "meeting", "tripoli", "gna")]
    assert control("بحثت حكومة الوفاق الأمر، وعاد وفد إلى طرابلس", names, talks, lexicon) == {
        "tripoli": ("gna", "occurred")
    }
    attack = [event("a", "offensive", "tripoli")]
    assert control("بحثت حكومة الوفاق الأمر، وعاد وفد إلى طرابلس", names, attack, lexicon) == {}


def test_two_rival_governments_sit_in_the_places_that_the_sentence_names(lexicon):
    names = [("طرابلس", "place", "tripoli", ""), ("شرق البلاد", "place", "eastern_libya", "")]
    held = control("في البلد حكومتان، واحدة في طرابلس وأخرى في شرق البلاد", names, [], lexicon)
    assert held == {"tripoli": ("gna", "occurred"), "eastern_libya": ("lna", "occurred")}
    assert control("زار الوفد طرابلس ثم شرق البلاد", names, [], lexicon) == {}


def test_who_is_called_the_strong_man_of_a_place_holds_it(lexicon):
    names = [("خليفة حفتر", "actor", "haftar", "lna"), ("الشرق", "place", "eastern_libya", "")]
    held = control("وصل خليفة حفتر (الرجل القوي في الشرق) أمس", names, [], lexicon)
    assert held == {"eastern_libya": ("lna", "occurred")}


def test_no_roles_no_camp():
    roles = SimpleNamespace(roles=pd.DataFrame(columns=["id", "side", "since", "until"]))
    days = pd.DatetimeIndex([day("2019-07-31")])
    rows = pd.DataFrame([statement("a", "gna", "claimed", "sarraj")])
    assert assess_control(rows, articles(A), roles, days)["assessed"].tolist() == ["gna"]
