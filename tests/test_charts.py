"""Figures: what they show, that nothing is clipped, Arabic joined and in order on matplotlib 3.10 and 3.11 alike."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from draw_label import draw
from matplotlib import dates as mdates
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from PIL import Image

from libyautil import charts
from libyautil.arabic import display_text, renderer_shapes

HERE = Path(__file__).parent
# drawn with Pillow's own shaper (raqm), a renderer that has nothing to do with matplotlib's
LABELS = {"place": "قاعدة الوطية وصلاح الدين", "army": "الجيش الوطني الليبي (2019)"}
ALIKE = 0.85  # a right drawing stays above 0.93 in every part; a mirrored bracket alone brings a part to 0.59


@pytest.fixture(autouse=True)
def close_figures():
    charts.use_style()
    yield
    plt.close("all")


def ink(path: Path) -> np.ndarray:
    page = 255 - np.asarray(Image.open(path).convert("L")).astype(float)
    rows, columns = np.nonzero(page > 60)
    cut = page[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.asarray(Image.fromarray(cut).resize((600, 50), Image.Resampling.BILINEAR))


def likeness(path: Path, known: Path) -> float:
    """Return the likeness of the part that is least like the known drawing's; parts may shift by a few pixels."""
    drawn, good, width, shift = ink(path), ink(known), 50, 5
    worst = 1.0
    for left in range(0, 600 - width + 1, 25):
        part = good[:, left : left + width].ravel()
        starts = [s for s in range(left - shift, left + shift + 1) if 0 <= s <= 600 - width]
        worst = min(worst, max(np.corrcoef(part, drawn[:, s : s + width].ravel())[0, 1] for s in starts))
    return worst


@pytest.mark.parametrize("name", LABELS)
def test_arabic_is_joined_and_in_order(name, tmp_path):
    draw(display_text(LABELS[name]), tmp_path / "label.png")
    assert likeness(tmp_path / "label.png", HERE / "data" / f"label-{name}.png") > ALIKE


def test_the_wrong_recipe_for_the_renderer_is_noticed(tmp_path):
    draw(display_text(LABELS["place"], shapes=not renderer_shapes()), tmp_path / "label.png")
    assert likeness(tmp_path / "label.png", HERE / "data" / "label-place.png") < 0.5


@pytest.fixture(scope="session")
def older_python(request) -> Path:
    """Return a Python with matplotlib 3.10, in an environment that is made once and kept in pytest's cache."""
    folder = Path(request.config.cache.mkdir("matplotlib-3.10"))
    python = folder / "bin" / "python"
    if (folder / "ready").exists() and python.exists():
        return python
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if uv is None:
        pytest.skip("no uv to make an environment with matplotlib 3.10")
    needed = ["matplotlib==3.10.*", "arabic-reshaper", "python-bidi"]
    steps = [
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--python", str(python), *needed],
    ]
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, timeout=300)
        if done.returncode and os.environ.get("CI") == "true":
            pytest.fail(done.stderr)
        if done.returncode:
            pytest.skip("matplotlib 3.10 can't be installed beside the project: no package registry is reached")
    (folder / "ready").touch()
    return python


@pytest.mark.parametrize("name", LABELS)
def test_arabic_is_the_same_on_matplotlib_3_10(name, older_python, tmp_path):
    command = [older_python, HERE / "draw_label.py", LABELS[name], tmp_path / "label.png"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("3.10.")
    assert likeness(tmp_path / "label.png", HERE / "data" / f"label-{name}.png") > ALIKE


LONG = charts.bilingual("Government of National Accord forces", "قوات حكومة الوفاق الوطني (بركان الغضب)")
SHORT = charts.bilingual("High Council of State", "المجلس الأعلى للدولة")
DAYS = pd.date_range("2019-04-01", "2019-12-31", freq="D")


def panel(place: str, label: str, sides: list[tuple[str, str]]) -> pd.DataFrame:
    """Return a panel of one place: each side from its day on, which is the evidence for it."""
    since = pd.Series({pd.Timestamp(day): pd.Timestamp(day) for day, _ in sides}).reindex(DAYS).ffill()
    held = pd.Series({pd.Timestamp(day): side for day, side in sides}).reindex(DAYS).ffill().fillna("unknown")
    return pd.DataFrame({"place": place, "label": label, "day": DAYS, "assessed": held.to_numpy(),
                         "since_evidence": since.to_numpy()})  # fmt: skip


def figures() -> dict[str, object]:
    day = pd.Timestamp("2019-06-26")
    amounts = pd.DataFrame({"label": [LONG, "Sirte"], "n": [3, 9], "less": [2, 8], "low": [2, 8], "high": [5, 12],
                            "camp": ["gna", "lna"], "side": ["lna", "gna"], "value": [-1.5, 1.9]})  # fmt: skip
    claims = pd.DataFrame({"label": LONG, "day": [day, day], "speaker": ["lna", ""], "side": ["lna", "gna"]})
    events = pd.DataFrame({"label": LONG, "earliest": day, "latest": [day, day + pd.Timedelta(days=40)],
                           "modality": ["claimed", "occurred"], "side": ["gna", ""]})  # fmt: skip
    articles = pd.DataFrame({"outlet": [display_text("صحيفة الضفة"), ""], "published_earliest": day,
                             "published_latest": [day, day], "date_basis": ["metadata", "event"]})  # fmt: skip
    edges = pd.DataFrame({"one": ["a"], "other": ["b"], "together": [2], "sign": [-1]})
    return {
        "bars": lambda: charts.plot_bars(amounts, "n", camp="camp", interval=True, title="t"),
        "matrix": lambda: charts.plot_matrix(pd.DataFrame({LONG: [1.0, -1.0]}, index=[LONG, "x"]), centre=0),
        "lines": lambda: charts.plot_lines(pd.DataFrame({LONG: [1, 2]}), title="t"),
        "positions": lambda: charts.plot_positions(amounts, title="t"),
        "dumbbells": lambda: charts.plot_dumbbells(amounts, "n", "less", title="t"),
        "network": lambda: charts.plot_network(edges, {"a": SHORT, "b": SHORT}, sign="sign", camps={"a": "gna"}),
        "windows": lambda: charts.plot_windows(articles, title="t"),
        "months": lambda: charts.plot_months(articles, title="t"),
        "timeline": lambda: charts.plot_timeline(events, title="t"),
        "control": lambda: charts.plot_control(panel("x", LONG, [("2019-04-04", "lna")]), title="t"),
        "claims": lambda: charts.plot_claims(claims, title="t"),
    }


@pytest.mark.parametrize("name", figures())
def test_no_word_is_clipped_or_lies_on_the_legend(name):
    ax = figures()[name]()
    ax.figure.canvas.draw()
    page = ax.figure.bbox.padded(2)
    axes = ((ax.get_xticklabels(), ax.get_xlim(), 0), (ax.get_yticklabels(), ax.get_ylim(), 1))
    # matplotlib also keeps labels of ticks beyond the axis, which it does not draw
    ticks = [
        t for labels, ends, n in axes for t in labels if ax.axison and min(ends) <= t.get_position()[n] <= max(ends)
    ]
    texts = [t for t in (*ax.texts, *ticks, ax.xaxis.label, ax.title) if t.get_text() and t.get_visible()]
    boxes = {t.get_text(): t.get_window_extent() for t in texts}
    for text, box in boxes.items():
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, text
    for legend in ax.figure.legends:
        assert not [text for text, box in boxes.items() if legend.get_window_extent().overlaps(box)]


def test_one_colour_a_camp_in_every_figure():
    bars = charts.plot_bars(pd.DataFrame({"label": ["x"], "n": [1], "camp": ["lna"]}), "n", camp="camp")
    strips = charts.plot_control(panel("x", "x", [("2019-12-20", "lna")]))
    held = [p for p in strips.patches if p.get_x() > bars.get_xlim()[1] and to_hex(p.get_facecolor()) != "#ffffff"]
    assert to_hex(bars.patches[0].get_facecolor()) == to_hex(held[0].get_facecolor()) == charts.CAMPS["lna"].lower()


def test_strips_hatch_what_is_not_settled_and_pale_what_is_carried_forward():
    sides = [("2019-04-01", "gna"), ("2019-08-01", "contested"), ("2019-09-01", "unknown")]
    strips = charts.plot_control(panel("x", "x", sides)).patches
    looks = [(to_hex(p.get_facecolor()), p.get_hatch()) for p in strips]
    assert looks[:3] == [
        (charts.CAMPS["gna"].lower(), None),
        (to_hex(charts.pale(charts.CAMPS["gna"])), None),
        (charts.CAMPS["contested"].lower(), "////"),
    ]
    assert looks[3] == ("#ffffff", "....")
    assert strips[0].get_width() == charts.FRESH_DAYS + 1  # the day of the evidence and so many after it


def test_a_month_without_articles_is_named_silent_and_a_vague_article_is_counted():
    days = pd.to_datetime(["2019-04-04", "2019-06-27", "2019-04-10"])
    ends = pd.to_datetime(["2019-04-04", "2019-06-27", "2019-09-10"])
    articles = pd.DataFrame({"outlet": "x", "published_earliest": days, "published_latest": ends})
    ax = charts.plot_months(articles)
    assert [(text.get_text(), text.xy[0]) for text in ax.texts] == [("no article", 1)]
    assert ax.get_xlabel().startswith("1 of 3 articles")


def windows(*spans):
    first, last = (pd.to_datetime(list(days)) for days in zip(*spans, strict=True))
    return pd.DataFrame({"outlet": "x", "published_earliest": first, "published_latest": last, "date_basis": "text"})


def test_a_window_that_runs_on_for_years_leaves_the_axis_to_the_dated_articles_and_is_counted():
    day, end = "2019-04-04", "2020-10-25"
    short = charts.plot_windows(windows((day, day), (end, end)))
    long = charts.plot_windows(windows((day, day), (end, end), ("2019-05-22", "2022-10-03"), ("2015-01-01", end)))
    assert long.get_xlim() == short.get_xlim() and short.get_xlabel() == ""
    assert long.get_xlabel().startswith("2 of 4 windows run on")
    assert "from 1 Jan 2015" in long.get_xlabel() and "to 3 Oct 2022" in long.get_xlabel()
    arrows = [marks.get_offsets()[:, 0].tolist() for marks in long.collections if not marks.get_clip_on()]
    assert sorted(sum(arrows, [])) == list(long.get_xlim())


def test_no_window_lies_wholly_off_the_axis():
    day = "2019-04-04"
    ax = charts.plot_windows(windows((day, day), ("2012-01-01", "2013-01-01"), ("2021-01-01", "2022-12-31")))
    begin, end = (mdates.num2date(edge).year for edge in ax.get_xlim())
    assert (begin, end) == (2012, 2021)
    alone = charts.plot_windows(windows(("2019-01-01", "2020-12-31")))
    assert alone.get_xlabel() == "" and alone.get_xlim()[1] - alone.get_xlim()[0] > 731


def test_only_a_month_of_opposed_claims_is_tinted():
    days = pd.to_datetime(["2019-04-04", "2019-04-20", "2019-06-27", "2019-07-01"])
    claims = pd.DataFrame({"label": "Gharyan", "day": days, "speaker": ["lna", "gna", "gna", "lna"],
                           "side": ["lna", "gna", "gna", "lna"]})  # fmt: skip
    assert len(charts.plot_claims(claims).patches) == 1


def test_what_one_party_says_is_hollow_on_the_timeline():
    day = pd.Timestamp("2019-06-26")
    events = pd.DataFrame(
        {"label": "x", "earliest": day, "latest": day, "modality": ["occurred", "claimed"], "side": "gna"}
    )
    filled = [len(marks.get_facecolor()) for marks in charts.plot_timeline(events).collections[1:3]]
    assert filled == [1, 0]


@pytest.mark.parametrize("plot", [charts.plot_positions, charts.plot_control, charts.plot_claims, charts.plot_months])
def test_an_empty_figure_is_refused(plot):
    columns = ["label", "side", "value", "low", "high", "place", "assessed", "speaker", "outlet"]
    empty = pd.DataFrame(columns=columns).astype(object)
    for column in ("day", "since_evidence", "published_earliest", "published_latest"):
        empty[column] = pd.Series(dtype="datetime64[s]")
    with pytest.raises(ValueError, match="no .* to draw"):
        plot(empty)


def test_the_naming_matrix_says_what_names_it_leaves_out():
    rows = {
        "outlet": "x",
        "alias": list("ابتث"),
        "frame": ["neutral"] * 4,
        "mentions": [4, 3, 2, 1],
        "share": [0.4, 0.3, 0.2, 0.1],
    }
    ax = charts.plot_naming(pd.DataFrame(rows), most=2)
    assert [label.get_text() for label in ax.get_yticklabels()][-1] == "2 rarer names"
    assert [text.get_text() for text in ax.texts] == ["40", "30", "30"]
