"""Reading a checklist file: YAML in, a `Checklist` out, or every fault at once with its line."""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from checklists.faults import ChecklistFaults, Fault, FaultList
from checklists.fields import YES_OR_NO, declared_values
from checklists.question_reading import QuestionsReader, read_indicators
from checklists.questions import Checklist
from checklists.sections import SectionReader

__all__ = ["ChecklistFaults", "Fault", "parse_checklist", "read_checklist"]

_NEEDED = (
    "id",
    "title",
    "version",
    "effective_from",
    "unit_of_audit",
    "population",
    "stage",
    "questions",
)
_ID = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_checklist(path: Path) -> Checklist:
    """Read a checklist from a file.

    Raises:
        ChecklistFaults: With every fault of the file.
        OSError: The file cannot be opened.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Fault(path.name, line, "this is not UTF-8 text", "Save the file as UTF-8.")
        raise ChecklistFaults((fault,)) from error
    return parse_checklist(text, name=path.name)


def parse_checklist(text: str, *, name: str) -> Checklist:
    """Read a checklist from its text.

    Args:
        text: The YAML text.
        name: What to call the file in messages.

    Raises:
        ChecklistFaults: With every fault of the text.
    """
    from checklists.parsing import read_section

    source = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = FaultList(name)
    reader = SectionReader(read_section(source, faults), "the checklist", faults)
    checklist = _checklist(reader, source)
    faults.refuse()
    return checklist


def _checklist(reader: SectionReader, source: str) -> Checklist:
    reader.keys(needed=_NEEDED, optional=("fields", "indicators"))
    checklist_id = _checklist_id(reader)
    fields = dict(_fields(reader))
    questions = QuestionsReader(reader, checklist_id, fields).read()
    return Checklist(
        id=checklist_id,
        title=reader.text("title"),
        version=reader.text("version"),
        effective_from=_effective_from(reader),
        unit_of_audit=reader.text("unit_of_audit"),
        population=reader.text("population"),
        stage=reader.text("stage"),
        fields=fields,
        questions=questions,
        indicators=read_indicators(reader, questions, checklist_id),
        source=source,
        sha256=sha256(source.encode()).hexdigest(),
    )


def _checklist_id(reader: SectionReader) -> str:
    checklist_id = reader.text("id")
    if not checklist_id or _ID.fullmatch(checklist_id):
        return checklist_id
    reader.faults.add(
        reader.line("id"),
        f"`{checklist_id}` is not an id for a checklist",
        "Write 2 to 12 capitals and digits, a capital first: `SUP`.",
    )
    return ""


def _effective_from(reader: SectionReader) -> date:
    text = reader.text("effective_from")
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a date such as 2022-02-30: the same fault as any other text
    if text:
        reader.faults.add(
            reader.line("effective_from"),
            f"`{text}` is not a date",
            "Write year, month and day: `2022-03-29`.",
        )
    return date.min


def _fields(reader: SectionReader) -> Iterator[tuple[str, str]]:
    part = reader.part("fields", "`fields`")
    if part is None:
        return
    for name in part.section.entries:
        words = part.text(name)
        _check_field(part, name, words)
        yield name, words


def _check_field(part: SectionReader, name: str, words: str) -> None:
    if not _FIELD.fullmatch(name):
        part.faults.add(
            part.line(name),
            f"`{name}` is not a name for a case field",
            "Write small letters, digits and underscores: `domestic_abuse`.",
        )
    if len(declared_values(words)) < len(YES_OR_NO):
        part.faults.add(
            part.line(name),
            f"the case field `{name}` has fewer than two values between its braces",
            "Write them with bars between: `the investigation is {open|closed}`.",
        )
