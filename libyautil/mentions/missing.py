"""Who is missing: likely names that the lexicon does not have, and drafts of lexicon rows for them."""

import re
from collections.abc import Iterator

import pandas as pd

from libyautil.arabic import fold
from libyautil.lexicon import Lexicon
from libyautil.lexicon.entries import word_pattern

LONGEST = 3  # words of a likely name
_WORD = r"[^\W\d_]{2,}"
_QUOTED = re.compile(r"[«\"“]([^«»\"“”\n]{3,40})[»\"”]")


def find_missing(articles: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon, least: int = 2) -> pd.DataFrame:
    """List likely names that no alias covers: after titles and ranks, inside quotation marks, beside speaking verbs.

    Parameters
    ----------
    articles : DataFrame
        Columns article, text, body_end.
    mentions : DataFrame
        Columns article, start, end.
    lexicon : Lexicon
        Its titles and word classes name the words that names stand beside.
    least : int, optional
        The fewest occurrences that are listed.

    Returns
    -------
    DataFrame
        phrase (str, as first written), times (int), articles (int), after_title, quoted, beside_speech (int: how often
        each sign was seen), article, start, end (the first occurrence), likeliest first.

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> text = "قال العقيد سالم الفرجاني. ثم عاد العقيد سالم الفرجاني إلى مقره."
    >>> articles = pd.DataFrame({"article": ["a"], "text": [text], "body_end": [len(text)]})
    >>> none = pd.DataFrame({"article": [], "start": [], "end": []})
    >>> find_missing(articles, none, load_lexicon())["phrase"].tolist()
    ['سالم الفرجاني']
    """
    covered = {
        article: list(zip(rows["start"], rows["end"], strict=True)) for article, rows in mentions.groupby("article")
    }
    usual = _usual_words(lexicon)
    seen = [
        (fold(text[a:b]).text.strip(), text[a:b], sign, article, a, b)
        for article, text in zip(articles["article"], _bodies(articles), strict=True)
        for sign, a, b in _candidates(text, lexicon)
        if not any(s < b and a < e for s, e in covered.get(article, ())) and not usual & _words(text[a:b])
    ]
    found = pd.DataFrame(seen, columns=["folded", "phrase", "sign", "article", "start", "end"])
    if found.empty:
        signs = ["after_title", "quoted", "beside_speech"]
        return pd.DataFrame(columns=["phrase", "times", "articles", *signs, "article", "start", "end"])
    counted = found.groupby("folded").agg(
        phrase=("phrase", "first"), times=("phrase", "size"), articles=("article", "nunique"),
        after_title=("sign", lambda s: (s == "after_title").sum()), quoted=("sign", lambda s: (s == "quoted").sum()),
        beside_speech=("sign", lambda s: (s == "beside_speech").sum()),
        article=("article", "first"), start=("start", "first"), end=("end", "first"),
    )  # fmt: skip
    listed = counted[counted["times"] >= least]
    return listed.sort_values(["after_title", "times"], ascending=False, kind="stable").reset_index(drop=True)


def _usual_words(lexicon: Lexicon) -> set[str]:
    """Return the words that no name holds: function words, speaking verbs, titles, unnamed sources."""
    joining = lexicon.joining_words
    usual = [*joining.loc[joining["class"] == "not_a_name", "word"], *lexicon.titles["title"]]
    return _words(" ".join(usual + lexicon.word_class["says"] + lexicon.word_class["anonymous"]))


def _words(text: str) -> set[str]:
    """Return the folded words of a text, each also without و ف ب ك ل before it."""
    words = re.findall(r"[^\W\d_]+", fold(text).text)
    return {*words, *(word[1:] for word in words if len(word) > 3 and word[0] in "وفبكل")}


def _bodies(articles: pd.DataFrame) -> Iterator[str]:
    return (text[:end] for text, end in zip(articles["text"], articles["body_end"], strict=True))


def _candidates(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    folded = fold(text)
    titles = lexicon.titles
    ranks = titles.loc[titles["kind"] == "rank", "title"].tolist()
    name = rf"({_WORD}(?: {_WORD}){{1,{LONGEST - 1}}})"
    for sign, words in (("after_title", ranks), ("beside_speech", lexicon.word_class["says"])):
        for match in re.finditer(rf"{word_pattern(words)} {name}", folded.text):
            last = match.start(1) + len(" ".join(match[1].split(" ")[:2]))
            yield sign, *folded.span(match.start(1), last)
    for match in _QUOTED.finditer(text):
        if 1 <= match[1].count(" ") < LONGEST:
            yield "quoted", match.start(1), match.end(1)


def draft_aliases(missing: pd.DataFrame) -> pd.DataFrame:
    """Draft rows of ``aliases.csv`` from a list of missing names: the id, form and camp are left for a person to fill.

    Parameters
    ----------
    missing : DataFrame
        Column phrase, as ``find_missing`` returns it.

    Returns
    -------
    DataFrame
        The columns of ``aliases.csv``.

    Examples
    --------
    >>> draft_aliases(pd.DataFrame({"phrase": ["سالم الفرجاني"]}))[["alias", "clitics"]].values.tolist()
    [['سالم الفرجاني', 'any']]
    """
    columns = ["id", "alias", "form", "frame", "clitics", "requires", "excludes", "since", "until", "source", "note"]
    drafted = pd.DataFrame({"alias": missing["phrase"].to_numpy(), "form": "name", "clitics": "any"})
    return drafted.assign(note="drafted: fill id and source").reindex(columns=columns, fill_value="")
