"""The agreement of two readers on Results: all figures with their limits, and why they differ."""

from dataclasses import replace

import pytest

from checklists.answers import Answer
from tests.exports.agreements import line_of_table
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results import reporting
from workbench.audits.reviews.scoring import open_scoring
from workbench.screens.steps import Subject

AT_95_PER_CENT = ((92, 3), (3, 2))
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def read_twice(monkeypatch: pytest.MonkeyPatch, desk: Desk, audit: OpenAudit) -> None:
    """An audit in which one question was read twice in a hundred cases, 95% of them met."""
    scoring = open_scoring(desk, audit.name)
    scoring.go_to_case(1)
    scoring.answer(Answer.MET)
    report = replace(
        reporting.report(desk, audit.name), agreement=(line_of_table("SUP-01", AT_95_PER_CENT),)
    )
    monkeypatch.setattr(reporting, "report", lambda *_, **__: report)


@pytest.mark.parametrize("size", SIZES)
async def test_the_details_show_all_three_with_limits_and_say_why_they_differ(
    make_app: MakeApp, audit: OpenAudit, read_twice: None, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        await wait_for(pilot, "Limits at 95%")
        await pilot.press("d")
        seen = await wait_for(pilot, "Read twice")
        if size == SIZES[0]:
            await wait_for(pilot, "pgdn and pgup scroll the details")
            await pilot.press("pagedown")
            seen += await wait_for(pilot, "Applicable ")
    words = " ".join(seen.split())
    assert "6 differences in 100 cases read twice, 0 of them settled" in words
    assert "94.0% (87.5 to 97.2) of 100 cases; AC1 0.93 (0.88 to 0.99); kappa 0.37" in words
    assert "Kappa is only 0.37 although the readers agree on 94.0% of the cases" in words


async def test_a_rate_that_nobody_read_twice_says_so(make_app: MakeApp, audit: OpenAudit) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        await wait_for(pilot, "Limits at 95%")
        await pilot.press("d")
        assert "no case was read twice" in await wait_for(pilot, "Read twice")
        assert "pgdn" not in await text_at_rest(pilot)
