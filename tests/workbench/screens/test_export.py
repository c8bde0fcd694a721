"""Export by keyboard: a kind, a name, a look beforehand, and no file ever replaced."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook
from textual.pilot import Pilot

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.screens.steps import Subject
from workbench.widgets.path_field import PathField

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the app was started in."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def exporting(make_app: MakeApp, audit: OpenAudit, folder: Path):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            app.go_to_step("export", Subject(audit=audit.name))
            await wait_for(pilot, "Provenance")
            yield pilot

    return open_at


def path_of(pilot: Pilot[None]) -> Path:
    return pilot.app.screen.query_one(PathField).path


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_kind_path_and_preview_can_be_read(
    exporting, folder: Path, size: tuple[int, int]
) -> None:
    async with exporting(size) as pilot:
        seen = await text_at_rest(pilot)
        assert path_of(pilot) == folder / "September.xlsx"
    for words in (
        "[5 Export]",
        "> Kind",
        ".xlsx  compliance workbook",
        "Draw certificate",
        "with 0 of 12 cases complete",
        "It leaves with its marking, OFFICIAL-SENSITIVE",
        "enter Write",
    ):
        assert words in seen


async def test_enter_writes_the_workbook_and_says_where(
    exporting, folder: Path, desk: Desk
) -> None:
    async with exporting(WIDE) as pilot:
        await pilot.press("enter")
        seen = await wait_for(pilot, "Written:")
    assert str(folder / "September.xlsx") in seen.replace("\n", "")
    assert "Summary" in load_workbook(folder / "September.xlsx").sheetnames
    assert "wrote" in str(diary(desk, "September")[-1])


async def test_another_kind_has_another_ending_and_another_preview(exporting, folder: Path) -> None:
    async with exporting() as pilot:
        await pilot.press("right", "right")
        await wait_for(pilot, "the whole report as data")
        assert path_of(pilot) == folder / "September.json"
        await pilot.press("enter")
        await wait_for(pilot, "Written:")
    assert json.loads((folder / "September.json").read_text())


async def test_an_ending_that_is_typed_chooses_the_kind(exporting, folder: Path) -> None:
    async with exporting() as pilot:
        pilot.app.screen.query_one(PathField).value = str(folder / "page.md")
        await wait_for(pilot, "one page of text")
        assert path_of(pilot) == folder / "page.md"


async def test_a_file_that_is_there_is_kept_and_a_free_name_offered(
    exporting, folder: Path
) -> None:
    async with exporting() as pilot:
        (folder / "September.xlsx").write_text("mine")
        await pilot.press("enter")
        seen = await wait_for(pilot, "was not replaced")
        assert "enter writes September-2.xlsx instead" in " ".join(seen.split())
        await pilot.press("enter")
        await wait_for(pilot, "Written:")
    assert (folder / "September.xlsx").read_text() == "mine"
    assert (folder / "September-2.xlsx").is_file()


async def test_a_name_that_is_taken_is_not_offered_at_all(
    make_app: MakeApp, audit: OpenAudit, folder: Path
) -> None:
    (folder / "September.xlsx").write_text("mine")
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("export", Subject(audit=audit.name))
        await wait_for(pilot, "Provenance")
        assert path_of(pilot).name == "September-2.xlsx"


async def test_what_cannot_be_written_is_said_in_words(exporting, folder: Path) -> None:
    async with exporting(WIDE) as pilot:
        pilot.app.screen.query_one(PathField).value = str(folder / "no" / "such.xlsx")
        await pilot.press("enter")
        assert "there is no folder" in await wait_for(pilot, "Nothing was written")
        pilot.app.screen.query_one(PathField).value = str(folder / "a.zip")
        await pilot.press("enter")
        await wait_for(pilot, "the kind of file is not known")


async def test_before_there_is_a_sample_there_is_nothing_to_write(
    make_app: MakeApp, listed: Desk
) -> None:
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("export", Subject(audit="None"))
        seen = await wait_for(pilot, "There is nothing to write yet")
    assert "enter Write" not in seen
