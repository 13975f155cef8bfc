"""Stance in time: each outlet's articles between hostile and favourable, and positions for and against by month."""

from collections.abc import Sequence

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from libyautil.charts.style import CAMP_NAMES, CAMPS, WIDTH, refuse_empty

FOR, AGAINST = "#01665e", "#8c510a"  # as in the matrix and the network


def plot_leanings(
    points: pd.DataFrame, means: pd.DataFrame, *, label: str = "label", title: str = "", bound: float = 2.0
) -> Figure:
    """Draw a panel a label: each article as a mark at its day, and the mean of each period with its interval.

    Parameters
    ----------
    points : DataFrame
        A row an article and side: ``label``, side (lna, gna), day, value.
    means : DataFrame
        A row a period and side: ``label``, side, begins, ends (days), value, low, high (NaN for none).
    label : str, optional
        Column name.
    title : str, optional
        The figure's title.
    bound : float, optional
        The ends of the scale.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Where there is no point.

    Examples
    --------
    >>> day = pd.Timestamp("2019-04-05")
    >>> rows = pd.DataFrame({"label": ["x"], "side": "lna", "day": day, "value": 1.0, "begins": day, "ends": day,
    ...                      "low": 0.0, "high": 2.0})
    >>> [ax.get_title(loc="left") for ax in plot_leanings(rows, rows).axes if ax.axison]
    ['x']
    """
    refuse_empty(points, "articles")
    names = list(dict.fromkeys(points[label]))
    figure, panels = _panels(len(names), columns=2, height=1.75)
    week = pd.Timedelta(days=7)
    for ax, name in zip(panels, names, strict=False):
        ax.axhline(0, color="#888888", linewidth=0.8)
        for number, side in enumerate(("lna", "gna")):
            shift = 0.09 * (0.5 - number) * bound  # two camps at one value stay apart
            mean = means[(means[label] == name) & (means["side"] == side)]
            for row in mean.itertuples():
                span = [row.begins - week, row.ends + week]
                ax.fill_between(span, row.low + shift, row.high + shift, color=CAMPS[side], alpha=0.18, linewidth=0)
                ax.plot(span, [row.value + shift] * 2, color=CAMPS[side], linewidth=2.4, zorder=4)
            mine = points[(points[label] == name) & (points["side"] == side)]
            marker = "s" if side == "lna" else "o"
            ax.scatter(mine["day"], mine["value"] + shift, s=14, color=CAMPS[side], marker=marker, alpha=0.55,
                       linewidth=0, zorder=3)  # fmt: skip
        ax.set_title(name, fontsize=9.5, loc="left")
        ax.set_ylim(-1.12 * bound, 1.12 * bound)
        ax.set_yticks([-bound, 0, bound], [f"\u2212{bound:.0f} hostile", "0", f"+{bound:.0f} favourable"], fontsize=8)
        ax.grid(axis="y", color="#ececec")
        _months(ax)
    handles: list[Artist] = [
        Line2D([], [], color=CAMPS[side], marker="s" if side == "lna" else "o", linewidth=2.4,
               label=f"toward {CAMP_NAMES[side]}")
        for side in ("lna", "gna")
    ]  # fmt: skip
    handles.append(Patch(color="#444444", alpha=0.18, linewidth=0, label="95 % interval of a period's mean"))
    figure.legend(handles=handles, frameon=False, loc="outside lower center", ncols=3)
    _headline(figure, title)
    return figure


def plot_for_against(monthly: pd.DataFrame, *, label: str = "label", title: str = "", unit: str = "articles") -> Figure:
    """Draw a panel a target: bars up for the articles with a position for it, down for those against, month by month.

    Parameters
    ----------
    monthly : DataFrame
        A row a target and month that has articles: ``label``, month (first day), supports, opposes (int).
    label : str, optional
        Column name.
    title, unit : str, optional
        The figure's title and what a bar counts.

    Returns
    -------
    Figure
        A month without articles is shaded.

    Raises
    ------
    ValueError
        Where there is no month.

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["x"], "month": [pd.Timestamp("2019-04-01")], "supports": [1], "opposes": [2]})
    >>> [ax.get_title(loc="left") for ax in plot_for_against(rows).axes if ax.axison]
    ['x']
    """
    refuse_empty(monthly, "months")
    names = list(dict.fromkeys(monthly[label]))
    months = pd.period_range(monthly["month"].min(), monthly["month"].max(), freq="M").to_timestamp()
    silent = [month for month in months if month not in set(monthly["month"])]
    figure, panels = _panels(len(names), columns=2, height=1.6)
    top = max(1, int(monthly[["supports", "opposes"]].to_numpy().max()))
    days = 25 if len(months) > 1 else 8
    for ax, name in zip(panels, names, strict=False):
        chosen = monthly[monthly[label] == name]
        middle = chosen["month"] + pd.Timedelta(days=14)
        for month in silent:
            ax.axvspan(month, month + pd.offsets.MonthBegin(), color="#eeeeee", linewidth=0)
        ax.bar(middle, chosen["supports"], width=days, color=FOR)
        ax.bar(middle, -chosen["opposes"], width=days, color=AGAINST, hatch="////", edgecolor="white", linewidth=0)
        ax.axhline(0, color="#444444", linewidth=0.8)
        ax.set_title(name, fontsize=9.5, loc="left")
        ax.set_ylim(-1.1 * top, 1.1 * top)
        ax.set_xlim(months[0] - pd.Timedelta(days=4), months[-1] + pd.Timedelta(days=34))
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{abs(tick):.0f}"))
        ax.grid(axis="y", color="#ececec")
        _months(ax)
    handles: list[Artist] = [
        Patch(color=FOR, label="for"), Patch(facecolor=AGAINST, hatch="////", edgecolor="white", label="against")
    ]  # fmt: skip
    if silent:
        handles.append(Patch(color="#eeeeee", label="no article in that month"))
    figure.legend(handles=handles, frameon=False, loc="outside lower center", ncols=3)
    figure.supylabel(unit, fontsize=9.5)
    _headline(figure, title)
    return figure


def _panels(number: int, columns: int, height: float) -> tuple[Figure, Sequence[Axes]]:
    rows = -(-number // columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(WIDTH, 1.1 + height * rows), sharex=True, sharey=True, squeeze=False,
        layout="constrained",
    )  # fmt: skip
    axes = list(grid.flat)
    for ax in axes[number:]:
        ax.axis("off")
    for ax in axes[max(0, number - columns) : number]:  # a panel whose neighbour below is empty shows its own months
        ax.tick_params(labelbottom=True)
    return figure, axes


def _months(ax: Axes) -> None:
    ax.xaxis.set_major_locator(AutoDateLocator(maxticks=6))
    ax.xaxis.set_major_formatter(ConciseDateFormatter(ax.xaxis.get_major_locator(), show_offset=False))
    ax.tick_params(labelsize=8)


def _headline(figure: Figure, title: str) -> None:
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
