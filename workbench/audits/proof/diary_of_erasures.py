"""The diary of erasures: what was lawfully erased, as sentences."""

from collections.abc import Mapping
from typing import Any

Details = Mapping[str, Any]


def erased_sentence(details: Details) -> str:
    """Say what an entry of an erasure took away, or that the erasure was made and why."""
    number, erased = details["erasure"], details.get("erased")
    if erased is None:
        return (
            f"made erasure {number}, of what was last changed before {details['before']}, "
            f"because: {details['reason']}"
        )
    if "parts" in erased:
        return (
            f"erased the {erased['cases']:,} cases of the list {erased['name']!r}, erasure {number}"
        )
    notes = erased["notes"] + erased["notes_of_replacements"]
    return (
        f"erased {notes:,} notes and {erased['references']:,} references of {erased['name']!r}, "
        f"erasure {number}"
    )


def backups_sentence(details: Details) -> str:
    """Say which backups were removed since they held what was erased."""
    return (
        f"removed {len(details['removed']):,} backups that held what erasure "
        f"{details['erasure']} erased"
    )
