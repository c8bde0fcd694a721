"""Verifying: whatever is changed behind the program's back is found and named."""

import sqlite3
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.verifying import verify_record
from workbench.record.engine import open_record

CHANGES = {
    "UPDATE answer SET value = 'met'": "SUP-01 of ",
    "UPDATE answer SET flagged = 1": "SUP-01 of ",
    "UPDATE answer SET note_id = NULL": "SUP-01 of ",
    "DELETE FROM answer": "SUP-01 of ",
    "UPDATE note SET text = 'All was well.'": "a note on SUP-01",
    "UPDATE note SET salt = 'x'": "a note on SUP-01",
    "UPDATE draw SET seed = 'another-seed'": "another seed",
    "UPDATE sampled_case SET reference = 'X' WHERE position = 1 AND role = 'sample'": "its cases",
    "UPDATE sampled_case SET reference = 'X' WHERE position = 1 AND role = 'reserve'": "its cases",
    "UPDATE population SET frame_fingerprint = 'x'": "'crimes'",
    "UPDATE population SET content_fingerprint = 'x'": "'crimes'",
    "UPDATE frame_chunk SET data = x'00'": "Part 1 of the frame",
    "UPDATE history SET actor = 'someone else' WHERE seq = 3": "history entry 3",
    "DELETE FROM history WHERE seq = 2": "history entry 3",
}


def verified(path: Path) -> tuple[str, ...]:
    return verify_record(Desk(record=open_record(path), auditor="tester")).faults


def test_a_record_that_was_left_alone_holds(small_record: Path) -> None:
    assert verified(small_record) == ()


@pytest.mark.parametrize(("change", "named"), CHANGES.items())
def test_a_change_behind_the_programs_back_is_named(
    small_record: Path, change: str, named: str
) -> None:
    with sqlite3.connect(small_record) as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute(change)
    assert any(named in fault for fault in verified(small_record)), verified(small_record)
