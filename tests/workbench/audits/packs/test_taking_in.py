"""Taking in: what comes of each answer of a pack that came back, and what is refused."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock
from tests.workbench.audits.packs.desks import (
    AUDIT,
    answer,
    at_pack,
    check_sound,
    copy_of,
    rivals,
    seconds,
    send,
    standing,
)
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.packs import sending
from workbench.audits.packs.listing import packs
from workbench.audits.packs.planning import Outcome
from workbench.audits.packs.returned import NotThisPack
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.reviews.answering import set_flag, write_note
from workbench.audits.reviews.escalating import escalate, escalations
from workbench.audits.reviews.good_practice import mark_good_practice
from workbench.audits.reviews.standing import Place
from workbench.audits.reviews.undoing import undo
from workbench.errors import RecordUnusable, Refused, WorkbenchError
from workbench.record.engine import open_record
from workbench.record.history import head

MET, NOT_MET, PARTLY = Answer.MET, Answer.NOT_MET, Answer.PARTLY_MET


@pytest.fixture
def pack(desk: Desk, audit: OpenAudit, tmp_path: Path) -> Path:
    """A pack of the first four cases of twelve, for Ann."""
    return send(desk, tmp_path / "ann.pack", "Ann", "#1-#4")


def score(pack: Path, clock: Clock, *given: tuple[str, str, Answer | None]) -> Path:
    """Answer in a pack, as Ann."""
    with at_pack(pack, "Ann", clock) as ann:
        for case, question, value in given:
            answer(ann, case, question, value)
    return pack


def head_of(desk: Desk) -> str:
    with desk.record.reading() as session:
        return str(head(session))


def value_at(desk: Desk, audit: OpenAudit, case: str, question: str) -> object:
    return standing(desk)[audit.case(case).id, question][0]


# What comes in


def test_everything_that_was_done_in_a_pack_comes_along(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    place = Place(audit.cases[0].id, "SUP-01")
    with at_pack(pack, "Ann", clock) as ann:
        answer(ann, "#1", "SUP-01", NOT_MET, seconds=40)
        at = ann.now()
        write_note(ann, open_audit(ann, AUDIT), place, "No entry before closure.")
        set_flag(ann, open_audit(ann, AUDIT), place, flagged=True)
        mark_good_practice(ann, open_audit(ann, AUDIT), place, marked=True)
    done = take_in_pack(desk, pack)
    assert done.outcomes[Outcome.NEW] == 1
    assert standing(desk) == {
        (place.case_id, "SUP-01"): (
            NOT_MET, None, True, True, "No entry before closure.", "Ann", at,
        )
    }  # fmt: skip
    assert seconds(desk) == {place.case_id: 40}
    check_sound(desk)


def test_a_look_tells_what_would_be_and_writes_nothing(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    score(pack, clock, ("#1", "SUP-01", MET), ("#2", "SUP-01", NOT_MET), ("#3", "SUP-01", MET))
    answer(desk, "#2", "SUP-01", MET)
    answer(desk, "#3", "SUP-01", MET)
    before = head_of(desk)
    looked = take_in_pack(desk, pack, only_look=True)
    assert head_of(desk) == before
    assert not looked.done
    assert looked.outcomes == {
        Outcome.KNOWN: 0, Outcome.SAME: 1, Outcome.NEW: 1, Outcome.CHANGED: 0, Outcome.RIVAL: 1,
    }  # fmt: skip
    assert looked.rivals == (f"{audit.case('#2').reference} SUP-01",)


def test_an_answer_that_stood_when_it_went_out_is_replaced(
    desk: Desk, audit: OpenAudit, tmp_path: Path, clock: Clock
) -> None:
    answer(desk, "#1", "SUP-01", MET)
    pack = send(desk, tmp_path / "ann.pack", "Ann")
    score(pack, clock, ("#1", "SUP-01", PARTLY))
    assert take_in_pack(desk, pack).outcomes[Outcome.CHANGED] == 1
    assert value_at(desk, audit, "#1", "SUP-01") is PARTLY


def test_what_was_not_touched_in_it_stays_as_it_became_here(
    desk: Desk, audit: OpenAudit, tmp_path: Path, clock: Clock
) -> None:
    answer(desk, "#1", "SUP-01", MET)
    pack = send(desk, tmp_path / "ann.pack", "Ann")
    answer(desk, "#1", "SUP-01", NOT_MET)
    score(pack, clock, ("#2", "SUP-01", MET))
    take_in_pack(desk, pack)
    assert value_at(desk, audit, "#1", "SUP-01") is NOT_MET


def test_different_answers_count_as_open_and_are_kept_side_by_side(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    score(pack, clock, ("#1", "SUP-01", NOT_MET))
    answer(desk, "#1", "SUP-01", MET)
    take_in_pack(desk, pack)
    assert value_at(desk, audit, "#1", "SUP-01") is None
    (sides,) = rivals(desk).values()
    assert [(side[0], side[3]) for side in sides] == [(NOT_MET, "Ann"), (MET, desk.auditor)]
    check_sound(desk)


def test_different_answers_cannot_be_decided_by_the_way(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    score(pack, clock, ("#1", "SUP-01", NOT_MET))
    answer(desk, "#1", "SUP-01", MET)
    take_in_pack(desk, pack)
    with pytest.raises(Refused, match="wait for a choice"):
        answer(desk, "#1", "SUP-01", MET)
    with pytest.raises(Refused, match="changed by another person"):
        undo(desk, audit)
    set_flag(desk, audit, Place(audit.cases[0].id, "SUP-01"), flagged=True)
    assert len(rivals(desk)) == 1


def test_what_came_in_is_not_ones_own_to_undo(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    answer(desk, "#5", "SUP-01", MET)
    take_in_pack(desk, score(pack, clock, ("#1", "SUP-01", NOT_MET)))
    undo(desk, audit)
    assert value_at(desk, audit, "#1", "SUP-01") is NOT_MET
    assert value_at(desk, audit, "#5", "SUP-01") is None
    check_sound(desk)


def test_an_urgent_matter_comes_along_once(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    with at_pack(pack, "Ann", clock) as ann:
        place = Place(audit.cases[0].id, "SUP-01")
        there = open_audit(ann, AUDIT)
        escalate(ann, there, place, told="duty inspector", told_at=clock(), saw="a child at risk")
    assert take_in_pack(desk, pack).urgent == 1
    assert take_in_pack(desk, pack).urgent == 0
    (line,) = escalations(desk, AUDIT)
    assert (line.told, line.saw, line.by) == ("duty inspector", "a child at risk", "Ann")
    check_sound(desk)


# Again, and older


def test_the_same_file_twice_changes_nothing(desk: Desk, pack: Path, clock: Clock) -> None:
    take_in_pack(desk, score(pack, clock, ("#1", "SUP-01", MET)))
    before = head_of(desk)
    assert take_in_pack(desk, pack).outcomes[Outcome.KNOWN] == 1
    assert head_of(desk) == before


def test_an_older_copy_after_a_newer_one_changes_nothing(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock, tmp_path: Path
) -> None:
    older = shutil.copy(score(pack, clock, ("#1", "SUP-01", MET)), tmp_path / "older.pack")
    take_in_pack(desk, score(pack, clock, ("#1", "SUP-01", NOT_MET)))
    before = head_of(desk)
    take_in_pack(desk, older)
    assert head_of(desk) == before
    assert value_at(desk, audit, "#1", "SUP-01") is NOT_MET


def test_a_newer_copy_after_an_older_one_takes_its_place(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    take_in_pack(desk, score(pack, clock, ("#1", "SUP-01", MET)))
    take_in_pack(desk, score(pack, clock, ("#1", "SUP-01", NOT_MET)))
    assert value_at(desk, audit, "#1", "SUP-01") is NOT_MET
    assert not rivals(desk)
    check_sound(desk)


def test_a_pack_that_comes_back_as_it_went_is_known_to_be_back(desk: Desk, pack: Path) -> None:
    (line,) = packs(desk, AUDIT)
    assert (line.auditor, line.cases, line.back_at) == ("Ann", 4, "")
    take_in_pack(desk, pack)
    (line,) = packs(desk, AUDIT)
    assert line.back_at
    assert line.answers == 0


# What is refused


def test_a_pack_of_another_record_is_refused(
    desk: Desk, pack: Path, clock: Clock, elsewhere: Desk
) -> None:
    with pytest.raises(NotThisPack, match="did not go out from this record"):
        take_in_pack(elsewhere, pack)


@pytest.fixture
def elsewhere(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk at another record."""
    record = open_record(tmp_path / "elsewhere.record")
    yield Desk(record=record, auditor="lead", clock=clock)
    record.close()


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE answer SET value = 'met'",
        "UPDATE review SET active_seconds = 3",
        "DROP TRIGGER audit_checklist_no_update; UPDATE audit_checklist SET version = '9'",
        "DROP TRIGGER sampled_case_no_update; UPDATE sampled_case SET stratum = 'X'",
        "DROP TRIGGER history_no_delete; DELETE FROM history WHERE seq = 2",
        "DROP TRIGGER history_no_update; UPDATE history SET actor = 'Bea' WHERE seq = 2",
    ],
)
def test_a_pack_that_was_altered_is_refused(
    desk: Desk, pack: Path, clock: Clock, alteration: str
) -> None:
    score(pack, clock, ("#1", "SUP-01", NOT_MET))
    connection = sqlite3.connect(pack)
    connection.executescript(alteration)
    connection.close()
    before = head_of(desk)
    with pytest.raises(NotThisPack, match="altered outside the program"):
        take_in_pack(desk, pack)
    assert head_of(desk) == before


@pytest.mark.of_the_file
def test_a_pack_that_was_made_anew_under_the_same_name_is_refused(
    desk: Desk, pack: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forger with the program can keep every rule of a pack, but not the hash that went out."""
    (line,) = packs(desk, AUDIT)
    another = copy_of(desk, tmp_path / "another.record")
    monkeypatch.setattr(sending, "token_hex", lambda _: line.identity)
    forged = send(another, tmp_path / "forged.pack", "Ann", "#1-#4")
    another.record.close()
    score(forged, clock, ("#1", "SUP-01", MET))
    with pytest.raises(NotThisPack, match="made anew"):
        take_in_pack(desk, forged)


def test_a_whole_record_is_no_pack(desk: Desk, audit: OpenAudit, elsewhere: Desk) -> None:
    with pytest.raises(NotThisPack, match="no case pack"):
        take_in_pack(desk, elsewhere.record.path)


@pytest.mark.parametrize("content", [b"", b"Dear all,\n" * 20, b"SQLite format 3\x00" + b"x" * 90])
def test_any_other_file_is_refused_and_left_as_it_is(
    desk: Desk, audit: OpenAudit, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(RecordUnusable):
        take_in_pack(desk, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == content


def test_a_file_that_is_not_there_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="cannot be read"):
        take_in_pack(desk, tmp_path / "none.pack")


def test_a_case_that_was_replaced_since_is_named_and_the_others_come_in(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    score(pack, clock, ("#1", "SUP-01", MET), ("#2", "SUP-01", MET))
    out = audit.case("#1").reference
    replace_case(desk, AUDIT, out, reason=ReplacementReason.RESTRICTED)
    done = take_in_pack(desk, pack)
    assert done.left_out == {out: "it was replaced since"}
    assert list(standing(desk)) == [(audit.case("#2").id, "SUP-01")]
    check_sound(desk)


def test_nothing_comes_in_once_the_references_were_erased(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    score(pack, clock, ("#1", "SUP-01", MET))
    monkeypatch.setattr(OpenAudit, "erased", True)
    with pytest.raises(Refused, match="erased"):
        take_in_pack(desk, pack)
    assert not standing(desk)
