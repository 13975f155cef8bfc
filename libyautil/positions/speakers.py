"""Who gets to speak: the words that each outlet leaves to others, and to whom."""

import re
from collections.abc import Sequence

import pandas as pd

from libyautil.positions.leanings import NO_OUTLET

UNNAMED = "unnamed"
# camps of speakers as figures show them, in their order
CAMP_ORDER = {"lna": "LNA (east)", "gna": "GNA (west)", "other": "neither camp", "unknown": "camp unknown",
              "": "states, the UN, others", UNNAMED: "unnamed"}  # fmt: skip


def name_speakers(voice: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add to each stretch that is not in the article's own voice its speaker's camp, its outlet and its words.

    Parameters
    ----------
    voice : DataFrame
        article, start, end, text, speaker, kind.
    mentions : DataFrame
        article, layer, id, side: the camp of each actor at the article's date.
    articles : DataFrame
        article, outlet.

    Returns
    -------
    DataFrame
        ``voice``, without the stretches that only hang a label on someone, with outlet (str), camp (lna, gna, other,
        unknown, "" for speakers without a Libyan camp, "unnamed"), words (int).

    Examples
    --------
    >>> voice = pd.DataFrame({"article": ["a"], "text": ["لن نتراجع"], "speaker": ["haftar"], "kind": ["quote"]})
    >>> mentions = pd.DataFrame({"article": ["a"], "layer": ["actor"], "id": ["haftar"], "side": ["lna"]})
    >>> articles = pd.DataFrame({"article": ["a"], "outlet": ["x"]})
    >>> name_speakers(voice, mentions, articles)[["camp", "words"]].values.tolist()
    [['lna', 2]]
    """
    said = voice[voice["kind"] != "label"].merge(
        articles[["article", "outlet"]], on="article", how="left", validate="many_to_one"
    )
    actors = mentions[mentions["layer"] == "actor"].drop_duplicates(["article", "id"])
    sides = actors.set_index(["article", "id"])["side"].to_dict()
    camps = [
        UNNAMED if row.speaker == UNNAMED else sides.get((row.article, row.speaker), "") for row in said.itertuples()
    ]
    words = said["text"].map(lambda text: len(re.findall(r"\w+", text))).astype(int)
    return said.assign(outlet=said["outlet"].replace("", NO_OUTLET), camp=camps, words=words)


def count_speakers(said: pd.DataFrame, by: Sequence[str] = ("speaker", "camp")) -> pd.DataFrame:
    """Count stretches and words by who speaks.

    Parameters
    ----------
    said : DataFrame
        As ``name_speakers`` returns it.
    by : sequence of str, optional
        What to count within; the last is what shares are taken of within the others, where there are several.

    Returns
    -------
    DataFrame
        ``by``, stretches, quotes (int: between quotation marks), articles, words (int), percent (float, of all words
        that are attributed), most words first.

    Examples
    --------
    >>> said = pd.DataFrame({"article": ["a", "a"], "speaker": ["haftar", "unnamed"], "camp": ["lna", "unnamed"],
    ...                      "kind": ["quote", "report"], "words": [3, 1]})
    >>> count_speakers(said)[["speaker", "quotes", "percent"]].values.tolist()
    [['haftar', 1, 75.0], ['unnamed', 0, 25.0]]
    """
    by = list(by)
    counted = said.assign(quote=said["kind"] == "quote").groupby(by, sort=True).agg(
        stretches=("words", "size"), quotes=("quote", "sum"), articles=("article", "nunique"), words=("words", "sum")
    )  # fmt: skip
    counted = counted.reset_index().sort_values("words", ascending=False, kind="stable", ignore_index=True)
    whole = counted.groupby("outlet")["words"].transform("sum") if "outlet" in by else counted["words"].sum()
    return counted.assign(percent=100 * counted["words"] / whole)
