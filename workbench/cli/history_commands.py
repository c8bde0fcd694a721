"""Commands that show what happened, and prove that it was not changed."""

from typing import Annotated

import typer

from workbench.cli.context import desk
from workbench.cli.printing import say, say_json


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(history)
    commands.command()(verify)


def history(
    context: typer.Context,
    audit: Annotated[
        str | None, typer.Argument(metavar="[AUDIT]", help="Only what is about this audit.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show all that happened, in order: every import, draw, answer and export."""
    from workbench.audits.diary import diary

    with desk(context) as at:
        lines = diary(at, audit)
    if as_json:
        say_json([line.as_mapping() for line in lines])
    else:
        say(*(str(line) for line in lines) if lines else ("Nothing has happened yet.",))


def verify(context: typer.Context) -> None:
    """Recompute the history, the frames, the draws and every answer, and name what differs."""
    from workbench.audits.verifying import verify_record

    with desk(context) as at:
        result = verify_record(at)
    say(*(f"WRONG: {fault}" for fault in result.faults))
    say(*(f"checked: {line}" for line in result.checked), f"history head: {result.head}")
    if result.faults:
        raise typer.Exit(1)
