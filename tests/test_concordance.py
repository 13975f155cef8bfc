"""The way back: a sentence with its match marked, and counts that open the sentences that they counted."""

import re

import pandas as pd

from libyautil.concordance import show_counts, show_sentences

TEXT = "وصل حفتر أمس. ثم غادر حفتر <المدينة>.\nوبقي السراج."
ARTICLES = pd.DataFrame(
    {"article": ["a"], "text": [TEXT], "outlet": ["الواحة"], "published_earliest": pd.Timestamp("2019-04-04")}
)
NAMED = pd.DataFrame({"id": ["haftar", "haftar", "sarraj"], "article": "a", "start": [4, 22, 43], "end": [8, 26, 49]})
COUNTS = pd.DataFrame(
    {"id": ["haftar", "sarraj", "salame"], "mentions": [2, 1, 0], "rate": [200.04, 100.0, float("nan")]}
)


def lines(page):
    """Return for each line of counts its cells and the words that are marked behind it."""
    found = re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
    return [
        (re.findall(r"<span[^>]*>(.*?)</span>", head), re.findall("<mark>(.*?)</mark>", body)) for head, body in found
    ]


def test_each_count_opens_the_sentences_that_it_counted():
    assert lines(show_counts(COUNTS, NAMED, ARTICLES, on=["id"])) == [
        (["haftar", "2", "200.0"], ["حفتر", "حفتر"]),
        (["sarraj", "1", "100.0"], ["السراج"]),
        (["salame", "0", ""], []),
    ]


def test_a_count_of_two_keys_opens_the_rows_that_have_both():
    counts = pd.DataFrame({"id": "haftar", "month": pd.to_datetime(["2019-04-01", "2019-05-01"]), "mentions": [1, 1]})
    rows = NAMED.head(2).assign(month=counts["month"])
    assert [cells for cells, _ in lines(show_counts(counts, rows, ARTICLES, ["id", "month"], show=("month",)))] == [
        ["2019-04"],
        ["2019-05"],
    ]
    assert [len(marks) for _, marks in lines(show_counts(counts, rows, ARTICLES, ["id", "month"]))] == [1, 1]


def test_what_is_not_shown_is_said():
    page = show_counts(COUNTS, NAMED, ARTICLES, on=["id"], limit=2, each=1)
    assert [len(marks) for _, marks in lines(page)] == [1, 1]
    assert page.count("… and 1 more rows.") == 2


def test_nothing_counted_is_said():
    assert "Nothing was counted" in show_counts(COUNTS.head(0), NAMED, ARTICLES, on=["id"])
    assert "No sentence" in show_sentences(NAMED.head(0), ARTICLES)


def test_a_sentence_runs_right_to_left_names_its_source_and_escapes_the_text():
    page = show_sentences(NAMED.iloc[[1]], ARTICLES, columns=("id",))
    assert '<td dir="rtl">ثم غادر <mark>حفتر</mark> &lt;المدينة&gt;.</td>' in page
    assert all(part in page for part in ("الواحة", "2019-04-04", "a 22–26", "haftar"))
