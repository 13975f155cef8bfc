"""The map to click through: one self-contained page of SVG and script, and a frame for it in a notebook.

Altair's inline page (0.9 MB) also works offline, but shows a sentence only in a tooltip: a list of sentences, right to
left, with the match marked, needs HTML of our own.
"""

import base64
import json
from html import escape
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from shapely.geometry.base import BaseGeometry

from libyautil.charts import CAMP_NAMES, CAMPS, FRESH_DAYS, runs
from libyautil.concordance import with_context
from libyautil.maps.ground import VAGUE_KM, VIEWS, country_labels, land, locate
from libyautil.maps.marks import BIG_KINDS

TEMPLATE = Path(__file__).with_name("interactive.html")
UNITS = 20.0  # drawing units a degree
NARROWED = float(np.cos(np.radians(30)))  # one parallel for the page, in the middle of the war's latitudes
SENTENCES = 80  # of one place; the page says how many more there are

SPELL = ["assessed", "claimed_lna", "claimed_gna", "since_evidence"]  # a change in one of them begins a new stretch
SENTENCE_COLUMNS = ["place", "day", "outlet", "article", "start", "end", "before", "match", "after", "tells"]


def place_sentences(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the sentence behind each row that names a place, ready for the interactive map.

    Parameters
    ----------
    rows : DataFrame
        Events or statements of control: place, article, start, end, and what there is of type, side, modality.
    articles : DataFrame
        Columns article, text, outlet, published_earliest.

    Returns
    -------
    DataFrame
        place, day (the article's first possible day, NaT unknown), outlet, article, start, end, before, match, after
        (str, original characters), tells (str: the row's coding in short).

    Examples
    --------
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["دخلت القوات ترهونة."], "outlet": ["x"],
    ...                          "published_earliest": [pd.Timestamp("2020-06-05")]})
    >>> rows = pd.DataFrame({"place": ["tarhuna"], "article": ["a"], "start": [0], "end": [4], "type": ["capture"]})
    >>> place_sentences(rows, articles)[["match", "tells"]].values.tolist()
    [['دخلت', 'capture']]
    """
    named = rows[rows["place"] != ""]
    if named.empty:
        return pd.DataFrame(columns=SENTENCE_COLUMNS)
    found = with_context(named, articles).drop(columns="outlet", errors="ignore")
    found = found.join(articles.set_index("article")[["outlet", "published_earliest"]], on="article")
    parts = [found[column].astype(str) for column in ("type", "side", "modality") if column in found]
    tells = pd.concat(parts, axis=1).apply(lambda cells: " · ".join(c for c in cells if c), axis=1)
    found = found.assign(day=found["published_earliest"], tells=tells)[SENTENCE_COLUMNS]
    return found.sort_values(["place", "day"], kind="stable").reset_index(drop=True)


def interactive_map(
    control: pd.DataFrame, events: pd.DataFrame, sentences: pd.DataFrame, places: pd.DataFrame, *,
    names: dict[str, str] | None = None, day: pd.Timestamp | None = None, days: int = 30, title: str = "",
) -> str:  # fmt: skip
    """Return a page with the map, a slider over the days, and the sentences of the place that is clicked.

    Parameters
    ----------
    control : DataFrame
        As ``frontline.assess_control`` gives it: place, day, assessed, claimed_lna, claimed_gna (bool: somebody says
        that the side holds it), since_evidence.
    events : DataFrame
        The chronology: place, earliest, latest (days), type, initiator, target, modality, side (the initiator's camp).
    sentences : DataFrame
        As ``place_sentences`` gives it.
    places : DataFrame
        The lexicon's places: id, name_en, name_ar, kind, latitude, longitude, radius_km.
    names : dict of str to str, optional
        What to call an actor's id.
    day : Timestamp, optional
        The day shown first; by default the last.
    days : int, optional
        Events of so many days are shown: 7, 30 or 90.
    title : str, optional
        The page's heading.

    Returns
    -------
    str
        HTML with everything inside, for a file or for ``framed``.

    Raises
    ------
    ValueError
        Where ``control`` is empty, or none of its places has coordinates.

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]],
    ...     columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"])
    >>> control = pd.DataFrame([{"place": "tarhuna", "day": day, "assessed": "gna", "claimed_lna": False,
    ...                          "claimed_gna": True, "since_evidence": day}])
    >>> columns = ["place", "earliest", "latest", "type", "initiator", "target", "modality", "side"]
    >>> events = pd.DataFrame(columns=columns)
    >>> page = interactive_map(control, events, pd.DataFrame(columns=SENTENCE_COLUMNS), places)
    >>> "ترهونة" in page, "http://" in page.replace("http://www.w3.org/2000/svg", "")
    (True, False)
    """
    held, lost = locate(runs(control, SPELL), places)
    told, unplaced = locate(events.dropna(subset=["earliest", "latest"]), places)
    if held.empty:
        raise ValueError("no place of the control table can be drawn: see locate() for the reasons")
    first, last = control["day"].min(), control["day"].max()
    missing = int(lost["rows"].sum() + unplaced["rows"].sum())
    payload = {
        "first": f"{first:%Y-%m-%d}", "days": (last - first).days + 1, "window": days, "fresh": FRESH_DAYS,
        "start": _number(min(max(day or last, first), last), first),
        "camps": {side: {"colour": CAMPS[side], "name": CAMP_NAMES[side], "holds": _holds(side)}
                  for side in CAMPS if side},
        "sides": [side for side in CAMPS if side and side in set(held["assessed"])],
        "views": {name: _window(*VIEWS[name]) for name in ("libya", "tripoli", "sirte")},
        "land": [{"d": _path(row.geometry), "home": row.name == "Libya"} for row in land().itertuples(index=False)],
        "labels": [{"en": row.name_en, "ar": row.name_ar, **_point(row.longitude, row.latitude)}
                   for row in country_labels().itertuples()],
        "places": _places(held, told, sentences, first, names or {}),
        "note": f"{missing} rows have no spot on the map and stand only in the tables." if missing else "",
    }  # fmt: skip
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = TEMPLATE.read_text(encoding="utf-8")
    heading = title or f"Who held what, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    return page.replace("__TITLE__", escape(heading)).replace("__DATA__", text)


def framed(page: str, *, height: int = 760, still: Figure | None = None) -> str:
    """Return HTML that shows a page inside a notebook or an exported one, with a still picture to fall back on.

    The page sits in a frame of its own: no style leaks, and its script runs in JupyterLab and in exported HTML alike. A
    notebook that is not trusted drops the frame and keeps the picture.

    Parameters
    ----------
    page : str
        A whole HTML document, as ``interactive_map`` returns it.
    height : int, optional
        The frame's height in pixels.
    still : Figure, optional
        A matplotlib figure that says the same without script.

    Returns
    -------
    str
        HTML for ``IPython.display.HTML``.

    Examples
    --------
    >>> framed("<p>a</p>", height=100)
    '<div><iframe sandbox="allow-scripts" style="width:100%;height:100px;border:0" title="interactive map" ...
    """
    inside = escape(page, quote=True)
    picture = ""
    if still is not None:
        buffer = BytesIO()
        still.savefig(buffer, format="png", dpi=110)
        source = base64.b64encode(buffer.getvalue()).decode("ascii")
        picture = (
            "<details><summary>The same as a still picture, where the map does not run</summary>"
            f'<img alt="still map" style="max-width:100%" src="data:image/png;base64,{source}"></details>'
        )
    return (
        f'<div><iframe sandbox="allow-scripts" style="width:100%;height:{height}px;border:0" title="interactive map" '
        f'srcdoc="{inside}"></iframe>{picture}</div>'
    )


def _places(
    held: pd.DataFrame, told: pd.DataFrame, sentences: pd.DataFrame, first: pd.Timestamp, names: dict[str, str]
) -> list[dict[str, object]]:
    """Return each place with its spot, who held it when, its events and its sentences."""
    spots = pd.concat([held, told], ignore_index=True).drop_duplicates("place")
    # one span may stand behind an event and a statement of control
    key = ["place", "article", "start", "end"]
    told_by = sentences.groupby(key, sort=False)["tells"].agg(lambda tells: ", ".join(dict.fromkeys(tells)))
    sentences = sentences.drop_duplicates(key).drop(columns="tells").join(told_by, on=key)
    by_place = {name: dict(tuple(rows.groupby("place"))) for name, rows in
                (("held", held), ("told", told), ("said", sentences))}  # fmt: skip
    none = pd.DataFrame()
    found = []
    for spot in spots.itertuples():
        said = by_place["said"].get(spot.place, none)
        found.append({
            "id": spot.place, "en": spot.name_en, "ar": spot.name_ar, **_point(spot.longitude, spot.latitude),
            "r": round(spot.radius_km / 111.32 * UNITS, 2), "km": round(spot.radius_km),
            "vague": spot.radius_km >= VAGUE_KM,
            "rank": BIG_KINDS.index(spot.kind) if spot.kind in BIG_KINDS else len(BIG_KINDS),
            "spells": [
                {"begins": _number(s.begins, first), "ends": _number(s.ends, first), "side": s.assessed,
                 "since": _number(s.since_evidence, first),
                 "said": [side for side in ("lna", "gna") if getattr(s, f"claimed_{side}")]}
                for s in by_place["held"].get(spot.place, none).itertuples()
            ],
            "events": [
                {"begins": _number(e.earliest, first), "ends": _number(e.latest, first), "modality": e.modality,
                 "side": e.side, "text": _told(e, names)}
                for e in by_place["told"].get(spot.place, none).itertuples()
            ],
            "sentences": [
                {"day": _number(s.day, first), "outlet": s.outlet, "article": s.article, "start": int(s.start),
                 "end": int(s.end), "before": s.before, "match": s.match, "after": s.after, "tells": s.tells}
                for s in said.head(SENTENCES).itertuples()
            ],
            "more": max(0, len(said) - SENTENCES),
        })  # fmt: skip
    return found


def _told(event: object, names: dict[str, str]) -> str:
    parties = [names.get(party, party) for party in (event.initiator, event.target)]  # type: ignore[attr-defined]
    doing = " → ".join(party for party in parties if party)
    return " · ".join(part for part in (event.type, doing, event.modality) if part)  # type: ignore[attr-defined]


def _holds(side: str) -> str:
    return {"contested": "contested", "unknown": "not known"}.get(side, f"held by {CAMP_NAMES[side]}")


def _number(day: pd.Timestamp, first: pd.Timestamp) -> int | None:
    return None if pd.isna(day) else (day - first).days


def _point(longitude: float, latitude: float) -> dict[str, float]:
    return {"x": round(longitude * NARROWED * UNITS, 2), "y": round(-latitude * UNITS, 2)}


def _window(west: float, east: float, south: float, north: float) -> list[float]:
    corner, other = _point(west, north), _point(east, south)
    return [corner["x"], corner["y"], round(other["x"] - corner["x"], 2), round(other["y"] - corner["y"], 2)]


def _path(shape: BaseGeometry) -> str:
    """Return a shape's outlines as an SVG path."""
    rings = [ring for part in getattr(shape, "geoms", [shape]) for ring in (part.exterior, *part.interiors)]
    points = ([_point(*point[:2]) for point in ring.coords] for ring in rings)
    return "".join("M" + " ".join(f"{p['x']:g},{p['y']:g}" for p in ring) + "Z" for ring in points)
