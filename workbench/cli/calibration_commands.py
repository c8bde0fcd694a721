"""The command for calibration sets: making one, revealing what was agreed, and the results."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.context import desk
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from exports.agreement import AgreementOn
    from workbench.audits.desk import Desk
    from workbench.audits.people.calibration_results import AuditorResult, CalibrationResults


RULED: Final = "What a rule set as it was agreed was answered by nobody and is not compared."


def add_to(commands: typer.Typer) -> None:
    """Add this command."""
    commands.command()(calibrate)


def calibrate(
    context: typer.Context,
    audit: Annotated[str, typer.Argument(metavar="AUDIT", help="An audit drawn for the set.")],
    agreed: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Make the set: case,question,answer, as agreed."),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who scores it, once for each; with --agreed."),
    ] = None,
    reveal: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Close the set: the same file, now for all to see."),
    ] = None,
    even_open: Annotated[
        bool,
        typer.Option("--even-open", help="With --reveal: though not all have scored it."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Have agreed cases scored blind before a cycle; then see how far each agrees with them."""
    from workbench.audits.people.calibration_results import calibration_results

    if agreed or reveal or to:
        only_for(context, "CALIBRATE")
    if agreed is not None and reveal is not None:
        raise WorkbenchError("A set is made or revealed.", "Use --agreed or --reveal, not both.")
    if even_open and reveal is None:
        raise WorkbenchError("--even-open says how to reveal.", "Use it with --reveal FILE.csv.")
    with desk(context) as at:
        if agreed is not None:
            _make(at, audit, agreed, to or [])
        elif reveal is not None:
            _reveal(at, audit, reveal, even_open=even_open)
        elif to:
            raise WorkbenchError("No agreed answers were named.", "Add them: --agreed FILE.csv.")
        found = calibration_results(at, audit)
    if as_json:
        say_json(asdict(found))
    else:
        _say_results(found)


def _make(at: "Desk", audit: str, agreed: Path, names: list[str]) -> None:
    from workbench.audits.people.calibrating import make_set

    make_set(at, audit, agreed=agreed, readers=tuple(names))


def _reveal(at: "Desk", audit: str, agreed: Path, *, even_open: bool) -> None:
    """Reveal the answers; while somebody has not finished, only where that is wanted."""
    from workbench.audits.people.calibrating import check_reveal, reveal
    from workbench.audits.people.calibration_results import check_all_done

    check_reveal(at, audit, agreed=agreed)
    if not even_open:
        check_all_done(at, audit)
    reveal(at, audit, agreed=agreed)


def _say_results(found: "CalibrationResults") -> None:
    from workbench.audits.people.calibration_results import NOT_INDEPENDENT

    rows = [
        (each.name, f"{each.complete}/{each.cases}", *_overall(each)) for each in found.auditors
    ]
    say_table(("auditor", "complete", "agree with what was agreed", "AC1"), rows)
    if not found.revealed:
        say(
            "",
            f"The agreed answers are not in the record. Their file has the SHA-256 {found.sha256}.",
            f"When all are done: workbench calibrate {found.audit!r} --reveal FILE.csv",
        )
        return
    if any(each.set_by_rule for each in found.auditors):
        say("", RULED)
    say("", NOT_INDEPENDENT)
    for each in found.auditors:
        _say_auditor(each)


def _overall(result: "AuditorResult") -> tuple[str, str]:
    return ("-", "-") if result.overall is None else _figures(result.overall)


def _figures(part: "AgreementOn") -> tuple[str, str]:
    from exports.agreement_words import coefficient_words, share_words

    return share_words(part.percent), coefficient_words(part.ac1)


def _say_auditor(result: "AuditorResult") -> None:
    """Print on which questions an auditor differs, and how; nothing where they do on none."""
    if not result.disagreements:
        return
    differ = {each.question for each in result.disagreements}
    rows = [
        (name, f"{part.agreed}/{part.cases}", *_figures(part))
        for name, part in result.questions
        if name in differ
    ]
    say("", f"{result.name} differs on:")
    say_table(("question", "alike", "agree", "AC1"), rows)
    say_table(
        ("order", "case", "question", result.name, "agreed"),
        [(f"#{d.order}", d.case, d.question, d.theirs, d.agreed) for d in result.disagreements],
    )
