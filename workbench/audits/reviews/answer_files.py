"""Answers from a file: all of them, in one transaction, or none and every fault named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlmodel import Session

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.privacy.warnings import warning_without_quotes
from workbench.audits.results.counting import blind_cases
from workbench.audits.reviews import answering
from workbench.audits.reviews.answer_lines import GivenAnswer, lines_of, understood
from workbench.audits.reviews.assessing import assessed_cases
from workbench.audits.reviews.standing import Change, Place, Standing, standings
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.errors import Refused, WorkbenchError

LINES_NAMED: Final = 6
"""So many lines with the same fault are named each."""


class AnswerFaults(WorkbenchError):
    """Every fault of a file of answers; nothing of the file was taken.

    What is wrong with several lines in the same way is told once, at the first of them.
    """

    def __init__(self, file: str, faults: list[tuple[int, str]]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults):,} faults"
        super().__init__(f"{file} has {count}; no answer was taken.", "Mend them and run it again.")
        self.faults = tuple(_told_once(sorted(faults)))


def _told_once(faults: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Give what is wrong, each once: with its lines, or the first and how many more there are."""
    lines_of_fault: dict[str, list[int]] = {}
    for line, fault in faults:
        lines_of_fault.setdefault(fault.removeprefix(f"line {line}: "), []).append(line)
    for why, lines in lines_of_fault.items():
        yield f"{_lines_words(lines)}: {why}"


def _lines_words(lines: Sequence[int]) -> str:
    if len(lines) > LINES_NAMED:
        return f"line {lines[0]} and {len(lines) - 1:,} lines after it"
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What became of a file of answers.

    Attributes:
        warnings: A sentence for each line whose note looks to hold personal data, and no value.
    """

    new: int
    changed: int
    unchanged: int
    notes_owed: int
    warnings: tuple[str, ...] = ()


def import_answers(
    desk: Desk, audit_name: str, path: Path, *, replacing: bool = False
) -> AnswersTaken:
    """Take the answers of a CSV file: case, question, answer, and what else there is.

    There may be columns for a note, the auditor, the time, and good practice (`yes`). Lines may
    stand in any order: within a case they are given in the order of the checklist. An answer that
    stands already is left alone, so the same file can be taken twice; one that stands otherwise is
    a fault, unless the file is taken as `replacing` it.

    Whose a reading is is looked at first: of a line that is not for who gives it nothing else is
    said, since that would tell what stands.

    Raises:
        AnswerFaults: The file has faults; the record is unchanged.
        Refused: It has answers in others' names, and the role of this login may not give those.
        WorkbenchError: There is no such audit, or the file cannot be read.
    """
    audit = open_drawn_audit(desk, audit_name)
    given, faults = understood(audit, lines_of(path))
    if any(line.auditor not in {"", desk.auditor} for line in given):
        check_may(desk, Duty.OTHERS_ANSWERS)
    with desk.record.writing() as session:
        new = changed = 0
        for case, of_case in _by_case(audit, given):
            answers, not_theirs = _whose(session, desk, of_case)
            before = standings(session, case.id)
            if not replacing:
                faults.extend(_changes(answers, before))
            kept, refused = _take(session, desk, audit, case, answers)
            refused += not_theirs
            stood = sum(before.get(question, Standing()).value is not None for question in kept)
            new, changed = new + len(kept) - stood, changed + stood
            faults.extend(refused)
        if faults:
            raise AnswerFaults(path.name, faults)
        owed = _notes_owed(session, desk, audit)
    unchanged = len(given) - new - changed
    return AnswersTaken(
        new=new,
        changed=changed,
        unchanged=unchanged,
        notes_owed=owed,
        warnings=_warnings(desk, given),
    )


def _whose(
    session: Session, desk: Desk, answers: Iterable[GivenAnswer]
) -> tuple[list[GivenAnswer], list[tuple[int, str]]]:
    """Return the answers to one case that are for who gives them, and the refusals of the rest."""
    theirs: list[GivenAnswer] = []
    refused: list[tuple[int, str]] = []
    why_not: dict[str, Refused | None] = {}
    for given in answers:
        who = _who(desk, given)
        if who.auditor not in why_not:
            why_not[who.auditor] = _refusal(session, who, given)
        if refusal := why_not[who.auditor]:
            refused.append((given.line, f"line {given.line}: {refusal}"))
        else:
            theirs.append(given)
    return theirs, refused


def _refusal(session: Session, who: Desk, given: GivenAnswer) -> Refused | None:
    try:
        check_may_change(session, who, Place(given.case.id, given.question))
    except Refused as refusal:
        return refusal
    return None


def _notes_owed(session: Session, desk: Desk, audit: OpenAudit) -> int:
    """Return how many notes are owed, of what this desk may see."""
    hidden = blind_cases(session, desk, audit)
    read = assessed_cases(session, audit)
    return sum(len(each.owed_notes) for each in read if each.case.id not in hidden)


def _warnings(desk: Desk, given: Iterable[GivenAnswer]) -> tuple[str, ...]:
    today = desk.clock().date()
    found = (
        warning_without_quotes(
            answer.note,
            today=today,
            called=f"line {answer.line}: the note of {answer.question}",
            colleagues=desk.colleagues,
        )
        for answer in sorted(given, key=lambda answer: answer.line)
    )
    return tuple(filter(None, found))


def _changes(
    answers: Iterable[GivenAnswer], standing: Mapping[str, Standing]
) -> list[tuple[int, str]]:
    """Return a fault for each line that would change an answer that stands."""
    found = []
    for given in answers:
        value = standing.get(given.question, Standing()).value
        if value not in {None, given.answer}:
            was = value.words if value else ""
            fault = (
                f"line {given.line}: {given.question} of {given.case.reference} stands as {was}; "
                f"the file says {given.answer.words}. Take it with --replace, or leave it out."
            )
            found.append((given.line, fault))
    return found


def _by_case(
    audit: OpenAudit, given: Iterable[GivenAnswer]
) -> list[tuple[AuditCase, list[GivenAnswer]]]:
    order = {question.id: place for place, question in enumerate(audit.questions)}
    grouped: dict[int, list[GivenAnswer]] = {}
    for answer in sorted(given, key=lambda answer: order[answer.question]):
        grouped.setdefault(answer.case.id, []).append(answer)
    return [(case, grouped[case.id]) for case in audit.cases if case.id in grouped]


def _take(
    session: Session, desk: Desk, audit: OpenAudit, case: AuditCase, answers: list[GivenAnswer]
) -> tuple[list[str], list[tuple[int, str]]]:
    """Save the answers of one case; return the questions that changed, and the refusals."""
    standing = standings(session, case.id)
    texts = answering.notes(session, {s.note_id for s in standing.values() if s.note_id})
    taken: list[str] = []
    refused = []
    for given in answers:
        place = Place(case_id=case.id, question=given.question)
        if _set_by_rule(audit, case, standing, given):
            continue
        try:
            answering.check_allowed(audit, place, given.answer, standing)
        except Refused as refusal:
            refused.append((given.line, f"line {given.line}: {refusal}"))
            continue
        old = standing.get(given.question, Standing())
        new = replace(
            old,
            value=given.answer,
            measured=given.time,
            good_practice=old.good_practice or given.good_practice,
        )
        if given.note and given.note != texts.get(old.note_id or 0):
            new = replace(new, note_id=answering.store_note(session, desk, place, given.note))
        if new != old:
            answering.write_change(
                session, _who(desk, given), audit, Change(place=place, old=old, new=new)
            )
            standing[given.question] = new
            taken.append(given.question)
    return taken, refused


def _who(desk: Desk, given: GivenAnswer) -> Desk:
    """Return the desk of whoever a line says has answered."""
    return replace(desk, auditor=given.auditor) if given.auditor else desk


def _set_by_rule(
    audit: OpenAudit, case: AuditCase, standing: Mapping[str, Standing], given: GivenAnswer
) -> bool:
    """Whether the line repeats a not applicable that the rule sets by itself."""
    if given.answer is not Answer.NOT_APPLICABLE:
        return False
    return answering.question_state(audit, case, standing, given.question).by_rule
