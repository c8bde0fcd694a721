"""Paths that nobody can look at: a folder that may not be entered, a name that is too long."""

import os
from pathlib import Path

import pytest

from tests.conftest import write_list
from tests.workbench.cli.conftest import Terminal

TOO_LONG = "x" * 300
TO = "TARGET"
WRITES = (
    ("export", "A", f"{TO}.md"),
    ("export", "A", f"{TO}.xlsx"),
    ("answers", "A", "--export", f"{TO}.csv"),
    ("certificate", "A", "-o", f"{TO}.json"),
    ("backup", f"{TO}.record"),
    ("pack", "out", "A", f"{TO}.pack", "--for", "Ann"),
)
READS = (
    ("import", f"{TO}.csv", "--name", "L", "--ref", "r"),
    ("restore", f"{TO}.record"),
    ("pack", "in", f"{TO}.pack"),
    ("answers", "A", "--import", f"{TO}.csv"),
    ("verify", "--anchor", f"{TO}.xlsx"),
    ("redraw", f"{TO}.json", f"{TO}.csv"),
    ("checklists", "check", f"{TO}.yaml"),
)
pytestmark = pytest.mark.of_the_file


@pytest.fixture
def drawn(wb: Terminal, tmp_path: Path) -> Terminal:
    path = write_list(tmp_path / "list.csv", cases=20)
    assert wb("import", path, "--name", "P", "--ref", "Crime No") == 0
    draw = ("draw", "A", "--population", "P", "--checklist", "SUP", "--size", 3)
    assert wb(*draw, "--seed", "20260901-dice") == 0
    return wb


@pytest.fixture
def out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may not be entered, also for who is held to no permissions."""
    folder = tmp_path / "another's"
    stat, opened = os.stat, os.open

    def refused(path: object, *more: object, **named: object) -> None:
        if str(folder) in str(path):
            raise PermissionError(13, "Permission denied", str(path))

    def stat_or_refuse(path, *more, **named):
        refused(path)
        return stat(path, *more, **named)

    def open_or_refuse(path, *more, **named):
        refused(path)
        return opened(path, *more, **named)

    monkeypatch.setattr(os, "stat", stat_or_refuse)
    monkeypatch.setattr(os, "open", open_or_refuse)
    return folder


@pytest.mark.parametrize("words", [*WRITES, *READS], ids=" ".join)
def test_a_file_whose_name_is_too_long_is_told(
    drawn: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    asked = [word.replace(TO, str(tmp_path / TOO_LONG)) for word in words]
    assert drawn(*asked) == 2
    assert "too long" in drawn.err


@pytest.mark.parametrize("words", WRITES, ids=" ".join)
def test_a_folder_that_may_not_be_entered_is_told(
    drawn: Terminal, out_of_reach: Path, words: tuple[str, ...]
) -> None:
    asked = [word.replace(TO, str(out_of_reach / "file")) for word in words]
    assert drawn(*asked) == 2
    assert str(out_of_reach) in drawn.err
    assert "Permission denied" in drawn.err or "There is no folder" in drawn.err


@pytest.mark.parametrize("command", ["verify", "doctor", "backups", "populations"])
def test_a_record_that_cannot_be_looked_at_is_told(
    drawn: Terminal, out_of_reach: Path, command: str
) -> None:
    for place in (str(out_of_reach / "a.record"), TOO_LONG):
        drawn.record = place
        assert drawn(command) == (1 if command == "doctor" else 2)
        assert "is out of reach: " in drawn.out + drawn.err


def test_the_home_of_nobody_is_a_folder_that_is_not_there(wb: Terminal) -> None:
    wb.record = "~nobody-of-that-name/a.record"
    assert wb("verify") == 2
    assert "There is no record at" in wb.err


def test_a_file_that_left_where_the_history_cannot_say_so_is_named(
    drawn: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.record import engine

    monkeypatch.setattr("workbench.record.engine.may_be_written", lambda _: False)
    assert engine.may_be_written(tmp_path) is False
    path = tmp_path / "page.md"
    assert drawn("export", "A", path) == 2
    assert path.exists()
    assert f"{path} was written, but the history does not say so. Not saved: " in drawn.err
