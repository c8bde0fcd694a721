"""What a case is called once its reference was erased, and what then can no longer be done."""

import re
from collections.abc import Mapping
from typing import Final

from workbench.errors import Refused

ERASED_WORDS: Final = "(erased)"
"""What stands in the history where a note stood."""
_NAME: Final = re.compile(r"erased [1-9]\d*")


def erased_name(number: int) -> str:
    """Return what a case is called by its number in its draw, the sample first."""
    return f"erased {number}"


def is_erased_name(reference: str) -> bool:
    """Whether that is what a case is called whose reference was erased."""
    return _NAME.fullmatch(reference) is not None


def is_erased(table: str, row: Mapping[str, object]) -> bool:
    """Whether a row holds no more than an erasure leaves in it."""
    match table:
        case "sampled_case":
            return is_erased_name(str(row["reference"]))
        case "note":
            return row["salt"] == "" and row["text"] == ""
        case "frame_chunk":
            return row["data"] == b""
        case "replacement":
            return row["note"] == ""
        case _:
            return True


def check_not_erased(audit: str, references: tuple[str, ...]) -> None:
    """Refuse what needs the references of an audit, where they were erased.

    Raises:
        Refused: They were.
    """
    if any(map(is_erased_name, references)):
        raise Refused(
            f"The references of {audit} were erased: nothing in it can be scored, replaced or "
            "drawn any more.",
            "Its rates stand. When and why: workbench erasures.",
        )


def check_columns_there(audit: str, column: str, fields: tuple[frozenset[str], ...]) -> None:
    """Refuse to group cases by a column that was erased from them.

    Args:
        audit: The audit.
        column: The column that is asked for.
        fields: The names of the columns that each case has.

    Raises:
        Refused: A case no longer has it.
    """
    if any(column not in names for names in fields):
        raise Refused(
            f"The column {column} of {audit} was erased with the references: it could have told "
            "cases apart.",
            "workbench erasures names the columns that were kept.",
        )
