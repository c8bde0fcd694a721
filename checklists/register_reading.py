"""Reading the register of recommendations from its YAML text."""

from collections.abc import Callable
from datetime import date

from checklists.faults import FaultList
from checklists.nodes import Section, Text
from checklists.recommendations import Document, Entry, Kind
from checklists.sections import SectionReader

_GROUPS = {
    "causes_of_concern": Kind.CAUSE_OF_CONCERN,
    "recommendations": Kind.RECOMMENDATION,
    "sub_clauses": Kind.SUB_CLAUSE,
    "areas_for_improvement": Kind.AREA_FOR_IMPROVEMENT,
    "findings": Kind.FINDING,
    "processes": Kind.PROCESS,
    "standards": Kind.STANDARD,
}
_OPTIONAL = ("document", "locator", "deadline", "part_of", "auditable", "served_by")


def parse_register(text: str, faults: FaultList) -> dict[str, Entry]:
    """Return the entries of a register by id, in the order of the text.

    Raises:
        ChecklistFaults: With every fault of the text.
    """
    from checklists.parsing import read_section

    top = SectionReader(read_section(text, faults), "the register", faults)
    top.keys(needed=("documents", *_GROUPS))
    documents = {document.id: document for document in _documents(top)}
    entries = _entries(top, documents)
    faults.refuse()
    return entries


def _documents(top: SectionReader) -> list[Document]:
    readers = top.parts("documents", _named("document"))
    return [
        Document(reader.text("id"), reader.text("title"), reader.text("published"))
        for reader in readers
    ]


def _named(kind: str) -> Callable[[int, Section], str]:
    def name(number: int, section: Section) -> str:
        entry = section.entries.get("id")
        return f"{kind} {entry.node.value if entry and isinstance(entry.node, Text) else number}"

    return name


def _entries(top: SectionReader, documents: dict[str, Document]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for group, kind in _GROUPS.items():
        for reader in top.parts(group, _named(kind.words)):
            entry = _entry(reader, kind, documents, entries)
            if entry.id in entries:
                top.faults.add(reader.line("id"), f"{entry.id} stands twice", "Keep one.")
            entries[entry.id] = entry
    return entries


def _entry(
    reader: SectionReader,
    kind: Kind,
    documents: dict[str, Document],
    earlier: dict[str, Entry],
) -> Entry:
    reader.keys(needed=("id", "text"), optional=_OPTIONAL)
    whole = earlier.get(reader.text("part_of"))
    return Entry(
        id=reader.text("id"),
        kind=kind,
        text=reader.text("text"),
        document=_document(reader, documents) or (whole.document if whole else None),
        locator=reader.text("locator") or (whole.locator if whole else ""),
        deadline=_deadline(reader) or (whole.deadline if whole else None),
        part_of=_part_of(reader, earlier),
        auditable=reader.yes_or_no("auditable") or not reader.has("auditable"),
        served_by=tuple(name for _, name in reader.texts("served_by")),
    )


def _document(reader: SectionReader, documents: dict[str, Document]) -> Document | None:
    name = reader.text("document")
    if name and name not in documents:
        reader.faults.add(
            reader.line("document"),
            f"{reader.name} comes from `{name}`, which is no document of the register",
            f"The documents are {', '.join(documents)}.",
        )
    return documents.get(name)


def _part_of(reader: SectionReader, earlier: dict[str, Entry]) -> str:
    name = reader.text("part_of")
    if name and name not in earlier:
        reader.faults.add(
            reader.line("part_of"),
            f"{reader.name} is part of `{name}`, and there is no such entry",
            "Name an entry that stands above it.",
        )
    return name


def _deadline(reader: SectionReader) -> date | None:
    text = reader.text("deadline")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        reader.faults.add(
            reader.line("deadline"), f"`{text}` is not a date", "Write it as 2022-06-29."
        )
        return None
