"""Still maps: who held what at a day with what happened before it, and the same at several days side by side."""

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from libyautil.charts import CAMPS, MODALITIES, WIDTH
from libyautil.maps.ground import VAGUE_KM, VIEWS, Extent, holders, inside, locate, view_ratio
from libyautil.maps.marks import by_weight, draw_events, draw_holders, draw_land, legend_marks
from libyautil.maps.names import draw_names

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
    west, east, south, north = VIEWS["tripoli"]
    boxed = [set(inside(rows, VIEWS["tripoli"])["place"]) for rows in (held, told)]
    around = [rows[~rows["place"].isin(names)] for rows, names in zip((held, told), boxed, strict=True)]
    small = held[held["place"].isin(boxed[0]) & (held["radius_km"] < VAGUE_KM)].assign(radius_km=0.0)
    box = [(x, y) for x in np.linspace(west, east, 9) for y in np.linspace(south, north, 6)]
    _draw(upper, coast, GRID["libya"], *around, keep_off=box)
    draw_holders(upper, small, 3.5)
    _draw(lower, VIEWS["tripoli"], GRID["tripoli"], held, told)
    upper.plot([west, east, east, west, west], [south, south, north, north, south], color="#555555", linewidth=0.8)
    upper.set_title(title or f"Who held what on {day:%Y-%m-%d}")
    lower.set_title("The Tripoli area (the box above)", fontsize=9, fontweight="normal")
    handles = legend_marks(
        [side for side in CAMPS if side and side in set(held["assessed"])],
        [m for m in MODALITIES if m in set(told["modality"])],
        vague=bool((held["radius_km"] >= VAGUE_KM).any()), stale=not held["fresh"].all(),
    )  # fmt: skip
    note = f"{missing} places or events could not be drawn" if missing else ""
    caption = f"events of the {days} days to {day:%Y-%m-%d}, coloured by\nwho began them, beneath their place"
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
    """Draw small multiples: who held what at the end of each period, with the period's events, changed places named.

    Parameters
    ----------
    control, places : DataFrame
        As for ``still_map``.
    days : list of Timestamp
        The last day of each period, in order; a period begins after the one before (the first 30 days back).
    events : DataFrame, optional
        The chronology, as for ``still_map``.
    view : str, optional
        A view of ``VIEWS``: libya, coast, tripoli, sirte.
    columns : int, optional
        Maps in a row.
    title : str, optional
        The figure's title.

    Returns
    -------
    Figure

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
    rows = -(-len(days) // columns)
    wide = WIDTH / columns - 0.12
    high = wide * view_ratio(VIEWS[view]) + 0.3
    height = rows * high + 0.35 * bool(title) + 0.5
    figure = plt.figure(figsize=(WIDTH, height), layout="none")
    before: pd.Series | None = None
    seen: set[str] = set()
    marks: set[str] = set()
    for number, day in enumerate(days):
        length = (day - days[number - 1]).days if number else 30
        held, told, _ = _shown(control, places, day, events, length)
        row, column = divmod(number, columns)
        left = (column * (wide + 0.12) + 0.06) / WIDTH
        bottom = (height - 0.35 * bool(title) - (row + 1) * high + 0.04) / height
        ax = figure.add_axes((left, bottom, wide / WIDTH, (high - 0.3) / height))
        now = held.set_index("place")["assessed"]
        changed = held["place"].map(now != (now[:0] if before is None else before).reindex(now.index))
        named = pd.concat([by_weight(held[changed], told), by_weight(held[~changed], told)])
        _draw(ax, VIEWS[view], GRID[view], held, told, order=named, size=5.5, type_size=6.5, limit=14)
        ax.set_xticklabels([])
        ax.set_yticklabels([])
        ax.set_title(f"{day:%Y-%m-%d}" + ("" if before is None else f"   {int(changed.sum())} changed"), fontsize=9)
        before = now
        seen |= set(held["assessed"])
        marks |= set(told["modality"])
    figure.suptitle(title, x=0.01, y=1 - 0.05 / height, ha="left", va="top", fontsize=12, fontweight="bold")
    sides, modalities = [side for side in CAMPS if side and side in seen], [m for m in MODALITIES if m in marks]
    figure.legend(handles=legend_marks(sides, modalities, vague=True, stale=True), frameon=False, loc="lower left",
                  bbox_to_anchor=(0, 0), ncols=5, fontsize=8, columnspacing=1.2)  # fmt: skip
    return figure


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
    order: pd.DataFrame | None = None, size: float = 8.0, type_size: float = 7.5, limit: int | None = None,
    keep_off: list[tuple[float, float]] | None = None,
) -> None:  # fmt: skip
    draw_land(ax, extent, grid, labels=size > 6)
    shown, told = inside(held, extent), inside(told, extent)
    draw_holders(ax, shown, size)
    taken = draw_events(ax, told, 0.75 * size, frozenset(shown["place"])) if len(told) else []
    weighed = by_weight(shown, told) if order is None else inside(order, extent)
    draw_names(ax, weighed, [*taken, *(keep_off or [])], mark=size, size=type_size, limit=limit)


def _fitted(extent: Extent, held: pd.DataFrame) -> Extent:
    """Cut the empty south off a view."""
    west, east, south, north = extent
    lowest = held.loc[held["latitude"].between(south, north), "latitude"].min()
    return west, east, max(south, min(28.6, lowest - 0.7)), north
