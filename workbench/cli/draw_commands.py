"""Commands that draw, prove and mend a sample."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.drawn_printing import quoted, say_drawn
from workbench.cli.in_place import AskedInPlace, Query, Table, asked_in_place, draw_there
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_json
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.draws.designs import DesignAsked
    from workbench.audits.draws.drawing import DrawPlan
    from workbench.audits.opening import OpenAudit

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(draw)
    commands.command()(repeat)
    commands.command()(replace)


def draw(
    context: typer.Context,
    audit: AuditName,
    population: Annotated[
        str, typer.Option(metavar="P", help="The population to draw from, or to name in place.")
    ] = "",
    size: Annotated[int, typer.Option(metavar="N", help="How many cases to read.")] = 0,
    checklist: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A checklist to score with; give it again for more."),
    ] = None,
    reserve: Annotated[
        int, typer.Option(metavar="K", help="How many more to hold in reserve.")
    ] = 0,
    design: Annotated[
        str | None,
        typer.Option(
            metavar="DESIGN",
            help="simple, stratified, systematic, cluster, two-stage or pps. Simple, or "
            "stratified where --by is given.",
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(metavar="COL", help="The column of strata, clusters, order or size."),
    ] = "",
    allocation: Annotated[
        str,
        typer.Option(metavar="RULE", help="proportional, equal, or sizes: 'A=30,B=20'."),
    ] = "proportional",
    minimum: Annotated[int, typer.Option(metavar="K", help="The least from each stratum.")] = 1,
    clusters: Annotated[int, typer.Option(metavar="M", help="How many clusters.")] = 0,
    programme: Annotated[
        str,
        typer.Option(
            metavar="ID",
            help="Draw as an audit programme does: its checklists, design, sizes and baselines. "
            "See them with: workbench programmes.",
        ),
    ] = "",
    part: Annotated[
        str, typer.Option(metavar="PART", help="Which part of the programme, if it has several.")
    ] = "",
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Fix a baseline to hold the audit against; give it again for more.",
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(
            metavar="S",
            help="What dice or a lottery gave, 8 to 64 characters; made if left out.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why a drawn sample is drawn again.")
    ] = "",
    in_place: Annotated[
        str, typer.Option(metavar="URL", help="Draw from a list where it is: in this database.")
    ] = "",
    table: Table = "",
    query: Query = "",
    ref: Annotated[
        str, typer.Option(metavar="COL", help="In place: the column of the case references.")
    ] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="COL", help="In place: a column to keep; again for more."),
    ] = None,
    blank: Annotated[
        str, typer.Option(metavar="POLICY", help="In place: blank references: refuse or reject.")
    ] = "refuse",
    numeric_references: Annotated[
        str,
        typer.Option(
            metavar="POLICY", help="In place: references held as numbers: refuse or accept."
        ),
    ] = "refuse",
    checklist_folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where your own checklists are.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the certificate.")] = False,
) -> None:
    """Draw a random sample that anyone can repeat, and begin the audit of it."""
    from workbench.audits.draws.drawing import DrawPlan, draw_sample
    from workbench.audits.results.declaring import find_baseline, fix_comparisons
    from workbench.audits.results.reporting import certificate_of

    only_for(context, "DRAW")
    if part and not programme:
        raise WorkbenchError("--part goes with --programme.", "Name the programme too.")
    there = asked_in_place(
        AskedInPlace(in_place, table, query, ref, tuple(keep or ()), by, blank, numeric_references),
        population=population,
        programme=programme,
    )
    plan = DrawPlan(
        audit=audit,
        population=population or audit,
        checklists=tuple(checklist or ()),
        design=_design(
            design,
            size=size,
            reserve=reserve,
            by=by,
            allocation=allocation,
            minimum=minimum,
            clusters=clusters,
        ),
        seed=seed,
        reason=reason,
        checklist_folder=checklist_folder,
    )
    notices: tuple[str, ...] = ()
    with desk(context, make=there is not None) as at:
        for name in baseline or ():
            find_baseline(name, checklist_folder)
        if there is not None:
            drawn = draw_there(at, plan, there)
        elif programme:
            drawn, notices = _draw_programme(at, programme, part, plan)
        else:
            drawn = draw_sample(at, plan)
        if baseline:
            fix_comparisons(at, audit, baseline, folder=checklist_folder)
        proof = certificate_of(at, audit)
        following = _next_command(at, audit)
        warn_about(at, {"The name of the audit": audit, "The reason": reason})
    if as_json:
        say_json(proof)
        return
    say_drawn(drawn, proof)
    for notice in notices:
        say(f"Note: {notice}")
    say(f"Next: {following}")


def _next_command(at: "Desk", audit: str) -> str:
    """Return what to do with a sample: allocate it, where nobody reads it before, or score it."""
    from workbench.audits.people.unallocated import sample_waits

    if sample_waits(at, audit):
        return f"workbench allocate {quoted(audit)} --to NAME --to NAME"
    return f"workbench score {quoted(audit)}"


def _draw_programme(
    at: "Desk", programme: str, part: str, plan: "DrawPlan"
) -> tuple["OpenAudit", tuple[str, ...]]:
    """Draw as a programme does, but for what the plan has otherwise; return what must be said."""
    from workbench.audits.draws.presets import changes_of, draw_preset, work_out_preset

    changes = changes_of(plan)
    preset = work_out_preset(at, programme, part, population=plan.population, changes=changes)
    return draw_preset(at, preset, plan), preset.notices


def repeat(
    context: typer.Context,
    audit: AuditName,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The new list.")],
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="What to call the new audit and its list.")
    ],
    seed: Annotated[
        str | None, typer.Option(metavar="S", help="What dice or a lottery gave, if they did.")
    ] = None,
    checklist_folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where your own checklists are.")
    ] = None,
) -> None:
    """Repeat an audit on a new list: next month's, with no case drawn twice."""
    from workbench.audits.draws.repeating import Repetition, repeat_audit

    only_for(context, "DRAW")
    repetition = Repetition(before=audit, name=name, list=file, seed=seed, folder=checklist_folder)
    with desk(context) as at:
        drawn = repeat_audit(at, repetition)
        following = _next_command(at, name)
        warn_about(at, {"The name": name})
    flow = drawn.population.part.flow
    say(f"Drawn: {len(drawn.cases)} of {flow.eligible:,} cases for {name}, as for {audit}.")
    for step in flow.excluded:
        say(f"left out: {step.rows:,} {step.reason}")
    say(f"Next: {following}")


def replace(
    context: typer.Context,
    audit: AuditName,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Its reference, or # and its order.")],
    reason: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="not-found, restricted, out-of-scope, duplicate-incident, conflict-of-interest.",
        ),
    ],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Anything more to say.")] = "",
) -> None:
    """Put the next reserve in the place of a case that cannot be read."""
    from workbench.audits.draws.replacing import ReplacementReason, replace_case

    only_for(context, "REPLACE")
    if reason not in set(ReplacementReason):
        raise WorkbenchError(
            f"{reason!r} is not a reason for replacing a case.",
            f"Use one of: {', '.join(ReplacementReason)}.",
        )
    with desk(context) as at:
        changed = replace_case(at, audit, case, reason=ReplacementReason(reason), note=note)
        warn_about(at, {"The note": note})
    say(f"Replaced. {len(changed.reserves_left)} left in reserve.")


def _design(
    kind: str | None,
    *,
    size: int,
    reserve: int,
    by: str,
    allocation: str,
    minimum: int,
    clusters: int,
) -> "DesignAsked":
    from workbench.audits.draws.designs import Allocation, DesignAsked, DesignKind

    chosen = kind or ("stratified" if by else "simple")
    if chosen not in set(DesignKind):
        raise WorkbenchError(
            f"There is no design {chosen!r}.", f"Use one of: {', '.join(DesignKind)}."
        )
    sizes = _sizes(allocation) if allocation not in set(Allocation) else {}
    return DesignAsked(
        kind=DesignKind(chosen),
        size=size,
        reserve=reserve,
        by=by,
        allocation=Allocation.PROPORTIONAL if sizes else Allocation(allocation),
        minimum=minimum,
        clusters=clusters,
        sizes=sizes,
    )


def _sizes(text: str) -> dict[str, int]:
    pairs = [part.rpartition("=") for part in text.split(",")]
    if not all(sign and size.strip().isdecimal() for _, sign, size in pairs):
        raise WorkbenchError(
            f"{text!r} is not an allocation.", "Use proportional, equal, or sizes: 'A=30,B=20'."
        )
    return {name.strip(): int(size) for name, _, size in pairs}
