"""The same answers through the app, line by line and from a file: the same rates."""

import csv
import io
import sys
from pathlib import Path

import pytest

from checklists.answers import Answer
from exports.plain import rates_json
from tests.conftest import DrawAudit
from tests.workbench.textual_private import type_and_wait, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results.rates import rates
from workbench.audits.reviews.answer_files import import_answers
from workbench.audits.reviews.scoring import open_scoring
from workbench.cli.plain_scoring import ANSWER_KEYS, score_line_by_line

KEYS = "ynpiyypynyip"
"""Answers by key, taken in turn, for whatever question is open."""
CASES = 3


def key_of(answer: Answer) -> str:
    return next(key for key, meant in ANSWER_KEYS.items() if meant is answer)


def lines_of(audit: OpenAudit, desk: Desk) -> list[tuple[str, str, str]]:
    """Return what to answer: case, question and key, in the order in which they come up."""
    scoring, given = open_scoring(desk, audit.name), []
    while not scoring.complete:
        key = KEYS[len(given) % len(KEYS)]
        line = scoring.line
        given.append((scoring.case.reference, line.question.id, key))
        scoring.answer(ANSWER_KEYS[key])
        if scoring.line.note_owed and scoring.line.question.id == line.question.id:
            scoring.write_note("see entry 4")
        if scoring.case_complete:
            scoring.next_unscored()
    return given


def as_plain_keys(given: list[tuple[str, str, str]], critical: set[str]) -> str:
    typed = []
    for _, question, key in given:
        typed.append(key)
        if key == "n" and question in critical:
            typed.append("e see entry 4")
    return "\n".join(typed) + "\n"


@pytest.fixture
def answered(draw_audit: DrawAudit, desk: Desk) -> list[tuple[str, str, str]]:
    return lines_of(draw_audit("model", size=CASES, reserve=0), desk)


def figures(desk: Desk, audit: str) -> dict[str, object]:
    return rates_json(rates(desk, audit)) | {"audit": ""}


def critical_questions(audit: OpenAudit) -> set[str]:
    return {question.id for question in audit.questions if question.critical}


def test_line_by_line_gives_the_same_rates(
    draw_audit: DrawAudit,
    desk: Desk,
    answered: list[tuple[str, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = draw_audit("plain", size=CASES, reserve=0)
    keys = as_plain_keys(answered, critical_questions(plain))
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    score_line_by_line(open_scoring(desk, "plain"))
    assert figures(desk, "plain") == figures(desk, "model")


def test_a_file_gives_the_same_rates(
    draw_audit: DrawAudit, desk: Desk, answered: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    draw_audit("file", size=CASES, reserve=0)
    with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["case", "question", "answer", "note"])
        for case, question, key in reversed(answered):
            note = "see entry 4" if key == "n" else ""
            rows.writerow([case, question, ANSWER_KEYS[key].value, note])
    import_answers(desk, "file", tmp_path / "answers.csv")
    assert figures(desk, "file") == figures(desk, "model")


async def test_the_app_gives_the_same_rates(
    draw_audit: DrawAudit,
    desk: Desk,
    answered: list[tuple[str, str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(tmp_path / "settings.json"))
    critical = critical_questions(draw_audit("app", size=CASES, reserve=0))
    app = WorkbenchApp(record=str(desk.record.location), auditor=desk.auditor, audit="app")
    app.desk = desk
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 3")
        for number, (case, question, key) in enumerate(answered):
            await type_and_wait(pilot, key)
            if key == "n" and question in critical:
                await type_and_wait(pilot, *"see entry 4")
                await pilot.press("enter")
            following = answered[number + 1 : number + 2]
            if following and following[0][0] != case:
                await wait_for(pilot, "is complete")
                await pilot.press("enter")
        await wait_for(pilot, "3/3 cases complete")
    assert figures(desk, "app") == figures(desk, "model")
