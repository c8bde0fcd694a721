"""The command that opens the example force."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.context import Asked
from workbench.cli.printing import say, say_facts
from workbench.errors import RecordUnusable, WorkbenchError


def add_to(commands: typer.Typer) -> None:
    """Add this command."""
    commands.command()(demo)


def demo(
    context: typer.Context,
    reset: Annotated[
        bool, typer.Option("--reset", help="Make the example anew; what was scored in it goes.")
    ] = False,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Make it and say where it is; open nothing.")
    ] = False,
) -> None:
    """Open Northshire, an invented force to learn on: lists, case files and half-scored audits."""
    from workbench.audits.demo.places import clear, demo_folder, is_there, place_in

    folder = demo_folder()
    if reset or not is_there(folder):
        from workbench.audits.demo.making import make_demo

        clear(folder)
        make_demo(folder, tell=say)
    _say_what_is_there(folder)
    if not no_open and sys.stdin.isatty() and sys.stdout.isatty():
        from workbench.app import run_app

        asked = context.find_object(Asked) or Asked()
        run_app(record=str(place_in(folder).record), auditor=asked.auditor)


def _say_what_is_there(folder: Path) -> None:
    from workbench.audits.demo.places import place_in

    place = place_in(folder)
    next_step = _next_step(place.record)
    say(f"Northshire, an invented force, is in {folder}")
    say_facts(
        {
            "  record": place.record.name,
            "  list that imports clean": place.list.name,
            "  list with planted faults": place.raw_list.name,
            "  what was planted": place.planted_faults.name,
            "  the truth, by question": place.truth.name,
        }
    )
    say(f"Next: {next_step}")
    say(f"      uv run workbench --record {_quoted(str(place.record))}")
    say("To draw its sample again, as a stranger would:")
    from workbench.audits.demo.making import AUDITS

    record, audit = _quoted(str(place.record)), json.dumps(AUDITS[-1].name)
    say(f"      uv run workbench certificate {audit} -o certificate.json --record {record}")
    say(f"      uv run workbench redraw certificate.json {_quoted(str(place.list))}")


def _next_step(path: Path) -> str:
    from workbench.audits.desk import Desk, this_person
    from workbench.audits.overview import overview
    from workbench.record.engine import open_record

    try:
        record = open_record(path)
    except RecordUnusable as error:
        raise WorkbenchError(
            error.problem, "Make the example anew with: workbench demo --reset."
        ) from None
    try:
        return overview(Desk(record=record, auditor=this_person())).advice
    finally:
        record.close()


def _quoted(path: str) -> str:
    return json.dumps(path, ensure_ascii=False) if " " in path else path
