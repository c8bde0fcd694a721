"""Two readers of the same cases, from the lot to the agreement on screen, in data and in files."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import SEED
from tests.workbench.audits.readers import FIRST, SECOND, at, choose, finish, read
from tests.workbench.cli.conftest import Terminal
from tests.workbench.textual_private import wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import export_audit
from workbench.audits.reviews.standing import SECOND_READING
from workbench.audits.second_readings.settling import differences, settle
from workbench.screens.steps import Subject

REFERENCE = Path(__file__).parents[1] / "reference" / "statistics.json"
AT_95_PER_CENT = ((92, 3), (3, 2))
"""First reader down, second across: met, and not met. 190 of the 200 answers are met."""
ONE_QUESTION = """\
id: ONE
title: One question
version: "1.0"
effective_from: 2022-03-29
unit_of_audit: crime record
population: crimes
stage: investigation
questions:
  - id: ONE-01
    text: Was the victim told of the outcome?
    critical: no
    applies_when: always
    traces: [local]
    evidence: Contact log
    guidance:
      met: An entry says so.
      not_met: No entry says so.
"""

Table = tuple[tuple[int, int], tuple[int, int]]
ReadTwice = Callable[[Table], OpenAudit]


@pytest.fixture
def read_twice(listed: Desk, tmp_path: Path) -> ReadTwice:
    """A function that has every case of an audit read twice, with the answers of a table."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "one.yaml").write_text(ONE_QUESTION, encoding="utf-8")

    def make(table: Table) -> OpenAudit:
        size = sum(chain.from_iterable(table))
        plan = DrawPlan(
            audit="Twice",
            population="crimes",
            checklists=("ONE",),
            design=DesignAsked(size=size, reserve=0),
            seed=SEED,
            checklist_folder=folder,
        )
        audit = draw_sample(listed, plan)
        answers = dict(zip((case.id for case in audit.cases), pairs(table), strict=True))
        choose(listed, audit, share=1.0)
        for name, reading in ((FIRST, 1), (SECOND, SECOND_READING)):
            read(at(listed, name), audit, said(answers, reading), reading=reading)
            finish(at(listed, name), audit, reading=reading)
        return audit

    return make


def pairs(table: Table) -> list[tuple[Answer, Answer]]:
    both = (Answer.MET, Answer.NOT_MET)
    cells = (
        repeat((first, second), table[row][column])
        for row, first in enumerate(both)
        for column, second in enumerate(both)
    )
    return list(chain.from_iterable(cells))


def said(
    answers: dict[int, tuple[Answer, Answer]], reading: int
) -> Callable[[AuditCase, str], Answer]:
    return lambda case, _: answers[case.id][reading - 1]


def test_the_agreement_of_finished_readings_is_that_of_the_reference(
    desk: Desk, read_twice: ReadTwice
) -> None:
    cases = json.loads(REFERENCE.read_text("utf-8"))["cases"]
    case = next(case for case in cases if case["id"] == "ac1_kappa_paradox")
    ((a, b), (c, d)) = case["inputs"]["table"]
    read_twice(((a, b), (c, d)))
    (line,) = rates(desk, "Twice").agreement
    expected, within = case["expected"], case["tolerance"]
    assert line.met.ac1.value == pytest.approx(expected["ac1"], abs=within)
    assert line.met.kappa.value == pytest.approx(expected["kappa"], abs=within)
    assert line.met.percent.value == pytest.approx((a + d) / (a + b + c + d))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_at_95_per_cent_met_results_show_all_three_and_say_why_they_differ(
    desk: Desk,
    read_twice: ReadTwice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(tmp_path / "settings.json"))
    audit = read_twice(AT_95_PER_CENT)
    app = WorkbenchApp(record=str(desk.record.location), auditor="moderator")
    app.desk = replace(desk, auditor="moderator")
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        await wait_for(pilot, "Limits at 95%")
        await pilot.press("d")
        seen = await wait_for(pilot, "Read twice")
        if size == (80, 24):
            await wait_for(pilot, "pgdn and pgup scroll the details")
            await pilot.press("pagedown")
            seen += await wait_for(pilot, "Applicable ")
    words = " ".join(seen.split())
    assert "94.0% (87.5 to 97.2) of 100 cases; AC1 0.93 (0.88 to 0.99); kappa 0.37" in words
    assert "Kappa is only 0.37 although the readers agree on 94.0% of the cases" in words


def test_the_commands_and_the_files_say_the_same_as_the_screen(
    desk: Desk, read_twice: ReadTwice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_twice(AT_95_PER_CENT)
    login_tells = desk.record.on_server
    wb = Terminal(str(desk.record.location), capsys, auditor=None if login_tells else "tester")
    (question,) = wb.json("rates", "Twice")["questions"]
    assert question["agreement"]["met"]["kappa"]["value"] == pytest.approx(0.035 / 0.095)
    assert question["agreement"]["met"]["ac1"]["value"] == pytest.approx(0.845 / 0.905)
    sentence = "Kappa is only 0.37 although the readers agree on 94.0% of the cases"
    assert sentence in question["agreement"]["met"]["explanation"]
    assert wb("rates", "Twice") == 0
    assert sentence in wb.out
    page = export_audit(desk, "Twice", tmp_path / "twice.md").read_text("utf-8")
    assert sentence in page
    book = export_audit(desk, "Twice", tmp_path / "twice.xlsx")
    assert sentence in cells_of(book, "Agreement")


def cells_of(path: Path, sheet: str) -> str:
    from openpyxl import load_workbook

    cells = (cell.value for row in load_workbook(path, data_only=True)[sheet] for cell in row)
    return " ".join(str(value) for value in cells if value is not None)


def test_settling_moves_the_rate_and_leaves_the_agreement(
    desk: Desk, read_twice: ReadTwice
) -> None:
    read_twice(AT_95_PER_CENT)
    before = rates(desk, "Twice")
    for line in differences(desk, "Twice"):
        settle(
            desk, "Twice", case=line.case, question="ONE-01", answer=Answer.MET, reason="both saw"
        )
    after = rates(desk, "Twice")
    assert (before.questions[0].met, after.questions[0].met) == (95, 98)
    assert (before.agreement[0].settled, after.agreement[0].settled) == (0, 6)
    assert before.agreement[0].met == after.agreement[0].met
    assert verify_record(desk).faults == ()
