"""The interactive map and the animation in a real browser, with the network cut off."""

import os
import shutil

import pandas as pd
import pytest
from playwright.sync_api import sync_playwright
from test_maps import ARTICLES, CAPTURE, DAY, PLACES, ROWS, told

from libyautil import maps

pytestmark = pytest.mark.browser
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("Chromium must be installed in CI")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser):
    opened = browser.new_page(viewport={"width": 960, "height": 860})
    opened.context.set_offline(True)
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("console", lambda line: opened.problems.append(line.text) if line.type == "error" else None)
    opened.on("request", lambda request: opened.problems.append(request.url))
    yield opened
    problems = opened.problems
    opened.close()
    assert problems == []


def panel() -> pd.DataFrame:
    days = pd.date_range("2020-05-01", "2020-06-30")
    tarhuna = pd.DataFrame({"place": "tarhuna", "day": days, "assessed": ["lna" if d < DAY else "gna" for d in days],
                            "claimed_lna": True, "claimed_gna": days >= DAY, "since_evidence": days[0]})  # fmt: skip
    sirte = tarhuna.assign(place="sirte", assessed="contested")
    return pd.concat([tarhuna, sirte], ignore_index=True)


@pytest.fixture
def frame(tab):
    """Show the map as a notebook does, inside a frame."""
    page = maps.interactive_map(panel(), told(CAPTURE), maps.place_sentences(ROWS, ARTICLES), PLACES, day=DAY)
    tab.set_content(f"<!doctype html><body>{maps.framed(page)}</body>")
    inside = tab.frame_locator("iframe")
    inside.locator(".place").first.wait_for(state="attached")
    return inside


def move(frame, number: int) -> None:
    frame.locator("#slider").evaluate(f"e => {{ e.value = {number}; e.dispatchEvent(new Event('input')); }}")


def test_a_click_opens_the_sentences_right_to_left_with_the_match_marked(frame):
    frame.locator('[data-place="tarhuna"]').click()
    text = frame.locator(".sentence p").first
    assert text.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert text.locator("mark").inner_text() == "دخلت"
    assert "</script><b>" in text.inner_text()
    assert "صحيفة الضفة" in frame.locator(".sentence small").first.inner_text()
    assert "2020-06-05" in frame.locator(".sentence small").first.inner_text()
    assert frame.locator(".sentence").count() == 2
    assert "capture" in frame.locator("#panel li").first.inner_text()


def test_the_slider_moves_the_day_the_holder_and_the_events(frame):
    tarhuna = frame.locator('[data-place="tarhuna"]')
    assert "GNA" in tarhuna.get_attribute("aria-label") and tarhuna.locator(".event").count() == 1
    tarhuna.click()
    move(frame, 3)
    assert frame.locator("#day").inner_text() == "2020-05-04"
    assert "LNA" in tarhuna.get_attribute("aria-label") and tarhuna.locator(".event").count() == 0
    assert "LNA" in frame.locator("#panel .state").first.inner_text()
    assert tarhuna.locator("rect").count() == 1  # the shape changes with the colour
    assert "contested" in frame.locator('[data-place="sirte"]').get_attribute("aria-label")


def test_keys_reach_every_place_and_steps_keep_to_the_calendar(frame):
    frame.locator('[data-place="sirte"]').press("Enter")
    assert frame.locator("#panel h2").inner_text().startswith("Sirte")
    move(frame, 30)
    frame.locator("#back").press("Enter")
    assert frame.locator("#day").inner_text() == "2020-05-01"  # a month before 31 May; the first day there is
    frame.locator("#slider").press("ArrowRight")
    assert frame.locator("#day").inner_text() == "2020-05-02"


def test_zooming_in_parts_the_places_and_the_wheel_zooms_too(frame, tab):
    def gap() -> float:
        one, other = (frame.locator(f'[data-place="{p}"] .halo').bounding_box()["x"] for p in ("tarhuna", "sirte"))
        return abs(one - other)

    wide = gap()
    frame.locator("#in").click()
    assert gap() == pytest.approx(1.5 * wide, rel=0.02)
    box = frame.locator("#svg").bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.wheel(0, 300)
    frame.locator("#svg").evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert gap() < 1.5 * wide
    frame.locator('[data-view="tripoli"]').click()
    assert (
        frame.locator('[data-place="tarhuna"]').is_visible() and not frame.locator('[data-place="sirte"]').is_visible()
    )


def test_play_runs_to_the_last_day_and_stops(frame):
    move(frame, 20)
    frame.locator("#play").click()
    frame.locator('#play[aria-pressed="false"]').wait_for(timeout=8000)
    assert frame.locator("#day").inner_text() == "2020-06-30"


def test_the_animation_shows_another_picture_as_the_slider_moves(tab):
    tab.set_content(maps.animate_control(panel(), PLACES, step="20D"))
    first = tab.locator("#frame").get_attribute("src")
    tab.locator("#slider").press("End")
    assert tab.locator("#day").inner_text() == "2020-06-30"
    assert tab.locator("#frame").get_attribute("src") != first
    assert tab.locator("#frame").evaluate("e => e.decode().then(() => e.naturalWidth)") > 600
    tab.problems[:] = [p for p in tab.problems if not p.startswith("data:")]
