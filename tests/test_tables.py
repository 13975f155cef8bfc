"""The tables of a run join the machine's positions and people's: people win, and every row says whose it is."""

import json
import random
from codecs import BOM_UTF8

import pandas as pd
import pytest

from libyautil import paths
from libyautil.articles import load_articles
from libyautil.coding import ADJUDICATOR, CodingSession, list_units
from libyautil.lexicon import load_lexicon
from libyautil.tables import FILES, changes_since, code_articles, settle_positions, write_table, write_tables

TEXT = "رحب عميد البلدية بالقائد وأثنى عليه. وانتقد التاجر حكومة الوفاق."


@pytest.fixture
def articles():
    return pd.DataFrame({"article": ["a"], "text": [TEXT], "body_end": [len(TEXT)], "outlet": [""], "url": [""],
                         "published_earliest": pd.to_datetime(["2019-05-02"])})  # fmt: skip


@pytest.fixture
def stance():
    second = TEXT.index("وانتقد")
    rows = [(0, 0, 3, "author", "haftar", 1, "lna"), (0, 26, 31, "author", "haftar", 1, "lna"),
            (1, second, second + 6, "author", "gna", -1, "gna")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["sentence", "start", "end", "holder", "target", "polarity", "side"])
    text = [TEXT[start:end] for start, end in zip(frame["start"], frame["end"], strict=True)]
    return frame.assign(article="a", text=text, voice="author", cue="cues.csv:2", weight=1.0)


def code(folder, articles, stance, coder, codes):
    session = CodingSession(list_units(stance, articles), articles, coder, folder)
    for place, given in codes.items():
        session.jump(place)
        session.choose(given)


def test_without_codings_the_machine_stands(tmp_path, articles, stance):
    settled = settle_positions(stance, articles, tmp_path)
    assert settled["stance"]["polarity"].tolist() == [1, 1, -1]
    assert set(settled["stance"]["provenance"]) == {"machine"}
    assert settled["article_stance"][["lna_for", "gna_against"]].values.tolist() == [[2, 1]]
    assert settled["codings"].empty and settled["codings_report"].empty


def test_a_persons_word_turns_the_position_and_the_score_of_the_article(tmp_path, articles, stance):
    code(tmp_path, articles, stance, "ada", {0: "against", 1: "neutral"})
    settled = settle_positions(stance, articles, tmp_path)
    stands = settled["stance"]
    assert stands[["target", "polarity", "machine_polarity", "provenance"]].values.tolist() == [
        ["haftar", -1, 1, "coder"], ["haftar", -1, 1, "coder"],
    ]  # fmt: skip
    scores = settled["article_stance"].iloc[0]
    assert scores["lna"] < 0 and scores["gna"] == 0 and scores["gna_against"] == 0
    assert len(settled["machine_stance"]) == 3  # what the machine proposed is kept


def test_what_coders_dispute_stands_only_once_it_is_settled(tmp_path, articles, stance):
    code(tmp_path, articles, stance, "ada", {0: "against"})
    code(tmp_path, articles, stance, "omar", {0: "for"})
    assert settle_positions(stance, articles, tmp_path)["stance"]["target"].tolist() == ["gna"]
    code(tmp_path, articles, stance, ADJUDICATOR, {0: "for"})
    settled = settle_positions(stance, articles, tmp_path)["stance"].set_index("target")
    assert set(settled.loc["haftar", "provenance"]) == {"adjudicated"} and settled.loc["gna", "provenance"] == "machine"


def test_a_damaged_line_is_reported_and_the_rest_is_used(tmp_path, articles, stance):
    code(tmp_path, articles, stance, "ada", {1: "neutral"})
    with open(tmp_path / "ada.csv", "a") as file:
        file.write("2024-01-01T00:00:00+00:00,ada,cut")
    settled = settle_positions(stance, articles, tmp_path)
    assert settled["codings_report"]["file"].tolist() == ["ada.csv"]
    assert settled["stance"]["target"].tolist() == ["haftar", "haftar"]


def test_a_run_takes_the_folder_of_codings_from_the_environment(tmp_path, articles, monkeypatch):
    monkeypatch.setenv("LIBYAUTIL_CODINGS", str(tmp_path / "codings"))
    assert paths.codings_folder() == tmp_path / "codings"
    text = "تحرير طرابلس واجب. وأكدت تركيا دعمها لحكومة الوفاق."
    whole = articles.assign(
        text=text, body_end=len(text), characters=len(text), path="a.txt", title="", author="", wire="a",
        written_for="", published_latest=articles["published_earliest"], date_basis="metadata",
    )  # fmt: skip
    lexicon = load_lexicon()
    before = code_articles(whole, lexicon)
    found = before["machine_stance"]
    backed = found[(found["holder"] == "turkey") & (found["target"] == "gna")]
    assert backed["polarity"].tolist() == [1]
    code(tmp_path / "codings", whole, backed, "ada", {0: "not_applicable"})
    after = code_articles(whole, lexicon)
    assert len(after["stance"]) == len(before["stance"]) - 1
    assert "turkey" not in set(after["stance"]["holder"])
    write_tables(after, tmp_path / "out")
    header = (tmp_path / "out" / "stance.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert header[: len(FILES["stance"])] == FILES["stance"] and "provenance" in header
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {entry["path"] for entry in package["resources"]} == {f"{name}.csv" for name in FILES}
    for entry in package["resources"]:
        content = (tmp_path / "out" / entry["path"]).read_bytes()
        assert content.startswith(BOM_UTF8)  # a double click in Excel shows the Arabic right
        columns = content.decode("utf-8-sig").splitlines()[0].split(",")
        assert {field["name"] for field in entry["schema"]["fields"]} == set(columns)


def test_real_press_runs_through_dated_by_its_metadata(shared):
    found, report = load_articles(shared / "press" / "coded")
    sample, remarks = load_articles(shared / "press")
    frames = code_articles(sample, load_lexicon())
    assert len(found) == 8 and report.empty and remarks.empty
    assert frames["articles"]["date_basis"].eq("metadata").all()
    assert len(frames["articles"]) == 310 + len(found)


def test_words_in_any_order_run_through():
    found, _ = load_articles(paths.ARTICLES)
    draw = random.Random(0)
    shuffled = [" ".join(draw.sample(words, len(words))) for words in found["text"].str.split()]
    frames = code_articles(found.assign(text=shuffled, body_end=[len(text) for text in shuffled]), load_lexicon())
    spans = frames["mentions"].merge(frames["articles"][["article", "text"]], on="article", suffixes=("", "_whole"))
    assert [t[a:b] for t, a, b in zip(spans["text_whole"], spans["start"], spans["end"], strict=True)] == list(
        spans["text"]
    )


def test_what_moved_is_told_against_the_counts_that_the_last_run_wrote(tmp_path, monkeypatch):
    monkeypatch.setenv("LIBYAUTIL_OUTPUT", str(tmp_path))
    before = pd.DataFrame({"id": ["haftar", "sarraj", "salame"], "mentions": [3, 2, 1], "rate": [1.5, 1.0, 0.5]})
    now = pd.DataFrame({"id": ["haftar", "sarraj", "qanunu"], "mentions": [3, 6, 2], "rate": [1.2, 3.0, 1.0]})
    assert changes_since(now, "counts", key="id").empty
    write_table(before, "counts")
    moved = changes_since(now, "counts", key="id")
    columns = ["id", "mentions", "mentions_before", "mentions_change"]
    assert moved[columns].values.tolist() == [["sarraj", 6, 2, 4], ["qanunu", 2, 0, 2], ["salame", 0, 1, -1]]
    assert list(moved.columns)[4:] == ["rate", "rate_before", "rate_change"]
