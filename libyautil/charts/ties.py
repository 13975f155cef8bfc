"""Signed ties over time: one small network a period, everyone at the same place in each."""

import math
from textwrap import fill

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from libyautil.charts.networks import inward
from libyautil.charts.style import CAMP_NAMES, CAMPS, WIDTH, refuse_empty

FOR, AGAINST = "#01665e", "#8c510a"
HEIGHT = 3.7  # inches of a panel
LETTERS = 17  # in a line of a name: longer names take two lines, so that the circle keeps its room


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
    place = places(ids)
    panels = [(value, group) for value, group in edges.groupby(by, sort=True, observed=True) if len(group)]
    rows = -(-len(panels) // 2)
    figure, grid = plt.subplots(rows, 2, figsize=(WIDTH, HEIGHT * rows + 0.7), squeeze=False, layout="constrained")
    for ax in grid.flat:
        ax.axis("off")
    for ax, (value, group) in zip(grid.flat, panels, strict=False):
        for edge in group.itertuples():
            against = edge.polarity < 0
            ends = place[edge.one], place[edge.other]
            ax.add_patch(FancyArrowPatch(
                *ends, arrowstyle="-|>", connectionstyle=f"arc3,rad={inward(*ends) * (0.36 if against else 0.2)}",
                shrinkA=5, shrinkB=5, linewidth=0.8 + 3 * edge.articles / edges["articles"].max(), alpha=0.75,
                color=AGAINST if against else FOR, mutation_scale=10, linestyle="--" if against else "-",
            ))  # fmt: skip
        present = {*group["one"], *group["other"]}
        for node in ids:
            x, y = place[node]
            shade = 1 if node in present else 0.25
            ax.scatter(x, y, s=45, color=CAMPS[camps.get(node, "")], zorder=3, edgecolor="white", alpha=shade)
            if node in present:
                outward = "left" if x > 0 else "right"
                away = 1.05 * x + 0.05 * (1 if x > 0 else -1)
                ax.text(away, 1.04 * y, fill(names.get(node, node), LETTERS), ha=outward, va="center", fontsize=7.5,
                        multialignment=outward, linespacing=0.95)  # fmt: skip
        ax.set_title(str(value), fontsize=10, loc="center")
        ax.set_xlim(-1.85, 1.85)
        ax.set_ylim(-1.1, 1.1)
    known = {camps.get(node, "") for node in ids}
    handles: list[Artist] = [
        Line2D([], [], linestyle="", marker="o", markersize=8, color=CAMPS[camp], label=CAMP_NAMES[camp])
        for camp in CAMPS
        if camp in known and known != {""}
    ]
    handles += [Line2D([], [], color=FOR, linewidth=2, label="for"),
                Line2D([], [], color=AGAINST, linewidth=2, linestyle="--", label="against")]  # fmt: skip
    figure.legend(handles=handles, frameon=False, loc="outside lower center", ncols=8, fontsize=9, columnspacing=1.4)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def places(ids: list[str]) -> dict[str, tuple[float, float]]:
    """Return a point on the circle for each id, at even heights, so that no two names on one side collide.

    >>> places(["a", "b"])
    {'a': (1.0, 0.0), 'b': (-1.0, 0.0)}
    """
    right = -(-len(ids) // 2)
    found = {}
    for number, node in enumerate(ids):
        on_side, rank = (right, number) if number < right else (len(ids) - right, len(ids) - 1 - number)
        height = 1 - (2 * rank + 1) / on_side  # from the top down on the right, then from the foot up on the left
        found[node] = (math.sqrt(1 - height**2) * (1 if number < right else -1), height)
    return found
