"""A fault of the program itself ends in a plain message, exit code 1, and no case data kept."""

from io import StringIO
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from workbench.app import WorkbenchApp, run_app
from workbench.crashes import last_words
from workbench.screens.workbench_screen import WorkbenchScreen

ABOUT_A_CASE = "victim of case 43CR/1"


class FaultyScreen(WorkbenchScreen[None]):
    """A screen that raises as soon as it is shown."""

    def on_mount(self) -> None:
        raise KeyError(ABOUT_A_CASE)


class FaultyWorkerScreen(WorkbenchScreen[None]):
    """A screen whose worker raises."""

    def on_mount(self) -> None:
        self.run_worker(self._fail, thread=True)

    def _fail(self) -> None:
        raise KeyError(ABOUT_A_CASE)


async def _show(app: WorkbenchApp, screen: WorkbenchScreen[None]) -> None:
    async with app.run_test() as pilot:
        app.push_screen(screen)
        await pilot.pause()
        await app.workers.wait_for_complete()


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(tmp_path / "settings.json"))


@pytest.mark.parametrize("screen", [FaultyScreen, FaultyWorkerScreen])
async def test_a_screen_that_raises_ends_the_app_with_a_plain_message(
    tmp_path: Path, screen: type[WorkbenchScreen[None]]
) -> None:
    app = WorkbenchApp(record=str(tmp_path / "record.sqlite"), auditor="A. Smith")
    with pytest.raises((KeyError, WorkerFailed)):
        await _show(app, screen())
    assert app.return_code == 1
    assert "a fault of its own (KeyError)" in app.farewell
    assert "Every answer that was said to be saved is saved." in app.farewell
    assert "Traceback" not in app.farewell
    assert ABOUT_A_CASE not in app.farewell
    (note,) = (tmp_path / "faults").iterdir()
    assert str(note) in app.farewell
    said = note.read_text(encoding="utf-8")
    assert "test_crashes.py" in said
    assert ABOUT_A_CASE not in said


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_where_no_note_can_be_written_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(tmp_path / "file" / "settings.json"))
    assert "No note of the fault could be written." in last_words(KeyError(ABOUT_A_CASE))


def test_the_command_ends_with_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: WorkbenchApp) -> None:
        raise KeyError(ABOUT_A_CASE)

    monkeypatch.setattr(WorkbenchApp, "run", fail)
    monkeypatch.setattr("workbench.app.sys.stdin", _Terminal())
    monkeypatch.setattr("workbench.app.sys.stdout", _Terminal())
    with pytest.raises(SystemExit) as left:
        run_app()
    assert left.value.code == 1
    said = capsys.readouterr().err
    assert "had to stop" in said
    assert ABOUT_A_CASE not in said
