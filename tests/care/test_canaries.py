"""A planted name, phone number and case reference are in the record and in what was asked for.

And nowhere else: in no log, crash report, settings or temporary file, and in nothing printed but
what a command is there to print.
"""

import signal
from pathlib import Path

import pytest

from tests.care.apps import FAULT, KILLED_EXPORT, SITTING
from tests.care.sandbox import (
    CANARIES,
    DRAW,
    IMPORT,
    NAME,
    PHONE,
    REFERENCE,
    Ran,
    Sandbox,
    holds,
    sandbox_in,
)

ASKED_FOR = {"book.xlsx", "data.csv", "data.json", "page.md", "proof.json", "given.csv"}
"""The exports and the certificate: files that are written because they hold the cases."""
GIVEN = {"list.csv", "faulty.csv", "answers.csv"}
PRINTS = {
    ("answer", REFERENCE): "says which case was answered",
    ("answer", PHONE): "tells the person who typed the note what it looks to hold",
    ("draw", REFERENCE): "lists the cases that were drawn",
    ("history", REFERENCE): "tells of which case an answer was given",
}
"""What a command may print of what was planted, and why."""


@pytest.fixture(scope="module")
def used(tmp_path_factory) -> tuple[Sandbox, dict[str, Ran]]:
    """A sandbox in which everything was done that writes, and what was printed."""
    sandbox = sandbox_in(tmp_path_factory.mktemp("canaries"))
    note = f"{NAME}, Mr Khan, {PHONE}"
    ran = {
        "commands": sandbox.commands(
            IMPORT,
            DRAW,
            ("answer", "care", REFERENCE, "SUP-01", "met", "--note", note),
            ("answers", "care", "--import", "answers.csv"),
            ("export", "care", "book.xlsx"),
            ("export", "care", "data.csv"),
            ("export", "care", "data.json"),
            ("export", "care", "page.md"),
            ("answers", "care", "--export", "given.csv"),
            ("certificate", "care", "-o", "proof.json"),
            ("rates", "care"),
            ("history", "care"),
            ("populations", "cases"),
        ),
        "refused": sandbox.commands(
            ("import", "faulty.csv", "--name", "f", "--ref", "Crime No", "--keep", "Team"),
            ("answers", "care", "--import", "faulty.csv"),
            ("export", "care", "no-such-folder/book.xlsx"),
        ),
        "sitting": sandbox.program(SITTING, "022"),
        "fault": sandbox.program(FAULT, "022"),
        "killed in the middle": sandbox.program(KILLED_EXPORT, "in the middle"),
        "killed at the end": sandbox.program(KILLED_EXPORT, "at the end"),
    }
    return sandbox, ran


def is_record(path: Path, sandbox: Sandbox) -> bool:
    """Whether a file is the record, one that goes with it, or a backup of it."""
    return path.name.startswith(sandbox.record.name) or sandbox.record.name in path.parent.name


def test_everything_was_done_as_was_meant(used) -> None:
    _, ran = used
    assert ran["commands"].codes() == [0] * 13, ran["commands"].err
    assert ran["refused"].codes() == [2, 2, 2]
    assert ran["sitting"].code == 0, ran["sitting"].err
    assert ran["fault"].code == 1
    assert "a fault of its own (KeyError)" in ran["fault"].err
    for name in ("killed in the middle", "killed at the end"):
        assert ran[name].code == -signal.SIGKILL, ran[name].err


def test_the_planted_texts_are_where_they_belong(used) -> None:
    sandbox, _ = used
    for name in ("data.json", "book.xlsx", "given.csv"):
        content = (sandbox.work / name).read_bytes()
        assert all(holds(content, planted) for planted in CANARIES), name


def test_no_other_file_holds_any_of_them(used) -> None:
    sandbox, _ = used
    others = [
        path
        for path in sandbox.made()
        if path.is_file() and path.name not in ASKED_FOR | GIVEN and not is_record(path, sandbox)
    ]
    found = [
        (str(path.relative_to(sandbox.root)), planted)
        for path in others
        for planted in CANARIES
        if holds(path.read_bytes(), planted)
    ]
    assert found == []
    assert {path.parent.name for path in others} <= {"casefile-workbench", "faults"}
    assert sorted(path.suffix for path in others) == [".json", ".txt"]


def test_nothing_is_left_of_a_killed_export(used) -> None:
    sandbox, _ = used
    assert list((sandbox.root / "tmp").iterdir()) == []
    assert not [path for path in sandbox.work.iterdir() if "killed" in path.name]


def test_what_is_printed_holds_them_only_where_that_is_what_it_is_for(used) -> None:
    _, ran = used
    printed = [*ran["commands"].by_command(), *ran["refused"].by_command()]
    assert len(printed) == 2 * (13 + 3)
    found = {
        (command, planted) for command, text in printed for planted in CANARIES if planted in text
    }
    assert found == set(PRINTS)


def test_a_fault_prints_none_of_them(used) -> None:
    _, ran = used
    for name, each in ran.items():
        if name not in {"commands", "refused"}:
            assert not [p for p in CANARIES if p in each.out + each.err], name
            assert "Traceback" not in each.err
