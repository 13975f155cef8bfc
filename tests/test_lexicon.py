"""The lexicon: every fault named by file, line, column and remedy; a faulty lexicon is not loaded."""

import csv
import shutil

import pandas as pd
import pytest

from libyautil import paths
from libyautil.lexicon import LexiconFault, check_lexicon, find_unmatched, load_lexicon


@pytest.fixture
def lexicon(tmp_path):
    """Return a copy of the project's lexicon that a test may spoil."""
    return shutil.copytree(paths.LEXICON, tmp_path / "lexicon")


def append(folder, name, **cells):
    """Add a row to a table and return its line."""
    path = folder / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
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


def test_a_spreadsheet_that_changed_the_encoding_is_reported(lexicon):
    path = lexicon / "aliases.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1256", errors="replace"))
    fault = check_lexicon(lexicon).iloc[0]
    assert (fault["file"], "UTF-8" in fault["remedy"]) == ("aliases.csv", True)


def test_a_spreadsheet_that_merged_the_columns_is_reported(lexicon):
    path = lexicon / "roles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert "roles.csv" in set(check_lexicon(lexicon)["file"])


def test_a_row_with_a_cell_too_many_is_reported_with_its_line(lexicon):
    path = lexicon / "titles.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "a,rank,b,c"]) + "\n", encoding="utf-8")
    assert check_lexicon(lexicon)[["file", "line"]].values.tolist() == [["titles.csv", len(lines) + 1]]


def test_a_missing_table_is_reported(lexicon):
    (lexicon / "blockers.csv").unlink()
    assert check_lexicon(lexicon)["file"].tolist() == ["blockers.csv"]


def test_what_a_spreadsheet_saves_loads_alike(lexicon):
    before = load_lexicon(lexicon)
    for path in lexicon.glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    after = load_lexicon(lexicon)
    for name, table in before.tables.items():
        pd.testing.assert_frame_equal(table, after.tables[name])


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
