"""Commands that keep a record safe: backups, the way back to one, and what may be wrong."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_on
from workbench.cli.context import Asked, desk
from workbench.cli.leaving import Force
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_facts, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.safekeeping.backing_up import BackupList, BackupView
    from workbench.audits.safekeeping.left_out import LeftOut
    from workbench.audits.safekeeping.restoring import Restoration
    from workbench.record.location import Location

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(backup)
    commands.command()(backups)
    commands.command()(restore)
    commands.command()(doctor)


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to write it; else beside the record."),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a proved copy of the record, as it stands now; others may go on saving meanwhile."""
    from workbench.audits.safekeeping.backing_up import back_up_record

    only_for(context, "BACK_UP")
    with desk(context, daily=False) as at:
        made = back_up_record(at, file, force=force)
    if as_json:
        say_json(made.as_mapping())
    else:
        say(f"Backed up to {made.path}", f"history head: {made.head}", f"{made.size:,} bytes")


def backups(
    context: typer.Context,
    keep: Annotated[
        int | None,
        typer.Option(metavar="N", help="Keep so many of those that are made by themselves."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the backups beside the record, the newest first; the record itself may be damaged."""
    from workbench.audits.safekeeping.backing_up import keep_backups, list_backups

    if keep is not None:
        with desk(context) as at:
            keep_backups(at, keep)
    found = list_backups(_file_asked(context))
    if as_json:
        say_json([each.as_mapping() for each in found.backups])
    else:
        _say_backups(found)
    if found.trouble:
        raise WorkbenchError(found.trouble, found.way_back)


def _say_backups(found: "BackupList") -> None:
    if found.backups:
        say_table(
            ("made (UTC)", "why", "history head", "entries", "bytes", "", "file"),
            (_row(each) for each in found.backups),
        )
    elif not found.trouble:
        say("There is no backup yet. Make one: workbench backup.")
    if found.backups or not found.trouble:
        say(f"in {found.folder}; the newest {found.kept} made by themselves are kept")


def _row(each: "BackupView") -> tuple[str, ...]:
    return (
        each.at[:16].replace("T", " "),
        each.why,
        each.head,
        f"{each.entries:,}",
        f"{each.size:,}",
        each.state,
        each.path.name,
    )


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to put in place.")],
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why, for the history of the record.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Verify a backup and put it in the place of the record, which is set aside, never removed."""
    from workbench.audits.desk import this_person, utc_now
    from workbench.audits.safekeeping.restoring import restore_record

    asked = context.find_object(Asked) or Asked()
    done = restore_record(
        _asked_location(context),
        file.absolute(),
        auditor=asked.auditor or this_person(),
        reason=reason,
    )
    warn_on(utc_now().date(), {"The reason": reason})
    if as_json:
        say_json(done.as_mapping())
    else:
        _say_restored(done)


def _say_restored(done: "Restoration") -> None:
    facts = {
        "Restored": done.record,
        "from": f"{done.backup}, history head {done.backup_head}",
        "history head": done.head,
        "set aside": done.set_aside or "nothing: there was no file",
    }
    say_facts(facts)
    if done.set_aside is not None:
        say(*_not_in_it(done.left_out, done.set_aside))
    if done.made_plain:
        say("IT IS PLAIN NOW: the record was encrypted, the backup is not. workbench encrypt")


def _not_in_it(left: "LeftOut", aside: Path) -> tuple[str, ...]:
    if left.actions is None:
        return (f"What is not in it cannot be told: {left.problem}.",)
    if not left.count:
        return ("Everything that was in the record is in it.",)
    kinds = ", ".join(f"{count:,} x {action}" for action, count in left.actions.items())
    return (
        f"NOT IN IT: {left.count:,} entries of {left.since[:19]} to {left.until[:19]}: {kinds}.",
        f"To read them: workbench history --record {aside}",
    )


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Look at everything that may be wrong with the record, say what to do, and change nothing."""
    from workbench.audits.safekeeping.doctor.examining import examine_asked

    found = examine_asked((context.find_object(Asked) or Asked()).record)
    if as_json:
        say_json(found.as_mapping())
    else:
        say(*map(str, found.findings), found.said)
    if not found.sound:
        raise typer.Exit(1)


def _asked_location(context: typer.Context) -> "Location":
    from workbench.record.location import record_location

    return record_location((context.find_object(Asked) or Asked()).record)


def _file_asked(context: typer.Context) -> Path:
    location = _asked_location(context)
    if not isinstance(location, Path):
        raise WorkbenchError(
            "The record is on a server, and has no folder of backups beside it.",
            "Ask who keeps the server for them.",
        )
    return location
