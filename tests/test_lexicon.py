"""The lexicon: every fault named by file, line, column and remedy; a faulty lexicon is not loaded."""

import csv
import re
import shutil
import subprocess
import sys
from codecs import BOM_UTF8
from io import StringIO

import pandas as pd
import pytest
from typer.testing import CliRunner

from libyautil import paths, predicates
from libyautil.__main__ import app
from libyautil.articles import furniture
from libyautil.coding import load_codes
from libyautil.events import passage, roles
from libyautil.lexicon import LexiconFault, check_lexicon, find_unmatched, load_lexicon, schema
from libyautil.lexicon.files import unmarked_tables


@pytest.fixture
def lexicon(tmp_path):
    """Return a copy of the project's lexicon that a test may spoil."""
    return shutil.copytree(paths.LEXICON, tmp_path / "lexicon")


def append(folder, name, **cells):
    """Add a row to a table and return its line."""
    path = folder / f"{name}.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = next(csv.reader(lines[:1]))
    with open(path, "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, lineterminator="\n").writerow(dict.fromkeys(header, "") | cells)
    return len(lines) + 1


def test_the_projects_own_lexicon_has_no_fault():
    assert check_lexicon().to_dict("records") == []


def test_it_names_the_actors_of_the_codebook(shared):
    with open(shared / "gold" / "ids.csv", encoding="utf-8") as file:
        ids = {(row["layer"], row["id"]) for row in csv.DictReader(file)}
    lexicon = load_lexicon()
    known = {("actor", i) for i in lexicon.actors["id"]} | {("place", i) for i in lexicon.places["id"]}
    assert ids - known == set()
    assert len(lexicon.actors) >= 180


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("aliases", {"id": "nobody", "alias": "فلان بن فلان", "form": "name", "clitics": "any"}, "id"),
        ("aliases", {"id": "haftar", "alias": "قائد ما", "form": "nickname", "clitics": "any"}, "form"),
        ("aliases", {"id": "haftar", "alias": "", "form": "name", "clitics": "any"}, "alias"),
        ("aliases", {"id": "haftar", "alias": "حف\u200fتر", "form": "name", "clitics": "any"}, "alias"),
        ("aliases", {"id": "haftar", "alias": "كلب", "form": "name", "clitics": "any", "requires": "beside:x"}, "requires"),
        ("aliases", {"id": "haftar", "alias": "كلب", "form": "name", "clitics": "any", "requires": "near:@none"}, "requires"),
        ("aliases", {"id": "haftar", "alias": "كلب", "form": "name", "clitics": "any", "requires": "near:#none"}, "requires"),
        ("aliases", {"id": "haftar", "alias": "سر", "form": "name", "clitics": "any"}, "alias"),
        ("aliases", {"id": "haftar", "alias": "فايز السراج", "form": "name", "clitics": "any"}, "alias"),
        ("roles", {"id": "haftar", "side": "west", "source": "s"}, "side"),
        ("roles", {"id": "haftar", "side": "lna", "source": ""}, "source"),
        ("roles", {"id": "haftar", "side": "lna", "since": "2021-01-01", "until": "2020-01-01", "source": "s"}, "since"),
        ("roles", {"id": "haftar", "side": "gna", "since": "2019-01-01", "until": "2019-02-01", "source": "s"}, "since"),
        ("places", {"id": "x", "name_en": "X", "name_ar": "س", "kind": "town", "latitude": "32,8"}, "latitude"),
        ("place_aliases", {"id": "atlantis", "alias": "أطلانتس", "clitics": "any"}, "id"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_line_and_column_with_a_remedy(lexicon, table, cells, column):
    line = append(lexicon, table, **cells)
    faults = check_lexicon(lexicon)
    row = faults[(faults["line"] == line) & (faults["column"] == column)]
    assert row["file"].tolist()[:1] == [f"{table}.csv"]
    assert row["remedy"].str.len().gt(0).all()
    with pytest.raises(LexiconFault, match=rf"{table}.csv, line {line}, {column}"):
        load_lexicon(lexicon)


# a sound row of each table, and what spoils it: one cell of the row alone, or one that another row or table belies.
# The column that must be named is the last one of a spoilt row.
TOLD = {"word": "كلمة", "type": "clash", "perfect": "فعل", "subject": "initiator"}
CUE = {"perfect": "فعل", "polarity": "1", "holder": "subject", "target": "object", "scope": "any", "negated": "drop",
       "weight": "1"}  # fmt: skip
EVENT = {"id": "x", "date_start": "2019-05-01", "date_end": "2019-05-02", "event_type": "clash", "what": "Fighting.",
         "confidence": "high", "phrases": "معركة ما"}  # fmt: skip
CODE = {"variable": "tone", "code": "loud", "key": "1", "label_en": "loud", "label_ar": "عال", "definition": "Loud."}
ROWS = [
    ("time_words", {"class": "month", "word": "شهر", "value": "12", "stands": "alone"},
     [{"class": "moon"}, {"word": " "}],
     [{"value": "13"}, {"value": ""}, {"stands": "always"}]),
    ("time_words", {"class": "since", "word": "مذ"}, [], [{"value": "1"}, {"stands": "alone"}]),
    ("time_words", {"class": "vague", "word": "حينا", "value": "-9..0"}, [], [{"value": "-9"}]),
    ("known_events", EVENT,
     [{"id": "Battle 1"}, {"date_start": "2019-02-30"}, {"date_end": "1/5/2019"},
      {"event_type": "battle"}, {"what": ""}, {"confidence": "sure"}, {"phrases": "معركة||حرب"},
      {"told_after": "|حرب"}, {"with_date": "حرب|"}, {"source_url": "a book"}],
     [{"date_start": "2019-05-03"}, {"place_id": "atlantis"}, {"initiator": "nobody"}, {"target": "lna;nobody"}]),
    ("cues", CUE,
     [{"noun": "فعل||عمل"}, {"polarity": "2"}, {"holder": ""}, {"scope": "place"}, {"negated": "maybe"},
      {"weight": "much"}, {"weight": ""}],
     [{"perfect": ""}, {"holder": "subjekt"}, {"target": "object|al"}, {"target": "context:peace_on_earth"}]),
    ("event_words", TOLD,
     [{"word": ""}, {"type": "battle"}, {"subject": "doer"}, {"object": "scene+doer"}, {"of": "victim"},
      {"prepositions": "على=place"}, {"prepositions": "على"}, {"modality": "sure"}, {"needs": "place & weather"}],
     [{"perfect": ""}, {"subject": ""}, {"prepositions": "بواسطتهم=scene"}, {"requires": "prev"},
      {"requires": "beside:x"}, {"excludes": "next:@no_class"}, {"excludes": "next:x||y"}]),
    ("control_words", TOLD | {"type": "hold"},
     [{"type": "clash"}, {"needs": "plaice"}, {"prepositions": "في=place"}],
     [{"perfect": ""}, {"subject": ""}, {"requires": "next:@no"}]),
    ("issues", {"issue": "ceasefire", "phrase": "وقف ما", "sign": "1"},
     [{"issue": "Truce"}, {"phrase": "وقف||كف"}, {"sign": "0"}],
     [{"phrase": "دعم #nobody"}, {"actors": "turkey|nobody"}, {"actors": "#no_issue"}, {"about": "atlantis"},
      {"own": "nobody"}]),
    ("particles", {"class": "negation", "words": "ما", "kinds": "perfect", "reach": "1"},
     [{"class": "negations"}, {"words": ""}, {"words": "لم||لن"}, {"kinds": "verb"}, {"reach": "-1"}],
     [{"kinds": ""}]),
    ("speech_words", {"perfect": "نطق", "kind": "report", "content": "clause"},
     [{"kind": "says"}, {"content": "within"}],
     [{"perfect": ""}]),
    ("clause_words", {"class": "preposition", "value": "على", "words": "أعلى"},
     [{"class": ""}, {"words": ""}, {"words": "أعلى|"}],
     [{"value": ""}, {"value": "", "class": "no class"}, {"class": "pronoun", "value": "إزاء"},
      {"class": "relative", "value": "على"}, {"class": "whole country", "value": "atlantis"},
      {"class": "place pronoun", "value": "city|ocean"}]),
    ("seats", {"id": "gna", "place": "tripoli", "since": "2016-03-30", "source": "x"},
     [{"source": ""}, {"since": "30/3/2016"}, {"until": "soon"}],
     [{"id": "nobody"}, {"place": "atlantis"}, {"until": "2015-01-01", "since": "2016-03-30"}]),
    ("furniture", {"phrase": "شارك", "match": "line", "extent": "line", "kind": "share"},
     [{"phrase": ""}, {"match": "all"}, {"extent": "page"}, {"kind": ""}],
     []),
    ("codes", CODE,
     [{"variable": ""}, {"code": ""}, {"key": "0"}, {"label_ar": ""}, {"polarity": "+"}, {"rank": "first"},
      {"definition": ""}],
     [{"variable": "stance", "key": "9", "code": "for"}, {"variable": "stance", "key": "2"}]),
    ("acled_crosswalk", {"kind": "type", "value": "clash:lna", "event_type": "Battles"},
     [{"kind": "sort"}, {"event_type": "Battle"}, {"code": "4"}],
     [{"value": "battle"}, {"value": "clash:west"}, {"value": "capture:gna"},
      {"value": "siege:gna", "event_type": ""}, {"kind": "time_precision", "code": "1", "value": "week"},
      {"kind": "geo_precision", "code": "1", "value": "ocean"}]),
]  # fmt: skip
NAMES = {"known_events": "id", "event_words": "word", "control_words": "word", "codes": "variable"}  # no two rows alike


@pytest.mark.parametrize("spoilt", ["nothing", "a cell by itself", "a cell by another table"])
def test_each_cell_outside_what_the_program_reads_is_named_with_a_remedy(lexicon, spoilt):
    expected = set()
    for table, sound, alone, belied in ROWS:
        wrong = {"nothing": [{}], "a cell by itself": alone, "a cell by another table": belied}[spoilt]
        for number, cells in enumerate(wrong):
            own = {NAMES[table]: sound[NAMES[table]] + str(number)} if table in NAMES else {}
            line = append(lexicon, table, **sound | own | cells)
            expected |= {(f"{table}.csv", line, list(cells)[-1])} if cells else set()
    faults = check_lexicon(lexicon)
    assert set(faults[["file", "line", "column"]].itertuples(index=False, name=None)) == expected
    assert faults["remedy"].str.len().gt(0).all()


def test_a_class_of_words_that_has_gone_is_reported(lexicon):
    path = lexicon / "time_words.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("trap,")) + "\n", encoding="utf-8")
    assert check_lexicon(lexicon)["problem"].tolist() == ["no row is of the class 'trap'"]


def test_a_precision_without_its_code_is_reported(lexicon):
    path = lexicon / "acled_crosswalk.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("time_precision,year,,,3", "time_precision,year,,,"))
    assert check_lexicon(lexicon)["column"].tolist() == ["code"]


@pytest.mark.parametrize("table", ["cues", "event_words", "acled_crosswalk", "furniture"])
def test_a_column_that_has_gone_is_reported(lexicon, table):
    path = lexicon / f"{table}.csv"
    header, _, rest = path.read_text(encoding="utf-8").partition("\n")
    first = header.split(",")[1]
    path.write_text(header.replace(f",{first},", ",renamed,", 1) + "\n" + rest, encoding="utf-8")
    assert check_lexicon(lexicon)[["file", "line", "column"]].values.tolist() == [[f"{table}.csv", 1, first]]


def test_the_words_that_are_allowed_are_those_that_the_program_knows():
    assert schema.INFLECTED == predicates.KINDS
    assert set(schema.EVENT_TYPES) == passage.FRONT | passage.PARTIES
    assert schema.ACTOR_ROLES + schema.PLACE_ROLES == roles.ACTOR_ROLES + roles.PLACE_ROLES
    assert (schema.MATCHES, schema.EXTENTS) == (furniture.MATCHES, furniture.EXTENTS)


def rewrite(path, change=lambda rows: rows, encoding="utf-8", **dialect):
    """Save a table again as a spreadsheet would, its rows (the header first) changed."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [list(row) for row in csv.reader(file)]
    with open(path, "w", encoding=encoding, errors="replace", newline="") as file:
        csv.writer(file, **dialect).writerows(change(rows))


def recode(encoding):
    return lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode(encoding, errors="replace"))


def misread(encoding):
    """Read the file in the encoding of another alphabet and save it as UTF-8: every letter becomes two."""
    return lambda path: path.write_text(path.read_bytes().decode(encoding, errors="replace"), encoding="utf-8")


def merge_two(rows):
    return [[f"{row[0]} {row[1]}", *row[2:]] for row in rows]


def reshape(change, **dialect):
    return lambda path: rewrite(path, change, **dialect)


def same(rows):
    return rows


def edit(pattern, cell):
    return reshape(lambda rows: [rows[0], *([re.sub(pattern, cell, c) for c in row] for row in rows[1:])])


# small tables for a spreadsheet to spoil
SOUND = {
    "actors": [{"id": "haftar", "name_en": "Haftar", "name_ar": "خليفة حفتر", "kind": "person"}],
    "aliases": [{"id": "haftar", "alias": "حفتر", "form": "name", "clitics": "any", "source": "x"}] * 2,
    "blockers": [{"phrase": "طرابلس الشام", "clitics": "any"}],
    "known_events": [{"id": "x", "date_start": "2019-05-01", "date_end": "2019-05-02", "event_type": "clash",
                      "what": "Fighting.", "confidence": "high", "phrases": "معركة ما"}],
    "places": [{"id": "tripoli", "name_en": "Tripoli", "name_ar": "طرابلس", "kind": "city", "latitude": "32.887",
                "longitude": "13.187", "geonames_id": "2210247"}],
    "roles": [{"id": "haftar", "side": "lna", "since": "2014-05-16", "source": "x"}] * 9,
    "titles": [{"title": "المشير", "kind": "rank"}],
}  # fmt: skip

# what a spreadsheet does to a table: the line and column named first, and a word of the remedy
MANGLED = {
    "nothing": ("roles", reshape(same), 0, "", ""),
    "a mark before the first letter": ("roles", reshape(same, encoding="utf-8-sig"), 0, "", ""),
    "semicolons": ("aliases", reshape(same, delimiter=";"), 1, "", "comma"),
    "tabs": ("roles", reshape(same, delimiter="\t"), 1, "", "comma"),
    "UTF-16": ("aliases", recode("utf-16"), 1, "", "UTF-8"),
    "UTF-16 without a mark": ("roles", recode("utf-16-le"), 1, "", "UTF-8"),
    "UTF-16 with tabs": ("aliases", reshape(same, encoding="utf-16", delimiter="\t"), 1, "", "UTF-8"),
    "Windows-1256": ("aliases", recode("cp1256"), 2, "", "UTF-8"),
    "letters that became ?": ("titles", recode("ascii"), 2, "title", "UTF-8"),
    "letters that became two": ("titles", misread("latin-1"), 2, "title", "UTF-8"),
    "letters that became two Arabic ones": ("blockers", misread("cp1256"), 2, "phrase", "UTF-8"),
    "days as 01/04/2019": ("roles", edit(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1"), 2, "since", "2019-04-04"),
    "days without their zeros": ("roles", edit(r"-0(\d)", r"-\1"), 2, "since", "2019-04-04"),
    "days as numbers": ("known_events", edit(r"^\d{4}-\d\d-\d\d$", "43559"), 2, "date_start", "2019-04-04"),
    "a comma for the point": ("places", edit(r"^(\d+)\.(\d+)$", r"\1,\2"), 2, "latitude", "point"),
    "a point that is lost": ("places", edit(r"^(\d+)\.(\d+)$", r"\1\2"), 2, "latitude", "point"),
    "numbers that were rounded": ("places", edit(r"^\d{7}$", "2.21E+06"), 2, "geonames_id", "in full"),
    "columns merged": ("aliases", reshape(merge_two), 1, "id", "merged"),
    "cells merged": ("aliases", reshape(lambda rows: [rows[0], *merge_two(rows[1:])]), 2, "", "part its cells"),
    "all in one cell": ("roles", reshape(lambda rows: [[",".join(row)] for row in rows]), 1, "", "comma"),
    "a column twice": ("roles", reshape(lambda rows: [[*row, row[0]] for row in rows]), 1, "id", "delete"),
    "a column without a name": ("roles", reshape(lambda rows: [[*rows[0], ""], *([*r, "x"] for r in rows[1:])]), 2, "", "name"),
    "the header gone": ("roles", reshape(lambda rows: rows[1:]), 1, "", "on top"),
    "the header sorted in": ("roles", reshape(lambda rows: [*rows[1:4], rows[0], *rows[4:]]), 1, "", "on top"),
    "the rows gone": ("roles", reshape(lambda rows: rows[:1]), 1, "", "repository"),
    "all gone": ("roles", reshape(lambda rows: []), 1, "", "repository"),
    "the end gone": ("roles", lambda path: path.write_bytes(path.read_bytes()[:-9]), 10, "", "repository"),
    "an error": ("actors", edit("^خليفة حفتر$", "#NAME?"), 2, "name_ar", "text"),
    "a column too narrow": ("roles", edit("^2014-05-16$", "########"), 2, "since", "text"),
    "a line break": ("actors", edit("^خليفة حفتر$", "خليفة\nحفتر"), 3, "name_ar", "one line"),
}  # fmt: skip


@pytest.mark.parametrize("name", MANGLED)
def test_a_table_that_a_spreadsheet_mangled_is_reported_and_not_half_read(tmp_path, name):
    table, mangle, line, column, remedy = MANGLED[name]
    path = tmp_path / f"{table}.csv"
    header = list(schema.SCHEMAS[table])
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([row.get(cell, "") for cell in header] for row in SOUND[table])])
    mangle(path)
    faults = check_lexicon(tmp_path)
    named = faults[(faults["file"] == path.name)][["line", "column", "remedy"]].values.tolist()
    assert [cell[:2] for cell in named[:1]] == ([[line, column]] if line else [])
    assert all(remedy in cell[2] for cell in named[:1])


def test_a_quotation_mark_that_is_never_closed_is_reported(lexicon):
    line = append(lexicon, "aliases", id="haftar", alias="القائد", form="name", clitics="any")
    with open(lexicon / "aliases.csv", "a", encoding="utf-8") as file:
        file.write('haftar,"القائد ما' + "\nحفتر" * 3)
    fault = check_lexicon(lexicon).iloc[0]
    assert fault["file"] == "aliases.csv" and fault["line"] > line and "close it" in fault["remedy"]


@pytest.mark.parametrize("name", ["aliases (1).csv", "aliases.xlsx", "names.csv"])
def test_a_table_beside_the_lexicons_own_is_reported_since_nothing_reads_it(lexicon, name):
    (lexicon / name).write_text("id,alias\nhaftar,القائد\n", encoding="utf-8")
    assert check_lexicon(lexicon)["file"].tolist() == [name]


def test_what_a_spreadsheet_leaves_behind_does_no_harm(lexicon):
    before = load_lexicon(lexicon).aliases
    rewrite(
        lexicon / "aliases.csv", lambda rows: [[*(f" {c} " for c in row), "", ""] for row in rows] + [[""] * 13] * 9
    )
    pd.testing.assert_frame_equal(load_lexicon(lexicon).aliases, before)


def test_many_faults_of_one_kind_are_told_a_few_times(lexicon):
    rewrite(lexicon / "roles.csv", lambda rows: [rows[0], *([*row[:2], "May 2014", *row[3:]] for row in rows[1:])])
    with pytest.raises(LexiconFault) as told:
        load_lexicon(lexicon)
    told = str(told.value).splitlines()
    assert len(told) == 7 and re.search(r"and \d+ more rows", told[-1])


SECOND = {"alias": "المشير المتقاعد", "form": "name", "clitics": "any"}


@pytest.mark.parametrize(
    ("one", "other", "faults"),
    [
        ({}, {}, 1),
        ({"requires": "near:برقة"}, {"requires": "near:برقة"}, 1),
        ({"requires": "near:برقة"}, {}, 0),
        ({"since": "2014-01-01", "until": "2016-01-01"}, {"since": "2015-12-01"}, 1),
        ({"since": "2014-01-01", "until": "2016-01-01"}, {"since": "2016-01-01"}, 0),
    ],
)
def test_a_form_may_mean_two_only_at_different_times_or_on_different_conditions(lexicon, one, other, faults):
    first = append(lexicon, "aliases", id="haftar", **SECOND | one)
    second = append(lexicon, "aliases", id="sarraj", **SECOND | {"alias": "ألمشير المتقاعد"} | other)
    found = check_lexicon(lexicon)
    assert found["line"].tolist() == [second] * faults
    assert all(f"line {first}" in problem for problem in found["problem"])


def test_a_form_of_an_actor_and_of_a_place_needs_a_rule(lexicon):
    append(lexicon, "aliases", id="haftar", **SECOND)
    line = append(lexicon, "place_aliases", id="sirte", alias="المشير المتقاعد", clitics="any")
    assert check_lexicon(lexicon)[["file", "line"]].values.tolist() == [["place_aliases.csv", line]]


def test_a_row_with_a_cell_too_many_is_reported_with_its_line(lexicon):
    path = lexicon / "titles.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "a,rank,b,c"]) + "\n", encoding="utf-8")
    assert check_lexicon(lexicon)[["file", "line"]].values.tolist() == [["titles.csv", len(lines) + 1]]


def test_a_missing_table_is_reported(lexicon):
    (lexicon / "blockers.csv").unlink()
    assert check_lexicon(lexicon)["file"].tolist() == ["blockers.csv"]


def excel_saves(path, **dialect):
    """Open a table by a double click and save it as CSV UTF-8: without its mark Excel takes it for Western European."""
    content = path.read_bytes()
    text = content.decode("utf-8-sig" if content.startswith(BOM_UTF8) else "cp1252", errors="replace")
    rows = list(csv.reader(StringIO(text, newline="")))
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n", **dialect).writerows(rows)


def libreoffice_saves(path):
    """Save a table in its own format, which keeps the mark or its lack."""
    marked = path.read_bytes().startswith(BOM_UTF8)
    rewrite(path, encoding="utf-8-sig" if marked else "utf-8", lineterminator="\n")


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_what_a_spreadsheet_saves_loads_alike(lexicon, quoting):
    before = load_lexicon(lexicon)
    for path in lexicon.glob("*.csv"):
        libreoffice_saves(path)
        excel_saves(path, quoting=quoting)
        libreoffice_saves(path)
    assert unmarked_tables(lexicon) == []
    after = load_lexicon(lexicon)
    for name, table in before.tables.items():
        pd.testing.assert_frame_equal(table, after.tables[name])
    codes, phrases = load_codes(lexicon / "codes.csv"), furniture.read_phrases(lexicon / "furniture.csv")
    pd.testing.assert_frame_equal(codes, load_codes())
    pd.testing.assert_frame_equal(phrases, furniture.read_phrases())


def test_the_projects_own_tables_open_in_excel_by_a_double_click():
    assert unmarked_tables(paths.LEXICON) == []


def test_a_table_without_its_mark_loads_alike_and_check_puts_it_back(lexicon):
    before = load_lexicon(lexicon).blockers
    path = lexicon / "blockers.csv"
    whole = path.read_bytes()
    path.write_bytes(whole.removeprefix(BOM_UTF8))
    pd.testing.assert_frame_equal(load_lexicon(lexicon).blockers, before)
    told = CliRunner().invoke(app, ["check", str(lexicon)])
    assert told.exit_code == 0 and "blockers.csv" in told.output and "no faults" in told.output
    told = CliRunner().invoke(app, ["check", str(lexicon), "--mark"])
    assert told.exit_code == 0 and "blockers.csv" not in told.output
    assert path.read_bytes() == whole


def test_a_table_that_excel_misread_without_its_mark_is_reported_and_stays_as_it_is(lexicon):
    for name in ("blockers", "titles"):
        path = lexicon / f"{name}.csv"
        path.write_bytes(path.read_bytes().removeprefix(BOM_UTF8))
    excel_saves(lexicon / "blockers.csv")
    told = CliRunner().invoke(app, ["check", str(lexicon), "--mark"])
    assert told.exit_code == 1 and "blockers.csv, line 2, phrase" in told.output
    assert unmarked_tables(lexicon) == [lexicon / "titles.csv"]


def test_a_check_loads_neither_plots_nor_notebooks():
    code = "import sys, libyautil.__main__; print(sorted({'matplotlib', 'nbformat'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("day", ["4/4/2019", "2019-4-4", "43559"])
def test_a_day_that_a_spreadsheet_rewrote_is_reported(lexicon, day):
    line = append(lexicon, "roles", id="haftar", side="lna", since=day, source="s")
    faults = check_lexicon(lexicon)
    assert (line, "since") in set(faults[["line", "column"]].itertuples(index=False, name=None))


def test_an_id_looked_for_right_beside_a_word_is_a_fault(lexicon):
    append(lexicon, "aliases", id="haftar", alias="كلب", form="name", clitics="any", requires="prev:#gna")
    assert "only near, sentence, nearby and article do" in check_lexicon(lexicon)["remedy"].iloc[0]


def test_an_alias_that_names_no_one_in_the_sample_is_a_notice():
    lexicon = load_lexicon()
    fired = lexicon.aliases["lexicon_row"].iloc[0]
    listed = find_unmatched(lexicon, pd.DataFrame({"lexicon_row": [fired]}))
    assert len(listed) == len(lexicon.aliases) + len(lexicon.place_aliases) - 1
    assert listed["line"].iloc[0] == 3
