"""The command that shows the checklists."""

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.printing import say, say_facts, say_json, say_table


def add_to(commands: typer.Typer) -> None:
    """Add this command."""
    commands.command()(checklists)


def checklists(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID] | check FILE", help="A checklist, or `check` and a file."),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where your own checklists are.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the checklists, show one with its guidance, or check a file of your own."""
    match what or []:
        case []:
            _list(folder, as_json=as_json)
        case ["check", file]:
            _check(Path(file))
        case [checklist_id]:
            _show(checklist_id, folder, as_json=as_json)
        case _:
            raise typer.BadParameter("give nothing, an ID, or: check FILE")


def _list(folder: Path | None, *, as_json: bool) -> None:
    from checklists.library import library, own_checklists

    found = {**library(), **(own_checklists(folder) if folder else {})}
    rows = [(c.id, len(c.questions), c.version, c.stage, c.title) for c in found.values()]
    headings = ("id", "questions", "version", "stage", "title")
    if as_json:
        say_json([dict(zip(headings, row, strict=True)) for row in rows])
        return
    say_table(headings, rows)
    say(f"\n{len(rows)} checklists, {sum(row[1] for row in rows)} questions.")


def _check(file: Path) -> None:
    from checklists.reading import read_checklist

    checklist = read_checklist(file)
    say(f"{file.name} is right: {checklist.id}, {len(checklist.questions)} questions.")


def _show(checklist_id: str, folder: Path | None, *, as_json: bool) -> None:
    from checklists.library import find_checklist
    from checklists.rules import in_words

    checklist = find_checklist(checklist_id, folder)
    if as_json:
        say_json(
            [
                {
                    "id": q.id,
                    "text": q.text,
                    "critical": q.critical,
                    "traces": q.traces,
                    "applies_when": in_words(q.applies_when, checklist),
                }
                for q in checklist.questions
            ]
        )
        return
    say_facts(
        {
            "checklist": f"{checklist.id}, {checklist.title}",
            "version": f"{checklist.version}, from {checklist.effective_from}",
            "unit of audit": checklist.unit_of_audit,
            "population": checklist.population,
        }
    )
    for question in checklist.questions:
        say("", f"{question.id}{' (critical)' if question.critical else ''}: {question.text}")
        say_facts(
            {
                "  met": question.guidance.met,
                "  not met": question.guidance.not_met,
                "  evidence": question.evidence,
                "  rule": in_words(question.applies_when, checklist),
                "  serves": ", ".join(question.traces),
            }
        )
