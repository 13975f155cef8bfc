"""The coding panel in a real JupyterLab in Chromium: click, undo, kill the kernel, reopen; no click is lost."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import nbformat
import pytest

from libyautil.coding import load_codes, read_log

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
WAIT = 60_000  # milliseconds; a busy machine starts a kernel slowly

SETUP = """
import os
from pathlib import Path
import pandas as pd
from libyautil.coding import CodingPanel, CodingSession, list_units
texts = ["أشاد المبعوث بالهدنة.", "رفض العميد الدخول.", "انتقد الوالي الحصار.", "رحبت روما بالطريق.",
         "هدد العميد بالرد.", "أيد المجلس القرار."]
articles = pd.DataFrame({"article": ["a"], "text": [" ".join(texts)], "outlet": ["المرفأ"],
                         "published_earliest": [pd.Timestamp("2017-05-02")]})
articles["body_end"] = articles["text"].str.len()
starts = [articles["text"][0].index(text) for text in texts]
stance = pd.DataFrame({"article": "a", "start": starts, "holder": [f"h{n}" for n in range(6)], "target": "gna",
                       "polarity": 1}).assign(end=lambda d: d["start"] + 4)
session = CodingSession(list_units(stance, articles), articles, "ada", Path("codings"))
Path("kernel.pid").write_text(str(os.getpid()))
CodingPanel(session)
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def jupyterlab(folder):
    """Start JupyterLab on a folder, with settings of its own; yield its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    home = folder.parent / "home"
    places = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
              "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR"]  # fmt: skip
    here = {name: str(home / name) for name in places}
    news = home / "JUPYTERLAB_SETTINGS_DIR" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false"}')  # else a question about news lies over the page
    log = (folder.parent / "lab.log").open("w")
    lab = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
         f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=", "--ServerApp.port_retries=0",
         "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
        env={**os.environ, **here}, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        for _ in range(240):
            if lab.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=2)
                break
            except OSError:
                time.sleep(0.25)
        assert lab.poll() is None, (folder.parent / "lab.log").read_text()
        yield address
    finally:
        lab.terminate()
        try:
            lab.wait(15)
        except subprocess.TimeoutExpired:
            lab.kill()
        log.close()


def run_all(browser, address):
    """Open the notebook in a new page and run its cell; return the page and the panel when it is there."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{address}/lab/tree/coding.ipynb?reset", timeout=WAIT)
    # before the kernel is there, JupyterLab answers "Run" by asking which kernel is wanted
    page.get_by_text("| Idle").first.wait_for(timeout=WAIT)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    panel = page.locator(".coding-panel")
    panel.wait_for(timeout=WAIT)
    return page, panel


def see(panel, words):
    panel.get_by_text(words).first.wait_for(timeout=WAIT)


@pytest.mark.browser
@pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="Chromium is not installed: apt-get install chromium"
)
def test_clicks_survive_undo_a_killed_kernel_and_a_reopened_page(tmp_path):
    assert CHROMIUM, "CI must have Chromium: apt-get install chromium"
    from playwright.sync_api import sync_playwright

    folder = tmp_path / "work"
    folder.mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SETUP)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, folder / "coding.ipynb")

    def clicks():
        log, report = read_log(folder / "codings", load_codes())
        assert report.empty
        return log[["action", "code"]].values.tolist()

    with jupyterlab(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page, panel = run_all(browser, address)
            see(panel, "0 of 6 coded")
            assert panel.locator(".coding-text").evaluate("e => getComputedStyle(e).direction") == "rtl"
            panel.locator("button.code-for").click()
            see(panel, "1 of 6 coded")
            panel.locator("button.code-against").click()
            see(panel, "2 of 6 coded")
            panel.get_by_role("button", name="Undo").click()
            see(panel, "1 of 6 coded")
            see(panel, "h1")
            keys = panel.get_by_label("Keys")
            keys.click()
            page.keyboard.type("34", delay=30)  # fast: two keys may reach the kernel at once
            see(panel, "3 of 6 coded")
            clicked = [
                ["code", "for"],
                ["code", "against"],
                ["undo", "against"],
                ["code", "neutral"],
                ["code", "unclear"],
            ]
            assert clicks() == clicked

            os.kill(int((folder / "kernel.pid").read_text()), signal.SIGKILL)
            assert clicks() == clicked
            page.close()
            page, panel = run_all(browser, address)
            see(panel, "3 of 6 coded")
            see(panel, "h3")  # the first uncoded
            panel.get_by_label("Keys").click()
            page.keyboard.type("2")
            see(panel, "4 of 6 coded")
            page.keyboard.press("Backspace")
            see(panel, "3 of 6 coded")
            panel.locator("button.code-not_applicable").click()
            see(panel, "4 of 6 coded")
            assert clicks() == [*clicked, ["code", "against"], ["undo", "against"], ["code", "not_applicable"]]
        finally:
            browser.close()
