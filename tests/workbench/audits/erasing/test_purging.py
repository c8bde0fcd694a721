"""Purging: every figure is the same after it, and what it erased is nowhere in the record."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from checklists.answers import Answer
from tests.conftest import Clock, draw_crimes, import_crimes, write_team_rows
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.redrawing import known_references, redraw_sample
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.erasing import purging
from workbench.audits.erasing.erasures import erasures
from workbench.audits.erasing.purging import Purged, purge, what_is_due
from workbench.audits.erasing.retention import Retention
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.populations import drawn_before, population, rows
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.comparing import compare_audit
from workbench.audits.results.rates import rates, rates_by
from workbench.audits.results.reporting import certificate_of, report
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import Place
from workbench.errors import CheckFailed, NotSaved, Refused, WorkbenchError
from workbench.record import erasing, history
from workbench.record.engine import open_record
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.tables import Erasure, Pack

NOTE, OTHER = "CANARY saw the log of PC 4711", "CANARY told by the desk"
TWO_YEARS = timedelta(days=730)
RULE = Retention(before=date(2028, 1, 1), reason="records policy 7.2")


def score(desk: Desk, audit: OpenAudit) -> None:
    """Answer a few questions, with a note, and replace a case with another."""
    for number, answer in enumerate((Answer.NOT_MET, Answer.MET, Answer.PARTLY_MET)):
        give_answer(desk, audit, Place(audit.cases[number].id, "SUP-01"), answer, seconds=60)
    write_note(desk, audit, Place(audit.cases[0].id, "SUP-01"), NOTE)
    left = audit.cases[5].reference
    replace_case(desk, audit.name, left, reason=ReplacementReason.RESTRICTED, note=OTHER)


@pytest.fixture
def scored(desk: Desk, audit: OpenAudit, clock: Clock) -> OpenAudit:
    """The audit `September`, scored in part, two years ago."""
    score(desk, audit)
    clock.tick(TWO_YEARS.total_seconds())
    return audit


def references_of(audit: OpenAudit) -> list[str]:
    return [case.reference for case in audit.cases] + list(audit.reserves_left)


def everything_in(desk: Desk) -> str:
    """Return the text of every row of the record, as the database gives it."""
    with desk.record.reading() as session:
        names = [table.name for table in history.HistoryRow.metadata.sorted_tables]
        found = (session.execute(text(f"SELECT * FROM {name}")).all() for name in names)  # noqa: S608 - our own names
        return "\n".join(str(row) for each in found for row in each)


def figures(desk: Desk, name: str) -> tuple[object, ...]:
    """Return all that is reported of an audit and does not name a case."""
    whole = report(desk, name)
    return (
        rates(desk, name),
        rates_by(desk, name, "status"),
        rates_by(desk, name, "team"),
        compare_audit(desk, name),
        whole.questions,
        whole.indicators,
        [(case.order, case.stratum) for case in whole.cases],
    )


def test_what_was_erased_is_named_nowhere_in_the_record(desk: Desk, scored: OpenAudit) -> None:
    before = everything_in(desk)
    assert all(each in before for each in (NOTE, OTHER, *references_of(scored)))
    purge(desk, RULE)
    after = everything_in(desk)
    assert not [each for each in (NOTE, OTHER, *references_of(scored)) if each in after]


def test_every_figure_is_the_same_after_it(desk: Desk, scored: OpenAudit) -> None:
    before = figures(desk, scored.name)
    purge(desk, RULE)
    assert figures(desk, scored.name) == before


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    answers=st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from(list(Answer)), st.booleans()), max_size=12
    ),
    keep=st.booleans(),
)
@pytest.mark.of_the_file
def test_whatever_was_answered_every_figure_is_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    answers: list[tuple[int, Answer, bool]],
    keep: bool,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    clock = Clock()
    desk = Desk(open_record(folder / "a.record"), auditor="auditor 1", clock=clock)
    import_crimes(desk, folder)
    audit = draw_crimes(desk, "September", size=8, reserve=2)
    for number, answer, noted in answers:
        place = Place(audit.cases[number].id, "SUP-01")
        if answer is not Answer.NOT_APPLICABLE:
            give_answer(desk, audit, place, answer)
        if noted:
            write_note(desk, audit, place, NOTE)
    clock.tick(TWO_YEARS.total_seconds())
    before = figures(desk, "September")
    purge(desk, Retention(RULE.before, RULE.reason, keep_references=keep))
    assert figures(desk, "September") == before
    assert not verify_record(desk).faults
    desk.record.close()


def test_verify_holds_and_says_what_was_lawfully_erased(desk: Desk, scored: OpenAudit) -> None:
    head = verify_record(desk).head
    purge(desk, RULE)
    found = verify_record(desk)
    assert not found.faults
    assert (
        "lawfully erased by erasure 1 on 2028-09-30: records policy 7.2 (1 notes, 1 notes of "
        "replacements, 15 references of sampled cases, 1 parts of frames, words of 1 entries of "
        "the history)"
    ) in found.checked
    assert any(line.startswith("not made again, since") for line in found.checked)
    with desk.record.reading() as session:
        kept = [entry.hash for entry in history.entries(session)]
    seq, start = head.split(":")
    assert kept[int(seq) - 1].startswith(start), "a head printed before is still in the chain"


def test_the_diary_says_what_went_and_why(desk: Desk, scored: OpenAudit) -> None:
    purge(desk, RULE)
    said = [line.sentence for line in diary(desk)]
    assert said[-3:] == [
        "erased 2 notes and 15 references of 'September', erasure 1",
        "erased the 200 cases of the list 'crimes', erasure 1",
        "made erasure 1, of what was last changed before 2028-01-01, because: records policy 7.2",
    ]
    assert "replaced erased 6 by erased 13: restricted" in said
    assert "erased 2 notes and 15 references" in str(diary(desk, scored.name)[-1])


def test_the_certificate_in_the_record_counts_what_went(desk: Desk, scored: OpenAudit) -> None:
    purge(desk, RULE)
    (found,) = erasures(desk)
    told = found.certificate
    assert told["rows_by_table"] == {
        "note": 1,
        "replacement": 1,
        "sampled_case": 15,
        "frame_chunk": 1,
        "population": 1,
        "history": 1,
    }
    assert told["audits"][0]["columns_erased"] == ["days_open", "row"]
    assert told["references_still_named_in"] == []
    assert told["history_head_after"] == verify_record(desk).head
    assert (told["reason"], told["erased_by"]) == ("records policy 7.2", "auditor 1")


def test_a_column_that_is_wanted_stays_in_the_place_of_others(
    desk: Desk, scored: OpenAudit
) -> None:
    """Five cases have each number of days open, and fewer the same days and team."""
    purge(desk, replace(RULE, columns=("days_open",)))
    told = erasures(desk)[0].certificate["audits"][0]
    assert told["columns_kept_as_shared"] == ["days_open"]
    assert told["columns_erased"] == ["row", "team"]
    assert told["columns_kept_for_rules"] == ["status"]


def test_the_notes_alone_can_be_erased_and_the_references_later(
    desk: Desk, scored: OpenAudit
) -> None:
    before = figures(desk, scored.name)
    notes_only = Retention(RULE.before, "notes after a year", keep_references=True)
    assert purge(desk, notes_only).erasure == 1
    left = everything_in(desk)
    assert NOTE not in left
    assert OTHER not in left
    assert scored.cases[0].reference in left
    found = verify_record(desk)
    assert not found.faults
    assert "1 draws, made again from their seeds" in found.checked
    assert purge(desk, notes_only).erasure is None
    assert purge(desk, RULE).erasure == 2
    assert not verify_record(desk).faults
    assert figures(desk, scored.name) == before


def test_a_list_stays_while_an_audit_on_it_is_in_use_and_the_draw_is_made_again_from_it(
    desk: Desk, scored: OpenAudit
) -> None:
    draw_crimes(desk, "October", size=10, reserve=0)
    due = what_is_due(desk, RULE)
    assert due.waiting == ("the list crimes stays: October is not due",)
    purge(desk, RULE)
    found = verify_record(desk)
    assert not found.faults
    assert "2 draws, made again from their seeds" in found.checked
    assert len(rows(desk, 1, start=0, count=3)) == 3
    assert not open_audit(desk, "October").erased
    assert what_is_due(desk, RULE).audits == ()


def test_only_the_audit_that_was_named_goes(desk: Desk, scored: OpenAudit, clock: Clock) -> None:
    draw_crimes(desk, "October", size=10, reserve=0)
    clock.tick(TWO_YEARS.total_seconds())
    rule = Retention(date(2030, 1, 1), "asked", audit="October")
    purge(desk, rule)
    assert open_audit(desk, "October").erased
    assert not open_audit(desk, "September").erased
    assert not population(desk, "crimes").erased
    purge(desk, Retention(date(2030, 1, 1), "asked", audit="September"))
    assert population(desk, "crimes").erased
    assert not verify_record(desk).faults


def test_an_audit_is_as_old_as_its_last_change(desk: Desk, scored: OpenAudit) -> None:
    give_answer(desk, scored, Place(scored.cases[3].id, "SUP-01"), Answer.MET)
    assert not what_is_due(desk, RULE)
    with pytest.raises(Refused, match="last changed on 2028-09-30"):
        what_is_due(desk, Retention(RULE.before, "x", audit="September"))
    with pytest.raises(WorkbenchError, match="no audit named 'August'"):
        what_is_due(desk, Retention(RULE.before, "x", audit="August"))


def test_a_draw_whose_list_is_erased_is_proved_by_the_certificate_and_the_list(
    desk: Desk, scored: OpenAudit, tmp_path: Path
) -> None:
    kept = tmp_path / "certificate.json"
    proof = certificate_of(desk, scored.name)
    kept.write_text(json.dumps(proof), encoding="utf-8")
    purge(desk, RULE)
    known = known_references(desk, kept)
    assert known is None
    assert redraw_sample(kept, tmp_path / "crimes.csv", known=known).same
    with desk.record.reading() as session:
        tickets = session.execute(
            text("SELECT ticket FROM sampled_case WHERE role = 'sample' ORDER BY position")
        ).scalars()
        assert list(tickets) == [case["ticket"] for case in proof["cases"]]  # type: ignore[attr-defined] - it is JSON


REFUSED: dict[str, Callable[[Desk, OpenAudit], object]] = {
    "score": lambda desk, _: open_scoring(desk, "September"),
    "answer": lambda desk, audit: give_answer(
        desk, audit, Place(audit.cases[3].id, "SUP-01"), Answer.MET
    ),
    "replace": lambda desk, _: replace_case(
        desk, "September", "#1", reason=ReplacementReason.RESTRICTED
    ),
    "draw": lambda desk, _: draw_sample(
        desk,
        DrawPlan("September", "crimes", ("SUP",), DesignAsked(size=3), reason="again"),
    ),
    "leave out": lambda desk, _: drawn_before(desk, "September"),
    "certify": lambda desk, _: certificate_of(desk, "September"),
    "look at the list": lambda desk, _: rows(desk, 1, start=0, count=1),
    "group by an erased column": lambda desk, _: rates_by(desk, "September", "days_open"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_needs_the_references_is_refused_plainly(
    desk: Desk, scored: OpenAudit, what: str
) -> None:
    purge(desk, RULE)
    with pytest.raises(Refused, match=r"(was|were) erased"):
        REFUSED[what](desk, scored)
    assert not verify_record(desk).faults


def test_a_later_list_that_left_the_cases_out_still_names_them_and_it_is_said(
    desk: Desk, scored: OpenAudit, tmp_path: Path
) -> None:
    from workbench.audits.draws.repeating import Repetition, repeat_audit

    repeat_audit(desk, Repetition("September", "October", tmp_path / "crimes.csv"))
    purge(desk, RULE)
    (found,) = erasures(desk)
    assert "the mapping of population 'October'" in found.certificate["references_still_named_in"]
    assert not verify_record(desk).faults


def test_when_that_list_goes_too_nothing_is_named_any_more(
    desk: Desk, scored: OpenAudit, clock: Clock, tmp_path: Path
) -> None:
    from workbench.audits.draws.repeating import Repetition, repeat_audit

    repeat_audit(desk, Repetition("September", "October", tmp_path / "crimes.csv"))
    purge(desk, RULE)
    clock.tick(TWO_YEARS.total_seconds())
    purge(desk, Retention(date(2030, 1, 1), "records policy 7.2"))
    assert not [each for each in references_of(scored) if each in everything_in(desk)]
    assert not verify_record(desk).faults


def test_what_a_team_has_written_is_erased_too_and_the_rest_of_it_holds(
    desk: Desk, audit: OpenAudit, clock: Clock
) -> None:
    score(desk, audit)
    write_team_rows(desk, audit)
    named = [case.reference for case in audit.cases[:2]]
    pack = {"audit_id": audit.id, "identity": "p2", "direction": "out", "auditor": "auditor 2"}
    with desk.record.writing() as session:
        made = {"sha256": "1", "cases": canonical(named), "made_at": desk.now(), "made_by": "lead"}
        insert_row(session, Pack, pack | made)
        desk.enter(session, "pack sent", about=f"audit:{audit.id}", details={"cases": named})
    clock.tick(TWO_YEARS.total_seconds())
    purge(desk, RULE)
    assert not verify_record(desk).faults
    left = everything_in(desk)
    assert not [each for each in references_of(audit) if each in left]


def test_a_reason_for_drawing_again_that_names_a_case_is_kept_and_said(
    desk: Desk, audit: OpenAudit, clock: Clock
) -> None:
    case = audit.cases[0].reference
    plan = DrawPlan("September", "crimes", ("SUP",), DesignAsked(size=9), reason=f"{case} is mine")
    draw_sample(desk, plan)
    clock.tick(TWO_YEARS.total_seconds())
    purge(desk, RULE)
    told = erasures(desk)[0].certificate["references_still_named_in"]
    assert told == [
        "the reason of draw 2 of audit 'September'",
        "entry 5 of the history (draw planned)",
        "entry 6 of the history (draw made)",
    ]
    assert not verify_record(desk).faults


@pytest.mark.of_the_file
def test_an_answer_cannot_be_reworded_under_cover_of_an_erasure(
    desk: Desk, scored: OpenAudit
) -> None:
    with erasing.erasing(desk.record) as session:
        entry = next(history.entries(session, action="answer changed"))
        left = entry.payload.replace("not_met", "met")
        vouched = {str(entry.seq): erasing.take_words(session, entry, left)}
        details = {"erasure": 1, "entries": vouched, "before": "", "reason": ""}
        row = {"before": "", "reason": "", "erased": "{}", "certificate": "{}"}
        insert_row(session, Erasure, {"id": 1, "erased_at": "", "erased_by": ""} | row)
        desk.enter(session, history.ERASED, about="erasure:1", details=details)
    assert any("was reworded, and holds no words" in each for each in verify_record(desk).faults)


def test_nothing_is_erased_from_a_record_that_does_not_verify(
    desk: Desk, scored: OpenAudit
) -> None:
    with desk.record.writing() as session:
        session.execute(text("UPDATE answer SET value = 'met'"))
    with pytest.raises(CheckFailed, match="does not verify"):
        purge(desk, RULE)
    assert NOTE in everything_in(desk)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Retention(RULE.before, "  "), "needs a reason"),
        (Retention(date(2031, 1, 1), "x"), "still to come"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(
    desk: Desk, scored: OpenAudit, rule: Retention, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        purge(desk, rule)


def test_it_is_all_or_nothing(
    desk: Desk, scored: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything_in(desk)

    def break_off(*_: object, **__: object) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr("workbench.audits.erasing.purging.certificate_text", break_off)
    with pytest.raises(NotSaved):
        purge(desk, RULE)
    assert everything_in(desk) == before
    assert not verify_record(desk).faults


@pytest.mark.of_the_file
def test_killed_before_its_end_it_leaves_the_record_as_it_was(
    desk: Desk, scored: OpenAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on the disk in the midst of it is what a kill would leave."""
    path, left = desk.record.path, tmp_path / "killed"
    made = purging.certificate_text

    def copied_in_the_midst(*words: Any, **named: Any) -> str:
        left.mkdir()
        for file in path.parent.glob(f"{path.name}*"):
            if file.is_file():
                shutil.copy(file, left / file.name)
        return made(*words, **named)

    before = everything_in(desk)
    monkeypatch.setattr(purging, "certificate_text", copied_in_the_midst)
    purge(desk, RULE)
    killed = Desk(open_record(left / path.name), auditor="auditor 1", clock=desk.clock)
    assert everything_in(killed) == before
    assert not verify_record(killed).faults
    killed.record.close()


# Tampering: what is changed or taken without an erasure on record, or after one


def purged(desk: Desk) -> Purged:
    return purge(desk, RULE)


TAMPERED = {
    "UPDATE note SET text = 'something else'": "holds what the history says was erased",
    "UPDATE sampled_case SET reference = 'x' WHERE id = 1": "holds what the history says",
    "UPDATE sampled_case SET ticket = '0' WHERE id = 1": "is not as the history has it",
    "UPDATE sampled_case SET fields = '{}' WHERE id = 1": "is not as the history has it",
    "UPDATE population SET flow = '{}'": "the flow of population 'crimes'",
    "DELETE FROM frame_chunk": "is gone",
    "DELETE FROM erasure": "is gone",
    "UPDATE erasure SET erased = '[]'": "the erased of erasure 1",
    "UPDATE history SET payload = '{}' WHERE action = 'case replaced'": "was altered",
    "UPDATE history SET actor = 'me' WHERE action = 'case replaced'": "was altered",
    "UPDATE history SET payload = '{}' WHERE action = 'lawfully erased'": "was altered",
}


def behind_its_back(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)
    raw.close()


@pytest.mark.of_the_file
@pytest.mark.parametrize("statement", TAMPERED)
def test_what_is_altered_after_an_erasure_is_found(
    desk: Desk, scored: OpenAudit, statement: str
) -> None:
    purged(desk)
    behind_its_back(desk.record.path, statement)
    assert any(TAMPERED[statement] in fault for fault in verify_record(desk).faults)


TAKEN = {
    "UPDATE note SET text = '', salt = ''": "a note on SUP-01",
    "UPDATE sampled_case SET reference = 'erased 1' WHERE id = 1": "case erased 1",
    "UPDATE frame_chunk SET data = x''": "part 1 of the frame",
    "INSERT INTO erasure VALUES (1, '2028-01-01', 'x', '{}', '{}', '2028', 'me')": "erasure 1",
}


@pytest.mark.of_the_file
@pytest.mark.parametrize("statement", TAKEN)
def test_what_is_taken_without_an_erasure_on_record_is_found(
    desk: Desk, scored: OpenAudit, statement: str
) -> None:
    behind_its_back(desk.record.path, statement)
    assert any(TAKEN[statement] in fault for fault in verify_record(desk).faults)


@pytest.mark.of_the_file
def test_an_entry_that_erases_by_an_erasure_that_is_not_on_record_is_found(
    desk: Desk, scored: OpenAudit
) -> None:
    from workbench.record.tables import Note

    with erasing.erasing(desk.record) as session:
        erasing.erase(session, Note, 1, {"salt": "", "text": ""})
        details = {"erasure": 7, "erased": None, "before": "", "reason": ""}
        desk.enter(session, history.ERASED, about="audit:1", details=details)
    assert "something was erased by erasure 7, which is not on record" in (
        verify_record(desk).faults
    )


# The bytes of the file


@pytest.mark.of_the_file
def test_nothing_of_it_is_left_in_the_bytes_of_the_file(desk: Desk, scored: OpenAudit) -> None:
    path = desk.record.path
    canaries = [each.encode() for each in (NOTE, OTHER, *references_of(scored))]
    assert all(each in path.read_bytes() for each in canaries)
    assert purge(desk, RULE).not_rewritten == ""
    for file in path.parent.glob(f"{path.name}*"):
        content = file.read_bytes()
        assert not [each for each in canaries if each in content], file


@pytest.mark.of_the_file
def test_a_file_that_is_open_elsewhere_is_written_anew_by_the_next_purge(
    desk: Desk, scored: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: object) -> None:
        raise NotSaved("another program is writing to it.")

    with monkeypatch.context() as patch:
        patch.setattr("workbench.audits.erasing.purging.rewrite", busy)
        assert purge(desk, RULE).not_rewritten == "another program is writing to it."
    done = purge(desk, RULE)
    assert (done.erasure, done.not_rewritten) == (None, "")


def test_the_clock_of_the_tests_is_as_they_say() -> None:
    assert (Clock().now + TWO_YEARS) == datetime(2028, 9, 30, 9, tzinfo=UTC)
