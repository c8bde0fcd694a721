"""Next month's audit: a new population in which no case that was drawn is drawn again."""

from pathlib import Path

import pytest

from exports.certificate import write_certificate
from tests.conftest import write_list
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.redrawing import redraw_sample
from workbench.audits.draws.repeating import Repetition, repeat_audit
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit
from workbench.audits.populations import drawn_before, import_population
from workbench.audits.results.reporting import certificate_of
from workbench.errors import WorkbenchError


@pytest.fixture
def next_month(desk: Desk, audit: OpenAudit, tmp_path: Path) -> OpenAudit:
    """An audit of every case left of a list that still holds those drawn the month before."""
    replace_case(desk, audit.name, "#1", reason=ReplacementReason.RESTRICTED)
    file = write_list(tmp_path / "october.csv", cases=230)
    before = drawn_before(desk, audit.name)
    import_population(
        desk,
        file,
        name="october",
        profile=profile_from_options(reference="Crime No", keep=("Team",)),
        options=ReadingOptions(drawn_before=(before,)),
    )
    plan = DrawPlan(
        audit="October",
        population="october",
        checklists=("SUP",),
        design=DesignAsked(size=230 - 13),
    )
    return draw_sample(desk, plan)


def test_no_case_is_drawn_twice(desk: Desk, audit: OpenAudit, next_month: OpenAudit) -> None:
    drawn = set(drawn_before(desk, audit.name).references)
    assert len(drawn) == 13, "twelve cases, and the reserve that stood in for one of them"
    assert drawn.isdisjoint(case.reference for case in next_month.cases)


def test_the_flow_says_why_they_were_left_out(next_month: OpenAudit) -> None:
    (step,) = next_month.population.part.flow.excluded
    assert (step.reason, step.rows) == ("drawn before, in September", 13)


def test_the_certificate_is_enough_to_draw_it_again(
    desk: Desk, next_month: OpenAudit, tmp_path: Path
) -> None:
    proof = write_certificate(certificate_of(desk, next_month.name), tmp_path / "c.json")
    assert redraw_sample(proof, tmp_path / "october.csv").same


def test_an_audit_that_drew_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(WorkbenchError, match="no audit named 'none'"):
        drawn_before(desk, "none")


def test_an_audit_is_repeated_in_one_go(desk: Desk, audit: OpenAudit, tmp_path: Path) -> None:
    new_list = write_list(tmp_path / "october.csv", cases=230)
    repetition = Repetition(before=audit.name, name="October", list=new_list)
    again = repeat_audit(desk, repetition)
    assert (again.name, again.population.name) == ("October", "October")
    assert again.design == audit.design
    assert [c.id for c in again.checklists] == [c.id for c in audit.checklists]
    drawn = {case.reference for case in audit.cases}
    assert drawn.isdisjoint(case.reference for case in again.cases)


def test_a_third_month_leaves_out_both_before(desk: Desk, audit: OpenAudit, tmp_path: Path) -> None:
    new_list = write_list(tmp_path / "list.csv", cases=230)
    october = repeat_audit(desk, Repetition(before=audit.name, name="October", list=new_list))
    november = repeat_audit(desk, Repetition(before="October", name="November", list=new_list))
    before = {case.reference for case in (*audit.cases, *october.cases)}
    assert len(before) == 24
    assert before.isdisjoint(case.reference for case in november.cases)
    assert november.population.part.frame_size == 230 - 24


def test_a_repeated_stratified_audit_keeps_its_sizes(
    desk: Desk, listed: Desk, tmp_path: Path
) -> None:
    design = DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=9, reserve=1)
    plan = DrawPlan(audit="teams", population="crimes", checklists=("SUP",), design=design)
    first = draw_sample(listed, plan)
    new_list = write_list(tmp_path / "october.csv", cases=230)
    again = repeat_audit(desk, Repetition(before="teams", name="October", list=new_list))
    assert again.design == first.design
