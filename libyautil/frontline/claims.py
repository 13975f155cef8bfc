"""Which camp did it, and which camp says so: the chronology and the statements of control by camp."""

import pandas as pd

from libyautil.frontline.assessment import SIDES, weigh
from libyautil.lexicon import Lexicon
from libyautil.mentions import side_lookup

CLAIMS = ["place", "day", "speaker", "side", "modality", "weight", "article", "start", "end"]


def camps(events: pd.DataFrame, lexicon: Lexicon, actor: str = "initiator") -> pd.Series:
    """Return the camp of each event's initiator, or of another party, at the time of the event.

    Parameters
    ----------
    events : DataFrame
        Columns earliest, latest (days, NaT unknown) and ``actor`` (an id, "" for none).
    lexicon : Lexicon
        roles.
    actor : str, optional
        The column with the party.

    Returns
    -------
    Series
        lna, gna, other; "" for an actor of no Libyan camp; unknown where the text names nobody, or the roles are silent
        on that time.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> roles = pd.DataFrame([("haftar", "lna", "2014-05-16", "")], columns=["id", "side", "since", "until"])
    >>> day = pd.Timestamp("2020-06-05")
    >>> events = pd.DataFrame({"earliest": day, "latest": day, "initiator": ["haftar", "un", ""]})
    >>> camps(events, SimpleNamespace(roles=roles)).tolist()
    ['lna', '', 'unknown']
    """
    camp = side_lookup(lexicon)
    opens, closes = (events[end].dt.strftime("%Y-%m-%d").fillna("") if len(events) else events[end]
                     for end in ("earliest", "latest"))  # fmt: skip
    parties = zip(events[actor], opens, closes, strict=True)
    found = [camp(party, (first, last)) if party else "unknown" for party, first, last in parties]
    return pd.Series(found, index=events.index, dtype=object)


def claims_by_camp(control: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return each statement of control with its day and the camp of the one who makes it.

    Parameters
    ----------
    control : DataFrame
        As ``find_control`` returns it: article, place, side, modality, source, start, end.
    articles : DataFrame
        Columns article, published_earliest, published_latest; statements of other articles are left out.
    lexicon : Lexicon
        roles.

    Returns
    -------
    DataFrame
        In time: place, day (the article's last possible day), speaker (lna, gna; "" for the paper's own voice and for
        others), side (lna, gna, contested), modality, weight (int, as the rule gives it), article, start, end.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> roles = pd.DataFrame([("haftar", "lna", "2014-05-16", "")], columns=["id", "side", "since", "until"])
    >>> control = pd.DataFrame([("a", "tarhuna", "gna", "claimed", "haftar", 0, 9)],
    ...                        columns=["article", "place", "side", "modality", "source", "start", "end"])
    >>> day = pd.Timestamp("2020-05-05")
    >>> articles = pd.DataFrame({"article": ["a"], "published_earliest": day, "published_latest": day})
    >>> claims_by_camp(control, articles, SimpleNamespace(roles=roles))[["speaker", "weight"]].values.tolist()
    [['lna', 3]]
    """
    window = articles[["article", "published_earliest", "published_latest"]].dropna()
    rows = control.merge(window, on="article", validate="many_to_one")
    spoken = rows.rename(columns={"published_earliest": "earliest", "published_latest": "latest"})
    speaker = camps(spoken, lexicon, "source")
    rows = rows.assign(day=rows["published_latest"], speaker=speaker.where(speaker.isin(SIDES), ""))
    said = zip(rows["side"], rows["modality"], rows["speaker"], strict=True)
    rows["weight"] = [weigh(side, modality, own) for side, modality, own in said]
    return rows.sort_values(["day", "article", "start"], kind="stable")[CLAIMS].reset_index(drop=True)


def latest_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Return what each camp said last of each place, side by side, the places on which the two differ first.

    Parameters
    ----------
    claims : DataFrame
        As ``claims_by_camp`` returns it.

    Returns
    -------
    DataFrame
        place, then for lna, gna and papers the side that it names and the day (``gna_says``, ``gna_day``; "" and NaT
        for nothing said), and differ (bool: both camps speak, and name different holders).

    Examples
    --------
    >>> rows = pd.DataFrame({"place": "tarhuna", "day": pd.to_datetime(["2020-05-01", "2020-05-02"]),
    ...                      "speaker": ["lna", "gna"], "side": ["lna", "gna"]})
    >>> latest_claims(rows)[["place", "lna_says", "gna_says", "differ"]].values.tolist()
    [['tarhuna', 'lna', 'gna', True]]
    """
    last = claims.astype({"place": str}).drop_duplicates(["place", "speaker"], keep="last")
    found = pd.DataFrame({"place": sorted(last["place"].unique())}, dtype=str)
    for speaker, name in (("lna", "lna"), ("gna", "gna"), ("", "papers")):
        own = last[last["speaker"] == speaker][["place", "side", "day"]]
        own = own.rename(columns={"side": f"{name}_says", "day": f"{name}_day"})
        found = found.merge(own, on="place", how="left", validate="one_to_one")
        found[f"{name}_says"] = found[f"{name}_says"].fillna("")
    spoke = found["lna_says"].ne("") & found["gna_says"].ne("")
    found["differ"] = spoke & (found["lna_says"] != found["gna_says"])
    found["speaking"] = found[["lna_says", "gna_says"]].ne("").sum(axis=1)
    found = found.sort_values(["differ", "speaking"], ascending=False, kind="stable", ignore_index=True)
    return found.drop(columns="speaking")
