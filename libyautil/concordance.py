"""The way back: rows of any table with the sentence that proves them, as a frame or to read, right to left."""

from html import escape

import pandas as pd

from libyautil.arabic import sentences

LONG = 30  # characters: a longer remark is broken into lines
CONTEXT = 120  # characters shown on either side where a sentence is longer than a line or two

# Jupyter's own rules for tables (right-aligned cells of one width) are meant for numbers: those that matter here insist
# the class stands twice in each rule to outweigh JupyterLab's own, which sets every cell flush right and equally wide
_STYLE = (
    "<style>table.concordance.concordance{border-collapse:collapse;width:100%;font-size:14px;table-layout:auto}"
    "table.concordance.concordance td{padding:4px 8px;border-bottom:1px solid #ddd;vertical-align:top;text-align:left;"
    "word-break:normal;overflow-wrap:break-word}"
    "table.concordance.concordance td[dir=rtl]{text-align:right;font-size:16px;line-height:1.7;width:64%}"
    # the last cell, outlet and article, keeps its width however many columns stand before it
    "table.concordance.concordance td:last-child{min-width:11em}"
    ".concordance mark{background:#ffe08a;padding:0 2px}.concordance small{color:#555;overflow-wrap:anywhere}"
    ".concordance .day{white-space:nowrap}</style>"
)

# each line of counts is a grid of its own, of the same equal columns, and opens over the whole width
_COUNTS_STYLE = (
    "<style>.counts{max-width:80em;font-size:14px}.counts .head,.counts summary{display:grid;padding:4px 0 4px 1.4em;"
    "grid-template-columns:var(--columns);column-gap:14px;border-bottom:1px solid #ddd}"
    ".counts .head{border-bottom:2px solid #888}.counts summary{cursor:pointer;position:relative}"
    ".counts summary::before{content:'\\25B8';position:absolute;left:.3em;color:#4C6A85}"
    ".counts details[open]>summary::before{content:'\\25BE'}.counts summary:hover,.counts details[open]>summary"
    "{background:#eef2f6}.counts summary span{text-align:start;overflow-wrap:break-word}"
    ".counts details>table{margin:4px 0 12px 1.4em}</style>"
)


def with_context(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add to each row of a table the words before and after its span, within the sentence.

    Parameters
    ----------
    rows : DataFrame
        Any table with columns article, start, end.
    articles : DataFrame
        Columns article, text.

    Returns
    -------
    DataFrame
        ``rows`` with before, match, after (str): the sentence around the span, in the original characters, and
        sentence_start, sentence_end (int offsets).

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل حفتر. ثم غادر حفتر المدينة."]})
    >>> rows = pd.DataFrame({"article": ["a"], "start": [18], "end": [22]})
    >>> with_context(rows, articles)[["before", "match", "after"]].values.tolist()
    [['ثم غادر ', 'حفتر', ' المدينة.']]
    """
    text = dict(zip(articles["article"], articles["text"], strict=True))
    spans = {article: sentences(text[article]) for article in rows["article"].unique()}
    found = []
    for row in rows.itertuples(index=False):
        page = text[row.article]
        # evidence that stands in no words (a file's name, a rule) has an empty span, and no sentence
        holding = [(a, b) for a, b in spans[row.article] if a < row.end and row.start < b] or [(row.start, row.end)]
        first, last = holding[0][0], holding[-1][1]
        found.append(
            (page[first : row.start].lstrip(), page[row.start : row.end], page[row.end : last].rstrip(), first, last)
        )
    columns = ["before", "match", "after", "sentence_start", "sentence_end"]
    return rows.assign(**pd.DataFrame(found, columns=columns, index=rows.index))


def show_sentences(rows: pd.DataFrame, articles: pd.DataFrame, columns: tuple[str, ...] = (), limit: int = 10) -> str:
    """Return the sentences behind the rows as an HTML table: right to left, the match marked, article and offset.

    Parameters
    ----------
    rows : DataFrame
        Any table with columns article, start, end.
    articles : DataFrame
        Columns article, text, outlet, published_earliest.
    columns : tuple of str, optional
        Columns of ``rows`` to show beside the sentence.
    limit : int, optional
        How many rows to show; the count of the rest is said.

    Returns
    -------
    str
        HTML; in a notebook wrap it in ``IPython.display.HTML``.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل حفتر."], "outlet": ["x"],
    ...                          "published_earliest": [pd.NaT]})
    >>> "<mark>حفتر</mark>" in show_sentences(pd.DataFrame({"article": ["a"], "start": [4], "end": [8]}), articles)
    True
    """
    if not len(rows):
        return "<p>No sentence: no row answers to this choice.</p>"
    return _STYLE + _sentences(rows, articles, columns, limit)


def show_counts(
    counts: pd.DataFrame, rows: pd.DataFrame, articles: pd.DataFrame, on: list[str], columns: tuple[str, ...] = (),
    show: tuple[str, ...] = (), limit: int = 40, each: int = 10,
) -> str:  # fmt: skip
    """Return a table of counts as HTML in which each line opens the sentences that were counted.

    It needs no script: it opens in JupyterLab and in an exported page alike.

    Parameters
    ----------
    counts : DataFrame
        A line a row; all its columns are shown, or those of ``show``.
    rows : DataFrame
        What was counted, with columns article, start, end.
    articles : DataFrame
        Columns article, text, outlet, published_earliest.
    on : list of str
        The columns of both frames that say which rows a count counted.
    columns : tuple of str, optional
        Columns of ``rows`` to show beside a sentence.
    show : tuple of str, optional
        Columns of ``counts`` to show.
    limit, each : int, optional
        How many counts to show, and how many sentences of each; the number of the rest is said.

    Returns
    -------
    str
        HTML; in a notebook wrap it in ``IPython.display.HTML``.

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["وصل حفتر."], "outlet": ["x"],
    ...                          "published_earliest": [pd.NaT]})
    >>> rows = pd.DataFrame({"id": ["haftar"], "article": ["a"], "start": [4], "end": [8]})
    >>> page = show_counts(pd.DataFrame({"id": ["haftar"], "mentions": [1]}), rows, articles, on=["id"])
    >>> page.count("<details"), "<mark>حفتر</mark>" in page
    (1, True)
    """
    if not len(counts):
        return "<p>Nothing was counted: no row answers to this choice.</p>"
    behind = dict(iter(rows.groupby(on)))
    shown = counts.head(limit).to_dict("records")
    names = list(show or counts.columns)
    written = [[_cell(row[name], name) for name in names] for row in shown]
    lines = [f'<div class="head">{"".join(f"<b>{escape(name)}</b>" for name in names)}</div>']
    for row, cells in zip(shown, written, strict=True):
        told = "".join(f'<span dir="auto">{escape(cell)}</span>' for cell in cells)
        counted = behind.get(tuple(row[column] for column in on), rows.iloc[:0])
        opened = _sentences(counted, articles, columns, each) if len(counted) else "<p>No sentence.</p>"
        lines.append(f"<details><summary>{told}</summary>{opened}</details>")
    rest = f"<p>… and {len(counts) - limit} more rows.</p>" if len(counts) > limit else ""
    # as wide as the longest cell asks, within bounds, and a letter more so that no word breaks
    longest = [max(len(cell) for cell in cells) for cells in zip(names, *written, strict=True)]
    widths = " ".join(f"minmax(0,{min(max(length, 8) + 1, 26)}fr)" for length in longest)
    return f'{_STYLE}{_COUNTS_STYLE}<div class="counts" style="--columns:{widths}">{"".join(lines)}</div>{rest}'


def _cell(value: object, column: str) -> str:
    """Write a value as a reader expects it: days and months in ISO form, numbers with a fraction to one place."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m}" if column == "month" else f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:,.1f}"
    return str(value)


def _sentences(rows: pd.DataFrame, articles: pd.DataFrame, columns: tuple[str, ...], limit: int) -> str:
    about = articles.set_index("article")
    lines = []
    for row in with_context(rows.head(limit), articles).to_dict("records"):
        page = about.loc[row["article"]]
        day = "" if pd.isna(page["published_earliest"]) else f"{page['published_earliest']:%Y-%m-%d}"
        # isolated, or the outlet's Arabic name would turn the day's order round
        where = f"<bdi>{escape(page['outlet'])}</bdi> <bdi class='day'>{day}</bdi>"
        cells = "".join(_remark(str(row[column])) for column in columns)
        before, after = _shorten(row["before"], at_start=True), _shorten(row["after"], at_start=False)
        sentence = f"{escape(before)}<mark>{escape(row['match'])}</mark>{escape(after)}" if row["match"] else "—"
        lines.append(
            f'<tr><td dir="rtl">{sentence}</td>{cells}'
            f"<td><small>{where}<br>{escape(row['article'])} {row['start']}–{row['end']}</small></td></tr>"
        )
    rest = f"<p>… and {len(rows) - limit} more rows.</p>" if len(rows) > limit else ""
    return f'<table class="concordance">{"".join(lines)}</table>{rest}'


def _remark(text: str) -> str:
    return f'<td dir="auto" style="min-width:{min(len(text), LONG) / 2:.0f}em">{escape(text)}</td>'


def _shorten(text: str, at_start: bool) -> str:
    """Cut a long context at a space, on the side away from the match."""
    if len(text) <= CONTEXT:
        return text
    return "… " + text[-CONTEXT:].split(" ", 1)[-1] if at_start else text[:CONTEXT].rsplit(" ", 1)[0] + " …"
