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


def references_erased(audit: str) -> Refused:
    """Return what is said where the references of an audit are needed, and were erased."""
    return Refused(
        f"The references of {audit} were erased: no case of it can be scored, replaced or drawn "
        "any more.",
        "Its rates stand. When and why: workbench erasures.",
    )


def column_erased(audit: str, column: str) -> Refused:
    """Return what is said where a column is asked for that went with the references."""
    return Refused(
        f"The column {column} of {audit} was erased with the references, since it could tell "
        "cases apart.",
        "The certificate of the erasure names those that were kept: workbench erasures.",
    )


def list_erased(population: str) -> Refused:
    """Return what is said where the cases of a list are needed, and were erased."""
    return Refused(
        f"The cases of {population} were erased: its fingerprint, its size and its flow are left.",
        "When and why: workbench erasures. To draw again, bring the list in again.",
    )
