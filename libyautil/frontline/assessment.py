"""Who held what on which day: claimed and assessed apart, by a rule that can be printed."""

from typing import Any

import pandas as pd

COLUMNS = ["place", "day", "claimed_lna", "claimed_gna", "assessed", "since_evidence", "evidence"]
SIDES = ("lna", "gna")
SILENCE = 120  # days without evidence after which a holder is unknown
SAME_NEWS = 7  # days within which articles speak of the same state of things
ADMISSION, FACT, BOAST = 3, 2, 1
RULE = f"""\
1. An article is evidence of the day on which it came out. Near copies of one wire story count once.
2. It weighs {ADMISSION} where a side admits that the other holds the place, {FACT} where it is told as fact, {BOAST}
where a side says so of itself, or where anybody else is quoted with it.
3. The articles of the {SAME_NEWS} days up to the last evidence are added up; of those that one story repeats the
heaviest counts.
4. The side with more than twice the other's weight holds the place; where neither has, it is contested.
5. A lone boast takes no place from the other side: it makes it contested.
6. Fighting takes no place from its holder; only where no holder is known does it make the place contested.
7. A holder is carried forward with the day of its last evidence; after {SILENCE} days of silence the holder is unknown.
"""


def assess_control(
    control: pd.DataFrame, articles: pd.DataFrame, lexicon: Any, days: pd.DatetimeIndex, silence: int = SILENCE
) -> pd.DataFrame:
    """Assess who held each place on each of `days`, by `RULE`.

    Parameters
    ----------
    control : DataFrame
        As `find_control` returns it: article, place, side, modality, source, start, end.
    articles : DataFrame
        article, published_latest (datetime64), wire. Articles without a day are no evidence.
    lexicon : Lexicon
        roles (id, side).
    days : DatetimeIndex
        The days asked for.
    silence : int
        Days without evidence after which a holder is unknown.

    Returns
    -------
    DataFrame
        One row a place and day: place, day, claimed_lna, claimed_gna (bool: somebody says so, in the days of
        the last evidence), assessed
        (lna|gna|contested|unknown), since_evidence (datetime64, the last evidence up to that day, NaT where
        none), evidence ("article:start-end", "|").

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> day = pd.Timestamp("2020-06-05")
    >>> control = pd.DataFrame([("a", "tarhuna", "gna", "occurred", "", 0, 9)],
    ...                        columns=["article", "place", "side", "modality", "source", "start", "end"])
    >>> articles = pd.DataFrame({"article": ["a"], "published_latest": [day], "wire": ["a"]})
    >>> lexicon = SimpleNamespace(roles=pd.DataFrame({"id": ["haftar"], "side": ["lna"]}))
    >>> days = pd.to_datetime(["2020-06-01", "2020-06-30", "2020-12-31"])
    >>> assess_control(control, articles, lexicon, days)["assessed"].tolist()
    ['unknown', 'gna', 'unknown']
    """
    camp = dict(zip(lexicon.roles["id"], lexicon.roles["side"], strict=True))
    rows = control.merge(articles[["article", "published_latest", "wire"]], on="article").dropna(
        subset=["published_latest"]
    )
    rows["weight"] = [weigh(r.side, r.modality, camp.get(r.source, "")) for r in rows.itertuples(index=False)]
    found = []
    for place, held in rows.groupby("place"):
        states = _states(held.sort_values(["published_latest", "article"]), silence)
        for day in days:
            known = [s for s in states if s["day"] <= day]
            if not known:
                found.append((place, day, False, False, "unknown", pd.NaT, ""))
                continue
            last = known[-1]
            assessed = last["assessed"] if (day - last["day"]).days <= silence else "unknown"
            found.append((place, day, last["lna"], last["gna"], assessed, last["day"], last["evidence"]))
    return pd.DataFrame(found, columns=COLUMNS)


def weigh(side: str, modality: str, speaker_side: str) -> int:
    """Return what one statement weighs by `RULE`: who says it, and whether it is told as fact.

    Examples
    --------
    >>> [weigh("gna", "claimed", s) for s in ("lna", "gna", "")], weigh("gna", "occurred", "")
    ([3, 1, 1], 2)
    """
    if modality == "occurred":
        return FACT
    return ADMISSION if speaker_side in SIDES and side in SIDES and speaker_side != side else BOAST


def _states(held: pd.DataFrame, silence: int) -> list[dict]:
    """Return what the evidence up to each of its days amounts to."""
    states: list[dict] = []
    for day in held["published_latest"].drop_duplicates():
        recent = held[
            (held["published_latest"] <= day) & (held["published_latest"] > day - pd.Timedelta(days=SAME_NEWS))
        ]
        today = _weights(recent[recent["published_latest"] == day])
        weights = _weights(recent)
        last = states[-1] if states else {"assessed": "unknown", "day": day}
        before = last["assessed"] if (day - last["day"]).days <= silence else "unknown"
        assessed = _assess(weights, before)
        if assessed in SIDES and before in SIDES and assessed != before and today.get(assessed, 0) <= BOAST:
            assessed = "contested"
        states.append(
            {
                "day": day,
                "lna": "lna" in weights,
                "gna": "gna" in weights,
                "assessed": assessed,
                "evidence": "|".join(f"{r.article}:{r.start}-{r.end}" for r in recent.itertuples(index=False)),
            }
        )
    return states


def _weights(rows: pd.DataFrame) -> dict[str, int]:
    """Return the weight of each side, the heaviest of one story's copies counted once."""
    return rows.groupby(["side", "wire"])["weight"].max().groupby("side").sum().to_dict()


def _assess(weights: dict[str, int], before: str) -> str:
    """Return the holder that the weights give, or what was known `before` where there is only fighting."""
    lna, gna = weights.get("lna", 0), weights.get("gna", 0)
    if not lna and not gna:
        return before if before in SIDES else "contested"
    side, more, less = ("lna", lna, gna) if lna >= gna else ("gna", gna, lna)
    return side if more > 2 * less else "contested"


def known_control(known: pd.DataFrame, lexicon: Any, places: list[str], days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return who held each place on each day by the record: the side of the last capture, or who did not withdraw.

    Parameters
    ----------
    known : DataFrame
        ``known_events.csv``: date_end, place_id, event_type, initiator, target.
    lexicon : Lexicon
        roles.
    places : list of str
        Place ids.
    days : DatetimeIndex
        The days asked for.

    Returns
    -------
    DataFrame
        place, day, known (lna|gna|unknown): unknown before the first change that the record has, unless that
        change names whom it was taken from.
    """
    camp = dict(zip(lexicon.roles["id"], lexicon.roles["side"], strict=True))
    other = {"lna": "gna", "gna": "lna"}
    changes = known[known["event_type"].isin(["capture", "withdrawal"]) & known["place_id"].isin(places)].copy()
    changes["date"] = pd.to_datetime(changes["date_end"])
    changes = changes.sort_values("date", kind="stable")
    found = []
    for place in places:
        own = changes[changes["place_id"] == place]
        states = [
            (r.date, *(camp.get(i.split(";")[0], "") for i in (r.initiator, r.target)), r.event_type)
            for r in own.itertuples(index=False)
        ]
        for day in days:
            past = [s for s in states if s[0] <= day]
            if past:
                _, doer, foe, kind = past[-1]
                holder = doer if kind == "capture" else other.get(doer, "")
            elif states:
                _, doer, foe, kind = states[0]
                holder = (foe or other.get(doer, "")) if kind == "capture" else doer
            else:
                holder = ""
            found.append((place, day, holder or "unknown"))
    return pd.DataFrame(found, columns=["place", "day", "known"])
