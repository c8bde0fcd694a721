"""The team: who works on a record, in which role, and by which login of its server.

On a server the role is held to by the database itself (`record/roles`). In a file it is a way of
working and no lock: who has the file can change all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk, utc_now
from workbench.audits.people.duties import Duty, check_may
from workbench.errors import WorkbenchError
from workbench.record.engine import Record, create_on_server
from workbench.record.inserting import insert_row
from workbench.record.location import Location, ServerAddress
from workbench.record.logins import roles_of, this_login
from workbench.record.postgres import server_engine
from workbench.record.role_rules import Role
from workbench.record.role_sight import CLOSED, OPEN, UNALLOCATED
from workbench.record.roles import prefix_of
from workbench.record.settings import read_setting, write_setting
from workbench.record.tables import Auditor

ADDED: Final = "member added"
UNALLOCATED_SET: Final = {OPEN: "unallocated cases opened", CLOSED: "unallocated cases closed"}

MAY: Final[Mapping[Role, str]] = {
    Role.OWNER: "everything: members, upgrades, backups, verifying, packs; bound by no rule",
    Role.SUPERVISOR: "import, draw, replace, allocate, release rates; reads every case, "
    "but none blind-read by them before it is finished",
    Role.MODERATOR: "both readings of a case once both are finished, and settles where they differ",
    Role.AUDITOR: "own cases: answers, notes, urgent matters; the other reading once both are "
    "finished",
    Role.VIEWER: "the rates that were released, and no case",
}
"""What each role may do on a server, for people."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the team.

    Attributes:
        known_as: What lists of cases call them, so that their own cases are known.
        lets_in: Whether their login has the role on the server; None for a file, or no login.
    """

    name: str
    role: Role
    login: str
    team: str
    known_as: str
    active: bool
    lets_in: bool | None = None

    def as_mapping(self) -> dict[str, object]:
        """Return the member for a program to read."""
        return {
            "name": self.name,
            "role": self.role.value,
            "login": self.login or None,
            "team": self.team,
            "known_as": self.known_as,
            "active": self.active,
            "login_has_the_role": self.lets_in,
        }


@dataclass(frozen=True, slots=True)
class Team:
    """Who is in the team, and whether what nobody was given is open to all."""

    members: tuple[Member, ...]
    on_server: bool
    unallocated_open: bool


# The record of a team


def create_team(location: Location, *, name: str | None = None) -> Member:
    """Make a record with its roles in an empty database, and its maker the first owner.

    Raises:
        RecordUnusable: There is a record already, or the database or the login is not fit.
        WorkbenchError: It is no address of a server.
    """
    record = create_on_server(_address(location))
    try:
        with record.writing() as session:
            login = this_login(session.connection())
            owner = Member(
                name=name or login, role=Role.OWNER, login=login, team="", known_as="", active=True
            )
            desk = Desk(record=record, auditor=owner.name, clock=utc_now)
            insert_member(session, desk, owner)
        return owner
    finally:
        record.close()


def upgrade_team(location: Location) -> None:
    """Bring a team's record to the schema and the rules of this program, as its owner.

    Raises:
        RecordUnusable: A step failed, or the login is no owner's; the record is as it was.
        WorkbenchError: It is no address of a server.
    """
    from workbench.record.migrating import migrate_server

    address = _address(location)
    record = Record(location=address, engine=server_engine(address))
    try:
        migrate_server(record)
    finally:
        record.close()


def _address(location: Location) -> ServerAddress:
    if isinstance(location, ServerAddress):
        return location
    raise WorkbenchError(
        f"{location} is a file; a team's record is a database on a server.",
        "Give its address: postgresql://LOGIN@SERVER/DATABASE.",
    )


# Its people


def team(desk: Desk) -> Team:
    """Return who is in the team, as far as this desk may see them."""
    with desk.record.reading() as session:
        rows = session.scalars(select(Auditor).order_by(col(Auditor.id))).all()
        members = tuple(_member(session, desk, row) for row in rows)
        may_read = not desk.record.on_server or bool(rows and not _rates_only(members, desk))
        unallocated = read_setting(session, UNALLOCATED) if may_read else None
    return Team(
        members=members, on_server=desk.record.on_server, unallocated_open=unallocated == OPEN
    )


def _rates_only(members: tuple[Member, ...], desk: Desk) -> bool:
    return any(m.name == desk.auditor and m.role is Role.VIEWER for m in members)


def _member(session: Session, desk: Desk, row: Auditor) -> Member:
    role = Role(row.role)
    lets_in = None
    if desk.record.on_server and row.login:
        connection = session.connection()
        lets_in = role in roles_of(connection, row.login, prefix_of(connection))
    return Member(
        name=row.name,
        role=role,
        login=row.login or "",
        team=row.team,
        known_as=row.known_as,
        active=bool(row.active),
        lets_in=lets_in,
    )


def set_unallocated(desk: Desk, *, open_to_all: bool) -> None:
    """Say whether the first reading of a draw that nobody was allocated is open to every auditor.

    What is so already is not written again.

    Raises:
        Refused: Only an owner or a supervisor may.
    """
    check_may(desk, Duty.UNALLOCATED)
    value = OPEN if open_to_all else CLOSED
    with desk.record.writing() as session:
        if read_setting(session, UNALLOCATED) == value:
            return
        write_setting(session, UNALLOCATED, value)
        about = f"setting:{UNALLOCATED}"
        desk.enter(session, UNALLOCATED_SET[value], about=about, details={"value": value})


# What is written of a member


def insert_member(session: Session, desk: Desk, member: Member) -> None:
    """Write a new member, within the caller's transaction."""
    registered = {"registered_at": desk.now(), "registered_by": desk.auditor}
    values = {"name": member.name} | kept_columns(member) | registered
    number = insert_row(session, Auditor, values)
    desk.enter(session, ADDED, about=f"auditor:{number}", details=what_is_told(member))


def kept_columns(member: Member) -> dict[str, object]:
    """Return the columns of a member that may change."""
    return {
        "login": member.login or None,
        "role": member.role.value,
        "team": member.team,
        "known_as": member.known_as,
        "active": member.active,
    }


def what_is_told(member: Member) -> dict[str, object]:
    """Return what the history says of a member."""
    return {"name": member.name, "role": member.role.value, "login": member.login}
