"""The look of every figure: camps and their colours, marks of modality, bilingual labels, legends."""

from typing import Any

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from libyautil import paths
from libyautil.arabic import display_text

# Okabe & Ito's palette (2008): readers with each kind of colour blindness tell these apart.
CAMPS = {
    "lna": "#D55E00",
    "gna": "#0072B2",
    "contested": "#CC79A7",
    "other": "#009E73",
    "unknown": "#7A7A7A",
    "": "#B4B4B4",
}
CAMP_NAMES = {"lna": "LNA (east)", "gna": "GNA (west)", "contested": "contested", "other": "neither camp",
              "unknown": "unknown", "": "no Libyan camp"}  # fmt: skip
# For lines and bars that stand for no camp (outlets, actors): no camp's colour among them.
PALETTE = ["#222222", "#E69F00", "#56B4E9", "#882255", "#44AA99", "#999933", "#BBBBBB"]
# Shapes that the maps share: told as fact is filled, one party's word and what is only planned are hollow.
MODALITIES = {"occurred": "D", "claimed": "D", "planned": "^", "denied": "X"}
HOLLOW = ("claimed", "planned")
FRESH_DAYS = 60  # older last evidence makes a holder "carried forward": drawn paler
WIDTH = 9.5  # inches: the width of a notebook's text

STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": 10, "axes.spines.top": False, "axes.spines.right": False,
    "axes.titlesize": 12, "axes.titleweight": "bold", "axes.titlelocation": "left", "figure.dpi": 110,
    "savefig.dpi": 160, "savefig.bbox": "tight", "svg.fonttype": "path", "axes.axisbelow": True,
}  # fmt: skip


def use_style() -> None:
    """Set the project's look for every figure that follows.

    >>> use_style()
    >>> plt.rcParams["font.family"]
    ['DejaVu Sans']
    """
    plt.rcParams.update(STYLE)


def save_figure(drawing: Axes | Figure, name: str) -> None:
    """Save a figure, or the figure of its axes, as PNG among this run's figures.

    >>> save_figure(plt.subplots()[1], "doctest")
    >>> (paths.figures_folder() / "doctest.png").unlink()
    """
    figure = drawing if isinstance(drawing, Figure) else drawing.get_figure(root=True)
    figure.savefig(  # type: ignore[union-attr]
        paths.figures_folder() / f"{name}.png"
    )


def bilingual(english: str, arabic: str) -> str:
    """Return a label with the English name and the Arabic one, set for the renderer.

    >>> bilingual("Sirte", "")
    'Sirte'
    """
    return f"{english}  {display_text(arabic)}" if arabic else english


def camp_legend(ax: Axes, camps: list[str], **options: Any) -> None:
    """Add a legend of camps to ``ax``.

    >>> camp_legend(plt.subplots()[1], ["lna", "gna"])
    """
    names = dict.fromkeys(CAMP_NAMES[camp] for camp in camps)
    colours = {CAMP_NAMES[camp]: CAMPS[camp] for camp in camps}
    ax.legend(handles=[Patch(color=colours[name], label=name) for name in names], frameon=False, **options)


def new_axes(height: float, width: float = WIDTH) -> Axes:
    """Return empty axes, ``height`` inches high, that make room for their labels and legend.

    >>> float(new_axes(3).figure.get_figheight())
    3.0
    """
    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def legend_below(ax: Axes, handles: list[Artist], ncols: int = 4) -> None:
    """Put the legend under the figure, where it meets neither title nor marks.

    >>> legend_below(new_axes(3), [Patch(label="x")])
    """
    ax.figure.legend(handles=handles, frameon=False, loc="outside lower center", ncols=ncols)


def pale(colour: str) -> tuple[float, float, float]:
    """Return a colour mixed with white.

    >>> pale("#000000")
    (0.55, 0.55, 0.55)
    """
    red, green, blue = (round(0.45 * part + 0.55, 3) for part in to_rgb(colour))
    return red, green, blue


def refuse_empty(frame: pd.DataFrame, what: str) -> None:
    """Stop where there is nothing to draw: an empty figure would say "none" where the answer is "not known"."""
    if not len(frame):
        raise ValueError(f"there are no {what} to draw: the choice above leaves no row")
