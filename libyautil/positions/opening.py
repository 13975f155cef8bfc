"""Every count opens: the sentences and the cues behind it; and where there is none, the words that say why."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from libyautil.concordance import show_sentences
from libyautil.lexicon import Lexicon

_STYLE = (
    "<style>.opens{border-left:3px solid #4C6A85;margin:2px 0;padding:1px 0 1px 10px}.opens summary{cursor:pointer;"
    "font-size:14px;padding:2px 0}.opens summary small{color:#555}</style>"
)


FORMS = 4  # so many word forms tell what a row is about

# what a notebook says where it has nothing to show: never an empty figure
NONE_FOUND = {
    "position": "No article of this folder takes or reports a position that the machine knows or a person coded. "
    "That is an answer about these articles and these cues, and no proof of neutrality: read the limits at the end.",
    "side": "No article of this folder takes a side in its own voice by any cue that the machine knows, nor by a "
    "person's coding: there is no leaning to show.",
    "tie": "No actor takes a position toward another in this folder.",
    "period": "No position stands in an article that can be placed in one period: notebook 1 says how each was dated.",
    "month": "No position stands in an article that can be placed in one month: notebook 1 says how each was dated.",
    "name": "No article names a camp's actor, in its own voice, by a name that the lexicon judges.",
    "speaker": "No article quotes or reports anybody: every word here is in the articles' own voice.",
    "divided": "No target is spoken both for and against.",
    "panel": "No panel is open: CODER is empty, or nothing was drawn for that name. Write your name in CODER, in "
    "JupyterLab, and run all cells.",
    "judge": "No panel is open here: ADJUDICATE is False, or nothing is in dispute.",
    "dispute": "No two coders differ on a unit, or none was coded twice: nothing is disputed among people.",
    "coder": "Nobody has coded yet: every position above is the machine's.",
    "pair": "Agreement needs two coders with units in common; here there are none yet. Two people who code with the "
    "same SEED get a shared part of the sample.",
    "score": "No unit of this sample is coded by a person yet: the machine is unmeasured on this folder. The README "
    "gives its score on coded articles.",
}


def choose(rows: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    """Return the rows that answer to every choice; a choice left empty keeps all.

    Parameters
    ----------
    rows : DataFrame
        Any table.
    wanted : str
        Column and value.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> rows = pd.DataFrame({"who": ["un", "haftar"], "target": ["lna", "gna"]})
    >>> choose(rows, who="un", target="")["target"].tolist()
    ['lna']
    """
    for column, value in wanted.items():
        rows = rows[rows[column] == value] if value else rows
    return rows


def open_groups(
    rows: pd.DataFrame, articles: pd.DataFrame, by: Sequence[str], names: Mapping[str, str] = {},
    columns: tuple[str, ...] = (), groups: int = 60, limit: int = 12, otherwise: str = NONE_FOUND["position"],
) -> str:  # fmt: skip
    """Return the sentences behind each cell of a table or figure: a line a cell, which opens at a click.

    It is plain HTML, without a script: it works in JupyterLab and in an exported page.

    Parameters
    ----------
    rows : DataFrame
        article, start, end, and ``by``.
    articles : DataFrame
        article, text, outlet, published_earliest.
    by : sequence of str
        The columns that make a cell, such as holder and target.
    names : mapping of str to str, optional
        What to call a value of these columns.
    columns : tuple of str, optional
        Columns of ``rows`` to show beside each sentence.
    groups, limit : int, optional
        How many cells, the fullest first, and how many sentences in each; the rest is counted.
    otherwise : str, optional
        What to say where there is no row.

    Returns
    -------
    str
        HTML; in a notebook wrap it in ``IPython.display.HTML``.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل حفتر."], "outlet": ["x"],
    ...                          "published_earliest": [pd.NaT]})
    >>> rows = pd.DataFrame({"article": ["a"], "start": [4], "end": [8], "who": ["un"], "toward": ["lna"]})
    >>> "<bdi>un</bdi> → <bdi>LNA</bdi>" in open_groups(rows, articles, ["who", "toward"], {"lna": "LNA"})
    True
    """
    kept = rows.dropna(subset=list(by))
    if kept.empty:
        return f"<p><strong>{escape(otherwise)}</strong></p>"
    cells = sorted(kept.groupby(list(by), sort=True, observed=True), key=lambda cell: -len(cell[1]))
    lines = []
    for key, group in cells[:groups]:
        title = " → ".join(f"<bdi>{escape(_say(value, names))}</bdi>" for value in key)
        count = f"{len(group)} in {group['article'].nunique()} article{'s' * (group['article'].nunique() > 1)}"
        sentences = show_sentences(group, articles, columns=columns, limit=limit)
        lines.append(f'<details class="opens"><summary>{title} <small>· {count}</small></summary>{sentences}</details>')
    rest = f"<p>… and {len(cells) - groups} more cells.</p>" if len(cells) > groups else ""
    return f"{_STYLE}{''.join(lines)}{rest}"


def _say(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%b %Y}"
    return names.get(str(value), str(value))


def explain_cues(positions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the rows of the lexicon by which positions were found, with what they hold.

    Parameters
    ----------
    positions : DataFrame
        cue.
    lexicon : Lexicon
        Its cues and aliases.

    Returns
    -------
    DataFrame
        cue (file and line), positions (int), words (str: some word forms of the row), polarity, example, note
        (str), the most frequent first; a position that only people saw has no cue, and "a person" for words.

    Examples
    --------
    >>> from libyautil.lexicon import load_lexicon
    >>> explain_cues(pd.DataFrame({"cue": ["", ""]}), load_lexicon())["words"].tolist()
    ['a person']
    """
    forms = ["alias", "perfect", "noun", "phrase", "participle", "passive", "imperfect"]
    rows = pd.concat([lexicon.cues, lexicon.aliases], ignore_index=True)
    words = rows[forms].replace("", None).bfill(axis=1).iloc[:, 0].fillna("").str.split("|")
    rows = rows.assign(cue=rows["lexicon_row"], words=words.str[:FORMS].str.join(", "))
    rows = rows[["cue", "words", "polarity", "example", "note"]]
    fired = positions["cue"].value_counts().rename_axis("cue").reset_index(name="positions")
    told = fired.merge(rows, on="cue", how="left", validate="one_to_one").fillna("")
    return told.assign(words=told["words"].where(told["cue"] != "", "a person"))
