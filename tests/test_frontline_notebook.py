"""What notebook 4 stands on: days and places of a panel, camps and their claims, the record, and an empty front."""

from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from libyautil import frontline, maps, paths
from libyautil.publish import publish

LEXICON = SimpleNamespace(
    roles=pd.DataFrame(
        [
            ("haftar", "lna", "2014-05-16", ""),
            ("lna", "lna", "", ""),
            ("gna_forces", "gna", "2016-03-30", ""),
            ("dawn", "other", "", ""),
            ("turncoat", "gna", "2016-01-01", "2019-12-31"),
            ("turncoat", "lna", "2020-01-01", ""),
        ],
        columns=["id", "side", "since", "until"],
    ),
    places=pd.DataFrame(
        [
            ("mizda", "Mizda", "مزدة", "town", "31.445", "12.983", "5"),
            ("hun", "Hun", "هون", "town", "29.127", "15.94", "5"),
            ("nowhere", "Nowhere", "بلا مكان", "town", "", "", ""),
        ],
        columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"],
    ),
    known_events=pd.DataFrame(
        [
            ("2019-05-01", "mizda", "capture", "lna", "gna_forces"),
            ("2020-03-10", "mizda", "capture", "gna_forces", "lna"),
            ("2014-08-01", "hun", "capture", "dawn", ""),
        ],
        columns=["date_end", "place_id", "event_type", "initiator", "target"],
    ),
)


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def make_articles(*windows: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(windows, columns=["article", "published_earliest", "published_latest"])
    for end in ("published_earliest", "published_latest"):
        frame[end] = pd.to_datetime(frame[end].replace("", None)).astype("datetime64[s]")
    return frame.assign(wire=frame["article"], outlet="", text="ن" * 50)


def make_control(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["article", "place", "side", "modality", "source"])
    return frame.assign(start=range(len(frame)), end=range(3, len(frame) + 3))


WAR = make_articles(
    ("a", "2019-06-03", "2019-06-03"),
    ("b", "2019-08-30", "2019-09-01"),
    ("c", "2020-03-12", "2020-03-12"),
    ("d", "2020-12-24", "2020-12-24"),
)
SAID = make_control(
    ("a", "mizda", "lna", "occurred", ""),
    ("a", "hun", "lna", "claimed", "haftar"),
    ("b", "mizda", "lna", "claimed", "gna_forces"),
    ("c", "mizda", "gna", "occurred", ""),
    ("d", "hun", "gna", "claimed", "gna_forces"),
)


def test_a_panel_of_turning_days_says_as_much_as_one_of_every_day():
    every = pd.date_range(WAR["published_latest"].min(), WAR["published_latest"].max())
    few = frontline.turning_days(WAR)
    assert len(few) < 40 < len(every)
    columns = ["assessed", "since_evidence", "claimed_lna", "claimed_gna"]
    daily = frontline.assess_control(SAID, WAR, LEXICON, every).set_index(["place", "day"])[columns]
    sparse = frontline.assess_control(SAID, WAR, LEXICON, few).set_index(["place", "day"])[columns]
    for place in ("mizda", "hun"):
        carried = sparse.loc[place].reindex(every, method="ffill")
        pd.testing.assert_frame_equal(carried, daily.loc[place], check_dtype=False, check_freq=False, check_names=False)


def test_no_dated_article_gives_no_day_and_no_period():
    undated = make_articles(("a", "", ""))
    assert len(frontline.turning_days(undated)) == 0 and frontline.period_ends(undated, 6) == []
    assert frontline.compare_month_ends(SAID, undated, LEXICON, ["mizda"]).empty


def test_an_article_of_a_vague_date_is_no_evidence_of_a_day():
    vague = make_articles(("a", "2020-01-01", "2020-01-31"), ("b", "2020-01-01", "2020-02-01"), ("c", "", ""))
    assert frontline.narrow_windows(vague, 31)["article"].tolist() == ["a"]


@pytest.mark.parametrize("periods", [1, 2, 6])
def test_periods_end_in_order_and_the_last_day_is_among_them(periods):
    ends = frontline.period_ends(WAR, periods)
    assert ends == sorted(set(ends)) and ends[-1] == day("2020-12-24") and len(ends) <= periods
    assert all(end == end + pd.offsets.MonthEnd(0) for end in ends[:-1])


def test_periods_are_short_where_articles_are_many():
    busy = [(f"{number}", f"2020-03-{number:02}", f"2020-03-{number:02}") for number in range(1, 29)]
    articles = make_articles(("early", "2015-01-01", "2015-01-01"), *busy, ("late", "2020-09-01", "2020-09-01"))
    assert frontline.period_ends(articles, 2) == [day("2020-03-31"), day("2020-09-01")]


def test_a_taking_from_a_camp_that_was_not_there_surfaces():
    events = pd.DataFrame(
        [
            ("late", "capture", "occurred", "gna_forces", "2020-06-01"),
            ("in time", "capture", "occurred", "gna_forces", "2020-03-11"),
            ("left", "withdrawal", "claimed", "haftar", "2020-06-02"),
            ("planned", "capture", "planned", "gna_forces", "2020-06-01"),
            ("taken back", "capture", "occurred", "haftar", "2020-06-01"),
        ],
        columns=["event", "type", "modality", "initiator", "earliest"],
    ).assign(place="mizda")
    events["earliest"] = pd.to_datetime(events["earliest"])
    odd = frontline.moved_without_record(events.assign(latest=events["earliest"]), LEXICON)
    assert odd[["event", "known"]].to_numpy().tolist() == [["late", "gna"], ["left", "gna"]]


def test_a_town_given_to_the_wrong_camp_surfaces_and_the_day_of_the_change_counts_for_neither():
    articles = make_articles(
        ("before", "2020-03-09", "2020-03-09"),
        ("on the day", "2020-03-10", "2020-03-10"),
        ("after", "2020-03-12", "2020-03-12"),
        ("over it", "2020-03-01", "2020-03-20"),
        ("undated", "", ""),
    )
    control = make_control(*((name, "mizda", "lna", "occurred", "") for name in articles["article"]))
    found = frontline.misplaced(control, articles, LEXICON)
    assert found[["article", "side", "known"]].to_numpy().tolist() == [["after", "lna", "gna"]]


def test_the_record_of_a_third_party_says_nothing_of_the_two_camps():
    monthly = frontline.compare_month_ends(SAID, WAR, LEXICON, ["mizda", "hun"])
    verdicts = monthly.set_index(["place", "day"])["verdict"]
    assert verdicts["mizda", day("2019-06-30")] == "agrees"
    assert verdicts["mizda", day("2020-02-29")] == "no word"
    assert verdicts["mizda", day("2020-03-31")] == "agrees"
    assert set(verdicts["hun"]) == {"record silent"}
    assert len(monthly) == 2 * 18
    misled = SAID.assign(side="gna")
    assert "differs" in set(frontline.compare_month_ends(misled, WAR, LEXICON, ["mizda"])["verdict"])


def test_the_record_stands_under_the_articles_as_a_line_of_its_own():
    days = frontline.turning_days(WAR)
    held = frontline.label_places(frontline.assess_control(SAID, WAR, LEXICON, days), LEXICON)
    both = frontline.beside_record(held, LEXICON, ["mizda"])
    labels = list(dict.fromkeys(both["label"]))
    assert len(labels) == 2 and labels[1] == f"{labels[0]}: the record"
    assert len(both) == 2 * len(days) and both.groupby("label")["place"].nunique().eq(1).all()


def test_who_changed_sides_is_of_the_camp_of_his_time():
    days = pd.to_datetime(["2019-06-01", "2020-06-01", "2020-06-01", "2020-06-01"])
    initiator = ["turncoat", "turncoat", "un", ""]
    events = pd.DataFrame({"earliest": days, "latest": days, "initiator": initiator})
    assert frontline.camps(events, LEXICON).tolist() == ["gna", "lna", "", "unknown"]


def test_claims_stand_by_camp_with_their_weight():
    claims = frontline.claims_by_camp(SAID, WAR, LEXICON)
    assert claims["day"].is_monotonic_increasing
    weight = claims.set_index(["article", "place"])[["speaker", "weight"]]
    assert weight.loc[("a", "hun")].tolist() == ["lna", 1]
    assert weight.loc[("b", "mizda")].tolist() == ["gna", frontline.ADMISSION]
    assert weight.loc[("c", "mizda")].tolist() == ["", 2]
    last = frontline.latest_claims(claims).set_index("place")
    assert last.index[0] == "hun" and last.loc["hun", "differ"]
    assert (last.loc["mizda", "gna_says"], last.loc["mizda", "papers_says"]) == ("lna", "gna")
    assert not last.loc["mizda", "differ"]


def test_contested_days_lie_between_two_holders_and_are_no_change_of_their_own():
    days = pd.to_datetime(["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"])
    held = pd.DataFrame(
        {
            "place": ["mizda"] * 4 + ["hun"] * 4,
            "day": [*days, *days],
            "assessed": ["lna", "contested", "unknown", "gna", "lna", "unknown", "contested", "lna"],
            "evidence": "",
        }
    )
    hands = frontline.changes_of_hands(held)
    assert hands[["place", "day", "before", "after"]].to_numpy().tolist() == [["mizda", days[3], "lna", "gna"]]
    moved = frontline.most_moved(held, 5)
    assert list(dict.fromkeys(moved["place"])) == ["hun", "mizda"] and len(moved) == 8


def test_a_choice_that_no_codebook_knows_is_refused_by_name():
    events = pd.DataFrame(columns=["place", "type", "earliest", "latest"])
    with pytest.raises(ValueError, match="no type battle: choose among capture"):
        frontline.choose_events(events, types=["battle"])


def test_a_choice_of_time_takes_windows_that_touch_it():
    events = pd.DataFrame(
        {
            "place": ["mizda", "hun"],
            "type": ["capture", "clash"],
            "earliest": pd.to_datetime(["2020-01-01", "2020-02-10"]),
            "latest": pd.to_datetime(["2020-02-01", "2020-02-11"]),
        }
    )
    chosen = frontline.choose_events(events, since="2020-02-01", until="2020-02-09")
    assert chosen["place"].tolist() == ["mizda"]
    assert frontline.choose_events(events, places=["hun"], types=["capture"]).empty


def test_evidence_opens_span_by_span_whatever_the_articles_id():
    rows = pd.DataFrame({"event": ["x", "y"], "evidence": ["a:b:10-14|2020-01-05-أخبار:0-3", ""]})
    assert frontline.open_evidence(rows).to_numpy().tolist() == [["x", "a:b", 10, 14], ["x", "2020-01-05-أخبار", 0, 3]]


def test_a_place_without_coordinates_is_left_out_of_the_maps_and_the_rest_is_drawn():
    days = frontline.turning_days(WAR)
    control = pd.concat([SAID, make_control(("a", "nowhere", "gna", "occurred", ""))])
    held = frontline.assess_control(control, WAR, LEXICON, days)
    assert set(maps.can_be_drawn(held, LEXICON.places)["place"]) == {"mizda", "hun"}
    columns = ["place", "earliest", "latest", "type", "initiator", "target", "modality", "side"]
    no_events = pd.DataFrame(columns=columns)
    told = maps.place_sentences(control, WAR)
    shown = maps.show_interactive(held, no_events, told, LEXICON.places, otherwise="-", day=pd.NaT)
    assert "<iframe" in shown.data and "مزدة" in shown.data and "بلا مكان" not in shown.data
    only = held[held["place"] == "nowhere"]
    assert "no front" in maps.show_animation(only, LEXICON.places, title="", otherwise="There is no front.").data


def test_the_film_of_a_long_corpus_keeps_to_its_number_of_pictures():
    span = make_articles(("a", "2011-03-01", "2011-03-01"), ("b", "2021-03-01", "2021-03-01"))
    held = frontline.assess_control(SAID, span, LEXICON, frontline.turning_days(span))
    page = maps.show_animation(held, LEXICON.places, title="", otherwise="-").data
    assert 30 <= page.count("&quot;day&quot;:") <= 42


def test_the_notebook_says_so_where_there_is_no_event_and_draws_no_empty_figure(tmp_path):
    source = paths.NOTEBOOKS / "4-front-line-chronology.ipynb"
    notebooks, articles = tmp_path / "notebooks", tmp_path / "articles"
    notebooks.mkdir(), articles.mkdir()
    (notebooks / source.name).write_bytes(source.read_bytes())
    text = "تراجع سعر الطماطم في سوق الخضار هذا الموسم، وقال باعة إن المحصول كان وفيرا وإن الطقس ساعد المزارعين كثيرا."
    (articles / "2021-05-04-suq.txt").write_text(text, encoding="utf-8")
    (page,) = publish(articles, tmp_path / "out", notebooks, progress=False)
    assert "No article of this folder tells an event of the war" in page.read_text(encoding="utf-8")
    assert not list((tmp_path / "out" / "figures").glob("4-*.png"))
    done = nbformat.read(tmp_path / "out" / "notebooks" / source.name, as_version=4)
    assert not any("image/png" in out.get("data", {}) for cell in done.cells for out in cell.get("outputs", []))
