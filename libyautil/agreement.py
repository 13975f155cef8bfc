"""How well coders agree: percentage, Cohen's kappa, Krippendorff's alpha, Gwet's AC1, with bootstrap intervals.

Every measure is worked out from sums over units. A bootstrap resample gives each unit a weight, how often it was drawn,
so that one formula serves the sample (all weights 1) and every resample of it.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

MEASURES = ("percent", "kappa", "alpha_nominal", "alpha_ordinal", "ac1")
COLUMNS = ["variable", "code", "measure", "value", "low", "high", "units", "coders", "codings", "resamples", "note"]

NO_PAIR = "no unit was coded by two coders: nothing to compare"
ONE_CODE = "every coding is the same code: the formula divides 0 by 0, so report the percentage"
ONE_CODE_AC1 = "every coding is the same code: AC1 then takes chance agreement as 0"
NO_DISAGREEMENT = "no disagreement among these units: the interval has no width, which is not certainty"


def agreement(
    coded: pd.DataFrame,
    codes: Sequence[str] = (),
    order: Sequence[str] = (),
    cluster: str = "unit",
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how well coders agree, by variable and by code.

    A unit counts where two coders or more coded it; AC1 takes its chance term from units with one coding too. Defined
    answers where a formula has none: with fewer than two codings in every unit each measure is NaN; where all codings
    are one code the percentage is 1, AC1 is 1 (its chance term is 0), kappa and alpha are NaN, for without variation
    they are 0/0. The reason stands in ``note``.

    Parameters
    ----------
    coded : DataFrame
        A row a coding: unit, coder, code; ``variable`` where there are several. An empty or missing code is a missing
        value: that coder did not code that unit.
    codes : sequence of str, optional
        The codes that coders could choose from (AC1 counts them); by default those that occur in the variable.
    order : sequence of str, optional
        Codes from lowest to highest, for the ordinal alpha; codes outside it have no rank and are left out there.
    cluster : str, optional
        The column whose values are resampled together: the units themselves, or what they were drawn in, such as the
        article.
    resamples : int, optional
        Bootstrap resamples; 0 gives no intervals.
    confidence : float, optional
        Level of the percentile intervals.
    seed : int, optional
        Seed of the resampling.

    Returns
    -------
    DataFrame
        A row a variable, code and measure: variable (str), code (str; "" is all codes, else this code against the
        rest), measure (one of ``MEASURES``), value, low, high (float, NaN where undefined), units (int, with two
        codings or more), coders (int), codings (int, in those units), resamples (int, where the measure was defined),
        note (str, why a value is missing or how it is to be read).

    Raises
    ------
    ValueError
        Where a coder coded a unit twice, or a code is not among ``codes``.

    References
    ----------
    Percentage and AC1 for several coders and missing codings: Gwet (2008), "Computing inter-rater reliability and its
    variance in the presence of high agreement", British Journal of Mathematical and Statistical Psychology 61, 29-48.
    Kappa: Cohen (1960); for several coders the mean over pairs, Light (1971). Alpha: Krippendorff (2011), "Computing
    Krippendorff's alpha-reliability".

    Examples
    --------
    >>> coded = pd.DataFrame({"unit": [1, 1, 2, 2, 3, 3], "coder": ["a", "b"] * 3,
    ...                       "code": ["for", "for", "against", "against", "for", "against"]})
    >>> agreement(coded, resamples=0).query("code == ''").set_index("measure")["value"].round(3).to_dict()
    {'percent': 0.667, 'kappa': 0.4, 'alpha_nominal': 0.444, 'ac1': 0.333}
    """
    rows = []
    for variable, group in _valid(coded, cluster).groupby("variable", sort=True):
        known = list(dict.fromkeys([*codes, *order])) or sorted(group["code"].unique())
        if unknown := sorted(set(group["code"]) - set(known)):
            raise ValueError(f"codes of {variable!r} that are not among the codes given: {', '.join(unknown)}")
        weights = _draw(group, cluster, resamples, seed)
        rows += _measure(group, variable, "", known, list(order), weights, confidence)
        for code in known:
            against = group.assign(code=group["code"].where(group["code"] == code, "rest"))
            rows += _measure(against, variable, code, [code, "rest"], [], weights, confidence)
    return pd.DataFrame(rows, columns=COLUMNS)


def confusion_tables(coded: pd.DataFrame) -> pd.DataFrame:
    """Count how often one coder's code met another's, for every pair of coders.

    Parameters
    ----------
    coded : DataFrame
        As for ``agreement``.

    Returns
    -------
    DataFrame
        variable, coder_a, coder_b, code_a, code_b (str), units (int); every pair of codes of the variable, 0 too.

    Examples
    --------
    >>> coded = pd.DataFrame({"unit": [1, 1, 2, 2], "coder": ["a", "b"] * 2, "code": ["for", "for", "for", "unclear"]})
    >>> confusion_tables(coded).pivot(index="code_a", columns="code_b", values="units").loc["for"].to_dict()
    {'for': 1, 'unclear': 1}
    """
    tables = []
    for variable, group in _valid(coded, "unit").groupby("variable", sort=True):
        wide = group.pivot(index="unit", columns="coder", values="code")
        codes = sorted(group["code"].unique())
        every = pd.MultiIndex.from_product([codes, codes], names=["code_a", "code_b"])
        for a, b in combinations(wide.columns, 2):
            both = wide[[a, b]].dropna().set_axis(["code_a", "code_b"], axis=1)
            counted = both.value_counts().reindex(every, fill_value=0).rename("units").reset_index()
            tables.append(counted.assign(variable=variable, coder_a=a, coder_b=b))
    columns = ["variable", "coder_a", "coder_b", "code_a", "code_b", "units"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def disagreements(coded: pd.DataFrame) -> pd.DataFrame:
    """List the units on which coders differ, the most disputed first.

    Parameters
    ----------
    coded : DataFrame
        As for ``agreement``.

    Returns
    -------
    DataFrame
        unit (as given), variable (str), coders (int), agreed (float, share of pairs of coders with the same code),
        codings (str, "coder: code" joined with " · ").

    Examples
    --------
    >>> coded = pd.DataFrame({"unit": 7, "coder": ["a", "b", "c"], "code": ["for", "for", "unclear"]})
    >>> disagreements(coded)[["coders", "agreed", "codings"]].round(2).values.tolist()
    [[3, 0.33, 'a: for · b: for · c: unclear']]
    """
    rows = []
    for (variable, unit), group in _valid(coded, "unit").groupby(["variable", "unit"], sort=True):
        counts, n = group["code"].value_counts(), len(group)
        if len(counts) > 1:
            said = " · ".join(f"{row.coder}: {row.code}" for row in group.sort_values("coder").itertuples())
            rows.append((unit, variable, n, float((counts * (counts - 1)).sum() / (n * (n - 1))), said))
    found = pd.DataFrame(rows, columns=["unit", "variable", "coders", "agreed", "codings"])
    return found.sort_values("agreed", kind="stable", ignore_index=True)


def bootstrap_weights(clusters: Sequence[object], resamples: int, seed: int) -> np.ndarray:
    """Return how often each row is drawn in each resample, rows of one cluster together.

    Parameters
    ----------
    clusters : sequence
        The cluster of each row, such as its article.
    resamples : int
        How many resamples to draw.
    seed : int
        Seed of ``numpy.random.default_rng``.

    Returns
    -------
    ndarray
        Counts, resamples × rows.

    Examples
    --------
    >>> weights = bootstrap_weights(["a", "a", "b"], 4, seed=1)
    >>> weights.shape, bool((weights[:, 0] == weights[:, 1]).all())
    ((4, 3), True)
    """
    numbers, names = pd.factorize(pd.Series(list(clusters)), sort=True)
    if not len(names):
        return np.zeros((resamples, 0))
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
    return drawn[:, numbers].astype(float)


def _valid(coded: pd.DataFrame, cluster: str) -> pd.DataFrame:
    """Return the codings that are not missing, with a variable, one a coder and unit."""
    coded = coded if "variable" in coded.columns else coded.assign(variable="")
    coded = coded[coded["code"].notna() & (coded["code"] != "")]
    twice = coded[coded.duplicated(["variable", "unit", "coder"])]
    if len(twice):
        first = twice.iloc[0]
        raise ValueError(f"coder {first['coder']!r} coded unit {first['unit']!r} twice; hand over the last coding only")
    return coded[list(dict.fromkeys(["variable", "unit", "coder", "code", cluster]))]


def _draw(group: pd.DataFrame, cluster: str, resamples: int, seed: int) -> pd.DataFrame:
    """Return a frame of weights: a row a resample, a column a unit."""
    clusters = group.groupby("unit", sort=True)[cluster].first()
    return pd.DataFrame(bootstrap_weights(clusters.tolist(), resamples, seed), columns=clusters.index)


def _measure(
    group: pd.DataFrame, variable: str, code: str, codes: list[str], order: list[str], weights: pd.DataFrame,
    confidence: float,
) -> list[tuple]:  # fmt: skip
    """Work out every measure of one variable, for all codes or for one against the rest."""
    ranked = group[group["code"].isin(order)]
    nominal, ordinal = _matrix(group, codes), _matrix(ranked, order)
    rows = []
    for measure in MEASURES if order else [m for m in MEASURES if m != "alpha_ordinal"]:
        matrix, scale = (ordinal, order) if measure == "alpha_ordinal" else (nominal, codes)
        numbers, coders = matrix.to_numpy(int), len(matrix.columns)
        ratings = (numbers >= 0).sum(axis=1)
        value = _value(measure, numbers, len(scale), np.ones((1, len(matrix))))[0]
        drawn = _value(measure, numbers, len(scale), weights[matrix.index].to_numpy())
        drawn = drawn[~np.isnan(drawn)] if not np.isnan(value) else drawn[:0]
        low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2]) if len(drawn) else (np.nan, np.nan)
        note = _note(measure, numbers, coders, len(group) - len(ranked) if measure == "alpha_ordinal" else 0)
        rows.append((variable, code, measure, value, low, high, int((ratings > 1).sum()), coders,
                     int(ratings[ratings > 1].sum()), len(drawn), note))  # fmt: skip
    return rows


def _matrix(group: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return units × coders, the number of the code or -1."""
    numbered = group.assign(number=pd.Categorical(group["code"], categories=codes).codes)
    return numbered.pivot(index="unit", columns="coder", values="number").fillna(-1)


def _value(measure: str, numbers: np.ndarray, categories: int, weights: np.ndarray) -> np.ndarray:
    """Return the measure under each row of weights; ``numbers`` is units × coders, -1 where a coding is missing."""
    counts = (numbers[:, :, None] == np.arange(categories)).sum(axis=1).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "percent":
            return _percent(counts, weights)
        if measure == "ac1":
            return _ac1(counts, weights)
        if measure == "kappa":
            return _kappa(numbers, categories, weights)
        return _alpha(counts, weights, ordinal=measure == "alpha_ordinal")


def _percent(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the mean over units of the share of pairs of coders that agree (Gwet 2008)."""
    ratings = counts.sum(axis=1)
    pairable = ratings > 1
    agreed = (counts * (counts - 1)).sum(axis=1)[pairable] / (ratings * (ratings - 1))[pairable]
    return weights[:, pairable] @ agreed / weights[:, pairable].sum(axis=1)


def _ac1(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return (pa - pe) / (1 - pe), pe = sum of p(1 - p) / (codes - 1), p a code's mean share of a unit's codings."""
    ratings = counts.sum(axis=1)
    coded = ratings > 0
    share = weights[:, coded] @ (counts[coded] / ratings[coded, None]) / weights[:, coded].sum(axis=1)[:, None]
    chance = (share * (1 - share)).sum(axis=1) / max(counts.shape[1] - 1, 1)
    return (_percent(counts, weights) - chance) / (1 - chance)


def _kappa(numbers: np.ndarray, categories: int, weights: np.ndarray) -> np.ndarray:
    """Return Cohen's kappa, the mean over the pairs of coders for which it is defined."""
    kappas = []
    for a, b in combinations(range(numbers.shape[1]), 2):
        both = (numbers[:, a] >= 0) & (numbers[:, b] >= 0)
        cell = np.eye(categories * categories)[numbers[both, a] * categories + numbers[both, b]]
        table = (weights[:, both] @ cell).reshape(-1, categories, categories)
        n = table.sum(axis=(1, 2))
        observed = np.trace(table, axis1=1, axis2=2) / n
        chance = (table.sum(axis=2) * table.sum(axis=1)).sum(axis=1) / n**2
        kappas.append(np.where(chance < 1 - 1e-12, (observed - chance) / (1 - chance), np.nan))
    if not kappas:
        return np.full(len(weights), np.nan)
    defined = ~np.isnan(kappas)
    return np.nansum(kappas, axis=0) / np.where(defined.any(axis=0), defined.sum(axis=0), np.nan)


def _alpha(counts: np.ndarray, weights: np.ndarray, ordinal: bool) -> np.ndarray:
    """Return Krippendorff's alpha from the matrix of coincidences; the ordinal distance depends on the margins."""
    ratings = counts.sum(axis=1)
    pairable = ratings > 1
    counts, ratings, weights = counts[pairable], ratings[pairable], weights[:, pairable]
    categories = counts.shape[1]
    pairs = counts[:, :, None] * (counts[:, None, :] - np.eye(categories)) / (ratings - 1)[:, None, None]
    coincidences = (weights @ pairs.reshape(len(counts), categories**2)).reshape(-1, categories, categories)
    margins = coincidences.sum(axis=2)
    n = margins.sum(axis=1)
    if ordinal:
        middle = margins.cumsum(axis=1) - margins / 2
        distance = (middle[:, :, None] - middle[:, None, :]) ** 2
    else:
        distance = np.broadcast_to(1 - np.eye(categories), coincidences.shape)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (margins[:, :, None] * margins[:, None, :] * distance).sum(axis=(1, 2))
    return np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan)


def _note(measure: str, numbers: np.ndarray, coders: int, unranked: int) -> str:
    """Say why a measure has no value, or how the value came about where it is not the textbook's plain case."""
    ratings = (numbers >= 0).sum(axis=1)
    pairable = numbers[ratings > 1]
    notes = [f"{unranked} codings left out, their code has no rank"] if unranked else []
    if not len(pairable):
        return "; ".join([*notes, NO_PAIR])
    if len(np.unique(pairable[pairable >= 0])) == 1:
        notes += {"percent": [], "ac1": [ONE_CODE_AC1]}.get(measure, [ONE_CODE])
    elif all(len(np.unique(unit[unit >= 0])) == 1 for unit in pairable):
        notes.append(NO_DISAGREEMENT)
    if measure == "kappa" and coders > 2:
        notes.append(f"mean over the pairs of {coders} coders")
    if alone := int((ratings == 1).sum()):
        place = "counted in the chance term only" if measure == "ac1" else "left out"
        notes.append(f"{alone} units with one coding {place}")
    return "; ".join(notes)
