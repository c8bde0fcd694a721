"""Commands of retention: what identifies cases is erased after its time, and certified."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.leaving import Force, check_free
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_facts, say_json, say_table

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.erasing.erasures import ErasureView
    from workbench.audits.erasing.purging import Purged
    from workbench.audits.erasing.retention import Due, DueAudit, Retention

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
CertificateFile = Annotated[
    Path | None, typer.Option("--certificate", metavar="FILE", help="Write the certificate here.")
]


Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="The rule or request that asks for it.")
]
Before = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="What was last changed before this day, as 2024-09-30."),
]
OlderThan = Annotated[
    int | None, typer.Option(metavar="MONTHS", help="The same, counted back from today.")
]
OfAudit = Annotated[
    str | None, typer.Option("--audit", metavar="NAME", help="Only this audit, and its list.")
]
KeepReferences = Annotated[
    bool, typer.Option("--keep-references", help="Erase the texts of notes only.")
]
KeepColumn = Annotated[
    list[str] | None,
    typer.Option(metavar="COL", help="Keep this column first, if cases are alike in it."),
]
RemakeBackups = Annotated[
    bool, typer.Option("--backups", help="Make a new backup, then remove those that hold it.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what is due, erase nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(purge)
    commands.command()(erasures)


def purge(
    context: typer.Context,
    reason: Reason = "",
    before: Before = None,
    older_than: OlderThan = None,
    audit: OfAudit = None,
    keep_references: KeepReferences = False,
    keep_column: KeepColumn = None,
    certificate: CertificateFile = None,
    backups: RemakeBackups = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    force: Force = False,
) -> None:
    """Erase notes, references and lists of audits that are old enough; every figure stays."""
    from workbench.audits.erasing.erasures import check_backups_here
    from workbench.audits.erasing.purging import purge as purge_record
    from workbench.audits.erasing.purging import what_is_due
    from workbench.audits.erasing.retention import Retention

    only_for(context, "ERASE")
    if certificate is not None:
        check_free(certificate, force=force)
    with desk(context, daily=False) as at:
        if backups:
            check_backups_here(at)
        rule = Retention(
            before=_day_asked(at, before, older_than),
            reason=reason,
            audit=audit,
            keep_references=keep_references,
            columns=tuple(keep_column or ()),
        )
        due = what_is_due(at, rule)
        _say_due(due, rule)
        if dry_run:
            return
        if due:
            warn_about(at, {"The reason": reason})
        if due and not yes:
            typer.confirm("Erase it? It cannot be brought back", abort=True)
        done = purge_record(at, rule)
        _say_done(done)
        _see_to_backups(at, remake=backups)
        if certificate is not None and done.erasure is not None:
            _write(at, done.erasure, certificate)


def _day_asked(at: "Desk", before: str | None, months: int | None) -> date:
    from workbench.audits.erasing.retention import day_before_which
    from workbench.errors import WorkbenchError

    if (before is None) == (months is None):
        raise WorkbenchError(
            "How old must it be?", "Give one of --before DATE and --older-than MONTHS."
        )
    return _day(before) if before is not None else day_before_which(months or 0, at.clock().date())


def _day(text: str) -> date:
    from workbench.errors import WorkbenchError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WorkbenchError(f"{text!r} is no day.", "Write it as 2024-09-30.") from None


def _say_due(due: "Due", rule: "Retention") -> None:
    if not due:
        say(f"Nothing that was last changed before {rule.before} is left to erase.")
    else:
        say(f"Due, last changed before {rule.before}:")
        say_table(
            ("", "name", "last changed", "notes", "references"),
            (
                *(_audit_row(each) for each in due.audits),
                *(("list", each.name, "", "", f"{each.cases:,}") for each in due.populations),
            ),
        )
    say(*(f"NOT DUE: {each}" for each in due.waiting))


def _audit_row(each: "DueAudit") -> tuple[str, ...]:
    return ("audit", each.name, each.last_change[:10], f"{each.notes:,}", f"{each.references:,}")


def _say_done(done: "Purged") -> None:
    if done.erasure is not None:
        say(f"Erased: erasure {done.erasure}. See it with: workbench erasures {done.erasure}")
    if done.not_rewritten:
        typer.echo(
            f"NOT FINISHED: traces may be left between the rows of the file. {done.not_rewritten} "
            "Close the record everywhere and give the same command again.",
            err=True,
        )


def _see_to_backups(at: "Desk", *, remake: bool) -> None:
    """Remove the backups that hold what was erased, or name them."""
    from workbench.audits.erasing.erasures import backups_holding, remake_backups, set_aside_holding

    if remake:
        say(*(f"removed {path}" for path in remake_backups(at)))
    say(
        *(f"STILL HOLDS IT: {path}" for path in (*backups_holding(at), *set_aside_holding(at))),
    )


def _write(at: "Desk", number: int, file: Path) -> None:
    import json

    from exports.whole_files import write_text
    from workbench.audits.erasing.erasures import erasure

    text = json.dumps(erasure(at, number).certificate, ensure_ascii=False, indent=2)
    write_text(file, f"{text}\n")
    say(f"Certificate: {file}")


def erasures(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Only this one, with all it says.")
    ] = None,
    certificate: CertificateFile = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """List what was lawfully erased, when, by whom and why; write a certificate of it again."""
    from workbench.audits.erasing.erasures import erasure
    from workbench.audits.erasing.erasures import erasures as all_erasures
    from workbench.errors import WorkbenchError

    if certificate is not None and number is None:
        raise WorkbenchError("Which erasure?", "Name it: workbench erasures 1 --certificate FILE.")
    only_for(context, "SEE_ERASED")
    if certificate is not None:
        check_free(certificate, force=force)
    with desk(context) as at:
        found = all_erasures(at) if number is None else (erasure(at, number),)
        if as_json:
            say_json([each.certificate for each in found])
        elif number is None:
            _say_list(found)
        else:
            _say_one(found[0])
        if certificate is not None and number is not None:
            _write(at, number, certificate)


def _say_list(found: "tuple[ErasureView, ...]") -> None:
    if not found:
        say("Nothing was erased from this record.")
        return
    say_table(
        ("", "when", "who", "before", "notes", "references", "lists", "history head", "reason"),
        (
            (
                each.number,
                each.at[:10],
                each.by,
                each.before,
                f"{each.notes:,}",
                f"{each.references:,}",
                each.lists,
                each.head,
                each.reason,
            )
            for each in found
        ),
    )


def _say_one(each: "ErasureView") -> None:
    say_facts(
        {
            "Erasure": each.number,
            "when": each.at,
            "who": each.by,
            "last changed before": each.before,
            "reason": each.reason,
            "notes": f"{each.notes:,}",
            "references": f"{each.references:,}",
            "lists": each.lists,
            "history head": each.head,
        }
    )
    say(*each.lines)
