"""Counts from mentions: how often, at what rate, with whom, named how; each with an interval or its evidence."""

from itertools import combinations

import numpy as np
import pandas as pd

from libyautil.arabic import CONJUNCTIONS, PREPOSITIONS, display_text, tokens
from libyautil.lexicon import Lexicon

DRAWS = 500
NO_OUTLET = "no outlet named"
CLITICS = (*CONJUNCTIONS, *PREPOSITIONS, "ال")  # a compound's head noun keeps its own


def keep_wires(articles: pd.DataFrame, mentions: pd.DataFrame, each_copy: bool = False) -> tuple:
    """Return articles and mentions with each wire story once, or every copy.

    Parameters
    ----------
    articles : DataFrame
        Columns article, wire (the first article of its group of near copies).
    mentions : DataFrame
        Column article.
    each_copy : bool, optional
        True keeps every copy.

    Returns
    -------
    tuple of DataFrame
        The articles and the mentions that stay.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a", "b"], "wire": ["a", "a"]})
    >>> kept, _ = keep_wires(articles, pd.DataFrame({"article": ["a", "b"]}))
    >>> kept["article"].tolist()
    ['a']
    """
    if each_copy:
        return articles, mentions
    kept = articles[articles["article"] == articles["wire"]].reset_index(drop=True)
    return kept, mentions[mentions["article"].isin(kept["article"])].reset_index(drop=True)


def count_words(articles: pd.DataFrame) -> pd.Series:
    """Return the number of words that are coded in each article, by its id (page furniture left out).

    Examples
    --------
    >>> count_words(pd.DataFrame({"article": ["a"], "text": ["وصل حفتر، أمس."], "body_end": [14]})).to_dict()
    {'a': 3}
    """
    words = [
        sum(t[a].isalnum() for a, _ in tokens(t[:end]))
        for t, end in zip(articles["text"], articles["body_end"], strict=True)
    ]
    return pd.Series(words, index=articles["article"], name="words")


def count_articles(articles: pd.DataFrame, by: str = "outlet") -> pd.DataFrame:
    """Count articles and words, and say over which time they reach.

    Parameters
    ----------
    articles : DataFrame
        Columns article, text, body_end, wire, published_earliest, published_latest and ``by``.
    by : str, optional
        The column to count within.

    Returns
    -------
    DataFrame
        ``by``, articles, words, copies (int: of a story that stands elsewhere too), undated (int), first, last (days),
        most articles first.

    Examples
    --------
    >>> day = pd.Timestamp("2019-04-04")
    >>> pages = pd.DataFrame({"article": ["a", "b"], "text": ["وصل حفتر"] * 2, "body_end": [8, 8], "outlet": ["x", ""],
    ...                       "wire": ["a", "a"], "published_earliest": day, "published_latest": day})
    >>> count_articles(pages)[["outlet", "articles", "words", "copies"]].values.tolist()
    [['x', 1, 2, 0], ['no outlet named', 1, 2, 1]]
    """
    pages = articles.assign(**{
        by: _named(articles[by]), "words": count_words(articles).to_numpy(),
        "copy": articles["wire"] != articles["article"], "undated": articles["published_earliest"].isna(),
    })  # fmt: skip
    counted = pages.groupby(by, sort=False).agg(
        articles=("article", "size"), words=("words", "sum"), copies=("copy", "sum"), undated=("undated", "sum"),
        first=("published_earliest", "min"), last=("published_latest", "max"),
    )  # fmt: skip
    return counted.sort_values("articles", ascending=False, kind="stable").reset_index()


def month_of(articles: pd.DataFrame) -> pd.Series:
    """Return the month in which each article's window lies (its first day), NaT where it lies in none or in several.

    Examples
    --------
    >>> days = pd.to_datetime(["2019-04-04", "2019-05-02"])
    >>> month_of(pd.DataFrame({"published_earliest": days[[0, 0]], "published_latest": days})).isna().tolist()
    [False, True]
    """
    first, last = (articles[f"published_{end}"].dt.to_period("M") for end in ("earliest", "latest"))
    return first.where(first == last).dt.to_timestamp().rename("month")


def _named(column: pd.Series) -> pd.Series:
    """Give articles without an outlet a group of their own, under a name that says so."""
    return column.replace("", NO_OUTLET) if column.name == "outlet" else column


def count_actors(
    mentions: pd.DataFrame, articles: pd.DataFrame, by: str = "", what: str = "id", draws: int = DRAWS, seed: int = 0
) -> pd.DataFrame:
    """Count actor mentions, with rates a thousand words and bootstrap intervals over articles.

    Parameters
    ----------
    mentions : DataFrame
        Columns article, layer, id.
    articles : DataFrame
        Columns article, text, body_end, and ``by`` where it is given.
    by : str, optional
        A column of ``articles`` to count within, such as outlet or month.
    what : str, optional
        The column of ``mentions`` that is counted: id, side, form, or one that was merged to it, such as kind.
    draws : int, optional
        Bootstrap samples; articles are drawn with replacement, within each value of ``by``.
    seed : int, optional
        Seeds the draws.

    Returns
    -------
    DataFrame
        ``by`` (where given), ``what`` (str), mentions (int), articles (int: how many name the actor), rate (float,
        mentions a thousand words), low, high (float: 95 % percentile interval of the rate; Efron & Tibshirani 1993,
        chapter 13; NaN over one article), most frequent first. Within ``by`` a value that a group never has is a row
        of zeros.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل حفتر"], "body_end": [8]})
    >>> mentions = pd.DataFrame({"article": ["a"], "layer": ["actor"], "id": ["haftar"]})
    >>> count_actors(mentions, articles)[["id", "mentions", "rate"]].values.tolist()
    [['haftar', 1, 500.0]]
    """
    actors = mentions[mentions["layer"] == "actor"]
    groups = articles.groupby(_named(articles[by]), sort=True) if by else [("", articles)]
    values = sorted(actors.loc[actors["article"].isin(articles["article"]), what].unique())
    counts = [
        _count_group(actors, pages, what, values, draws, seed).assign(**({by: value} if by else {}))
        for value, pages in groups
    ]
    parts = [part for part in counts if len(part)]
    columns = [*([by] if by else []), what, "mentions", "articles", "rate", "low", "high"]
    if not parts:
        return pd.DataFrame(columns=columns).astype({"mentions": int, "articles": int, "rate": float})
    counted = pd.concat(parts, ignore_index=True)
    return counted[columns].sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def _count_group(
    actors: pd.DataFrame, articles: pd.DataFrame, what: str, values: list[str], draws: int, seed: int
) -> pd.DataFrame:
    inside = actors[actors["article"].isin(articles["article"])]
    matrix = pd.crosstab(inside["article"], inside[what])
    matrix = matrix.reindex(index=articles["article"], columns=values, fill_value=0)
    words = count_words(articles).to_numpy()
    counts = matrix.to_numpy()
    sample = np.random.default_rng(seed).multinomial(len(words), np.full(len(words), 1 / len(words)), size=draws)
    rates = 1000 * (sample @ counts) / np.maximum(sample @ words, 1)[:, None]
    low, high = np.percentile(rates, [2.5, 97.5], axis=0) if counts.shape[1] else (np.array([]), np.array([]))
    if len(words) < 2:  # drawing one article anew gives the same article: that is no interval
        low, high = np.full_like(low, np.nan), np.full_like(high, np.nan)
    total = counts.sum(axis=0)
    return pd.DataFrame({
        what: matrix.columns, "mentions": total, "articles": (counts > 0).sum(axis=0),
        "rate": 1000 * total / max(words.sum(), 1), "low": low, "high": high,
    })  # fmt: skip


def co_mentions(mentions: pd.DataFrame, within: str = "sentence") -> pd.DataFrame:
    """Count how often two actors are named together.

    Parameters
    ----------
    mentions : DataFrame
        Columns article, sentence, start, end, layer, id.
    within : {"sentence", "article"}
        What together means.

    Returns
    -------
    DataFrame
        one, other (str, in alphabetical order), together (int: sentences or articles that name both), most first.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": ["a", "a"], "sentence": [0, 0], "start": [0, 9], "end": [4, 14],
    ...                          "layer": ["actor"] * 2, "id": ["sarraj", "haftar"]})
    >>> co_mentions(mentions).values.tolist()
    [['haftar', 'sarraj', 1]]
    """
    counted = pairs_named(mentions, within)[["one", "other"]].value_counts().rename("together").reset_index()
    return counted.sort_values(["together", "one", "other"], ascending=[False, True, True], ignore_index=True)


def pairs_named(mentions: pd.DataFrame, within: str = "sentence") -> pd.DataFrame:
    """List where two actors are named together: the rows behind ``co_mentions``.

    Parameters
    ----------
    mentions : DataFrame
        Columns article, sentence, start, end, layer, id.
    within : {"sentence", "article"}
        What together means.

    Returns
    -------
    DataFrame
        one, other (str, in alphabetical order), article, start, end (from the first mention of either to the end of the
        other's first): a row a pair and sentence or article.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": ["a", "a"], "sentence": [0, 0], "start": [0, 9], "end": [4, 14],
    ...                          "layer": ["actor"] * 2, "id": ["sarraj", "haftar"]})
    >>> pairs_named(mentions).values.tolist()
    [['haftar', 'sarraj', 'a', 0, 14]]
    """
    unit = ["article", "sentence"] if within == "sentence" else ["article"]
    columns = ["one", "other", "article", "start", "end"]
    actors = mentions.loc[mentions["layer"] == "actor", [*dict.fromkeys([*unit, "article", "start", "end"]), "id"]]
    first = actors.sort_values(["article", "start"], kind="stable").drop_duplicates([*unit, "id"])
    named = first.sort_values("id", kind="stable").groupby(unit, sort=False)
    rows = [
        (one.id, other.id, one.article, min(one.start, other.start), max(one.end, other.end))
        for _, together in named
        for one, other in combinations(together.itertuples(), 2)
    ]
    return pd.DataFrame(rows, columns=columns)


def pair_matrix(pairs: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Lay pairs out as a square table, each pair on both sides of the diagonal.

    Parameters
    ----------
    pairs : DataFrame
        Columns one, other, together, as ``co_mentions`` returns them.
    ids : list of str
        Whose rows and columns, in this order.

    Returns
    -------
    DataFrame
        ``ids`` as index and columns, together (float; NaN on the diagonal).

    Examples
    --------
    >>> pair_matrix(pd.DataFrame({"one": ["a"], "other": ["b"], "together": [2]}), ["b", "a"]).values.tolist()
    [[nan, 2.0], [2.0, nan]]
    """
    table = pd.DataFrame(0.0, index=ids, columns=ids)
    for one, other, together in pairs[["one", "other", "together"]].itertuples(index=False):
        if one in table.index and other in table.index:
            table.loc[one, other] = table.loc[other, one] = together
    return table.mask(np.eye(len(ids), dtype=bool))


def naming_matrix(mentions: pd.DataFrame, articles: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Count which words each outlet uses for one referent: the naming matrix.

    Parameters
    ----------
    mentions : DataFrame
        Columns article, layer, id, text, form, frame, lexicon_row, alias.
    articles : DataFrame
        Columns article, outlet.
    ids : list of str
        The ids that make up the referent, such as one force.

    Returns
    -------
    DataFrame
        outlet (str), alias (str: the lexicon's form, without the clitics of a head noun), form (str), frame (str),
        mentions (int), share (float: of the outlet's mentions of the referent), most first.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": ["a"], "layer": ["actor"], "id": ["lna"], "alias": ["قوات حفتر"],
    ...                          "form": ["label"], "frame": ["neutral"]})
    >>> naming_matrix(mentions, pd.DataFrame({"article": ["a"], "outlet": ["x"]}), ["lna"])["share"].tolist()
    [1.0]
    """
    chosen = names_used(mentions, articles, ids)
    counted = chosen.groupby(["outlet", "alias", "form", "frame"]).size().rename("mentions").reset_index()
    counted["share"] = counted["mentions"] / counted.groupby("outlet")["mentions"].transform("sum")
    return counted.sort_values(["outlet", "mentions"], ascending=[True, False], ignore_index=True)


def names_used(mentions: pd.DataFrame, articles: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """List the mentions of one referent with the outlet that chose the name: the rows behind ``naming_matrix``.

    Parameters
    ----------
    mentions : DataFrame
        Columns article, layer, id, alias.
    articles : DataFrame
        Columns article, outlet.
    ids : list of str
        The ids that make up the referent.

    Returns
    -------
    DataFrame
        The mentions with outlet (str), and alias without the clitics of a head noun.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": ["a"], "layer": ["actor"], "id": ["lna"], "alias": ["قوات حفتر"]})
    >>> names_used(mentions, pd.DataFrame({"article": ["a"], "outlet": [""]}), ["lna"])["outlet"].tolist()
    ['no outlet named']
    """
    chosen = with_outlet(mentions[(mentions["layer"] == "actor") & mentions["id"].isin(ids)], articles)
    return chosen.assign(alias=_without_clitics(chosen["alias"]))


def with_outlet(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add to each mention the outlet of its article, and where articles have one, its month.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": ["a"], "id": ["haftar"]})
    >>> with_outlet(mentions, pd.DataFrame({"article": ["a"], "outlet": ["x"]}))["outlet"].tolist()
    ['x']
    """
    columns = [column for column in ("article", "outlet", "month") if column in articles]
    placed = mentions.merge(articles[columns], on="article", validate="many_to_one")
    assert len(placed) == len(mentions), "every mention stands in one of the articles"
    return placed.assign(outlet=_named(placed["outlet"]))


def _without_clitics(aliases: pd.Series) -> pd.Series:
    """Name the head of a compound (``فقوات حفتر``) as the same compound without its clitic, where that was used too."""
    seen = set(aliases)
    plain = {alias: next((alias[len(c) :] for c in CLITICS if alias.startswith(c) and alias[len(c) :] in seen), alias)
             for alias in seen}  # fmt: skip
    return aliases.map(plain)


def naming_shares(naming: pd.DataFrame, column: str = "alias", most: int = 18) -> pd.DataFrame:
    """Lay the naming matrix out as a table: what share of its mentions each outlet gives to each name.

    Parameters
    ----------
    naming : DataFrame
        As ``naming_matrix`` returns it.
    column : str, optional
        What makes a row: alias, form or frame.
    most : int, optional
        So many rows, those with the most mentions.

    Returns
    -------
    DataFrame
        ``column`` as index, outlets as columns, percent (float, NaN where the outlet never says so); the name used
        most on top.

    Examples
    --------
    >>> naming = pd.DataFrame({"outlet": ["x", "x"], "alias": ["قوات حفتر", "الجيش"], "mentions": [3, 1],
    ...                        "share": [0.75, 0.25]})
    >>> naming_shares(naming)["x"].tolist()
    [75.0, 25.0]
    """
    order = naming.groupby(column)["mentions"].sum().sort_values(ascending=False, kind="stable").index[:most]
    table = naming.groupby([column, "outlet"])["share"].sum().mul(100).unstack("outlet")
    return table.reindex(order)


def describe_actors(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the names, kind and camp of each actor that is mentioned.

    Parameters
    ----------
    mentions : DataFrame
        Columns layer, id, side.
    lexicon : Lexicon
        Its actors.

    Returns
    -------
    DataFrame
        id, name_en, name_ar, kind (str), side (str: the camp of most of its mentions), short (str: the English name
        without its variants and remarks), label (str: the short name and the Arabic one, set for figures).

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> mentions = pd.DataFrame({"layer": ["actor"], "id": ["haftar"], "side": ["lna"]})
    >>> describe_actors(mentions, load_lexicon())[["name_en", "side"]].values.tolist()
    [['Khalifa Haftar', 'lna']]
    """
    actors = mentions[mentions["layer"] == "actor"]
    sides = actors.groupby("id")["side"].agg(lambda side: side.mode().iat[0]).reset_index()
    about = sides.merge(lexicon.actors[["id", "name_en", "name_ar", "kind"]], on="id", validate="one_to_one")
    about["short"] = about["name_en"].str.split(r" / | \(", regex=True).str[0]
    about["label"] = [f"{en}  {display_text(ar)}" for en, ar in zip(about["short"], about["name_ar"], strict=True)]
    return about[["id", "name_en", "name_ar", "kind", "side", "short", "label"]]


def leave_each_out(mentions: pd.DataFrame, articles: pd.DataFrame, column: str = "outlet") -> pd.DataFrame:
    """Return each actor's rate with each outlet left out in turn.

    Parameters
    ----------
    mentions, articles : DataFrame
        As for ``count_actors``; ``articles`` has ``column``.
    column : str, optional
        What is left out in turn.

    Returns
    -------
    DataFrame
        id (str), left_out (str), rate (float, mentions a thousand words of the rest; 0 where only the outlet left out
        names the actor), rank (int, 1 is the most). No row where there is one outlet only.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a", "b"], "text": ["وصل حفتر"] * 2, "body_end": [8, 8]})
    >>> articles["outlet"] = ["x", "y"]
    >>> mentions = pd.DataFrame({"article": ["a"], "layer": ["actor"], "id": ["haftar"]})
    >>> leave_each_out(mentions, articles).values.tolist()
    [['haftar', 'x', 0.0, 1], ['haftar', 'y', 500.0, 1]]
    """
    parts = []
    ids = mentions.loc[mentions["layer"] == "actor", "id"].drop_duplicates()
    groups = _named(articles[column])
    for value in sorted(groups.unique()):
        rest = articles[groups != value]
        if len(rest):
            counted = count_actors(mentions, rest, draws=1)[["id", "rate"]]
            # whom only the outlet left out names has no mention left: a rate of zero, not a missing row
            counted = counted.set_index("id").reindex(ids, fill_value=0.0).reset_index()
            parts.append(
                counted.assign(left_out=value, rank=counted["rate"].rank(ascending=False, method="min").astype(int))
            )
    columns = ["id", "left_out", "rate", "rank"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def first_mentions(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return where each actor first appears in the corpus in time; undated articles come last.

    Parameters
    ----------
    mentions : DataFrame
        Columns article, start, end, text, layer, id.
    articles : DataFrame
        Columns article, outlet, published_earliest.

    Returns
    -------
    DataFrame
        id, first (day, NaT where only undated articles name the actor), outlet, article, start, end, text. Where an
        article's window is longer than a day, its first day counts.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article": ["a"], "start": [0], "end": [4], "text": ["حفتر"], "layer": ["actor"],
    ...                          "id": ["haftar"]})
    >>> articles = pd.DataFrame({"article": ["a"], "outlet": ["x"], "published_earliest": [pd.Timestamp("2019-04-04")]})
    >>> first_mentions(mentions, articles)["first"].dt.strftime("%Y-%m-%d").tolist()
    ['2019-04-04']
    """
    about = articles[["article", "outlet", "published_earliest"]].rename(columns={"published_earliest": "first"})
    actors = mentions[mentions["layer"] == "actor"].merge(about, on="article", validate="many_to_one")
    ordered = actors.sort_values(["first", "article", "start"], na_position="last")
    return ordered.drop_duplicates("id")[["id", "first", "outlet", "article", "start", "end", "text"]].reset_index(
        drop=True
    )
