"""How outlets lean: the mean of their articles' own voice, and the labels that they choose, with intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from libyautil.agreement import bootstrap_weights

CAMPS = ("lna", "gna")
NO_OUTLET = "no outlet named"
DRAWS = 2000
FRAMES = {"legitimising": 1, "neutral": 0, "delegitimising": -1}


def periods_of(articles: pd.DataFrame, begins: Sequence[str]) -> pd.Series:
    """Return the period in which each article was published, in the order of time.

    Parameters
    ----------
    articles : DataFrame
        Columns published_earliest, published_latest (days).
    begins : sequence of str
        The first day of each period but the first, ISO days; what lies before the first of them is a period too.

    Returns
    -------
    Series
        Ordered categories such as "Apr 2019 – Jan 2020"; missing where an article's window lies in no one period.

    Examples
    --------
    >>> days = pd.to_datetime(["2019-06-27", "2020-06-05"])
    >>> articles = pd.DataFrame({"published_earliest": days, "published_latest": days})
    >>> periods_of(articles, ["2019-04-04", "2020-01-12"]).tolist()
    ['Apr 2019 – Jan 2020', 'since Jan 2020']
    """
    edges = pd.DatetimeIndex(sorted(begins))
    names = [f"{a:%b %Y} – {b:%b %Y}" for a, b in zip(edges, edges[1:], strict=False)]
    names = [f"before {edges[0]:%b %Y}", *names, f"since {edges[-1]:%b %Y}"] if len(edges) else ["all"]
    days = articles[["published_earliest", "published_latest"]]
    first, last = ((days[[end]].to_numpy() >= edges.to_numpy()).sum(axis=1) for end in days)
    codes = np.where(days.notna().all(axis=1) & (first == last), first, -1)
    return pd.Series(pd.Categorical.from_codes(codes, names, ordered=True), index=articles.index, name="period")


def outlet_stance(
    article_stance: pd.DataFrame, articles: pd.DataFrame, by: Sequence[str] = ("outlet",), draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Average the own voice of each outlet's articles toward the two camps, with bootstrap intervals over articles.

    An article that takes no position counts as 0: an outlet that mostly reports is near the middle.

    Parameters
    ----------
    article_stance : DataFrame
        article, lna, gna (float, -2 to 2), lna_for, lna_against, gna_for, gna_against (int).
    articles : DataFrame
        article and the columns of ``by``.
    by : sequence of str, optional
        What to average within; articles where one of these is missing are left out.
    draws, seed : int, optional
        Of the bootstrap: articles are drawn with replacement within each group.

    Returns
    -------
    DataFrame
        ``by``, side (lna, gna), value, low, high (float, -2 to 2; the interval is the 95 % percentile one, Efron &
        Tibshirani 1993, chapter 13; NaN with one article), articles (int), speaking (int: articles in which the own
        voice takes a position toward that side); two rows a group.

    Examples
    --------
    >>> scores = pd.DataFrame({"article": ["a", "b"], "lna": [2.0, 1.0], "gna": [0.0, 0.0], "lna_for": [3, 1],
    ...                        "lna_against": 0, "gna_for": 0, "gna_against": 0})
    >>> articles = pd.DataFrame({"article": ["a", "b"], "outlet": "x"})
    >>> outlet_stance(scores, articles)[["outlet", "side", "value", "low", "high", "speaking"]].values.tolist()
    [['x', 'lna', 1.5, 1.0, 2.0, 2], ['x', 'gna', 0.0, 0.0, 0.0, 0]]
    """
    by = list(by)
    pages = articles[["article", *by]].merge(article_stance, on="article", validate="one_to_one").dropna(subset=by)
    rows = []
    for key, group in _named(pages).groupby(by, sort=True, observed=True):
        weights = bootstrap_weights(list(group["article"]), draws, seed)
        for side in CAMPS:
            low, high = _interval(weights @ group[side].to_numpy() / len(group), len(group))
            speaking = int((group[f"{side}_for"] + group[f"{side}_against"] > 0).sum())
            rows.append((*key, side, group[side].mean(), low, high, len(group), speaking))
    return pd.DataFrame(rows, columns=[*by, "side", "value", "low", "high", "articles", "speaking"])


def leanings_in_time(article_stance: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lay out each outlet's articles in time, and the mean of each of its periods.

    Parameters
    ----------
    article_stance : DataFrame
        As for ``outlet_stance``.
    articles : DataFrame
        article, outlet, published_earliest, published_latest, period; articles of no one period are left out.

    Returns
    -------
    points : DataFrame
        outlet, period, day (the middle of the article's window), side (lna, gna), value (float, -2 to 2).
    means : DataFrame
        As ``outlet_stance`` by outlet and period, with begins, ends (days: the first and last article).

    Examples
    --------
    >>> day = pd.Timestamp("2019-04-05")
    >>> articles = pd.DataFrame({"article": ["a"], "outlet": "x", "period": "p", "published_earliest": day,
    ...                          "published_latest": day})
    >>> scores = pd.DataFrame({"article": ["a"], "lna": [1.0], "gna": [0.0], "lna_for": 1, "lna_against": 0,
    ...                        "gna_for": 0, "gna_against": 0})
    >>> points, means = leanings_in_time(scores, articles)
    >>> points["value"].tolist(), means["articles"].tolist()
    ([1.0, 0.0], [1, 1])
    """
    dated = _named(articles.dropna(subset=["period"]))
    half = (dated["published_latest"] - dated["published_earliest"]) / 2
    dated = dated.assign(day=(dated["published_earliest"] + half).dt.floor("D"))
    scored = dated.merge(article_stance, on="article", how="left", validate="one_to_one")
    points = scored.melt(["outlet", "period", "day"], list(CAMPS), "side")
    spans = dated.groupby(["outlet", "period"], observed=True)["day"].agg(begins="min", ends="max").reset_index()
    means = outlet_stance(article_stance, dated, ["outlet", "period"])
    return points, means.merge(spans, on=["outlet", "period"], validate="many_to_one")


def own_names(mentions: pd.DataFrame, articles: pd.DataFrame, voice: pd.DataFrame) -> pd.DataFrame:
    """Return the names that outlets give the two camps in their own voice, where ``aliases.csv`` judges the name.

    Parameters
    ----------
    mentions : DataFrame
        article, start, layer, side, frame.
    articles : DataFrame
        article, outlet.
    voice : DataFrame
        article, start, end: stretches in somebody else's voice, whose names are not the outlet's.

    Returns
    -------
    DataFrame
        Those rows of ``mentions``, with outlet.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": "a", "start": [0, 9], "layer": "actor", "side": "lna", "frame": "neutral"})
    >>> articles = pd.DataFrame({"article": ["a"], "outlet": ["x"]})
    >>> own_names(mentions, articles, pd.DataFrame({"article": ["a"], "start": [5], "end": [20]}))["start"].tolist()
    [0]
    """
    framed = mentions[(mentions["layer"] == "actor") & mentions["side"].isin(CAMPS) & mentions["frame"].isin(FRAMES)]
    own = framed[~in_voice(framed, voice)].merge(articles[["article", "outlet"]], on="article", validate="many_to_one")
    return _named(own)


def label_choice(names: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Score the names that each outlet chooses for the two camps.

    A name that grants legitimacy counts 1, one that denies it -1, one that does neither 0; the score is the mean over
    the outlet's mentions of the camp.

    Parameters
    ----------
    names : DataFrame
        As ``own_names`` returns it: article, outlet, side, frame.
    draws, seed : int, optional
        Of the bootstrap over articles.

    Returns
    -------
    DataFrame
        outlet, side (lna, gna), value, low, high (float, -1 to 1; 95 % interval, NaN with one article), articles,
        legitimising, neutral, delegitimising (int).

    Examples
    --------
    >>> names = pd.DataFrame({"article": "a", "outlet": "x", "side": "lna", "frame": ["delegitimising", "neutral"]})
    >>> label_choice(names)["value"].tolist()
    [-0.5]
    """
    rows = []
    for (outlet, side), group in names.groupby(["outlet", "side"], sort=True):
        scores = group.assign(score=group["frame"].map(FRAMES)).groupby("article")["score"].agg(["sum", "size"])
        weights = bootstrap_weights(list(scores.index), draws, seed)
        drawn = (weights @ scores["sum"].to_numpy()) / (weights @ scores["size"].to_numpy())
        counts = [int((group["frame"] == frame).sum()) for frame in FRAMES]
        value = scores["sum"].sum() / len(group)
        rows.append((outlet, side, value, *_interval(drawn, len(scores)), len(scores), *counts))
    return pd.DataFrame(rows, columns=["outlet", "side", "value", "low", "high", "articles", *FRAMES])


def in_voice(rows: pd.DataFrame, voice: pd.DataFrame) -> pd.Series:
    """Tell which rows begin inside a stretch that is in somebody else's voice.

    Parameters
    ----------
    rows : DataFrame
        article, start.
    voice : DataFrame
        article, start, end.

    Returns
    -------
    Series of bool

    Examples
    --------
    >>> rows = pd.DataFrame({"article": ["a", "a"], "start": [3, 12]})
    >>> in_voice(rows, pd.DataFrame({"article": ["a"], "start": [10], "end": [20]})).tolist()
    [False, True]
    """
    spans = {
        article: list(zip(group["start"], group["end"], strict=True)) for article, group in voice.groupby("article")
    }
    inside = [any(start <= row.start < end for start, end in spans.get(row.article, ())) for row in rows.itertuples()]
    return pd.Series(inside, index=rows.index, dtype=bool)


def _named(pages: pd.DataFrame) -> pd.DataFrame:
    """Give articles without an outlet a group of their own, under a name that says so."""
    return pages.assign(outlet=pages["outlet"].replace("", NO_OUTLET)) if "outlet" in pages else pages


def _interval(drawn: np.ndarray, articles: int) -> tuple[float, float]:
    """Return the ends of the 95 % percentile interval; none from one article."""
    if articles < 2:
        return np.nan, np.nan
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)
