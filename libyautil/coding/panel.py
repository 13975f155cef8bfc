"""The coding panel in a notebook: ipywidgets only, so it needs no network and no lab extension.

ipywidgets tells a kernel nothing of keys. So the panel has a box to type in: each character that arrives in it is a key
(``KEYS``). The box is never emptied by the panel, for an emptying that crosses a fast typist's next key on its way
would eat or double it; what stands in it is the trail of keys typed, and the part that is new is what counts.
"""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import ipywidgets as widgets

from libyautil.coding.session import CodingSession

KEYS = "1–9 code · 0 skip · - back · + forward · Backspace undo"
MARKS = {"holder": "#cfe8ff", "target": "#ffe08a", "evidence": "#d9f2d0"}

_STYLE = (
    "<style>.coding-text{font-size:18px;line-height:1.9;text-align:right;max-width:60em}"
    ".coding-text .context{opacity:.6}.coding-text mark{color:#111;padding:0 2px;border-radius:2px}"
    + "".join(f".coding mark.{name},.coding-text mark.{name}{{background:{colour}}}" for name, colour in MARKS.items())
    + ".coding-text mark.evidence{border-bottom:2px solid #2e7d32}"
    ".coding td,.coding th{padding:2px 8px;text-align:left;vertical-align:top}.coding .error{color:#b00020}</style>"
)


class CodingPanel(widgets.VBox):
    """The widgets over a ``CodingSession``; showing it in a cell is all it takes.

    Parameters
    ----------
    session : CodingSession
        The coder's session.
    names : mapping of str to str, optional
        What to call an actor or issue, by id; by default the id.

    Examples
    --------
    A panel of one unit, coded by its button:

    >>> import tempfile
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from libyautil.coding.units import list_units
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["أشاد الوزير بالحفل."], "body_end": [19]})
    >>> stance = pd.DataFrame({"article": ["a"], "start": [0], "end": [4], "holder": ["un"], "target": ["gna"],
    ...                        "polarity": [1]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     panel = CodingPanel(CodingSession(list_units(stance, articles), articles, "ada", Path(folder)))
    ...     panel.codes["for"].click()
    ...     panel.progress.value, panel.progress.max
    (1, 1)
    """

    def __init__(self, session: CodingSession, names: Mapping[str, str] = {}) -> None:
        self.session = session
        self.names = {"author": "the article itself", "unnamed": "an unnamed speaker", **names}
        self.heading, self.text, self.proposal, self.message, self.codebook = (widgets.HTML() for _ in range(5))
        self.progress = widgets.IntProgress(max=len(session.units), layout={"width": "16em"})
        self.codes: dict[str, widgets.Button] = {}
        self.code_row = widgets.HBox(layout={"flex_flow": "row wrap"})
        self.key_box = widgets.Text(placeholder="type here", description="Keys", layout={"width": "16em"})
        self.note = widgets.Text(placeholder="written with the next code", description="Note", layout={"width": "32em"})
        self.place = widgets.BoundedIntText(min=1, max=len(session.units), description="Unit", layout={"width": "11em"})
        self.drafts: dict[int, str] = {}  # notes that were typed and not yet saved, by place
        self._variable = ""
        self._typed = ""
        self.buttons = {
            "undo": self._button("Undo", "take back the last click", self._undo),
            "skip": self._button("Skip", "put this unit off; it stays uncoded", lambda: session.skip(self.note.value)),
            "back": self._button("Back", "the unit before", session.back),
            "forward": self._button("Forward", "the unit after", session.forward),
            "first": self._button("First uncoded", "the first uncoded unit", session.first_uncoded),
            "jump": self._button("Go", "the unit with this number", lambda: session.jump(self.place.value - 1)),
            "reveal": self._button("Show the machine's proposal", "the row will say that you saw it", session.reveal),
        }
        self.key_box.observe(self._on_keys, "value")
        order = ("undo", "skip", "back", "forward", "first")
        super().__init__([
            self.heading, self.progress, self.text, self.proposal, self.code_row,
            widgets.HBox([self.key_box, widgets.HTML(f'<div class="coding">{KEYS}</div>')]), self.note,
            widgets.HBox([*(self.buttons[name] for name in order), self.place, self.buttons["jump"]],
                         layout={"flex_flow": "row wrap"}),
            widgets.HBox([self.buttons["reveal"]]), self.message, self.codebook,
        ])  # fmt: skip
        self.add_class("coding-panel")
        wrong = "".join(
            f"<br>line {r.line}: {escape(r.problem)}; {escape(r.remedy)}" for r in session.report.itertuples()
        )
        self._say(f"{len(session.report)} things to know about {session.coder}'s file:{wrong}" if wrong else "")
        self._draw()

    def _button(self, label: str, tooltip: str, action: Callable[[], object]) -> widgets.Button:
        button = widgets.Button(description=label, tooltip=tooltip, layout={"width": "auto"})
        button.on_click(lambda _: self._do(action))
        return button

    def _do(self, action: Callable[[], object]) -> bool:
        """Run what a click asks for, then show where the session is; say it where it could not be saved."""
        if self.note.value != self.session.notes.get(str(self.session.unit["unit"]), ""):
            self.drafts[self.session.position] = self.note.value
        try:
            said = action()
        except OSError as error:
            self._say(f'<span class="error">NOT SAVED: {escape(str(error))}. The unit is still uncoded: make room on '
                      "the disk or check the folder, then click again.</span>")  # fmt: skip
            return False
        self._say(said if isinstance(said, str) else "")
        self._draw()
        return True

    def _save(self, code: str) -> str:
        """Code the unit shown, with the note that is written; return what to say."""
        place = self.session.position
        self.session.choose(code, self.note.value)
        self.drafts.pop(place, None)
        rest = " · all units are coded" if self.session.done else ""
        return f"unit {place + 1} saved as <b>{escape(code)}</b>{rest}"

    def _undo(self) -> str:
        return "the last click is taken back" if self.session.undo() else "nothing to take back"

    def _on_keys(self, change: Mapping[str, str]) -> None:
        old, new = self._typed, change["new"]
        self._typed = new
        if new.startswith(old):
            for key in new[len(old) :]:
                if not self._press(key):
                    return
        elif old[:-1] == new and old[-1].isdecimal():
            self._do(self._undo)

    def _press(self, key: str) -> bool:
        """Do what a key stands for; digits of any script. A key without meaning is said, and does nothing."""
        by_key = dict(zip(self.session.choices["key"], self.session.choices["code"], strict=True))
        digit = str(int(key)) if key.isdecimal() else ""
        if digit in by_key:
            return self._do(partial(self._save, by_key[digit]))
        named = {"0": "skip", "-": "back", "+": "forward"}.get(digit or key)
        if named:
            return self._do({"skip": lambda: self.session.skip(self.note.value), "back": self.session.back,
                             "forward": self.session.forward}[named])  # fmt: skip
        self._say(f"the key {escape(key)} has no meaning here: {KEYS}")
        return True

    def _say(self, html: str) -> None:
        self.message.value = f'<div class="coding" role="status">{html}</div>'

    def _name(self, id: object) -> str:
        return escape(self.names.get(str(id), str(id)))

    def _draw(self) -> None:
        session, unit = self.session, self.session.unit
        if unit["variable"] != self._variable:
            self._variable = str(unit["variable"])
            self._draw_codes()
        standing = session.coded.get(str(unit["unit"]))
        self.heading.value = (
            f'{_STYLE}<div class="coding"><b>{len(session.coded)} of {len(session.units)} coded</b> · '
            f"unit {session.position + 1}{f' · coded: <b>{escape(standing)}</b>' if standing else ''}{self._source()}"
            f'<br>What position does <mark class="holder"><bdi>{self._name(unit["holder"])}</bdi></mark> take toward '
            f'<mark class="target"><bdi>{self._name(unit["target"])}</bdi></mark>?</div>'
        )
        pieces = []
        for text, marks in session.passage():
            piece = escape(text)
            for mark in ("evidence", "target", "holder"):
                piece = f'<mark class="{mark}">{piece}</mark>' if mark in marks else piece
            pieces.append(f'<span class="context">{piece}</span>' if "context" in marks else f"<b>{piece}</b>")
        self.text.value = f'<div class="coding-text" dir="rtl" lang="ar">{"".join(pieces)}</div>'
        proposal = escape(str(unit["proposal"])) or "no position"
        said = f"<br>Coders: {escape(str(unit['said']))}" if unit.get("said") else ""
        shown = f"The machine proposes: <b>{proposal}</b>" if session.proposal_shown else ""
        self.proposal.value = f'<div class="coding">{shown}{said}</div>'
        self.buttons["reveal"].disabled = session.proposal_shown
        self.note.value = self.drafts.get(session.position, session.notes.get(str(unit["unit"]), ""))
        self.place.value = session.position + 1
        self.progress.value = len(session.coded)
        for code, button in self.codes.items():
            button.button_style = "success" if code == standing else ""

    def _source(self) -> str:
        """Return outlet, day and link; only a web address becomes a link."""
        source = self.session.source()
        parts = [f'<bdi dir="auto">{escape(source[key])}</bdi>' for key in ("outlet", "day") if source.get(key)]
        if source.get("url", "").startswith(("http://", "https://")):
            parts.append(f'<a href="{escape(source["url"])}" target="_blank" rel="noopener noreferrer">link</a>')
        return "".join(f" · {part}" for part in parts)

    def _draw_codes(self) -> None:
        """Draw a button and a line of the codebook for each code of the variable."""
        choices = self.session.choices
        self.codes = {
            c.code: self._button(f"{c.key}  {c.label_en}  {c.label_ar}", c.definition, partial(self._save, c.code))
            for c in choices.itertuples()
        }
        for code, button in self.codes.items():
            button.add_class(f"code-{code}")
        self.code_row.children = tuple(self.codes.values())
        lines = "".join(
            f'<tr><td>{c.key}</td><td><b>{escape(c.label_en)}</b> <bdi lang="ar">{escape(c.label_ar)}</bdi></td>'
            f"<td>{escape(c.definition)}</td><td><i>{escape(c.example)}</i></td></tr>"
            for c in choices.itertuples()
        )
        self.codebook.value = (
            f'<details class="coding"><summary>Codebook {self.session.version}</summary><table><tr><th>key</th>'
            f"<th>code</th><th>when</th><th>example</th></tr>{lines}</table></details>"
        )
