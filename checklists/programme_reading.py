"""Reading audit programmes from YAML text."""

from collections.abc import Iterator
from typing import Final

from checklists.faults import FaultList
from checklists.nodes import Section, Text
from checklists.programmes import Programme, ProgrammePart
from checklists.sections import SectionReader

_SIMPLE, _STRATIFIED = "simple", "stratified"
_NUMBERS: Final = ("size", "each", "minimum", "reserve")
_OPTIONAL: Final = ("design", "by", *_NUMBERS, "baselines", "sub_sample", "warning")


def parse_programmes(text: str, faults: FaultList) -> dict[str, Programme]:
    """Return the programmes of a text by id, in its order.

    Raises:
        ChecklistFaults: With every fault of the text.
    """
    from checklists.parsing import read_section

    top = SectionReader(read_section(text, faults), "the programmes", faults)
    top.keys(needed=("programmes",))
    found: dict[str, Programme] = {}
    for reader in top.parts("programmes", _name):
        programme = _programme(reader)
        if programme.id in found:
            faults.add(reader.line("id"), f"{programme.id} stands twice", "Keep one.")
        found[programme.id] = programme
    faults.refuse()
    return found


def _name(number: int, section: Section) -> str:
    entry = section.entries.get("id")
    named = entry.node.value if entry and isinstance(entry.node, Text) else str(number)
    return f"programme {named}"


def _programme(reader: SectionReader) -> Programme:
    reader.keys(needed=("id", "title", "source", "cadence", "parts"))
    parts = tuple(_parts(reader))
    ids = [part.id for part in parts]
    if len(set(ids)) < len(ids):
        problem = f"{reader.name}: two parts have the same id"
        reader.faults.add(reader.line("parts"), problem, "Give each an id of its own.")
    return Programme(
        id=reader.text("id"),
        title=reader.text("title"),
        source=reader.text("source"),
        cadence=reader.text("cadence"),
        parts=parts,
    )


def _parts(programme: SectionReader) -> Iterator[ProgrammePart]:
    for reader in programme.parts("parts", lambda number, _: f"{programme.name}, part {number}"):
        reader.keys(needed=("id", "title", "population", "checklists"), optional=_OPTIONAL)
        sizes = {key: _count(reader, key) for key in _NUMBERS}
        _check_design(reader, sizes)
        yield ProgrammePart(
            id=reader.text("id"),
            title=reader.text("title"),
            population=reader.text("population"),
            checklists=_values(reader, "checklists"),
            size=sizes["size"],
            each=sizes["each"],
            by=reader.text("by"),
            minimum=sizes["minimum"] or 1,
            reserve=sizes["reserve"],
            baselines=_values(reader, "baselines"),
            sub_sample=reader.text("sub_sample"),
            warning=reader.text("warning"),
        )


def _check_design(reader: SectionReader, sizes: dict[str, int]) -> None:
    design = reader.text("design") or _SIMPLE
    if design not in (_SIMPLE, _STRATIFIED):
        _fault(reader, "design", f"`{design}` is no design", "Write simple or stratified.")
    if (design == _STRATIFIED) != reader.has("by"):
        _fault(reader, "design", "stratified and `by` go together", "Give both or neither.")
    if bool(sizes["size"]) == bool(sizes["each"]):
        _fault(reader, "id", "it needs `size` or `each`", "Give one of the two.")
    if sizes["each"] and not reader.has("by"):
        _fault(reader, "each", "`each` without `by`", "Name the column of the groups.")


def _count(reader: SectionReader, key: str) -> int:
    text = reader.text(key)
    if text and not (text.isascii() and text.isdecimal()):
        _fault(reader, key, f"`{text}` is not a whole number", "Write digits alone: 60.")
        return 0
    return int(text) if text else 0


def _fault(reader: SectionReader, key: str, problem: str, remedy: str) -> None:
    reader.faults.add(reader.line(key), f"{reader.name}: {problem}", remedy)


def _values(reader: SectionReader, key: str) -> tuple[str, ...]:
    return tuple(value for _, value in reader.texts(key))
