"""Events of the war: what happened where, who did it to whom, how sure it is, and whose word it is."""

from libyautil.events.find import COLUMNS, find_events, find_holdings

__all__ = ["COLUMNS", "find_events", "find_holdings"]
