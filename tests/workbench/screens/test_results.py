"""Results by keyboard: rates with their limits, what is behind them, and nothing invented."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from checklists.answers import Answer
from sampling.errors import SamplingError
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results import reporting
from workbench.audits.results.rates import IntervalMethod, rates, rates_by
from workbench.audits.reviews.answering import write_note
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import Place
from workbench.screens.group_rates import telling_first
from workbench.screens.steps import Subject

NARROW, WIDE = (80, 24), (120, 40)
Scored = Callable[[int], None]


@pytest.fixture
def score(desk: Desk, audit: OpenAudit) -> Scored:
    """A function that answers every question of the first cases; in the first, one is not met."""

    def answer_cases(cases: int) -> None:
        scoring = open_scoring(desk, audit.name)
        for order in range(1, cases + 1):
            scoring.go_to_case(order)
            while not scoring.case_complete:
                late = order == 1 and scoring.place.question == "SUP-02"
                scoring.answer(Answer.NOT_MET if late else Answer.MET)
                if scoring.line.note_owed:
                    scoring.write_note("No entry before closure.")

    return answer_cases


@pytest.fixture
def results(make_app: MakeApp, audit: OpenAudit):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            app.go_to_step("results", Subject(audit=audit.name))
            await wait_for(pilot, "Limits at 95%")
            yield pilot

    return open_at


def line_of(pilot: Pilot[None], start: str) -> str:
    lines = screen_text(pilot.app).splitlines()
    return next(line for line in lines if line[2:].startswith(start))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_question_is_one_line_with_its_interval(
    results, score: Scored, desk: Desk, size: tuple[int, int]
) -> None:
    score(12)
    async with results(size) as pilot:
        line = line_of(pilot, "SUP-02")
        assert "├" in line
        assert "●" in line
        assert " 91.7% " in line
        assert "11/12" in line
        low = rates(desk, "September").questions[1].low
        assert f"{low * 100:.1f} to " in line
        seen = await text_at_rest(pilot)
    assert "All 12 of 200 cases of crimes are complete. Next: 5 writes the workbook." in " ".join(
        seen.split()
    )
    assert "Indicators: headline rules over the questions" in seen
    assert "Effective supervision" in seen
    assert ("open" in seen) == (size == WIDE)


async def test_an_unfinished_audit_says_so_above_its_rates(results, score: Scored) -> None:
    score(5)
    async with results() as pilot:
        assert "Unfinished: 5 of 12 complete." in await text_at_rest(pilot)
        assert "few 5/5" in line_of(pilot, "SUP-01")


async def test_where_nothing_is_answered_yet_it_says_so_and_gives_no_number(results) -> None:
    async with results() as pilot:
        line = line_of(pilot, "SUP-01")
    assert "nothing answered yet" in line
    assert "%" not in line


async def test_l_changes_the_limits_and_names_the_method(
    results, score: Scored, desk: Desk
) -> None:
    score(12)
    async with results() as pilot:
        await pilot.press("l")
        await wait_for(pilot, IntervalMethod.HYPERGEOMETRIC.words)
        exact = rates(desk, "September", interval=IntervalMethod.HYPERGEOMETRIC).questions[1]
        assert exact.low is not None
        assert f"{exact.low * 100:.1f} to " in line_of(pilot, "SUP-02")
        for method in (*list(IntervalMethod)[2:], IntervalMethod.WILSON):
            await pilot.press("l")
            await wait_for(pilot, method.words)


async def test_d_shows_everything_about_the_rate_at_hand(results, score: Scored) -> None:
    score(12)
    async with results(WIDE) as pilot:
        await pilot.press("j", "d")
        seen = " ".join((await text_at_rest(pilot)).split())
        for words in (
            "11 met, 0 partly met, 1 not met, 0 not evidenced; 0 not applicable, 0 open",
            "91.7% strict: 11 of 12 applicable cases met",
            "in the style of the inspectorate",
            "Wilson with finite population correction",
            "200 cases of crimes",
            "Serves",
        ):
            assert words in seen
        await pilot.press("escape")
        assert "11 met," not in await text_at_rest(pilot)


async def test_enter_shows_the_cases_behind_a_number_and_enter_opens_one_in_score(
    results, score: Scored, desk: Desk, audit: OpenAudit
) -> None:
    score(12)
    write_note(desk, audit, Place(audit.cases[0].id, "SUP-02"), "Direction given on day 9.")
    async with results() as pilot:
        await pilot.press("j", "enter")
        seen = await wait_for(pilot, "those not met first")
        first = next(line for line in seen.splitlines() if line.startswith(">"))
        assert audit.cases[0].reference in first
        assert "○ not met" in first
        assert "Direction given" in first
        await pilot.press("enter")
        seen = await wait_for(pilot, "Case 1 of 12")
        assert "> SUP-02" in seen
        await pilot.press("escape")
        await wait_for(pilot, "Limits at 95%")


async def test_the_results_are_worked_out_again_on_return(
    results, score: Scored, desk: Desk
) -> None:
    async with results() as pilot:
        await pilot.press("3")
        await wait_for(pilot, "Case 1 of 12")
        score(12)
        await pilot.press("4")
        assert "11/12" in await wait_for(pilot, "All 12 of")


async def test_b_breaks_a_rate_down_by_each_column(results, score: Scored, desk: Desk) -> None:
    score(12)
    groups = rates_by(desk, "September", "team")
    async with results() as pilot:
        await pilot.press("b")
        seen = await wait_for(pilot, "by team  (column 1 of 3)")
        for name, group in groups.items():
            line = next(x for x in seen.splitlines() if x[2:].strip().startswith(name))
            assert f"{group.questions[0].met}/{group.questions[0].applicable}" in line
        await pilot.press("b")
        await wait_for(pilot, "by status  (column 2 of 3)")
        await pilot.press("B", "escape")
        await wait_for(pilot, "Limits at 95%")


async def test_an_audit_without_a_sample_has_no_rates_and_says_why(
    make_app: MakeApp, listed: Desk
) -> None:
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit="None"))
        assert "There is no audit named 'None'" in await wait_for(pilot, "no rates to show")


async def test_what_the_statistics_refuse_is_a_notice(
    make_app: MakeApp, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SamplingError("no design", given=0, expected="cases", hint="Draw again.")

    monkeypatch.setattr(reporting, "report", refuse)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        assert "There are no rates to show." in await wait_for(pilot, "No design. Draw again.")


def test_columns_of_a_few_groups_come_first(desk: Desk, audit: OpenAudit) -> None:
    whole = reporting.report(desk, audit.name)
    cases = tuple(
        replace(case, fields={"number": f"{n}", "same": "a", "team": "AB"[n % 2]})
        for n, case in enumerate(whole.cases)
    )
    population = replace(whole.population, kept_columns=("number", "same", "team"))
    columns = telling_first(replace(whole, cases=cases, population=population))
    assert columns == ("team", "number", "same")
