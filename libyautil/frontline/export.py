"""The chronology for other programs: GeoJSON for QGIS, ACLED's event types and precision codes."""

import json
from typing import Any

import pandas as pd


def to_geojson(chronology: pd.DataFrame) -> str:
    """Return the events that have a point as a GeoJSON FeatureCollection (WGS 84), every column a property.

    Parameters
    ----------
    chronology : DataFrame
        As `merge_events` returns it.

    Returns
    -------
    str
        GeoJSON by RFC 7946; days as ISO strings, so that QGIS reads them as dates.

    Examples
    --------
    >>> row = {"event": "x", "longitude": 16.6, "latitude": 31.2, "earliest": pd.Timestamp("2020-01-06")}
    >>> json.loads(to_geojson(pd.DataFrame([row])))["features"][0]["geometry"]
    {'type': 'Point', 'coordinates': [16.6, 31.2]}
    """
    features = []
    for row in chronology.dropna(subset=["latitude", "longitude"]).to_dict("records"):
        properties = {k: _plain(v) for k, v in row.items() if k not in ("latitude", "longitude")}
        point = {"type": "Point", "coordinates": [float(row["longitude"]), float(row["latitude"])]}
        features.append({"type": "Feature", "id": row["event"], "geometry": point, "properties": properties})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def to_acled(chronology: pd.DataFrame, lexicon: Any) -> pd.DataFrame:
    """Return the chronology with ACLED's event type, sub-event type, and its codes of time and place precision.

    Parameters
    ----------
    chronology : DataFrame
        As `merge_events` returns it.
    lexicon : Lexicon
        acled_crosswalk (kind, value, event_type, sub_event_type, code), roles.

    Returns
    -------
    DataFrame
        The columns of `chronology`, then event_type, sub_event_type (str), time_precision, geo_precision (str
        codes, 1 the most precise).
    """
    table = lexicon.acled_crosswalk
    types = table[table["kind"] == "type"].set_index("value")
    camp = dict(zip(lexicon.roles["id"], lexicon.roles["side"], strict=True))
    codes = {kind: dict(zip(g["value"], g["code"], strict=True)) for kind, g in table.groupby("kind")}
    keys = [f"{r.type}:{camp.get(r.initiator, '')}" for r in chronology.itertuples(index=False)]
    keys = [k if k in types.index else k.split(":")[0] for k in keys]
    kinds = dict(zip(lexicon.places["id"], lexicon.places["kind"], strict=True))
    return chronology.assign(
        event_type=[types["event_type"].get(k, "") for k in keys],
        sub_event_type=[types["sub_event_type"].get(k, "") for k in keys],
        time_precision=[codes["time_precision"].get(p, "3") for p in chronology["precision"]],
        geo_precision=[
            codes["geo_precision"].get("vague" if r else kinds.get(p, ""), "3")
            for p, r in zip(chronology["place"], chronology["relation"], strict=True)
        ],
    )
