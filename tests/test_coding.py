"""People's codings: nothing that was clicked is lost, everything wrong is said, and people's codes win."""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
from codecs import BOM_UTF8

import pandas as pd
import pytest

from libyautil.agreement import agreement
from libyautil.coding import (
    ADJUDICATOR,
    CodingPanel,
    CodingSession,
    add_codings,
    adjudication_units,
    append_row,
    codebook_version,
    decide,
    draw_units,
    independent_codings,
    join_codings,
    label_studio_view,
    list_units,
    load_codes,
    load_codings,
    read_doccano,
    read_label_studio,
    read_log,
    score_machine,
    units_of,
    write_doccano,
    write_label_studio,
)
from libyautil.coding.store import COLUMNS, new_row

CODES = load_codes()
VERSION = codebook_version(CODES)
TEXTS = {
    "north": "أشاد المبعوث بالهدنة في سبها. ورفض العميد دخول البلدة. وناقش الطرفان أسعار القمح.",
    "south": "انتقد الوالي حصار الميناء. ورحبت روما بفتح الطريق. وعاد التجار إلى السوق. وهدد العميد بالرد.",
}


def make_articles(texts=TEXTS):
    frame = pd.DataFrame({"article": list(texts), "text": list(texts.values())})
    days = pd.to_datetime(["2017-05-02"] * len(frame))
    return frame.assign(
        body_end=frame["text"].str.len(),
        outlet="جريدة <المرفأ>",
        url="https://paper.example/1",
        published_earliest=days,
    )


ARTICLES = make_articles()


def position(article, words, holder, target, polarity):
    text = TEXTS[article]
    start = text.index(words)
    return {"article": article, "sentence": text[:start].count("."), "start": start, "end": start + len(words),
            "text": words, "holder": holder, "target": target, "polarity": polarity, "voice": holder,
            "cue": "cues.csv:2"}  # fmt: skip


STANCE = pd.DataFrame([
    position("north", "أشاد", "envoy", "ceasefire", 1), position("north", "رفض", "brigadier", "gna", -1),
    position("south", "انتقد", "governor", "lna", -1), position("south", "رحبت", "italy", "gna", 1),
    position("south", "هدد", "brigadier", "lna", -1),
])  # fmt: skip
MENTIONS = pd.DataFrame(
    [("north", 5, 12, "actor", "envoy"), ("north", 34, 40, "actor", "brigadier"), ("south", 7, 13, "actor", "governor"),
     ("south", 33, 37, "actor", "italy"), ("north", 22, 26, "place", "sabha")],
    columns=["article", "start", "end", "layer", "id"],
)  # fmt: skip
UNITS = list_units(STANCE, ARTICLES)


def open_session(folder, coder="ada", units=UNITS, articles=ARTICLES, **options):
    return CodingSession(units, articles, coder, folder, CODES, **options)


def rows(folder, coder="ada"):
    return read_log(folder, CODES, coder)[0]


def load(folder, articles=ARTICLES):
    return load_codings(CODES, articles, folder)


# --- every click is in the file ---


def test_a_click_is_a_row_with_all_that_is_known(tmp_path):
    session = open_session(tmp_path)
    session.choose("for", note="واضح،\nفي رأيي")
    row = rows(tmp_path).iloc[0]
    assert (row["coder"], row["code"], row["note"], row["action"]) == ("ada", "for", "واضح، في رأيي", "code")
    assert (row["article"], row["start"], row["holder"], row["target"]) == ("north", 0, "envoy", "ceasefire")
    assert row["codebook"] == VERSION and row["text_hash"] == UNITS["text_hash"][0]
    assert (row["proposal"], row["proposal_shown"]) == ("for", False)
    assert abs(row["time"] - pd.Timestamp.now("UTC")) < pd.Timedelta("1min")


def test_undo_and_skip_are_rows_too_and_skip_is_not_unclear(tmp_path):
    session = open_session(tmp_path)
    session.choose("for")
    session.skip()
    assert session.position == 2
    session.undo()
    assert session.position == 1
    session.undo()
    assert session.position == 0 and session.coded == {}
    assert rows(tmp_path)["action"].tolist() == ["code", "skip", "undo", "undo"]
    assert not session.undo() and len(rows(tmp_path)) == 4


def test_undo_brings_back_the_code_before(tmp_path):
    session = open_session(tmp_path)
    session.choose("for")
    session.back()
    session.choose("against")
    session.undo()
    assert session.coded[session.unit["unit"]] == "for"


def test_a_new_session_resumes_at_the_first_uncoded_and_can_undo(tmp_path):
    first = open_session(tmp_path)
    first.choose("for")
    first.skip()
    first.choose("unclear", "x")
    again = open_session(tmp_path)
    assert again.position == 1 and len(again.coded) == 2
    again.undo()
    assert again.position == 2 and len(again.coded) == 1


def test_skipped_units_come_again_after_the_others(tmp_path):
    session = open_session(tmp_path)
    session.skip()
    for _ in range(len(UNITS) - 1):
        session.choose("neutral")
    assert session.position == 0 and not session.done
    session.choose("for")
    assert session.done


def test_going_back_and_jumping_stay_inside_the_sample(tmp_path):
    session = open_session(tmp_path)
    session.back()
    assert session.position == 0
    session.jump(99)
    session.forward()
    assert session.position == len(UNITS) - 1
    assert rows(tmp_path).empty


def test_a_code_outside_the_codebook_and_a_bad_name_are_refused(tmp_path):
    with pytest.raises(ValueError, match="fro"):
        open_session(tmp_path).choose("fro")
    with pytest.raises(ValueError, match="can't name a file"):
        open_session(tmp_path, coder="../ada")
    with pytest.raises(ValueError, match="sample is empty"):
        open_session(tmp_path, units=UNITS.head(0))


def test_a_killed_process_loses_no_click(tmp_path):
    program = f"""
import os, signal, pandas as pd, sys
sys.path.insert(0, {str(os.path.dirname(__file__))!r})
import test_coding
from pathlib import Path
session = test_coding.open_session(Path({str(tmp_path)!r}))
session.choose("for"); session.choose("against")
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", program]).returncode == -9
    assert open_session(tmp_path).position == 2 and rows(tmp_path)["code"].tolist() == ["for", "against"]


def _click_many(folder, holder):
    unit = UNITS.iloc[0].to_dict() | {"holder": holder}
    for _ in range(100):
        append_row(folder, new_row("ada", unit, "code", code="for", codebook=VERSION, note="ن" * 500))


def test_two_panels_that_write_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("fork")
    panels = [context.Process(target=_click_many, args=(tmp_path, holder)) for holder in ("one", "two")]
    for panel in panels:
        panel.start()
    for panel in panels:
        panel.join()
    log, report = read_log(tmp_path, CODES)
    assert log["holder"].value_counts().to_dict() == {"one": 100, "two": 100} and report.empty


def test_two_open_panels_see_each_others_clicks(tmp_path):
    left, right = open_session(tmp_path), open_session(tmp_path)
    left.choose("for")
    right.jump(1)
    right.choose("against")
    assert right.position == 2 and len(right.coded) == 2
    left.undo()  # takes back its own click, not the other panel's later one
    assert left.position == 0 and list(left.coded.values()) == ["against"]


def test_a_full_disk_is_said_and_the_click_is_asked_again(tmp_path):
    session = open_session(tmp_path)
    panel = CodingPanel(session)
    panel.codes["for"].click()
    size = (tmp_path / "ada.csv").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, hard))  # the system takes 40 bytes more, then refuses
    try:
        panel.note.value = "مهم"
        panel.codes["against"].click()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "NOT SAVED" in panel.message.value
    assert (session.position, len(session.coded), panel.note.value) == (1, 1, "مهم")
    panel.codes["against"].click()
    assert "NOT SAVED" not in panel.message.value and len(session.coded) == 2
    log, report = read_log(tmp_path, CODES)
    assert log["code"].tolist() == ["for", "against"] and log["note"].tolist() == ["", "مهم"]
    assert report[["line", "problem"]].values.tolist() == [[3, "the line is cut off or damaged: 4 cells of 17"]]


# --- bad files: reported with line and reason, everything else used ---


def damage(folder, coder="ada"):
    session = open_session(folder, coder)
    session.choose("for")
    session.choose("against")
    return folder / f"{coder}.csv"


def test_a_cut_last_line_costs_only_itself(tmp_path):
    path = damage(tmp_path)
    whole = path.read_bytes()
    for cut in range(len(whole.split(b"\n")[2])):
        path.write_bytes(whole[: -2 - cut])
        log, report = read_log(tmp_path, CODES)
        assert log["code"].tolist() == ["for"], cut
        assert report["line"].tolist() == [3] or whole[: -2 - cut].endswith(b"\n")
    path.write_bytes(whole[:-20])
    open_session(tmp_path).choose("neutral")  # the next click starts a line of its own
    assert rows(tmp_path)["code"].tolist() == ["for", "neutral"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda line: line.replace(b",against,", b",agianst,"),
            "the code 'agianst' of 'stance' is not in the codebook",
        ),
        (lambda line: line.replace(b",ada,", b",eve,"), "the coder 'eve' is unknown here, the file is ada's"),
        (lambda line: line.replace(b",code,", b",cod,"), "the action 'cod' is unknown"),
        (lambda line: b"\xff\xfe" + line, "the line is damaged and can't be read"),
        (lambda line: line.replace(b",", b";"), "the line is cut off or damaged: 1 cells of 17"),
        (lambda line: b'"' + line, "the line is damaged and can't be read"),
        (lambda line: b"yesterday" + line, "the line is cut off or damaged: its id, offsets or time can't be read"),
    ],
)
def test_a_bad_line_is_reported_with_its_reason(tmp_path, change, problem):
    path = damage(tmp_path)
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:2], change(lines[2]), *lines[3:]]))
    log, report = read_log(tmp_path, CODES)
    assert log["code"].tolist() == ["for"]
    assert report[["file", "line"]].values.tolist() == [["ada.csv", 3]]
    assert report["problem"][0].startswith(problem) and report["remedy"][0]


def test_an_undo_of_nothing_is_reported(tmp_path):
    damage(tmp_path)
    append_row(tmp_path, new_row("ada", UNITS.iloc[0].to_dict(), "undo", undo_of="r000000000000"))
    log, report = read_log(tmp_path, CODES)
    assert len(log) == 2 and report["line"].tolist() == [4]


@pytest.mark.parametrize("mark", [BOM_UTF8, b""])
def test_a_spreadsheets_byte_order_mark_and_line_ends_do_no_harm(tmp_path, mark):
    path = damage(tmp_path)
    assert path.read_bytes().startswith(BOM_UTF8)  # a new file opens in Excel by a double click
    path.write_bytes(mark + path.read_bytes().removeprefix(BOM_UTF8).replace(b"\n", b"\r\n"))
    log, report = read_log(tmp_path, CODES)
    assert log["code"].tolist() == ["for", "against"] and report.empty
    open_session(tmp_path).choose("neutral")
    assert rows(tmp_path)["code"].tolist() == ["for", "against", "neutral"]


def test_codings_of_another_codebook_are_used_and_reported(tmp_path):
    damage(tmp_path)
    changed = CODES.assign(definition="another")
    log, report = read_log(tmp_path, changed)
    assert len(log) == 2 and len(report) == 1
    assert "2 codings were made with codebook" in report["problem"][0] and report["line"][0] == 2


def test_the_panel_says_what_is_wrong_with_the_file(tmp_path):
    path = damage(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    panel = CodingPanel(open_session(tmp_path))
    assert "line 3" in panel.message.value and "cut off" in panel.message.value


# --- articles change, codings stay ---


def test_a_renamed_article_keeps_its_codings(tmp_path):
    damage(tmp_path)
    renamed = make_articles({"northern-news": TEXTS["north"], "south": TEXTS["south"]})
    codings, report = load(tmp_path, renamed)
    assert codings["article"].tolist() == ["northern-news"] * 2 and codings["match"].tolist() == ["renamed"] * 2
    assert "north is matched to northern-news" in report["problem"][0]
    units = list_units(STANCE.replace({"article": {"north": "northern-news"}}), renamed)
    session = open_session(tmp_path, units=units, articles=renamed)
    assert len(session.coded) == 2 and session.position == 2
    assert session.undo() and session.position == 1


def test_a_sentence_that_moved_within_its_article_keeps_its_coding(tmp_path):
    damage(tmp_path)
    shifted = make_articles({"north": "خبر عاجل.\n" + TEXTS["north"], "south": TEXTS["south"]})
    codings, report = load(tmp_path, shifted)
    assert codings["match"].tolist() == ["moved"] * 2 and codings["start"].tolist() == [10, 39] and report.empty


def test_a_changed_sentence_orphans_its_coding_which_is_shown(tmp_path):
    damage(tmp_path)
    changed = make_articles({"north": TEXTS["north"].replace("أشاد", "ندد"), "south": TEXTS["south"]})
    codings, report = load(tmp_path, changed)
    assert codings["match"].tolist() == ["orphaned", "moved"]
    assert "its text has changed" in codings["reason"][0] and report["line"].tolist() == [2]
    assert decide(codings)["article"].tolist() == ["north"] and len(independent_codings(codings)) == 1


@pytest.mark.parametrize("texts", [{"south": TEXTS["south"]}, {"a": TEXTS["north"], "b": TEXTS["north"]}])
def test_an_unknown_article_or_two_that_could_be_it_orphan_its_codings(tmp_path, texts):
    damage(tmp_path)
    codings, report = load(tmp_path, make_articles(texts))
    assert codings["match"].tolist() == ["orphaned"] * 2
    assert report["problem"].str.contains("there is no article north").all() and len(report) == 2


# --- what is drawn ---


def test_units_are_whole_sentences_with_the_machines_proposal():
    unit = UNITS.iloc[1]
    assert unit["text"].strip() == "ورفض العميد دخول البلدة." and unit["proposal"] == "against"
    assert TEXTS["north"][unit["evidence_start"] : unit["evidence_end"]] == "رفض"
    both = pd.concat([STANCE, STANCE.head(1).assign(polarity=-1)])
    assert list_units(both, ARTICLES)["proposal"][0] == "unclear"


def test_what_the_machine_passed_over_can_be_listed():
    listed = list_units(STANCE, ARTICLES, MENTIONS)
    passed = listed[listed["stratum"] == "unproposed"]
    assert set(zip(passed["holder"], passed["target"], strict=True)) == {
        ("author", "envoy"), ("author", "brigadier"), ("author", "governor"), ("author", "italy"),
    }  # fmt: skip
    assert (passed["proposal"] == "").all()


def many_units(n=60):
    frame = pd.DataFrame({"article": [f"a{i}" for i in range(n)], "text_hash": [f"t{i}" for i in range(n)]})
    return frame.assign(variable="stance", holder="un", target="lna", stratum=["proposed", "unproposed"] * (n // 2))


def test_a_draw_repeats_with_its_seed_whatever_the_order_and_names():
    units = many_units()
    drawn = draw_units(units, ["ada", "omar"], 20, seed=5)
    shuffled = draw_units(units.sample(frac=1, random_state=1), ["ada", "omar"], 20, seed=5)
    pd.testing.assert_frame_equal(drawn, shuffled)
    renamed = draw_units(units.assign(article="x" + units["article"]), ["ada", "omar"], 20, seed=5)
    assert renamed["text_hash"].tolist() == drawn["text_hash"].tolist()
    assert draw_units(units, ["ada", "omar"], 20, seed=6)["text_hash"].tolist() != drawn["text_hash"].tolist()


def test_every_coder_gets_the_shared_part_and_a_fair_rest():
    drawn = draw_units(many_units(), ["ada", "omar", "sara"], 30, shared_share=0.4)
    shared = drawn["coders"] == "ada|omar|sara"
    assert shared.sum() == 12 and not shared.head(2).any()
    assert [len(units_of(drawn, coder)) for coder in ("ada", "omar", "sara")] == [18, 18, 18]


def test_weights_say_what_a_unit_stands_for():
    drawn = draw_units(many_units(), ["ada"], 20, unproposed_share=0.25)
    assert drawn.groupby("stratum")["weight"].agg(["size", "first"]).values.tolist() == [[15, 2.0], [5, 6.0]]


def test_a_wire_sentence_is_drawn_once():
    units = many_units(10).assign(text_hash="same", stratum="proposed")
    assert len(draw_units(units, ["ada"], 10)) == 1


def test_shares_and_coders_are_checked():
    with pytest.raises(ValueError, match="at least one coder"):
        draw_units(many_units(), [], 5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        draw_units(many_units(), ["ada"], 5, shared_share=20)


# --- the panel ---


def test_the_proposal_is_hidden_until_asked_for_and_the_row_says_so(tmp_path):
    panel = CodingPanel(open_session(tmp_path))
    assert "proposes" not in panel.proposal.value and "evidence" not in panel.text.value
    panel.buttons["reveal"].click()
    assert "proposes: <b>for</b>" in panel.proposal.value and 'class="evidence">أشاد<' in panel.text.value
    panel.codes["for"].click()
    panel.codes["for"].click()
    assert rows(tmp_path)["proposal_shown"].tolist() == [True, False]


def test_a_share_of_the_proposals_is_shown_by_coder_and_unit(tmp_path):
    units = pd.concat([UNITS.assign(holder=f"h{i}") for i in range(40)], ignore_index=True)
    session = open_session(tmp_path, units=units, show_share=0.5)
    shown = []
    for place in range(len(units)):
        session.jump(place)
        shown.append(session.proposal_shown)
    assert 70 < sum(shown) < 130
    assert open_session(tmp_path, show_share=1).proposal_shown


def test_the_sentence_stands_in_context_with_holder_and_target_marked(tmp_path):
    panel = CodingPanel(open_session(tmp_path, mentions=MENTIONS), names={"envoy": "المبعوث"})
    assert 'dir="rtl"' in panel.text.value and '<mark class="holder">المبعوث</mark>' in panel.text.value
    assert '<span class="context">ورفض' in panel.text.value.replace("> ", ">") and "القمح" not in panel.text.value
    assert "2017-05-02" in panel.heading.value and 'href="https://paper.example/1"' in panel.heading.value


def test_blind_mode_hides_where_and_when(tmp_path):
    heading = CodingPanel(open_session(tmp_path, blind=True)).heading.value
    assert "2017" not in heading and "المرفأ" not in heading and "href" not in heading


def test_text_is_escaped(tmp_path):
    articles = make_articles({"north": "أشاد <img src=x onerror=alert(1)> بالهدنة."}).assign(url="javascript:alert(1)")
    stance = pd.DataFrame([{"article": "north", "start": 0, "end": 4, "holder": "<b>", "target": "x", "polarity": 1}])
    panel = CodingPanel(open_session(tmp_path, units=list_units(stance, articles), articles=articles))
    assert "<img" not in panel.text.value and "<b></bdi>" not in panel.heading.value
    assert "&lt;المرفأ&gt;" in panel.heading.value and "javascript" not in panel.heading.value


def test_keys_code_skip_move_and_undo_in_any_digits(tmp_path):
    panel = CodingPanel(open_session(tmp_path))
    for typed in ("1", "12", "120", "120٣"):
        panel.key_box.value = typed
    assert rows(tmp_path)[["action", "code"]].values.tolist() == [
        ["code", "for"], ["code", "against"], ["skip", ""], ["code", "neutral"],
    ]  # fmt: skip
    panel.key_box.value = "120"  # Backspace
    assert rows(tmp_path)["action"].tolist()[-1] == "undo" and panel.session.position == 3
    panel.key_box.value = "120-"
    assert panel.session.position == 2
    panel.key_box.value = "120-+"
    assert panel.session.position == 3
    panel.key_box.value = "120-+x"
    assert "no meaning" in panel.message.value and len(rows(tmp_path)) == 5


def test_keys_that_arrive_together_count_each_and_emptying_the_box_undoes_nothing(tmp_path):
    panel = CodingPanel(open_session(tmp_path))
    panel.key_box.value = "312"
    assert rows(tmp_path)["code"].tolist() == ["neutral", "for", "against"]
    panel.key_box.value = ""
    assert len(rows(tmp_path)) == 3


def test_a_note_that_is_not_saved_yet_waits_at_its_unit(tmp_path):
    panel = CodingPanel(open_session(tmp_path))
    panel.note.value = "سخرية؟"
    panel.buttons["forward"].click()
    assert panel.note.value == ""
    panel.buttons["back"].click()
    assert panel.note.value == "سخرية؟"
    panel.codes["unclear"].click()
    panel.buttons["back"].click()
    assert panel.note.value == "سخرية؟" and rows(tmp_path)["note"].tolist() == ["سخرية؟"]


def test_the_codebook_is_at_hand_and_progress_counts(tmp_path):
    panel = CodingPanel(open_session(tmp_path))
    assert all(definition in panel.codebook.value.replace("&#x27;", "'") for definition in CODES["definition"])
    panel.place.value = 4
    panel.buttons["jump"].click()
    panel.codes["against"].click()
    assert (panel.progress.value, panel.progress.max, panel.session.position) == (1, 5, 4)
    panel.buttons["first"].click()
    assert panel.session.position == 0


# --- agreement, adjudication, joining ---


def code_all(folder, coder, codes, **options):
    session = open_session(folder, coder, **options)
    for code in codes:
        session.choose(code)


def test_codings_go_straight_into_the_agreement_measures(tmp_path):
    code_all(tmp_path, "ada", ["for", "against", "against", "for", "against"])
    code_all(tmp_path, "omar", ["for", "against", "neutral", "for", "against"])
    codings, _ = load(tmp_path)
    found = agreement(independent_codings(codings), codes=CODES["code"], order=["against", "neutral", "for"],
                      cluster="article", resamples=50)  # fmt: skip
    assert found.query("code == '' and measure == 'percent'")["value"].item() == 0.8


def test_disputed_units_open_in_the_panel_and_the_adjudicator_settles_them(tmp_path):
    code_all(tmp_path, "ada", ["for", "against", "against", "for", "against"])
    code_all(tmp_path, "omar", ["for", "against", "neutral", "for", "for"])
    codings, _ = load(tmp_path)
    disputed = adjudication_units(codings)
    assert disputed["holder"].tolist() == ["governor", "brigadier"]
    panel = CodingPanel(open_session(tmp_path, ADJUDICATOR, units=disputed))
    assert "ada: against · omar: neutral" in panel.proposal.value
    panel.codes["neutral"].click()
    codings, _ = load(tmp_path)
    settled = decide(codings).set_index("holder")
    assert settled.loc["governor", ["human_code", "provenance"]].tolist() == ["neutral", "adjudicated"]
    assert len(adjudication_units(codings)) == 1 and len(adjudication_units(codings, settled=True)) == 2


def test_a_majority_decides_and_a_tie_is_disputed(tmp_path):
    for coder, code in (("ada", "for"), ("omar", "for"), ("sara", "against")):
        code_all(tmp_path, coder, [code])
    assert decide(load(tmp_path)[0])["human_code"].tolist() == ["for"]
    code_all(tmp_path, "huda", ["against"])
    assert decide(load(tmp_path)[0])["human_code"].tolist() == ["disputed"]


def test_human_codes_win_and_say_so(tmp_path):
    code_all(tmp_path, "ada", ["for", "neutral", "for", "unclear"])
    joined = join_codings(STANCE, load(tmp_path)[0], CODES)
    assert joined[["holder", "polarity", "machine_polarity", "human_code", "provenance"]].values.tolist() == [
        ["envoy", 1, 1, "for", "coder"], ["brigadier", 0, -1, "neutral", "coder"],
        ["governor", 1, -1, "for", "coder"], ["italy", 0, 1, "unclear", "coder"],
        ["brigadier", -1, -1, "", "machine"],
    ]  # fmt: skip


def test_a_position_that_only_people_saw_becomes_a_row(tmp_path):
    listed = list_units(STANCE, ARTICLES, MENTIONS)
    missed = listed[(listed["holder"] == "author") & (listed["target"] == "italy")]
    code_all(tmp_path, "ada", ["against"], units=missed)
    joined = join_codings(STANCE.assign(side="", weight=1.0), load(tmp_path)[0], CODES)
    added = joined[joined["target"] == "italy"].iloc[0]
    assert (added["polarity"], added["machine_polarity"], added["voice"], added["sentence"]) == (-1, 0, "author", 1)
    assert TEXTS["south"][added["start"] : added["end"]] == added["text"] and len(joined) == len(STANCE) + 1


def test_without_codings_the_tables_are_the_machines(tmp_path):
    joined = join_codings(STANCE, load(tmp_path)[0], CODES)
    assert joined[STANCE.columns].to_dict("records") == STANCE.to_dict("records")
    assert set(joined["provenance"]) == {"machine"}


def test_before_anyone_has_coded_every_table_is_empty_and_says_so(tmp_path):
    codings, report = load(tmp_path)
    assert codings.empty and report.empty and decide(codings).empty and adjudication_units(codings).empty
    assert agreement(independent_codings(codings)).empty
    found = score_machine(codings, draw_units(UNITS, ["ada"], 3), CODES, resamples=9)
    assert found["value"].isna().all() and (found["note"] == "no unit of this sample is coded").all()


def test_the_machine_is_scored_against_people(tmp_path):
    listed = list_units(STANCE, ARTICLES, MENTIONS).assign(weight=1.0)
    code_all(tmp_path, "ada", ["for", "neutral", "for", "for", "unclear", "for", *["neutral"] * 3], units=listed)
    found = score_machine(load(tmp_path)[0], listed, CODES, resamples=200)
    every = found[found["proposal"] == "all"].set_index("measure")
    # coded 9, one unclear left out; the machine proposed 4 of the 8, 2 as people did; people saw 4 positions
    assert every["value"].tolist() == [0.5, 0.5, 0.5, 5 / 8] and every["units"].unique().tolist() == [8]
    assert (every["low"] <= every["value"]).all() and (every["value"] <= every["high"]).all()
    assert found[found["proposal"] == "shown"]["value"].isna().all()


def test_scores_weigh_a_unit_by_what_it_stands_for(tmp_path):
    listed = list_units(STANCE, ARTICLES, MENTIONS)
    listed = listed.assign(weight=[1.0 if s == "proposed" else 9.0 for s in listed["stratum"]])
    machine = ["for", "against", "against", "for", "against"]
    code_all(tmp_path, "ada", [*machine, "for", *["neutral"] * 3], units=listed)
    found = score_machine(load(tmp_path)[0], listed, CODES, resamples=9).head(4)
    assert found["value"].tolist() == pytest.approx([1, 5 / 14, 2 * 5 / 19, 32 / 41])


def test_recall_among_proposals_only_says_so(tmp_path):
    code_all(tmp_path, "ada", ["for"])
    found = score_machine(load(tmp_path)[0], UNITS.assign(weight=1.0), CODES, resamples=9)
    assert "only among what the machine proposed" in found.loc[found["measure"] == "recall", "note"].iloc[0]


# --- other tools ---


def test_label_studio_there_and_back(tmp_path):
    code_all(tmp_path, "ada", ["for", "against"])
    codings, _ = load(tmp_path)
    file = tmp_path / "tasks.json"
    write_label_studio(UNITS, file, codings, show_proposals=True)
    tasks = json.loads(file.read_text())
    assert tasks[0]["predictions"][0]["result"][0]["value"] == {"choices": ["for"]}
    assert all(f'value="{code}"' in label_studio_view(CODES) for code in CODES["code"])
    back, report = read_label_studio(file, CODES)
    assert report.empty and back["code"].tolist() == ["for", "against"] and back["coder"].tolist() == ["ada"] * 2
    assert add_codings(back, CODES, tmp_path) == 0  # they stand there already
    assert add_codings(back, CODES, tmp_path / "new") == 2 and add_codings(back, CODES, tmp_path / "new") == 0
    assert load(tmp_path / "new")[0]["unit"].tolist() == codings["unit"].tolist()


def test_a_label_studio_export_with_faults_is_used_as_far_as_it_goes(tmp_path):
    file = tmp_path / "tasks.json"
    write_label_studio(UNITS, file)
    tasks = json.loads(file.read_text())

    def answer(codes, user, **more):
        result = [{"from_name": "code", "to_name": "text", "type": "choices", "value": {"choices": codes}}]
        return [{"result": result, "completed_by": user, "created_at": "2024-02-03T10:11:12.5Z", **more}]

    tasks[0]["annotations"] = answer(["for"], 7)
    tasks[1]["annotations"] = answer(["against"], {"id": 8, "email": "huda@desk.example"})
    tasks[2]["annotations"] = answer(["hostile"], 7)
    tasks[3]["annotations"] = answer(["for"], 7, was_cancelled=True)
    del tasks[4]["data"]["text_hash"]
    tasks[4]["annotations"] = answer(["for"], 7)
    file.write_text(json.dumps(tasks))
    back, report = read_label_studio(file, CODES, {7: "omar"})
    assert back[["coder", "code"]].values.tolist() == [["omar", "for"], ["huda", "against"]]
    assert report["line"].tolist() == [3, 5] and "hostile" in report["problem"][0]
    add_codings(back, CODES, tmp_path)
    codings, told = load(tmp_path)
    assert sorted(codings["coder"]) == ["huda", "omar"] and told.empty
    assert codings["time"].max() == pd.Timestamp("2024-02-03T10:11:12.5Z")


def test_doccano_there_and_back(tmp_path):
    file = tmp_path / "sara.jsonl"
    write_doccano(UNITS, file)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["label"] for line in lines] == [[]] * 5
    lines[0] |= {"id": 1, "label": ["neutral"], "Comments": ["قصير"]}
    lines[1] |= {"id": 2, "label": ["for", "against"]}
    file.write_text("\n".join([*map(json.dumps, lines), "{broken"]))
    back, report = read_doccano(file, CODES)
    assert back[["coder", "code", "note"]].values.tolist() == [["sara", "neutral", "قصير"]]
    assert report["line"].tolist() == [2, 6]
    assert add_codings(back, CODES, tmp_path) == 1 and load(tmp_path)[0]["match"].tolist() == ["same"]


# --- the codebook ---


def test_a_codebook_with_faults_names_their_lines(tmp_path):
    path = tmp_path / "codes.csv"
    broken = CODES.copy()
    broken.loc[1, "key"] = "1"
    broken.loc[2, "code"] = "for"
    broken.loc[3, "polarity"] = "2"
    broken.to_csv(path, index=False)
    with pytest.raises(ValueError) as fault:
        load_codes(path)
    assert [line.split(":")[0] for line in str(fault.value).splitlines()] == [f"codes.csv, line {n}" for n in (3, 4, 5)]


def test_the_file_of_a_coder_has_the_documented_columns(tmp_path):
    damage(tmp_path)
    assert (tmp_path / "ada.csv").read_text(encoding="utf-8-sig").split("\n")[0] == ",".join(COLUMNS)
