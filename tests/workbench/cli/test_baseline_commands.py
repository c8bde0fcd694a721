"""The commands of baselines, verdicts, recommendations and plans, as a stranger runs them."""

import json
from pathlib import Path

import pytest

from tests.conftest import SEED, write_list
from tests.workbench.cli.conftest import Terminal


@pytest.fixture
def drawn(wb: Terminal, tmp_path: Path) -> Terminal:
    file = write_list(tmp_path / "crimes.csv")
    keep = ("--keep", "Team", "--keep", "Status")
    assert wb("import", file, "--name", "crimes", "--ref", "Crime No", *keep) == 0
    draw = ("draw", "A", "--population", "crimes", "--checklist", "sup", "--size", 60)
    assert wb(*draw, "--seed", SEED) == 0
    return wb


def answer(wb: Terminal, folder: Path, *, met: int, failed: int) -> None:
    assert wb("certificate", "A") == 0
    cases = [case["reference"] for case in json.loads(wb.out)["cases"]]
    given = ["met"] * met + ["not_met"] * failed
    lines = [f"{c},SUP-12,{a},see 4" for c, a in zip(cases, given, strict=False)]
    file = folder / "answers.csv"
    file.write_text("\n".join(["case,question,answer,note", *lines]) + "\n", encoding="utf-8")
    assert wb("answers", "A", "--import", file) == 0, wb.err


def test_compare_shows_the_verdict_its_sentence_and_the_drawing(
    drawn: Terminal, tmp_path: Path
) -> None:
    answer(drawn, tmp_path, met=41, failed=19)
    assert drawn("compare", "A") == 0
    assert "stf22-supervision: improved" in drawn.out
    assert "compared with 40.0 percent in PEEL 2021/22: improved." in drawn.out
    assert "-50" in drawn.out
    assert "Published: 36 of 60 ineffective = 24 of 60 effective" in drawn.out
    assert "exploratory" in drawn.out


def test_compare_as_json_agrees_with_rates_as_json(drawn: Terminal, tmp_path: Path) -> None:
    answer(drawn, tmp_path, met=33, failed=27)
    (line,) = drawn.json("compare", "A", "--baseline", "stf22-supervision")["comparisons"]
    rate = drawn.json("rates", "A")["indicators"][0]
    assert (line["rate"], line["met"]) == (rate["rate"], rate["met"])
    assert line["word"] == "cannot tell"
    assert line["files_to_read"] > 0


def test_a_list_is_fixed_once_and_not_after_the_reading_began(
    drawn: Terminal, tmp_path: Path
) -> None:
    assert drawn("compare", "A", "--fix", "stf22-supervision") == 0
    assert drawn.out == "Fixed: stf22-supervision.\n"
    answer(drawn, tmp_path, met=10, failed=2)
    assert drawn("compare", "A", "--fix", "stf22-review-words") == 2
    assert "has begun" in drawn.err
    found = drawn.json("compare", "A", "--baseline", "stf22-supervision")["comparisons"]
    assert found[0]["standing"] == "fixed before the reading began"


def test_a_part_is_held_against_the_rest(drawn: Terminal, tmp_path: Path) -> None:
    answer(drawn, tmp_path, met=41, failed=19)
    assert drawn("compare", "A", "--part", "team=A", "--question", "SUP-12") == 0
    assert "no evidence of a difference at this size" in drawn.out
    assert drawn("compare", "A", "--part", "team") == 2
    assert "--part team=North --question SUP-12" in drawn.err


def test_baselines_lists_every_row_both_ways(wb: Terminal) -> None:
    assert wb("baselines") == 0
    assert "19 of 70 not completed = 51 of 70 completed" in wb.out
    assert "74 baselines" in wb.out
    rows = {row["id"]: row for row in wb.json("baselines")}
    late = rows["stf22-late-week"]
    assert (late["compliant_met"], late["compliant_of"]) == (52, 429)
    assert rows["stf22-plan-words"]["compliant_rate"] is None


def test_one_baseline_is_shown_with_its_caveats_and_near_misses(wb: Terminal) -> None:
    assert wb("baselines", "stf22-supervision") == 0
    assert "40.0%, 28.6% to 52.6%" in wb.out
    assert "ambiguous" in wb.out
    assert "Not with SUP-01" in wb.out


def test_a_sub_sample_is_shown_beside_the_rest_of_it(wb: Terminal) -> None:
    assert wb("baselines", "stf22-ss-grounds-em") == 0
    assert "69.4%  53.1% to 82.0%" in wb.out
    assert "no evidence of a difference at this size" in wb.out


def test_a_force_s_own_baseline_is_listed(wb: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "baselines"
    folder.mkdir(parents=True)
    (folder / "peer.yaml").write_text(
        "baselines:\n  - {id: own-1, force: Northshire, inspection: Peer, finding: all was well,\n"
        "     kind: words, polarity: higher, words: Often well, document: PEEL21,\n"
        "     locator: page 1, status: published}\n",
        encoding="utf-8",
    )
    assert wb("baselines", "--folder", folder.parent) == 0
    assert "own-1" in wb.out
    assert wb("baselines", "own-1") == 2
    assert "no baseline 'own-1'" in wb.err


def test_a_recommendation_is_followed_to_its_rates_and_verdict(
    drawn: Terminal, tmp_path: Path
) -> None:
    answer(drawn, tmp_path, met=41, failed=19)
    assert drawn("recommendations", "R5", "--status", "being progressed", "--note", "see SEG") == 0
    assert "status  being progressed" in drawn.out
    assert "tester: see SEG" in drawn.out
    assert "Audit A" in drawn.out
    assert "stf22-supervision: improved" in drawn.out
    found = drawn.json("recommendations", "R5")
    assert found["status"] == "being progressed"
    assert found["audits"][0]["comparisons"][0]["word"] == "improved"


@pytest.mark.of_the_file
def test_recommendations_are_listed_with_where_they_stand(wb: Terminal) -> None:
    assert wb("recommendations") == 0
    assert not wb.record.exists()
    assert wb("recommendations", "R4", "--status", "complete") == 0
    rows = {row["id"]: row for row in wb.json("recommendations")}
    assert rows["R4"]["status"] == "complete"
    assert rows["R5"]["status"] == ""


def test_processes_are_listed_apart_and_one_is_shown_with_its_place_and_questions(
    wb: Terminal,
) -> None:
    rows = {row["id"]: row for row in wb.json("recommendations", "--processes")}
    assert len(rows) == 37
    assert rows["P15"]["served by"] == "VCOP-01, VCOP-02, VCOP-03"
    assert not rows.keys() & {row["id"] for row in wb.json("recommendations")}
    assert wb("recommendations", "P15") == 0
    assert "entry   P15, process" in wb.out
    assert "HMICFRS PEEL 2021/22, Staffordshire Police: Victim service assessment" in wb.out
    assert "VCOP-02" in wb.out
    assert wb("recommendations", "P01") == 0
    assert "monthly-seg" in wb.out
    assert wb("recommendations", "P01", "--processes") != 0
    assert "Leave it out to see one" in wb.err


@pytest.mark.of_the_file
def test_a_plan_against_a_baseline_ends_in_files_people_and_a_day(wb: Terminal) -> None:
    plan = ("plan", "change", "--baseline", "stf22-supervision", "--true", 70)
    assert wb(*plan, "--auditors", 2, "--from", "2026-11-02") == 0
    assert "25 files." in wb.out
    assert "13 files and 5 hours for 2 people" in wb.out
    assert "finished    3 November 2026, after 2 working days of 5 hours" in wb.out
    assert not wb.record.exists()


def test_a_plan_against_words_offers_a_first_measure(wb: Terminal) -> None:
    assert wb("plan", "change", "--baseline", "stf22-plan-words", "--true", 80) == 0
    assert "No number of files can." in wb.out
    assert "For a first rate, to within 10 points either way:\n97 files." in wb.out


def test_a_plan_learns_the_share_of_files_from_the_record(drawn: Terminal, tmp_path: Path) -> None:
    answer(drawn, tmp_path, met=41, failed=19)
    assert drawn("plan", "change", "--baseline", "stf22-supervision", "--true", 70) == 0
    assert "SUP-EFFECTIVE applied to 60 of 60 files read" in drawn.out


def test_a_wrong_day_is_refused(wb: Terminal) -> None:
    assert wb("plan", "precision", "--from", "Monday") == 2
    assert "'Monday' is not a date. Write it as 2026-11-02." in wb.err
