"""The marks of the still maps: the land, who holds a place, how vague the place is, what happened there."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Patch
from matplotlib.ticker import MultipleLocator
from shapely.plotting import patch_from_polygon

from libyautil.arabic import display_text
from libyautil.charts import CAMP_NAMES, CAMPS, FRESH_DAYS, HOLLOW, MODALITIES, pale
from libyautil.maps.ground import VAGUE_KM, country_labels, km_to_degrees, land

Colour = str | tuple[float, float, float]

SEA, LIBYA, ABROAD = "#e9f0f5", "#fffdf8", "#efece4"
EDGE = "#2b2b2b"
SHAPES = {"lna": "s", "gna": "o", "contested": "D", "other": "p", "unknown": "o"}  # legible without colour too
BIG_KINDS = ["city", "base", "airport", "port", "town", "oilfield", "axis", "district"]
GLYPH_STEP = 9  # points between two event marks at one place


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
    areas = held[(held["radius_km"] > 0) & ((held["radius_km"] < VAGUE_KM) | (held["assessed"] != "unknown"))]
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
    """Draw the marks of one side: half white where contested, hollow with a question mark where unknown."""
    unknown = side == "unknown"
    ax.plot(
        rows["longitude"], rows["latitude"], linestyle="", marker=SHAPES[side], markersize=size, markeredgewidth=0.7,
        markeredgecolor="#777777" if unknown else EDGE, markerfacecolor="white" if unknown else colour,
        fillstyle="left" if side == "contested" else "full", markerfacecoloralt="white",
        zorder=4 if side == "contested" else 3 if unknown else 3.5,
    )  # fmt: skip
    if unknown:
        ax.plot(rows["longitude"], rows["latitude"], linestyle="", marker="$?$", markersize=0.5 * size, color="#555555",
                markeredgewidth=0.2, zorder=3.1)  # fmt: skip


def draw_events(
    ax: Axes, events: pd.DataFrame, size: float = 6.0, held: frozenset[str] = frozenset()
) -> list[tuple[float, float]]:
    """Draw what happened at each place as a row of small marks; a figure counts the alike.

    Parameters
    ----------
    ax : Axes
        A map with its final size and limits.
    events : DataFrame
        Located rows: place, longitude, latitude, radius_km, modality, side (the initiator's camp).
    size : float, optional
        The marks' width in points.
    held : frozenset of str, optional
        Places with a holder's mark: there the row goes beneath it.

    Returns
    -------
    list of tuple
        The marks' points in degrees, so that names keep off them.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> ax = plt.subplots()[1]
    >>> rows = pd.DataFrame({"place": "tarhuna", "longitude": 13.6, "latitude": 32.4, "radius_km": 3.0,
    ...                      "modality": ["claimed"] * 2, "side": "gna"})
    >>> len(draw_events(ax, rows)), ax.texts[0].get_text()
    (1, '2')
    """
    taken = []
    for place, rows in events.groupby("place", sort=False):
        radius = rows["radius_km"].max() if place not in held else 0.0
        if radius >= VAGUE_KM:
            width, height = (2 * d for d in km_to_degrees(radius, rows["latitude"].iloc[0]))
            spot = (rows["longitude"].iloc[0], rows["latitude"].iloc[0])
            ax.add_artist(
                Ellipse(spot, width, height, fill=False, edgecolor="#777777", linestyle=(0, (4, 2)), zorder=2)
            )
        groups = rows.groupby(["modality", "side"], sort=True).size().sort_values(ascending=False)
        for number, ((modality, side), count) in enumerate(groups.items()):
            step = (number - (len(groups) - 1) / 2) * (GLYPH_STEP + 2)
            below = -GLYPH_STEP - 1 if place in held else 0
            x, y = _shifted(ax, rows["longitude"].iloc[0], rows["latitude"].iloc[0], step, below)
            face = "white" if modality in HOLLOW else CAMPS[side]
            ax.plot(x, y, marker=MODALITIES[modality], markersize=size, markerfacecolor=face, linestyle="",
                    markeredgecolor=CAMPS[side] if modality in HOLLOW else "white", zorder=5,
                    markeredgewidth=1.2 if modality in HOLLOW else 0.4)  # fmt: skip
            taken.append((x, y))
            if count > 1:
                ax.annotate(str(count), (x, y), (size * 0.55, -size * 0.75), textcoords="offset points", fontsize=6,
                            color=EDGE, zorder=6)  # fmt: skip
    return taken


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


def _swatch(label: str, marker: str, face: Colour, *, edge: str = EDGE, size: float = 8, half: bool = False) -> Line2D:
    return Line2D(
        [], [], linestyle="", marker=marker, markersize=size, markeredgecolor=edge, markeredgewidth=0.8, label=label,
        markerfacecolor=face, fillstyle="left" if half else "full", markerfacecoloralt="white",
    )  # fmt: skip


def _shifted(ax: Axes, x: float, y: float, right: float, up: float) -> tuple[float, float]:
    """Return a point moved by so many points of the page."""
    dots = ax.figure.dpi / 72
    across, along = ax.transData.transform((x, y))
    moved = ax.transData.inverted().transform((across + right * dots, along + up * dots))
    return float(moved[0]), float(moved[1])


def _cosine(latitude: float) -> float:
    return km_to_degrees(111.32, latitude)[0] ** -1
