"""What is printed of a case and of a question where one scores line by line."""

import typer

from workbench.audits.reviews.scoring import QuestionLine, Scoring


def show(scoring: Scoring, *, new_case: bool) -> None:
    """Print the question at hand, after its case where that is another."""
    if new_case:
        _show_case(scoring)
    _show_question(scoring.line)


def _show_case(scoring: Scoring) -> None:
    case, progress = scoring.case, scoring.progress
    facts = ", ".join(f"{name} {value}" for name, value in case.fields.items() if value)
    yours = "" if progress.cases == scoring.sample_size else f" of your {progress.cases}"
    typer.echo(
        f"\nCase {case.order} of {scoring.sample_size}: {case.reference}. "
        f"{progress.complete}{yours} complete.\n{facts}"
    )


def _show_question(line: QuestionLine) -> None:
    mark = "critical, " if line.question.critical else ""
    stands = "open" if line.state.standing is None else line.state.standing.words
    typer.echo(f"\n{line.question.id} ({mark}{stands}): {line.question.text}")
    typer.echo(line.state.reason)
    if line.question.measure is not None:
        measure = line.question.measure
        given = f", {line.measured} given" if line.measured else ""
        typer.echo(f"Answer by a time with m: {measure.of}, in {measure.unit}{given}.")
    if line.note:
        typer.echo(f"Note: {line.note}")
