"""Signed ties over time: one small network a period, everyone at the same place in each."""

import math

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from libyautil.charts.style import CAMP_NAMES, CAMPS, WIDTH, refuse_empty

FOR, AGAINST = "#01665e", "#8c510a"
SIDE = 4.9  # inches of a panel


def plot_networks(
    edges: pd.DataFrame, names: dict[str, str], *, by: str = "period", camps: dict[str, str] | None = None,
    title: str = "",
) -> Figure:  # fmt: skip
    """Draw a signed network a period, two beside each other, each actor at the same place in all of them.

    Parameters
    ----------
    edges : DataFrame
        Columns ``by``, one, other (ids, from holder to target), polarity (1, -1), articles (int: a thicker line).
    names : dict of str to str
        The label of each id; short ones, since the panels are small.
    by : str, optional
        The column that makes a panel; panels stand in its order.
    camps : dict of str to str, optional
        The camp of each id.
    title : str, optional
        The figure's title.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        Where there is no tie.

    Examples
    --------
    >>> edges = pd.DataFrame({"period": ["x", "y"], "one": "a", "other": "b", "polarity": [1, -1], "articles": 1})
    >>> [ax.get_title() for ax in plot_networks(edges, {}).axes if ax.get_title()]
    ['x', 'y']
    """
    refuse_empty(edges, "ties")
    camps = camps or {}
    order = list(CAMPS)
    ids = sorted({*edges["one"], *edges["other"]}, key=lambda i: (order.index(camps.get(i, "")), i))
    # half a step on, so that no name stands at the very top
    angle = {node: 2 * math.pi * (n + 0.5) / len(ids) for n, node in enumerate(ids)}
    panels = [(value, group) for value, group in edges.groupby(by, sort=True, observed=True) if len(group)]
    rows = -(-len(panels) // 2)
    figure, grid = plt.subplots(
        rows, 2, figsize=(WIDTH, SIDE * 0.82 * rows + 0.6), squeeze=False, layout="constrained"
    )
    for ax in grid.flat:
        ax.axis("off")
    for ax, (value, group) in zip(grid.flat, panels, strict=False):
        for edge in group.itertuples():
            ends = [(math.cos(angle[node]), math.sin(angle[node])) for node in (edge.one, edge.other)]
            against = edge.polarity < 0
            ax.add_patch(FancyArrowPatch(
                *ends, arrowstyle="-|>", connectionstyle=f"arc3,rad={0.22 if against else 0.1}", shrinkA=5, shrinkB=5,
                linewidth=0.8 + 3 * edge.articles / edges["articles"].max(), color=AGAINST if against else FOR,
                alpha=0.75, mutation_scale=10, linestyle="--" if against else "-",
            ))  # fmt: skip
        present = {*group["one"], *group["other"]}
        for node in ids:
            x, y = math.cos(angle[node]), math.sin(angle[node])
            shade = 1 if node in present else 0.25
            ax.scatter(x, y, s=45, color=CAMPS[camps.get(node, "")], zorder=3, edgecolor="white", alpha=shade)
            outward = "left" if x > 0.05 else "right" if x < -0.05 else "center"
            if node in present:
                ax.text(1.09 * x, 1.13 * y, names.get(node, node), ha=outward, va="center", fontsize=7.5)
        ax.set_title(str(value), fontsize=10, loc="center")
        ax.set_xlim(-2.2, 2.2)
        ax.set_ylim(-1.3, 1.3)
        ax.set_aspect("equal")
    known = {camps.get(node, "") for node in ids}
    handles: list[Artist] = [
        Line2D([], [], linestyle="", marker="o", markersize=8, color=CAMPS[camp], label=CAMP_NAMES[camp])
        for camp in CAMPS
        if camp in known and known != {""}
    ]
    handles += [Line2D([], [], color=FOR, linewidth=2, label="for"),
                Line2D([], [], color=AGAINST, linewidth=2, linestyle="--", label="against")]  # fmt: skip
    figure.legend(handles=handles, frameon=False, loc="outside lower center", ncols=6)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure
