"""Files of agreed answers: case, question, answer; every question of every case of a set."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from checklists.answers import Answer
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.people.calibration_sets import AgreedAnswers
from workbench.audits.reviews.assessing import assess_case
from workbench.audits.reviews.standing import Standing
from workbench.errors import WorkbenchError

COLUMNS = ("case", "question", "answer")


def read_agreed(path: Path, audit: OpenAudit) -> AgreedAnswers:
    """Return the agreed answers of a file, which must answer every question of every case.

    Raises:
        WorkbenchError: It cannot be read, a line is wrong, or an answer is missing.
    """
    given: dict[int, dict[str, Standing]] = {case.id: {} for case in audit.cases}
    for line, row in _rows(path):
        case, question, answer = _understood(audit, path, line, row)
        given[case.id][question] = Standing(value=answer)
    return {case.id: _counted(audit, case, given[case.id], path) for case in audit.cases}


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (lines.fieldnames or ())]
            if missing:
                raise WorkbenchError(
                    f"{path.name} has no column {missing[0]}.", f"It needs: {', '.join(COLUMNS)}."
                )
            yield from ((lines.line_num, row) for row in lines)
    except (OSError, UnicodeError, csv.Error) as error:
        raise WorkbenchError(
            f"{path.name} cannot be read: {_why(error)}.", "Give a CSV file in UTF-8."
        ) from error


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "the system refuses"
    return "it is not UTF-8" if isinstance(error, UnicodeError) else "it is not laid out as CSV"


def _understood(
    audit: OpenAudit, path: Path, line: int, row: Mapping[str, str]
) -> tuple[AuditCase, str, Answer]:
    try:
        case = audit.case((row["case"] or "").strip())
        question = audit.question((row["question"] or "").strip()).id
    except WorkbenchError as error:
        raise WorkbenchError(f"{path.name}, line {line}: {error.problem}", error.remedy) from error
    word = (row["answer"] or "").strip().lower().replace(" ", "_")
    if word not in set(Answer):
        raise WorkbenchError(
            f"{path.name}, line {line}: {row['answer']!r} is no answer.",
            f"Use one of: {', '.join(Answer)}.",
        )
    return case, question, Answer(word)


def _counted(
    audit: OpenAudit, case: AuditCase, given: Mapping[str, Standing], path: Path
) -> dict[str, Answer]:
    """Return what counts for each question of a case."""
    answers = assess_case(audit, case, given).answers
    open_still = [question for question, answer in answers.items() if answer is None]
    if open_still:
        raise WorkbenchError(
            f"{path.name} has no answer to {open_still[0]} of {case.reference}.",
            "Every question of every case of the set needs its agreed answer.",
        )
    return {question: answer for question, answer in answers.items() if answer is not None}
