"""Sending: what goes out in a pack, what does not, and to whom it may go."""

import sqlite3
import stat
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock
from tests.workbench.audits.packs.desks import AUDIT, answer, at_pack, check_sound, send
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.packs import sending
from workbench.audits.packs.listing import packs
from workbench.audits.packs.marks import pack_of
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.reviews.answering import write_note
from workbench.audits.reviews.standing import SECOND_READING, Place
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.audits.second_readings.twice_read import cases_read_twice
from workbench.errors import NotSaved, Refused, WorkbenchError
from workbench.record.copies import put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a pack goes."""
    return tmp_path / "a.pack"


@pytest.fixture
def bobs_case(desk: Desk, audit: OpenAudit) -> str:
    """A case that Bob reads second, as its place in the sample."""
    asked = SecondReadingAsked(readers=("Bob",), share=0.1, seed="20260901-lot")
    choose_second_readings(desk, AUDIT, asked)
    with desk.record.reading() as session:
        number = next(iter(cases_read_twice(session, audit)))
    return next(f"#{case.order}" for case in audit.cases if case.id == number)


def test_a_pack_is_a_private_record_of_the_chosen_cases_and_says_what_it_is(
    desk: Desk, audit: OpenAudit, path: Path, clock: Clock
) -> None:
    send(desk, path, "Ann", "#2-#4", "#9")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with at_pack(path, "Ann", clock) as ann:
        there = open_audit(ann, AUDIT)
        check_sound(ann)
        with ann.record.reading() as session:
            facts = pack_of(session)
    chosen = {case.order: case for case in audit.cases if case.order in {2, 3, 4, 9}}
    assert {case.order: case for case in there.cases} == chosen
    assert there.checklists == audit.checklists
    assert (facts.auditor, facts.cases, facts.audit) == ("Ann", 4, AUDIT)


def test_nothing_of_the_other_cases_nor_of_the_list_goes_out(
    desk: Desk, audit: OpenAudit, path: Path
) -> None:
    answer(desk, "#5", "SUP-01", Answer.MET)
    write_note(desk, audit, Place(audit.cases[4].id, "SUP-01"), "planted words")
    send(desk, path, "Ann", "#1-#2")
    held = path.read_bytes()
    assert b"planted words" not in held
    for case in audit.cases[2:]:
        assert case.reference.encode() not in held
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM frame_chunk").fetchone() == (0,)


def test_what_stands_goes_with_it(desk: Desk, audit: OpenAudit, path: Path, clock: Clock) -> None:
    answer(desk, "#1", "SUP-01", Answer.NOT_MET)
    write_note(desk, audit, Place(audit.cases[0].id, "SUP-01"), "No entry.")
    send(desk, path, "Ann", "#1")
    with at_pack(path, "Ann", clock) as ann:
        answer(ann, "#1", "SUP-02", Answer.MET)
        check_sound(ann)
    assert b"No entry." in path.read_bytes()


def test_a_second_reading_goes_out_blind_and_comes_back_as_one(
    desk: Desk, audit: OpenAudit, path: Path, clock: Clock, bobs_case: str
) -> None:
    answer(desk, bobs_case, "SUP-01", Answer.NOT_MET)
    write_note(desk, audit, Place(audit.case(bobs_case).id, "SUP-01"), "planted words")
    send(desk, path, "Bob", reading=SECOND_READING)
    assert b"planted words" not in path.read_bytes()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (0,)
        assert connection.execute("SELECT seed FROM second_reading").fetchone() != ("20260901-lot",)
    with at_pack(path, "Bob", clock) as bob:
        answer(bob, bobs_case, "SUP-01", Answer.MET, reading=SECOND_READING)
        check_sound(bob)
    done = take_in_pack(desk, path)
    assert not done.rivals
    check_sound(desk)


@pytest.mark.parametrize(
    ("auditor", "reading", "why"),
    [("Bob", 1, "its auditor reads it second"), ("Ann", 2, "Ann does not read it second")],
)
def test_a_reading_goes_only_to_whose_it_may_be(
    desk: Desk, path: Path, bobs_case: str, auditor: str, reading: int, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        send(desk, path, auditor, bobs_case, reading=reading)
    assert not path.exists()
    assert not packs(desk, AUDIT)


def test_without_names_all_go_that_may(
    desk: Desk, audit: OpenAudit, path: Path, clock: Clock, bobs_case: str
) -> None:
    send(desk, path, "Bob")
    with at_pack(path, "Bob", clock) as bob:
        orders = {case.order for case in open_audit(bob, AUDIT).cases}
    with desk.record.reading() as session:
        bobs = set(cases_read_twice(session, audit))
    assert audit.case(bobs_case).id in bobs
    assert orders == {case.order for case in audit.cases if case.id not in bobs}


def test_a_question_that_waits_for_a_choice_does_not_go_out(
    desk: Desk, audit: OpenAudit, path: Path, tmp_path: Path, clock: Clock
) -> None:
    send(desk, path, "Ann", "#1")
    with at_pack(path, "Ann", clock) as ann:
        answer(ann, "#1", "SUP-01", Answer.MET)
    answer(desk, "#1", "SUP-01", Answer.NOT_MET)
    take_in_pack(desk, path)
    with pytest.raises(Refused, match="Settle them first"):
        send(desk, tmp_path / "again.pack", "Ann", "#1")


def test_a_file_that_is_there_is_not_written_over(desk: Desk, audit: OpenAudit, path: Path) -> None:
    path.write_text("a letter")
    with pytest.raises(Refused, match="is there already"):
        send(desk, path, "Ann")
    assert path.read_text() == "a letter"


@pytest.mark.parametrize("cases", [("#13",), ("nowhere",), ("#4-#2",)])
def test_cases_that_there_are_not_are_named(
    desk: Desk, audit: OpenAudit, path: Path, cases: tuple[str, ...]
) -> None:
    with pytest.raises(WorkbenchError):
        send(desk, path, "Ann", *cases)
    assert not path.exists()


def test_where_the_record_cannot_be_told_no_pack_is_left(
    desk: Desk, audit: OpenAudit, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    monkeypatch.setattr(sending, "_enter", fail)
    with pytest.raises(NotSaved):
        send(desk, path, "Ann")
    assert not list(path.parent.glob("*.pack*"))
    assert not packs(desk, AUDIT)


def test_where_the_name_was_taken_meanwhile_the_other_file_stays(
    desk: Desk, audit: OpenAudit, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(part: Path, target: Path, *, force: bool) -> None:
        target.write_text("a letter")
        put(part, target, force=force)

    monkeypatch.setattr(sending, "put", taken)
    with pytest.raises(Refused, match="could not be given the name"):
        send(desk, path, "Ann")
    assert path.read_text() == "a letter"


@pytest.mark.parametrize(
    ("cases", "told"),
    [(("#3-#6",), "#3 to #6"), (("#2", "#5", "#9"), "#2, #5, #9"), (("#1-#4",), "#1 to #4")],
)
def test_a_pack_names_its_own_cases_where_another_is_asked_for(
    desk: Desk, audit: OpenAudit, path: Path, clock: Clock, cases: tuple[str, ...], told: str
) -> None:
    send(desk, path, "Ann", *cases)
    with at_pack(path, "Ann", clock) as ann, pytest.raises(WorkbenchError) as refused:
        open_audit(ann, AUDIT).case("#12")
    assert f"{refused.value}" == (
        f"'#12' is not among the cases of {AUDIT} in this pack. This pack has {told}."
    )
