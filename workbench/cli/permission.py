"""Whose command it is: on a team's server the role of the login is looked at before all else."""

from typing import TYPE_CHECKING

from workbench.cli.context import Asked, desk

if TYPE_CHECKING:
    import typer


def only_for(context: "typer.Context", duty: str) -> None:
    """Refuse a command to those whose role may not, before anything is read or worked out for it.

    In a file nothing is locked, and nothing is opened here.

    Args:
        context: The command.
        duty: What it is of a team's work, by its name in `people.duties`.

    Raises:
        Refused: The role of the login may not.
    """
    from workbench.record.location import ServerAddress, record_location

    asked = context.find_object(Asked) or Asked()
    if not isinstance(record_location(asked.record), ServerAddress):
        return
    from workbench.audits.people.duties import Duty, check_may

    with desk(context, daily=False) as at:
        check_may(at, Duty[duty])
