"""Figures from frames: Arabic and English labels, one colour a camp, the axes returned and never shown."""

from libyautil.charts.amounts import plot_bars, plot_dumbbells, plot_lines, plot_matrix, plot_positions
from libyautil.charts.leanings import plot_for_against, plot_leanings
from libyautil.charts.naming import plot_naming
from libyautil.charts.networks import plot_network
from libyautil.charts.published import plot_months, plot_windows
from libyautil.charts.showing import draw, say, show_table
from libyautil.charts.style import (
    CAMP_NAMES,
    CAMPS,
    FRESH_DAYS,
    HOLLOW,
    MODALITIES,
    PALETTE,
    STYLE,
    WIDTH,
    bilingual,
    camp_legend,
    pale,
    save_figure,
    use_style,
)
from libyautil.charts.ties import plot_networks
from libyautil.charts.times import plot_claims, plot_control, plot_timeline, runs
from libyautil.charts.trends import plot_trends

__all__ = [
    "CAMPS", "CAMP_NAMES", "FRESH_DAYS", "HOLLOW", "MODALITIES", "PALETTE", "STYLE", "WIDTH", "bilingual",
    "camp_legend", "draw", "pale", "plot_bars", "plot_claims", "plot_control", "plot_dumbbells", "plot_for_against",
    "plot_leanings", "plot_lines", "plot_matrix", "plot_months", "plot_naming", "plot_network", "plot_networks",
    "plot_positions", "plot_timeline", "plot_trends", "plot_windows", "runs", "save_figure", "say", "show_table",
    "use_style",
]  # fmt: skip
