"""Still maps: who held what at a day with what happened before it, and the same at several days side by side."""

from itertools import pairwise
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from libyautil.charts import CAMPS, MODALITIES, WIDTH
from libyautil.maps.ground import VAGUE_KM, VIEWS, Extent, holders, inside, locate, view_ratio
from libyautil.maps.marks import by_weight, draw_events, draw_holders, draw_land, legend_marks
from libyautil.maps.names import draw_names

BOXED = ("libya", "coast")  # views on which the Tripoli area is too small to read
BOX = "#555555"
HEAD, FOOT = 0.27, 0.26  # inches over a small multiple for its title, under it for what found no room
AREA_KM = 40.0  # on a small multiple, a wider area would cover the places
GRID = {"libya": 2.0, "coast": 2.0, "tripoli": 0.5, "sirte": 1.0}


def still_map(
    control: pd.DataFrame, places: pd.DataFrame, day: pd.Timestamp, *, events: pd.DataFrame | None = None,
    days: int = 30, title: str = "",
) -> Figure:  # fmt: skip
    """Draw who held each place at a day: Libya above, the Tripoli area below, with the events of the days before.

    Parameters
    ----------
    control : DataFrame
        As ``frontline.assess_control`` gives it: place, day, assessed (lna, gna, contested, unknown), since_evidence.
    places : DataFrame
        The lexicon's places: id, name_en, name_ar, kind, latitude, longitude, radius_km.
    day : Timestamp
        The day shown; each place shows its last row at or before it.
    events : DataFrame, optional
        The chronology: place, earliest, latest (days), modality, side (the initiator's camp).
    days : int, optional
        Events whose window touches this many days up to ``day`` are drawn.
    title : str, optional
        By default the day.

    Returns
    -------
    Figure
        What could not be drawn is counted under the map; ``locate`` lists it.

    Raises
    ------
    ValueError
        Where no place has a row at or before ``day``.

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]],
    ...     columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"])
    >>> control = pd.DataFrame([{"place": "tarhuna", "day": day, "assessed": "gna", "since_evidence": day}])
    >>> len(still_map(control, places, day).axes)
    2
    """
    held, told, missing = _shown(control, places, day, events, days)
    coast = _fitted(VIEWS["libya"], held)
    tall = WIDTH * 0.93 * view_ratio(coast)
    low = WIDTH * 0.6 * view_ratio(VIEWS["tripoli"])
    height = tall + low + 1.15
    figure = plt.figure(figsize=(WIDTH, height), layout="none")
    upper = figure.add_axes((0.06, (low + 0.6) / height, 0.93, tall / height))
    lower = figure.add_axes((0.06, 0.25 / height, 0.6, low / height))
    _draw_around_box(upper, coast, GRID["libya"], held, told)
    _draw(lower, VIEWS["tripoli"], GRID["tripoli"], held, told)
    upper.set_title(title or f"Who held what on {day:%Y-%m-%d}")
    lower.set_title("The Tripoli area (the box above)", fontsize=9, fontweight="normal")
    handles = legend_marks(
        [side for side in CAMPS if side and side in set(held["assessed"])],
        [m for m in MODALITIES if m in set(told["modality"])],
        vague=bool((held["radius_km"] >= VAGUE_KM).any()), stale=not held["fresh"].all(),
    )  # fmt: skip
    note = f"{missing} places or events could not be drawn" if missing else ""
    caption = f"events of the {days} days to {day:%Y-%m-%d}, coloured by\nwho began them, beside their place"
    figure.legend(handles=handles, frameon=False, loc="upper left", bbox_to_anchor=(0.67, (low + 0.3) / height),
                  fontsize=9, labelspacing=0.7)  # fmt: skip
    figure.text(
        0.68,
        0.25 / height,
        "\n".join(filter(None, [caption if len(told) else "", note])),
        fontsize=8,
        color="#555555",
        va="bottom",
    )
    return figure


def period_maps(
    control: pd.DataFrame, places: pd.DataFrame, days: list[pd.Timestamp], *, events: pd.DataFrame | None = None,
    view: str = "coast", columns: int = 2, title: str = "",
) -> Figure:  # fmt: skip
    """Draw small multiples: who held what at the end of each period, with the period's events.

    What moved has a name: a place whose holder differs from the period before, and is known; of the rest only cities,
    in grey. Counted apart are places that passed to another holder, that were not known the time before, and of which
    nothing was heard any more. On a view of the whole country the Tripoli area
    is a box of bare marks.

    Parameters
    ----------
    control, places : DataFrame
        As for ``still_map``.
    days : list of Timestamp
        The last day of each period, in order; a period begins after the one before (the first 30 days back).
    events : DataFrame, optional
        The chronology, as for ``still_map``; events of an area of more than 40 km about its point are left out.
    view : str, optional
        A view of ``VIEWS``: libya, coast, tripoli, sirte.
    columns : int, optional
        Maps in a row.
    title : str, optional
        The figure's title.

    Returns
    -------
    Figure
        Under each map stand the places that moved and found no room for their name on it.

    Raises
    ------
    ValueError
        Where a day comes before every row of ``control``, or ``view`` is no view.

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]],
    ...     columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"])
    >>> control = pd.DataFrame([{"place": "tarhuna", "day": day, "assessed": "gna", "since_evidence": day}])
    >>> len(period_maps(control, places, [day, pd.Timestamp("2020-07-01")], view="tripoli").axes)
    2
    """
    if view not in VIEWS:
        raise ValueError(f"no view {view!r}: choose one of {', '.join(VIEWS)}")
    lengths = [30, *((day - before).days for before, day in pairwise(days))]
    shown = [_shown(control, places, day, events, length)[:2] for day, length in zip(days, lengths, strict=True)]
    boxed = view in BOXED
    extent = _fitted(VIEWS[view], pd.concat([held for held, _ in shown]), east=True) if boxed else VIEWS[view]
    rows = -(-len(days) // columns)
    wide = WIDTH / columns - 0.12
    high = wide * view_ratio(extent) + HEAD + FOOT
    height = rows * high + 0.35 * bool(title) + 0.5
    figure = plt.figure(figsize=(WIDTH, height), layout="none")
    before = pd.Series(dtype=object)
    for number, (day, (held, told)) in enumerate(zip(days, shown, strict=True)):
        row, column = divmod(number, columns)
        left = (column * (wide + 0.12) + 0.06) / WIDTH
        bottom = (height - 0.35 * bool(title) - (row + 1) * high + FOOT) / height
        ax = figure.add_axes((left, bottom, wide / WIDTH, (high - HEAD - FOOT) / height))
        ax.set_title(f"{day:%Y-%m-%d}{_moves(inside(held, extent), before) if number else ''}", fontsize=9)
        known = held["assessed"] != "unknown"
        moved = known & (held["assessed"] != held["place"].map(before))
        landmarks = held[~moved & (held["kind"] == "city")]
        sharp = told[told["radius_km"] <= AREA_KM] if len(told) else told
        named = pd.concat([by_weight(held[moved], sharp), landmarks])
        named = named.sort_values("place", key=lambda place: place != view, kind="stable")  # its own city first
        unnamed = (_draw_around_box if boxed else _draw)(
            ax, extent, GRID[view], held, sharp, order=named, size=5.5, type_size=6.5,
            quiet=frozenset(landmarks["place"]),
        )  # fmt: skip
        unnamed = unnamed[~unnamed["place"].isin(landmarks["place"])]
        ax.set_xticklabels([])
        ax.set_yticklabels([])
        names = fill(
            f"no room to name: {', '.join(unnamed['name_en'])}", 88 * 2 // columns, max_lines=2, placeholder=" …"
        )
        if len(unnamed):
            ax.annotate(names, (0, 0), (0, -3), xycoords="axes fraction", textcoords="offset points", va="top",
                        fontsize=6.5, color="#555555")  # fmt: skip
        before = held.set_index("place")["assessed"]
    figure.suptitle(title, x=0.01, y=1 - 0.05 / height, ha="left", va="top", fontsize=12, fontweight="bold")
    seen = {side for held, _ in shown for side in held["assessed"]}
    marks = {modality for _, told in shown for modality in told["modality"]}
    sides, modalities = [side for side in CAMPS if side and side in seen], [m for m in MODALITIES if m in marks]
    handles = legend_marks(sides, modalities, vague=True, stale=True)
    if boxed:
        handles.append(Patch(facecolor="none", edgecolor=BOX, label="Tripoli area: marks only"))
    figure.legend(handles=handles, frameon=False, loc="lower left", bbox_to_anchor=(0, 0), fontsize=8,
                  ncols=-(-len(handles) // 2), columnspacing=1.2)  # fmt: skip
    return figure


def _moves(held: pd.DataFrame, before: pd.Series) -> str:
    """Return how many places passed to another holder, and of how many the holder came to be known, or ceased to."""
    now, then = held["assessed"], held["place"].map(before).fillna("unknown")
    new, silent = ((now != then) & (one == "unknown") for one in (then, now))
    changed = (now != then) & ~new & ~silent
    counts = [f"{changed.sum()} changed", *(f"{moved.sum()} {what}" for moved, what in
              ((new, "newly known"), (silent, "no longer known")) if moved.any())]  # fmt: skip
    return "   " + ", ".join(counts)


def _shown(
    control: pd.DataFrame, places: pd.DataFrame, day: pd.Timestamp, events: pd.DataFrame | None, days: int
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return holders and events to draw, and how many of either no map can show."""
    held, lost = locate(holders(control, day), places)
    if held.empty:
        raise ValueError(f"no place that can be drawn has a holder on {day:%Y-%m-%d}: choose a later day")
    if events is None:
        return held, pd.DataFrame(columns=["place", "modality", "side"]), int(lost["rows"].sum())
    recent = events[(events["earliest"] <= day) & (events["latest"] > day - pd.Timedelta(days=days))]
    told, unplaced = locate(recent, places)
    return held, told, int(lost["rows"].sum() + unplaced["rows"].sum())


def _draw(
    ax: Axes, extent: Extent, grid: float, held: pd.DataFrame, told: pd.DataFrame, *,
    order: pd.DataFrame | None = None, size: float = 8.0, type_size: float = 7.5,
    quiet: frozenset[str] = frozenset(), keep_off: list[tuple[float, float]] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Draw one map, naming the rows of ``order`` (by default every place) while there is room; return the rest."""
    draw_land(ax, extent, grid, labels=size > 6)
    shown, told = inside(held, extent), inside(told, extent)
    draw_holders(ax, shown, size)
    taken = draw_events(ax, told, 0.75 * size, shown, size, keep_off or []) if len(told) else []
    marked = shown[(shown["radius_km"] < VAGUE_KM) | (shown["assessed"] != "unknown")]
    weighed = by_weight(marked, told) if order is None else inside(order, extent)
    others = shown[~shown["place"].isin(weighed["place"])]
    marks = [*taken, *zip(others["longitude"], others["latitude"], strict=True), *(keep_off or [])]
    return draw_names(ax, weighed, marks, mark=size, size=type_size, quiet=quiet)


def _draw_around_box(
    ax: Axes, extent: Extent, grid: float, held: pd.DataFrame, told: pd.DataFrame, *,
    order: pd.DataFrame | None = None, size: float = 8.0, type_size: float = 7.5,
    quiet: frozenset[str] = frozenset(),
) -> pd.DataFrame:  # fmt: skip
    """Draw one map on which the Tripoli area, crowded as it is, is a box of small marks without names and events."""
    around, events = outside_box(held), outside_box(told)
    named = None if order is None else outside_box(order)
    box = draw_box(ax)
    unnamed = _draw(ax, extent, grid, around, events, order=named, size=size, type_size=type_size, quiet=quiet,
                    keep_off=box)  # fmt: skip
    draw_holders_in_box(ax, held, size)
    return unnamed


def outside_box(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the located rows outside the Tripoli area."""
    return rows.drop(inside(rows, VIEWS["tripoli"]).index)


def draw_box(ax: Axes) -> list[tuple[float, float]]:
    """Draw the box of the Tripoli area; return points all over it, that names may keep off."""
    west, east, south, north = VIEWS["tripoli"]
    ax.plot([west, east, east, west, west], [south, south, north, north, south], color=BOX, linewidth=0.8, zorder=2.5)
    return [(x, y) for x in np.linspace(west, east, 9) for y in np.linspace(south, north, 6)]


def draw_holders_in_box(ax: Axes, held: pd.DataFrame, size: float) -> None:
    """Draw the holders of the Tripoli area as small marks, without their circles."""
    small = inside(held, VIEWS["tripoli"])
    draw_holders(ax, small[small["radius_km"] < VAGUE_KM].assign(radius_km=0.0), 0.45 * size)


def _fitted(extent: Extent, held: pd.DataFrame, *, east: bool = False) -> Extent:
    """Cut the empty south off a view, and the empty east where asked."""
    west, far, south, north = extent
    shown = inside(held, extent)
    lowest, last = shown["latitude"].min(), shown["longitude"].max()
    return west, min(far, max(20.6, last + 0.8)) if east else far, max(south, min(28.6, lowest - 0.7)), north
