"""What every map stands on: the land, the views, and rows of any table joined to the points of their places."""

from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd

from libyautil import paths
from libyautil.charts import FRESH_DAYS

Extent = tuple[float, float, float, float]  # west, east, south, north in degrees

VIEWS: dict[str, Extent] = {
    "libya": (8.6, 25.6, 23.6, 33.6),
    "coast": (9.0, 25.4, 26.4, 33.5),
    "tripoli": (12.3, 13.95, 32.05, 33.0),
    "sirte": (14.6, 19.6, 28.9, 32.6),
}
VAGUE_KM = 12.0  # wider than any town: from this radius on a place is drawn as a circle with no point in its middle
WIDEST_KM = 250.0  # whole countries are left to the tables: a circle of that size says nothing

LEFT_OUT = ["place", "rows", "reason", "remedy"]


@cache
def land() -> gpd.GeoDataFrame:
    """Return the countries around Libya, one row each: name, geometry (degrees, WGS 84); Libya in finer detail.

    >>> land()["name"].tolist().count("Libya")
    1
    """
    around = gpd.read_file(paths.GEO / "countries.geojson")[["name", "geometry"]]
    libya = gpd.read_file(paths.GEO / "libya.geojson")[["name", "geometry"]]
    return pd.concat([around[around["name"] != "Libya"], libya], ignore_index=True)


@cache
def country_labels() -> pd.DataFrame:
    """Return name_en, name_ar, longitude, latitude of the labels that stand on the land and the sea."""
    return pd.read_csv(paths.GEO / "country_labels.csv")


def locate(rows: pd.DataFrame, places: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join rows to the points of their places, and tell apart those that no map can show.

    Parameters
    ----------
    rows : DataFrame
        Column place (id); where earliest and latest (days) are there, they are checked too; a radius_km that is wider
        than the place's own (events "south of …") is kept.
    places : DataFrame
        Columns id, name_en, name_ar, kind, latitude, longitude, radius_km (numbers or strings of them).

    Returns
    -------
    tuple of DataFrame
        ``rows`` that can be drawn with name_en, name_ar, kind, latitude, longitude (float, degrees), radius_km (float);
        and a report of the rest, a row a place and reason: place, rows (int), reason, remedy.

    Examples
    --------
    >>> places = pd.DataFrame([["tarhuna", "Tarhuna", "ترهونة", "town", "32.43", "13.63", "3"]],
    ...     columns=["id", "name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"])
    >>> drawn, left_out = locate(pd.DataFrame({"place": ["tarhuna", "atlantis"]}), places)
    >>> drawn["latitude"].tolist(), left_out["reason"].tolist()
    ([32.43], ['not in places.csv'])
    """
    columns = ["name_en", "name_ar", "kind", "latitude", "longitude", "radius_km"]
    own = rows["radius_km"].astype(float) if "radius_km" in rows else 0.0
    about = places.set_index("id")[columns].copy()
    for column in ("latitude", "longitude", "radius_km"):
        about[column] = pd.to_numeric(about[column], errors="coerce")
    about["radius_km"] = about["radius_km"].fillna(0.0)
    # a frame without rows has no type of its own
    joined = rows.drop(columns=[c for c in columns if c in rows]).astype({"place": str}).join(about, on="place")
    joined["radius_km"] = joined["radius_km"].clip(lower=own)
    faults = [
        (joined["place"].eq(""), "no place", "nothing: the text names no place for it"),
        (~joined["place"].isin(about.index), "not in places.csv", "add the place to data/lexicon/places.csv"),
        (joined[["latitude", "longitude"]].isna().any(axis=1), "no coordinates",
         "fill latitude and longitude in data/lexicon/places.csv"),
        (joined["radius_km"] > WIDEST_KM, "too wide for a map", "nothing: a whole country is no place on its map"),
    ]  # fmt: skip
    if {"earliest", "latest"} <= set(rows):
        faults.append((joined["latest"] < joined["earliest"], "window ends before it begins",
                       "swap earliest and latest, or mend the date in the article"))  # fmt: skip
    reason = pd.Series("", index=joined.index)
    for wrong, name, _ in reversed(faults):
        reason = reason.mask(wrong, name)
    remedies = {name: remedy for _, name, remedy in faults}
    report = joined[reason != ""].assign(reason=reason).groupby(["place", "reason"]).size().reset_index(name="rows")
    report["remedy"] = report["reason"].map(remedies)
    return joined[reason == ""].reset_index(drop=True), report[LEFT_OUT]


def holders(control: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return who holds each place at a day: the last row at or before it.

    Parameters
    ----------
    control : DataFrame
        As ``frontline.assess_control`` gives it: place, day, assessed, since_evidence.
    day : Timestamp
        The day.

    Returns
    -------
    DataFrame
        One row a place of ``control``, with fresh (bool): the last evidence is at most ``FRESH_DAYS`` old.

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> row = {"place": "tarhuna", "day": day, "assessed": "gna", "since_evidence": day}
    >>> holders(pd.DataFrame([row]), pd.Timestamp("2020-09-01"))[["assessed", "fresh"]].values.tolist()
    [['gna', False]]
    """
    known = control[control["day"] <= day].sort_values("day", kind="stable").drop_duplicates("place", keep="last")
    return known.assign(fresh=(day - known["since_evidence"]) <= pd.Timedelta(days=FRESH_DAYS)).reset_index(drop=True)


def km_to_degrees(radius_km: float, latitude: float) -> tuple[float, float]:
    """Return a distance as degrees of longitude and of latitude (111.32 km a degree, narrowed by the cosine).

    >>> [round(d, 2) for d in km_to_degrees(111.32, 60)]
    [2.0, 1.0]
    """
    return radius_km / (111.32 * float(np.cos(np.radians(latitude)))), radius_km / 111.32


def view_ratio(extent: Extent) -> float:
    """Return a view's height by its width, with degrees of longitude narrowed as in its middle.

    >>> round(view_ratio((0, 1, 59.5, 60.5)), 1)
    2.0
    """
    west, east, south, north = extent
    return (north - south) * km_to_degrees(111.32, (south + north) / 2)[0] / (east - west)


def inside(rows: pd.DataFrame, extent: Extent) -> pd.DataFrame:
    """Return the located rows whose point lies in a view.

    >>> len(inside(pd.DataFrame({"longitude": [13.2, 30.0], "latitude": [32.9, 31.2]}), VIEWS["tripoli"]))
    1
    """
    if rows.empty:
        return rows
    west, east, south, north = extent
    return rows[rows["longitude"].between(west, east) & rows["latitude"].between(south, north)]
