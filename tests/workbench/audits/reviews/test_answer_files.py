"""Answers from a file: all of them or none, and every fault named by its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from checklists.answers import Answer
from exports.plain import rates_json
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import SECOND, at, choose
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import export_answers, report
from workbench.audits.reviews.answer_files import AnswerFaults, import_answers
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.one_answer import give_one_answer
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused, WorkbenchError


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("case,question,answer,note", *lines)) + "\n", encoding="utf-8")
    return path


def test_lines_may_stand_in_any_order(desk: Desk, audit: OpenAudit, tmp_path: Path) -> None:
    case = audit.cases[0].reference
    done = import_answers(
        desk,
        audit.name,
        written(tmp_path / "a.csv", f"{case},sup-04,Met,", f"{case},SUP-01,partly met,"),
    )
    assert (done.new, done.changed, done.unchanged) == (2, 0, 0)


def test_a_file_can_be_taken_twice(desk: Desk, audit: OpenAudit, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"{audit.cases[0].reference},SUP-01,not_met,see entry 4")
    import_answers(desk, audit.name, path)
    length = len(diary(desk))
    assert import_answers(desk, audit.name, path).unchanged == 1
    assert len(diary(desk)) == length


def test_every_fault_is_named_and_nothing_is_taken(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    first, second = audit.cases[0].reference, audit.cases[1].reference
    path = written(
        tmp_path / "a.csv",
        f"{first},SUP-01,met,",
        "no-such-case,SUP-01,met,",
        f"{first},SUP-99,met,",
        f"{first},SUP-02,yes,",
        f"{first},SUP-01,not_met,",
        f"{second},SUP-01,not_applicable,",
    )
    before = len(diary(desk))
    with pytest.raises(AnswerFaults) as caught:
        import_answers(desk, audit.name, path)
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
    assert len(diary(desk)) == before
    assert rates(desk, audit.name).questions[0].met == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"reference,question,answer\n", "no column case"),
        (b"case,question,answer\n\xff\xfe\n", "not a CSV file in UTF-8"),
        (b'case,question,answer\n"a,SUP-01,met\n', "not a CSV file"),
    ],
)
def test_a_file_that_is_none_is_refused(
    desk: Desk, audit: OpenAudit, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(WorkbenchError, match=message):
        import_answers(desk, audit.name, path)


def test_what_is_exported_can_be_taken_into_a_twin_and_gives_the_same_rates(
    desk: Desk, draw_audit: DrawAudit, tmp_path: Path
) -> None:
    one, twin = draw_audit("one"), draw_audit("twin")
    for case in one.cases[:5]:
        give_one_answer(desk, "one", case=case.reference, question="SUP-01", answer="not_met")
    for case in one.cases[5:9]:
        give_one_answer(desk, "one", case=f"#{case.order}", question="SUP-01", answer="met")
        give_one_answer(
            desk, "one", case=case.reference, question="SUP-04", answer="met", note="=1+1"
        )
    import_answers(desk, twin.name, export_answers(desk, one.name, tmp_path / "out.csv"))
    ours, theirs = rates_json(rates(desk, "one")), rates_json(rates(desk, "twin"))
    assert ours | {"audit": ""} == theirs | {"audit": ""}


def test_each_line_names_who_gave_the_answer_that_stands_and_is_read_back_so(
    desk: Desk, draw_audit: DrawAudit, tmp_path: Path
) -> None:
    one, twin = draw_audit("one"), draw_audit("twin")
    ben, ann = replace(desk, auditor="Ben Okafor"), replace(desk, auditor="Ann Lee")
    give_one_answer(ben, "one", case="#1", question="SUP-01", answer="met")
    give_one_answer(ann, "one", case="#1", question="SUP-03", answer="met", note="Entry 4.")
    path = export_answers(desk, one.name, tmp_path / "out.csv")
    assert import_answers(desk, twin.name, path).new == 2
    again = import_answers(desk, one.name, path)
    assert (again.new, again.changed) == (0, 0)
    for audit_name in ("one", "twin"):
        case = report(desk, audit_name).cases[0]
        by = {part.question: part.by for part in case.answers if part.answer and not part.by_rule}
        assert by == {"SUP-01": "Ben Okafor", "SUP-03": "Ann Lee"}
        assert case.auditor == "Ben Okafor", "who began the review of the case"
    assert verify_record(desk).faults == ()


def test_a_note_comes_through_a_file_as_it_was_written(
    desk: Desk, draw_audit: DrawAudit, tmp_path: Path
) -> None:
    from workbench.audits.reviews.scoring import open_scoring

    one, twin = draw_audit("one"), draw_audit("twin")
    case = one.cases[0].reference
    give_one_answer(desk, "one", case=case, question="SUP-01", answer="not_met", note="=1+1, 'a'")
    import_answers(desk, twin.name, export_answers(desk, one.name, tmp_path / "out.csv"))
    scoring = open_scoring(desk, twin.name)
    scoring.go_to_case(1)
    scoring.go_to("SUP-01")
    assert scoring.line.note == "=1+1, 'a'"


def test_a_later_note_stands_in_place_of_an_older_one(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    case = audit.cases[0].reference
    for note in ("see entry 4", "see entry 9", ""):
        path = written(tmp_path / "a.csv", f"{case},SUP-01,not_met,{note}")
        import_answers(desk, audit.name, path)
    scoring = open_scoring(desk, audit.name)
    scoring.go_to("SUP-01")
    assert scoring.line.note == "see entry 9"


def test_one_answer_by_words(desk: Desk, audit: OpenAudit) -> None:
    case = audit.cases[0].reference
    said = give_one_answer(desk, audit.name, case=case, question="SUP-01", answer="not_met")
    assert said == f"Saved: SUP-01 of {case}, not met. A note is owed: this is a critical question."
    said = give_one_answer(desk, audit.name, case=case, question="SUP-01", answer="none")
    assert said == f"Saved: SUP-01 of {case}, taken back."
    with pytest.raises(Refused):
        give_one_answer(desk, audit.name, case=case, question="SUP-01", answer="not_applicable")


# Whose a reading is comes first: nothing that is said of a line tells what stands


@pytest.fixture
def blind(desk: Desk, draw_audit: DrawAudit) -> OpenAudit:
    """An audit of two cases that auditor 2 reads second; auditor 1 has said `not met` to SUP-01."""
    audit = draw_audit("Blind", size=2)
    choose(desk, audit, share=1.0)
    for case in audit.cases:
        give_answer(desk, audit, Place(case.id, "SUP-01"), Answer.NOT_MET)
    return audit


def test_a_blind_reader_is_told_of_every_line_that_it_is_anothers_and_no_more(
    desk: Desk, blind: OpenAudit, tmp_path: Path
) -> None:
    case = blind.cases[0].reference
    questions = ("SUP-01,met", "SUP-01,not_met", "SUP-03,met", "SUP-04,not_applicable")
    for question in questions:
        path = written(tmp_path / "a.csv", f"{case},{question},")
        for replacing in (False, True):
            with pytest.raises(AnswerFaults) as caught:
                import_answers(at(desk, SECOND), blind.name, path, replacing=replacing)
            (fault,) = caught.value.faults
            assert fault.startswith("line 2: You read this case second and blind")


def test_a_blind_reader_is_told_the_same_of_one_answer(desk: Desk, blind: OpenAudit) -> None:
    case = blind.cases[0].reference
    for question, answer in (("SUP-01", "met"), ("SUP-01", "not_met"), ("SUP-03", "met")):
        with pytest.raises(Refused, match="You read this case second and blind"):
            give_one_answer(
                at(desk, SECOND), blind.name, case=case, question=question, answer=answer
            )


def test_the_lines_that_are_theirs_have_their_own_faults(
    desk: Desk, blind: OpenAudit, tmp_path: Path
) -> None:
    case = blind.cases[0].reference
    path = tmp_path / "a.csv"
    path.write_text(
        f"case,question,answer,auditor\n{case},SUP-02,met,auditor 2\n{case},SUP-01,met,\n"
    )
    with pytest.raises(AnswerFaults) as caught:
        import_answers(desk, blind.name, path)
    assert [fault[:30] for fault in caught.value.faults] == [
        "line 2: You read this case sec",
        f"line 3: SUP-01 of {case} stands as not met; the file"[:30],
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it has none: it is empty."),
        (b"case,question,answer\n\x9f", "is not a CSV file in UTF-8: byte 22 is of no text."),
    ],
)
def test_a_file_that_is_no_list_of_answers_is_told_in_plain_words(
    desk: Desk, audit: OpenAudit, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    with pytest.raises(WorkbenchError) as refused:
        import_answers(desk, audit.name, path)
    assert said in refused.value.problem
