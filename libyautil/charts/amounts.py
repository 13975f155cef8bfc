"""How much and how many: bars, matrices, lines, positions with intervals, and two rates beside each other."""

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm

from libyautil.charts.style import CAMP_NAMES, CAMPS, PALETTE, WIDTH, camp_legend, legend_below, new_axes, refuse_empty


def plot_bars(
    frame: pd.DataFrame, value: str, label: str = "label", *, camp: str | None = None, interval: bool = False,
    title: str = "", unit: str = "", ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Draw one horizontal bar a row, the first row on top, with intervals where asked.

    Parameters
    ----------
    frame : DataFrame
        A row a bar: ``label``, ``value``; ``camp`` (lna, gna, …) colours it; low and high give its interval.
    value, label : str
        Column names.
    camp : str, optional
        The column with the camp.
    interval : bool, optional
        Draw columns low and high.
    title, unit : str, optional
        The figure's title and what the axis counts.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where the frame is empty: an empty figure would say "none" where the answer is "not known".

    Examples
    --------
    >>> plot_bars(pd.DataFrame({"label": ["Haftar"], "n": [3]}), "n").get_title()
    ''
    """
    refuse_empty(frame, "bars")
    ax = ax or new_axes(0.32 * len(frame) + 1.1)
    at = np.arange(len(frame))
    camps = frame[camp] if camp else pd.Series([""] * len(frame))
    ax.barh(at, frame[value], color=[CAMPS[c] for c in camps] if camp else "#4C6A85", height=0.72)
    if interval:
        spread = np.vstack([frame[value] - frame["low"], frame["high"] - frame[value]]).clip(min=0)
        ax.errorbar(frame[value], at, xerr=spread, fmt="none", ecolor="#222222", elinewidth=1, capsize=2)
    ax.set_yticks(at, list(frame[label]))
    ax.set_ylim(len(frame) - 0.4, -0.6)
    ax.grid(axis="x", color="#e3e3e3")
    ax.set_xlabel(unit)
    ax.set_title(title)
    if camp:
        camp_legend(ax, [c for c in CAMPS if c in set(camps)])
    return ax


def plot_matrix(
    table: pd.DataFrame, *, title: str = "", unit: str = "", centre: float | None = None, form: str = "{:.0f}"
) -> Axes:
    """Draw a table as a matrix of shaded cells, each with its figure.

    Parameters
    ----------
    table : DataFrame
        Row and column labels as its index and columns; numbers, NaT or NaN for an empty cell.
    title, unit : str, optional
        The figure's title and what a cell counts.
    centre : float, optional
        Shade away from this value in two colours (against red-brown, for blue-green).
    form : str, optional
        How a cell's number is written.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where the table is empty.

    Examples
    --------
    >>> plot_matrix(pd.DataFrame({"x": [1]}, index=["a"]), unit="n").get_xlabel()
    'n'
    """
    refuse_empty(table, "matrix")
    values = table.to_numpy(dtype=float)
    longest = [max(len(str(name)) for name in names) for names in (table.index, table.columns)]
    width = min(WIDTH, 1.2 + 0.085 * longest[0] + 0.75 * values.shape[1])  # an average letter is 0.085 inch wide
    ax = new_axes(1.2 + 0.36 * values.shape[0] + 0.055 * longest[1], width)
    bound = max(float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0, 1e-9)
    norm = TwoSlopeNorm(centre, -bound, bound) if centre is not None else plt.Normalize(0, bound)
    shades = plt.get_cmap("BrBG" if centre is not None else "Blues").with_extremes(bad="white")
    ax.imshow(values, cmap=shades, norm=norm, aspect="auto")
    for (row, column), number in np.ndenumerate(values):
        if np.isfinite(number) and (number != 0 or centre is not None):
            dark = abs(number) > 0.6 * bound
            text = form.format(number).replace("-", "\u2212") if number else "0"
            ax.text(column, row, text, ha="center", va="center", color="white" if dark else "#222222", fontsize=9)
    ax.set_xticks(range(values.shape[1]), list(table.columns), rotation=40, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(values.shape[0]), list(table.index))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_title(title)
    ax.set_xlabel(unit)
    return ax


def plot_lines(table: pd.DataFrame, *, title: str = "", unit: str = "", colours: dict[str, str] | None = None) -> Axes:
    """Draw one line a column over the index, each named at its end.

    Parameters
    ----------
    table : DataFrame
        The index in time, a column a line; NaN breaks the line.
    title, unit : str, optional
        The figure's title and what the axis counts.
    colours : dict of str to str, optional
        The colour of each column.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where the table is empty.

    Examples
    --------
    >>> len(plot_lines(pd.DataFrame({"a": [1, 2]})).lines)
    1
    """
    refuse_empty(table, "lines")
    ax = new_axes(3.6)
    for number, column in enumerate(table.columns):
        colour = (colours or {}).get(column, PALETTE[number % len(PALETTE)])
        ax.plot(table.index, table[column], marker="o", markersize=4, color=colour, label=str(column))
    ax.grid(axis="y", color="#e3e3e3")
    ax.set_ylabel(unit)
    ax.set_title(title)
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


def plot_positions(
    frame: pd.DataFrame, *, label: str = "label", side: str = "side", value: str = "value", bound: float = 2.0,
    ends: tuple[str, str] = ("hostile", "favourable"), title: str = "",
) -> Axes:  # fmt: skip
    """Draw positions between two ends, a line a label and a mark a side, with intervals.

    Parameters
    ----------
    frame : DataFrame
        A row a mark: ``label`` (an outlet, a month …), ``side`` (lna, gna), ``value`` from -bound to bound, low and
        high (its interval, NaN for none), and where there is a column articles, how many articles stand behind it.
    label, side, value : str, optional
        Column names.
    bound : float, optional
        The ends of the scale.
    ends : tuple of str, optional
        The words for the two ends.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where the frame is empty.

    Examples
    --------
    >>> rows = pd.DataFrame({"label": "x", "side": ["lna", "gna"], "value": [1.5, -1], "low": [1, -2], "high": [2, 0]})
    >>> plot_positions(rows).get_xlim()
    (np.float64(-2.1), np.float64(2.1))
    """
    refuse_empty(frame, "positions")
    rows = list(dict.fromkeys(frame[label]))
    sides = [camp for camp in CAMPS if camp in set(frame[side])]
    ax = new_axes(1.6 + 0.2 * (len(sides) + 0.6) * len(rows))
    for number, camp in enumerate(sides):
        chosen = frame[frame[side] == camp]
        at = np.array([rows.index(name) for name in chosen[label]]) + (number - (len(sides) - 1) / 2) * 0.3
        # a bar from the middle carries the size, a mark its end, so that zero is seen too
        ax.barh(at, chosen[value], height=0.2, color=CAMPS[camp], alpha=0.4)
        ax.hlines(at, chosen["low"], chosen["high"], color="#222222", linewidth=1.2, zorder=3)
        ax.scatter(chosen[value], at, s=34, color=CAMPS[camp], marker="s" if camp == "lna" else "o", zorder=4,
                   edgecolor="white", linewidth=0.7, label=f"toward {CAMP_NAMES[camp]}")  # fmt: skip
        for place, row in zip(at, chosen.to_dict("records"), strict=True):
            if "articles" in row:
                ax.annotate(f"n={row['articles']}", (1.0, place), (4, 0), xycoords=("axes fraction", "data"),
                            textcoords="offset points", va="center", fontsize=7.5, color="#555555")  # fmt: skip
    ax.axvline(0, color="#444444", linewidth=0.8)
    ax.set_xlim(-1.05 * bound, 1.05 * bound)
    ticks = np.arange(-bound, bound + 1)
    words = [f"{tick:+.0f}".replace("-", "\u2212") if tick else "0" for tick in ticks]
    words[0], words[-1] = f"{words[0]}\n{ends[0]}", f"{words[-1]}\n{ends[1]}"
    ax.set_xticks(ticks, words)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.grid(axis="x", color="#e3e3e3")
    legend_below(ax, ax.get_legend_handles_labels()[0])
    ax.set_title(title)
    return ax


def plot_dumbbells(
    frame: pd.DataFrame, before: str, after: str, *, label: str = "label", names: tuple[str, str] | None = None,
    title: str = "", unit: str = "",
) -> Axes:  # fmt: skip
    """Draw two values a row, joined by a line: a rate with every outlet and without one, say.

    Parameters
    ----------
    frame : DataFrame
        A row a dumbbell: ``label``, ``before``, ``after`` (numbers).
    before, after, label : str
        Column names.
    names : tuple of str, optional
        What the two marks are called; by default the columns' names.
    title, unit : str, optional
        The figure's title and what the axis measures.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where the frame is empty.

    Examples
    --------
    >>> rates = pd.DataFrame({"label": ["x"], "all": [3.0], "without": [2.0]})
    >>> len(plot_dumbbells(rates, "all", "without").collections)
    3
    """
    refuse_empty(frame, "dumbbells")
    ax = new_axes(1.5 + 0.3 * len(frame))
    at = np.arange(len(frame))
    ax.hlines(at, frame[before], frame[after], color="#b5b5b5", linewidth=2.5, zorder=1)
    ax.scatter(frame[before], at, s=46, color="#333333", label=(names or (before, after))[0], zorder=3)
    ax.scatter(frame[after], at, s=46, facecolor="white", edgecolor="#333333", linewidth=1.6, zorder=2,
               label=(names or (before, after))[1])  # fmt: skip
    ax.set_yticks(at, list(frame[label]))
    ax.set_ylim(len(frame) - 0.5, -0.5)
    ax.grid(axis="x", color="#e3e3e3")
    ax.set_xlabel(unit)
    legend_below(ax, ax.get_legend_handles_labels()[0])
    ax.set_title(title)
    return ax
