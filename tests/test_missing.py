"""Who is missing: names that no alias covers come first, everyday words and newspapers not at all."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from libyautil.__main__ import app
from libyautil.lexicon import check_lexicon, load_lexicon
from libyautil.mentions import draft_rows, find_mentions, find_missing

LEXICON = load_lexicon()


def missing(*texts, least=2):
    names = [f"a{number}" for number in range(len(texts))]
    articles = pd.DataFrame({"article": names, "outlet": "x", "text": list(texts)})
    articles = articles.assign(body_end=articles["text"].str.len(), published_earliest=pd.NaT, published_latest=pd.NaT)
    articles = articles.astype({"published_earliest": "datetime64[ns]", "published_latest": "datetime64[ns]"})
    return find_missing(articles, find_mentions(articles, LEXICON), LEXICON, least)


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("after_title", "وصل العميد زيدان القروي إلى البلدة"),
        ("after_title", "استقبل وزير الزراعة الهولندي زيدان القروي ضيوفه"),
        ("after_title", "تحدثت إلى الناطق باسم زيدان القروي"),
        ("beside_speech", "وأضاف زيدان القروي أن الطريق مفتوح"),
        ("quoted", "تعرف المنطقة باسم «زيدان القروي» منذ القدم"),
        ("given_name", "كان محمد القروي هناك"),
        ("given_name", "سلمها لمحمد القروي في المساء"),
        ("group", "انضم إلى حزب زيدان القروي"),
    ],
)
def test_a_name_shows_by_what_stands_beside_it(sign, text):
    found = missing(text, text)
    assert found["phrase"].str.contains("القروي").tolist() == [True]
    assert found[["times", "articles", sign]].values.tolist() == [[2, 2, 2]]


def test_a_name_counts_where_no_sign_stands_too():
    found = missing("وصل العميد زيدان القروي أمس.", "شوهد زيدان القروي هناك، ثم غادر زيدان القروي.")
    assert found[["phrase", "times", "articles", "after_title"]].values.tolist() == [["زيدان القروي", 3, 2, 1]]


@pytest.mark.parametrize(
    "text",
    [
        "قال المشير خليفة حفتر إن قواته باقية",  # the lexicon has him
        "قال على هامش اللقاء إن الباب مفتوح",  # a preposition that folds like a name
        "نقلت صحيفة «زيدان القروي» عنه ذلك",
        "وقال الوزير إنه سيعود غدا إلى بلاده",
        "أعلن الرئيس رفضه القاطع لكل هذا",
        "وصفها بأنها «خطوة في الاتجاه الصحيح» اليوم",
    ],
)
def test_what_is_no_name_or_known_is_not_listed(text):
    assert missing(text, text)["phrase"].tolist() == []


def test_a_word_that_the_articles_inflect_is_no_name():
    text = "وقال «قلادة لامعة» كانت. "
    assert missing(text * 2)["phrase"].tolist() == ["قلادة لامعة"]
    assert missing(text * 2, "كانت القلادة اللامعة جميلة")["phrase"].tolist() == []


def test_a_name_of_three_words_is_listed_whole_and_its_part_is_not():
    found = missing("وصل العميد زيدان بن قرو إلى البلدة، وعاد العميد زيدان بن قرو مساء، ورحل زيدان بن قرو")
    assert found["phrase"].tolist() == ["زيدان بن قرو"]


def test_the_span_gives_back_the_name_in_its_own_letters():
    text = "سُلّمت الرسالة لمحمّد القَروي، وعاد محمّد القَروي."
    found = missing(text).iloc[0]
    assert text[found["start"] : found["end"]] == found["phrase"] == "محمّد القَروي"


def test_a_last_name_alone_counts_where_the_whole_name_stands_and_is_drafted_with_it():
    found = missing("وصل العميد زيدان القروي أمس، ثم غادر القروي.", "شوهد القروي هناك.")
    assert found[["phrase", "times", "alone"]].values.tolist() == [["زيدان القروي", 1, 1]]
    aliases = draft_rows(found)["aliases"]
    assert aliases["alias"].tolist() == ["زيدان القروي", "القروي"]
    assert aliases["requires"].tolist() == ["", "article:زيدان القروي"]


def test_an_article_without_words_has_no_names():
    assert missing("", "2019")["phrase"].tolist() == []


def test_drafted_rows_go_into_the_lexicon_once_a_person_has_filled_the_id(tmp_path):
    drafts = draft_rows(missing("وصل العميد زيدان القروي.", "وعاد العميد زيدان القروي."))
    for name, rows in drafts.items():
        rows = rows.assign(id="zaydan", **({"name_en": "Zaydan al-Qarawi"} if name == "actors" else {}))
        whole = pd.concat([LEXICON.tables[name].drop(columns="lexicon_row"), rows])
        whole.to_csv(tmp_path / f"{name}.csv", index=False)
    faults = check_lexicon(tmp_path)
    assert faults.loc[faults["problem"] != "the file is missing"].to_dict("records") == []


def test_a_draft_that_nobody_filled_is_a_fault(tmp_path):
    draft_rows(missing("وصل العميد زيدان القروي.", "وعاد العميد زيدان القروي."))["aliases"].to_csv(
        tmp_path / "aliases.csv", index=False
    )
    assert "id" in check_lexicon(tmp_path).query("file == 'aliases.csv'")["column"].tolist()


def test_one_command_lists_the_names_and_drafts_the_rows(tmp_path):
    articles, draft = tmp_path / "articles", tmp_path / "draft"
    articles.mkdir()
    for number, town in enumerate(("البلدة", "الواحة")):
        text = f"وصل العميد زيدان القروي إلى {town} في الصباح الباكر، ثم غادرها قبل الظهر مع رفاقه."
        (articles / f"{number}.txt").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["missing", str(articles), "--draft", str(draft)])
    assert result.exit_code == 0
    assert "زيدان القروي: times 2, articles 2; 0 11: " in result.output and "[زيدان القروي]" in result.output
    assert pd.read_csv(draft / "draft_aliases.csv")["alias"].tolist() == ["زيدان القروي"]
    assert pd.read_csv(draft / "draft_actors.csv")["name_ar"].tolist() == ["زيدان القروي"]
