"""The faults of a list as lines: where, what and the value; and below each what to do about it."""

from typing import TYPE_CHECKING

from workbench.widgets.option_words import form_words
from workbench.widgets.rows import Piece, Role, Row, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.intake.faults import Fault


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


def faults_heading(shown: int, total: int) -> str:
    """Return the sentence above the list of faults."""
    faults = "1 fault" if total == 1 else f"{total:,} faults"
    said = f"{faults}: nothing was imported. Mend the list, or change a policy above."
    return said if shown == total else f"{said} The first {shown:,} of each kind are listed."
