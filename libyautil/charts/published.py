"""When articles were published: the window of each, and how many each month holds."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from libyautil.arabic import display_text
from libyautil.charts.style import PALETTE, legend_below, new_axes, refuse_empty
from libyautil.charts.times import lanes, time_axis

WITHIN = pd.Timedelta(days=31)  # a window of at most so many days says when an article was published
LANES = 5  # lines in which the windows of one outlet lie
FADE = 0.07  # share of the axis over which a window that runs on past its edge fades out


def plot_windows(articles: pd.DataFrame, *, title: str = "") -> Axes:
    """Draw the window of each article in time, by outlet: a point for a day, a bar for a window.

    The axis spans the articles dated to within a month, so that one open window does not press all others together.
    What runs on past its edge fades out there behind an arrow, and a note says how many do and how far they reach.

    Parameters
    ----------
    articles : DataFrame
        Columns outlet, published_earliest, published_latest (days), date_basis.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where no article has a date.

    Examples
    --------
    >>> days = pd.to_datetime(["2019-04-04", "2019-06-27"])
    >>> frame = pd.DataFrame({"outlet": "x", "published_earliest": days, "date_basis": ["metadata", "text"],
    ...                       "published_latest": [days[0], pd.Timestamp("2022-10-03")]})
    >>> plot_windows(frame).get_xlabel()
    '1 of 2 windows runs on past the edge of the figure: to 3 Oct 2022 at the latest'
    """
    dated = articles.dropna(subset=["published_earliest", "published_latest"]).sort_values("published_earliest")
    refuse_empty(dated, "windows of articles")
    outlets = list(dict.fromkeys(dated["outlet"].replace("", "no outlet")))
    ax = new_axes(1.4 + 0.55 * len(outlets))
    first, last = dated["published_earliest"], dated["published_latest"] + pd.Timedelta(days=1)
    left, right = _span(first, last)
    lane = pd.Series(0, index=dated.index)
    for _, own in dated.groupby(dated["outlet"].replace("", "no outlet")):
        lane[own.index] = lanes(first[own.index], last[own.index], (right - left) / 60, LANES, turning=True)
    drawn = pd.DataFrame({
        "level": dated["outlet"].replace("", "no outlet").map(outlets.index) + (lane - LANES // 2) * 0.13,
        "first": first, "last": last, "exact": dated["date_basis"].eq("metadata"),
    })  # fmt: skip
    for exact, colour, name in ((True, PALETTE[0], "dated by its metadata"), (False, PALETTE[2], "dated from inside")):
        chosen = drawn[drawn["exact"] == exact]
        if len(chosen):
            ends = chosen["first"].clip(lower=left), chosen["last"].clip(upper=right)
            ax.hlines(chosen["level"], *ends, color=colour, linewidth=3, label=name)
            begun = chosen[chosen["first"] >= left]
            ax.scatter(begun["first"], begun["level"], s=14, color=colour, zorder=3)
            for edge, inward, past in ((left, 1, chosen["first"] < left), (right, -1, chosen["last"] > right)):
                _fade(ax, chosen.loc[past, "level"], edge, inward * FADE * (right - left), colour)
    time_axis(ax, [display_text(name) for name in outlets], title)
    ax.set_xlim(left, right)
    ax.set_xlabel(_running_on(first, dated["published_latest"], left, right), fontsize=9)
    legend_below(ax, ax.get_legend_handles_labels()[0])
    return ax


def _span(first: pd.Series, last: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the ends of an axis that holds every short window, if there is one, and a longer one's nearer end."""
    short = last - first <= WITHIN
    short |= not short.any()
    left, right = min([*first[short], *last[~short]]), max([*last[short], *first[~short]])
    edge = max((right - left) * 0.05, pd.Timedelta(days=3))
    return left - edge, right + edge


def _fade(ax: Axes, levels: pd.Series, edge: pd.Timestamp, inward: pd.Timedelta, colour: str) -> None:
    """Lighten the bars that run on past ``edge`` step by step towards it, and point on with an arrow."""
    steps = 14
    for step in range(steps):
        ends = edge + inward * (step + 1) / steps, edge + inward * step / steps
        ax.hlines(levels, *ends, color="white", alpha=0.9 * (1 - step / steps), linewidth=3.6, zorder=2.5)
    outward = ">" if inward < pd.Timedelta(0) else "<"
    ax.scatter([edge] * len(levels), levels, marker=outward, s=34, color=colour, zorder=3, clip_on=False)


def _running_on(first: pd.Series, last: pd.Series, left: pd.Timestamp, right: pd.Timestamp) -> str:
    """Return the note on windows that run on past the ends of the axis, "" where none does."""
    past = (first < left) | (last > right)
    if not past.any():
        return ""
    reach = [f"from {day.day} {day:%b %Y} at the earliest" for day in [first.min()] if day < left]
    reach += [f"to {day.day} {day:%b %Y} at the latest" for day in [last.max()] if day > right]
    run = "runs" if past.sum() == 1 else "run"
    return f"{past.sum()} of {len(past)} windows {run} on past the edge of the figure: {', '.join(reach)}"


def plot_months(articles: pd.DataFrame, *, outlets: int = 6, title: str = "") -> Axes:
    """Draw how many articles each month holds, by outlet; a month with none is marked as silent, not as quiet.

    Parameters
    ----------
    articles : DataFrame
        Columns outlet, published_earliest, published_latest (days).
    outlets : int, optional
        So many outlets have a colour of their own, the others one together.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes
        Articles whose window spans two months, or that have none, are counted in a note.

    Raises
    ------
    ValueError
        Where no article's window lies within one month.

    Examples
    --------
    >>> days = pd.to_datetime(["2019-04-04", "2019-06-27"])
    >>> ax = plot_months(pd.DataFrame({"outlet": ["x", "x"], "published_earliest": days, "published_latest": days}))
    >>> [text.get_text() for text in ax.texts]
    ['no article']
    """
    first, last = (articles[f"published_{end}"].dt.to_period("M") for end in ("earliest", "latest"))
    placed = articles[first.notna() & (first == last)]
    refuse_empty(placed, "articles dated to a month")
    names = placed["outlet"].replace("", "no outlet")
    often = list(names.value_counts().index[:outlets])
    table = pd.crosstab(first[placed.index], names.where(names.isin(often), "other outlets"))
    table = table.reindex(pd.period_range(table.index.min(), table.index.max(), freq="M"), fill_value=0)
    ax = new_axes(3.6)
    base = np.zeros(len(table))
    columns = [*often, *(["other outlets"] if "other outlets" in table else [])]
    for number, column in enumerate(columns):
        colour = "#dddddd" if column == "other outlets" else PALETTE[number % len(PALETTE)]
        ax.bar(range(len(table)), table[column], bottom=base, color=colour, edgecolor="white", linewidth=0.5,
               width=0.82, label=display_text(column))  # fmt: skip
        base += table[column].to_numpy()
    for at in np.flatnonzero(base == 0):
        ax.annotate("no article", (int(at), 0), (0, 3), textcoords="offset points", rotation=90, ha="center",
                    va="bottom", fontsize=7.5, color="#777777")  # fmt: skip
    step = 1 if len(table) <= 24 else 3 if len(table) <= 42 else 6 if len(table) <= 84 else 12  # a label needs room
    named = list(enumerate(table.index))[::step]
    ax.set_xticks([at for at, _ in named], [_month(period, step > 1 or at == 0) for at, period in named])
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="y", color="#e3e3e3")
    ax.set_ylabel("articles")
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5), reverse=True)
    left = len(articles) - len(placed)
    ax.set_title(title)
    if left:
        ax.set_xlabel(f"{left} of {len(articles)} articles can't be dated to one month and are not drawn", fontsize=9)
    return ax


def _month(period: pd.Period, named: bool) -> str:
    return f"{period:%b}\n{period:%Y}" if named or period.month == 1 else f"{period:%b}"
