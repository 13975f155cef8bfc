"""People's codings: units drawn, a panel to code them in, each coder's append-only file, and the tables that join them.

``codebook`` reads the codes, ``units`` draws what is to be coded, ``store`` keeps every click, ``matching`` finds the
coded sentences again in today's articles, ``session`` is the panel without its widgets, ``panel`` the widgets,
``joining`` lets people's codes win over the machine's and scores it, ``exchange`` speaks with other coding tools.
"""

from libyautil.coding.codebook import codebook_version, load_codes
from libyautil.coding.exchange import (
    add_codings,
    label_studio_view,
    read_doccano,
    read_label_studio,
    write_doccano,
    write_label_studio,
)
from libyautil.coding.joining import (
    ADJUDICATOR,
    adjudication_units,
    decide,
    independent_codings,
    join_codings,
    score_machine,
)
from libyautil.coding.matching import load_codings, match_codings
from libyautil.coding.panel import CodingPanel
from libyautil.coding.session import CodingSession
from libyautil.coding.store import append_row, read_log, standing_codings
from libyautil.coding.units import draw_units, list_units, units_of

__all__ = [
    "ADJUDICATOR", "CodingPanel", "CodingSession", "add_codings", "adjudication_units", "append_row",
    "codebook_version", "decide", "draw_units", "independent_codings", "join_codings", "label_studio_view",
    "list_units", "load_codes", "load_codings", "match_codings", "read_doccano", "read_label_studio", "read_log",
    "score_machine", "standing_codings", "units_of", "write_doccano", "write_label_studio",
]  # fmt: skip
