"""Counts from mentions: rates a thousand words, intervals, pairs, names used; every count has its rows."""

import pandas as pd
import pytest

from libyautil import mentions as actors

WORDS = {"a": "حفتر حفتر السراج وصل", "b": "حفتر غادر المدينة أمس", "c": "لا أحد هنا اليوم", "d": "السراج قال ذلك أمس"}
ARTICLES = pd.DataFrame({
    "article": list(WORDS), "text": list(WORDS.values()), "body_end": [len(text) for text in WORDS.values()],
    "outlet": ["x", "x", "y", ""], "wire": ["a", "b", "c", "a"],
    "published_earliest": pd.to_datetime(["2019-05-01", "2019-04-01", "2019-04-02", None]),
    "published_latest": pd.to_datetime(["2019-05-01", "2019-04-01", "2019-05-02", None]),
})  # fmt: skip
MENTIONS = pd.DataFrame({
    "article": ["a", "a", "a", "b", "d", "b"], "sentence": 0, "start": [0, 5, 10, 0, 0, 10], "end": [4, 9, 16, 4, 6, 17],
    "layer": ["actor"] * 5 + ["place"], "id": ["haftar", "haftar", "sarraj", "haftar", "sarraj", "haftar"],
    "text": "-", "form": "name", "frame": "", "alias": ["حفتر", "حفتر", "السراج", "حفتر", "السراج", "المدينة"],
})  # fmt: skip


def test_rates_are_per_thousand_words_and_a_place_of_the_same_id_is_no_actor():
    counted = actors.count_actors(MENTIONS, ARTICLES)
    assert counted[["id", "mentions", "articles", "rate"]].values.tolist() == [
        ["haftar", 3, 2, 187.5],
        ["sarraj", 2, 2, 125.0],
    ]
    assert ((counted["low"] <= counted["rate"]) & (counted["rate"] <= counted["high"])).all()


def test_the_counts_of_the_groups_add_up_to_the_whole():
    whole = actors.count_actors(MENTIONS, ARTICLES).set_index("id")["mentions"]
    by_outlet = actors.count_actors(MENTIONS, ARTICLES, by="outlet")
    assert by_outlet.groupby("id")["mentions"].sum().to_dict() == whole.to_dict()
    assert set(by_outlet["outlet"]) == {"x", "y", "no outlet named"}
    assert by_outlet.query("outlet == 'y'")["rate"].tolist() == [0.0, 0.0]


def test_one_article_gives_no_interval_and_a_seed_gives_one_again():
    alone = actors.count_actors(MENTIONS, ARTICLES.head(1))
    assert alone["rate"].notna().all() and alone[["low", "high"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(*(actors.count_actors(MENTIONS, ARTICLES, seed=3) for _ in range(2)))


@pytest.mark.parametrize(("each_copy", "kept"), [(False, ["a", "b", "c"]), (True, ["a", "b", "c", "d"])])
def test_a_wire_story_counts_once_or_each_copy(each_copy, kept):
    articles, mentions = actors.keep_wires(ARTICLES, MENTIONS, each_copy)
    assert articles["article"].tolist() == kept
    assert set(mentions["article"]) == set(kept) - {"c"}


@pytest.mark.parametrize("within", ["sentence", "article"])
def test_each_pair_that_is_counted_has_its_row(within):
    pairs, rows = actors.co_mentions(MENTIONS, within), actors.pairs_named(MENTIONS, within)
    assert pairs.values.tolist() == [["haftar", "sarraj", 1]]
    assert rows.values.tolist() == [["haftar", "sarraj", "a", 0, 16]]
    assert actors.pairs_named(MENTIONS.head(2), within).empty


def test_each_name_that_is_counted_has_its_rows():
    naming = actors.naming_matrix(MENTIONS, ARTICLES, ["haftar", "sarraj"])
    used = actors.names_used(MENTIONS, ARTICLES, ["haftar", "sarraj"])
    assert naming.groupby("outlet")["share"].sum().to_dict() == {"x": 1.0, "no outlet named": 1.0}
    rows = used.groupby(["outlet", "alias", "form", "frame"]).size()
    assert rows.to_dict() == naming.set_index(["outlet", "alias", "form", "frame"])["mentions"].to_dict()


def test_the_first_mention_is_the_earliest_and_undated_articles_come_last():
    first = actors.first_mentions(MENTIONS, ARTICLES).set_index("id")
    assert first.loc["haftar", "article"] == "b"
    assert first.loc["sarraj", "article"] == "a"


def test_with_each_outlet_left_out_the_others_are_counted():
    left = actors.leave_each_out(MENTIONS, ARTICLES).set_index(["id", "left_out"])["rate"]
    assert left["haftar", "x"] == 0.0 and left["haftar", "y"] == 250.0
    assert actors.leave_each_out(MENTIONS, ARTICLES.head(2)).empty


def test_an_article_whose_window_spans_two_months_is_in_none():
    assert actors.month_of(ARTICLES).dt.month.fillna(0).tolist() == [5, 4, 0, 0]
