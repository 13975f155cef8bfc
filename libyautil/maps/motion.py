"""The front in motion: one small picture a step, in a page with a play button and a slider."""

import base64
import json
from html import escape
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from libyautil.charts import CAMPS, WIDTH
from libyautil.maps.ground import VAGUE_KM, VIEWS, holders, inside, locate, view_ratio
from libyautil.maps.marks import by_weight, draw_holders, draw_land, legend_marks
from libyautil.maps.names import draw_names
from libyautil.maps.still import BOXED, draw_box, draw_holders_in_box, outside_box

TEMPLATE = Path(__file__).with_name("player.html")
DPI = 84
COLOURS = 96  # of a picture's palette: a quarter of the bytes, and no eye tells


def animate_control(
    control: pd.DataFrame, places: pd.DataFrame, *, step: str = "14D", views: tuple[str, str] = ("coast", "tripoli"),
    title: str = "The front in motion",
) -> str:  # fmt: skip
    """Return a page that plays who held what: one picture a step, Libya's coast above and the Tripoli area below.

    On the coast the Tripoli area is a box of small marks, as on the period maps.

    Parameters
    ----------
    control : DataFrame
        As ``frontline.assess_control`` gives it: place, day, assessed, since_evidence.
    places : DataFrame
        The lexicon's places: id, name_en, name_ar, kind, latitude, longitude, radius_km.
    step : str, optional
        The time from picture to picture, as pandas writes it; the last day is always shown.
    views : tuple of str, optional
        Two of ``VIEWS``.
    title : str, optional
        The page's title.

    Returns
    -------
    str
        HTML with every picture inside, for a file or for ``framed``; some 30 kB a picture.

    Raises
    ------
    ValueError
        Where no place of ``control`` can be drawn.

    Examples
    --------
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]],
    ...     columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"])
    >>> days = pd.to_datetime(["2020-06-01", "2020-06-05"])
    >>> control = pd.DataFrame({"place": "tarhuna", "day": days, "assessed": ["lna", "gna"], "since_evidence": days})
    >>> animate_control(control, places).count('"day":"')
    2
    """
    spots, _ = locate(control.drop_duplicates("place"), places)
    if spots.empty:
        raise ValueError("no place of the control table can be drawn: see locate() for the reasons")
    heights = [WIDTH * 0.92 * view_ratio(VIEWS[view]) for view in views]
    heights[1] *= 0.62
    height = sum(heights) + 0.75
    figure = plt.figure(figsize=(WIDTH, height), dpi=DPI, layout="none")
    canvas = FigureCanvasAgg(figure)
    upper = figure.add_axes((0.05, (heights[1] + 0.5) / height, 0.93, heights[0] / height))
    lower = figure.add_axes((0.05, 0.22 / height, 0.577, heights[1] / height))
    for ax, view, grid in ((upper, views[0], 2.0), (lower, views[1], 0.5)):
        draw_land(ax, VIEWS[view], grid)
        named = inside(by_weight(spots[spots["radius_km"] < VAGUE_KM]), VIEWS[view])
        off = draw_box(ax) if view in BOXED else []
        draw_names(ax, outside_box(named) if view in BOXED else named, off, size=7.5)
    sides = [side for side in CAMPS if side and side in set(control["assessed"])]
    figure.legend(handles=legend_marks(sides, [], vague=False, stale=True), frameon=False, loc="center left",
                  bbox_to_anchor=(0.66, heights[1] / 2 / height), fontsize=9)  # fmt: skip
    canvas.draw()
    ground = canvas.copy_from_bbox(figure.bbox)
    heading = figure.text(0.05, 1 - 0.2 / height, "", fontsize=12, fontweight="bold")
    days = pd.date_range(control["day"].min(), control["day"].max(), freq=step)
    frames = []
    for day in sorted({*days, control["day"].max()}):
        canvas.restore_region(ground)
        heading.set_text(f"{day:%Y-%m-%d}")
        figure.draw_artist(heading)
        held, _ = locate(holders(control, day), places)
        for ax, view in ((upper, views[0]), (lower, views[1])):
            _draw_over(ax, inside(held, VIEWS[view]), boxed=view in BOXED)
        frames.append({"day": f"{day:%Y-%m-%d}", "png": _packed(np.asarray(canvas.buffer_rgba()))})
    plt.close(figure)
    page = TEMPLATE.read_text(encoding="utf-8")
    return page.replace("__TITLE__", escape(title)).replace("__DATA__", json.dumps(frames, separators=(",", ":")))


def _draw_over(ax: plt.Axes, held: pd.DataFrame, *, boxed: bool) -> None:
    """Draw holders onto the picture that stands, and forget them: land and names are drawn once."""
    before = {id(artist) for artist in ax.get_children()}
    draw_holders(ax, outside_box(held) if boxed else held, 7.0)
    if boxed:
        draw_holders_in_box(ax, held, 7.0)
    added = sorted((a for a in ax.get_children() if id(a) not in before), key=lambda artist: artist.get_zorder())
    for artist in added:
        ax.draw_artist(artist)
        artist.remove()


def _packed(pixels: np.ndarray) -> str:
    buffer = BytesIO()
    picture = (
        Image.fromarray(pixels)
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    )
    picture.save(buffer, format="PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
