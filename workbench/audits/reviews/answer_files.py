"""Answers from a file: all of them, in one transaction, or none and every fault named."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from checklists.answers import Answer
from exports.plain import restored_text
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.privacy.warnings import warning_without_quotes
from workbench.audits.reviews import answering
from workbench.audits.reviews.assessing import assessed_cases
from workbench.audits.reviews.standing import Change, Place, Standing, standings
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.errors import Refused, WorkbenchError

NEEDED_COLUMNS = ("case", "question", "answer")


class AnswerFaults(WorkbenchError):
    """Every fault of a file of answers, a line each; nothing of the file was taken."""

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        super().__init__(
            f"{file} has {len(faults)} faults; no answer was taken.", "Mend them and run it again."
        )
        self.faults = faults


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A line of the file, understood."""

    line: int
    case: AuditCase
    question: str
    answer: Answer
    note: str
    auditor: str
    time: str | None
    good_practice: bool


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

    Raises:
        AnswerFaults: The file has faults; the record is unchanged.
        WorkbenchError: There is no such audit, or the file cannot be read.
    """
    audit = open_drawn_audit(desk, audit_name)
    given, faults = _understand(audit, _lines(path))
    with desk.record.writing() as session:
        new = changed = 0
        for case, answers in _by_case(audit, given):
            before = standings(session, case.id)
            if not replacing:
                faults.extend(_changes(answers, before))
            kept, refused = _take(session, desk, audit, case, answers)
            stood = sum(before.get(question, Standing()).value is not None for question in kept)
            new, changed = new + len(kept) - stood, changed + stood
            faults.extend(refused)
        if faults:
            raise AnswerFaults(path.name, tuple(fault for _, fault in sorted(faults)))
        owed = sum(len(case.owed_notes) for case in assessed_cases(session, audit))
    unchanged = len(given) - new - changed
    return AnswersTaken(
        new=new,
        changed=changed,
        unchanged=unchanged,
        notes_owed=owed,
        warnings=_warnings(desk, given),
    )


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


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            delimiter = ";" if header.count(";") > header.count(",") else ","
            reader = csv.DictReader(file, delimiter=delimiter, strict=True, restval="")
            names = [name.strip().lower() for name in reader.fieldnames or ()]
            reader.fieldnames = names
            missing = [name for name in NEEDED_COLUMNS if name not in names]
            if missing:
                raise WorkbenchError(
                    f"{path.name} has no column {', '.join(missing)}; it has {', '.join(names)}.",
                    "The first line must be: case,question,answer (and note, auditor, time).",
                )
            return [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise WorkbenchError(
            f"{path} cannot be read: {error.strerror}.", "Check the name of the file."
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise WorkbenchError(
            f"{path.name} is not a CSV file in UTF-8: {error}.", "Save it as CSV UTF-8."
        ) from None


def _understand(
    audit: OpenAudit, lines: Iterable[tuple[int, Mapping[str, str]]]
) -> tuple[list[GivenAnswer], list[tuple[int, str]]]:
    given: list[GivenAnswer] = []
    faults: list[tuple[int, str]] = []
    seen: dict[tuple[int, str], int] = {}
    for line, row in lines:
        try:
            answer = _given(audit, line, row)
        except WorkbenchError as error:
            faults.append((line, f"line {line}: {error}"))
            continue
        first = seen.setdefault((answer.case.id, answer.question), line)
        if first == line:
            given.append(answer)
        else:
            where = f"{answer.question} of {answer.case.reference}"
            faults.append((line, f"line {line}: {where} is answered on line {first} already."))
    return given, faults


def _given(audit: OpenAudit, line: int, row: Mapping[str, str]) -> GivenAnswer:
    case = audit.case(restored_text(row["case"] or "").strip())
    question = audit.question((row["question"] or "").strip()).id
    time = restored_text(row.get("time") or "").strip() or None
    return GivenAnswer(
        line=line,
        case=case,
        question=question,
        answer=answer_of_words(audit, Place(case.id, question), row["answer"] or "", time),
        note=restored_text(row.get("note") or "").strip(),
        auditor=(row.get("auditor") or "").strip(),
        time=time,
        good_practice=(row.get("good_practice") or "").strip().lower() == "yes",
    )


def answer_of_words(audit: OpenAudit, place: Place, word: str, time: str | None) -> Answer:
    """Return the answer of a line: as its word says, or as its time gives where it has no word."""
    if time is None:
        return _answer_word(word)
    given = answering.answer_of_time(audit, place, time)
    if word.strip() and _answer_word(word) is not given:
        raise WorkbenchError(
            f"{time} gives {given.words}, and the line says {word.strip()}.",
            "Leave one of the two out, or correct it.",
        )
    return given


def _answer_word(text: str) -> Answer:
    word = text.strip().lower().replace(" ", "_")
    if word not in set(Answer):
        raise WorkbenchError(f"{text!r} is not an answer.", f"Use one of: {', '.join(Answer)}.")
    return Answer(word)


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
            check_may_change(session, _who(desk, given), place)
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
            answering.save_change(
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
