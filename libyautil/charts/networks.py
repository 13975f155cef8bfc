"""Who goes with whom: a network on a circle, signed where ties are for and against."""

import math

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from libyautil.charts.style import CAMP_NAMES, CAMPS, new_axes, refuse_empty

LINES = 0.14  # the height of a name of two lines, where the circle's radius is 1


def plot_network(
    edges: pd.DataFrame, names: dict[str, str], *, weight: str = "together", sign: str | None = None,
    camps: dict[str, str] | None = None, title: str = "",
) -> Axes:  # fmt: skip
    """Draw a network on a circle, ordered by camp: thicker lines weigh more, signed ones show for and against.

    Parameters
    ----------
    edges : DataFrame
        Columns one, other (ids), ``weight``; with ``sign`` a direction from one to other.
    names : dict of str to str
        The label of each id.
    weight, sign : str, optional
        Column names; a positive sign is blue-green and a negative one brown and dashed.
    camps : dict of str to str, optional
        The camp of each id.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where there is no edge.

    Examples
    --------
    >>> edges = pd.DataFrame({"one": ["a"], "other": ["b"], "together": [2]})
    >>> len(plot_network(edges, {"a": "A", "b": "B"}).texts)
    2
    """
    refuse_empty(edges, "edges of a network")
    camps = camps or {}
    order = list(CAMPS)
    ids = sorted({*edges["one"], *edges["other"]}, key=lambda i: (order.index(camps.get(i, "")), i))
    # half a step on, so that no name stands at the very top, where those to both sides would meet it
    angle = {node: 2 * math.pi * (n + 0.5) / len(ids) for n, node in enumerate(ids)}
    ax = new_axes(7.6)
    heaviest = edges[weight].max()
    drawn: dict[frozenset[str], int] = {}
    for edge in edges.itertuples():
        tie = getattr(edge, sign) if sign else 0
        colour = "#9aa7b3" if not sign else "#01665e" if tie > 0 else "#8c510a"
        start, end = ((math.cos(angle[node]), math.sin(angle[node])) for node in (edge.one, edge.other))
        pair = frozenset((edge.one, edge.other))
        drawn[pair] = drawn.get(pair, 0) + 1  # several ties of two lie apart
        ax.add_patch(FancyArrowPatch(
            start, end, arrowstyle="-|>" if sign else "-", shrinkA=8, shrinkB=8,
            connectionstyle=f"arc3,rad={inward(start, end) * 0.13 * drawn[pair]}",
            linewidth=0.6 + 4 * getattr(edge, weight) / heaviest, color=colour, alpha=0.65, mutation_scale=12,
            linestyle="--" if sign and tie < 0 else "-",
        ))  # fmt: skip
    heights = _apart({node: (math.cos(at), 1.11 * math.sin(at)) for node, at in angle.items()})
    for node in ids:
        x, y = math.cos(angle[node]), math.sin(angle[node])
        ax.scatter(x, y, s=90, color=CAMPS[camps.get(node, "")], zorder=3, edgecolor="white")
        outward = "left" if x > 0.05 else "right" if x < -0.05 else "center"
        # a name in two languages stands in two lines, or the circle would shrink to make room for it
        name = names.get(node, node).replace("  ", "\n")
        ax.text(1.06 * x, heights[node], name, ha=outward, va="center", multialignment=outward, fontsize=9)
    known = {camps.get(node, "") for node in ids}
    handles: list[Artist] = [
        Line2D([], [], linestyle="", marker="o", markersize=9, color=CAMPS[camp], label=CAMP_NAMES[camp])
        for camp in CAMPS
        if camp in known and known != {""}
    ]
    if sign:
        handles += [Line2D([], [], color="#01665e", linewidth=2, label="for"),
                    Line2D([], [], color="#8c510a", linewidth=2, linestyle="--", label="against")]  # fmt: skip
    if handles:
        ax.legend(handles=handles, frameon=False, ncols=6, loc="upper center", bbox_to_anchor=(0.5, 0))
    ax.set_xlim(-1.9, 1.9)
    ax.set_ylim(-1.3, 1.3)
    ax.set_aspect("equal")
    ax.get_figure(root=True).set_layout_engine("none")  # type: ignore[union-attr]  # names may reach beyond the axes: what is saved reaches as far as they do
    ax.set_position((0, 0.06, 1, 0.88))
    ax.axis("off")
    ax.set_title(title)
    return ax


def inward(start: tuple[float, float], end: tuple[float, float]) -> int:
    """Return the sign of matplotlib's ``rad`` that bends a tie toward the middle, away from names and other marks.

    >>> inward((1.0, 0.0), (0.0, 1.0)), inward((0.0, 1.0), (1.0, 0.0))
    (-1, 1)
    """
    (x, y), (u, v) = start, end
    return -1 if (x + u) * (v - y) - (y + v) * (u - x) > 0 else 1


def _apart(places: dict[str, tuple[float, float]]) -> dict[str, float]:
    """Return a height for each name, moved away from the middle where two on one side of the circle would meet."""
    heights = {}
    for left in (True, False):
        for sign in (1, -1):
            side = [(sign * y, node) for node, (x, y) in places.items() if (x < 0) == left and sign * y >= 0]
            last = -1.0
            for y, node in sorted(side):
                last = max(y, last + LINES)
                heights[node] = sign * last
    return heights
