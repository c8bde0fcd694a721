"""In a pack: its cases are scored, and what belongs to the whole audit is refused plainly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock, write_list
from tests.workbench.audits.packs.desks import AUDIT, answer, at_pack, send
from workbench.audits.desk import Desk, sit_down
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit
from workbench.audits.overview import overview
from workbench.audits.packs.choosing import PackAsked
from workbench.audits.packs.marks import DONE_IN_A_PACK
from workbench.audits.packs.sending import send_pack
from workbench.audits.populations import import_population, rows
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import certificate_of
from workbench.audits.reviews import answering, conflicts, escalating
from workbench.audits.second_readings import finishing
from workbench.errors import WorkbenchError


@pytest.fixture
def pack(desk: Desk, audit: OpenAudit, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Ann, at a pack of the first case."""
    with at_pack(send(desk, tmp_path / "ann.pack", "Ann", "#1"), "Ann", clock) as ann:
        yield ann


def import_more(desk: Desk, folder: Path) -> object:
    return import_population(
        desk,
        write_list(folder / "more.csv", cases=5),
        name="more",
        profile=profile_from_options(reference="Crime No"),
        options=ReadingOptions(),
    )


def draw_again(desk: Desk, _: Path) -> object:
    plan = DrawPlan(AUDIT, "crimes", ("SUP",), DesignAsked(size=1), reason="again")
    return draw_sample(desk, plan)


REFUSED: dict[str, Callable[[Desk, Path], object]] = {
    "import": import_more,
    "draw": draw_again,
    "rates": lambda desk, _: rates(desk, AUDIT),
    "certificate": lambda desk, _: certificate_of(desk, AUDIT),
    "rows of the list": lambda desk, _: rows(desk, 1, start=0, count=1),
    "a pack of a pack": lambda desk, folder: send_pack(
        desk, AUDIT, folder / "b.pack", PackAsked(auditor="Ben")
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_of_the_whole_audit_is_refused(pack: Desk, tmp_path: Path, what: str) -> None:
    (tmp_path / "more").mkdir()
    with pytest.raises(WorkbenchError) as refused:
        REFUSED[what](pack, tmp_path / "more")
    assert "pack" in str(refused.value)
    assert verify_record(pack).faults == ()


def test_what_may_be_entered_is_what_scoring_enters() -> None:
    scored = {answering.CHANGED, answering.UNDONE, answering.REDONE}
    marked = {conflicts.KEPT, finishing.FINISHED, escalating.ESCALATED}
    assert scored | marked <= DONE_IN_A_PACK


def test_verifying_says_where_its_draw_is_proved(pack: Desk) -> None:
    assert any("the record that it came from" in line for line in verify_record(pack).checked)


def test_home_says_what_it_is_and_what_to_do(pack: Desk, audit: OpenAudit) -> None:
    found = overview(pack)
    assert found.advice == "September, a pack for Ann: score 1 case of 1, then give the file back"
    assert not found.populations
    for question in audit.questions:
        answer(pack, "#1", question.id, Answer.MET)
    assert overview(pack).advice == (
        "September, a pack for Ann: all is scored, leave and give this file back to auditor 1"
    )


def test_who_opens_it_is_the_one_it_was_made_for_unless_they_say_so(
    pack: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_AUDITOR", raising=False)
    assert sit_down(pack.record).auditor == "Ann"
    assert sit_down(pack.record, "Bea").auditor == "Bea"
    monkeypatch.setenv("WORKBENCH_AUDITOR", "Cat")
    assert sit_down(pack.record).auditor == "Cat"
