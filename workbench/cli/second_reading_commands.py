"""Commands for cases that are read twice: choosing them, finishing a reading, and settling."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.audits.second_readings.shares import read_share
from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.second_readings.second_reading import SecondReadings
    from workbench.audits.second_readings.settling import Difference, ReaderAnswer

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]
Case = Annotated[
    str | None, typer.Argument(metavar="[CASE]", help="Its reference, or # and its order.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


JOIN_LATER = "given as soon as an owner looks here, or a supervisor who reads no case first"
NOTHING_TO_TAKE_BACK = "There is no agreed answer of yours to take back."


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(second)
    commands.command()(finish)
    commands.command()(settle)


def second(
    context: typer.Context,
    audit: AuditName,
    reader: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who reads second; once for each. Chooses the cases."),
    ] = None,
    share: Annotated[
        float,
        typer.Option(
            metavar="F", parser=read_share, help="The share of the cases by lot, as 0.1 or 10%."
        ),
    ] = 0.1,
    critical_fails: Annotated[
        bool, typer.Option("--critical-fails", help="Read every critical fail twice too.")
    ] = False,
    seed: Annotated[
        str | None, typer.Option(metavar="S", help="What dice or a lottery gave.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Choose the cases that are read a second time, blind; or show them and how far they are."""
    from workbench.audits.people.duties import Duty, may
    from workbench.audits.people.sight import sight_of
    from workbench.audits.second_readings import second_reading as use

    if reader:
        only_for(context, "SECOND")
    with desk(context) as at:
        if reader:
            asked = use.SecondReadingAsked(tuple(reader), share, critical_fails, seed)
            found = use.choose_second_readings(at, audit, asked)
        else:
            found = use.second_readings(at, audit)
        chooses, shown = may(at, Duty.SECOND), sight_of(at).words
    if as_json:
        say_json(asdict(found))
    elif found.share is None:
        how = f"Choose a tenth of them: workbench second {found.audit!r} --reader NAME"
        say(f"No case of {found.audit} is read twice yet.", *([how] if chooses else []))
    else:
        _say_second(found, shown=shown)


def _say_second(found: "SecondReadings", *, shown: str) -> None:
    fails = ", and every critical fail" if found.critical_fails else ""
    seed = f"Seed {found.seed}" if found.lot_is_known else f"Its seed is {found.seed}"
    say(
        f"{found.audit}: {found.share:.0%} of the cases by lot{fails}. {seed}; chosen "
        f"{found.chosen_at[:10]} by {found.chosen_by}.",
        "",
    )
    rows = [
        (f"#{line.order}", line.reference, line.reader, line.first, line.second, line.why)
        for line in found.lines
    ]
    if rows:
        say_table(("order", "case", "second reader", "first", "second", "why"), rows)
    if not found.lot_is_known:
        say(f"Which {'other ' if rows else ''}cases are read twice is {found.seed} too.")
    elif shown:
        say(f"Shown: {shown}.")
    if found.waiting:
        one = found.waiting == 1
        cases = "1 critical fail waits" if one else f"{found.waiting} critical fails wait"
        way_out = JOIN_LATER if found.join_later else "name one with --reader NAME"
        say(f"{cases} for a second reader: {way_out}.")


def finish(
    context: typer.Context,
    audit: AuditName,
    case: Case = None,
    second_reading: Annotated[
        bool, typer.Option("--second", help="Your second readings, not your first.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say that your readings are finished: every complete case of yours, or one."""
    from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
    from workbench.audits.second_readings.finishing import finish_mine

    reading = SECOND_READING if second_reading else FIRST_READING
    with desk(context) as at:
        done = finish_mine(at, audit, reading=reading, reference=case)
    if as_json:
        say_json({"audit": audit, "reading": reading, "finished": list(done)})
    else:
        say(f"Finished: {', '.join(done)}." if done else "There is nothing to finish.")


def settle(
    context: typer.Context,
    audit: AuditName,
    case: Case = None,
    question: Annotated[
        str | None, typer.Argument(metavar="[QUESTION]", help="As in PLAN-01.")
    ] = None,
    answer: Annotated[
        str | None,
        typer.Argument(
            metavar="[ANSWER]",
            help="first or second, for that reader's; or met, partly_met, not_met, "
            "not_evidenced, not_applicable.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why this answer was agreed. It must be given.")
    ] = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the agreed answer that you gave last.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show where two readers differ; or record the agreed answer to one question, and why."""
    from workbench.audits.second_readings import settling

    if undo or case is not None:
        only_for(context, "SETTLE")
    with desk(context) as at:
        said = ""
        if undo:
            back = settling.undo_settling(at, audit)
            said = f"Taken back: {back.place.question}." if back else NOTHING_TO_TAKE_BACK
        elif case is not None:
            said = _settle(at, audit, case, question, answer, reason)
        found = settling.differences(at, audit)
    if as_json:
        say_json([asdict(line) for line in found])
    elif said:
        say(said)
    else:
        _say_differences(audit, found)


def _settle(
    at: "Desk", audit: str, case: str, question: str | None, answer: str | None, reason: str
) -> str:
    from workbench.audits.second_readings.settling import settle_by_word

    if question is None or answer is None:
        raise WorkbenchError(
            "To settle a difference, name the case, the question and the agreed answer.",
            "As: workbench settle AUDIT CASE PLAN-01 second --reason TEXT",
        )
    change = settle_by_word(at, audit, case=case, question=question, word=answer, reason=reason)
    agreed = change.new.value.words if change.new.value else ""
    warn_about(at, {"The reason": reason})
    return f"Agreed: {change.place.question}, {agreed}."


def _say_differences(audit: str, found: "tuple[Difference, ...]") -> None:
    open_ones = [line for line in found if not line.settled]
    if not found:
        say(f"There is nothing to settle in {audit}: no finished pair of readings differs.")
        return
    say(f"{audit}: {len(open_ones)} of {len(found)} differences are still to be settled.")
    for line in found:
        agreed = "to settle" if not line.settled else "settled by a rule"
        if line.agreed is not None:
            agreed = f"agreed: {_said(line.agreed)}"
        say(
            "",
            f"#{line.order} {line.case}  {line.question}  {line.text}",
            f"  first:  {_said(line.first)}",
            f"  second: {_said(line.second)}",
            f"  {agreed}",
        )


def _said(said: "ReaderAnswer") -> str:
    words = "not answered" if said.answer is None else said.answer.words
    time = f" ({said.time})" if said.time else ""
    return f"{words}{time}{': ' if said.note else ''}{said.note}"
