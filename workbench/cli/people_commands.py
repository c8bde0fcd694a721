"""Commands for people: who is registered, who reads which case first, and what waits for whom."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.permission import only_for
from workbench.cli.plain_rules import say_rules
from workbench.cli.printing import say, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from sampling.reading_allocation import Reader
    from workbench.audits.desk import Desk
    from workbench.audits.people.allocating import AllocationAsked
    from workbench.audits.people.first_readings import FirstReadingLine, FirstReadings
    from workbench.audits.people.membership import MemberWritten
    from workbench.record.role_rules import Role

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Their name, as answers show it.")]
NO_LOCK = "The record is a file: a role is a way of working here, and locks nothing."
ROLES = "owner, supervisor, moderator, auditor or viewer."

people = typer.Typer(
    name="people",
    help="Who is registered to read, in which role and team, and what lists of cases call them.",
    rich_markup_mode=None,
)


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.add_typer(people)
    commands.command()(allocate)
    commands.command()(queue)


@people.callback(invoke_without_command=True)
def show_people(context: typer.Context, as_json: AsJson = False) -> None:
    """Show who is registered; add somebody or let them leave with a command of this group."""
    if context.invoked_subcommand is not None:
        return
    from workbench.audits.people.team import team

    with desk(context) as at:
        found = team(at)
    if as_json:
        say_json([member.as_mapping() for member in found.members])
        return
    if not found.members:
        say("Nobody is registered yet: workbench people add NAME --team T --known-as K.")
        return
    rows = [(m.name, m.role, m.team, m.known_as, "" if m.active else "left") for m in found.members]
    say_table(("name", "role", "team", "known as", ""), rows)
    if not found.on_server:
        say("", NO_LOCK)


@people.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[
        str | None, typer.Option(metavar="R", help=f"{ROLES} Else as it is: auditor.")
    ] = None,
    team: Annotated[
        str | None, typer.Option(metavar="T", help="Their team, as lists name it; several by ;")
    ] = None,
    known_as: Annotated[
        str | None,
        typer.Option(metavar="K", help="What lists call them, as a collar number; several by ;"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Register somebody, or change what is registered; the login of a server: team add-user."""
    from workbench.audits.people.people import register_here

    only_for(context, "MEMBERS")
    with desk(context) as at:
        written = register_here(at, name, role=_role(role), team=team, known_as=known_as)
        on_server = at.record.on_server
    if as_json:
        say_json({**written.member.as_mapping(), "new": written.new})
        return
    say(_written_words(written), *([] if on_server else [NO_LOCK]))


def _role(word: str | None) -> "Role | None":
    from workbench.record.role_rules import Role

    if word is None:
        return None
    if word not in set(Role):
        raise WorkbenchError(f"There is no role {word!r}.", f"Use one of: {', '.join(Role)}.")
    return Role(word)


def _written_words(written: "MemberWritten") -> str:
    member = written.member
    told = [member.role.value]
    told += [f"team {member.team}"] if member.team else []
    told += [f"known as {member.known_as}"] if member.known_as else []
    return f"{'Registered' if written.new else 'Changed'}: {member.name}, {', '.join(told)}."


@people.command()
def leave(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Let somebody leave: they are given no case any more, and what they did stays."""
    from workbench.audits.people.leaving import left_behind
    from workbench.audits.people.membership import remove_member

    only_for(context, "MEMBERS")
    with desk(context) as at:
        written = remove_member(at, name)
        behind = left_behind(at, name)
    if as_json:
        left = {each.audit: each.cases for each in behind}
        say_json({**written.member.as_mapping(), "cases_left_behind": left})
        return
    say(f"{name} has left. What they answered stays, in their name.")
    for each in behind:
        cases = "1 case waits" if each.cases == 1 else f"{each.cases} cases wait"
        say(
            f"{each.audit}: {cases} for another reader. Those not begun: workbench allocate "
            f"{each.audit!r} --again --to NAME; one that was begun: --case CASE --to NAME."
        )


def allocate(
    context: typer.Context,
    audit: Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")],
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME[=N]", help="Who reads, once for each; N is their capacity."),
    ] = None,
    own_case: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="The column that tells whose case it is; '' for none."),
    ] = None,
    own_team: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="The column that tells which team's; '' for none."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Allocate anew what was not begun.")
    ] = False,
    case: Annotated[
        str | None, typer.Option(metavar="CASE", help="Hand over this one; its reference or #N.")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is handed over.")] = "",
    foresee: Annotated[
        bool, typer.Option("--foresee", help="With --to: say who would get how many, and stop.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say who reads which case first, fairly and by the seed; or show who does."""
    from workbench.audits.people.allocating import AllocationAsked
    from workbench.audits.people.conflict_rules import RulesAsked
    from workbench.audits.people.first_readings import first_readings

    if to or case or again or foresee or not (own_case is own_team is None):
        only_for(context, "ALLOCATE")
    rules = RulesAsked(own_case=own_case, own_team=own_team)
    asked = AllocationAsked(tuple(map(_reader, to or ())), rules, again)
    with desk(context) as at:
        if foresee:
            _foresee(at, audit, asked, as_json=as_json)
            return
        if case is not None:
            _hand_over(at, audit, case, to or [], reason)
        else:
            _allocate(at, audit, asked)
        found = first_readings(at, audit)
        none = () if found.allocated else _not_allocated(at, found)
    if as_json:
        say_json(asdict(found))
    else:
        _say_allocation(found, none)


def _allocate(at: "Desk", audit: str, asked: "AllocationAsked") -> None:
    """Allocate, or set the rules alone where nobody is named; nothing where nothing is asked."""
    from workbench.audits.people.allocating import allocate_first_readings, set_conflict_rules

    if asked.readers or asked.again:
        allocate_first_readings(at, audit, asked)
    elif list(asked.rules.named()):
        set_conflict_rules(at, audit, asked.rules)


def _foresee(at: "Desk", audit: str, asked: "AllocationAsked", *, as_json: bool) -> None:
    from workbench.audits.people.foreseeing import foresee_allocation

    found = foresee_allocation(at, audit, asked)
    if as_json:
        say_json(asdict(found))
        return
    rows = [(each.name, each.cases, each.begun, each.before) for each in found.readers]
    say_table(("reader", "cases", "of them begun", "now"), rows)
    say_rules(found.rules, found.idle)
    say("", f"Nothing was allocated. By the seed of the draw, {found.seed}.")


def _hand_over(at: "Desk", audit: str, case: str, to: list[str], reason: str) -> None:
    from workbench.audits.people.allocating import hand_over

    if len(to) != 1:
        raise WorkbenchError("A case goes to one reader.", "Name one: --to NAME.")
    hand_over(at, audit, case=case, to=to[0], reason=reason)
    warn_about(at, {"The reason": reason})


def _reader(typed: str) -> "Reader":
    """Return a reader from `NAME`, or `NAME=3` with a capacity."""
    from sampling.reading_allocation import Reader

    name, _, weight = typed.rpartition("=")
    if name and weight.strip().isdecimal():
        return Reader(name.strip(), weight=int(weight))
    return Reader(typed.strip())


def _not_allocated(at: "Desk", found: "FirstReadings") -> tuple[str, ...]:
    """Return what is said where no case is allocated, or a server shows none that is."""
    from workbench.audits.people.duties import Duty, may
    from workbench.audits.people.team import team

    if not may(at, Duty.ALLOCATE):
        return (f"No case of {found.audit} that you are shown is allocated.",)
    closed = at.record.on_server and not team(at).unallocated_open
    who = "auditors read none of them until they are" if closed else "anybody reads any case"
    return (
        f"The first readings of {found.audit} are not allocated: {who}.",
        f"Allocate them: workbench allocate {found.audit!r} --to NAME --to NAME",
    )


def _say_allocation(found: "FirstReadings", none: tuple[str, ...]) -> None:
    """Print who reads what; where no case is allocated, the words for that."""
    if none:
        say(*none)
    else:
        rows = [
            (f"#{line.order}", line.case, line.reader or "nobody", line.state, _why(line))
            for line in found.lines
        ]
        say_table(("order", "case", "reader", "state", "why"), rows)
        say("")
        _say_readers(found)
        say("", f"By the seed of the draw, {found.seed}.")
    say_rules(found.rules, found.idle)
    if found.in_conflict:
        orders = ", ".join(f"#{line.order} {line.reader}" for line in found.in_conflict)
        say(f"In conflict: {orders}. Hand each over: --case CASE --to NAME --reason TEXT.")
    if found.shown:
        say(f"Shown: {found.shown}.")


def _say_readers(found: "FirstReadings") -> None:
    """Print how far each reader is; what is finished only where that has to be said."""
    if found.to_finish:
        rows = [(r.name, r.cases, r.complete, r.finished) for r in found.readers]
        say_table(("reader", "cases", "complete", "finished"), rows)
    else:
        counts = [(r.name, r.cases, r.complete) for r in found.readers]
        say_table(("reader", "cases", "complete"), counts)


def _why(line: "FirstReadingLine") -> str:
    return f"{line.why}; in conflict: {line.conflict}" if line.conflict else line.why


def queue(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what waits: for you, for a second reader, for the moderator."""
    from workbench.audits.people.queue import queue as waiting
    from workbench.audits.people.sight import sight_of

    with desk(context) as at:
        lines = waiting(at)
        who, shown = at.auditor, sight_of(at).words
    if as_json:
        say_json([asdict(line) for line in lines])
        return
    if not lines:
        say(f"Nothing waits for {who}{'' if shown else ', nor for anybody else'}.")
        return
    rows = [(line.whom, line.audit, line.words, line.command) for line in lines]
    say_table(("waits for", "audit", "what", "by"), rows)
