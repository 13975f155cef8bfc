"""What a coder is asked: one sentence, one holder, one target. Units are listed from the tables and drawn by seed.

A unit is a sentence, not the few words that a rule found in it: rules change, and codings must outlive them.
"""

import hashlib
from collections.abc import Sequence
from itertools import cycle

import pandas as pd

from libyautil.arabic import sentences
from libyautil.coding.store import UNIT

COLUMNS = ["unit", *UNIT, "sentence", "text", "text_hash", "proposal", "evidence_start", "evidence_end", "stratum"]


def text_hash(text: str) -> str:
    """Return a short name for a text: the same whatever its spacing, another when a letter changes.

    >>> text_hash("وصل  الوفد") == text_hash("وصل الوفد"), text_hash("وصل الوفد") == text_hash("وصل الوفود")
    (True, False)
    """
    return "t" + hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:15]


def unit_key(unit: pd.DataFrame) -> pd.Series:
    """Return one string a unit, by which codings and units meet: article, span, variable, holder, target."""
    span = unit["start"].astype(str) + "-" + unit["end"].astype(str)
    parts = [unit["article"], span, unit["variable"], unit["holder"], unit["target"]]
    return parts[0].str.cat(parts[1:], sep=" | ") if len(unit) else pd.Series(dtype=str)


def list_units(stance: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """List every unit that could be coded: the machine's positions, and on wish what it passed over.

    Parameters
    ----------
    stance : DataFrame
        The machine's positions: article, start, end, holder, target, polarity.
    articles : DataFrame
        article, text, body_end.
    mentions : DataFrame, optional
        article, start, layer, id. With it, each sentence also gives the pairs for which the machine proposed nothing:
        the author toward each actor named there, and each actor toward each other. Without such units nobody can say
        what the machine missed.

    Returns
    -------
    DataFrame
        unit (str, its key), article, start, end (int, the sentence), variable ("stance"), holder, target, sentence
        (int, from 0), text, text_hash, proposal ("for", "against"; "unclear" where the machine says both; "" nothing),
        evidence_start, evidence_end (int, the machine's words; -1 none), stratum ("proposed" or "unproposed").

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["أشاد الوزير بالحفل. ثم غادر."], "body_end": [28]})
    >>> stance = pd.DataFrame({"article": ["a"], "start": [0], "end": [4], "holder": ["un"], "target": ["gna"],
    ...                        "polarity": [1]})
    >>> list_units(stance, articles)[["start", "end", "holder", "target", "proposal"]].values.tolist()
    [[0, 19, 'un', 'gna', 'for']]
    """
    bodies = {row.article: row.text[: row.body_end] for row in articles[["article", "text", "body_end"]].itertuples()}
    spans = {article: sentences(body) for article, body in bodies.items()}
    rows: dict[tuple[str, int, str, str], dict[str, object]] = {}
    for found in stance.itertuples():
        number = next(i for i, (_, end) in enumerate(spans[found.article]) if found.start < end)
        proposal = "for" if found.polarity > 0 else "against"
        row = rows.setdefault((found.article, number, found.holder, found.target), {
            "proposal": proposal, "evidence_start": found.start, "evidence_end": found.end, "stratum": "proposed",
        })  # fmt: skip
        if row["proposal"] != proposal:
            row["proposal"] = "unclear"
    for article, number, holder, target in _pairs(mentions, spans) if mentions is not None else ():
        nothing = {"proposal": "", "evidence_start": -1, "evidence_end": -1, "stratum": "unproposed"}
        rows.setdefault((article, number, holder, target), nothing)
    units = []
    for (article, number, holder, target), row in rows.items():
        start, end = spans[article][number]
        text = bodies[article][start:end]
        units.append({"article": article, "start": start, "end": end, "variable": "stance", "holder": holder, **row,
                      "target": target, "sentence": number, "text": text, "text_hash": text_hash(text)})  # fmt: skip
    listed = pd.DataFrame(units, columns=COLUMNS[1:])
    return listed.assign(unit=unit_key(listed))[COLUMNS]


def _pairs(mentions: pd.DataFrame, spans: dict[str, list[tuple[int, int]]]) -> list[tuple[str, int, str, str]]:
    """Return who could hold a position toward whom in each sentence."""
    named: dict[tuple[str, int], set[str]] = {}
    for row in mentions[mentions["layer"] == "actor"].itertuples():
        number = next((i for i, (_, end) in enumerate(spans[row.article]) if row.start < end), None)
        if number is not None:
            named.setdefault((row.article, number), set()).add(row.id)
    return [
        (article, number, holder, target)
        for (article, number), actors in named.items()
        for holder in ["author", *sorted(actors)]
        for target in sorted(actors - {holder})
    ]


def draw_units(
    units: pd.DataFrame,
    coders: Sequence[str],
    n: int,
    seed: int = 0,
    shared_share: float = 0.2,
    unproposed_share: float = 0.5,
) -> pd.DataFrame:
    """Draw a sample and deal it to the coders; a share of it goes to every coder, so that agreement can be measured.

    Each unit's place in the draw is a hash of the seed and of its words, holder and target. So the same seed draws the
    same units on every machine, a renamed article stays in, and articles that are added push out few.
    A sentence that stands in several articles (a wire story) is drawn once.

    Parameters
    ----------
    units : DataFrame
        As ``list_units`` returns it.
    coders : sequence of str
        Their names, as their files are called.
    n : int
        Units to draw; fewer where there are not so many.
    seed : int, optional
        Another seed draws another sample.
    shared_share : float, optional
        Share of the sample that every coder gets.
    unproposed_share : float, optional
        Share of the sample for which the machine proposed nothing, where ``units`` lists such.

    Returns
    -------
    DataFrame
        ``units`` drawn, in the order to code them, with coders (str, joined with "|") and weight (float, how many
        listed units one drawn unit stands for).

    Raises
    ------
    ValueError
        Where there is no coder or a share is not between 0 and 1.

    Examples
    --------
    >>> units = pd.DataFrame({"article": list("abcd"), "text_hash": list("abcd"), "variable": "stance", "holder": "un",
    ...                       "target": "lna", "stratum": "proposed"})
    >>> draw_units(units, ["ada", "omar"], n=3, shared_share=0.34)["coders"].tolist()
    ['ada', 'omar', 'ada|omar']
    """
    if not coders or not all(0 <= share <= 1 for share in (shared_share, unproposed_share)):
        raise ValueError(f"name at least one coder, and shares between 0 and 1: {shared_share}, {unproposed_share}")
    words = units["text_hash"].str.cat([units["variable"], units["holder"], units["target"]], sep="|")
    ranked = units.assign(rank=[hashlib.sha256(f"{seed}|{word}".encode()).hexdigest() for word in words])
    ranked = ranked.sort_values(["rank", "article"], kind="stable").drop_duplicates("rank")
    strata = {name: group for name, group in ranked.groupby("stratum")}
    quota = {"proposed": n - round(n * unproposed_share), "unproposed": round(n * unproposed_share)}
    if len(strata) == 1:
        quota = dict.fromkeys(quota, n)
    drawn = [group.head(quota[name]) for name, group in strata.items()]
    drawn = [part.assign(weight=len(strata[part["stratum"].iloc[0]]) / len(part)) for part in drawn if len(part)]
    sample = pd.concat(drawn).sort_values("rank") if drawn else ranked.assign(weight=1.0)
    # the shared units are spread over the whole, so that they are coded neither fresher nor more tired than the rest
    shared = [int((place + 1) * shared_share + 1e-9) > int(place * shared_share + 1e-9) for place in range(len(sample))]
    turns = cycle(coders)
    sample = sample.assign(coders=["|".join(coders) if everyone else next(turns) for everyone in shared])
    return sample.drop(columns="rank").reset_index(drop=True)


def units_of(units: pd.DataFrame, coder: str) -> pd.DataFrame:
    """Return the units of a sample that fell to one coder, in their order.

    >>> units_of(pd.DataFrame({"unit": ["x", "y"], "coders": ["ada|omar", "omar"]}), "ada")["unit"].tolist()
    ['x']
    """
    return units[[coder in names.split("|") for names in units["coders"]]].reset_index(drop=True)
