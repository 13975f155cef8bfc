"""The marks of the still maps: the land, who holds a place, how vague the place is, what happened there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Patch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.ticker import MultipleLocator
from matplotlib.transforms import Affine2D
from shapely.plotting import patch_from_polygon

from libyautil.arabic import display_text
from libyautil.charts import CAMP_NAMES, CAMPS, FRESH_DAYS, HOLLOW, MODALITIES, pale
from libyautil.maps.ground import VAGUE_KM, country_labels, km_to_degrees, land
from libyautil.maps.names import Box, free_spot

Colour = str | tuple[float, float, float]

SEA, LIBYA, ABROAD = "#e9f0f5", "#fffdf8", "#efece4"
EDGE = "#2b2b2b"


def _asking() -> Path:
    """Return a marker: a question mark in a circle."""
    letter = TextPath((0, 0), "?", size=1.5)
    middle = letter.get_extents()
    centred = Affine2D().translate(-(middle.x0 + middle.x1) / 2, -(middle.y0 + middle.y1) / 2)
    return Path.make_compound_path(Path.unit_circle(), letter.transformed(centred))


# legible without colour too
SHAPES: dict[str, Any] = {"lna": "s", "gna": "o", "contested": "D", "other": "p", "unknown": _asking()}
BIG_KINDS = ["city", "base", "airport", "port", "town", "oilfield", "axis", "district"]
GLYPH_STEP = 11  # points between two event marks at one place
TOGETHER = 8  # points: events of places nearer than this have one row of marks
BESIDE = [(0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1)]  # where a row of marks may stand


def draw_land(ax: Axes, extent: tuple[float, float, float, float], grid: float, labels: bool = True) -> None:
    """Draw land, borders, a light grid of degrees and the countries' names inside ``extent``.

    >>> from matplotlib import pyplot as plt
    >>> ax = plt.subplots()[1]
    >>> draw_land(ax, (9, 25, 24, 33), 4)
    >>> ax.get_xlim()
    (np.float64(9.0), np.float64(25.0))
    """
    west, east, south, north = extent
    ax.set_facecolor(SEA)
    ground = land().cx[west:east, south:north]
    # patch by patch: geopandas' plot draws the whole figure anew for each of its maps
    for country in ground.itertuples():
        colour = LIBYA if country.name == "Libya" else ABROAD
        ax.add_patch(
            patch_from_polygon(country.geometry, facecolor=colour, edgecolor="#9c9788", linewidth=0.6, zorder=1)
        )
    ax.set(xlabel="", ylabel="")
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect(1 / _cosine((south + north) / 2))
    ax.xaxis.set_major_locator(MultipleLocator(grid))
    ax.yaxis.set_major_locator(MultipleLocator(grid))
    ax.xaxis.set_major_formatter("{x:g}°E")
    ax.yaxis.set_major_formatter("{x:g}°N")
    ax.grid(color="#8fa3b0", linewidth=0.4, alpha=0.35, zorder=1.5)
    ax.tick_params(length=0, labelsize=7, colors="#777777")
    ax.spines[:].set_visible(True)
    ax.spines[:].set_color("#b9b3a3")
    for row in country_labels().itertuples() if labels else ():
        if west + 0.5 < row.longitude < east - 0.5 and south + 0.3 < row.latitude < north - 0.3:
            ax.text(row.longitude, row.latitude, f"{row.name_en}\n{display_text(row.name_ar)}", color="#a79f8c",
                    ha="center", va="center", fontsize=8.5, zorder=1.6, linespacing=1.25)  # fmt: skip


def draw_holders(ax: Axes, held: pd.DataFrame, size: float = 8.0) -> None:
    """Draw each place's holder: colour and shape the side, paler when nothing new was heard, circles for vague places.

    Parameters
    ----------
    ax : Axes
        A map.
    held : DataFrame
        As ``holders`` gives it, located: longitude, latitude, radius_km, assessed, fresh.
    size : float, optional
        The marks' width in points.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> ax = plt.subplots()[1]
    >>> draw_holders(ax, pd.DataFrame({"longitude": [13.6], "latitude": [32.4], "radius_km": [2.0],
    ...                                "assessed": ["contested"], "fresh": [True]}))
    >>> len(ax.lines)
    1
    """
    areas = held[(held["radius_km"] > 0) & (held["assessed"] != "unknown")]
    for row in areas.itertuples():
        colour = CAMPS[row.assessed] if row.fresh else pale(CAMPS[row.assessed])
        vague = row.radius_km >= VAGUE_KM
        width, height = (2 * d for d in km_to_degrees(row.radius_km, row.latitude))
        ax.add_artist(Ellipse(
            (row.longitude, row.latitude), width, height, facecolor=(*to_rgb(colour), 0.13), zorder=2,
            edgecolor=(*to_rgb(colour), 0.9 if vague else 0.35), linewidth=1.1 if vague else 0.5,
            linestyle=(0, (4, 2)) if vague else "-", hatch="////" if row.assessed == "contested" and vague else None,
        ))  # fmt: skip
    for (side, fresh), rows in held[held["radius_km"] < VAGUE_KM].groupby(["assessed", "fresh"]):
        _mark(ax, rows, str(side), CAMPS[side] if fresh else pale(CAMPS[side]), size)


def _mark(ax: Axes, rows: pd.DataFrame, side: str, colour: Colour, size: float) -> None:
    """Draw the marks of one side: half white where contested, a small question mark in a circle where unknown."""
    unknown = side == "unknown"
    size = 0.75 * size if unknown else size
    ax.plot(
        rows["longitude"], rows["latitude"], linestyle="", marker=SHAPES[side], markersize=size, markeredgewidth=0.7,
        markeredgecolor="#666666" if unknown else EDGE, markerfacecolor="white" if unknown else colour,
        fillstyle="left" if side == "contested" else "full", markerfacecoloralt="white",
        zorder=4 if side == "contested" else 3 if unknown else 3.5,
    )  # fmt: skip


def draw_events(
    ax: Axes,
    events: pd.DataFrame,
    size: float = 6.0,
    held: pd.DataFrame | None = None,
    mark: float = 8.0,
    keep_off: Sequence[tuple[float, float]] = (),
) -> list[tuple[float, float]]:
    """Draw what happened at each place as a row of small marks; a figure counts the alike.

    Parameters
    ----------
    ax : Axes
        A map with its final size and limits.
    events : DataFrame
        Located rows: place, longitude, latitude, radius_km, modality, side (the initiator's camp). Places that nearly
        meet on the page have one row of marks.
    size : float, optional
        The marks' width in points.
    held : DataFrame, optional
        Located rows of places with a holder's mark: their row of marks stands beside it, beneath it where there is
        room.
    mark : float, optional
        The width of a holder's mark in points.
    keep_off : sequence of tuple, optional
        Further points in degrees that no row of marks may cover.

    Returns
    -------
    list of tuple
        The marks' points in degrees, so that names keep off them.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> ax = plt.subplots()[1]
    >>> rows = pd.DataFrame({"place": "tarhuna", "longitude": 0.5, "latitude": 0.5, "radius_km": 3.0,
    ...                      "modality": ["claimed"] * 2, "side": "gna"})
    >>> len(draw_events(ax, rows)), ax.texts[0].get_text()
    (1, '2')
    """
    point = ax.figure.dpi / 72
    shown = held if held is not None else events.head(0)
    half = 0.5 * mark * point
    marks = [*shown[shown["radius_km"] < VAGUE_KM][["longitude", "latitude"]].to_numpy(), *keep_off]
    blocked: list[Box] = [
        (x - half, y - half, x + half, y + half) for x, y in ax.transData.transform(np.reshape(marks, (-1, 2)))
    ]
    frame = np.array(ax.get_window_extent().extents)
    taken = []
    for (x, y), rows in _together(ax, events, TOGETHER * point):
        vague = rows[~rows["place"].isin(shown["place"]) & (rows["radius_km"] >= VAGUE_KM)]
        for area in vague.sort_values("radius_km").drop_duplicates("place", keep="last").itertuples():
            width, height = (2 * d for d in km_to_degrees(area.radius_km, area.latitude))
            ax.add_artist(
                Ellipse((area.longitude, area.latitude), width, height, fill=False, edgecolor="#777777",
                        linestyle=(0, (4, 2)), zorder=2)
            )  # fmt: skip
        groups = rows.groupby(["modality", "side"], sort=True).size().sort_values(ascending=False)
        wide, high = len(groups) * GLYPH_STEP * point, (size + 2) * point
        left, low = x - wide / 2, y - high / 2
        if rows["place"].isin(shown["place"]).any():
            spot = free_spot((x, y), half, wide, high, point, blocked, frame, distances=(0, 5), directions=BESIDE)
            left, low = spot[:2] if spot else (left, y - half - high)
        blocked.append((left, low, left + wide, low + high))
        for number, ((modality, side), count) in enumerate(groups.items()):
            spot_x = left + (number + 0.5) * GLYPH_STEP * point
            longitude, latitude = ax.transData.inverted().transform((spot_x, low + high / 2))
            at = (float(longitude), float(latitude))
            face = "white" if modality in HOLLOW else CAMPS[side]
            ax.plot(*at, marker=MODALITIES[modality], markersize=size, markerfacecolor=face, linestyle="",
                    markeredgecolor=CAMPS[side] if modality in HOLLOW else "white", zorder=5,
                    markeredgewidth=1.2 if modality in HOLLOW else 0.4)  # fmt: skip
            taken.append(at)
            if count > 1:
                ax.annotate(str(count), at, (size * 0.55, -size * 0.75), textcoords="offset points", fontsize=6,
                            color=EDGE, zorder=6)  # fmt: skip
    return taken


def _together(ax: Axes, events: pd.DataFrame, near: float) -> list[tuple[tuple[float, float], pd.DataFrame]]:
    """Return events by spot of the page, in dots: a place joins the first one that lies nearer than ``near``."""
    spots: list[tuple[float, float]] = []
    of_place: dict[str, int] = {}
    first = events.drop_duplicates("place")
    for place, (x, y) in zip(first["place"], ax.transData.transform(first[["longitude", "latitude"]]), strict=True):
        found = [number for number, spot in enumerate(spots) if np.hypot(x - spot[0], y - spot[1]) < near]
        of_place[place] = found[0] if found else len(spots)
        spots += [] if found else [(float(x), float(y))]
    return [(spots[number], rows) for number, rows in events.groupby(events["place"].map(of_place), sort=True)]


def by_weight(held: pd.DataFrame, events: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return rows in the order in which they deserve a name: contested, told of, then cities before lesser places.

    >>> rows = pd.DataFrame({"place": ["zamzam", "sirte"], "kind": ["valley", "city"], "assessed": "lna"})
    >>> by_weight(rows)["place"].tolist()
    ['sirte', 'zamzam']
    """
    rank = pd.Series([BIG_KINDS.index(k) if k in BIG_KINDS else len(BIG_KINDS) for k in held["kind"]], held.index)
    told = held["place"].isin(events["place"]) if events is not None else False
    weight = rank - 2 * told - 3 * held["assessed"].eq("contested") + 4 * held["assessed"].eq("unknown")
    return held.assign(_weight=weight).sort_values("_weight", kind="stable").drop(columns="_weight")


def legend_marks(sides: list[str], modalities: list[str], *, vague: bool, stale: bool) -> list[Line2D | Patch]:
    """Return the legend's handles for what a map shows.

    >>> [handle.get_label() for handle in legend_marks(["gna", "unknown"], ["planned"], vague=False, stale=False)]
    ['held: GNA (west)', 'not known', 'event planned']
    """
    names = {"contested": "contested", "unknown": "not known"}
    handles: list[Line2D | Patch] = []
    for side in sides:
        face = "white" if side == "unknown" else CAMPS[side]
        handles.append(
            _swatch(names.get(side, f"held: {CAMP_NAMES[side]}"), SHAPES[side], face, half=side == "contested")
        )
    if stale:
        handles.append(_swatch(f"paler: nothing new for {FRESH_DAYS} days", "o", pale(CAMPS["gna"])))
    if vague:
        area = Patch(facecolor="#00000011", edgecolor="#555555", linestyle=(0, (4, 2)), label="area, not a point")
        handles.append(area)
    for modality in modalities:
        face = "white" if modality in HOLLOW else "#444444"
        handles.append(_swatch(f"event {modality}", MODALITIES[modality], face, edge="#444444", size=6))
    return handles


def _swatch(label: str, marker: Any, face: Colour, *, edge: str = EDGE, size: float = 8, half: bool = False) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=marker, markersize=size, markeredgecolor=edge, markeredgewidth=0.8, label=label,
        markerfacecolor=face, fillstyle="left" if half else "full", markerfacecoloralt="white",
    )  # fmt: skip


def _cosine(latitude: float) -> float:
    return km_to_degrees(111.32, latitude)[0] ** -1
