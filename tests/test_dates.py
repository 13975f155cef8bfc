"""Time expressions against hand-written windows, and the windows of articles that carry no date."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libyautil.dates import calendar, date_articles, find_dates
from libyautil.lexicon import load_lexicon

LEXICON = load_lexicon()
TABLE = pd.read_csv(Path(__file__).parent / "data" / "date_expressions.csv", dtype=str, keep_default_na=False)
CASES = list(TABLE.groupby(["sentence", "published_earliest", "published_latest"], sort=False))
DAY = timedelta(1)


def article(text, earliest=None, latest=None, path="a.txt", body_end=None):
    frame = pd.DataFrame({"article": ["a"], "path": [path], "text": [text], "date_basis": [""]})
    frame["body_end"] = len(text) if body_end is None else body_end
    frame["published_earliest"] = pd.Series(pd.to_datetime([earliest])).astype("datetime64[s]")
    frame["published_latest"] = pd.Series(pd.to_datetime([latest or earliest])).astype("datetime64[s]")
    return frame


def windows(text, earliest=None, latest=None):
    found = find_dates(article(text, earliest, latest), LEXICON)
    return [(row.text, row.earliest, row.latest) for row in found.itertuples()]


def dated(text, earliest=None, latest=None, **kwargs):
    articles, evidence = date_articles(article(text, earliest, latest, **kwargs), LEXICON)
    row = articles.iloc[0]
    days = [None if pd.isna(d) else d.date().isoformat() for d in (row["published_earliest"], row["published_latest"])]
    return (*days, row["date_basis"]), evidence


@pytest.mark.parametrize(("case", "rows"), CASES, ids=[case[0] for case, _ in CASES])
def test_each_expression_has_the_window_that_a_reader_gives_it(case, rows):
    rows = rows[rows["expression"] != ""]
    wanted = [(r.expression, pd.Timestamp(r.earliest), pd.Timestamp(r.latest)) for r in rows.itertuples()]
    assert windows(*case) == wanted


def test_the_table_covers_what_it_promises():
    assert (TABLE["expression"] != "").sum() >= 170


# property: the day that an expression was made from lies in its window

WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
COUNTS = {3: "ثلاثة", 4: "أربعة", 5: "5", 6: "ستة", 7: "7", 8: "ثمانية", 9: "تسعة", 10: "عشرة"}
MONTHS = LEXICON.time_words[LEXICON.time_words["class"] == "month"]
FREE_MONTHS = MONTHS[MONTHS["stands"] != "numbered"]  # the Libyan names of 1986-2011 need a day's number
days = st.dates(min_value=date(2011, 2, 15), max_value=date(2022, 12, 31))


def month_names(months, day):
    return st.sampled_from(months.loc[months["value"] == str(day.month), "word"].tolist())


@st.composite
def expressions(draw):
    """Draw an article's day, an expression, and the day that it was made from."""
    today = draw(days)
    back, count = draw(st.integers(1, 7)), draw(st.sampled_from(sorted(COUNTS)))
    fixed = draw(days)
    name, free = draw(month_names(MONTHS, fixed)), draw(month_names(FREE_MONTHS, fixed))
    past = today - draw(st.integers(1, 270)) * DAY
    own = draw(month_names(FREE_MONTHS, past))
    sunday = calendar.week_window(today)[0]
    return today, *draw(
        st.sampled_from(
            [
                (f"وقع ذلك في {fixed.day} {name} {fixed.year}", fixed),
                (f"وقع ذلك في {free} {fixed.year}", fixed),
                (f"وقع ذلك عام {fixed.year}", fixed),
                (f"بتاريخ {fixed.day}/{fixed.month}/{fixed.year}", fixed),
                (f"بتاريخ {fixed.isoformat()}", fixed),
                (f"قتل حارسان في {past.day} {own}", past),
                (f"قتل حارسان في {own}", past),
                (f"قتل حارسان {WEEKDAYS[(today - back * DAY + DAY).weekday()]}", today - back * DAY + DAY),
                (f"قتل حارسان {WEEKDAYS[(today - back * DAY).weekday()]} الماضي", today - back * DAY),
                (f"سيصل الوفد {WEEKDAYS[(today + back * DAY).weekday()]} المقبل", today + back * DAY),
                (f"سيصل الوفد {WEEKDAYS[(today + back * DAY - DAY).weekday()]}", today + back * DAY - DAY),
                ("قتل حارسان أمس", today - DAY),
                ("قتل حارسان أول أمس", today - 2 * DAY),
                ("يصل الوفد غدا", today + DAY),
                ("قتل حارسان الأسبوع الماضي", sunday - back * DAY),
                ("يصل الوفد الأسبوع المقبل", sunday + (6 + back) * DAY),
                ("قتل حارسان هذا الأسبوع", sunday + (back - 1) * DAY),
                ("قتل حارسان الشهر الماضي", today.replace(day=1) - back * DAY),
                ("قتل حارسان العام الماضي", date(today.year - 1, fixed.month, min(fixed.day, 28))),
                (f"قتل حارسان قبل {COUNTS[count]} أيام", today - count * DAY),
                (f"قتل حارسان قبل {COUNTS[count]} أسابيع", today - 7 * count * DAY),
                (f"قتل حارسان قبل {COUNTS[count]} أشهر", calendar.shift(today, "month", -count)),
                (f"قتل حارسان قبل {COUNTS[count]} سنوات", calendar.shift(today, "year", -count)),
                (f"يعمل هناك منذ {COUNTS[count]} أيام", today - draw(st.integers(0, count)) * DAY),
                (f"سجلت حوادث خلال الأيام الـ{count} الماضية", today - draw(st.integers(0, count)) * DAY),
                ("قتل حارسان قبل أيام", today - back * DAY),
                ("سجلت حوادث خلال الأيام الماضية", today - back * DAY),
            ]
        )
    )


@settings(deadline=None, max_examples=400)
@given(expressions(), st.integers(0, 6), st.integers(0, 6))
def test_a_window_never_excludes_the_day_that_it_was_made_from(made, before, after):
    today, text, day = made
    found = find_dates(article(text, today - before * DAY, today + after * DAY), LEXICON)
    assert len(found) == 1
    row = found.iloc[0]
    assert row["earliest"].date() <= day <= row["latest"].date()
    assert text[row["start"] : row["end"]] == row["text"]


PIECES = ["أمس ", "12 مارس", "الأحد", "، ", "\n", "ـ", "٢٠١٤", "من ", "إلى ", "قبل ", "أيام ", "و", "/", "a "]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_offsets_give_the_words_back_and_rows_do_not_overlap(pieces):
    text = "".join(pieces)
    found = find_dates(article(text, "2019-08-14"), LEXICON)
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    assert (found["start"].shift(-1).dropna() >= found["end"].iloc[:-1].to_numpy()).all()


def test_without_the_article_s_day_only_absolute_dates_are_resolved():
    text = "قتل حارسان أمس. وكان المقر قد أغلق في 3 مايو 2016"
    (_, unknown, _), (_, known, _) = windows(text)
    assert pd.isna(unknown)
    assert known == pd.Timestamp("2016-05-03")


def test_a_day_that_the_calendar_lacks_is_kept_as_a_doubt():
    text = "وقع الانفجار في 31 فيفري 2018 قرب الميناء"
    assert [row[0] for row in windows(text, "2018-04-01")] == ["31 فيفري 2018"]
    assert pd.isna(windows(text, "2018-04-01")[0][1])
    window, evidence = dated(text, "2018-04-01")
    assert window == ("2018-04-01", "2018-04-01", "metadata")
    assert "no such day in the calendar" in evidence.loc[evidence["kind"] == "doubt", "why"].tolist()


def test_one_weekday_means_one_day_where_a_later_sentence_leaves_its_tense_open():
    text = "سيلتقي الوزيران الخميس في روما. لقاء الخميس هو الأول بينهما"
    assert [row[1] for row in windows(text, "2019-08-13")] == [pd.Timestamp("2019-08-15")] * 2


# articles without a date


@pytest.mark.parametrize(
    ("text", "path", "window"),
    [
        ("طرابلس 12 مارس 2017 - عاد الهدوء إلى الأحياء", "a.txt", ("2017-03-12", "2017-03-12", "dateline")),
        ("عاد الهدوء إلى الأحياء\nنشر في: 25/03/2018", "a.txt", ("2018-03-25", "2018-03-25", "dateline")),
        ("الخميس 6 جوان 2019\nعاد الهدوء إلى الأحياء الجنوبية", "a.txt", ("2019-06-06", "2019-06-06", "dateline")),
        ("عاد الهدوء إلى الأحياء", "press/17042020.txt", ("2020-04-17", "2020-04-17", "file name")),
        ("عاد الهدوء إلى الأحياء", "press/2020-04-17-story.txt", ("2020-04-17", "2020-04-17", "file name")),
        ("عاد الهدوء إلى الأحياء", "press/20201745.txt", (None, None, "")),
        ("زار العميد المدرسة الجديدة بعد ظهر اليوم الاثنين 20 فيفري 2017 وتحدث طويلا مع التلاميذ", "a.txt",
         ("2017-02-20", "2017-02-20", "text")),
    ],
)  # fmt: skip
def test_stamps_and_file_names_date_an_article(text, path, window):
    assert dated(text, path=path)[0] == window


def test_a_stamp_in_the_furniture_counts_though_its_expression_is_not_coded():
    text = "عاد الهدوء إلى الأحياء\nآخر تحديث 25/03/2018"
    body_end = text.index("\n")
    assert dated(text, body_end=body_end)[0] == ("2018-03-25", "2018-03-25", "dateline")
    assert find_dates(article(text, body_end=body_end), LEXICON).empty


def test_a_known_event_told_as_news_is_the_earliest_day():
    (earliest, latest, basis), evidence = dated("دخلت قوات الوفاق بني وليد بعد انسحاب حفتر من ترهونة")
    assert (earliest, basis) == ("2020-06-05", "text")
    assert latest == "2020-06-12"
    assert {"known event", "closing"} <= set(evidence["kind"])


def test_a_known_event_announced_is_the_latest_day():
    text = "شهدت ترهونة انسحاب قوات حفتر. ومن المقرر أن يعقد اجتماع بوزنيقة المقبل في المغرب"
    (earliest, latest, _), _ = dated(text)
    assert earliest == "2020-06-05"
    assert latest <= "2020-09-05"


def test_the_day_before_yesterday_beside_a_known_event_gives_the_day():
    text = "اقتحم مسلحون أول أمس مقر المؤسسة الوطنية للنفط وسط العاصمة"
    assert dated(text)[0] == ("2018-09-12", "2018-09-12", "text")


def test_last_january_beside_the_truce_gives_the_year():
    (earliest, latest, _), _ = dated("لم يصمد وقف إطلاق النار الذي بدأ في 12 يناير الماضي سوى أيام")
    assert (earliest, latest) == ("2020-02-01", "2020-02-29")


def test_an_event_that_is_only_recalled_leaves_the_end_open():
    (earliest, latest, _), _ = dated("تعيش البلاد فوضى منذ الإطاحة بنظام معمر القذافي")
    assert earliest == "2011-10-20"
    assert latest > "2019-01-01"


def test_contradictions_widen_the_window_and_are_named():
    text = "سيعقد مؤتمر باليرمو نهاية الخريف. ودخلت قوات الوفاق ترهونة بعد انسحاب حفتر منها"
    (earliest, latest, _), evidence = dated(text)
    assert earliest <= "2018-11-13" < "2020-06-05" <= latest
    assert "doubt" in set(evidence["kind"])


def test_metadata_earlier_than_what_the_text_tells_is_doubted_and_kept():
    window, evidence = dated("أعلنت قوات الوفاق السيطرة على ترهونة", "2019-01-10")
    assert window == ("2019-01-10", "2019-01-10", "metadata")
    doubts = evidence[evidence["kind"] == "doubt"]
    assert doubts["why"].str.contains("later than the article's date").tolist() == [True]


def test_metadata_against_a_visible_stamp_is_doubted():
    _, evidence = dated("طرابلس 12 مارس 2017 - عاد الهدوء إلى الأحياء", "2019-03-12")
    assert "date stamp disagrees with the metadata" in evidence["why"].tolist()


def test_evidence_opens_its_words():
    text = "اقتحم مسلحون أول أمس مقر المؤسسة الوطنية للنفط وسط العاصمة"
    _, evidence = dated(text)
    assert (evidence["text"] == [text[a:b] for a, b in zip(evidence["start"], evidence["end"], strict=True)]).all()
    assert "أول أمس" in evidence["text"].tolist()


def test_every_known_event_has_a_source_and_an_honest_window():
    events = LEXICON.known_events
    assert (events["source"] != "").all()
    assert (events["date_start"] <= events["date_end"]).all()
    assert events["id"].is_unique


@pytest.mark.parametrize(("folder", "metadata", "floor"), [("seeds", False, 0.95), ("press/coded", True, 0.9)])
def test_real_articles_are_read_as_a_person_codes_them(shared, folder, metadata, floor):
    tokens = {}
    exec((shared / "gold" / "tokens.py").read_text(encoding="utf-8"), tokens)  # noqa: S102  the gold's own numbering
    gold = pd.read_csv(shared / "gold" / "dates.csv")
    days = pd.read_csv(shared / "gold" / "article_dates.csv").set_index("article")
    hits = found = wanted = 0
    for file in sorted((shared / folder).glob("*.txt")):
        text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        given = tuple(days.loc[file.stem, ["earliest", "latest"]]) if metadata else (None, None)
        articles, _ = date_articles(article(text, *given), LEXICON)
        window = days.loc[file.stem]
        assert str(articles["published_earliest"].iloc[0].date()) <= window["latest"]
        assert str(articles["published_latest"].iloc[0].date()) >= window["earliest"]
        spans = [(r.start, r.end) for r in find_dates(articles, LEXICON).itertuples()]
        numbered = tokens["tokens"](text)
        for row in gold[gold["article"] == file.stem].itertuples():
            first, last = numbered[row.first][0], numbered[row.last][1]
            hits += any(a < last and first < b for a, b in spans)
            wanted += 1
        found += len(spans)
    assert 2 * hits / (found + wanted) >= floor


@pytest.mark.parametrize(
    ("text", "found"),
    [("قتل حارسان في 18 آذار", ["18 آذار"]), ("قتل حارسان في 8 آذار", ["8 آذار"]), ("رحبت قوى 14 آذار بالاتفاق", [])],
)
def test_a_movement_named_after_a_day_is_no_date_and_the_day_is_one(text, found):
    assert find_dates(article(text, "2011-06-26", "2011-06-26"), LEXICON)["text"].tolist() == found
