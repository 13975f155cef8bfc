"""The days that a corpus can speak of, and the record at the end of each month beside what the articles allow."""

import pandas as pd

from libyautil.charts import FRESH_DAYS
from libyautil.frontline.assessment import SIDES, SILENCE, assess_control, known_control
from libyautil.frontline.claims import camps
from libyautil.lexicon import Lexicon

BEFORE = 31  # days that the record must be of one mind for: papers are slow, and so is a front
MONTHLY = ["place", "day", "known", "assessed", "since_evidence", "verdict"]
MISPLACED = ["article", "place", "side", "known", "modality", "source", "start", "end"]


def narrow_windows(articles: pd.DataFrame, widest: int) -> pd.DataFrame:
    """Return the articles that are evidence of a day: those whose window is known and at most ``widest`` days long.

    Parameters
    ----------
    articles : DataFrame
        Columns published_earliest, published_latest (days, NaT unknown).
    widest : int
        Days, the first and the last included.

    Returns
    -------
    DataFrame
        Some of the rows, unchanged.

    Examples
    --------
    >>> first, last = pd.to_datetime(["2020-06-05", "2020-01-01"]), pd.to_datetime(["2020-06-06", "2020-12-31"])
    >>> articles = pd.DataFrame({"article": ["a", "b"], "published_earliest": first, "published_latest": last})
    >>> narrow_windows(articles, 31)["article"].tolist()
    ['a']
    """
    length = (articles["published_latest"] - articles["published_earliest"]).dt.days + 1
    return articles[length <= widest].reset_index(drop=True)


def turning_days(articles: pd.DataFrame, silence: int = SILENCE) -> pd.DatetimeIndex:
    """Return the days on which the holder of a place, by the printed rule, or its freshness can change.

    Between two of them nothing moves, so that a panel over these days says as much as one over every day, and a corpus
    of ten years costs no more than its articles.

    Parameters
    ----------
    articles : DataFrame
        Column published_latest (days, NaT left out).
    silence : int, optional
        Days without evidence after which a holder is unknown.

    Returns
    -------
    DatetimeIndex
        The days on which an article came out, those on which its word grows old or falls silent, and the ends of
        months, from the first article to the last; empty where no article has a day.

    Examples
    --------
    >>> articles = pd.DataFrame({"published_latest": pd.to_datetime(["2020-01-30", "2020-04-30"])})
    >>> turning_days(articles).strftime("%m-%d").tolist()
    ['01-30', '01-31', '02-29', '03-31', '04-30']
    """
    told = pd.DatetimeIndex(articles["published_latest"].dropna().unique()).sort_values()
    if told.empty:
        return told
    aged = [told + pd.Timedelta(days=days + 1) for days in (FRESH_DAYS, silence)]
    days = told.append([*aged, pd.date_range(told[0], told[-1], freq="ME")]).unique().sort_values()
    return days[days <= told[-1]]


def period_ends(articles: pd.DataFrame, periods: int) -> list[pd.Timestamp]:
    """Return the last days of ``periods`` periods of about as many articles each, moved to the ends of their months.

    Parameters
    ----------
    articles : DataFrame
        Column published_latest (days, NaT left out).
    periods : int
        How many.

    Returns
    -------
    list of Timestamp
        At most ``periods`` days in order, the last article's day among them; none where no article has a day.

    Examples
    --------
    >>> days = pd.to_datetime(["2020-01-15", "2020-02-20", "2020-04-07", "2020-04-30", "2020-06-10"])
    >>> [f"{day:%m-%d}" for day in period_ends(pd.DataFrame({"published_latest": days}), 3)]
    ['02-29', '04-30', '06-10']
    """
    told = articles["published_latest"].dropna().sort_values()
    if told.empty:
        return []
    shares = [number / periods for number in range(1, periods)]
    ends = told.quantile(shares, interpolation="nearest") + pd.offsets.MonthEnd(0)
    return sorted({*ends[ends < told.iloc[-1]], told.iloc[-1]})


def compare_month_ends(
    control: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, places: list[str], silence: int = SILENCE
) -> pd.DataFrame:
    """Set the assessed holder of each place beside the record, at the end of each month from first article to last.

    Parameters
    ----------
    control, articles : DataFrame
        As for ``assess_control``.
    lexicon : Lexicon
        roles and known_events.
    places : list of str
        Place ids.
    silence : int, optional
        Days without evidence after which a holder is unknown.

    Returns
    -------
    DataFrame
        One row a place and month: place, day, known (lna|gna|unknown), assessed (lna|gna|contested|unknown),
        since_evidence, verdict (agrees|contested|no word|differs|record silent).

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> control = pd.DataFrame([("a", "tarhuna", "gna", "occurred", "", 0, 9)],
    ...                        columns=["article", "place", "side", "modality", "source", "start", "end"])
    >>> days = pd.to_datetime(["2020-06-05", "2020-06-30"])
    >>> articles = pd.DataFrame({"article": ["a", "b"], "published_latest": days, "wire": ["a", "b"]})
    >>> known = {"date_end": ["2020-06-05"], "place_id": "tarhuna", "event_type": "capture", "initiator": "gna"}
    >>> lexicon = SimpleNamespace(roles=pd.DataFrame({"id": ["gna"], "side": ["gna"]}),
    ...                           known_events=pd.DataFrame(known).assign(target=""))
    >>> compare_month_ends(control, articles, lexicon, ["tarhuna"])["verdict"].tolist()
    ['agrees']
    """
    told = articles["published_latest"].dropna()
    days = pd.date_range(told.min(), told.max(), freq="ME") if len(told) else pd.DatetimeIndex([])
    if days.empty:
        return pd.DataFrame(columns=MONTHLY)
    held = assess_control(control[control["place"].isin(places)], articles, lexicon, days, silence)
    record = _record(lexicon, places, days)
    both = record.merge(held, on=["place", "day"], how="left", validate="one_to_one")
    both["assessed"] = both["assessed"].fillna("unknown")
    verdict = pd.Series("differs", index=both.index).mask(both["assessed"] == both["known"], "agrees")
    verdict = verdict.mask(both["assessed"] == "contested", "contested").mask(both["assessed"] == "unknown", "no word")
    return both.assign(verdict=verdict.mask(both["known"] == "unknown", "record silent"))[MONTHLY]


def beside_record(held: pd.DataFrame, lexicon: Lexicon, places: list[str]) -> pd.DataFrame:
    """Return the assessed holders of some places and, under each, the record's, for one figure.

    Parameters
    ----------
    held : DataFrame
        The panel with labels: place, day, assessed, since_evidence, label.
    lexicon : Lexicon
        roles and known_events.
    places : list of str
        Place ids, in the order of the figure; those without a row in ``held`` are left out.

    Returns
    -------
    DataFrame
        place, day, assessed, since_evidence, label: two labels a place.

    Examples
    --------
    >>> beside_record(pd.DataFrame(columns=["place", "day", "assessed", "since_evidence", "label"]), None, []).empty
    True
    """
    columns = ["place", "day", "assessed", "since_evidence", "label"]
    told = held.loc[held["place"].isin(places), columns]
    if told.empty:
        return told
    own = [place for place in places if place in set(told["place"])]
    record = _record(lexicon, own, pd.DatetimeIndex(told["day"].unique()))
    record = record.rename(columns={"known": "assessed"}).assign(since_evidence=record["day"])
    names = told.drop_duplicates("place").set_index("place")["label"]
    record["label"] = record["place"].map(names) + ": the record"
    # a second place of that name, so that the two lines of one place are not one stretch
    both = pd.concat([told.assign(line=0), record.assign(place=record["place"] + " by the record", line=1)])
    rank = both["place"].str.removesuffix(" by the record").map({place: number for number, place in enumerate(own)})
    return both.assign(rank=rank).sort_values(["rank", "line", "day"], ignore_index=True)[columns]


def misplaced(control: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the statements that give a place to the camp that, by the record, did not hold it when they were written.

    Parameters
    ----------
    control : DataFrame
        As ``find_control`` returns it.
    articles : DataFrame
        Columns article, published_earliest, published_latest.
    lexicon : Lexicon
        roles and known_events.

    Returns
    -------
    DataFrame
        article, place, side, known (lna|gna), modality, source, start, end. Only where the record has one holder over
        the article's whole window; a day on which the place changed hands by the record counts for neither.

    Examples
    --------
    >>> misplaced(pd.DataFrame(columns=["article", "place", "side"]), pd.DataFrame(columns=["article",
    ...           "published_earliest", "published_latest"]), None).empty
    True
    """
    window = articles[["article", "published_earliest", "published_latest"]].dropna()
    rows = control[control["side"].isin(SIDES)].merge(window, on="article", validate="many_to_one")
    if rows.empty:
        return pd.DataFrame(columns=MISPLACED)
    before = rows["published_earliest"] - pd.Timedelta(days=1)
    days = pd.DatetimeIndex(pd.concat([before, rows["published_latest"]]).unique()).sort_values()
    record = _record(lexicon, sorted(rows["place"].unique()), days)
    lookup = record.set_index(["place", "day"])["known"]
    first, last = (lookup.reindex([*zip(rows["place"], ends, strict=True)]).to_numpy()
                   for ends in (before, rows["published_latest"]))  # fmt: skip
    rows = rows.assign(known=last)[(first == last) & (last != rows["side"]) & pd.Series(last).isin(SIDES).to_numpy()]
    return rows[MISPLACED].reset_index(drop=True)


def moved_without_record(chronology: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the takings and leavings by which a place would pass from a camp that, by the record, did not hold it.

    Parameters
    ----------
    chronology : DataFrame
        As ``merge_events`` returns it.
    lexicon : Lexicon
        roles and known_events.

    Returns
    -------
    DataFrame
        The rows of captures and withdrawals told or claimed, with known (lna|gna: who held the place by the record from
        ``BEFORE`` days ahead of the event's window to its end) where the event takes it from the other one.

    Examples
    --------
    >>> columns = ["type", "modality", "place", "initiator", "earliest", "latest"]
    >>> moved_without_record(pd.DataFrame(columns=columns), None).empty
    True
    """
    told = chronology["modality"].isin(["occurred", "claimed"]) & chronology["type"].isin(["capture", "withdrawal"])
    rows = chronology[told & chronology["place"].ne("") & chronology["earliest"].notna()]
    if rows.empty:
        return rows.assign(known="")
    begins = rows["earliest"] - pd.Timedelta(days=BEFORE)
    days = pd.DatetimeIndex(pd.concat([begins, rows["latest"]]).unique()).sort_values()
    lookup = _record(lexicon, sorted(rows["place"].unique()), days).set_index(["place", "day"])["known"]
    first, last = (lookup.reindex([*zip(rows["place"], ends, strict=True)]).to_numpy()
                   for ends in (begins, rows["latest"]))  # fmt: skip
    camp = camps(rows, lexicon)
    loser = camp.map({"lna": "gna", "gna": "lna"}).where(rows["type"] == "capture", camp)
    odd = loser.isin(SIDES) & (loser != last) & (first == last) & pd.Series(last, rows.index).isin(SIDES)
    return rows.assign(known=last)[odd].reset_index(drop=True)


def _record(lexicon: Lexicon, places: list[str], days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the record's holders, unknown where the last to take the place was of neither camp: it tells no more."""
    record = known_control(lexicon.known_events, lexicon, places, days)
    return record.assign(known=record["known"].where(record["known"].isin(SIDES), "unknown"))
