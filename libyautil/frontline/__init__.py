"""The front line: who held what and when, from the events and statements of many articles, beside the record."""

from libyautil.frontline.assessment import ADMISSION, RULE, SILENCE, assess_control, known_control
from libyautil.frontline.chronology import check_chronology, merge_events
from libyautil.frontline.claims import camps, claims_by_camp, latest_claims
from libyautil.frontline.control import find_control
from libyautil.frontline.days import (
    beside_record,
    compare_month_ends,
    misplaced,
    moved_without_record,
    narrow_windows,
    period_ends,
    turning_days,
)
from libyautil.frontline.export import to_acled, to_geojson
from libyautil.frontline.places import (
    ON_THE_GROUND,
    TYPES,
    changes_of_hands,
    choose_events,
    label_places,
    most_moved,
    open_evidence,
)
from libyautil.frontline.record import compare_with_known

__all__ = [
    "ADMISSION", "ON_THE_GROUND", "RULE", "SILENCE", "TYPES", "assess_control", "beside_record", "camps",
    "changes_of_hands", "check_chronology", "choose_events", "claims_by_camp", "compare_month_ends",
    "compare_with_known", "find_control", "known_control", "label_places", "latest_claims", "merge_events",
    "misplaced", "most_moved", "moved_without_record", "narrow_windows", "open_evidence", "period_ends", "to_acled",
    "to_geojson", "turning_days",
]  # fmt: skip
