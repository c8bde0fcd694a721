"""Commands that show what happened, and prove that it was not changed."""

from pathlib import Path
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
    from workbench.audits.people.sight import withheld_entries
    from workbench.audits.proof.diary import diary
    from workbench.audits.proof.diary_of_readings import withheld_from
    from workbench.record.way_back import check_undamaged

    with desk(context, even_damaged=True) as at:
        lines, withheld = diary(at, audit), (withheld_from(at), withheld_entries(at))
        if as_json:
            say_json([line.as_mapping() for line in lines])
        else:
            nothing = "Nothing to show." if any(withheld) else "Nothing has happened yet."
            say(*(str(line) for line in lines) if lines else (nothing,))
            say(*filter(None, withheld))
        check_undamaged(at.record)


def verify(
    context: typer.Context,
    anchor: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Hold the history against a file that was exported earlier."
        ),
    ] = None,
) -> None:
    """Hold the history, every row, frame and draw against each other, and name what differs."""
    from workbench.audits.proof.anchoring import anchor_faults
    from workbench.audits.proof.verifying import verify_record
    from workbench.record.way_back import remedy_where_damaged

    with desk(context, even_damaged=True) as at:
        off = anchor_faults(at, anchor) if anchor else ()
        result = verify_record(at)
        way_back = remedy_where_damaged(at.record)
    faults = (*result.faults, *off)
    say(*(f"WRONG: {fault}" for fault in faults))
    anchored = (f"checked: the history head printed in {anchor.name}",) if anchor else ()
    say(
        *(f"checked: {line}" for line in result.checked),
        *anchored,
        f"history head: {result.head}",
    )
    if faults:
        say(*filter(None, (way_back,)))
        raise typer.Exit(1)
