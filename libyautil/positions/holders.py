"""Who is for or against whom, counted once an article: matrices, signed ties, months, and what is disputed."""

import re
from collections.abc import Sequence

import pandas as pd

from libyautil.arabic import display_text, isolate
from libyautil.lexicon import Lexicon
from libyautil.mentions import describe_actors
from libyautil.positions.leanings import CAMPS, NO_OUTLET

CAMP_LABELS = {"camp:lna": "LNA's camp", "camp:gna": "GNA's camp"}
COUNTS = ["supports", "opposes", "articles", "balance"]


def with_holders(stance: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add to each position who takes it, an article's own voice being its outlet's, and toward which camp it goes.

    Parameters
    ----------
    stance : DataFrame
        article, holder, target, side (of the target).
    articles : DataFrame
        article, outlet, and what else is wanted beside each position, such as period.

    Returns
    -------
    DataFrame
        ``stance`` with who (the holder's id; for "author" "paper:" and the outlet), toward ("camp:lna" or "camp:gna"
        where the target belongs to a camp, else the target), and the columns of ``articles`` that it lacks, but for the
        text.

    Examples
    --------
    >>> stance = pd.DataFrame({"article": ["a"], "holder": ["author"], "target": ["haftar"], "side": ["lna"]})
    >>> articles = pd.DataFrame({"article": ["a"], "outlet": ["x"]})
    >>> with_holders(stance, articles)[["who", "toward"]].values.tolist()
    [['paper:x', 'camp:lna']]
    """
    about = articles[["article", *(c for c in articles if c not in stance and c != "text")]]
    merged = stance.merge(about, on="article", how="left", validate="many_to_one")
    papers = "paper:" + merged["outlet"].replace("", NO_OUTLET)
    return merged.assign(
        who=merged["holder"].where(merged["holder"] != "author", papers),
        toward=("camp:" + merged["side"]).where(merged["side"].isin(CAMPS), merged["target"]),
    )


def label_parties(positions: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return a label for everyone who holds a position and everything that one is held toward.

    Parameters
    ----------
    positions : DataFrame
        who, target, toward, as ``with_holders`` returns them.
    mentions : DataFrame
        layer, id, side.
    lexicon : Lexicon
        Its actors and issues.

    Returns
    -------
    DataFrame
        id, short (the English name), label (English and Arabic, set for figures), name (the same for a page), side (the
        camp of most of an actor's mentions); the camps stand under "camp:lna" and "camp:gna".

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> positions = pd.DataFrame({"who": ["paper:x"], "target": ["ceasefire"], "toward": ["ceasefire"]})
    >>> mentions = pd.DataFrame({"layer": ["actor"], "id": ["haftar"], "side": ["lna"]})
    >>> label_parties(positions, mentions, load_lexicon()).set_index("id").loc["ceasefire", "name"]
    'Ceasefire وقف إطلاق النار'
    """
    actors = lexicon.actors.set_index("id")
    sides = describe_actors(mentions, lexicon).set_index("id")["side"].to_dict()
    issues = lexicon.issues[lexicon.issues["name_en"] != ""].set_index("issue")
    rows = [(camp, name, "", camp.removeprefix("camp:")) for camp, name in CAMP_LABELS.items()]
    named = {*positions["who"], *positions["target"], *positions["toward"], *sides, "unnamed"}
    for id in sorted(named - set(CAMP_LABELS)):
        if id.startswith("paper:"):
            rows.append((id, "", id.removeprefix("paper:"), ""))
        elif id in actors.index:
            english = re.sub(r" \([^)]*\)$", "", str(actors.at[id, "name_en"]).split(" / ")[0])
            rows.append((id, english, actors.at[id, "name_ar"], sides.get(id, "")))
        elif id in issues.index:
            rows.append((id, issues.at[id, "name_en"], issues.at[id, "name_ar"], ""))
        else:
            english = "unnamed speakers" if id == "unnamed" else id.removeprefix("other:").replace("_", " ")
            rows.append((id, english[:1].upper() + english[1:], "", ""))
    table = pd.DataFrame(rows, columns=["id", "english", "arabic", "side"])
    papers = table["english"] == ""
    short = table["english"].where(~papers, "paper: " + table["arabic"].map(display_text))
    label = (table["english"] + "  " + table["arabic"].map(display_text)).str.strip().where(~papers, short)
    name = (table["english"] + " " + table["arabic"]).str.strip().where(~papers, "paper: " + table["arabic"])
    return table.assign(short=short, label=label, name=name)[["id", "short", "label", "name", "side"]]


def with_words(positions: pd.DataFrame, parties: pd.DataFrame) -> pd.DataFrame:
    """Add to each position how it reads.

    Parameters
    ----------
    positions : DataFrame
        who, target, toward, polarity.
    parties : DataFrame
        As ``label_parties`` returns it.

    Returns
    -------
    DataFrame
        ``positions`` with pair (str, the holder and whom it is about, camps as one, set for figures) and reads (str,
        holder, "for" or "against", target).

    Examples
    --------
    >>> positions = pd.DataFrame({"who": ["un"], "target": ["lna"], "toward": ["camp:lna"], "polarity": [-1]})
    >>> parties = pd.DataFrame({"id": ["un", "lna", "camp:lna"], "short": ["UN", "LNA", "LNA's camp"]})
    >>> words = with_words(positions, parties.assign(name=parties["short"]))
    >>> words["pair"].tolist(), " against " in words["reads"][0]
    (["UN → LNA's camp"], True)
    """
    short = parties.set_index("id")["short"]
    # on a page a paper keeps its Arabic name as it is written; figures have it set for their renderer
    name = parties.set_index("id")["name"].where(short.index.str.startswith("paper:"), short).map(isolate)
    sign = positions["polarity"].map({1: " for ", -1: " against "})
    return positions.assign(
        pair=positions["who"].map(short) + " → " + positions["toward"].map(short),
        reads=positions["who"].map(name) + sign + positions["target"].map(name),
    )


def count_positions(positions: pd.DataFrame, by: Sequence[str] = ("who", "toward")) -> pd.DataFrame:
    """Count positions, each once an article: repeats of one position in one article say nothing more.

    Parameters
    ----------
    positions : DataFrame
        article, polarity, and ``by``.
    by : sequence of str, optional
        What to count within.

    Returns
    -------
    DataFrame
        ``by``, supports, opposes (int: articles with a position for, against), articles (int), balance (int: supports
        less opposes), most articles first.

    Examples
    --------
    >>> positions = pd.DataFrame({"article": ["a", "a", "b"], "who": "un", "toward": "lna", "polarity": [-1, -1, 1]})
    >>> count_positions(positions).values.tolist()
    [['un', 'lna', 1, 1, 2, 0]]
    """
    by = list(by)
    once = positions.dropna(subset=by).drop_duplicates(["article", *by, "polarity"])
    counted = once.assign(supports=once["polarity"] > 0, opposes=once["polarity"] < 0).groupby(by, observed=True)
    table = counted.agg(
        supports=("supports", "sum"), opposes=("opposes", "sum"), articles=("article", "nunique")
    ).reset_index()
    table["balance"] = table["supports"].astype(int) - table["opposes"].astype(int)
    table = table.sort_values("articles", ascending=False, kind="stable", ignore_index=True)
    return table.astype(dict.fromkeys(COUNTS, int))


def balance_matrix(counted: pd.DataFrame, rows: str = "who", columns: str = "toward", most: int = 18) -> pd.DataFrame:
    """Lay counted positions out as a table: the balance of each holder toward each target.

    Parameters
    ----------
    counted : DataFrame
        As ``count_positions`` returns it.
    rows, columns : str, optional
        Its columns that make the table's rows and columns.
    most : int, optional
        So many rows and so many columns, those with the most articles.

    Returns
    -------
    DataFrame
        balance (float; NaN where no position was found, 0 where for and against are level); outlets' rows stand first,
        and the two camps' columns.

    Examples
    --------
    >>> counted = pd.DataFrame({"who": ["un", "un"], "toward": ["ceasefire", "camp:lna"], "articles": [2, 1],
    ...                         "balance": [2, -1]})
    >>> balance_matrix(counted).columns.tolist()
    ['camp:lna', 'ceasefire']
    """

    def order(column: str) -> list:
        values = counted[column]
        if isinstance(values.dtype, pd.CategoricalDtype):  # periods stand in time
            return [value for value in values.cat.categories if (values == value).any()]
        often = list(counted.groupby(column)["articles"].sum().sort_values(ascending=False, kind="stable").index[:most])
        first = [v for v in often if str(v).startswith("paper:")] or [v for v in CAMP_LABELS if v in often]
        return [*first, *(v for v in often if v not in first)]

    table = counted.pivot(index=rows, columns=columns, values="balance")
    return table.reindex(index=order(rows), columns=order(columns)).astype(float)


def signed_edges(positions: pd.DataFrame, most: int = 40, by: Sequence[str] = (), parties: int = 22) -> pd.DataFrame:
    """Return the signed ties between actors: who stands for whom and who against, outlets left out.

    Parameters
    ----------
    positions : DataFrame
        article, who, target, polarity, and ``by``.
    most : int, optional
        So many ties, those found in the most articles; within each value of ``by``.
    by : sequence of str, optional
        Columns to count within, such as period.
    parties : int, optional
        Only ties among so many holders and targets, those with the most positions: a circle holds no more names.

    Returns
    -------
    DataFrame
        ``by``, one (holder), other (target), polarity (1, -1), articles (int); a pair that stands both for and against
        has two rows.

    Examples
    --------
    >>> positions = pd.DataFrame({"article": ["a", "b"], "who": "un", "target": "lna", "polarity": [-1, 1]})
    >>> signed_edges(positions)[["one", "other", "polarity", "articles"]].values.tolist()
    [['un', 'lna', -1, 1], ['un', 'lna', 1, 1]]
    """
    by = list(by)
    ties = positions[~positions["who"].str.startswith("paper:") & (positions["who"] != positions["target"])]
    often = pd.concat([ties["who"], ties["target"]]).value_counts().index[:parties]
    ties = ties[ties["who"].isin(often) & ties["target"].isin(often)]
    counted = ties.dropna(subset=by).groupby([*by, "who", "target", "polarity"], observed=True)["article"].nunique()
    edges = counted.rename("articles").reset_index().rename(columns={"who": "one", "target": "other"})
    edges = edges.sort_values("articles", ascending=False, kind="stable")
    edges = edges.groupby(by, observed=True).head(most) if by else edges.head(most)
    return edges.reset_index(drop=True)


def monthly_positions(positions: pd.DataFrame, months: pd.Series, most: int = 6) -> pd.DataFrame:
    """Count positions for and against each target, by everyone, month by month.

    Parameters
    ----------
    positions : DataFrame
        article, toward, polarity.
    months : Series
        The month (first day) of each article, by the article's id; NaT where it lies in none.
    most : int, optional
        So many targets: the camps first, then those with the most positions.

    Returns
    -------
    DataFrame
        toward, month (first day), supports, opposes, articles, balance (int); a row of zeros for a month whose articles
        take no position, none for a month without articles.

    Examples
    --------
    >>> positions = pd.DataFrame({"article": ["a"], "toward": ["lna"], "polarity": [-1]})
    >>> months = pd.Series(pd.to_datetime(["2019-04-01", "2019-06-01"]), index=["a", "b"])
    >>> monthly_positions(positions, months)[["toward", "supports", "opposes"]].values.tolist()
    [['lna', 0, 1], ['lna', 0, 0]]
    """
    dated = positions.assign(month=positions["article"].map(months)).dropna(subset=["month"])
    often = list(dated["toward"].value_counts().index)
    chosen = [camp for camp in CAMP_LABELS if camp in often]
    chosen = [*chosen, *(target for target in often if target not in chosen)][:most]
    counted = count_positions(dated, ("toward", "month")).set_index(["toward", "month"])
    every = pd.MultiIndex.from_product([chosen, sorted(months.dropna().unique())], names=["toward", "month"])
    return counted.reindex(every, fill_value=0).reset_index()


def own_voice(positions: pd.DataFrame) -> pd.DataFrame:
    """Return what the papers say, in their own voice, of the two camps.

    >>> own_voice(pd.DataFrame({"holder": ["author", "un"], "toward": "camp:lna"}))["holder"].tolist()
    ['author']
    """
    return positions[(positions["holder"] == "author") & positions["toward"].isin(CAMP_LABELS)]


def disputed_targets(positions: pd.DataFrame) -> pd.DataFrame:
    """List what divides the holders: targets that some stand for and others against.

    Parameters
    ----------
    positions : DataFrame
        article, who, toward, polarity.

    Returns
    -------
    DataFrame
        toward, supporters, opponents (int: holders), supports, opposes (int: articles), divided (float, 0 to 1: twice
        the smaller share of articles; 1 is evenly split), only those with both sides, the most articles on the
        smaller side first.

    Examples
    --------
    >>> positions = pd.DataFrame({"article": ["a", "a"], "who": ["un", "lna"], "toward": "ceasefire",
    ...                           "polarity": [1, -1]})
    >>> disputed_targets(positions)[["toward", "supporters", "opponents", "divided"]].values.tolist()
    [['ceasefire', 1, 1, 1.0]]
    """
    holders = positions.groupby(["toward", "polarity"])["who"].nunique().unstack(fill_value=0)
    holders = holders.reindex(columns=[1, -1], fill_value=0).set_axis(["supporters", "opponents"], axis=1).reset_index()
    table = count_positions(positions, ["toward"]).merge(holders, on="toward", validate="one_to_one")
    smaller = table[["supports", "opposes"]].min(axis=1)
    table["divided"] = 2 * smaller / (table["supports"] + table["opposes"])
    table = table.assign(smaller=smaller)[smaller > 0].sort_values("smaller", ascending=False, kind="stable")
    return table[["toward", "supporters", "opponents", "supports", "opposes", "divided"]].reset_index(drop=True)


def against_each_other(positions: pd.DataFrame) -> pd.DataFrame:
    """Return the positions of sentences in which one target is spoken for and against.

    Parameters
    ----------
    positions : DataFrame
        article, sentence, toward, polarity.

    Returns
    -------
    DataFrame
        Those rows of ``positions``, in the order of the text.

    Examples
    --------
    >>> positions = pd.DataFrame({"article": "a", "sentence": [0, 0, 1], "toward": "gna", "polarity": [1, -1, 1]})
    >>> against_each_other(positions)["sentence"].tolist()
    [0, 0]
    """
    both = positions.groupby(["article", "sentence", "toward"])["polarity"].transform("nunique") > 1
    return positions[both].reset_index(drop=True)
