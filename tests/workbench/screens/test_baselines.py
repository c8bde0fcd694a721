"""Baselines by keyboard: verdicts in words, both sides, the sentence, and why others do not fit."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from checklists.answers import Answer
from checklists.baseline_register import own_baselines
from tests.conftest import DrawAudit
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.results.against_baselines import AgainstBaselines
from workbench.audits.results.comparing import compare_audit
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.standing import Place
from workbench.screens.baselines import BaselinesScreen
from workbench.screens.steps import Subject
from workbench.widgets.comparison_details import OWN_BASELINE

NARROW, WIDE = (80, 24), (120, 40)
SUPERVISION = "stf22-supervision"


@pytest.fixture
def answered(desk: Desk, draw_audit: DrawAudit) -> Callable[[int, int], None]:
    """Draw 40 cases, and answer whether supervision was effective: so many met, so many not."""

    def give(met: int, failed: int) -> None:
        audit = draw_audit(size=40)
        given = [Answer.MET] * met + [Answer.NOT_MET] * failed
        for case, answer in zip(audit.cases, given, strict=False):
            place = Place(case.id, "SUP-12")
            give_answer(desk, audit, place, answer)
            write_note(desk, audit, place, "see entry 4")

    return give


@pytest.fixture
def opened(make_app: MakeApp):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            app.go_to_step("results", Subject(audit="September"))
            await wait_for(pilot, "Limits at 95%")
            await pilot.press("v")
            await wait_for(pilot, "right of 0 is better")
            yield pilot

    return open_at


def line_of(pilot: Pilot[None], start: str) -> str:
    lines = screen_text(pilot.app).splitlines()
    return next(line for line in lines if line[2:].startswith(start))


def one_line(pilot: Pilot[None]) -> str:
    return " ".join(screen_text(pilot.app).split())


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(
    ("met", "failed", "word"), [(36, 4, "improved"), (2, 38, "worse"), (16, 16, "cannot tell")]
)
async def test_a_baseline_is_one_line_with_both_rates_the_difference_and_the_verdict(
    opened, answered, desk: Desk, size: tuple[int, int], met: int, failed: int, word: str
) -> None:
    answered(met, failed)
    (expected,) = compare_audit(desk, "September", baseline=SUPERVISION)
    async with opened(size) as pilot:
        line = line_of(pilot, SUPERVISION)
        said = one_line(pilot)
    assert f"{100 * met / (met + failed):.1f}%  40.0% " in line
    assert "●" in line
    assert "┊" in line
    assert word in line
    assert expected.sentence in said
    assert "-50" in said
    assert "+50" in said
    assert "[6 Baselines]" in said


async def test_the_files_still_to_read_are_in_the_line(opened, answered, desk: Desk) -> None:
    answered(22, 16)
    (expected,) = compare_audit(desk, "September", baseline=SUPERVISION)
    assert expected.files_to_read is not None
    async with opened() as pilot:
        assert "+files" in await text_at_rest(pilot)
        assert line_of(pilot, SUPERVISION).split()[-1] == str(expected.files_to_read)


async def test_a_finding_in_words_has_no_figure(opened, answered) -> None:
    answered(36, 4)
    async with opened() as pilot:
        line = line_of(pilot, "stf22-review-words")
    assert "not comparable" in line
    assert "%" not in line
    assert "●" not in line


@pytest.mark.parametrize("key", ["enter", "d"])
async def test_the_details_give_both_ways_the_source_and_the_caveats(
    opened, answered, key: str
) -> None:
    answered(36, 4)
    async with opened(WIDE) as pilot:
        await pilot.press(key)
        said = one_line(pilot)
        for words in (
            "36 of 60 ineffective = 24 of 60 effective",
            "page 21; published",
            "exploratory: not fixed before the reading began",
            'The base of "36 of 60" is ambiguous',
            "SUP-EFFECTIVE 90.0%, 36 of 40",
        ):
            assert words in said
        await pilot.press("escape")
        assert "page 21" not in await text_at_rest(pilot)


async def test_what_looks_alike_is_listed_with_the_reason(opened, answered) -> None:
    answered(36, 4)
    async with opened() as pilot:
        assert "not comparable with SUP-09" in line_of(pilot, "stf22-inv-opps")
        await pilot.press("G")
        said = one_line(pilot)
        assert "It asks whether a supervisor put missed lines right" in said
        assert "Copy the sentence" not in said
        await pilot.press("d")
        assert "19 of 70 not completed = 51 of 70 completed" in one_line(pilot)


async def test_the_details_scroll_where_they_are_long(opened, answered) -> None:
    answered(36, 4)
    async with opened() as pilot:
        await pilot.press("d")
        assert "Not with SUP-04" not in one_line(pilot)
        await pilot.press("pagedown", "pagedown")
        assert "Not with SUP-04" in one_line(pilot)


async def test_where_the_details_fit_a_page_is_one_of_the_list(opened, answered) -> None:
    answered(36, 4)
    async with opened((200, 60)) as pilot:
        at_hand = pilot.app.screen.line
        await pilot.press("d")
        assert "pgdn and pgup scroll the details" not in await text_at_rest(pilot)
        await pilot.press("pagedown")
        assert pilot.app.screen.line != at_hand


async def test_y_copies_the_sentence(opened, answered, desk: Desk) -> None:
    answered(36, 4)
    (expected,) = compare_audit(desk, "September", baseline=SUPERVISION)
    async with opened() as pilot:
        await pilot.press("y")
        await wait_for(pilot, f"Copied the sentence about {SUPERVISION}.")
        assert pilot.app.clipboard == expected.sentence


async def test_unfinished_reading_is_said_above_the_verdicts(opened, answered) -> None:
    answered(36, 0)
    async with opened() as pilot:
        assert "Unfinished: 0 of 40 complete. These verdicts can still" in one_line(pilot)


async def test_where_no_baseline_fits_it_says_how_to_add_one(opened, draw_audit: DrawAudit) -> None:
    draw_audit()
    none = AgainstBaselines("September", 12, 12, (), {}, ())
    async with opened(WIDE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, BaselinesScreen)
        screen.show_found(none)
        await pilot.pause()
        said = one_line(pilot)
    assert "No baseline is about what September asks." in said
    assert "measures: [PLAN-ADEQUATE]" in said
    assert "Details" not in said


def test_the_baseline_that_is_shown_as_an_example_can_be_read() -> None:
    (own,) = own_baselines(OWN_BASELINE, name="own.yaml").values()
    assert own.both_ways == "31 of 50 adequate = 19 of 50 not adequate"


async def test_an_audit_that_is_not_there_is_said_in_words(make_app: MakeApp, listed: Desk) -> None:
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("baselines", Subject(audit="None"))
        assert "There is no audit named 'None'" in await wait_for(pilot, "nothing to compare")
