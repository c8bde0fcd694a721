"""The import of a list by keyboard: read, look, accept; and nothing is kept before that."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.conftest import write_list
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.intake import reading
from workbench.audits.populations import populations
from workbench.screens.import_list import ImportListScreen
from workbench.screens.steps import Subject
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.option_words import form_words
from workbench.widgets.text_field import TextField

NARROW, WIDE = (80, 24), (120, 40)
BEGIN = "Nothing is kept until you accept it"


@pytest.fixture
def importing(make_app: MakeApp):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            app.go_to_step("population", Subject())
            await wait_for(pilot, BEGIN)
            yield pilot

    return open_at


async def fill(pilot: Pilot[None], path: Path, **fields: str) -> None:
    """Fill the form in; what is typed key by key is tested by itself."""
    pilot.app.screen.query_one("#file", TextField).value = str(path)
    for name, value in fields.items():
        field = pilot.app.screen.query_one(f"#{name.replace('_', '-')}")
        if isinstance(field, ChoiceField):
            field.choose(value)
        elif isinstance(field, TextField):
            field.value = value
    await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_form_says_what_to_do(importing, size: tuple[int, int]) -> None:
    async with importing(size) as pilot:
        seen = await text_at_rest(pilot)
    for words in ("[1 Population]", "> File", "Profile", "Repeated ref.", "enter Read or accept"):
        assert words in seen


async def test_a_list_is_imported_by_keys_alone(importing, desk: Desk, tmp_path: Path) -> None:
    write_list(tmp_path / "crimes.csv")
    async with importing() as pilot:
        pilot.app.screen.query_one("#file", TextField).value = f"{tmp_path}/cri"
        await pilot.press("end", "tab")
        assert pilot.app.screen.query_one("#file", TextField).value == f"{tmp_path}/crimes.csv"
        await wait_for(pilot, "Columns of the file: Crime No, Team")
        await pilot.press("tab", "down", "down", *"Crime", "space", *"No", "down", "down", *"Team")
        await pilot.press("enter")
        seen = await wait_for(pilot, "enter keeps these 200 cases as crimes")
        assert "200 received, 0 rejected, 0 excluded, 200 eligible" in seen
        assert "Status, Days Open, Victim Name (never stored)" in seen
        assert "Fingerprint" in seen
        assert populations(desk) == ()
        await pilot.press("enter")
        seen = await wait_for(pilot, "200 cases, frozen")
        assert "> 00000 " in seen
    (kept,) = populations(desk)
    assert (kept.name, kept.part.kept_columns) == ("crimes", ("team",))


async def test_a_profile_takes_the_place_of_the_columns(importing) -> None:
    async with importing() as pilot:
        assert "Reference" in await text_at_rest(pilot)
        await pilot.press("down", "down", "right")
        seen = await text_at_rest(pilot)
    assert "crime-register" in seen
    assert "Reference" not in seen


FAULTY = "Crime No,Team\nA1,North\n,South\nA1,East\nA2,West\n"


async def test_faults_are_listed_with_line_column_value_and_remedy(
    importing, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "faulty.csv").write_text(FAULTY)
    async with importing() as pilot:
        await fill(pilot, tmp_path / "faulty.csv", reference="Crime No")
        await pilot.press("enter")
        seen = await wait_for(pilot, "2 faults: nothing was imported")
        assert '> line 3, "Crime No" - empty reference' in seen
        assert "line 4, \"Crime No\" has 'A1'" in seen
        assert "1 empty reference, 1 repeated reference" in seen
        assert "IMPORT-014 faulty.csv line 3" in seen
        await pilot.press("j")
        assert "IMPORT-015 faulty.csv line 4" in await wait_for(pilot, "Repeated ref.")
    assert populations(desk) == ()


async def test_a_policy_that_is_changed_lets_the_list_in(
    importing, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "faulty.csv").write_text(FAULTY)
    async with importing() as pilot:
        await fill(
            pilot,
            tmp_path / "faulty.csv",
            reference="Crime No",
            blank="reject",
            duplicates="first",
        )
        await pilot.press("enter")
        seen = await wait_for(pilot, "enter keeps these 2 cases")
    assert "rejected 1: blank reference" in seen
    assert "rejected 1: repeated reference, the first kept" in seen


async def test_dates_that_can_be_read_in_two_ways_are_asked_about(
    importing, tmp_path: Path
) -> None:
    (tmp_path / "dates.csv").write_text("Crime No,Recorded\nA1,03/09/2026\nA2,04/08/2026\n")
    async with importing() as pilot:
        await fill(pilot, tmp_path / "dates.csv", reference="Crime No", date="Recorded")
        await pilot.press("enter")
        seen = await wait_for(pilot, "Say how dates are written")
        assert "> Dates" in seen
        await pilot.press("right", "enter")
        await wait_for(pilot, "enter keeps these 2 cases")


async def test_a_changed_form_must_be_read_again(importing, desk: Desk, tmp_path: Path) -> None:
    async with importing() as pilot:
        await fill(pilot, write_list(tmp_path / "crimes.csv"), reference="Crime No")
        await pilot.press("enter")
        await wait_for(pilot, "enter keeps these 200 cases")
        await fill(pilot, tmp_path / "crimes.csv", keep="Team")
        assert BEGIN in await text_at_rest(pilot)
        await pilot.press("enter")
        assert "Status, Days Open" in await wait_for(pilot, "enter keeps these 200 cases")
    assert populations(desk) == ()


async def test_a_list_that_is_cancelled_leaves_nothing(
    importing, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancel at the first 2,000 rows: esc is pressed as they are told."""
    monkeypatch.setattr(reading, "PROGRESS_ROWS", 2_000)
    path = write_list(tmp_path / "long.csv", cases=20_000)
    async with importing() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ImportListScreen)
        tell = screen._tell_rows

        def tell_and_cancel(rows: int, total: int | None) -> None:
            tell(rows, total)
            pilot.app.call_from_thread(screen.action_go_up)

        monkeypatch.setattr(screen, "_tell_rows", tell_and_cancel)
        await fill(pilot, path, reference="Crime No")
        await pilot.press("enter")
        seen = await wait_for(pilot, "The import was cancelled")
        assert "Nothing was kept" in seen
        assert BEGIN in seen
    assert populations(desk) == ()


async def test_progress_is_told_in_rows(
    importing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with importing() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ImportListScreen)
        screen._begin("Reading...")
        screen._tell_rows(120_000, None)
        assert "120,000 rows read. esc cancels" in await wait_for(pilot, "rows read")


async def test_no_file_and_a_file_that_is_not_there_are_said(importing, tmp_path: Path) -> None:
    async with importing() as pilot:
        await pilot.press("enter")
        assert "Name the file of the list first" in await text_at_rest(pilot)
        await fill(pilot, tmp_path / "no.csv", reference="Crime No")
        await pilot.press("enter")
        assert "there is no such file" in await wait_for(pilot, "1 fault")


async def test_a_name_that_is_taken_is_refused_before_reading(
    listed: Desk, importing, tmp_path: Path
) -> None:
    async with importing() as pilot:
        await fill(pilot, tmp_path / "crimes.csv", reference="Crime No")
        await pilot.press("enter")
        await wait_for(pilot, "There is a population named 'crimes' already")
    assert len(populations(listed)) == 1


async def test_escape_leaves_the_field_and_then_the_screen(importing) -> None:
    async with importing() as pilot:
        await pilot.press("escape")
        assert "tab goes back into it" in await text_at_rest(pilot)
        await pilot.press("3")
        assert "Score opens once a sample is drawn" in await text_at_rest(pilot)
        await pilot.press("escape")
        await wait_for(pilot, "Bring in a list")


async def test_a_fault_is_shown_in_full_and_the_form_comes_back(importing, tmp_path: Path) -> None:
    (tmp_path / "faulty.csv").write_text(FAULTY)
    async with importing() as pilot:
        await fill(pilot, tmp_path / "faulty.csv", reference="Crime No")
        await pilot.press("enter")
        seen = await wait_for(pilot, "2 faults: nothing was imported")
        fault = pilot.app.screen.outcome.fault
        shown = " ".join(seen.split())
        assert form_words(str(fault)) in shown
        assert "Profile" not in seen
        await pilot.press("b")
        seen = await wait_for(pilot, "> File")
        assert "2 faults" in seen
        await pilot.press("escape")
        assert "Profile" not in await wait_for(pilot, "b Back to the form")


async def test_faults_are_written_to_a_file_beside_the_list(importing, tmp_path: Path) -> None:
    (tmp_path / "faulty.csv").write_text(FAULTY)
    async with importing() as pilot:
        await fill(pilot, tmp_path / "faulty.csv", reference="Crime No")
        await pilot.press("enter")
        await wait_for(pilot, "2 faults: nothing was imported")
        await pilot.press("w")
        await wait_for(pilot, "Written:")
    with (tmp_path / "faulty-faults.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *faults = list(csv.reader(file))
    assert header[:3] == ["code", "file", "line"]
    assert [fault[:3] for fault in faults] == [
        ["IMPORT-014", "faulty.csv", "3"],
        ["IMPORT-015", "faulty.csv", "4"],
    ]


async def test_a_file_that_is_not_there_is_forgotten_with_its_name(
    importing, tmp_path: Path
) -> None:
    async with importing() as pilot:
        await fill(pilot, tmp_path / "no.csv", reference="Crime No")
        await pilot.press("enter")
        await wait_for(pilot, "there is no such file")
        await pilot.press("b", "end", "x")
        assert "no such file" not in await wait_for(pilot, BEGIN)


async def test_a_period_leaves_out_what_is_outside_it(importing, tmp_path: Path) -> None:
    (tmp_path / "dated.csv").write_text(
        "Crime No,Recorded\nA1,2026-08-31\nA2,2026-09-01\nA3,2026-09-30\nA4,2026-10-01\n"
    )
    days = {"first_day": "2026-09-01", "last_day": "2026-09-30"}
    async with importing() as pilot:
        await fill(pilot, tmp_path / "dated.csv", reference="Crime No", date="Recorded", **days)
        await pilot.press("enter")
        await wait_for(pilot, "enter keeps these 2 cases")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("1 Sept", "", "From: '1 Sept' is not a date."),
        ("2026-10-01", "2026-09-01", "The period ends before it begins"),
    ],
)
async def test_a_period_that_is_none_is_said(
    importing, tmp_path: Path, first: str, last: str, said: str
) -> None:
    path = write_list(tmp_path / "crimes.csv")
    async with importing() as pilot:
        await fill(pilot, path, reference="Crime No", first_day=first, last_day=last)
        await pilot.press("enter")
        await wait_for(pilot, said)


async def test_the_form_is_as_it_was_left(importing, tmp_path: Path) -> None:
    async with importing() as pilot:
        await fill(pilot, tmp_path / "crimes.csv", reference="Crime No", blank="reject")
        await pilot.press("escape", "escape")
        await wait_for(pilot, "Bring in a list")
        await pilot.press("i")
        await wait_for(pilot, "The form is as you left it.")
        form = pilot.app.screen.list_form
        assert (form.path, form.text("reference")) == (tmp_path / "crimes.csv", "Crime No")
        assert form.choice("blank") == "reject"
