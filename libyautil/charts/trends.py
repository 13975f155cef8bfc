"""How rates move: a panel a row of actors, months along it, the interval of each as a bar."""

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from libyautil.charts.style import CAMPS, WIDTH, refuse_empty

COLUMNS = 3


def plot_trends(
    frame: pd.DataFrame, *, label: str = "label", camp: str = "side", title: str = "", unit: str = ""
) -> Figure:
    """Draw a panel a label: its rate by month with its interval; a month without articles breaks the line.

    Parameters
    ----------
    frame : DataFrame
        A row a month and label: ``label``, ``camp`` (lna, gna, …), month (first day), rate, low, high (floats).
    label, camp : str, optional
        Column names.
    title, unit : str, optional
        The figure's title and what the axis counts.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Where the frame is empty.

    Examples
    --------
    >>> month = pd.Timestamp("2019-04-01")
    >>> rows = {"label": ["x"], "side": "lna", "month": month, "rate": 3.0, "low": 1.0, "high": 5.0}
    >>> [ax.get_title(loc="left") for ax in plot_trends(pd.DataFrame(rows)).axes if ax.axison]
    ['x']
    """
    refuse_empty(frame, "months")
    names = list(dict.fromkeys(frame[label]))
    months = pd.period_range(frame["month"].min(), frame["month"].max(), freq="M").to_timestamp()
    step = next((step for step in (1, 2, 3, 4, 6, 8, 12) if len(months) <= 3 * step), 24)
    ticks = months[::step]
    rows = -(-len(names) // COLUMNS)
    figure, grid = plt.subplots(
        rows, COLUMNS, figsize=(WIDTH, 0.7 + 1.9 * rows), sharex=True, sharey=True, squeeze=False, layout="constrained"
    )
    for ax, name in zip(grid.flat, names, strict=False):
        chosen = frame[frame[label] == name].set_index("month").reindex(months)
        colour = CAMPS[frame.loc[frame[label] == name, camp].iat[0]]
        ax.vlines(months, chosen["low"], chosen["high"], color=colour, alpha=0.3, linewidth=5)
        ax.plot(months, chosen["rate"], color=colour, marker="o", markersize=3.5, linewidth=1.6)
        ax.set_title(name, fontsize=9.5)
        ax.grid(axis="y", color="#e3e3e3")
        ax.set_xticks(ticks, [f"{month:%b}\n{month:%Y}" for month in ticks])
    for ax in grid.flat[len(names) :]:
        ax.axis("off")
    # a panel whose neighbour below is empty shows its own months
    for ax in grid.flat[max(0, len(names) - COLUMNS) : len(names)]:
        ax.tick_params(labelbottom=True)
    grid[0, 0].set_xlim(months[0] - pd.Timedelta(days=20), months[-1] + pd.Timedelta(days=20))
    grid[0, 0].set_ylim(0, 1.05 * max(frame[["rate", "high"]].max().max(), 1))
    figure.supylabel(unit, fontsize=9.5)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure
