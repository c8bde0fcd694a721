"""The faults of a list as lines: where, what and the value; and below each what to do about it."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.option_words import form_words
from workbench.widgets.rows import Piece, Role, Row, fitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.audits.intake.faults import Fault, FaultCode, IntakeFaults

KINDS: Final = {
    "BLANK_REFERENCE": "empty reference",
    "RAGGED": "row of another length",
    "HEADER": "fault in the header",
    "NUL": "NUL character",
    "QUOTE": "stray quotation mark",
    "AMBIGUOUS_DATES": "column of dates that can be read in two ways",
    "NO_FILE": "file that is not there",
    "CHOICE": "choice that cannot be made",
}
KINDS_OF_MANY: Final = {
    "RAGGED": "rows of another length",
    "HEADER": "faults in the header",
    "AMBIGUOUS_DATES": "columns of dates that can be read in two ways",
    "CHOICE": "choices that cannot be made",
}


def fault_rows(faults: "Sequence[Fault]", width: int) -> list[Row]:
    """Return two lines for each fault."""
    return [row for number, fault in enumerate(faults) for row in _pair(number, fault, width)]


def _pair(number: int, fault: "Fault", width: int) -> tuple[Row, Row]:
    where = " ".join([*_where(fault), ""])
    problem = fitted(fault.problem, width - len(where))
    return (
        Row(key=str(number), pieces=(Piece(where, Role.STRONG), Piece(problem))),
        Row((Piece("    " + fitted(form_words(fault.remedy), width - 4), Role.MUTED),)),
    )


def _where(fault: "Fault") -> list[str]:
    said = [f"line {fault.line}" if fault.line is not None else "the list"]
    if fault.column is not None:
        said.append(f'"{fault.column}"')
    if fault.value:
        said.append(f"has {fault.value!r}")
    return [", ".join(said[:2]), *said[2:], "-"] if len(said) > 1 else [*said, "-"]


def fault_words(fault: "Fault") -> str:
    """Return the whole of a fault, in the words of the form."""
    return form_words(str(fault))


def faults_heading(faults: "IntakeFaults") -> str:
    """Return what stands above the faults: how many there are, and how many of each kind."""
    total, shown = faults.total, len(faults.faults)
    said = "1 fault" if total == 1 else f"{total:,} faults"
    kinds = f"\n{kinds_words(faults.counts)}" if total > 1 else ""
    rest = "" if shown == total else f"\nThe first {shown:,} are listed."
    return f"{said}: nothing was imported.{kinds}{rest}"


def kinds_words(counts: "Mapping[FaultCode, int]") -> str:
    """Return how many there are of each kind, the most first: `112 repeated references, ...`."""
    most_first = sorted(counts.items(), key=lambda kind: (-kind[1], kind[0]))
    return ", ".join(f"{count:,} {_kind(code, count)}" for code, count in most_first)


def _kind(code: "FaultCode", count: int) -> str:
    one = KINDS.get(code.name) or code.name.lower().replace("_", " ")
    return one if count == 1 else KINDS_OF_MANY.get(code.name, f"{one}s")


def fault_table(faults: "Sequence[Fault]") -> list[tuple[str, ...]]:
    """Return the faults as the rows of a file, a header first."""
    header = ("code", "file", "line", "record", "column", "value", "problem", "what to do")
    return [header, *map(_fault_cells, faults)]


def _fault_cells(fault: "Fault") -> tuple[str, ...]:
    line, record = (str(n) if n is not None else "" for n in (fault.line, fault.record))
    said = (fault.column or "", fault.value, fault.problem, form_words(fault.remedy))
    return (str(fault.code), fault.file, line, record, *said)
