"""The command that shows the audit programmes that are ready to be drawn."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.printing import say, say_facts, say_json, say_table

if TYPE_CHECKING:
    from checklists.programmes import Programme, ProgrammePart


def add_to(commands: typer.Typer) -> None:
    """Add this command."""
    commands.command()(programmes)


def programmes(
    programme: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One programme, with its parts.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the audit programmes that the documents describe, or show one; draw with --programme."""
    from checklists.programmes import programmes as all_programmes
    from workbench.audits.draws.programme_choice import find_programme

    if programme is not None:
        found = find_programme(programme)
        say_json(asdict(found)) if as_json else _show(found)
        return
    if as_json:
        say_json([asdict(one) for one in all_programmes().values()])
        return
    say_table(
        ("id", "part", "cases", "checklists", "title"),
        [
            (one.id, part.id, part.size_words, ", ".join(part.checklists), part.title)
            for one in all_programmes().values()
            for part in one.parts
        ],
    )
    say("\nOne of them in full: workbench programmes ID.")


def _show(found: "Programme") -> None:
    say_facts(
        {
            "programme": f"{found.id}, {found.title}",
            "source": found.source,
            "how often": found.cadence,
        }
    )
    for part in found.parts:
        _show_part(found, part)


def _show_part(found: "Programme", part: "ProgrammePart") -> None:
    facts = {
        "  list": part.population,
        "  checklists": ", ".join(part.checklists),
        "  cases": part.size_words,
        "  reserve": str(part.reserve or ""),
        "  baselines": ", ".join(part.baselines),
        "  sub-sample": part.sub_sample,
        "  warning": part.warning,
    }
    say("", f"{part.id}: {part.title}")
    say_facts({name: value for name, value in facts.items() if value})
    named = f" --part {part.id}" if len(found.parts) > 1 else ""
    say(f"  workbench draw AUDIT --programme {found.id}{named} --population P")
