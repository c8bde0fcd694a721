"""Commands for urgent matters of safeguarding: recording who was told, and listing them."""

from dataclasses import asdict
from typing import Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.printing import say, say_json, say_table

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(escalate)
    commands.command()(escalations)


def escalate(
    context: typer.Context,
    audit: AuditName,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Its reference, or # and its order.")],
    told: Annotated[
        str, typer.Option(metavar="WHO", help="Who was told: a role, as 'duty inspector'.")
    ],
    when: Annotated[
        str, typer.Option(metavar="TIME", help="When: 09:30, or 2026-10-01 09:30. Else now.")
    ] = "",
    saw: Annotated[
        str, typer.Option(metavar="TEXT", help="What was seen, without names. It can be erased.")
    ] = "",
    question: Annotated[
        str, typer.Option(metavar="QUESTION", help="Where it was found, as PLAN-01.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Record that somebody was told of an urgent matter of safeguarding, and when."""
    from workbench.audits.reviews.escalating_by_words import escalate_by_words

    with desk(context) as at:
        place = (case, question)
        made = escalate_by_words(at, audit, place, told=told, when=when, saw=saw)
        warn_about(at, {"What was seen": saw, "Who was told": told})
    if as_json:
        say_json(asdict(made))
    else:
        say(f"Recorded: {made.told} was told of {made.case} at {made.told_at[:16]}.")


def escalations(
    context: typer.Context,
    audit: AuditName,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the urgent matters of safeguarding that were passed on: who was told, and when."""
    from workbench.audits.reviews.escalating import urgent_matters

    with desk(context) as at:
        found = urgent_matters(at, audit)
    if as_json:
        say_json([asdict(line) for line in found.lines])
        return
    if found.lines:
        rows = [
            (
                f"#{line.order}" if line.in_sample else "-",
                line.case,
                line.question,
                line.told,
                line.told_at[:16],
                line.saw,
            )
            for line in found.lines
        ]
        say_table(("order", "case", "question", "told", "when", "seen"), rows)
    else:
        say(f"No urgent matter was passed on in {audit}.")
    if found.left_out:
        say(found.left_out)
