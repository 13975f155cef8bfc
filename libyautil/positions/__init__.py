"""What the positions add up to: outlets' leanings, who is for whom, who is quoted; each with the way back.

``leanings`` averages the articles' own voice and the labels that they choose, with intervals, ``holders`` counts who is
for or against whom, ``speakers`` who gets to speak, ``opening`` opens the sentences behind every count.
"""

from libyautil.positions.holders import (
    against_each_other,
    balance_matrix,
    count_positions,
    disputed_targets,
    label_parties,
    monthly_positions,
    own_voice,
    signed_edges,
    with_holders,
    with_words,
)
from libyautil.positions.leanings import (
    in_voice,
    label_choice,
    leanings_in_time,
    outlet_stance,
    own_names,
    periods_of,
)
from libyautil.positions.opening import NONE_FOUND, choose, explain_cues, open_groups
from libyautil.positions.speakers import CAMP_ORDER, count_speakers, name_speakers

__all__ = [
    "CAMP_ORDER", "NONE_FOUND", "against_each_other", "balance_matrix", "choose", "count_positions", "count_speakers",
    "disputed_targets", "explain_cues", "in_voice", "label_choice", "label_parties", "leanings_in_time",
    "monthly_positions", "name_speakers", "open_groups", "outlet_stance", "own_names", "own_voice", "periods_of",
    "signed_edges", "with_holders", "with_words",
]  # fmt: skip
