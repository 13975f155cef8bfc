"""What each table of the lexicon must hold: its columns, and for each column what to write."""

import pandera.pandas as pa

KINDS = ("person", "force", "government", "state", "body", "group")
FORMS = ("name", "label", "metonym", "demonym")
FRAMES = ("legitimising", "neutral", "delegitimising", "")
CLITICS = ("any", "none", "article")

_DAY = r"(\d{4}-\d{2}-\d{2})?"


def _one_of(values: tuple[str, ...]) -> pa.Check:
    return pa.Check.isin(values, error=f"write one of: {', '.join(v or '(empty)' for v in values)}")


def _like(pattern: str, remedy: str) -> pa.Check:
    return pa.Check.str_matches(rf"^{pattern}$", error=remedy)


def _column(*checks: pa.Check, unique: bool = False) -> pa.Column:
    return pa.Column(str, list(checks), unique=unique)


_FILLED = _like(r".*\S.*", "fill this cell")
_ID = _like(r"[a-z0-9_]+", "write an id in small letters, digits and _")
_ISO = _like(_DAY, "write a day as 2019-04-04, or leave the cell empty")
_DECIMAL = _like(r"(-?\d+(\.\d+)?)?", "write decimal degrees or kilometres with a point, as 32.887")

SCHEMAS = {
    "actors": {"id": _column(_ID, unique=True), "name_en": _column(_FILLED), "name_ar": _column(_FILLED),
               "kind": _column(_one_of(KINDS)), "source": _column(), "note": _column()},
    "roles": {"id": _column(_ID), "side": _column(_one_of(("lna", "gna", "other"))), "since": _column(_ISO),
              "until": _column(_ISO), "role_en": _column(), "source": _column(_FILLED), "note": _column()},
    "aliases": {"id": _column(_ID), "alias": _column(_FILLED), "form": _column(_one_of(FORMS)),
                "frame": _column(_one_of(FRAMES)), "clitics": _column(_one_of(CLITICS)), "requires": _column(),
                "excludes": _column(), "since": _column(_ISO), "until": _column(_ISO), "source": _column(),
                "note": _column()},
    "titles": {"title": _column(_FILLED), "kind": _column(_one_of(("rank", "office", "opening"))), "note": _column()},
    "places": {"id": _column(_ID, unique=True), "name_en": _column(_FILLED), "name_ar": _column(_FILLED),
               "kind": _column(_FILLED), "latitude": _column(_DECIMAL), "longitude": _column(_DECIMAL),
               "radius_km": _column(_DECIMAL), "admin_region": _column(), "geonames_id": _column(),
               "source": _column(), "licence": _column(), "note": _column()},
    "place_aliases": {"id": _column(_ID), "alias": _column(_FILLED), "clitics": _column(_one_of(CLITICS)),
                      "requires": _column(), "excludes": _column(), "source": _column(), "note": _column()},
    "blockers": {"phrase": _column(_FILLED), "clitics": _column(_one_of(CLITICS)), "note": _column()},
    "word_classes": {"class": _column(_ID), "word": _column(_FILLED), "note": _column()},
    "joining_words": {"class": _column(_ID), "word": _column(_FILLED), "note": _column()},
    "force_heads": {"head": _column(_FILLED), "frame": _column(_one_of(FRAMES)), "note": _column()},
    "forces": {"owner": _column(_ID), "force": _column(_ID), "note": _column()},
}  # fmt: skip


def table_schema(name: str) -> pa.DataFrameSchema:
    """Return the checks of one table."""
    return pa.DataFrameSchema(SCHEMAS[name])
