"""Names on a map: English over Arabic, the weightier place first, dropped rather than laid over another mark.

Greedy on purpose: try a few spots around the mark, take the first that is free, in order of weight, so that the same
rows give the same map and a lesser name never pushes a weightier one away.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from libyautil.arabic import display_text
from libyautil.maps.ground import VAGUE_KM

# where a name may stand about its mark, the likeliest to be free and near first: direction, then distance in points
DIRECTIONS = [(1, 0), (-1, 0), (0, 1), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, -1)]
DISTANCES = [2, 8, 16, 28, 42, 58]
Box = tuple[float, float, float, float]  # left, bottom, right, top, in dots of the page
HALO = [withStroke(linewidth=1.6, foreground="#fffdf8cc")]  # coasts and circles pass behind the letters
APART = 3  # points between two names of one line
LEADER_FROM = 8  # points: a name farther off gets a line to its mark


def draw_names(
    ax: Axes, rows: pd.DataFrame, taken: list[tuple[float, float]], *, mark: float = 8.0, size: float = 7.5,
    quiet: frozenset[str] = frozenset(),
) -> pd.DataFrame:  # fmt: skip
    """Name places in English and Arabic where there is room.

    Parameters
    ----------
    ax : Axes
        A map with its final size and limits.
    rows : DataFrame
        Located rows, the weightiest first: longitude, latitude, radius_km, name_en, name_ar.
    taken : list of tuple
        Points in degrees that no name may cover.
    mark, size : float, optional
        The width of a mark and the size of the type, in points.
    quiet : frozenset of str, optional
        Places (column place) whose name is only there to find one's way: set in grey.

    Returns
    -------
    DataFrame
        The rows whose name found no room.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> ax = plt.subplots()[1]
    >>> rows = pd.DataFrame({"longitude": [0.5, 0.5], "latitude": [0.5, 0.5], "name_en": ["Sirte", "Harawa" * 20],
    ...                      "name_ar": ["سرت", "هراوة"], "radius_km": 5.0})
    >>> len(draw_names(ax, rows, [])), ax.texts[0].get_text().split()[0]
    (1, 'Sirte')
    """
    point = ax.figure.dpi / 72
    frame = np.array(ax.get_window_extent().extents)
    points = [*zip(rows["longitude"], rows["latitude"], strict=True), *taken]
    dots = ax.transData.transform(np.array(points).reshape(-1, 2))
    half = 0.5 * mark * point
    blocked = [(x - half, y - half, x + half, y + half) for x, y in dots]
    stand: list[bool] = []
    for number, (row, (x, y)) in enumerate(zip(rows.itertuples(), dots, strict=False)):
        text = ax.text(0, 0, f"{row.name_en}\n{display_text(row.name_ar)}", fontsize=size, ha="center", va="center",
                       linespacing=1.05, zorder=7, transform=None, path_effects=HALO,
                       color="#8a8a8a" if quiet and row.place in quiet else "#1d1d1d")  # fmt: skip
        box = text.get_window_extent()
        area = row.radius_km >= VAGUE_KM
        others = [*blocked[:number], *blocked[number + 1 :]] if area else blocked  # an area has no mark in its middle
        spot = free_spot((x, y), half, box.width, box.height, point, others, frame, lines_over=blocked[len(dots) :],
                         directions=[(0, 0), *DIRECTIONS] if area else DIRECTIONS)  # fmt: skip
        stand.append(spot is not None)
        if spot is None:
            text.remove()
            continue
        left, low, far = spot
        blocked.append((left - APART * point, low, left + box.width + APART * point, low + box.height))
        middle = (left + box.width / 2, low + box.height / 2)
        place = ax.transData.inverted().transform(middle)
        text.set(position=place, transform=ax.transData)
        if far >= LEADER_FROM:
            line = _leader((x, y), (left, low, left + box.width, low + box.height))
            blocked += [(*dot, *dot) for dot in line]
            ends = ax.transData.inverted().transform([(x, y), line[-1]])
            ax.plot(ends[:, 0], ends[:, 1], color="#777777", linewidth=0.5, zorder=2.6)
    return rows[~np.array(stand, dtype=bool)]


def free_spot(
    mark: tuple[float, float], half: float, width: float, height: float, point: float, blocked: list[Box],
    frame: np.ndarray, *, lines_over: Sequence[Box] = (), distances: Sequence[float] = DISTANCES,
    directions: Sequence[tuple[int, int]] = DIRECTIONS,
) -> tuple[float, float, float] | None:  # fmt: skip
    """Return left, bottom and distance of the first free spot of a size about a mark, or None.

    >>> free_spot((50, 50), 4, 20, 10, 1, [(46, 46, 54, 54), (56, 40, 90, 60)], np.array([0, 0, 99, 99]))
    (24.0, 45.0, 2)
    """
    boxes = np.array(blocked, dtype=float).reshape(-1, 4)
    for distance in distances:
        away = half + distance * point
        for right, up in directions:
            left = mark[0] + right * (away + width / 2) - width / 2
            low = mark[1] + up * (away + height / 2) - height / 2
            inside = left > frame[0] and low > frame[1] and left + width < frame[2] and low + height < frame[3]
            beside = (boxes[:, 0] >= left + width) | (boxes[:, 2] <= left)
            above = (boxes[:, 1] >= low + height) | (boxes[:, 3] <= low)
            if not (inside and (beside | above).all()):
                continue
            line = _leader(mark, (left, low, left + width, low + height)) if distance >= LEADER_FROM else []
            if not any(x0 < x < x1 and y0 < y < y1 for x, y in line for x0, y0, x1, y1 in lines_over):
                return left, low, distance
    return None


def _leader(mark: tuple[float, float], box: Box) -> list[tuple[float, float]]:
    """Return points on the line from a mark to the nearest of a name's box."""
    near = np.clip(mark, box[:2], box[2:])
    return [(float(x), float(y)) for x, y in np.linspace(mark, near, 12)]
