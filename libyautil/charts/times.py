"""What happened when: events by place, holders and claims over time."""

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from libyautil.charts.style import (
    CAMP_NAMES,
    CAMPS,
    FRESH_DAYS,
    HOLLOW,
    MODALITIES,
    legend_below,
    new_axes,
    pale,
    refuse_empty,
)


def plot_timeline(events: pd.DataFrame, *, label: str = "label", title: str = "") -> Axes:
    """Draw events by place in time: the shape is the modality, the bar the window, the colour the initiator's camp.

    Parameters
    ----------
    events : DataFrame
        Columns ``label`` (the place's name), earliest, latest (days), modality, side (camp of the initiator).
    label : str, optional
        The column that names the row of the figure.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where no event is dated.

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> event = {"label": "Tarhuna", "earliest": day, "latest": day, "modality": "occurred", "side": "gna"}
    >>> [t.get_text() for t in plot_timeline(pd.DataFrame([event])).get_yticklabels()]
    ['Tarhuna']
    """
    dated = events.dropna(subset=["earliest", "latest"]).sort_values("earliest")
    refuse_empty(dated, "dated events")
    rows = list(dict.fromkeys(dated[label]))
    ax = new_axes(1.5 + 0.52 * len(rows))
    middle = dated["earliest"] + (dated["latest"] - dated["earliest"]) / 2
    level = dated[label].map(rows.index).astype(float)
    for _, days in middle.groupby(dated[label]):
        apart = lanes(days.sort_values(), days.sort_values(), (middle.max() - middle.min()) / 55, len(OFF))
        level[days.sort_values().index] += [OFF[lane] for lane in apart]
    ax.hlines(level, dated["earliest"], dated["latest"], color="#b5b5b5", linewidth=2, zorder=1)
    for modality, marker in MODALITIES.items():
        chosen = (dated["modality"] == modality).to_numpy()
        colours = [CAMPS[side] for side in dated.loc[chosen, "side"]]
        hollow = modality in HOLLOW
        ax.scatter(middle[chosen], level[chosen], marker=marker, s=34, zorder=2, linewidth=1.3,
                   facecolor="none" if hollow else colours, edgecolor=colours)  # fmt: skip
    for modality in HOLLOW:  # a hollow mark shows neither the bar of its window nor the grid
        chosen = (dated["modality"] == modality).to_numpy()
        ax.scatter(middle[chosen], level[chosen], marker=MODALITIES[modality], s=34, zorder=1.5, color="white")
    time_axis(ax, rows, title)
    ax.grid(axis="y", color="#ececec")
    shapes = [
        Line2D([], [], marker=marker, color="#444444", linestyle="", label=name,
               markerfacecolor="none" if name in HOLLOW else "#444444")
        for name, marker in MODALITIES.items()
    ]  # fmt: skip
    by = {**CAMP_NAMES, "unknown": "one unnamed, or of no known camp"}
    camps = [Patch(color=CAMPS[camp], label=f"by {by[camp]}") for camp in CAMPS if camp in set(dated["side"])]
    legend_below(ax, [*shapes, *camps])
    return ax


def lanes(begins: pd.Series, ends: pd.Series, gap: pd.Timedelta, number: int, *, turning: bool = False) -> list[int]:
    """Return a lane for each stretch of time, in order, so that what would meet lies apart while there is a free lane.

    Parameters
    ----------
    begins, ends : Series
        Days, sorted by ``begins``.
    gap : Timedelta
        What two in one lane leave between them.
    number : int
        How many lanes there are; where none is free, the one that is free first is taken.
    turning : bool, optional
        Begin to look one lane on each time, so that marks spread; else lane 0 comes first.

    Returns
    -------
    list of int

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2020-06-04", "2020-06-05", "2020-08-01"]))
    >>> lanes(days, days, pd.Timedelta(days=7), 5)
    [0, 1, 0]
    """
    free = [begins.min()] * number
    taken: list[int] = []
    for rank, (first, last) in enumerate(zip(begins, ends, strict=True)):
        order = [(rank * turning + step) % number for step in range(number)]
        taken.append(next((lane for lane in order if free[lane] <= first), min(order, key=free.__getitem__)))
        free[taken[-1]] = last + gap
    return taken


def runs(panel: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Fold a panel of places and days into stretches in which ``columns`` do not change.

    Parameters
    ----------
    panel : DataFrame
        Columns place, day, and ``columns``.
    columns : list of str
        What a stretch keeps.

    Returns
    -------
    DataFrame
        The first row of each stretch with begins and ends (days, both inclusive) in place of day; a stretch ends on the
        day before the place's next one.

    Examples
    --------
    >>> days = pd.to_datetime(["2020-06-03", "2020-06-04", "2020-06-05"])
    >>> panel = pd.DataFrame({"place": "tarhuna", "day": days, "assessed": ["lna", "lna", "gna"]})
    >>> runs(panel, ["assessed"])[["assessed", "begins"]].astype(str).values.tolist()
    [['lna', '2020-06-03'], ['gna', '2020-06-05']]
    """
    panel = panel.sort_values(["place", "day"], kind="stable").reset_index(drop=True)
    state = panel[["place", *columns]].astype(str).fillna("")
    first = (state != state.shift()).any(axis=1)
    last = panel.groupby(first.cumsum())["day"].transform("last")
    found = panel.assign(begins=panel["day"], ends=last)[first].drop(columns="day").reset_index(drop=True)
    follows = found.groupby("place")["begins"].shift(-1) - pd.Timedelta(days=1)
    found["ends"] = follows.where(follows.notna(), found["ends"])
    return found


def plot_control(control: pd.DataFrame, *, label: str = "label", title: str = "") -> Axes:
    """Draw who held each place over time: contested and unknown hatched, a status carried forward paler.

    Parameters
    ----------
    control : DataFrame
        The panel of places and days: place, day, assessed (lna, gna, contested, unknown), since_evidence, ``label``.
    label : str, optional
        The column that names a row of the figure; rows stand in the order in which they come.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Where the panel is empty.

    Examples
    --------
    >>> days = pd.to_datetime(["2020-06-04", "2020-06-05"])
    >>> panel = pd.DataFrame({"place": "tarhuna", "label": "Tarhuna", "day": days, "assessed": ["lna", "gna"],
    ...                       "since_evidence": days})
    >>> len(plot_control(panel).patches)
    2
    """
    refuse_empty(control, "holders")
    fresh = (control["day"] - control["since_evidence"]) <= pd.Timedelta(days=FRESH_DAYS)
    rows = list(dict.fromkeys(control[label]))
    ax = new_axes(1.3 + 0.32 * len(rows))
    for run in runs(control.assign(fresh=fresh), ["assessed", "fresh"]).to_dict("records"):
        if run["assessed"]:
            _strip(ax, run, rows.index(run[label]), 0.68, run["assessed"], run["fresh"])
    time_axis(ax, rows, title)
    sides = [side for side in CAMPS if side and side in set(control["assessed"])]
    handles: list[Artist] = [_swatch(side) for side in sides]
    if not fresh.all():
        handles.append(Patch(facecolor=pale(CAMPS["gna"]), label=f"paler: nothing new for {FRESH_DAYS} days"))
    legend_below(ax, handles, ncols=5)
    return ax


OFF = [0.0, -0.2, 0.2, -0.4, 0.4]  # how far off its row's line a mark lies that would meet another
SPEAKERS = {"lna": "LNA's camp", "gna": "GNA's camp", "": "the papers"}


def plot_claims(claims: pd.DataFrame, *, label: str = "label", title: str = "") -> Axes:
    """Draw who is said to hold each place, by who says it: a lane for each camp's words and one for the papers' own.

    Parameters
    ----------
    claims : DataFrame
        A row a statement: ``label`` (the place's name), day, speaker (lna, gna: the camp of the one who says it; empty
        for the paper's own voice and for others), side (lna, gna, contested: who holds the place by those words).
    label : str, optional
        The column that names a row of the figure.
    title : str, optional
        The figure's title.

    Returns
    -------
    Axes
        A month with opposed statements is tinted; a mark grows with the statements of its day.

    Raises
    ------
    ValueError
        Where no statement has a day.

    Examples
    --------
    >>> day = pd.Timestamp("2020-06-05")
    >>> rows = pd.DataFrame({"label": "Tarhuna", "day": day, "speaker": ["lna", "gna"], "side": ["lna", "gna"]})
    >>> ax = plot_claims(rows)
    >>> len(ax.collections), len(ax.patches)
    (2, 1)
    """
    dated = claims.dropna(subset=["day"])
    refuse_empty(dated, "dated claims")
    rows = list(dict.fromkeys(dated[label]))
    lanes = [speaker for speaker in SPEAKERS if speaker in set(dated["speaker"])]
    ax = new_axes(1.5 + 0.19 * (len(lanes) + 0.7) * len(rows))
    up = {lane: (number - (len(lanes) - 1) / 2) * 0.8 / len(lanes) for number, lane in enumerate(lanes)}
    for (name, month), said in dated.groupby([label, dated["day"].dt.to_period("M")]):
        if said["side"].nunique() > 1:
            ax.barh(rows.index(name), month.end_time - month.start_time, left=month.start_time, height=0.94,
                    color="#f3e3a5", zorder=0)  # fmt: skip
    counted = dated.groupby([label, "speaker", "side", "day"], as_index=False).size()
    for side, said in counted.groupby("side"):
        level = [rows.index(row[label]) + up[row["speaker"]] for row in said.to_dict("records")]
        ax.scatter(said["day"], level, s=26 + 14 * (said["size"] - 1), marker=CLAIM_MARKS[side], color=CAMPS[side],
                   edgecolor="white", linewidth=0.5, zorder=3, label=f"says: {CAMP_NAMES[side]}")  # fmt: skip
    for number in range(len(rows)):
        for lane in lanes:
            ax.axhline(number + up[lane], color="#dddddd", linewidth=0.6, zorder=1)
            ax.annotate(SPEAKERS[lane], (1, number + up[lane]), (4, 0), xycoords=("axes fraction", "data"),
                        textcoords="offset points", va="center", fontsize=7, color="#555555")  # fmt: skip
    time_axis(ax, rows, title)
    handles = ax.get_legend_handles_labels()[0]
    if ax.patches:
        handles.append(Patch(color="#f3e3a5", label="a month of opposed claims"))
    legend_below(ax, handles)
    return ax


CLAIM_MARKS = {"lna": "s", "gna": "o", "contested": "D"}  # as on the maps
HATCHES = {"contested": "////", "unknown": "...."}


def _strip(ax: Axes, run: dict, level: float, height: float, side: str, fresh: bool) -> None:
    colour = CAMPS[side] if fresh else pale(CAMPS[side])
    ax.barh(level, run["ends"] - run["begins"] + pd.Timedelta(days=1), left=run["begins"], height=height, linewidth=0,
            facecolor="white" if side == "unknown" else colour, hatch=HATCHES.get(side), zorder=2,
            edgecolor=colour if side == "unknown" else "white")  # fmt: skip


def _swatch(side: str) -> Patch:
    unknown = side == "unknown"
    return Patch(facecolor="white" if unknown else CAMPS[side], edgecolor=CAMPS[side] if unknown else "white",
                 hatch=HATCHES.get(side), label=CAMP_NAMES[side], linewidth=0)  # fmt: skip


def time_axis(ax: Axes, rows: list[str], title: str) -> None:
    """Name the rows of ``ax``, the first on top, and set its time below so that each tick says its year.

    >>> time_axis(new_axes(2), ["Sirte"], "Events")
    """
    ax.xaxis_date()
    locator = AutoDateLocator(minticks=5, maxticks=12)  # any span has an interval that fits
    ax.xaxis.set_major_locator(locator)
    formats = ["%Y", "%b\n%Y", "%d %b\n%Y", "%H:%M", "%H:%M", "%S"]  # each tick says its year, in half the width
    zeros = ["", formats[1], formats[1], formats[2], "", ""]
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, formats=formats, zero_formats=zeros, show_offset=False))
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x", color="#e3e3e3")
    ax.set_title(title)
