"""Calibration on screen: scored blind, revealed from the sealed file, and where each differs."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import DrawAudit, draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import make_team
from tests.workbench.audits.people.test_calibrating import NAME, at, score, write_agreed
from tests.workbench.screens.conftest import AppOf
from tests.workbench.screens.test_every_screen import SIZES, check_fit
from tests.workbench.textual_private import type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.calibrating import make_set, reveal
from workbench.audits.people.calibration_results import calibration_results
from workbench.audits.people.people import register
from workbench.record.role_rules import Role
from workbench.screens.calibration import CalibrationScreen
from workbench.screens.steps import Subject

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def agreed(tmp_path: Path) -> Path:
    """Where the file of the agreed answers is."""
    return tmp_path / "agreed.csv"


@pytest.fixture
def begun(desk: Desk, draw_audit: DrawAudit, agreed: Path) -> OpenAudit:
    """A set of three cases, met throughout, for Ann and Bo; Hal leads."""
    for name, role in (("Ann", Role.AUDITOR), ("Bo", Role.AUDITOR), ("Hal", Role.SUPERVISOR)):
        register(desk, name, role=role, team=name)
    audit = draw_audit(NAME, size=3, reserve=0)
    make_set(desk, NAME, agreed=write_agreed(agreed, audit), readers=("Ann", "Bo"))
    return audit


@pytest.fixture
def scored(desk: Desk, begun: OpenAudit) -> OpenAudit:
    """The set scored by both: Ann as agreed, Bo otherwise in the first question of each case."""
    score(desk, "Ann", Answer.MET)
    score(desk, "Bo", Answer.MET, but_first=Answer.PARTLY_MET)
    return begun


def flat(seen: str) -> str:
    return " ".join(seen.split())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_leads_to_the_set_and_its_sealed_file_reveals_where_all_differ(
    app_of: AppOf, scored: OpenAudit, agreed: Path, size: tuple[int, int]
) -> None:
    async with app_of("Hal").run_test(size=size) as pilot:
        await wait_for(pilot, "reveal a calibration set: all 2 a")
        await type_at_once(pilot, "w")
        seen = await wait_for(pilot, "Scored blind: 2 of 2 auditors")
        check_fit(seen, size)
        assert "partly met" not in seen
        await type_at_once(pilot, "r")
        check_fit(await wait_for(pilot, "reveal the agreed answers"), size)
        await type_at_once(pilot, *str(agreed), "enter")
        await wait_for(pilot, "enter again reveals")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "Revealed. The set is closed")
        seen = await wait_for(pilot, "How far each agrees")
        check_fit(seen, size)
        assert "r Reveal" not in seen
        assert "100.0%" in next(line for line in seen.splitlines() if line[2:].startswith("Ann "))


async def test_whoever_leads_is_shown_everybody_with_every_answer_that_differs(
    app_of: AppOf, desk: Desk, scored: OpenAudit, agreed: Path
) -> None:
    reveal(desk, NAME, agreed=agreed)
    app = app_of("Hal")
    async with app.run_test(size=WIDE) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(CalibrationScreen(NAME))
        seen = await wait_for(pilot, "partly met")
        lines = [line.split() for line in seen.splitlines()]
        assert "Ann differs nowhere." in seen
        found = calibration_results(at(desk, "Hal"), NAME)
        bo = next(each for each in found.auditors if each.name == "Bo")
        assert bo.overall is not None
        share = f"{bo.overall.percent.value:.1%}"
        assert share in next(line for line in seen.splitlines() if line[2:].startswith("Bo "))
        assert next(line for line in lines if line[:1] == ["SUP-01"])[1] == "0/3"
        assert not any(line[:1] == ["SUP-02"] for line in lines)
        for case in scored.cases:
            told = [f"#{case.order}", case.reference, "SUP-01", "partly", "met", "met"]
            assert told in lines
        assert "differences between people are mostly chance" in flat(seen)
        await type_at_once(pilot, "G")
        seen = flat(await wait_for(pilot, "Question    SUP-01"))
        assert "Bo partly met Agreed met" in seen


async def test_an_auditor_is_shown_every_question_of_their_own_and_nobody_elses(
    app_of: AppOf, desk: Desk, scored: OpenAudit, agreed: Path
) -> None:
    reveal(desk, NAME, agreed=agreed)
    app = app_of("Bo")
    async with app.run_test(size=WIDE) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(CalibrationScreen(NAME))
        seen = await wait_for(pilot, "Bo differs on:")
        assert "Ann" not in seen
        lines = [line.split() for line in seen.splitlines()]
        assert next(line for line in lines if line[:1] == ["SUP-02"])[1] == "3/3"
        await type_at_once(pilot, "j", "j")
        told = flat(await wait_for(pilot, "Bo: 3 of 3 cases alike, 100.0%"))
    assert "SUP-02 Bo: 3 of 3" in told


async def test_before_it_is_revealed_it_leads_to_ones_own_cases(
    app_of: AppOf, begun: OpenAudit
) -> None:
    app = app_of("Ann")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.go_to_step("results", Subject(audit=NAME))
        seen = await wait_for(pilot, "A calibration set, which no rate counts")
        assert "c Calibration" in seen
        assert "p Readers" not in seen
        await type_at_once(pilot, "c")
        seen = await wait_for(pilot, "Scored blind: you are not done yet.")
        assert "Ann 0/3" in flat(seen)
        assert "Bo" not in seen
        await type_at_once(pilot, "s")
        await wait_for(pilot, "Case 1 of 3")


async def test_another_file_is_refused_and_the_set_stays_sealed(
    app_of: AppOf, desk: Desk, scored: OpenAudit, agreed: Path
) -> None:
    write_agreed(agreed, scored, "not_met")
    app = app_of("Hal")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(CalibrationScreen(NAME))
        await wait_for(pilot, "Scored blind")
        await type_at_once(pilot, "r", "enter")
        await wait_for(pilot, "Name the file of the agreed answers first.")
        await type_at_once(pilot, *str(agreed), "enter")
        seen = await wait_for(pilot, "is not the file that")
        assert "enter again reveals" not in seen
        await type_at_once(pilot, "x", "enter")
        await wait_for(pilot, "cannot be read")
        await type_at_once(pilot, "escape")
        await wait_for(pilot, "Nothing was changed.")
    assert not calibration_results(desk, NAME).revealed


async def test_who_was_given_no_case_is_told_so(
    app_of: AppOf, desk: Desk, begun: OpenAudit
) -> None:
    register(desk, "Di")
    app = app_of("Di")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(CalibrationScreen(NAME))
        await wait_for(pilot, "No case of this calibration set was given to you.")


async def test_an_audit_that_is_no_set_says_how_one_is_made(
    app_of: AppOf, audit: OpenAudit
) -> None:
    app = app_of("Hal")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(CalibrationScreen(audit.name))
        told = flat(await wait_for(pilot, "There is no calibration to show."))
    assert "workbench calibrate AUDIT --agreed FILE.csv --to NAME." in told


# On a server, where a role is a lock


async def test_an_auditor_is_not_offered_to_reveal_and_a_supervisor_is(
    postgres_server: PostgresServer, tmp_path: Path, agreed: Path
) -> None:
    team = make_team(postgres_server, tmp_path)
    with team.desk("Sue") as desk:
        import_crimes(desk, tmp_path)
        audit = draw_crimes(desk, NAME, size=2, reserve=0)
        make_set(desk, NAME, agreed=write_agreed(agreed, audit), readers=("Ann", "Bob"))
    for name, words, reveals in (("Ann", "you are not done yet", False), ("Sue", "0 of 2", True)):
        app = WorkbenchApp(record=team.url(name))
        async with app.run_test(size=NARROW) as pilot:
            await wait_for(pilot, "? Help")
            app.push_screen(CalibrationScreen(NAME))
            seen = await wait_for(pilot, words)
            assert ("r Reveal" in seen) == reveals
            assert ("r reveals the agreed answers" in flat(seen)) == reveals
            assert ("Bob" in seen) == reveals
