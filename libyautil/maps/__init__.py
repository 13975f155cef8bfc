"""Maps with no network: still ones, small multiples, an interactive page, and the front in motion."""

from libyautil.maps.ground import VIEWS, holders, locate
from libyautil.maps.interactive import framed, interactive_map, place_sentences
from libyautil.maps.motion import animate_control
from libyautil.maps.showing import can_be_drawn, show_animation, show_interactive
from libyautil.maps.still import period_maps, still_map

__all__ = [
    "VIEWS", "animate_control", "can_be_drawn", "framed", "holders", "interactive_map", "locate", "period_maps",
    "place_sentences", "show_animation", "show_interactive", "still_map",
]  # fmt: skip
