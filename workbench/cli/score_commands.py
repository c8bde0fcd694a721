"""Commands that score cases: line by line for screen readers and scripts, or from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn, warn_about
from workbench.cli.context import desk
from workbench.cli.leaving import Force, check_free
from workbench.cli.printing import say
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(score)
    commands.command()(answer)
    commands.command()(answers)


def score(
    context: typer.Context,
    audit: AuditName,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, for screen readers and scripts.")
    ] = False,
    second: Annotated[
        bool, typer.Option("--second", help="The cases that you read second, blind.")
    ] = False,
) -> None:
    """Score cases, at the exact question where you left off."""
    from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING

    reading = SECOND_READING if second else FIRST_READING
    if plain:
        from workbench.audits.reviews.scoring import open_scoring
        from workbench.cli.plain_scoring import score_line_by_line

        with desk(context) as at:
            score_line_by_line(open_scoring(at, audit, reading=reading))
        return
    from workbench.app import run_app
    from workbench.cli.context import Asked

    asked = context.find_object(Asked) or Asked()
    run_app(record=asked.record, auditor=asked.auditor, audit=audit, reading=reading)


def answer(
    context: typer.Context,
    audit: AuditName,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Its reference, or # and its order.")],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="As in PLAN-01.")],
    given: Annotated[
        str,
        typer.Argument(
            metavar="ANSWER",
            help="met, partly_met, not_met, not_evidenced, not_applicable; a time, as 36; none.",
        ),
    ],
    note: Annotated[str, typer.Option(metavar="TEXT", help="A note beside the answer.")] = "",
    over: Annotated[
        int | None,
        typer.Option(metavar="VERSION", help="Put it in the place of another person's answer."),
    ] = None,
) -> None:
    """Give one answer. One that another person gave stands, until you say which you have seen."""
    from workbench.audits.reviews.one_answer import give_one_answer

    with desk(context) as at:
        said = give_one_answer(
            at, audit, case=case, question=question, answer=given, note=note, over=over
        )
        say(said)
        warn_about(at, {"The note": note})


def answers(
    context: typer.Context,
    audit: AuditName,
    import_from: Annotated[
        Path | None,
        typer.Option(
            "--import",
            metavar="FILE.csv",
            help="case,question,answer[,note][,auditor][,time][,good_practice]",
        ),
    ] = None,
    export_to: Annotated[
        Path | None, typer.Option("--export", metavar="FILE.csv", help="Write what stands.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let the file change answers that stand already.")
    ] = False,
    force: Force = False,
) -> None:
    """Take answers from a CSV file, or write them to one."""
    if (import_from is None) == (export_to is None):
        raise WorkbenchError("Say which way the answers go.", "Use --import FILE or --export FILE.")
    with desk(context) as at:
        if import_from is not None:
            _import(at, audit, import_from, replace=replace)
        elif export_to is not None:
            from workbench.audits.results.reporting import export_answers

            check_free(export_to, force=force)
            say(f"Written: {export_answers(at, audit, export_to)}")


def _import(at: "Desk", audit: str, path: Path, *, replace: bool) -> None:
    from workbench.audits.reviews.answer_files import import_answers

    done = import_answers(at, audit, path, replacing=replace)
    say(f"{done.new} new answers, {done.changed} changed, {done.unchanged} stood already.")
    for warning in done.warnings:
        warn(warning)
    if done.notes_owed:
        notes = "1 note is" if done.notes_owed == 1 else f"{done.notes_owed} notes are"
        say(f"{notes} owed: a critical question that is not met needs one.")
