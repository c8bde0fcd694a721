"""Taking in: what comes of each answer of a pack that came back, and what is refused."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock, DrawAudit
from tests.workbench.audits.packs.desks import (
    AUDIT,
    answer,
    at_pack,
    check_sound,
    rivals,
    seconds,
    send,
    standing,
)
from workbench.audits.answering import set_flag, write_note
from workbench.audits.desk import Desk
from workbench.audits.good_practice import mark_good_practice
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.packs.planning import Outcome
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.standing import Place
from workbench.record.history import head

MET, NOT_MET, PARTLY = Answer.MET, Answer.NOT_MET, Answer.PARTLY_MET


@pytest.fixture
def pack(desk: Desk, audit: OpenAudit, tmp_path: Path) -> Path:
    """A pack of the first four cases, for Ann."""
    return send(desk, tmp_path / "ann.pack", "Ann", "#1-#4")


def test_what_was_scored_in_a_pack_counts(
    desk: Desk, audit: OpenAudit, pack: Path, clock: Clock
) -> None:
    place = Place(audit.cases[0].id, "SUP-01")
    with at_pack(pack, "Ann", clock) as ann:
        answer(ann, "#1", "SUP-01", NOT_MET, seconds=40)
        at = clock.now.isoformat(timespec="microseconds")
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


def test_the_same_file_twice_changes_nothing(desk: Desk, pack: Path, clock: Clock) -> None:
    with at_pack(pack, "Ann", clock) as ann:
        answer(ann, "#1", "SUP-01", MET)
    take_in_pack(desk, pack)
    with desk.record.reading() as session:
        before = head(session)
    again = take_in_pack(desk, pack)
    assert again.outcomes[Outcome.KNOWN] == 1
    with desk.record.reading() as session:
        assert head(session) == before
