"""Commands for case packs: out as one file, in again scored, and the rivals to choose between."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.leaving import Force
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_json, say_table
from workbench.cli.score_commands import AuditName

if TYPE_CHECKING:
    from workbench.audits.packs.settling import Dispute
    from workbench.audits.packs.taking_in import TakenIn

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
pack = typer.Typer(help="Send cases out to be scored in a file of their own, and take them in.")


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    pack.command("out")(pack_out)
    pack.command("in")(pack_in)
    pack.command("rivals")(pack_rivals)
    pack.command("settle")(pack_settle)
    commands.add_typer(pack, name="pack")
    commands.command()(packs)


def pack_out(
    context: typer.Context,
    audit: AuditName,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The pack to write.")],
    auditor: Annotated[str, typer.Option("--for", metavar="NAME", help="Who will score it.")],
    cases: Annotated[
        list[str] | None,
        typer.Option(
            "--cases",
            "--case",
            metavar="#1-#20",
            help="A range, or one case by # or reference; may be repeated. Else all that may go.",
        ),
    ] = None,
    reading: Annotated[
        int, typer.Option(metavar="1|2", help="2 for the cases that NAME reads second, blind.")
    ] = 1,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write cases to one file, for an auditor who opens it with: workbench --record FILE."""
    from workbench.audits.packs.choosing import PackAsked
    from workbench.audits.packs.sending import send_pack

    only_for(context, "PACKS_OUT")
    asked = PackAsked(auditor=auditor, cases=tuple(cases or ()), reading=reading)
    with desk(context) as at:
        sent = send_pack(at, audit, file, asked, force=force)
    if as_json:
        say_json(sent.as_mapping())
    else:
        say(
            str(sent),
            f"It is scored with: workbench --record {file}",
            f"and comes back with: workbench pack in {file}",
        )


def pack_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The pack that came back.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only say what taking it in would do.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take in a pack that came back; the file is left as it is, and may come in again."""
    from workbench.audits.packs.taking_in import take_in_pack

    only_for(context, "PACKS_IN")
    with desk(context) as at:
        done = take_in_pack(at, file, only_look=check)
    if as_json:
        say_json(done.as_mapping())
    else:
        _say_taken_in(done)


def _say_taken_in(done: "TakenIn") -> None:
    would = "" if done.done else "Nothing was taken in. It would be: "
    counts = ", ".join(f"{count} {outcome.value}" for outcome, count in done.outcomes.items())
    say(f"Pack {done.facts.identity} of {done.facts.audit}, scored by {done.facts.auditor}.")
    say(f"{would}{counts}.")
    if done.urgent:
        say(f"URGENT MATTERS passed on: {done.urgent}. See: workbench escalations")
    for case, why in done.left_out.items():
        say(f"LEFT OUT: {case}: {why}.")
    for rival in done.rivals:
        say(f"DIFFERENT ANSWERS: {rival}")
    if done.rivals:
        say(f"They count as open until you choose: workbench pack rivals {done.facts.audit!r}")


def pack_rivals(context: typer.Context, audit: AuditName, as_json: AsJson = False) -> None:
    """List the questions to which different answers came in, with who gave which, when and why."""
    from workbench.audits.packs.settling import disputes

    with desk(context) as at:
        found = disputes(at, audit)
    if as_json:
        say_json([each.as_mapping() for each in found])
    elif found:
        _say_disputes(found)
    else:
        say("No different answers wait for a choice.")


def _say_disputes(found: "tuple[Dispute, ...]") -> None:
    say_table(
        ("case", "reference", "question", "answer", "by", "when (UTC)", "from", "note"),
        (
            (
                f"#{each.order}",
                each.case,
                each.place.question,
                rival.words,
                rival.by,
                rival.at[:16].replace("T", " "),
                rival.source,
                rival.note,
            )
            for each in found
            for rival in each.rivals
        ),
    )
    say("Choose with: workbench pack settle AUDIT CASE QUESTION ANSWER --reason TEXT")


def pack_settle(
    context: typer.Context,
    audit: AuditName,
    case: Annotated[str, typer.Argument(metavar="CASE", help="Its reference, or # and its order.")],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="As in PLAN-01.")],
    answer: Annotated[
        str, typer.Argument(metavar="ANSWER", help="One of those that came in: met, 36, open.")
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why this one stands.")] = "",
) -> None:
    """Let one of the different answers to a question stand; the others stay in the record."""
    from workbench.audits.packs.settling import settle_by_word

    with desk(context) as at:
        change = settle_by_word(at, audit, case=case, question=question, word=answer, reason=reason)
        warn_about(at, {"The reason": reason})
    value = change.new.value
    say(f"{change.place.question} of {case}: {'open' if value is None else value.words}.")


def packs(context: typer.Context, audit: AuditName, as_json: AsJson = False) -> None:
    """List the packs of an audit: what is out, with whom, since when, and what came back."""
    from workbench.audits.packs.listing import packs as packs_of
    from workbench.audits.people.duties import Duty, may

    with desk(context) as at:
        found, sends = packs_of(at, audit), may(at, Duty.PACKS_OUT)
    if as_json:
        say_json([each.as_mapping() for each in found])
    elif found:
        say_table(
            ("pack", "for", "reading", "cases", "out (UTC)", "back (UTC)", "answers"),
            (
                (
                    each.identity,
                    each.auditor,
                    each.reading,
                    each.cases,
                    each.sent_at[:16].replace("T", " "),
                    each.back_at[:16].replace("T", " ") or "not yet",
                    each.answers,
                )
                for each in found
            ),
        )
    else:
        way = "Send one: workbench pack out AUDIT FILE --for NAME."
        say(f"No pack went out. {way}" if sends else "No pack of yours went out.")
