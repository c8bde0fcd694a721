"""The law of packs: in whatever order they come in, the same stands, and no answer is lost."""

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checklists.answers import Answer
from tests.conftest import Clock, DrawAudit
from tests.workbench.audits.packs.desks import (
    AUDIT,
    answer,
    at_pack,
    check_sound,
    copy_of,
    outcome,
    rivals,
    send,
    standing,
)
from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.reviews.answering import set_flag, write_note
from workbench.audits.reviews.standing import Place
from workbench.audits.reviews.undoing import undo
from workbench.record.history import entries

pytestmark = pytest.mark.of_the_file
CASES = ("#1", "#2")
QUESTIONS = ("SUP-01", "SUP-02")
PEOPLE = ("Ann", "Ben", "Cat")

given_answers = st.sampled_from([Answer.MET, Answer.NOT_MET, Answer.PARTLY_MET, None])
acts = st.tuples(
    st.sampled_from(CASES),
    st.sampled_from(QUESTIONS),
    st.one_of(given_answers, st.sampled_from(["flag", "note", "undo"])),
)
sittings = st.lists(acts, min_size=1, max_size=4)
Acts = Sequence[tuple[str, str, Answer | str | None]]


def work_through(desk: Desk, todo: Acts) -> None:
    """Do what a sitting does, as far as the audit has it."""
    audit = open_audit(desk, AUDIT)
    for case, question, act in todo:
        place = Place(audit.case(case).id, question)
        if act == "undo":
            undo(desk, audit)
        elif act == "flag":
            set_flag(desk, audit, place, flagged=True)
        elif act == "note":
            write_note(desk, audit, place, f"seen by {desk.auditor}")
        else:
            answer(desk, case, question, act if isinstance(act, Answer) else None, seconds=7)
        desk.clock.tick(1)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # each example is many records: too slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    before=st.lists(acts, max_size=2),
    apart=st.lists(sittings, min_size=2, max_size=3),
    since=st.lists(acts, max_size=2),
)
def test_every_order_of_merging_comes_to_the_same(
    desk: Desk, draw_audit: DrawAudit, clock: Clock, before: Acts, apart, since: Acts
) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        home = a_home(desk, draw_audit, folder / "home.record")
        work_through(home, before)
        files = [
            send(home, folder / f"{who}.pack", who) for who, _ in zip(PEOPLE, apart, strict=False)
        ]
        for path, who, todo in zip(files, PEOPLE, apart, strict=False):
            with at_pack(path, who, clock) as there:
                work_through(there, todo)
        work_through(home, since)
        found = [merged(home, folder, order) for order in permutations(files)]
        check_same_again(home, folder, files, found[0])
        home.record.close()
    assert all(each == found[0] for each in found)


def a_home(desk: Desk, draw_audit: DrawAudit, path: Path) -> Desk:
    """Return a desk at a new copy of a record with an audit of two cases."""
    from workbench.audits.overview import overview

    if not overview(desk).audits:
        draw_audit(AUDIT, size=len(CASES), reserve=0)
    return copy_of(desk, path)


def merged(home: Desk, folder: Path, order: Sequence[Path]) -> object:
    """Return what comes of taking in packs in an order."""
    desk = copy_of(home, folder / "merged.record")
    for path in order:
        take_in_pack(desk, path)
    found = outcome(desk)
    desk.record.close()
    return found


def check_same_again(home: Desk, folder: Path, files: Sequence[Path], found: object) -> None:
    """Packs that come in a second time change nothing, nothing is lost, and the record verifies."""
    desk = copy_of(home, folder / "again.record")
    for path in (*files, *files):
        take_in_pack(desk, path)
    assert outcome(desk) == found
    check_sound(desk)
    for path in files:
        check_nothing_lost(desk, path)
    desk.record.close()


def check_nothing_lost(desk: Desk, path: Path) -> None:
    """Every answer that was given in a pack stands, or is among the rivals."""
    audit = open_audit(desk, AUDIT)
    stands, disputed = standing(desk), rivals(desk)
    for (case, question), (value, by) in answers_in(path).items():
        reference = next(c.reference for c in audit.cases if c.id == case)
        waiting = [(r[0], r[3]) for r in disputed.get((reference, question), [])]
        assert stands[case, question][0] == value or (value, by) in waiting


def answers_in(path: Path) -> dict[tuple[int, str], tuple[Answer | None, str]]:
    """Return what stands in a pack otherwise than it went out, and who said so."""
    with at_pack(path, "anyone", Clock()) as desk:
        stands = standing(desk)
        with desk.record.reading() as session:
            went_out = json.loads(next(entries(session)).payload)["answers"]
    base = {(e["place"]["case_id"], e["place"]["question"]): e["new"]["value"] for e in went_out}
    return {
        place: (parts[0], parts[5])
        for place, parts in stands.items()
        if parts[0] != base.get(place)
    }
