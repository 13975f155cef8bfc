"""What people decided, beside and above what the machine proposed; and the machine scored against them."""

import numpy as np
import pandas as pd

from libyautil.agreement import bootstrap_weights, disagreements
from libyautil.coding.store import UNIT

ADJUDICATOR = "adjudicator"  # the coder's name under which disputed units are settled
DISPUTED = "disputed"
SCORES = ("precision", "recall", "f1", "accuracy")


def independent_codings(codings: pd.DataFrame) -> pd.DataFrame:
    """Return the codings that agreement is measured on: no orphans, and not the adjudicator's.

    >>> codings = pd.DataFrame({"coder": ["ada", "adjudicator"], "match": ["same", "same"]})
    >>> independent_codings(codings)["coder"].tolist()
    ['ada']
    """
    return codings[(codings["match"] != "orphaned") & (codings["coder"] != ADJUDICATOR)]


def adjudication_units(codings: pd.DataFrame, settled: bool = False) -> pd.DataFrame:
    """Return the units that coders disagree on, as units to open in a panel.

    Parameters
    ----------
    codings : DataFrame
        As ``load_codings`` returns it.
    settled : bool, optional
        Keep those that the adjudicator has coded already.

    Returns
    -------
    DataFrame
        The most disputed first: unit, article, start, end, variable, holder, target, sentence, text, text_hash,
        proposal, agreed (float), said (str, who coded what, with the notes).

    Examples
    --------
    >>> codings = pd.DataFrame({"coder": ["ada", "omar"], "code": ["for", "against"], "note": ["", "irony"],
    ...     "unit": "u", "article": "a", "start": 0, "end": 9, "variable": "stance", "holder": "un", "target": "lna",
    ...     "sentence": 0, "text": "x", "text_hash": "t", "proposal": "for", "match": "same"})
    >>> adjudication_units(codings)["said"].tolist()
    ['ada: for · omar: against (irony)']
    """
    coded = independent_codings(codings)
    disputed = disagreements(coded).set_index("unit")["agreed"]
    if not settled:
        disputed = disputed.drop(codings.loc[codings["coder"] == ADJUDICATOR, "unit"], errors="ignore")
    words = coded["coder"] + ": " + coded["code"] + coded["note"].map(lambda note: f" ({note})" if note else "")
    said = words.groupby(coded["unit"]).agg(" · ".join)
    units = coded.drop_duplicates("unit").set_index("unit").loc[disputed.index]
    columns = ["unit", *UNIT, "sentence", "text", "text_hash", "proposal", "agreed", "said"]
    return units.assign(agreed=disputed, said=said).reset_index()[columns]


def decide(codings: pd.DataFrame) -> pd.DataFrame:
    """Settle one code a unit: the adjudicator's, else what more than half of the coders gave, else "disputed".

    Parameters
    ----------
    codings : DataFrame
        As ``load_codings`` returns it; orphans are left out.

    Returns
    -------
    DataFrame
        unit, article, start, end, variable, holder, target, sentence, text (as coded), human_code (str), provenance
        ("coder" or "adjudicated"), coders (str, joined with "|").

    Examples
    --------
    >>> codings = pd.DataFrame({"coder": ["ada", "omar"], "unit": "u", "code": ["for", "against"], "match": "same",
    ...     "article": "a", "start": 0, "end": 9, "variable": "stance", "holder": "un", "target": "lna", "sentence": 0,
    ...     "text": "x"})
    >>> decide(codings)[["human_code", "provenance"]].values.tolist()
    [['disputed', 'coder']]
    """
    rows = []
    for _, group in codings[codings["match"] != "orphaned"].groupby("unit", sort=False):
        last_word = group.loc[group["coder"] == ADJUDICATOR, "code"]
        counts = group["code"].value_counts()
        majority = counts.index[0] if counts.iloc[0] * 2 > len(group) else DISPUTED
        code, provenance = (last_word.iloc[0], "adjudicated") if len(last_word) else (majority, "coder")
        first = group.iloc[0]
        coders = "|".join(sorted(group["coder"]))
        rows.append((*(first[column] for column in ["unit", *UNIT, "sentence", "text"]), code, provenance, coders))
    return pd.DataFrame(rows, columns=["unit", *UNIT, "sentence", "text", "human_code", "provenance", "coders"])


def join_codings(stance: pd.DataFrame, codings: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Let people's codes win over the machine's positions, and say where each row comes from.

    Parameters
    ----------
    stance : DataFrame
        The machine's positions: article, sentence, start, end, text, holder, target, polarity, voice, cue, and more.
    codings : DataFrame
        As ``load_codings`` returns it.
    codes : DataFrame
        As ``load_codes`` returns it.

    Returns
    -------
    DataFrame
        ``stance`` with polarity (int) as it stands in the end: 1, -1, or 0 where people saw no position, could not
        tell or are in dispute (drop these to count positions); machine_polarity (int, 0 nothing proposed),
        human_code (str, "" not coded), provenance ("machine", "coder", "adjudicated"), coders (str). Positions that
        only people saw are appended: their span is the sentence, their cue "".

    Examples
    --------
    >>> from libyautil.coding.codebook import load_codes
    >>> stance = pd.DataFrame({"article": ["a"], "sentence": [0], "start": [2], "end": [5], "text": ["..."],
    ...     "holder": ["un"], "target": ["lna"], "polarity": [1], "voice": ["un"], "cue": ["cues.csv:2"]})
    >>> codings = pd.DataFrame({"coder": ["ada"], "unit": "u", "code": ["against"], "match": "same", "article": "a",
    ...     "start": 0, "end": 9, "variable": "stance", "holder": "un", "target": "lna", "sentence": 0, "text": "x"})
    >>> join_codings(stance, codings, load_codes())[["polarity", "machine_polarity", "provenance"]].values.tolist()
    [[-1, 1, 'coder']]
    """
    decided = decide(codings[codings["variable"] == "stance"])
    polarity = _polarities(codes)
    coded = {(row.article, row.sentence, row.holder, row.target): row for row in decided.itertuples()}
    rows = [coded.get((m.article, m.sentence, m.holder, m.target)) for m in stance.itertuples()]
    joined = stance.assign(
        polarity=[polarity.get(row.human_code, 0) if row else machine
                  for row, machine in zip(rows, stance["polarity"], strict=True)],
        machine_polarity=stance["polarity"],
        human_code=[row.human_code if row else "" for row in rows],
        provenance=[row.provenance if row else "machine" for row in rows],
        coders=[row.coders if row else "" for row in rows],
    )  # fmt: skip
    seen = {row.unit for row in rows if row}
    missed = decided[~decided["unit"].isin(seen) & decided["human_code"].map(lambda c: polarity.get(c, 0) != 0)]
    added = missed.drop(columns=["unit", "variable"]).assign(
        polarity=missed["human_code"].map(polarity), machine_polarity=0, voice=missed["holder"], cue=""
    )
    if "side" in stance.columns:  # as the machine has it for that target elsewhere
        side = stance.drop_duplicates("target").set_index("target")["side"]
        added = added.assign(side=added["target"].map(side).fillna(""), weight=1.0)
    both = pd.concat([joined, added[[c for c in joined.columns if c in added.columns]]]) if len(added) else joined
    both = both.astype({"polarity": int, "machine_polarity": int})
    return both.sort_values(["article", "start"], kind="stable", ignore_index=True)


def _polarities(codes: pd.DataFrame) -> dict[str, int]:
    """Return the polarity of each code of the variable stance that has one."""
    own = codes[(codes["variable"] == "stance") & (codes["polarity"] != "")]
    return dict(zip(own["code"], own["polarity"].astype(int), strict=True))


def score_machine(
    codings: pd.DataFrame,
    units: pd.DataFrame,
    codes: pd.DataFrame,
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Score the machine's positions against people's, with bootstrap intervals over articles.

    A position is right where holder, target, sentence and polarity agree. Units that people could not tell or dispute
    are left out. Each unit counts as many times as the listed units that it was drawn for (``weight``).

    Parameters
    ----------
    codings : DataFrame
        As ``load_codings`` returns it.
    units : DataFrame
        The sample: unit, proposal, stratum, weight, as ``draw_units`` returns it.
    codes : DataFrame
        As ``load_codes`` returns it.
    resamples, confidence, seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        proposal ("all"; "shown", "hidden": only the codings made with the proposal in sight, or without; a gap between
        the two is anchoring), measure ("precision", "recall", "f1", "accuracy"), value, low, high (float, NaN where
        there is nothing to divide by), units (int), note (str).

    Examples
    --------
    >>> from libyautil.coding.codebook import load_codes
    >>> codings = pd.DataFrame({"coder": ["ada"], "unit": "u", "code": ["against"], "match": "same", "article": "a",
    ...     "start": 0, "end": 9, "variable": "stance", "holder": "un", "target": "lna", "sentence": 0, "text": "x",
    ...     "proposal_shown": [False]})
    >>> units = pd.DataFrame({"unit": ["u"], "proposal": ["against"], "stratum": ["proposed"], "weight": [1.0]})
    >>> score_machine(codings, units, load_codes(), resamples=9).query("proposal == 'all'")["value"].tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    polarity = _polarities(codes)
    shown = codings["proposal_shown"].astype(bool)
    rows = []
    for name, part in (("all", codings), ("shown", codings[shown]), ("hidden", codings[~shown])):
        decided = decide(part[part["variable"] == "stance"])
        pairs = decided.merge(units[["unit", "proposal", "stratum", "weight"]], on="unit")
        pairs = pairs[pairs["human_code"].isin(list(polarity))]
        human = pairs["human_code"].map(polarity).to_numpy(int)
        machine = pairs["proposal"].map(lambda code: polarity.get(code, 0)).to_numpy(int)
        weight = pairs["weight"].to_numpy(float)
        value = _scores(human, machine, weight[None, :])
        drawn = _scores(human, machine, weight * bootstrap_weights(pairs["article"], resamples, seed))
        complete = (pairs["stratum"] == "unproposed").any()
        for number, measure in enumerate(SCORES):
            defined = drawn[number][~np.isnan(drawn[number])]
            ends = [(1 - confidence) / 2, (1 + confidence) / 2]
            low, high = np.quantile(defined, ends) if len(defined) else (np.nan, np.nan)
            note = "" if complete or measure == "precision" else "only among what the machine proposed"
            note = note if len(pairs) else "no unit of this sample is coded"
            rows.append((name, measure, value[number][0], low, high, len(pairs), note))
    return pd.DataFrame(rows, columns=["proposal", "measure", "value", "low", "high", "units", "note"])


def _scores(human: np.ndarray, machine: np.ndarray, weights: np.ndarray) -> list[np.ndarray]:
    """Return precision, recall, f1 and accuracy under each row of weights."""
    with np.errstate(divide="ignore", invalid="ignore"):
        right = weights @ ((human == machine) & (machine != 0))
        precision, recall = right / (weights @ (machine != 0)), right / (weights @ (human != 0))
        f1 = 2 * right / (weights @ (machine != 0) + weights @ (human != 0))
        return [precision, recall, f1, weights @ (human == machine) / weights.sum(axis=1)]
