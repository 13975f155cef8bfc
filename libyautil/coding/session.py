"""One coder at work: which unit is shown, what was coded, one click after another. The panel is a view of it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from libyautil import paths
from libyautil.arabic import sentences
from libyautil.coding.codebook import codebook_version, load_codes
from libyautil.coding.matching import load_codings
from libyautil.coding.store import UNIT, append_row, coder_file, new_row, read_log, standing_codings
from libyautil.coding.units import unit_key


class CodingSession:
    """A coder's way through a sample. Every click is on the disk before the session moves on.

    Parameters
    ----------
    units : DataFrame
        What to code, in order, as ``draw_units`` or ``adjudication_units`` returns it.
    articles : DataFrame
        article, text, body_end, outlet, published_earliest, url.
    coder : str
        The coder's name: letters, digits, _ . and -.
    folder : Path, optional
        Where the coders' files are.
    codes : DataFrame, optional
        The codebook; by default ``codes.csv``.
    mentions : DataFrame, optional
        article, start, end, id: with it holder and target are marked in the text.
    show_share : float, optional
        Share of the units for which the machine's proposal is shown from the start: 0 none, 1 all; between, which ones
        is settled by coder and unit, so that shown and hidden ones can be compared.
    blind : bool, optional
        Hide outlet, date and link.
    context : int, optional
        Sentences shown before and after.

    Raises
    ------
    ValueError
        Where there is no unit to code, or the coder's name can't name a file.

    Attributes
    ----------
    position : int
        The unit that is shown, from 0; at the start the first uncoded.
    coded : dict of str to str
        The code that stands, by unit key.
    notes : dict of str to str
        The note that stands with it.
    report : DataFrame
        What was wrong with the coder's file when the session opened: file, line, problem, remedy.

    Examples
    --------
    >>> import tempfile
    >>> from libyautil.coding.units import list_units
    >>> articles = pd.DataFrame({"article": ["a"], "text": ["أشاد الوزير بالحفل."], "body_end": [19]})
    >>> stance = pd.DataFrame({"article": ["a"], "start": [0], "end": [4], "holder": ["un"], "target": ["gna"],
    ...                        "polarity": [1]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     session = CodingSession(list_units(stance, articles), articles, "ada", Path(folder))
    ...     session.choose("for")
    ...     list(session.coded.values()), session.undo(), list(session.coded.values())
    (['for'], True, [])
    """

    def __init__(
        self,
        units: pd.DataFrame,
        articles: pd.DataFrame,
        coder: str,
        folder: Path = paths.CODINGS,
        codes: pd.DataFrame | None = None,
        mentions: pd.DataFrame | None = None,
        show_share: float = 0.0,
        blind: bool = False,
        context: int = 1,
    ) -> None:
        if units.empty:
            raise ValueError("there is no unit to code: the sample is empty")
        coder_file(folder, coder)  # a name that can't be a file's is refused before the first click
        self.units = units.assign(unit=unit_key(units)).reset_index(drop=True)
        self.articles = articles.set_index("article")
        self.coder, self.folder, self.blind, self.context = coder, Path(folder), blind, context
        self.codes = load_codes() if codes is None else codes
        self.mentions = mentions
        self.version = codebook_version(self.codes)
        self.show_share = show_share
        self.revealed: set[str] = set()
        self._clicks: list[Mapping[str, str]] = []  # this session's rows that can be taken back
        self._places = {unit: place for place, unit in enumerate(self.units["unit"])}
        codings, report = load_codings(self.codes, articles, self.folder)
        mine = codings[codings["coder"] == coder]
        self._today = dict(zip(mine["coded_unit"], mine["unit"], strict=True))  # a renamed article's units, as now
        self.report = report[report["file"] == f"{coder}.csv"].reset_index(drop=True)
        self._refresh()
        self.position = self._next_uncoded(0)

    def _refresh(self) -> pd.DataFrame:
        """Read the coder's file again, since another panel may have written to it."""
        log, _ = read_log(self.folder, self.codes, self.coder)
        standing = standing_codings(log)
        keys = [self._today.get(key, key) for key in unit_key(standing)]
        self.coded = {key: code for key, code in zip(keys, standing["code"], strict=True) if key in self._places}
        self.notes = dict(zip(keys, standing["note"], strict=True))
        return log

    def _next_uncoded(self, start: int) -> int:
        """Return the first uncoded unit from ``start`` on, then from the top; where all are coded, the last."""
        order = [*range(start, len(self.units)), *range(min(start, len(self.units)))]
        return next((place for place in order if self.units["unit"][place] not in self.coded), len(self.units) - 1)

    @property
    def unit(self) -> dict[str, Any]:
        """The unit that is shown."""
        return self.units.iloc[self.position].to_dict()

    @property
    def done(self) -> bool:
        """Whether every unit is coded."""
        return len(self.coded) == len(self.units)

    @property
    def choices(self) -> pd.DataFrame:
        """The codes that the unit shown may get."""
        return self.codes[self.codes["variable"] == self.unit["variable"]]

    @property
    def proposal_shown(self) -> bool:
        """Whether the coder sees the machine's proposal for the unit that is shown."""
        key = str(self.unit["unit"])
        draw = int(hashlib.sha256(f"{self.coder}|{key}".encode()).hexdigest()[:8], 16) / 16**8
        return draw < self.show_share or key in self.revealed

    def reveal(self) -> None:
        """Show the machine's proposal for this unit; its row will say so."""
        self.revealed.add(str(self.unit["unit"]))

    def choose(self, code: str, note: str = "") -> None:
        """Code the unit shown, then go to the next uncoded one. Raises OSError, and stays, where it can't be saved."""
        if code not in set(self.choices["code"]):
            raise ValueError(f"{code!r} is not a code of {self.unit['variable']}: {', '.join(self.choices['code'])}")
        self._write("code", code=code, note=note)
        self._refresh()
        self.position = self._next_uncoded(self.position + 1)

    def skip(self, note: str = "") -> None:
        """Put the unit off: it stays uncoded and comes again after the others."""
        self._write("skip", note=note)
        self._refresh()
        self.position = self._next_uncoded(self.position + 1)

    def _write(self, action: str, **cells: object) -> None:
        unit = self.unit
        row = new_row(
            self.coder, unit, action, codebook=self.version, text_hash=unit["text_hash"],
            proposal=unit["proposal"], proposal_shown=int(self.proposal_shown), **cells,
        )  # fmt: skip
        append_row(self.folder, row)
        self._clicks.append(row)

    def undo(self) -> bool:
        """Take back this session's last click, or in a new session the file's last, and show its unit.

        Returns
        -------
        bool
            False where there was nothing to take back.
        """
        log = self._refresh()
        undone = set(log["undo_of"])
        left = [row for row in self._clicks if row["id"] not in undone]
        if not left:
            left = log[log["action"].isin(["code", "skip"]) & ~log["id"].isin(undone)].to_dict("records")
        if not left:
            return False
        last = left[-1]
        cells = {column: last[column] for column in ("code", "codebook", "text_hash", "proposal")}
        append_row(self.folder, new_row(self.coder, last, "undo", undo_of=last["id"], **cells))
        self._refresh()
        key = unit_key(pd.DataFrame([{column: last[column] for column in UNIT}])).iloc[0]
        self.position = self._places.get(self._today.get(key, key), self.position)
        return True

    def first_uncoded(self) -> None:
        """Show the first uncoded unit."""
        self.position = self._next_uncoded(0)

    def jump(self, place: int) -> None:
        """Show a unit by its place, from 0; beyond either end, the end."""
        self.position = max(0, min(int(place), len(self.units) - 1))

    def back(self) -> None:
        """Show the unit before."""
        self.jump(self.position - 1)

    def forward(self) -> None:
        """Show the unit after, coded or not."""
        self.jump(self.position + 1)

    def source(self) -> dict[str, str]:
        """Return outlet, day and link of the article that is shown; nothing in blind mode."""
        if self.blind:
            return {}
        article = self.articles.loc[self.unit["article"]]
        day = article.get("published_earliest")
        return {
            "outlet": article.get("outlet", ""),
            "day": "" if day is None or pd.isna(day) else f"{day:%Y-%m-%d}",
            "url": article.get("url", ""),
        }

    def passage(self) -> list[tuple[str, frozenset[str]]]:
        """Return the text to show, cut where its marks change.

        Returns
        -------
        list of (str, frozenset of str)
            A piece of text and its marks: "context" outside the sentence, else "holder", "target", and "evidence", the
            machine's words, only where its proposal is shown.
        """
        unit = self.unit
        article = self.articles.loc[unit["article"]]
        body = article["text"][: article["body_end"]]
        spans = sentences(body)
        here = next(number for number, span in enumerate(spans) if span[0] == unit["start"])
        first = spans[max(here - self.context, 0)][0]
        last = spans[min(here + self.context, len(spans) - 1)][1]
        marks = [(first, unit["start"], "context"), (unit["end"], last, "context")]
        if self.mentions is not None:
            for row in self.mentions[self.mentions["article"] == unit["article"]].itertuples():
                marks += [(row.start, row.end, part) for part in ("holder", "target") if row.id == unit[part]]
        if self.proposal_shown and unit.get("evidence_start", -1) >= 0:
            marks.append((unit["evidence_start"], unit["evidence_end"], "evidence"))
        edges = sorted({first, last, *(edge for a, b, _ in marks for edge in (a, b) if first < edge < last)})
        return [
            (body[a:b], frozenset(mark for start, end, mark in marks if start <= a and b <= end))
            for a, b in zip(edges, edges[1:], strict=False)
        ]
