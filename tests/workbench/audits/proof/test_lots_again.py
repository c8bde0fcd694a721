"""Verifying draws every lot of second readings again, and names a choice that is not the lot."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select
from sqlmodel import col

from checklists.answers import Answer
from sampling.reading_allocation import Allocation as Dealt
from sampling.second_readings import SecondReadings, draw_second_readings
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import FIRST, SECOND, SEED, THIRD, at, but, choose, finish, read
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.people.allocating import set_conflict_rules
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.people import register
from workbench.audits.proof.verifying import verify_record
from workbench.audits.second_readings import joining, second_reading
from workbench.audits.second_readings.twice_read import BY_LOT, CRITICAL_FAIL
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import Allocation, SecondReading

LOT = "the second readings of draw 1 of audit 'September'"


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 6 cases with 3 in reserve."""
    return draw_audit(size=6)


def faults(desk: Desk) -> tuple[str, ...]:
    return verify_record(desk).faults


def checked(desk: Desk) -> str:
    return " ".join(verify_record(desk).checked)


def swap(desk: Desk, reference: str) -> str:
    """Put a reserve in the place of a case, and return its reference."""
    audit = open_audit(desk, "September")
    order = audit.case(reference).order
    replace_case(desk, "September", reference, reason=ReplacementReason.RESTRICTED)
    return open_audit(desk, "September").case(f"#{order}").reference


# What holds


def test_a_lot_is_drawn_again_from_its_seed(desk: Desk, audit: OpenAudit) -> None:
    assert "second readings" not in checked(desk)
    choose(desk, audit, share=0.5)
    assert faults(desk) == ()
    assert "1 lot of second readings, drawn again from their seeds" in checked(desk)


def test_reserves_before_and_after_the_choice_are_taken_into_account(
    desk: Desk, audit: OpenAudit
) -> None:
    first = audit.cases[0].reference
    stands_in = swap(desk, first)
    chosen = choose(desk, audit, share=1.0)
    assert stands_in in chosen
    assert first not in chosen
    for _ in range(2):
        stands_in = swap(desk, stands_in)
    assert faults(desk) == ()


def test_critical_fails_that_joined_and_their_reserves_belong_to_it(
    desk: Desk, audit: OpenAudit
) -> None:
    choose(desk, audit, SECOND, THIRD, share=0.0, critical_fails=True)
    failed = audit.cases[4].reference
    read(at(desk, FIRST), audit, but(case=failed, question="SUP-02", answer=Answer.NOT_MET))
    finish(at(desk, FIRST), audit)
    swap(desk, failed)
    assert faults(desk) == ()


def test_conflict_rules_say_who_reads_and_not_which_cases(desk: Desk, audit: OpenAudit) -> None:
    for name, team in ((SECOND, "A"), (THIRD, "B"), (FIRST, "C")):
        register(desk, name, team=team)
    set_conflict_rules(desk, audit.name, RulesAsked(own_team="team"))
    choose(desk, audit, SECOND, THIRD, share=1.0)
    swap(desk, audit.cases[0].reference)
    assert faults(desk) == ()


def test_the_lot_of_an_earlier_draw_is_drawn_again_too(
    desk: Desk, draw_audit: DrawAudit, audit: OpenAudit
) -> None:
    choose(desk, audit, share=0.5)
    choose(desk, draw_audit("October", size=3), share=0.5)
    assert faults(desk) == ()
    assert "2 lots of second readings" in checked(desk)


# What does not


Forge = Callable[[Sequence[str]], Sequence[str]]


def forged(monkeypatch: pytest.MonkeyPatch, pick: Forge) -> None:
    """Let the choice fall on other cases than the lowest tickets, as a bent program would."""

    def chosen(references: Sequence[str], *, seed: str, share: float) -> tuple[str, ...]:
        return tuple(pick(draw_second_readings(references, seed=seed, share=1.0)))

    def dealt(references: Sequence[str], *_: object, **asked: float) -> SecondReadings:
        cases = chosen(references, seed=SEED, share=asked["share"])
        return SecondReadings(cases, (), Dealt(dict.fromkeys(cases, SECOND), ()))

    monkeypatch.setattr(second_reading, "draw_second_readings", chosen)
    monkeypatch.setattr(second_reading, "allocate_second_readings", dealt)


@pytest.mark.parametrize(
    "pick",
    [
        pytest.param(lambda tickets: tickets[3:], id="the highest"),
        pytest.param(lambda tickets: tickets[:2], id="too few"),
        pytest.param(lambda tickets: tickets[:4], id="too many"),
        pytest.param(lambda tickets: (*tickets[:2], tickets[4]), id="one is another"),
    ],
)
def test_a_choice_whose_cases_are_not_the_lowest_tickets_is_a_fault(
    desk: Desk, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch, pick: Forge
) -> None:
    forged(monkeypatch, pick)
    choose(desk, audit, share=0.5)
    assert faults(desk) == (f"{LOT}: its seed gives other cases",)


def test_an_entry_that_tells_another_seed_than_its_row_is_a_fault(
    desk: Desk, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        second_reading,
        "insert_row",
        lambda session, table, values: insert_row(
            session, table, values | ({"seed": "another-seed"} if table is SecondReading else {})
        ),
    )
    choose(desk, audit, share=0.5)
    assert faults(desk) == (f"{LOT}: its entry tells another seed or share than its row",)


def give(desk: Desk, case_id: int, why: str, *, action: str = "tested") -> None:
    """Have a case read twice, sealed as the program seals it."""
    given = {"case_id": case_id, "reading": 2, "auditor": SECOND, "why": why}
    with desk.record.writing() as session:
        insert_row(session, Allocation, given | {"allocated_at": "", "allocated_by": "x"})
        about = f"audit:1/case:{case_id}"
        desk.enter(session, action, about=about, details={"case_id": case_id})


@pytest.mark.parametrize(
    ("why", "action"),
    [(BY_LOT, "tested"), (CRITICAL_FAIL, "tested"), (CRITICAL_FAIL, joining.JOINED)],
)
def test_a_case_that_was_added_later_is_a_fault(
    desk: Desk, audit: OpenAudit, why: str, action: str
) -> None:
    """Where critical fails were not to be read twice, none joins, whatever its entry says."""
    chosen = choose(desk, audit, share=0.5)
    left = next(case.id for case in audit.cases if case.reference not in chosen)
    give(desk, left, why, action=action)
    assert faults(desk) == (f"{LOT}: a case is read twice that is not of it, and did not join it",)


def test_a_case_that_is_told_to_be_there_for_another_reason_is_a_fault(
    desk: Desk, audit: OpenAudit
) -> None:
    """So that a hard case could not be taken out of the figures of agreement."""
    choose(desk, audit, share=0.5, critical_fails=True)
    with desk.record.writing() as session:
        of_lot = session.scalars(select(col(Allocation.id))).first()
        change_row(session, Allocation, col(Allocation.id) == of_lot, {"why": CRITICAL_FAIL})
        desk.enter(session, "tested", about="audit:1", details={})
    assert faults(desk)[0] == f"{LOT}: a case of it is no longer read twice by lot"
