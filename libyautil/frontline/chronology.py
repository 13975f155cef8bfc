"""From statements to events: rows of many articles that tell one thing become one event that keeps its members."""

import hashlib
from collections.abc import Callable
from typing import Any

import pandas as pd

from libyautil.mentions import side_lookup

COLUMNS = [
    "earliest",
    "latest",
    "precision",
    "place",
    "latitude",
    "longitude",
    "type",
    "initiator",
    "target",
    "modality",
    "articles",
    "sources",
    "agreement",
    "evidence",
    "event",
    "members",
    "outlets",
    "stories",
    "radius_km",
    "relation",
]
PLANNED_DAYS = 30  # how far ahead a plan without a date is taken to reach
MUTUAL = ("meeting", "agreement", "ceasefire", "clash")
SURE = ("occurred", "claimed", "denied", "planned")  # the surest modality that a member has is the event's


def merge_events(events: pd.DataFrame, articles: pd.DataFrame, lexicon: Any) -> pd.DataFrame:
    """Merge the events of many articles into a chronology.

    Two rows are one event where type and place are the same, their windows share a day, and neither names another
    party than the other. A party
    is compared by its camp where it has one: ``haftar`` and ``lna`` are one attacker. What is planned is never
    merged with what was done. Rows are
    taken narrowest window first, so that the day that one article gives sharpens the others. Events without a
    place and without both parties are
    left out: nothing says that two of them are one.

    Parameters
    ----------
    events : DataFrame
        As ``events.find_events`` returns it.
    articles : DataFrame
        article, outlet, wire (the id that near copies of one story share).
    lexicon : Lexicon
        places (id, latitude, longitude, radius_km), roles (id, side).

    Returns
    -------
    DataFrame
        One row an event, in time: earliest, latest (datetime64, calendar days), precision
        (day|days|month|year|vague), place, latitude, longitude
        (degrees, NaN where unknown), type, initiator, target, modality, articles (int), sources (actor ids
        that say so, "|"), agreement
        (single|copies|agree|disputed), evidence ("article:start-end", "|"), event (stable id), members (int,
        rows merged), outlets ("|"), stories (int,
        wire copies counted once), radius_km (float: how far from the point the event may lie), relation.

    Examples
    --------
    >>> merge_events(pd.DataFrame(columns=["type"]), pd.DataFrame(columns=["article"]), None).empty
    True
    """
    if events.empty:
        return pd.DataFrame(columns=COLUMNS)
    camp = side_lookup(lexicon)
    rows = events[(events["place"] != "") | ((events["initiator"] != "") & (events["target"] != ""))].copy()
    rows["opens"], rows["closes"] = _windows(rows)
    rows["length"] = rows["closes"] - rows["opens"]
    rows = rows.sort_values(["type", "place", "length", "opens", "article", "start"])
    groups: dict[tuple, list[dict]] = {}
    for row in rows.itertuples(index=False):
        clusters = groups.setdefault((row.type, row.place, row.modality == "planned"), [])
        for cluster in clusters:
            if _same(cluster, row, camp):
                _join(cluster, row)
                break
        else:
            clusters.append(
                {
                    "opens": row.opens,
                    "closes": row.closes,
                    "initiator": row.initiator,
                    "target": row.target,
                    "rows": [row],
                }
            )
    where = lexicon.places.set_index("id")
    about = articles.set_index("article")
    found = [_event(key, cluster, where, about) for key, clusters in groups.items() for cluster in clusters]
    return pd.DataFrame(found, columns=COLUMNS).sort_values(["earliest", "latest", "event"], ignore_index=True)


def _windows(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return where each window opens and closes: swapped ends put right, an open end closed."""
    earliest, latest = pd.to_datetime(rows["earliest"]), pd.to_datetime(rows["latest"])
    latest = latest.fillna(earliest + pd.Timedelta(days=PLANNED_DAYS))
    earliest = earliest.fillna(latest)
    swapped = earliest > latest
    return earliest.where(~swapped, latest), latest.where(~swapped, earliest)


def _same(cluster: dict, row: Any, camp: Callable) -> bool:
    if row.opens > cluster["closes"] or cluster["opens"] > row.closes:
        return False
    when = (row.opens.date().isoformat(), row.closes.date().isoformat())
    parties = ((cluster["initiator"], row.initiator), (cluster["target"], row.target))
    if all(_agree(a, b, camp, when) for a, b in parties):
        return row.place != "" or all(a and b for a, b in parties)
    # those who meet or agree do so with each other, in whatever order a sentence names them
    turned = ((cluster["initiator"], row.target), (cluster["target"], row.initiator))
    return row.type in MUTUAL and all(_agree(a, b, camp, when) for a, b in turned)


def _agree(a: str, b: str, camp: Callable, when: tuple[str, str]) -> bool:
    """Whether two ids may be one party: the same, one of them not named, or both of one camp at the time."""
    return not a or not b or a == b or (camp(a, when) == camp(b, when) and camp(a, when) in ("lna", "gna"))


def _join(cluster: dict, row: Any) -> None:
    cluster["opens"], cluster["closes"] = max(cluster["opens"], row.opens), min(cluster["closes"], row.closes)
    cluster["initiator"], cluster["target"] = cluster["initiator"] or row.initiator, cluster["target"] or row.target
    cluster["rows"].append(row)


def _event(key: tuple, cluster: dict, where: pd.DataFrame, about: pd.DataFrame) -> dict:
    kind, place, _ = key
    members = sorted(cluster["rows"], key=lambda r: (r.article, r.start))
    names = sorted({m.article for m in members})
    stories = {about["wire"].get(n, n) for n in names}
    outlets = sorted({str(about["outlet"].get(n, "")) for n in names} - {""})
    told = {m.modality for m in members}
    if "denied" in told and told & {"occurred", "claimed"}:
        agreement = "disputed"
    elif len(names) == 1:
        agreement = "single"
    else:
        agreement = "copies" if len(stories) == 1 else "agree"
    point = where.loc[place] if place in where.index else None
    latitude, longitude, radius = (
        pd.to_numeric(point[column], errors="coerce") if point is not None else float("nan")
        for column in ("latitude", "longitude", "radius_km")
    )
    relation = next((m.relation for m in members if m.relation not in ("", "في")), "")
    told_or_planned, opened = "planned" if key[2] else "told", str(cluster["opens"].date())
    label = "/".join((kind, place, cluster["initiator"], cluster["target"], told_or_planned, opened))
    return {
        "earliest": cluster["opens"],
        "latest": cluster["closes"],
        "precision": _precision(cluster["closes"] - cluster["opens"]),
        "place": place,
        "latitude": latitude,
        "longitude": longitude,
        "type": kind,
        "initiator": cluster["initiator"],
        "target": cluster["target"],
        "modality": min(told, key=SURE.index),
        "articles": len(names),
        "sources": "|".join(sorted({m.source for m in members} - {""})),
        "agreement": agreement,
        "evidence": "|".join(f"{m.article}:{m.start}-{m.end}" for m in members),
        "event": f"{kind}-{place or 'nowhere'}-{hashlib.sha1(label.encode()).hexdigest()[:10]}",
        "members": len(members),
        "outlets": "|".join(outlets),
        "stories": len(stories),
        "radius_km": radius * (2 if relation else 1),
        "relation": relation,
    }


def _precision(length: pd.Timedelta) -> str:
    for days, name in ((0, "day"), (7, "days"), (31, "month"), (366, "year")):
        if length.days <= days:
            return name
    return "vague"


def check_chronology(chronology: pd.DataFrame) -> pd.DataFrame:
    """Return what is wrong with the rows of a chronology; the rest of it can be drawn.

    Parameters
    ----------
    chronology : DataFrame
        As `merge_events` returns it, or as a person edited it.

    Returns
    -------
    DataFrame
        event (str), problem (str), remedy (str).

    Examples
    --------
    >>> row = {"event": "x", "place": "sirte", "latitude": None, "longitude": None,
    ...        "earliest": pd.Timestamp("2020-01-07"),
    ...        "latest": pd.Timestamp("2020-01-06")}
    >>> check_chronology(pd.DataFrame([row]))["problem"].tolist()
    ['sirte has no coordinates', 'the window ends before it begins']
    """
    faults = []
    for row in chronology.itertuples(index=False):
        if row.place and (pd.isna(row.latitude) or pd.isna(row.longitude)):
            faults.append((row.event, f"{row.place} has no coordinates", "fill latitude and longitude in places.csv"))
        if pd.notna(row.earliest) and pd.notna(row.latest) and row.earliest > row.latest:
            faults.append((row.event, "the window ends before it begins", "swap earliest and latest"))
    return pd.DataFrame(faults, columns=["event", "problem", "remedy"])
