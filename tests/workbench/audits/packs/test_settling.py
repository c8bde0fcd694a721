"""Settling: a person chooses between rival answers, with a reason; the others are kept."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock
from tests.workbench.audits.packs.desks import (
    AUDIT,
    answer,
    at_pack,
    check_sound,
    rivals,
    send,
    standing,
)
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.packs.settling import Dispute, disputes, settle_by_word, settle_dispute
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.proof.diary import diary
from workbench.errors import Refused, WorkbenchError

MET, NOT_MET = Answer.MET, Answer.NOT_MET


@pytest.fixture
def packs(desk: Desk, audit: OpenAudit, tmp_path: Path, clock: Clock) -> tuple[Path, Path]:
    """Two packs in which the first case was answered differently, both taken in."""
    files = tuple(send(desk, tmp_path / f"{who}.pack", who, "#1") for who in ("Ann", "Ben"))
    for path, who, value in zip(files, ("Ann", "Ben"), (MET, NOT_MET), strict=True):
        with at_pack(path, who, clock) as there:
            answer(there, "#1", "SUP-01", value)
        take_in_pack(desk, path)
    return files[0], files[1]


@pytest.fixture
def dispute(desk: Desk, packs: tuple[Path, Path]) -> Dispute:
    (found,) = disputes(desk, AUDIT)
    return found


def value(desk: Desk, audit: OpenAudit) -> object:
    return standing(desk)[audit.cases[0].id, "SUP-01"][0]


def test_the_one_that_is_chosen_stands_and_the_reason_is_in_the_diary(
    desk: Desk, audit: OpenAudit, dispute: Dispute
) -> None:
    settle_dispute(desk, AUDIT, dispute, dispute.rivals[1], reason="seen together")
    assert value(desk, audit) is NOT_MET
    assert not disputes(desk, AUDIT)
    assert diary(desk, AUDIT)[-1].sentence.endswith("open to not met, because: seen together")
    check_sound(desk)


def test_a_choice_needs_a_reason(desk: Desk, dispute: Dispute) -> None:
    with pytest.raises(Refused, match="reason"):
        settle_dispute(desk, AUDIT, dispute, dispute.rivals[0], reason=" ")
    assert disputes(desk, AUDIT) == (dispute,)


def test_a_choice_between_answers_that_are_others_by_now_is_refused(
    desk: Desk, dispute: Dispute, packs: tuple[Path, Path], clock: Clock
) -> None:
    with at_pack(packs[0], "Ann", clock) as ann:
        answer(ann, "#1", "SUP-01", Answer.PARTLY_MET)
    take_in_pack(desk, packs[0])
    with pytest.raises(Refused, match="no longer those you saw"):
        settle_dispute(desk, AUDIT, dispute, dispute.rivals[0], reason="seen together")
    (sides,) = rivals(desk).values()
    assert {side[0] for side in sides} == {NOT_MET, Answer.PARTLY_MET}


def test_a_rival_that_gives_way_settles_it_by_itself(
    desk: Desk, audit: OpenAudit, dispute: Dispute, packs: tuple[Path, Path], clock: Clock
) -> None:
    with at_pack(packs[0], "Ann", clock) as ann:
        answer(ann, "#1", "SUP-01", NOT_MET)
    take_in_pack(desk, packs[0])
    assert not disputes(desk, AUDIT)
    assert value(desk, audit) is NOT_MET
    check_sound(desk)


def test_after_a_choice_the_same_packs_change_nothing_and_it_can_be_answered_again(
    desk: Desk, audit: OpenAudit, dispute: Dispute, packs: tuple[Path, Path]
) -> None:
    settle_dispute(desk, AUDIT, dispute, dispute.rivals[0], reason="seen together")
    for path in packs:
        take_in_pack(desk, path)
    assert value(desk, audit) is MET
    answer(desk, "#1", "SUP-01", Answer.PARTLY_MET)
    assert value(desk, audit) is Answer.PARTLY_MET
    check_sound(desk)


def test_it_is_settled_by_the_word_of_a_command(
    desk: Desk, audit: OpenAudit, dispute: Dispute
) -> None:
    settle_by_word(
        desk, AUDIT, case="#1", question="sup-01", word="Not met", reason="seen together"
    )
    assert value(desk, audit) is NOT_MET


@pytest.mark.parametrize("word", ["partly_met", "yes", ""])
def test_a_word_that_is_none_of_the_answers_names_them(
    desk: Desk, dispute: Dispute, word: str
) -> None:
    with pytest.raises(WorkbenchError, match="They are: met, not met"):
        settle_by_word(desk, AUDIT, case="#1", question="SUP-01", word=word, reason="so")


def test_where_nothing_waits_nothing_is_chosen(desk: Desk, audit: OpenAudit) -> None:
    with pytest.raises(Refused, match="No answers"):
        settle_by_word(desk, AUDIT, case="#1", question="SUP-01", word="met", reason="so")
