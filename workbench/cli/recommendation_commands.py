"""The command that follows a recommendation to its questions, its rates and its verdicts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk, desk_if_there
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_facts, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.results.tracking import AuditRates, Recommendation


def add_to(commands: typer.Typer) -> None:
    """Add this command."""
    commands.command()(recommendations)


def recommendations(
    context: typer.Context,
    recommendation: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="As in R4, R4a, AFI21-12 or P15.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS", help="Set it: 'awaiting review', 'being progressed' or complete."
        ),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why it has this status.")] = "",
    folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Your own folder, for its baselines.")
    ] = None,
    processes: Annotated[
        bool, typer.Option("--processes", help="List the processes, P01 to P37, instead.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List what the inspectorate asked for, or follow one to questions, rates and verdicts."""
    from workbench.audits.results.tracking import set_status, track

    if status is not None:
        only_for(context, "FOLLOW_UP")
    if recommendation is not None and processes:
        raise WorkbenchError("--processes lists them all.", "Leave it out to see one: P15.")
    if recommendation is None:
        if status is not None:
            raise WorkbenchError("No recommendation was named.", "Name it before --status: R4.")
        (_list_processes if processes else _list)(context, as_json=as_json)
        return
    if status is not None:
        with desk(context, make=True) as at:
            set_status(at, recommendation, status, note=note)
            warn_about(at, {"The note": note})
    with desk_if_there(context) as maybe:
        found = track(maybe, recommendation, folder=folder)
    if as_json:
        say_json(_mapping(found))
    else:
        _show(found)


def _list(context: typer.Context, *, as_json: bool) -> None:
    from checklists.recommendations import Kind, register
    from workbench.audits.results.tracking import standing_of_all

    kinds = (Kind.CAUSE_OF_CONCERN, Kind.RECOMMENDATION, Kind.SUB_CLAUSE, Kind.AREA_FOR_IMPROVEMENT)
    with desk_if_there(context) as maybe:
        standing = standing_of_all(maybe)
    rows = [
        (e.id, e.deadline or "", standing.get(e.id, ""), e.text)
        for e in register().values()
        if e.kind in kinds
    ]
    _say_list(("id", "by", "status", "what"), rows, as_json=as_json)


def _list_processes(context: typer.Context, *, as_json: bool) -> None:
    from checklists.recommendations import processes
    from workbench.audits.results.tracking import standing_of_all

    with desk_if_there(context) as maybe:
        standing = standing_of_all(maybe)
    rows = [(e.id, standing.get(e.id, ""), e.text, ", ".join(e.served_by)) for e in processes()]
    _say_list(("id", "status", "what", "served by"), rows, as_json=as_json)


def _say_list(
    headings: tuple[str, ...], rows: Iterable[tuple[object, ...]], *, as_json: bool
) -> None:
    if as_json:
        say_json([dict(zip(headings, map(str, row), strict=True)) for row in rows])
    else:
        say_table(headings, rows)


def _show(found: "Recommendation") -> None:
    entry = found.entry
    say_facts(
        {
            "entry": f"{entry.id}, {entry.kind.words}",
            "what": entry.text,
            "where": entry.where,
            "by": entry.deadline or "no date",
            "status": found.status,
        }
    )
    for given in found.statuses:
        said = f": {given.note}" if given.note else ""
        say(f"  {given.at[:10]}  {given.status.value}, by {given.by}{said}")
    for part in found.parts:
        say(f"  {part.id}  {part.text}")
    _say_named("Programmes", [(p.id, p.title) for p in found.programmes])
    _say_named("Questions", [(question.id, question.text) for question in found.questions])
    _say_named("Indicators", [(indicator.id, indicator.text) for indicator in found.indicators])
    for audit in found.audits:
        _say_audit(audit)


def _say_named(heading: str, lines: list[tuple[str, str]]) -> None:
    if lines:
        say("", heading)
    for name, text in lines:
        say(f"  {name}  {text}")


def _say_audit(audit: "AuditRates") -> None:
    from exports.rate_words import interval_words, rate_words

    say("", f"Audit {audit.audit}")
    say_table(
        ("id", "met/n", "rate", "interval"),
        [
            (line.id, f"{line.met}/{line.applicable}", rate_words(line), interval_words(line))
            for line in audit.lines
        ],
    )
    for one in audit.comparisons:
        say(f"  {one.baseline.id}: {one.word}. {one.sentence}")


def _mapping(found: "Recommendation") -> dict[str, object]:
    from dataclasses import asdict

    from workbench.audits.results.comparison_lines import comparison_line

    return {
        "id": found.entry.id,
        "text": found.entry.text,
        "document": found.entry.document and found.entry.document.title,
        "locator": found.entry.locator,
        "deadline": found.entry.deadline and found.entry.deadline.isoformat(),
        "status": found.status,
        "statuses": [asdict(given) for given in found.statuses],
        "questions": [question.id for question in found.questions],
        "indicators": [indicator.id for indicator in found.indicators],
        "programmes": [programme.id for programme in found.programmes],
        "audits": [
            {
                "audit": audit.audit,
                "rates": [asdict(line) for line in audit.lines],
                "comparisons": [asdict(comparison_line(one)) for one in audit.comparisons],
            }
            for audit in found.audits
        ],
    }
