"""What every command starts from: a desk at the record that was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import typer

from workbench.errors import NotSaved, Refused, WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.record.location import Location


_TRIED: Final = "today's backup was tried"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that go with every command, as they were given."""

    record: str | None = None
    auditor: str | None = None


@contextmanager
def desk(
    context: typer.Context, *, make: bool = False, daily: bool = True, even_damaged: bool = False
) -> Iterator["Desk"]:
    """Open the record that was asked for, and close it at the end.

    Args:
        context: The command.
        make: Whether a record is made where there is none; a mistyped path must not make one.
        daily: Whether a backup is kept first, if one is due.
        even_damaged: Whether a record with damaged pages is opened: by what tells of the damage.

    Raises:
        WorkbenchError: There is no record, and none is to be made; or it is damaged.
    """
    from workbench.audits.desk import sit_down
    from workbench.audits.people.sight import check_member
    from workbench.record.location import record_location
    from workbench.record.soundness import damage_of
    from workbench.record.way_back import open_known_record, told_with_way_back

    asked = context.find_object(Asked) or Asked()
    location = record_location(asked.record)
    ask_key(location)
    if not make:
        _check_there(location)
    record = open_known_record(location, even_damaged=even_damaged)
    try:
        with told_with_way_back(location):
            at = sit_down(record, asked.auditor)
            check_member(at)
            if daily and not (even_damaged and damage_of(record)):
                _back_up_daily(context, at)
            with _told_plainly_to_viewers(at):
                yield at
    finally:
        record.close()


@contextmanager
def _told_plainly_to_viewers(at: "Desk") -> Iterator[None]:
    """Say to a viewer what there is for them, where the server has refused them anything else."""
    try:
        yield
    except NotSaved as error:
        from workbench.audits.people.sight import sight_of
        from workbench.record.plain_errors import REFUSED

        if not (error.problem.startswith(REFUSED) and sight_of(at).rates_only):
            raise
        raise Refused(
            f"{at.auditor} is shown the rates that were released, and nothing else.",
            "See them with: workbench rates AUDIT.",
        ) from error


def ask_key(location: "Location") -> None:
    """Ask for the key of an encrypted record, where none was given and there is somebody to ask."""
    import sys
    from pathlib import Path

    if not (isinstance(location, Path) and location.is_file() and sys.stdin.isatty()):
        return
    from workbench.record.encryption import is_encrypted, key_in_use, use_key

    if is_encrypted(location) and key_in_use() is None:
        use_key(typer.prompt(f"Key of {location.name}", hide_input=True, err=True))


def _back_up_daily(context: typer.Context, at: "Desk") -> None:
    """Keep a backup if one is due; the command goes on where none can be made, and says so once."""
    from workbench.audits.safekeeping.backing_up import back_up_daily

    if context.meta.get(_TRIED):
        return  # a command may open the record twice
    context.meta[_TRIED] = True
    if trouble := back_up_daily(at):
        typer.echo(trouble, err=True)


def _check_there(location: "Location") -> None:
    from pathlib import Path

    from workbench.record.way_back import refuse_lost

    if isinstance(location, Path):
        refuse_lost(location)
    if not _is_there(location):
        raise WorkbenchError(
            f"There is no record at {location}.",
            "Name the right one with --record, or begin one: workbench import FILE --name NAME.",
        )


def _is_there(location: "Location") -> bool:
    """Whether there is a record to open; a server says so itself when it is opened."""
    from pathlib import Path

    return not isinstance(location, Path) or location.exists()


@contextmanager
def desk_if_there(context: typer.Context) -> Iterator["Desk | None"]:
    """Open the record if it is there; a check that needs none makes none."""
    from workbench.record.location import record_location

    asked = context.find_object(Asked) or Asked()
    if not _is_there(record_location(asked.record)):
        yield None
        return
    with desk(context) as at:
        yield at
