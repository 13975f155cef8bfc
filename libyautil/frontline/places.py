"""A chronology by place: names to read, the places that moved most, a choice of rows, and the way back to the words."""

from collections.abc import Sequence

import pandas as pd

from libyautil.charts import bilingual
from libyautil.frontline.assessment import SIDES
from libyautil.lexicon import Lexicon


def label_places(rows: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Add to rows with a place its English name, its Arabic one, and both as a figure's label.

    Parameters
    ----------
    rows : DataFrame
        Column place (an id, "" for none).
    lexicon : Lexicon
        places (id, name_en, name_ar).

    Returns
    -------
    DataFrame
        ``rows`` with name_en, name_ar, label (str, "" where there is no place).

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> places = pd.DataFrame([("sirte", "Sirte", "سرت")], columns=["id", "name_en", "name_ar"])
    >>> label_places(pd.DataFrame({"place": ["sirte", ""]}), SimpleNamespace(places=places))["name_en"].tolist()
    ['Sirte', '']
    """
    names = lexicon.places[["id", "name_en", "name_ar"]].rename(columns={"id": "place"})
    names["label"] = [bilingual(en, ar) for en, ar in zip(names["name_en"], names["name_ar"], strict=True)]
    columns = ["name_en", "name_ar", "label"]
    labelled = rows.drop(columns=columns, errors="ignore").astype({"place": str})
    labelled = labelled.merge(names, on="place", how="left", validate="many_to_one")
    return labelled.fillna(dict.fromkeys(columns, ""))


def most_moved(held: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the panel of the places that changed hands most often, and among those like them were spoken of longest.

    Parameters
    ----------
    held : DataFrame
        As ``assess_control`` returns it: place, day, assessed.
    most : int
        How many places.

    Returns
    -------
    DataFrame
        The rows of those places, the most moved first, with moves (int: how often the side that is known to hold the
        place, or contested, changed).

    Examples
    --------
    >>> days = pd.to_datetime(["2020-06-01", "2020-06-05"])
    >>> held = pd.DataFrame({"place": ["sirte"] * 2 + ["tarhuna"] * 2, "day": [*days, *days],
    ...                      "assessed": ["lna", "lna", "lna", "gna"]})
    >>> most_moved(held, 1)["place"].unique().tolist()
    ['tarhuna']
    """
    known = held[held["assessed"] != "unknown"].sort_values(["place", "day"], kind="stable")
    step = known["assessed"].ne(known.groupby("place")["assessed"].shift()) & known["place"].duplicated()
    order = pd.DataFrame({"moves": step.groupby(known["place"]).sum(), "days": known.groupby("place").size()})
    order = order.sort_values(["moves", "days"], ascending=False, kind="stable").head(most)
    rows = held[held["place"].isin(order.index)].assign(moves=held["place"].map(order["moves"]))
    rank = rows["place"].map({place: number for number, place in enumerate(order.index)})
    return rows.loc[rank.sort_values(kind="stable").index].reset_index(drop=True)


def changes_of_hands(held: pd.DataFrame) -> pd.DataFrame:
    """Return each time that a place passed, by the assessment, from one side to the other.

    Parameters
    ----------
    held : DataFrame
        As ``assess_control`` returns it.

    Returns
    -------
    DataFrame
        In time: place, day (of the first assessment of the new holder), before, after (lna|gna), evidence. Days on
        which the place was contested or its holder unknown lie between the two.

    Examples
    --------
    >>> held = pd.DataFrame({"place": "tarhuna", "day": pd.to_datetime(["2020-06-01", "2020-06-03", "2020-06-05"]),
    ...                      "assessed": ["lna", "contested", "gna"], "evidence": ""})
    >>> changes_of_hands(held)[["before", "after"]].values.tolist()
    [['lna', 'gna']]
    """
    sure = held[held["assessed"].isin(SIDES)].sort_values(["place", "day"], kind="stable")
    sure = sure.assign(before=sure.groupby("place")["assessed"].shift(), after=sure["assessed"])
    moved = sure[sure["before"].notna() & (sure["before"] != sure["after"])]
    return moved.sort_values(["day", "place"])[["place", "day", "before", "after", "evidence"]].reset_index(drop=True)


def choose_events(
    chronology: pd.DataFrame, *, places: Sequence[str] = (), types: Sequence[str] = (), since: str = "", until: str = ""
) -> pd.DataFrame:
    """Return the events of the chosen places and types whose window touches the chosen time.

    Parameters
    ----------
    chronology : DataFrame
        As ``merge_events`` returns it.
    places, types : list of str, optional
        Ids of places, types of events; empty for all.
    since, until : str, optional
        ISO days, both included; empty for no bound.

    Returns
    -------
    DataFrame
        Some of the rows, unchanged.

    Raises
    ------
    ValueError
        Where a type is none of the chronology's codebook, or a bound is no day.

    Examples
    --------
    >>> day = pd.to_datetime(["2020-01-06", "2020-06-05"])
    >>> events = pd.DataFrame({"place": ["sirte", "tarhuna"], "type": "capture", "earliest": day, "latest": day})
    >>> choose_events(events, since="2020-03-01")["place"].tolist()
    ['tarhuna']
    """
    unknown = set(types) - set(TYPES)
    if unknown:
        raise ValueError(f"no type {', '.join(sorted(unknown))}: choose among {', '.join(TYPES)}")
    keep = pd.Series(True, index=chronology.index)
    if places:
        keep &= chronology["place"].isin(places)
    if types:
        keep &= chronology["type"].isin(types)
    if since:
        keep &= chronology["latest"] >= pd.Timestamp(since)
    if until:
        keep &= chronology["earliest"] <= pd.Timestamp(until)
    return chronology[keep].reset_index(drop=True)


TYPES = ("capture", "withdrawal", "offensive", "clash", "airstrike", "shelling", "buildup", "siege", "ceasefire",
         "meeting", "agreement")  # fmt: skip
ON_THE_GROUND = TYPES[:8]  # what is done at a front; the rest is done at a table


def open_evidence(rows: pd.DataFrame, columns: Sequence[str] = ("event",)) -> pd.DataFrame:
    """Return the spans that stand behind each row: one row a span, as ``show_sentences`` reads them.

    Parameters
    ----------
    rows : DataFrame
        ``columns`` and evidence ("article:start-end", several joined with "|"), as a chronology or a panel has them.
    columns : list of str, optional
        What each span keeps of its row.

    Returns
    -------
    DataFrame
        ``columns``, article (str), start, end (int offsets).

    Examples
    --------
    >>> open_evidence(pd.DataFrame({"event": ["x"], "evidence": ["a:0-4|b:7-9"]})).values.tolist()
    [['x', 'a', 0, 4], ['x', 'b', 7, 9]]
    """
    spans = rows[[*columns, "evidence"]].astype({"evidence": str})
    spans = spans.assign(evidence=spans["evidence"].str.split("|")).explode("evidence").reset_index(drop=True)
    spans = spans[spans["evidence"].notna() & spans["evidence"].ne("")]
    parts = spans["evidence"].astype(str).str.extract(r"^(?P<article>.*):(?P<start>\d+)-(?P<end>\d+)$")
    found = pd.concat([spans[[*columns]], parts], axis=1).astype({"start": int, "end": int})
    return found.reset_index(drop=True)
