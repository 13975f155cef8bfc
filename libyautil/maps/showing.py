"""The maps that a notebook shows: in a frame of their own, or in loud words why there is none."""

from collections.abc import Callable

import pandas as pd
from IPython.display import HTML
from matplotlib import pyplot as plt

from libyautil.charts import say
from libyautil.maps.ground import locate
from libyautil.maps.interactive import framed, interactive_map
from libyautil.maps.motion import animate_control
from libyautil.maps.still import still_map

PICTURES = 40  # of the animation at most: some 30 kB each
STEP = 14  # days from picture to picture at least


def can_be_drawn(control: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a panel whose place a map can show.

    >>> columns = ["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"]
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]], columns=columns)
    >>> can_be_drawn(pd.DataFrame({"place": ["tarhuna", "atlantis"]}), places)["place"].tolist()
    ['tarhuna']
    """
    drawn, _ = locate(control[["place"]].drop_duplicates().astype(str), places)
    return control[control["place"].isin(drawn["place"])].reset_index(drop=True)


def show_interactive(
    control: pd.DataFrame, events: pd.DataFrame, sentences: pd.DataFrame, places: pd.DataFrame, *, otherwise: str,
    names: dict[str, str] | None = None, day: pd.Timestamp | None = None, title: str = "",
) -> HTML:  # fmt: skip
    """Return the interactive map in a frame, with a still picture to fall back on; or say why there is none.

    Parameters
    ----------
    control, events, sentences, places, names, title
        As for ``interactive_map``.
    day : Timestamp, optional
        The day shown first; by default, and where it is NaT, the last.
    otherwise : str
        What to say where no place can be drawn.

    Returns
    -------
    HTML

    Examples
    --------
    >>> columns = ["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"]
    >>> nowhere, none = pd.DataFrame({"place": []}), pd.DataFrame(columns=columns)
    >>> "no holder" in show_interactive(nowhere, nowhere, nowhere, none, otherwise="There is no holder.").data
    True
    """

    def draw(rows: pd.DataFrame) -> str:
        still = still_map(rows, places, rows["day"].max(), events=events)
        first = None if pd.isna(day) else day
        page = interactive_map(rows, events, sentences, places, names=names, day=first, title=title)
        shown = framed(page, still=still)
        plt.close(still)
        return shown

    return _shown(control, places, draw, otherwise)


def show_animation(control: pd.DataFrame, places: pd.DataFrame, *, otherwise: str, title: str) -> HTML:
    """Return the front in motion in a frame, in at most ``PICTURES`` pictures; or say why there is none.

    Parameters
    ----------
    control, places, title
        As for ``animate_control``.
    otherwise : str
        As for ``show_interactive``.

    Returns
    -------
    HTML

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]],
    ...     columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"])
    >>> held = pd.DataFrame([{"place": "tarhuna", "day": day, "assessed": "gna", "since_evidence": day}])
    >>> show_animation(held, places, otherwise="There is no holder.", title="").data.startswith("<div><iframe")
    True
    """

    def draw(rows: pd.DataFrame) -> str:
        span = (rows["day"].max() - rows["day"].min()).days
        step = max(STEP, -(-span // PICTURES))
        return framed(animate_control(rows, places, step=f"{step}D", title=title), height=900)

    return _shown(control, places, draw, otherwise)


def _shown(control: pd.DataFrame, places: pd.DataFrame, draw: Callable[[pd.DataFrame], str], otherwise: str) -> HTML:
    """Return what ``draw`` makes of the rows that a map can show; where there are none, what to say ``otherwise``."""
    drawn = can_be_drawn(control, places)
    return HTML(draw(drawn)) if len(drawn) else say(otherwise)
