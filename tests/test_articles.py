import json
import random

import pandas as pd
import pytest

from libyautil.articles import ARTICLE_COLUMNS, NoArticles, find_furniture, group_copies, load_articles
from libyautil.articles.days import read_day
from libyautil.articles.files import NotRead, decode
from libyautil.articles.furniture import body_end, read_phrases

HEAD = "اجتمع مجلس بلدية غات مع وفد من الهلال الأحمر لبحث إصلاح محطة المياه"
NEWS = HEAD + ".\nوقال رئيس البلدية إن العمل يبدأ الأحد المقبل ويستمر شهرين."


def load(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_articles(folder)


def problems(report):
    return dict(zip(report["file"], report["problem"], strict=True))


# reading


def test_bare_text_stands_unchanged(tmp_path):
    articles, report = load(tmp_path, a_dot_txt="\ufeff" + NEWS.replace("\n", "\r\n") + "\u00a0\n\n")
    row = articles.iloc[0]
    assert list(articles.columns) == ARTICLE_COLUMNS
    assert (row.article, row.path, row.title, row.outlet, row.date_basis) == ("a", "a.txt", "", "", "")
    assert row.text == NEWS + "\u00a0\n\n"
    assert row.characters == row.body_end == len(row.text)
    assert pd.isna(row.published_earliest) and articles["published_earliest"].dtype == "datetime64[s]"
    assert report.empty


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
def test_encodings_of_arabic_files(encoding):
    assert decode(NEWS.replace("\n", "\r\n").encode(encoding)) == NEWS


def test_utf8_that_was_cut_inside_a_letter_is_still_utf8():
    assert decode((NEWS * 5 + "ن").encode()[:-1]) == NEWS * 5 + "\ufffd"


def test_bytes_that_are_no_text():
    with pytest.raises(NotRead, match="not a text"):
        decode(random.Random(1).randbytes(2000))


def test_front_matter_is_metadata_and_the_text_follows_it(tmp_path):
    front = "---\ntitle: 'ليبيا: هدنة'\noutlet: المرفأ\ndate: 2020-01-12\nauthor: 7\nid: 004\n---\n"
    articles, report = load(tmp_path, a_dot_md=front + "\n" + NEWS)
    row = articles.iloc[0]
    assert (row.article, row.title, row.outlet, row.author) == ("004", "ليبيا: هدنة", "المرفأ", "7")
    assert row.published_earliest == row.published_latest == pd.Timestamp("2020-01-12")
    assert row.date_basis == "metadata"
    assert row.text == "\n" + NEWS
    assert report.empty


def test_a_line_of_dashes_is_no_front_matter(tmp_path):
    articles, _ = load(tmp_path, a_dot_txt="-----\n" + NEWS)
    assert articles["text"].item() == "-----\n" + NEWS


def test_metadata_table_beside_bare_texts(tmp_path):
    table = "article,title,outlet,date,url\na,عنوان,المرفأ,2019-05-02,u\nc.txt,,,,\n"
    articles, report = load(tmp_path, articles_dot_csv=table, a_dot_txt=NEWS, b_dot_txt=NEWS)
    assert articles[["article", "title", "outlet", "url"]].values.tolist() == [
        ["a", "عنوان", "المرفأ", "u"],
        ["b", "", "", ""],
    ]
    assert articles["published_earliest"].tolist() == [pd.Timestamp("2019-05-02"), pd.NaT]
    assert report[["file", "row", "left_out"]].values.tolist() == [["articles.csv", "3", True]]


def test_front_matter_outranks_the_metadata_table(tmp_path):
    articles, _ = load(
        tmp_path, articles_dot_csv="file,outlet,title\na.md,الجدول,عنوان\n", a_dot_md="---\noutlet: الملف\n---\n" + NEWS
    )
    assert articles[["outlet", "title"]].values.tolist() == [["الملف", "عنوان"]]


def test_json_lines_an_article_a_line(tmp_path):
    lines = [{"id": "x", "body": NEWS, "source": "المرفأ", "date": "2013-10-29"}, {"content": NEWS, "title": None}]
    table = "\n".join(json.dumps(line) for line in lines)  # with \u escapes
    articles, report = load(tmp_path, t_dot_jsonl=table + '\n\n{"id": 3,\n{"id": 4, "words": 1}\n[1]\n')
    assert articles[["article", "outlet", "text"]].values.tolist() == [["x", "المرفأ", NEWS], ["t-2", "", NEWS]]
    assert report["row"].tolist() == ["4", "5", "6"]
    assert report["problem"].str.startswith("damaged line").all() and report["left_out"].all()


@pytest.mark.parametrize("suffix, separator", [("csv", ","), ("csv", ";"), ("tsv", "\t")])
def test_table_an_article_a_row(tmp_path, suffix, separator):
    rows = [["Outlet", "Article_Text", "date"], ["المرفأ", f'"{NEWS}"', "20190503"], ["صدى", f'"{HEAD}"', ""]]
    content = "\r\n".join(separator.join(row) for row in rows).encode("utf-8-sig")
    articles, report = load(tmp_path, **{f"t_dot_{suffix}": content})
    assert articles[["article", "outlet", "text"]].values.tolist() == [["t-2", "المرفأ", NEWS], ["t-3", "صدى", HEAD]]
    assert articles["published_latest"].iloc[0] == pd.Timestamp("2019-05-03")
    assert report.empty


def test_faults_inside_a_table_leave_the_other_rows(tmp_path):
    table = f"text,outlet\n{HEAD},a\n,b\nEnglish words only,c\n{HEAD},d,e\n"
    articles, report = load(tmp_path, t_dot_csv=table)
    assert articles["outlet"].tolist() == ["a"]
    assert report["row"].tolist() == ["3", "4", "5"]


def test_saved_page(tmp_path):
    menu = "".join(f'<li><a href="/{i}">قسم {i}</a></li>' for i in range(9))
    paragraphs = "".join(f"<p>{HEAD} في اليوم {word} من الزيارة.</p>" for word in ("الأول", "الثاني", "الثالث"))
    page = (
        '<html lang="ar"><head><meta charset="windows-1256"><title>زيارة غات</title>'
        '<meta property="article:published_time" content="2019-06-11T10:00:00+02:00">'
        '<meta property="og:site_name" content="المرفأ"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>زيارة غات</h1>{paragraphs}</article></body></html>"
    )
    articles, _ = load(tmp_path, a_dot_html=page.encode("cp1256"))
    row = articles.iloc[0]
    assert (row.title, row.outlet, row.published_earliest) == ("زيارة غات", "المرفأ", pd.Timestamp("2019-06-11"))
    assert row.text.count(HEAD) == 3 and "قسم" not in row.text


def test_subfolders_are_read_and_side_files_are_not(tmp_path):
    articles, report = load(
        tmp_path,
        sub__a_dot_txt=NEWS,
        README_dot_md="About these articles",
        page_files__x_dot_html="<p>advert</p>",
        **{".hidden.txt": NEWS, "~$a.txt": NEWS},
    )
    assert articles["path"].tolist() == ["sub/a.txt"]
    assert report.empty


# ids and days


def test_an_id_used_twice_gets_a_number_and_is_reported(tmp_path):
    articles, report = load(tmp_path, a_dot_txt=NEWS, a_dot_md=HEAD, b__a_dot_txt=HEAD)
    assert articles["article"].tolist() == ["a", "a-2", "a-3"]
    assert report["left_out"].tolist() == [False, False]


@pytest.mark.parametrize(
    "written, day",
    [
        ("2019-04-04", "2019-04-04"),
        ("2019-04-04T23:30:00+03:00", "2019-04-04"),
        ("2019/4/4", "2019-04-04"),
        ("20190404", "2019-04-04"),
        ("17/04/2020", "2020-04-17"),
        ("02/15/2021", "2021-02-15"),
        ("٤/٤/٢٠١٩", "2019-04-04"),
        ("4 أبريل 2019", "2019-04-04"),
        ("الخميس ٢ أيار/مايو ٢٠١٩م - 10:30", "2019-05-02"),
        ("12 جويلية 2019", "2019-07-12"),
        ("7 رمضان 1440 الموافق 12 مايو 2019", "2019-05-12"),
        ("April 4, 2019", "2019-04-04"),
        ("Thu, 04 Apr 2019 10:00:00 GMT", "2019-04-04"),
        ("17-04-2020 22:15", "2020-04-17"),
    ],
)
def test_days_as_archives_write_them(written, day):
    assert read_day(written) == (pd.Timestamp(day), True)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2019",
        "أبريل 2019",
        "2019-13-40",
        "31/02/2020",
        "yesterday",
        "43559",
        "201912",
        "0001-01-01",
        "4 April",
        "04.04.19",
        "31 Feb 2019",
    ],
)
def test_what_is_no_day(written):
    assert pd.isna(read_day(written)[0])


def test_a_bad_day_is_reported_and_the_article_kept(tmp_path):
    articles, report = load(tmp_path, a_dot_md=f"---\ndate: last spring\n---\n{NEWS}")
    assert len(articles) == 1 and pd.isna(articles["published_earliest"].item())
    assert "last spring" in report["problem"].item() and not report["left_out"].item()


def test_days_that_can_be_read_two_ways_are_said_once_a_file(tmp_path):
    rows = [{"text": NEWS, "date": f"0{day}/04/2020"} for day in (1, 2, 3, 4)]
    articles, report = load(tmp_path, t_dot_jsonl="\n".join(map(json.dumps, rows)))
    assert articles["published_earliest"].dt.month.tolist() == [4, 4, 4, 4]
    assert report["problem"].tolist() == [
        "3 of its dates, as '01/04/2020', can be read two ways; the day was taken to come first"
    ]


# bad input


def test_each_bad_file_is_named_with_its_reason_and_the_rest_goes_on(tmp_path):
    articles, report = load(
        tmp_path,
        good_dot_txt=NEWS,
        empty_dot_txt="",
        blank_dot_txt=" \n\n",
        english_dot_txt="Nothing here is in the language that is wanted.",
        digits_dot_txt="2019 04 04",
        garbled_dot_txt=NEWS.encode().decode("cp1256", errors="ignore"),
        open_dot_md=f"---\ntitle: x\n{NEWS}",
        colon_dot_md=f"---\ntitle: a: b\n---\n{NEWS}",
        list_dot_md=f"---\n- a\n---\n{NEWS}",
        table_dot_csv="a,b\n1,2\n",
        damaged_dot_json="[{",
        report_dot_docx=b"PK\x03\x04",
        noise_dot_txt=random.Random(1).randbytes(3000),
    )
    assert articles["article"].tolist() == ["good"]
    assert report["left_out"].all() and (report["remedy"] != "").all()
    reasons = {
        "blank.txt": "empty",
        "colon.md": "broken front matter in line 2",
        "damaged.json": "damaged JSON",
        "digits.txt": "not Arabic",
        "empty.txt": "empty",
        "english.txt": "not Arabic: 0 %",
        "garbled.txt": "garbled",
        "list.md": "broken front matter: no",
        "noise.txt": "not a text",
        "open.md": "broken front matter: no second",
        "report.docx": "a .docx file is not read",
        "table.csv": "no column of text; its columns are a, b",
    }
    found = problems(report)
    assert found.keys() == reasons.keys()
    assert [name for name, reason in reasons.items() if not found[name].startswith(reason)] == []


def test_an_empty_or_missing_folder_is_a_clear_message(tmp_path):
    with pytest.raises(NoArticles, match="No article in"):
        load_articles(tmp_path)
    with pytest.raises(NoArticles, match="There is no folder"):
        load_articles(tmp_path / "nowhere")
    with pytest.raises(NoArticles, match=r"a.txt : not Arabic"):
        load(tmp_path, a_dot_txt="English")


# furniture


def body(text):
    found = find_furniture(pd.DataFrame({"article": ["a"], "text": [text]}))
    return text[: body_end(text, found)]


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nاتـرك تعليقاً\nلن ينشر عنوان بريدك\nالاسم *\nالبريد الإلكتروني *\nالموقع الإلكتروني",
        "\nالمصدر: وكالات",
        "\nوكالات",
        "\n12 تعليقات\nكلام لا يصدقه أحد من أهل الجنوب، وقد رأينا مثله مرات كثيرة ولم يتغير شيء في حياتنا منذ سنين.",
        "\nمواضيع ذات صلة\nبلدية سبها تستقبل قافلة أدوية\nافتتاح طريق أوباري بعد الصيانة",
        "\nشارك\nفيسبوك\nتويتر 14\n0\nhttp://example.org/a",
        "\n------\nحمّل تطبيق المرفأ على هاتفك.\nجميع الحقوق محفوظة © 2019",
        " اترك رداً",
        "\nالآراء المنشورة هنا لا تعبر بالضرورة عن رأي الصحيفة.",
    ],
)
def test_what_closes_a_page_is_left_out(tail):
    assert body(NEWS + tail) == NEWS


@pytest.mark.parametrize(
    "end",
    [
        "شارك في الجلسة عشرون عضوا من البلديات المجاورة.",
        "المصدر نفسه أكد أن المحطة تعود إلى العمل قريبا.",
        "تحرير الموازنة من القيود هو مطلب المجلس منذ عام.",
        "الصورة لا تزال غامضة في مدن الجنوب.",
        "كتب رئيس البلدية إلى الوزارة يطلب مضخات جديدة.",
        "نشر في الصباح بيان عن موعد الأشغال.",
        "الموقع الإلكتروني للبلدية تعطل طوال النهار بسبب انقطاع الكهرباء.",
    ],
)
def test_a_body_that_ends_in_words_that_furniture_begins_with(end):
    assert body(f"{NEWS}\n{end}") == f"{NEWS}\n{end}"


def test_a_link_between_paragraphs_does_not_end_the_body():
    text = f"{HEAD}.\nاقرأ أيضا: بلدية سبها تستقبل قافلة أدوية\nوقال رئيس البلدية إن العمل يبدأ الأحد المقبل."
    found = find_furniture(pd.DataFrame({"article": ["a"], "text": [text]}))
    assert found["kind"].tolist() == ["read_also"]
    assert body(text) == text


def test_furniture_points_at_its_characters_and_its_row():
    text = f"الصورة: أرشيف المرفأ\n7\n{NEWS}\nاترك رد"
    found = find_furniture(pd.DataFrame({"article": ["a"], "text": [text]}))
    assert found["kind"].tolist() == ["image_credit", "marks", "comment_form"]
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    phrases = read_phrases().set_index("lexicon_row")["phrase"]
    assert phrases[found["lexicon_row"].iloc[2]] == "اترك رد"


def test_a_fault_in_the_phrases_is_named(tmp_path):
    table = tmp_path / "furniture.csv"
    table.write_text("phrase,match,extent,kind,source,note\nاترك رد,begins,line,x,,\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"furniture.csv:2: match is 'begins'"):
        read_phrases(table)


# copies


def pages(*texts, days=None):
    frame = pd.DataFrame({"article": [str(i) for i in range(len(texts))], "text": texts})
    days = pd.to_datetime(pd.Series(days or [None] * len(texts)))
    return frame.assign(body_end=frame["text"].str.len(), published_earliest=days)


def story(seed, words=120):
    return " ".join(random.Random(seed).choices([a + b + "ن" for a in "بتجحدرزسشصط" for b in "ابتثجحخدذر"], k=words))


def test_copies_share_the_id_of_the_earliest():
    copy = "بنغازي - وكالات " + story(1).replace("ا", "أ") + " وأضاف المصدر"
    wire = group_copies(pages(story(1), story(2), copy, days=["2019-05-03", "2019-05-01", "2019-05-02"]))
    assert wire.tolist() == ["2", "1", "2"]


def test_a_short_report_inside_a_long_one_is_a_copy():
    assert group_copies(pages(story(1, 60), story(2, 700) + " " + story(1, 60))).tolist() == ["0", "0"]


def test_articles_with_a_paragraph_in_common_are_no_copies():
    background = story(9, 40)
    assert group_copies(pages(f"{story(1)} {background}", f"{story(2)} {background}")).tolist() == ["0", "1"]


def test_more_copies_than_partners_are_one_group():
    assert group_copies(pages(*[story(1)] * 60, story(2))).tolist() == ["0"] * 60 + ["60"]


def test_very_short_texts_are_copies_only_if_equal():
    assert group_copies(pages("هدنة في سبها", "هدنة في سبها", "هدنة في غات")).tolist() == ["0", "0", "2"]


# real articles


def test_seeds_keep_every_character_and_lose_only_the_reply_form(shared):
    articles, report = load_articles(shared / "seeds")
    assert report.empty
    for row in articles.itertuples():
        assert row.text == (shared / "seeds" / row.path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    short = articles[articles["body_end"] < articles["characters"]]
    assert short["article"].str[:3].tolist() == ["004"]
    assert short["text"].item()[short["body_end"].item() :].split()[:2] == ["اترك", "رد"]


def test_press_sample_is_read_whole_and_dated(shared):
    articles, report = load_articles(shared / "press")
    assert report.empty
    lines = (shared / "press" / "sample.jsonl").read_text(encoding="utf-8").strip().split("\n")
    assert len(articles) == len(lines) + 8 and articles["article"].is_unique
    assert articles["published_earliest"].notna().all() and (articles["outlet"] != "").all()
    sample = articles[articles["path"] == "sample.jsonl"].set_index("article")
    for line in map(json.loads, lines):
        assert sample.loc[line["id"], "text"] == line["text"]
        assert f"{sample.loc[line['id'], 'published_earliest']:%Y-%m-%d}" == line["date"]
    closing = articles[articles["body_end"] < articles["characters"]]
    assert 5 <= len(closing) <= 15
