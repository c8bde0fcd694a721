"""Commands for a team's record on a server: making it, and who works on it in which role."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.asking import check_can_ask
from workbench.cli.context import Asked, desk
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.people.membership import MemberWritten
    from workbench.audits.people.team import Member, Team
    from workbench.record.location import ServerAddress
    from workbench.record.role_rules import Role

AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The member's name, as answers show it.")]

team = typer.Typer(
    name="team",
    help="A team's record on a server: make it, and say who works on it in which role.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.add_typer(team)


@team.command()
def create(
    context: typer.Context,
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="An empty database: postgresql://LOGIN@SERVER/DATABASE"),
    ],
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Your name in the record; else your login.")
    ] = None,
) -> None:
    """Make a team's record in an empty database, with its roles, and yourself its first owner."""
    from workbench.audits.people.team import create_team

    asked = context.find_object(Asked) or Asked()
    address = _address(url)
    owner = create_team(address, name=name or asked.auditor)
    say(
        f"Made: a team's record at {address}.",
        f"{owner.name} ({owner.login}) is its first owner.",
        "Next: workbench team add-user NAME --role supervisor --login LOGIN --record URL",
    )


def _address(url: str) -> "ServerAddress":
    from workbench.record.location import record_location

    location = record_location(url)
    if isinstance(location, Path):
        raise WorkbenchError(
            f"{url} is no address of a server.", "Give postgresql://LOGIN@SERVER/DATABASE."
        )
    return location


@team.command("add-user")
def add_user(
    context: typer.Context,
    name: Name,
    role: Annotated[
        str,
        typer.Option(metavar="R", help="owner, supervisor, moderator, auditor or viewer."),
    ],
    login: Annotated[
        str | None, typer.Option(metavar="L", help="Their login on the server.")
    ] = None,
    of_team: Annotated[
        str | None, typer.Option("--team", metavar="T", help="Their team, for conflict rules.")
    ] = None,
    known_as: Annotated[
        str | None,
        typer.Option(metavar="K", help="What lists of cases call them, so own cases are known."),
    ] = None,
    ask_password: Annotated[
        bool,
        typer.Option(
            "--ask-password", help="Ask for a password for the login, and do not show it."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add a member, or change the role, login or team of one."""
    from workbench.audits.people.membership import MemberAsked, write_member

    if ask_password:
        check_can_ask(
            "password", "Run it in a terminal; or leave --ask-password out and set it in psql."
        )
    only_for(context, "MEMBERS")
    asked = MemberAsked(name=name, role=_role(role), login=login, team=of_team, known_as=known_as)
    with desk(context) as at:
        written = write_member(at, asked)
        if ask_password and not written.for_keeper and written.member.login:
            _ask_password(context, written.member)
    if as_json:
        say_json(_as_mapping(written))
        return
    word = "Added" if written.new else "Changed"
    say(f"{word}: {written.member.name}, {written.member.role}.")
    _say_for_keeper(written)
    if written.member.login and not ask_password and not written.for_keeper:
        login_of = written.member.login
        say(
            f"If {login_of} has no password yet: run this again with --ask-password, or in psql: "
            rf'\password "{login_of}"'
        )


def _role(word: str) -> "Role":
    from workbench.record.role_rules import Role

    if word not in set(Role):
        raise WorkbenchError(f"There is no role {word!r}.", f"Use one of: {', '.join(Role)}.")
    return Role(word)


def _ask_password(context: typer.Context, member: "Member") -> None:
    from workbench.audits.people.membership import set_member_password

    password = typer.prompt(
        f"Password of {member.login}", hide_input=True, confirmation_prompt=True, err=True
    )
    with desk(context) as at:
        set_member_password(at, member, password)


def _say_for_keeper(written: "MemberWritten") -> None:
    if written.for_keeper:
        say("", "This login may not do the rest. Ask the server's keeper to run, as it stands:", "")
        say(*(f"    {statement};" for statement in written.for_keeper))


def _as_mapping(written: "MemberWritten") -> dict[str, object]:
    return {
        **written.member.as_mapping(),
        "new": written.new,
        "for_the_servers_keeper": [f"{each};" for each in written.for_keeper],
    }


@team.command("remove-user")
def remove_user(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Let a member leave: their login opens nothing any more, and what they did stays."""
    from workbench.audits.people.membership import remove_member

    with desk(context) as at:
        written = remove_member(at, name)
    if as_json:
        say_json(_as_mapping(written))
        return
    say(f"Removed: {name}. What they answered stays, in their name.")
    _say_for_keeper(written)
    if written.member.login:
        say(f"The login {written.member.login} is still on the server: its keeper may drop it.")


@team.command()
def roles(context: typer.Context, as_json: AsJson = False) -> None:
    """Show who is in the team, and what each role may do."""
    from workbench.audits.people import team as people

    with desk(context) as at:
        found = people.team(at)
    if as_json:
        say_json(
            {
                "members": [member.as_mapping() for member in found.members],
                "on_server": found.on_server,
                "unallocated_cases": "open" if found.unallocated_open else "closed",
                "roles": {role.value: may for role, may in people.MAY.items()},
            }
        )
        return
    _say_members(found)
    say("")
    say_table(("role", "may"), people.MAY.items())
    say("", *_notes(found))


def _say_members(found: "Team") -> None:
    if not found.members:
        say("Nobody is registered yet: workbench team add-user NAME --role R.")
        return
    headings = ("name", "role", "login", "team", "known as", "")
    say_table(headings, [_row(member) for member in found.members])


def _row(member: "Member") -> tuple[str, ...]:
    if not member.active:
        state = "left"
    elif member.lets_in is False:
        state = "WAITS: the login has not been granted the role"
    else:
        state = ""
    return (member.name, member.role, member.login, member.team, member.known_as, state)


def _notes(found: "Team") -> tuple[str, ...]:
    if not found.on_server:
        return ("The record is a file: a role is a way of working here, and locks nothing.",)
    if found.unallocated_open:
        return ("A first reading that nobody was allocated is open to every auditor.",)
    return ("A case that nobody was allocated is closed to auditors: workbench team unallocated.",)


@team.command()
def unallocated(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="open|closed", help="What it is to be.")],
) -> None:
    """Open the first reading of draws without allocation to every auditor, or close it."""
    from workbench.audits.people.team import set_unallocated

    only_for(context, "UNALLOCATED")
    if which not in {"open", "closed"}:
        raise WorkbenchError(f"{which!r} is neither.", "Use open or closed.")
    with desk(context) as at:
        set_unallocated(at, open_to_all=which == "open")
    told = {
        "open": "open to every auditor, until one of the draw is allocated",
        "closed": "closed to auditors until it is allocated",
    }
    say(f"A first reading that nobody was allocated is now {told[which]}.")


@team.command()
def upgrade(context: typer.Context) -> None:
    """Bring a record on a server to this program: its tables, and the rules of its roles."""
    from workbench.audits.people.team import upgrade_team
    from workbench.record.location import record_location

    asked = context.find_object(Asked) or Asked()
    location = record_location(asked.record)
    upgrade_team(location)
    say(f"Up to date: {location}.")
