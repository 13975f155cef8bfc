"""Maps: who is drawn how, what is left out and said, names that do not collide, pages that need no network."""

import hashlib
import html
import itertools
import json
import re

import numpy as np
import pandas as pd
import pytest
import yaml
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.patches import Ellipse

from libyautil import charts, maps, paths

DAY = pd.Timestamp("2020-06-05")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def place_rows(*rows: tuple) -> pd.DataFrame:
    columns = ["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"]
    return pd.DataFrame(rows, columns=columns).astype(str)


PLACES = place_rows(
    ("tarhuna", "Tarhuna", "ترهونة", "town", 32.434, 13.633, 3),
    ("sirte", "Sirte", "سرت", "city", 31.205, 16.589, 5),
    ("gharyan", "Gharyan", "غريان", "town", 32.172, 13.02, 3),
    ("south_tripoli", "Southern Tripoli", "جنوب طرابلس", "district", 32.765, 13.207, 15),
    ("libya", "Libya", "ليبيا", "country", 25, 17, 800),
    ("nowhere", "Nowhere", "لا مكان", "town", "", "", ""),
)


def held(**sides: str) -> pd.DataFrame:
    rows = [(place, DAY, side, side == "lna", side == "gna", DAY) for place, side in sides.items()]
    return pd.DataFrame(rows, columns=["place", "day", "assessed", "claimed_lna", "claimed_gna", "since_evidence"])


def told(*rows: tuple) -> pd.DataFrame:
    columns = ["place", "type", "initiator", "target", "modality", "side", "earliest", "latest"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})


CAPTURE = ("tarhuna", "capture", "gna_forces", "lna", "claimed", "gna", DAY, DAY)


def test_what_cannot_be_drawn_is_reported_and_the_rest_drawn():
    rows = [(place, "clash", "", "", "occurred", "", DAY, DAY) for place in ("nowhere", "", "libya", "atlantis")]
    swapped = told(CAPTURE, *rows, ("sirte", "clash", "", "", "occurred", "", DAY, DAY - pd.Timedelta(days=3)))
    drawn, report = maps.locate(swapped, PLACES)
    assert drawn["place"].tolist() == ["tarhuna"]
    assert dict(zip(report["place"], report["reason"], strict=True)) == {
        "": "no place", "atlantis": "not in places.csv", "libya": "too wide for a map", "nowhere": "no coordinates",
        "sirte": "window ends before it begins",
    }  # fmt: skip
    assert (report["remedy"] != "").all()


def test_an_event_keeps_a_wider_radius_than_its_place():
    drawn, _ = maps.locate(told(CAPTURE).assign(radius_km=6.0), PLACES)
    assert drawn["radius_km"].tolist() == [6.0]


def test_a_place_shows_its_last_row_before_the_day():
    early, late = held(tarhuna="lna").assign(day=DAY - pd.Timedelta(days=30)), held(tarhuna="gna")
    rows = pd.concat([late, early])
    assert maps.holders(rows, DAY - pd.Timedelta(days=1))["assessed"].tolist() == ["lna"]
    assert maps.holders(rows, DAY)["assessed"].tolist() == ["gna"]
    later = maps.holders(rows, DAY + pd.Timedelta(days=charts.FRESH_DAYS + 1))
    assert later["fresh"].tolist() == [False]


def test_sides_differ_by_more_than_colour():
    figure = maps.still_map(held(tarhuna="gna", gharyan="lna", sirte="contested", south_tripoli="unknown"), PLACES, DAY)
    looks = {(line.get_marker(), line.get_fillstyle(), to_hex(line.get_markerfacecolor())) for ax in figure.axes
             for line in ax.lines if line.get_marker() != "None"}  # fmt: skip
    assert looks >= {("o", "full", "#0072b2"), ("s", "full", "#d55e00"), ("D", "left", "#cc79a7")}


def test_a_vague_place_is_a_circle_of_its_size_with_no_point():
    figure = maps.still_map(held(south_tripoli="contested"), PLACES, DAY)
    circles = [patch for patch in figure.axes[1].patches if isinstance(patch, Ellipse)]
    assert [circle.height for circle in circles] == [pytest.approx(2 * 15 / 111.32)]
    assert circles[0].get_hatch()
    assert not [line for line in figure.axes[1].lines if line.get_marker() != "None"]


def names_on(ax):
    """Return the boxes of the bilingual names on a map, by their English."""
    ax.figure.canvas.draw()
    return {text.get_text().split("\n")[0]: text.get_window_extent() for text in ax.texts if "\n" in text.get_text()}


def colliding(names):
    boxes = itertools.combinations([box.padded(-0.5) for box in names.values()], 2)
    return [1 for one, other in boxes if one.overlaps(other)]


def test_names_never_lie_on_each_other_and_lesser_ones_are_dropped():
    points = list(itertools.product(np.linspace(32.2, 32.9, 8), np.linspace(12.5, 13.8, 6)))
    rows = [(f"p{n}", f"Crossroads {n}", "مفترق طرق", "town", y, x, 1) for n, (y, x) in enumerate(points)]
    rows[20] = ("p20", "The City", "المدينة", "city", *points[20], 1)
    figure = maps.still_map(held(**{row[0]: "gna" for row in rows}), place_rows(*rows), DAY)
    names = names_on(figure.axes[1])
    assert 10 < len(names) < len(rows)
    assert "The City" in " ".join(names)
    assert not colliding(names)


def test_events_of_the_days_before_are_marked_and_counted():
    old = (*CAPTURE[:6], DAY - pd.Timedelta(days=90), DAY - pd.Timedelta(days=90))
    figure = maps.still_map(held(tarhuna="gna"), PLACES, DAY, events=told(CAPTURE, CAPTURE, old))
    ax = figure.axes[1]
    marks = [line for line in ax.lines if line.get_marker() == charts.MODALITIES["claimed"]]
    assert [to_hex(mark.get_markerfacecolor()) for mark in marks] == ["#ffffff"]
    assert "2" in [text.get_text() for text in ax.texts]


def test_a_day_before_every_row_is_refused():
    with pytest.raises(ValueError, match="choose a later day"):
        maps.still_map(held(tarhuna="gna"), PLACES, DAY - pd.Timedelta(days=1))


def test_small_multiples_count_and_name_what_changed():
    before = held(tarhuna="lna", gharyan="gna").assign(day=DAY - pd.Timedelta(days=31))
    rows = pd.concat([before, held(tarhuna="gna", gharyan="gna")])
    figure = maps.period_maps(rows, PLACES, [DAY - pd.Timedelta(days=31), DAY], view="tripoli")
    assert [ax.get_title(loc="left") or ax.get_title() for ax in figure.axes] == [
        "2020-05-05",
        "2020-06-05   1 changed",
    ]
    with pytest.raises(ValueError, match="no view 'moon'"):
        maps.period_maps(rows, PLACES, [DAY], view="moon")


def test_small_multiples_name_what_moved_and_say_whom_they_could_not():
    crowd = [(f"p{n}", f"Crossroads {n}", "مفترق طرق", "town", 32.4 + n / 400, 13.0 + n / 300, 1) for n in range(30)]
    places = pd.concat([PLACES, place_rows(*crowd)])
    before = held(tarhuna="lna", gharyan="lna", sirte="gna", **{row[0]: "lna" for row in crowd})
    after = held(tarhuna="gna", gharyan="unknown", sirte="gna", **{row[0]: "gna" for row in crowd})
    rows = pd.concat([before.assign(day=DAY - pd.Timedelta(days=31)), after])
    days = [DAY - pd.Timedelta(days=31), DAY]
    last = maps.period_maps(rows, places, days, view="tripoli").axes[1]
    names = names_on(last)
    assert (last.get_title(loc="left") or last.get_title()) == "2020-06-05   31 changed, 1 no longer known"
    assert "Tarhuna" in names and "Gharyan" not in names
    assert not colliding(names)
    (unnamed,) = [text.get_text() for text in last.texts if text.get_text().startswith("no room to name: Crossroads")]
    assert len(names) < 31 and unnamed.endswith("…")


def test_around_a_city_the_city_has_its_name_however_much_moves_about_it():
    crowd = [(f"p{n}", f"Crossroads {n}", "مفترق طرق", "town", 32.86 + n / 900, 13.1 + n / 300, 1) for n in range(40)]
    places = pd.concat([PLACES, place_rows(("tripoli", "Tripoli", "طرابلس", "city", 32.887, 13.187, 10), *crowd)])
    days = [DAY - pd.Timedelta(days=31), DAY]
    before, after = (held(tripoli="gna", **{row[0]: side for row in crowd}) for side in ("lna", "gna"))
    rows = pd.concat([before.assign(day=days[0]), after])
    last = maps.period_maps(rows, places, days, view="tripoli").axes[1]
    assert "Tripoli" in names_on(last) and not colliding(names_on(last))


def test_on_the_whole_coast_the_tripoli_area_is_a_box_without_names_and_a_still_city_is_grey():
    days = [DAY - pd.Timedelta(days=31), DAY]
    rows = pd.concat([held(tarhuna="lna", sirte="gna").assign(day=days[0]), held(tarhuna="gna", sirte="gna")])
    first, last = maps.period_maps(rows, PLACES, days, events=told(CAPTURE), view="coast").axes
    assert (last.get_title(loc="left") or last.get_title()).endswith("1 changed")
    assert set(names_on(last)) == {"Sirte"}
    assert [ax.texts[0].get_color() for ax in (first, last)] == ["#1d1d1d", "#8a8a8a"]
    assert not [line for line in last.lines if line.get_marker() == charts.MODALITIES["claimed"]]


ARTICLES = pd.DataFrame({
    "article": ["a1", "a2"], "outlet": ["صحيفة الضفة", "x"], "published_earliest": [DAY, pd.NaT],
    "text": ["دخلت القوات ترهونة صباحا </script><b>. ولم يعلق أحد.", "تبقى ترهونة هادئة."],
}).astype({"published_earliest": "datetime64[s]"})  # fmt: skip
ROWS = pd.DataFrame({"place": ["tarhuna", "tarhuna", ""], "article": ["a2", "a1", "a1"], "start": [5, 0, 0],
                     "end": [11, 4, 4], "type": "capture", "modality": "occurred"})  # fmt: skip


def payload(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


def test_the_page_holds_all_it_needs_and_nothing_of_the_network():
    page = maps.interactive_map(held(tarhuna="gna"), told(CAPTURE), maps.place_sentences(ROWS, ARTICLES), PLACES)
    assert not re.search(r"https?://", page.replace("http://www.w3.org/2000/svg", ""))
    assert not re.search(r"<(link|img|script)[^>]+(src|href)=", page)
    (place,) = payload(page)["places"]
    assert place["ar"] == "ترهونة"
    assert [e["text"] for e in place["events"]] == ["capture · gna_forces → lna · claimed"]
    # dated ones first; tags in an article's text stay text
    assert [s["article"] for s in place["sentences"]] == ["a1", "a2"]
    assert place["sentences"][0]["after"].endswith("</script><b>.")
    assert place["sentences"][1]["day"] is None and place["sentences"][1]["match"] == "ترهونة"


def test_one_sentence_behind_two_codings_is_shown_once():
    said = maps.place_sentences(ROWS, ARTICLES)
    again = said.assign(tells="gna")
    page = maps.interactive_map(held(tarhuna="gna"), told(), pd.concat([said, again]), PLACES)
    sentences = payload(page)["places"][0]["sentences"]
    assert [s["tells"] for s in sentences] == ["capture · occurred, gna"] * 2


def test_the_page_folds_days_into_stretches_and_counts_what_it_leaves_out():
    days = pd.date_range(DAY, periods=10)
    rows = pd.DataFrame({
        "place": "tarhuna", "day": days, "assessed": ["lna"] * 4 + ["gna"] * 6, "claimed_lna": True,
        "claimed_gna": [False] * 4 + [True] * 6, "since_evidence": [days[0]] * 4 + [days[4]] * 6,
    })  # fmt: skip
    unplaced = ("nowhere", *CAPTURE[1:])
    data = payload(maps.interactive_map(rows, told(CAPTURE, unplaced), maps.place_sentences(ROWS[:0], ARTICLES), PLACES,
                                        names={"lna": "Haftar's army"}, day=days[2]))  # fmt: skip
    spells = data["places"][0]["spells"]
    assert [(s["begins"], s["ends"], s["side"], s["said"]) for s in spells] == [
        (0, 3, "lna", ["lna"]), (4, 9, "gna", ["lna", "gna"])]  # fmt: skip
    assert data["start"] == 2 and data["days"] == 10
    assert data["note"].startswith("1 rows")
    assert "Haftar's army" in data["places"][0]["events"][0]["text"]


def test_a_frame_keeps_the_page_whole_and_a_picture_beside_it():
    page = maps.interactive_map(held(tarhuna="gna"), told(), maps.place_sentences(ROWS, ARTICLES), PLACES)
    frame = maps.framed(page, still=maps.still_map(held(tarhuna="gna"), PLACES, DAY))
    assert html.unescape(re.search(r'srcdoc="([^"]*)"', frame)[1]) == page
    assert re.search(r'<img [^>]*src="data:image/png;base64,iVBOR', frame)


def test_the_animation_is_small_and_moves_with_the_front():
    days = pd.date_range("2019-04-01", "2020-10-31", freq="7D")
    sides = np.where(days < pd.Timestamp("2020-06-05"), "lna", "gna")
    rows = pd.DataFrame({"place": "tarhuna", "day": days, "assessed": sides, "since_evidence": days})
    page = maps.animate_control(rows, PLACES, step="28D")
    frames = payload(page)
    assert len(page) < 3_000_000 and "http" not in page
    assert frames[0]["day"] == "2019-04-01" and frames[-1]["day"] == "2020-10-26"
    assert len(frames) == 22 and len({frame["png"] for frame in frames}) == 22


@pytest.mark.parametrize("name", ["countries.geojson", "libya.geojson", "country_labels.csv"])
def test_each_geographic_file_has_its_provenance(name):
    about = yaml.safe_load((paths.GEO / f"{name}.yml").read_text(encoding="utf-8"))
    assert about["sha256"] == hashlib.sha256((paths.GEO / name).read_bytes()).hexdigest()
    assert about["source"] and about["licence"] and about["one_row_is"]
