"""The naming matrix: which names each outlet gives to one force, and what those names do."""

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from libyautil.arabic import display_text
from libyautil.charts.style import WIDTH, legend_below, new_axes, refuse_empty

# two ends that colour-blind readers tell apart, and grey between them
FRAMES = {"legitimising": "BuGn", "neutral": "Greys", "": "Greys", "delegitimising": "YlOrBr"}
FRAME_NAMES = {"legitimising": "grants legitimacy", "neutral": "neutral", "delegitimising": "denies it"}


def plot_naming(naming: pd.DataFrame, *, most: int = 16, title: str = "", unit: str = "") -> Axes:
    """Draw which names each outlet uses for one force: rows by what the name does, outlets from granting to denying.

    Parameters
    ----------
    naming : DataFrame
        A row an outlet and name: outlet, alias, frame (legitimising, neutral, delegitimising or empty), mentions,
        share (of the outlet's mentions of the force).
    most : int, optional
        So many names, those used most.
    title, unit : str, optional
        The figure's title and what a cell counts.

    Returns
    -------
    Axes
        A cell is the percentage of the outlet's mentions; the number of these stands under the outlet's name.

    Raises
    ------
    ValueError
        Where the frame is empty.

    Examples
    --------
    >>> rows = pd.DataFrame({"outlet": ["x"], "alias": ["الجيش"], "frame": ["legitimising"], "mentions": [2],
    ...                      "share": [1.0]})
    >>> [text.get_text() for text in plot_naming(rows).texts]
    ['100']
    """
    refuse_empty(naming, "names")
    rank = naming["frame"].map({"legitimising": 1, "delegitimising": -1}).fillna(0)
    lean = (rank * naming["share"]).groupby(naming["outlet"]).sum().sort_values(ascending=False, kind="stable")
    totals = naming.groupby("outlet")["mentions"].sum()
    names = naming.groupby(["alias", "frame"])["mentions"].sum().nlargest(most, keep="first").reset_index()
    names["rank"] = names["frame"].map({"legitimising": 0, "delegitimising": 2}).fillna(1)
    names = names.sort_values(["rank", "mentions"], ascending=[True, False], kind="stable", ignore_index=True)
    shares = naming.set_index(["alias", "frame", "outlet"])["share"].mul(100)
    table = shares.groupby(level=[0, 1, 2]).sum().unstack("outlet").reindex(
        index=pd.MultiIndex.from_frame(names[["alias", "frame"]]), columns=lean.index
    )  # fmt: skip
    # what is too rare for a row of its own stands in one row, so that an outlet's figures add up to 100
    rest = 100 - table.sum()
    rarer = naming.groupby(["alias", "frame"]).ngroups - len(names)
    if rarer:
        table.loc[("", ""), :] = rest.where(rest > 0.05)
        names.loc[len(names)] = {
            "alias": f"{rarer} rarer names" if rarer > 1 else "one rarer name",
            "frame": "",
            "rank": 3,
        }
    ax = new_axes(1.9 + 0.34 * len(table), min(WIDTH, 3.6 + 1.15 * len(lean)))
    norm = plt.Normalize(-15, 100)
    for row, frame in enumerate(names["frame"]):
        shades = plt.get_cmap(FRAMES[frame])
        for column, number in enumerate(table.iloc[row]):
            if np.isfinite(number):
                colour = shades(norm(number))
                ax.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, color=colour, linewidth=0))
                bright = np.dot(colour[:3], (0.299, 0.587, 0.114)) < 0.55
                ax.text(column, row, f"{number:.0f}", ha="center", va="center", fontsize=9.5,
                        color="white" if bright else "#222222")  # fmt: skip
    for edge in np.flatnonzero(names["rank"].diff().fillna(0)):
        ax.axhline(edge - 0.5, color="#777777", linewidth=0.8)
    ax.set_xlim(-0.5, len(lean) - 0.5)
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xticks(range(len(lean)), [f"{display_text(outlet)}\nn = {totals[outlet]}" for outlet in lean.index])
    ax.set_yticks(range(len(table)), [display_text(alias) for alias in names["alias"]])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(unit)
    ax.set_title(title, pad=12)
    legend_below(ax, [Patch(color=plt.get_cmap(FRAMES[frame])(0.7), label=name) for frame, name in FRAME_NAMES.items()])
    return ax
