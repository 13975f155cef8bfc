"""What a notebook shows: a table to read, a figure that is kept, or in loud words why there is none."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
from IPython.display import HTML

from libyautil import paths
from libyautil.charts.style import save_figure

# the classes stand twice in each rule to outweigh JupyterLab's own, which sets every cell flush right and equally wide
_TABLE = (
    "<style>table.reading.reading{border-collapse:collapse;font-size:14px;table-layout:auto;margin:0}"
    "table.reading.reading th{text-align:left;background:none;border-bottom:2px solid #888;padding:4px 10px 4px 4px}"
    "table.reading.reading td{padding:4px 10px 4px 4px;vertical-align:top;border-bottom:1px solid #ddd;"
    "text-align:start;max-width:34em}table.reading.reading td.day{white-space:nowrap}</style>"
)
_DAY = re.compile(r'<td dir="auto">(\d{4}-\d\d-\d\d)</td>')  # in one line
_NOTE = "border-left:6px solid #4C6A85;background:#eef2f6;color:#222;padding:10px 14px;margin:8px 0;max-width:46em"


def say(text: str) -> HTML:
    """Return a sentence that can't be overlooked: why there is no result, or that none is needed.

    >>> "no article" in say("There is no article.").data
    True
    """
    return HTML(f'<p style="{_NOTE}"><strong>{text}</strong></p>')


def show_table(
    frame: pd.DataFrame, otherwise: str = "No row answers to this choice.", limit: int = 40, decimals: int = 1
) -> HTML:
    """Return a table to read: each cell in the direction of its own script, days in ISO form, numbers rounded.

    Parameters
    ----------
    frame : DataFrame
        The table; its index is not shown.
    otherwise : str, optional
        What to say where it has no row.
    limit : int, optional
        How many rows to show; the count of the rest is said.
    decimals : int, optional
        To how many places numbers with a fraction are rounded.

    Returns
    -------
    HTML

    Examples
    --------
    >>> '<td dir="auto">حفتر</td>' in show_table(pd.DataFrame({"name": ["حفتر"]})).data
    True
    >>> "No row" in show_table(pd.DataFrame({"name": []})).data
    True
    """
    if frame.empty:
        return say(otherwise)
    shown = frame.head(limit).rename_axis(columns=None)
    for column in shown.select_dtypes("datetime").columns:
        shown[column] = shown[column].dt.strftime("%Y-%m-%d").fillna("?")
    page = shown.to_html(index=False, border=0, classes="reading", na_rep="", float_format=f"{{:,.{decimals}f}}".format)
    rest = f"<p>… and {len(frame) - limit} more rows.</p>" if len(frame) > limit else ""
    page = _DAY.sub(r'<td class="day">\1</td>', page.replace("<td>", '<td dir="auto">'))
    return HTML(_TABLE + page + rest)


def draw(
    plot: Callable[..., Any], frame: pd.DataFrame, *args: Any, name: str, otherwise: str, **options: Any
) -> HTML | None:
    """Draw a frame and keep the figure among this run's; where there is no row, say why, and keep no older figure.

    Parameters
    ----------
    plot : callable
        A function of this package that draws ``frame``.
    frame : DataFrame
        What is drawn; ``args`` and ``options`` go to ``plot`` with it.
    name : str
        The stem of the figure's file.
    otherwise : str
        What to say where ``frame`` has no row.

    Returns
    -------
    HTML or None
        The words, where there is nothing to draw.

    Examples
    --------
    >>> from libyautil.charts import plot_bars
    >>> "no actor" in draw(plot_bars, pd.DataFrame(), "n", name="doctest", otherwise="There is no actor.").data
    True
    """
    if len(frame):
        save_figure(plot(frame, *args, **options), name)
        return None
    (paths.figures_folder() / f"{name}.png").unlink(missing_ok=True)
    return say(otherwise)
