"""Anchoring: a cut or rewritten history shows against any file that left before."""

import json
import sqlite3
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.anchoring import anchor_faults, printed_heads
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.reporting import certificate_of, export_audit
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.cli.dispatch import run
from workbench.errors import WorkbenchError
from workbench.record.history import HEAD_HASH_LENGTH

ENDINGS = ["xlsx", "json", "md"]


@pytest.fixture
def leave(desk: Desk, audit: OpenAudit, tmp_path: Path):
    """A function that exports the audit to a file with this ending."""
    return lambda ending: export_audit(desk, audit.name, tmp_path / f"earlier.{ending}")


def answer_one(desk: Desk, audit: OpenAudit) -> None:
    give_answer(desk, audit, Place(audit.cases[0].id, "SUP-01"), Answer.MET)


def without_triggers(path: Path, *changes: str) -> None:
    """Change what the triggers forbid, and put them back as they were."""
    with sqlite3.connect(path) as raw:
        made = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in made:
            raw.execute(f"DROP TRIGGER {name}")
        for change in (*changes, *(sql for _, sql in made)):
            raw.execute(change)
    raw.close()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_this_history_agrees_with_it_for_good(
    desk: Desk, audit: OpenAudit, leave, ending: str
) -> None:
    file = leave(ending)
    answer_one(desk, audit)
    assert [head.seq for head in printed_heads(file)] == [4]
    assert anchor_faults(desk, file) == ()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.of_the_file
def test_a_tail_that_was_cut_off_shows(desk: Desk, audit: OpenAudit, leave, ending: str) -> None:
    leave("csv")
    file = leave(ending)
    without_triggers(desk.record.path, "DELETE FROM history WHERE seq > 4")
    assert verify_record(desk).faults == ()  # the chain alone cannot show it
    assert anchor_faults(desk, file) == (
        f"the history ends with entry 4; when {file.name} was made it had 5",
    )


@pytest.mark.of_the_file
def test_a_history_that_was_written_anew_shows(desk: Desk, audit: OpenAudit, leave) -> None:
    file = leave("json")
    without_triggers(desk.record.path, "UPDATE history SET hash = 'another' WHERE seq = 4")
    assert anchor_faults(desk, file) == (
        "history entry 4 is not the one that earlier.json was made with",
    )


def test_a_certificate_is_an_anchor(desk: Desk, audit: OpenAudit, tmp_path: Path) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(certificate_of(desk, audit.name)), encoding="utf-8")
    assert [head.seq for head in printed_heads(file)] == [4]
    assert anchor_faults(desk, file) == ()


@pytest.mark.of_the_file
def test_a_record_that_cannot_be_read_is_a_fault(desk: Desk, audit: OpenAudit, leave) -> None:
    file = leave("json")
    without_triggers(desk.record.path, "UPDATE history SET actor = CAST(x'FF' AS TEXT)")
    assert anchor_faults(desk, file) == ("the history cannot be read to its end",)


def test_a_file_without_a_head_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(f"12:30, x12:{'a' * HEAD_HASH_LENGTH}, 1:{'a' * 17}", encoding="utf-8")
    with pytest.raises(WorkbenchError, match="prints no head"):
        anchor_faults(desk, file)


def test_a_file_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="cannot be read"):
        anchor_faults(desk, tmp_path / "nowhere.json")


@pytest.mark.of_the_file
def test_the_command_ends_with_1_for_a_cut_history_and_with_2_for_a_wrong_file(
    desk: Desk, draw_audit: DrawAudit, leave, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    leave("csv")
    file = leave("xlsx")
    words = ["verify", "--record", str(desk.record.path), "--anchor"]
    assert run([*words, str(file)]) == 0
    assert "checked: the history head printed in earlier.xlsx" in capsys.readouterr().out
    assert run([*words, str(tmp_path / "crimes.csv")]) == 2
    assert "prints no head" in capsys.readouterr().err
    without_triggers(desk.record.path, "DELETE FROM history WHERE seq > 4")
    assert run([*words, str(file)]) == 1
    assert "WRONG: the history ends with entry 4" in capsys.readouterr().out
