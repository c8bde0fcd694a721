"""The profile that a list is read with: a saved one, columns that were named, or both."""

from dataclasses import replace
from pathlib import Path

from workbench.audits.intake.profiles import (
    Profile,
    load_profile,
    profile_from_options,
    save_profile,
)
from workbench.errors import WorkbenchError


def chosen_profile(
    name: str | None,
    *,
    folder: Path | None = None,
    reference: str | None = None,
    date_column: str | None = None,
    keep: tuple[str, ...] = (),
    date_format: str | None = None,
) -> Profile:
    """Return the mapping to read a list with: a saved profile, columns that were named, or both.

    Raises:
        WorkbenchError: There is no such profile, or nothing says where the references are.
    """
    return profile_from_options(
        reference=reference,
        date=date_column,
        keep=keep,
        date_format=date_format or "",
        over=load_profile(name, folder) if name is not None else None,
    )


def keep_profile(profile: Profile, name: str, folder: Path | None) -> Path:
    """Keep a mapping under a name, in a folder of one's own; return the file.

    Raises:
        WorkbenchError: The folder was not named, or the file cannot be written.
    """
    if folder is None:
        raise WorkbenchError(
            "A profile needs a folder to be kept in.", "Name it: --profile-folder."
        )
    return save_profile(replace(profile, name=name), folder)
