"""Actor and place mentions: finding, counting, naming, and who is missing."""

from libyautil.mentions.counts import (
    co_mentions,
    count_actors,
    count_articles,
    count_words,
    describe_actors,
    first_mentions,
    keep_wires,
    leave_each_out,
    month_of,
    names_used,
    naming_matrix,
    naming_shares,
    pair_matrix,
    pairs_named,
    with_outlet,
)
from libyautil.mentions.find import COLUMNS, find_mentions, side_lookup
from libyautil.mentions.missing import draft_rows, find_missing

__all__ = [
    "COLUMNS",
    "co_mentions",
    "count_actors",
    "count_articles",
    "count_words",
    "describe_actors",
    "draft_rows",
    "find_mentions",
    "find_missing",
    "first_mentions",
    "keep_wires",
    "leave_each_out",
    "month_of",
    "names_used",
    "naming_matrix",
    "naming_shares",
    "pair_matrix",
    "pairs_named",
    "side_lookup",
    "with_outlet",
]
