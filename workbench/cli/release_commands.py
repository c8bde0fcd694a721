"""Commands that release the rates of an audit, and show them as they were released."""

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.agreement_printing import say_agreement
from workbench.cli.context import desk
from workbench.cli.printing import say, say_json, say_table
from workbench.cli.rate_printing import RATE_HEADINGS, rate_row, say_times

if TYPE_CHECKING:
    from workbench.audits.people.releasing import Released

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(release)


def release(
    context: typer.Context,
    audit: AuditName,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Release the rates of an audit as they stand to those who may see rates and no case."""
    from workbench.audits.people.releasing import release_rates

    with desk(context) as at:
        released = release_rates(at, audit)
    if as_json:
        say_json(released.as_mapping())
    else:
        say_released(released)


def say_released(released: "Released") -> None:
    """Print the rates of an audit as they were released."""
    from exports.released import released_agreement, released_lines, released_times

    figures = released.figures
    say(
        f"{released.audit}: {figures['sample_size']} cases of {figures['frame_size']:,} in "
        f"{figures['population']}.",
        *filter(None, (released.said, released.open_words)),
        f"Limits at {figures['confidence']:.0%}. HMICFRS style is the normal approximation, "
        "beside it for comparison.",
    )
    for heading, of in (("question", "questions"), ("indicator", "indicators")):
        if lines := released_lines(figures[of]):
            say("")
            say_table((heading, *RATE_HEADINGS), map(rate_row, lines))
    say_times(released_times(figures))
    say_agreement(released_agreement(figures))
