"""Which places lie in Libya: only those change hands, and only those does a bare "the town" point back to."""

import pandas as pd

BOX = (9.0, 26.0, 19.0, 34.0)  # west, east, south, north, in degrees


def libyan_places(places: pd.DataFrame) -> set[str]:
    """Return the ids of the places of Libya, the country itself left out.

    A place is abroad where its ``admin_region`` names another country of the table, or its point lies outside
    Libya's bounding box.

    Parameters
    ----------
    places : DataFrame
        ``places.csv``: id, name_en, kind, latitude, longitude, admin_region.

    Returns
    -------
    set of str

    Examples
    --------
    >>> columns = ["id", "name_en", "kind", "latitude", "longitude", "admin_region"]
    >>> rows = [("sirte", "Sirte", "city", "31.2", "16.6", "Sirte"),
    ...         ("tunisia", "Tunisia", "country", "34", "9", "Tunisia"),
    ...         ("tunis", "Tunis", "city", "36.8", "10.2", "Tunisia")]
    >>> libyan_places(pd.DataFrame(rows, columns=columns))
    {'sirte'}
    """
    abroad = set(places.loc[(places["kind"] == "country") & (places["id"] != "libya"), "name_en"])
    latitude, longitude = (pd.to_numeric(places[c], errors="coerce") for c in ("latitude", "longitude"))
    west, east, south, north = BOX
    inside = (longitude.between(west, east) & latitude.between(south, north)) | latitude.isna()
    return set(places.loc[inside & (places["kind"] != "country") & ~places["admin_region"].isin(abroad), "id"])
