"""Agreement: equal to the peers wherever they answer, and a said answer where no formula has one."""

from fractions import Fraction

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

from libyautil.agreement import NO_PAIR, ONE_CODE, agreement, bootstrap_weights, confusion_tables, disagreements

CODES = ["against", "neutral", "for", "unclear"]


def frame(units):
    """A row of codes a unit, a place a coder, None where that coder did not code."""
    rows = [(u, f"coder{c}", code) for u, codes in enumerate(units) for c, code in enumerate(codes)]
    return pd.DataFrame(rows, columns=["unit", "coder", "code"])


def values(units, **options):
    found = agreement(frame(units), **{"resamples": 0, **options})
    return found[found["code"] == ""].set_index("measure")["value"]


def from_table(table, codes):
    return [(a, b) for i, a in enumerate(codes) for j, b in enumerate(codes) for _ in range(table[i][j])]


def krippendorff_package(units, level, domain):
    return krippendorff.alpha(
        reliability_data=[[np.nan if c is None else domain.index(c) for c in row] for row in zip(*units, strict=True)],
        level_of_measurement=level,
        value_domain=list(range(len(domain))),
    )


def ac1_by_hand(units, codes):
    """AC1 written out a second time, in fractions, from the definitions in Gwet (2008)."""
    units = [[c for c in unit if c is not None] for unit in units]
    units = [unit for unit in units if unit]
    pairs = [unit for unit in units if len(unit) > 1]
    share = [
        Fraction(sum(a == b for i, a in enumerate(u) for j, b in enumerate(u) if i != j), len(u) * (len(u) - 1))
        for u in pairs
    ]
    observed = sum(share) / len(pairs)
    used = [sum(Fraction(unit.count(code), len(unit)) for unit in units) / len(units) for code in codes]
    chance = sum(p * (1 - p) for p in used) / (len(codes) - 1)
    return float((observed - chance) / (1 - chance))


@st.composite
def codings(draw, most=4, least=2, missing=True, codes=CODES):
    number = draw(st.integers(least, most))
    code = st.sampled_from([*codes, None] if missing else codes)
    return draw(st.lists(st.tuples(*[code] * number), min_size=2, max_size=25))


def varied(units, codes=CODES):
    """Whether the units that can be compared hold two codes of ``codes`` at least."""
    ranked = [[c for c in unit if c in codes] for unit in units]
    return len({c for unit in ranked if len(unit) > 1 for c in unit}) > 1


@settings(max_examples=40, deadline=None)
@given(codings())
def test_alpha_is_that_of_the_krippendorff_package(units):
    assume(varied(units))
    found = values(units, codes=CODES, order=CODES)
    assert found["alpha_nominal"] == pytest.approx(krippendorff_package(units, "nominal", CODES), abs=1e-9)
    assert found["alpha_ordinal"] == pytest.approx(krippendorff_package(units, "ordinal", CODES), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(codings())
def test_ordinal_alpha_leaves_codes_without_rank_out(units):
    scale = CODES[:3]
    assume(varied(units, scale))
    ranked = [[c if c in scale else None for c in unit] for unit in units]
    found = values(units, codes=CODES, order=scale)
    assert found["alpha_ordinal"] == pytest.approx(krippendorff_package(ranked, "ordinal", scale), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(codings(most=2, missing=False))
def test_kappa_is_that_of_scikit_learn_and_statsmodels(units):
    a, b = zip(*units, strict=True)
    assume(len({*a, *b}) > 1)
    found = values(units, codes=CODES)["kappa"]
    assert found == pytest.approx(cohen_kappa_score(a, b, labels=CODES), abs=1e-9)
    table = pd.crosstab(pd.Categorical(a, CODES), pd.Categorical(b, CODES), dropna=False)
    assert found == pytest.approx(cohens_kappa(table.to_numpy(), return_results=False), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(codings())
def test_kappa_of_several_coders_is_the_mean_over_pairs_that_both_coded(units):
    columns = list(zip(*units, strict=True))
    pairs = []
    for i, a in enumerate(columns):
        for b in columns[i + 1 :]:
            both = [(x, y) for x, y in zip(a, b, strict=True) if x and y]
            if len({code for pair in both for code in pair}) > 1:
                pairs.append(cohen_kappa_score(*zip(*both, strict=True)))
    assume(pairs)
    assert values(units, codes=CODES)["kappa"] == pytest.approx(np.mean(pairs), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(codings())
def test_ac1_is_that_of_the_formula_written_out_in_fractions(units):
    assume(any(sum(c is not None for c in unit) > 1 for unit in units))
    assert values(units, codes=CODES)["ac1"] == pytest.approx(ac1_by_hand(units, CODES), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(codings(most=3, least=3, missing=False))
def test_percentage_is_the_observed_agreement_behind_fleiss_kappa(units):
    counts = np.array([[unit.count(code) for code in CODES] for unit in units])
    chance = ((counts.sum(axis=0) / counts.sum()) ** 2).sum()
    assume(chance < 1)
    percent = values(units, codes=CODES)["percent"]
    assert (percent - chance) / (1 - chance) == pytest.approx(fleiss_kappa(counts), abs=1e-9)


# Worked examples. The 2 × 2 table is the one that Gwet (2008) shows the paradox of kappa with; its cells as in the help
# page of DiagnosisMed::AC1, which Gwet reviewed (the paper itself was not seen); kappa -0.0234 and AC1 0.9408 are what
# other published implementations test against, citing the paper. The other examples and their figures: vignette
# "overview" of Gwet's R package irrCAC 1.0, data sets cont3x3abstractors, distrib.6raters and cac.raw4raters.
PARADOX = from_table([[118, 5], [2, 0]], ["no", "yes"])
ABSTRACTORS = from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]], ["ectopic", "aiu", "niu"])
SIX_RATERS = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
]  # fmt: skip
FOUR_RATERS = ["11-1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "-555", "--11", "--3-"]


def test_paradox_of_kappa_in_gwet_2008():
    found = values(PARADOX)
    assert found["percent"] == pytest.approx(0.944)
    assert round(found["kappa"], 4) == -0.0234
    assert round(found["ac1"], 4) == 0.9408


def test_two_abstractors():
    found = values(ABSTRACTORS).round(7)
    assert found.to_dict() == {"percent": 0.89, "kappa": 0.7964094, "alpha_nominal": 0.7972585, "ac1": 0.8493305}


def test_six_psychiatrists():
    found = values([[code for code, times in enumerate(unit) for _ in range(times)] for unit in SIX_RATERS])
    assert found[["percent", "alpha_nominal", "ac1"]].round(7).tolist() == [0.5511111, 0.4204384, 0.4448007]


def test_four_raters_who_left_units_out():
    found = values([[None if code == "-" else code for code in unit] for unit in FOUR_RATERS])
    assert found[["percent", "alpha_nominal", "ac1"]].round(5).tolist() == [0.81818, 0.74342, 0.77544]


def test_one_code_only_has_a_percentage_and_a_reason():
    found = agreement(frame([("for", "for")] * 5), codes=CODES, order=CODES, resamples=20)
    found = found[found["code"] == ""].set_index("measure")
    assert found["value"].fillna(-9).to_dict() == {
        "percent": 1, "kappa": -9, "alpha_nominal": -9, "alpha_ordinal": -9, "ac1": 1,
    }  # fmt: skip
    assert (found.loc[["kappa", "alpha_nominal", "alpha_ordinal"], "note"] == ONE_CODE).all()
    assert "chance agreement as 0" in found.loc["ac1", "note"]


@pytest.mark.parametrize("units", [[("for",), ("against",)], [("for", None), (None, "against")]])
def test_without_two_codings_of_a_unit_nothing_is_compared(units):
    found = agreement(frame(units), codes=CODES, order=CODES, resamples=20)
    assert found["value"].isna().all() and found["low"].isna().all()
    assert (found["note"].str.contains(NO_PAIR)).all() and (found["units"] == 0).all()


def test_no_codings_give_no_rows():
    assert agreement(frame([(None, None)])).empty
    assert disagreements(frame([(None, None)])).empty and confusion_tables(frame([(None, None)])).empty


def test_a_missing_coding_is_said():
    found = agreement(frame([("for", "for"), ("for", "against"), ("for", None)]), resamples=0)
    notes = found[found["code"] == ""].set_index("measure")["note"]
    assert notes["kappa"] == "1 units with one coding left out"
    assert notes["ac1"] == "1 units with one coding counted in the chance term only"


def test_perfect_agreement_warns_of_its_interval():
    found = agreement(frame([("for", "for"), ("against", "against")] * 5), resamples=50)
    row = found[(found["code"] == "") & (found["measure"] == "percent")].iloc[0]
    assert (row["value"], row["low"], row["high"]) == (1, 1, 1) and "not certainty" in row["note"]


def test_each_variable_and_each_code_against_the_rest():
    stance = frame([("for", "for"), ("against", "for"), ("unclear", "unclear")]).assign(variable="stance")
    voice = frame([("author", "author"), ("speaker", "speaker")]).assign(variable="voice")
    found = agreement(pd.concat([stance, voice]), resamples=0)
    assert found[found["measure"] == "percent"].set_index(["variable", "code"])["value"].round(3).to_dict() == {
        ("stance", ""): 0.667, ("stance", "against"): 0.667, ("stance", "for"): 0.667, ("stance", "unclear"): 1.0,
        ("voice", ""): 1.0, ("voice", "author"): 1.0, ("voice", "speaker"): 1.0,
    }  # fmt: skip


def test_a_unit_coded_twice_by_one_coder_is_refused():
    coded = pd.concat([frame([("for", "for")]), frame([("against",)])])
    with pytest.raises(ValueError, match="coder0.*twice"):
        agreement(coded)


def test_a_code_outside_the_codebook_is_refused():
    with pytest.raises(ValueError, match="fro"):
        agreement(frame([("for", "fro")]), codes=CODES)


@settings(max_examples=15, deadline=None)
@given(codings(most=2, missing=False))
def test_intervals_repeat_with_the_seed_and_hold_the_value(units):
    once, again = (agreement(frame(units), codes=CODES, resamples=200, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(once, again)
    percent = once[(once["measure"] == "percent") & (once["code"] == "")].iloc[0]
    assert percent["low"] <= percent["value"] <= percent["high"]


def test_the_interval_of_a_percentage_is_about_the_binomial_one():
    units = [("for", "for")] * 160 + [("for", "against")] * 40
    row = agreement(frame(units), resamples=4000).iloc[0]
    half = 1.96 * np.sqrt(0.8 * 0.2 / 200)
    assert row[["low", "high"]].tolist() == pytest.approx([0.8 - half, 0.8 + half], abs=0.012)


def test_units_of_one_article_are_drawn_together_and_widen_the_interval():
    units = [("for", "for")] * 50 + [("for", "against")] * 50
    coded = frame(units).assign(article=lambda d: d["unit"] // 25)
    apart, together = agreement(coded, seed=1), agreement(coded, cluster="article", seed=1)
    width = [frame.iloc[0]["high"] - frame.iloc[0]["low"] for frame in (apart, together)]
    assert width[1] > 2 * width[0]
    assert (np.ptp(bootstrap_weights(list("aabb"), 9, 0)[:, :2], axis=1) == 0).all()


def test_disagreements_come_most_disputed_first():
    found = disagreements(frame([("for", "for", "for"), ("for", "for", "against"), ("for", "against", "unclear")]))
    assert found["unit"].tolist() == [2, 1]
    assert found["codings"].iloc[1] == "coder0: for · coder1: for · coder2: against"


def test_confusion_tables_agree_with_a_crosstab():
    found = confusion_tables(frame(ABSTRACTORS)).pivot(index="code_a", columns="code_b", values="units")
    order = ["ectopic", "aiu", "niu"]
    assert found.loc[order, order].to_numpy().tolist() == [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
