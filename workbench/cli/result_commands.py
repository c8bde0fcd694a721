"""Commands that show the rates of an audit and write it to a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.agreement_printing import say_agreement
from workbench.cli.context import desk
from workbench.cli.leaving import Force, check_free
from workbench.cli.printing import say, say_json, say_table
from workbench.cli.rate_printing import RATE_HEADINGS, rate_row, say_times
from workbench.cli.release_commands import say_released
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.results.rates import IntervalMethod, Rates

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(rates)
    commands.command()(pool)
    commands.command()(export)


def rates(
    context: typer.Context,
    audit: AuditName,
    by: Annotated[
        str | None, typer.Option(metavar="COL", help="One table for each value of a column.")
    ] = None,
    interval: Annotated[
        str,
        typer.Option(
            metavar="METHOD",
            help="wilson, hypergeometric (exact), at-least (exact, one-sided), clopper-pearson, "
            "jeffreys or agresti-coull.",
        ),
    ] = "wilson",
    released: Annotated[
        bool,
        typer.Option("--released", help="As they were last released; a viewer sees no others."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Show what share complied, question by question, and how sure that is."""
    from workbench.audits.people.sight import sight_of
    from workbench.audits.results import rates as figures

    method = _method(interval)
    with desk(context) as at:
        if released or sight_of(at).rates_only:
            _check_asked_as_released(by, method)
            _say_as_released(at, audit, as_json=as_json)
            return
        if by is None:
            groups = {"": figures.rates(at, audit, interval=method)}
        else:
            groups = figures.rates_by(at, audit, by, interval=method)
    if as_json:
        _say_as_json(groups, by)
    else:
        for name, group in groups.items():
            _say_rates(group, heading=f"{by} {name}" if by else "")


def _check_asked_as_released(by: str | None, method: "IntervalMethod") -> None:
    if by is not None or method != "wilson":
        raise WorkbenchError(
            "Released rates are as they were released: of the whole sample, with one interval.",
            "Leave --by and --interval out.",
        )


def _say_as_released(at: "Desk", audit: str, *, as_json: bool) -> None:
    from workbench.audits.people.releasing import released_rates

    found = released_rates(at, audit)
    if as_json:
        say_json(found.as_mapping())
    else:
        say_released(found)


def _method(name: str) -> "IntervalMethod":
    from workbench.audits.results.rates import IntervalMethod

    if name not in set(IntervalMethod):
        raise WorkbenchError(
            f"There is no interval {name!r}.", f"Use one of: {', '.join(IntervalMethod)}."
        )
    return IntervalMethod(name)


def _say_as_json(groups: "dict[str, Rates]", by: str | None) -> None:
    from exports.plain import rates_json

    shown = {name: rates_json(rates) | _left_out(rates) for name, rates in groups.items()}
    say_json(shown[""] if by is None else {"by": by, "groups": shown})


def _left_out(rates: "Rates") -> dict[str, str]:
    """Return what is left out for a blind second reader, where that is anything."""
    return {"left_out": rates.left_out} if rates.left_out else {}


def _say_rates(rates: "Rates", *, heading: str) -> None:
    if heading:
        say(f"\n{heading}")
    say(
        f"{rates.audit}: {rates.sample_size} cases of {rates.frame_size:,} in {rates.population}.",
        f"Limits at {rates.confidence:.0%}: {rates.questions[0].method}. "
        "HMICFRS style is the normal approximation, beside it for comparison.",
        *filter(None, [rates.left_out]),
        "",
    )
    say_table(("question", *RATE_HEADINGS), map(rate_row, rates.questions))
    if rates.indicators:
        say("")
        say_table(("indicator", *RATE_HEADINGS), map(rate_row, rates.indicators))
    say_times(rates.times)
    say_agreement(rates.agreement)


def pool(
    context: typer.Context,
    audits: Annotated[
        list[str], typer.Argument(metavar="AUDIT AUDIT ...", help="Two audits or more.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Pool the rates of several audits, where a question means the same in all of them."""
    from dataclasses import asdict

    from exports import wording
    from workbench.audits.results.pooling import pooled_rates

    with desk(context) as at:
        found = pooled_rates(at, audits)
    if as_json:
        say_json([asdict(line) for line in found])
        return
    say("Each audit counts at the weight of its population.")
    rows = [
        (
            line.id,
            (line.refused and "-") or f"{line.met}/{line.applicable}",
            "-" if line.rate is None else wording.percent(line.rate),
            line.refused or wording.interval(line.low, line.high),
        )
        for line in found
    ]
    say_table(("question", "met/n", "rate", "limits, or why it is not pooled"), rows)


def export(
    context: typer.Context,
    audit: AuditName,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Its ending says the kind: .xlsx .csv .json .md")
    ],
    force: Force = False,
) -> None:
    """Write an audit to a file: the compliance workbook, or plain data."""
    from workbench.audits.results.reporting import export_audit

    check_free(file, force=force)
    with desk(context) as at:
        written = export_audit(at, audit, file)
    say(f"Written: {written}")
