"""The command that shows the checklists."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.printing import say, say_facts, say_json, say_table
from workbench.errors import CheckFailed, WorkbenchError

if TYPE_CHECKING:
    from checklists.questions import Checklist


def add_to(commands: typer.Typer) -> None:
    """Add this command."""
    commands.command()(checklists)


def checklists(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID] | check FILE | write ID FILE | coverage",
            help="A checklist; `check` a file of your own, YAML or XLSX; `write` one to a file, "
            "as YAML or XLSX; `coverage` of the recommendations.",
        ),
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
        case ["write", checklist_id, file]:
            _write(checklist_id, Path(file), folder)
        case ["coverage"]:
            _cover(folder)
        case [checklist_id]:
            _show(checklist_id, folder, as_json=as_json)
        case _:
            raise WorkbenchError(
                f"{' '.join(what or [])!r} is not understood.",
                "Give nothing, an ID, check FILE, write ID FILE, or coverage.",
            )


def _list(folder: Path | None, *, as_json: bool) -> None:
    from checklists.library import library, own_checklists, short_forms

    found = {**library(), **(own_checklists(folder) if folder else {})}
    rows = [(c.id, len(c.questions), c.version, c.stage, c.title) for c in found.values()]
    headings = ("id", "questions", "version", "stage", "title")
    if as_json:
        say_json([dict(zip(headings, row, strict=True)) for row in rows])
        return
    say_table(headings, rows)
    say(f"\n{len(rows)} checklists, {sum(row[1] for row in rows)} questions.")
    for form in short_forms().values():
        say(f"Short form {form.id}: {len(form.questions)} of these questions. {form.title}.")


def _write(checklist_id: str, file: Path, folder: Path | None) -> None:
    from checklists.library import find_checklist
    from exports.checklist_sheet import write_checklist_sheet
    from exports.whole_files import write_text

    checklist = find_checklist(checklist_id, folder)
    if file.suffix.lower() == ".xlsx":
        say(f"Written: {write_checklist_sheet(checklist, file)}")
    else:
        say(f"Written: {write_text(file, checklist.source)}")


def _cover(folder: Path | None) -> None:
    from checklists.coverage import coverage
    from checklists.library import library, own_checklists

    every = {**library(), **(own_checklists(folder) if folder else {})}
    found = coverage(every.values())
    for covered in (*found.sub_clauses, *found.areas):
        say(f"{covered.entry.id:<10} {', '.join(covered.questions) or 'NO QUESTION'}")
    say(f"\nNot shown by case files: {', '.join(e.id for e in found.not_auditable)}.")
    say(f"Serve the force's own standard alone: {', '.join(found.local_only) or 'none'}.")
    if found.complete:
        say("Everything auditable has a question, and every question a trace.")
        return
    missing = ", ".join(entry.id for entry in found.without_question) or "none"
    untraced = ", ".join(found.untraced) or "none"
    raise CheckFailed(f"Without a question: {missing}. Questions without a trace: {untraced}.")


def _check(file: Path) -> None:
    checklist = _read(file)
    say(f"{file.name} is right: {checklist.id}, {len(checklist.questions)} questions.")


def _read(file: Path) -> "Checklist":
    if file.suffix.lower() == ".xlsx":
        from exports.checklist_sheet_reading import read_checklist_sheet

        return read_checklist_sheet(file)
    from checklists.reading import read_checklist

    return read_checklist(file)


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
