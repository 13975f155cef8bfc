"""The chronology beside the record: what the articles tell on time, late, otherwise, or not at all."""

from typing import Any

import pandas as pd

from libyautil.events.passage import FRONT, PARTIES

COLUMNS = [
    "known",
    "event",
    "verdict",
    "type",
    "place",
    "known_from",
    "known_until",
    "told_from",
    "told_until",
    "reported",
    "days_late",
    "what",
]
TOLERANCE = pd.Timedelta(days=3)
LATE = pd.Timedelta(days=7)  # an article that comes out so long after the day tells it late
ALIKE = {
    "capture": {"capture", "withdrawal"},
    "withdrawal": {"withdrawal", "capture"},
    "offensive": {"offensive", "clash", "capture"},
    "clash": {"clash", "offensive"},
    "airstrike": {"airstrike", "shelling"},
    "shelling": {"shelling", "airstrike"},
}


def compare_with_known(
    chronology: pd.DataFrame, known: pd.DataFrame, articles: pd.DataFrame, lexicon: Any
) -> pd.DataFrame:
    """Set each event beside the record of known events.

    An event is in the record where a known event has its place, its type or one like it (a town that one side
    takes the other leaves) and a day
    within three days of its window. It is told late where the first article on it came out more than a week after
    the day. It contradicts the
    record where a taking of that place and time is given to the other side. Plans and denials are not compared.

    Parameters
    ----------
    chronology : DataFrame
        As `merge_events` returns it.
    known : DataFrame
        ``known_events.csv``: id, date_start, date_end, place_id, event_type, initiator, target, what.
    articles : DataFrame
        article, published_earliest, published_latest.
    lexicon : Lexicon
        roles (id, side).

    Returns
    -------
    DataFrame
        known, event (ids, "" where there is none), verdict (on time|late|told, no day known|contradicted|not in the
        record|not told), type, place, known_from, known_until, told_from, told_until, reported (datetime64, the day
        of the first article on it; NaT where none of them has a day), days_late (int or NaN), what.
    """
    camp = dict(zip(lexicon.roles["id"], lexicon.roles["side"], strict=True))
    published = articles.set_index("article")["published_latest"]
    told = chronology[chronology["modality"].isin(["occurred", "claimed"])]
    dated = known[
        known["date_start"].ne("") & known["place_id"].ne("") & known["event_type"].isin(FRONT | PARTIES)
    ].copy()
    dated["from"], dated["until"] = pd.to_datetime(dated["date_start"]), pd.to_datetime(dated["date_end"])
    first, last = articles["published_earliest"].min(), articles["published_latest"].max()
    rows, matched = [], set()
    for event in told.itertuples(index=False):
        # the first of the articles that have a day
        reported = published.reindex([e.split(":")[0] for e in event.evidence.split("|")]).min()
        near = dated[
            (dated["place_id"] == event.place)
            & (dated["from"] - TOLERANCE <= event.latest)
            & (dated["until"] + TOLERANCE >= event.earliest)
        ]
        alike = [
            k
            for k in near.itertuples(index=False)
            if k.event_type == event.type or event.type in ALIKE.get(k.event_type, ())
        ]
        if not alike:
            rows.append(
                (
                    "",
                    event.event,
                    "not in the record",
                    event.type,
                    event.place,
                    pd.NaT,
                    pd.NaT,
                    event.earliest,
                    event.latest,
                    reported,
                    None,
                    "",
                )
            )
            continue
        fact = min(alike, key=lambda k: (k.event_type != event.type, abs((_until(k) - event.latest).days)))
        late = None if pd.isna(reported) else max(0, (reported - _until(fact)).days)
        if _opposed(event, fact, camp):
            verdict = "contradicted"
        elif late is None:
            verdict = "told, no day known"
        else:
            verdict = "late" if late > LATE.days else "on time"
        matched.add(fact.id)
        rows.append(
            (
                fact.id,
                event.event,
                verdict,
                event.type,
                event.place,
                _from(fact),
                _until(fact),
                event.earliest,
                event.latest,
                reported,
                late,
                fact.what,
            )
        )
    for fact in dated[(dated["from"] >= first) & (dated["until"] <= last) & ~dated["id"].isin(matched)].itertuples(
        index=False
    ):
        rows.append(
            (
                fact.id,
                "",
                "not told",
                fact.event_type,
                fact.place_id,
                _from(fact),
                _until(fact),
                pd.NaT,
                pd.NaT,
                pd.NaT,
                None,
                fact.what,
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _from(fact: Any) -> pd.Timestamp:
    return pd.Timestamp(fact.date_start)


def _until(fact: Any) -> pd.Timestamp:
    return pd.Timestamp(fact.date_end)


def _opposed(event: Any, fact: Any, camp: dict[str, str]) -> bool:
    """Whether the holder that the event leaves is not the one that the record has."""
    if event.type not in ("capture", "withdrawal") or fact.event_type not in ("capture", "withdrawal"):
        return False
    ours, theirs = camp.get(event.initiator, ""), camp.get(fact.initiator.split(";")[0], "")
    if not ours or not theirs:
        return False
    return (ours != theirs) if event.type == fact.event_type else (ours == theirs)
