"""The lines of a file of answers: read as CSV, and understood as answers to the questions."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checklists.answers import Answer
from exports.plain import restored_text
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.reviews import answering
from workbench.audits.reviews.standing import Place
from workbench.errors import WorkbenchError

NEEDED_COLUMNS = ("case", "question", "answer")


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


def lines_of(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of a file by their numbers, each with its cells by the names of the columns.

    Raises:
        WorkbenchError: It cannot be read, or lacks a column that is needed.
    """
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
                    f"{path.name} has no column {', '.join(missing)}; "
                    f"it has {', '.join(names) or 'none: it is empty'}.",
                    "The first line must be: case,question,answer (and note, auditor, time).",
                )
            return [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise WorkbenchError(
            f"{path} cannot be read: {error.strerror}.", "Check the name of the file."
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise WorkbenchError(
            f"{path.name} is not a CSV file in UTF-8{_where(error)}.", "Save it as CSV UTF-8."
        ) from None


def _where(error: UnicodeDecodeError | csv.Error) -> str:
    """Return at which byte a text is none."""
    return (
        f": byte {error.start + 1} is of no text" if isinstance(error, UnicodeDecodeError) else ""
    )


def understood(
    audit: OpenAudit, lines: Iterable[tuple[int, Mapping[str, str]]]
) -> tuple[list[GivenAnswer], list[tuple[int, str]]]:
    """Return the answers that lines give, and the faults of the others, with their lines."""
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
