"""What positions add up to: outlets' means with intervals, who is for whom, who is quoted; and every cell opens."""

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from libyautil import charts, positions
from libyautil.lexicon import load_lexicon

TEXTS = {
    "a1": "أشادت الجريدة بالقائد. وهاجم الوزير خصومه.",
    "a2": "انتقدت الجريدة القائد. وصمت الوزير.",
    "b1": "وصل الوفد إلى المرفأ. وقال الناطق إن السوق مفتوح.",
    "b2": "عاد الصيادون من البحر.",
}
DAYS = ["2019-05-02", "2020-02-10", "2019-06-20", "2019-06-25"]


@pytest.fixture
def articles():
    frame = pd.DataFrame({"article": list(TEXTS), "text": list(TEXTS.values()), "outlet": ["الشراع", "الشراع", "", ""]})
    days = pd.to_datetime(DAYS)
    return frame.assign(
        body_end=frame["text"].str.len(), published_earliest=days, published_latest=days,
        period=lambda a: positions.periods_of(a, ["2019-04-04", "2020-01-12"]),
    )  # fmt: skip


def row(article, start, holder, target, polarity, side=""):
    text = TEXTS[article]
    where = {"article": article, "sentence": text[:start].count("."), "start": start, "end": start + 4}
    who = {"holder": holder, "target": target, "polarity": polarity, "side": side}
    return where | who | {"text": text[start : start + 4], "cue": "cues.csv:2"}


@pytest.fixture
def held(articles):
    stance = pd.DataFrame([
        row("a1", 0, "author", "haftar", 1, "lna"), row("a1", 23, "sarraj", "haftar", -1, "lna"),
        row("a1", 28, "sarraj", "lna", -1, "lna"), row("a2", 0, "author", "haftar", -1, "lna"),
        row("b1", 0, "sarraj", "ceasefire", 1), row("b1", 5, "un", "ceasefire", -1),
    ])  # fmt: skip
    return positions.with_holders(stance, articles)


def scores(**values):
    rows = [{"article": a, "lna": lna, "gna": gna, "lna_for": int(lna > 0), "lna_against": int(lna < 0),
             "gna_for": int(gna > 0), "gna_against": int(gna < 0)} for a, (lna, gna) in values.items()]  # fmt: skip
    return pd.DataFrame(rows)


ARTICLE_STANCE = scores(a1=(2.0, -1.0), a2=(-1.0, 0.0), b1=(0.0, 0.0), b2=(0.0, 0.0))


def test_an_outlets_mean_counts_silent_articles_and_its_interval_holds_the_mean(articles):
    leaning = positions.outlet_stance(ARTICLE_STANCE, articles).set_index(["outlet", "side"])
    shira = leaning.loc[("الشراع", "lna")]
    assert shira["value"] == 0.5 and shira["articles"] == 2 and shira["speaking"] == 2
    assert shira["low"] == -1 and shira["high"] == 2  # two articles: one is drawn twice often enough
    silent = leaning.loc[("no outlet named", "lna")]
    assert (silent["value"], silent["low"], silent["high"], silent["speaking"]) == (0, 0, 0, 0)


def test_the_interval_is_that_of_a_direct_bootstrap():
    values = [2.0, 1.0, 0.0, -1.0, 0.0, 1.0, 2.0, 0.0]
    table = scores(**{f"x{n}": (value, 0.0) for n, value in enumerate(values)})
    pages = pd.DataFrame({"article": table["article"], "outlet": "x"})
    found = positions.outlet_stance(table, pages, draws=20_000).iloc[0]
    random = np.random.default_rng(7)
    means = [random.choice(values, len(values)).mean() for _ in range(20_000)]
    assert found[["low", "high"]].astype(float).to_numpy() == pytest.approx(np.percentile(means, [2.5, 97.5]), abs=0.13)


def test_one_article_has_no_interval_and_an_article_without_period_is_left_out(articles):
    articles["period"] = articles["period"].where(articles["article"] != "a2")
    by_period = positions.outlet_stance(ARTICLE_STANCE, articles, ["outlet", "period"])
    alone = by_period[by_period["outlet"] == "الشراع"]
    assert alone["articles"].tolist() == [1, 1] and alone[["low", "high"]].isna().all(axis=None)
    assert by_period["articles"].sum() == 2 * 3


def test_a_window_across_a_turn_of_the_war_lies_in_no_period():
    articles = pd.DataFrame({
        "published_earliest": pd.to_datetime(["2019-04-03", "2019-04-04", None, "2010-01-01"]),
        "published_latest": pd.to_datetime(["2019-04-04", "2019-04-04", None, "2010-01-01"]),
    })  # fmt: skip
    found = positions.periods_of(articles, ["2019-04-04"])
    assert found.isna().tolist() == [True, False, True, False]
    assert found.iloc[1] == "since Apr 2019" and found.iloc[3] == "before Apr 2019"
    assert found.cat.ordered and (positions.periods_of(articles, []).dropna() == "all").all()


def test_positions_count_once_an_article_and_camps_gather_their_members(held):
    counted = positions.count_positions(held).set_index(["who", "toward"])
    assert counted.loc[("sarraj", "camp:lna"), ["supports", "opposes", "articles"]].tolist() == [0, 1, 1]
    assert counted.loc[("paper:الشراع", "camp:lna"), "balance"] == 0
    table = positions.balance_matrix(positions.count_positions(held))
    assert table.index[0] == "paper:الشراع" and table.columns[0] == "camp:lna"
    assert table.loc["paper:الشراع", "camp:lna"] == 0  # level is not the same as none found
    assert np.isnan(table.loc["un", "camp:lna"])


def test_pairs_by_period_stand_in_the_order_of_time(held):
    parties = positions.label_parties(held, pd.DataFrame(columns=["layer", "id", "side"], dtype=str), load_lexicon())
    told = positions.with_words(held, parties)
    table = positions.balance_matrix(positions.count_positions(told, ["pair", "period"]), "pair", "period")
    assert table.columns.tolist() == ["Apr 2019 – Jan 2020", "since Jan 2020"]
    paper = next(pair for pair in table.index if pair.startswith("paper:"))
    assert table.loc[paper].tolist() == [1, -1]  # the outlet turned


def test_ties_leave_newspapers_out_and_keep_both_signs(held):
    both = pd.concat([held, held.assign(article="a2", polarity=-held["polarity"])])
    ties = positions.signed_edges(both)
    assert set(ties["one"]) == {"sarraj", "un"}
    assert sorted(ties[(ties["one"] == "un")]["polarity"]) == [-1, 1]
    assert len(positions.signed_edges(held, most=1, by=["period"])) == 1
    assert set(positions.signed_edges(held, parties=2)[["one", "other"]].stack()) <= {"sarraj", "haftar", "ceasefire"}
    assert len(positions.signed_edges(held, parties=1)) == 0


def test_a_month_without_articles_has_no_row_and_one_without_positions_has_zeros(held):
    months = pd.Series(pd.to_datetime(["2019-05-01", None, "2019-06-01", "2019-08-01"]), index=list(TEXTS))
    monthly = positions.monthly_positions(held, months)
    lna = monthly[monthly["toward"] == "camp:lna"].set_index("month")
    assert lna["supports"].tolist() == [1, 0, 0] and lna["opposes"].tolist() == [1, 0, 0]
    assert pd.Timestamp("2019-07-01") not in lna.index


def test_label_choice_leaves_out_names_in_somebody_elses_voice(articles):
    mentions = pd.DataFrame({
        "article": ["a1", "a1", "a2", "a2"], "start": [0, 30, 2, 9], "layer": "actor", "side": "lna", "id": "lna",
        "frame": ["legitimising", "delegitimising", "neutral", ""],
    })  # fmt: skip
    voice = pd.DataFrame({"article": ["a1"], "start": [25], "end": [40]})
    names = positions.own_names(mentions, articles, voice)
    assert names["start"].tolist() == [0, 2]
    chosen = positions.label_choice(names)
    assert chosen[["value", "articles"]].values.tolist() == [[0.5, 2]]
    assert chosen[["legitimising", "neutral", "delegitimising"]].values.tolist() == [[1, 1, 0]]


def test_speakers_are_counted_in_words_and_a_label_at_arms_length_is_no_speech(articles):
    voice = pd.DataFrame({
        "article": ["b1", "b1", "a1"], "start": 0, "end": 4, "kind": ["quote", "label", "report"],
        "text": ["السوق مفتوح اليوم", "المرفأ", "خصومه"], "speaker": ["haftar", "haftar", "unnamed"],
    })  # fmt: skip
    mentions = pd.DataFrame({"article": ["b1"], "layer": ["actor"], "id": ["haftar"], "side": ["lna"]})
    said = positions.name_speakers(voice, mentions, articles)
    assert said[["camp", "words"]].values.tolist() == [["lna", 3], ["unnamed", 1]]
    by_outlet = positions.count_speakers(said, ["outlet", "camp"])
    assert by_outlet.set_index("outlet")["percent"].to_dict() == {"no outlet named": 100.0, "الشراع": 100.0}


def test_what_divides_holders_needs_both_sides(held):
    divided = positions.disputed_targets(held).set_index("toward")
    assert divided.loc["camp:lna", ["supports", "opposes", "supporters", "opponents"]].tolist() == [1, 2, 1, 2]
    assert divided.loc["ceasefire", "divided"] == 1
    clash = positions.against_each_other(held)
    assert set(clash["toward"]) == {"ceasefire"} and len(clash) == 2  # a1: two sentences, no quarrel in one


def test_every_cell_opens_its_own_sentences(held, articles):
    page = positions.open_groups(held, articles, ["who", "toward"], {"camp:lna": "LNA <east>"}, ("cue",))
    assert page.count("<details") == len(held.drop_duplicates(["who", "toward"]))
    said = next(cell for cell in page.split("<details") if "<bdi>sarraj</bdi> → <bdi>LNA &lt;east&gt;</bdi>" in cell)
    assert "2 in 1 article<" in said and said.count("<mark>") == 2
    assert "<script" not in page
    short = positions.open_groups(held, articles, ["who", "toward"], groups=1)
    assert short.count("<details") == 1 and "… and 3 more cells" in short
    assert "no proof of neutrality" in positions.open_groups(held.head(0), articles, ["who"])


def test_nothing_found_runs_through_every_step(articles):
    columns = ["article", "sentence", "start", "end", "text", "holder", "target", "polarity", "side", "cue"]
    nothing = pd.DataFrame(columns=columns).astype({"polarity": int, "start": int, "end": int})
    held = positions.with_holders(nothing, articles)
    parties = positions.label_parties(held, pd.DataFrame(columns=["layer", "id", "side"], dtype=str), load_lexicon())
    told = positions.with_words(held, parties)
    months = pd.Series(pd.NaT, index=list(TEXTS), dtype="datetime64[s]")
    for frame in (
        positions.count_positions(held), positions.balance_matrix(positions.count_positions(held)),
        positions.balance_matrix(positions.count_positions(told, ["pair", "period"]), "pair", "period"),
        positions.signed_edges(held), positions.signed_edges(held, by=["period"]), positions.disputed_targets(held),
        positions.monthly_positions(held, months), positions.against_each_other(held), positions.own_voice(held),
        positions.explain_cues(held, load_lexicon()),
    ):  # fmt: skip
        assert len(frame) == 0


def test_figures_of_positions_draw_and_refuse_what_is_empty(held, articles):
    points, means = positions.leanings_in_time(ARTICLE_STANCE, articles)
    assert len(points) == 8 and means["articles"].sum() == 8
    points["label"], means["label"] = points["outlet"], means["outlet"]
    months = pd.Series(pd.to_datetime(DAYS), index=list(TEXTS)).dt.to_period("M").dt.to_timestamp()
    monthly = positions.monthly_positions(held, months)
    monthly["label"] = monthly["toward"]
    ties = positions.signed_edges(held, by=["period"])
    for draw, frame, more in (
        (charts.plot_leanings, points, means),
        (charts.plot_for_against, monthly, None),
        (charts.plot_networks, ties, {}),
    ):
        given = () if more is None else (more,)
        figure = draw(frame, *given)
        figure.canvas.draw()
        assert any(ax.collections or ax.patches for ax in figure.axes)
        with pytest.raises(ValueError, match="to draw"):
            draw(frame.head(0), *given)
    plt.close("all")


def test_a_silent_month_is_shaded(held):
    months = pd.Series(pd.to_datetime(["2019-05-01", "2019-07-01", "2019-05-01", "2019-07-01"]), index=list(TEXTS))
    monthly = positions.monthly_positions(held, months)
    figure = charts.plot_for_against(monthly.assign(label=monthly["toward"]))
    assert [text.get_text() for text in figure.legends[0].get_texts()][-1] == "no article in that month"
    plt.close("all")
