"""Membership: people join a team, change their role in it, and leave; what they did stays."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.team import Member, insert_member, kept_columns, what_is_told
from workbench.errors import Refused, WorkbenchError
from workbench.record.inserting import change_row
from workbench.record.logins import check_login, give_role, set_password
from workbench.record.role_rules import Role
from workbench.record.tables import Auditor

CHANGED: Final = "member changed"
REMOVED: Final = "member removed"


@dataclass(frozen=True, slots=True)
class MemberAsked:
    """A person to be added, or changed: what is None stays as it is, or is empty at first."""

    name: str
    role: Role
    login: str | None = None
    team: str | None = None
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class MemberWritten:
    """What became of a member, and what the server's keeper must still run for it to hold."""

    member: Member
    new: bool
    for_keeper: tuple[str, ...] = ()


def write_member(desk: Desk, asked: MemberAsked) -> MemberWritten:
    """Add a person to the team, or change their role, login, team or what lists call them.

    Raises:
        Refused: Only an owner may; or the name or login is another's, or cannot be used.
    """
    check_may(desk, Duty.MEMBERS)
    _check_asked(desk, asked)
    with desk.record.writing() as session:
        row = _row_of(session, asked.name)
        member = _as_asked(asked, row)
        _check_login_free(session, member)
        if row is not None:
            _check_owner_left(session, row, role=member.role)
            if any(getattr(row, name) != value for name, value in kept_columns(member).items()):
                _change(session, desk, member)
        else:
            insert_member(session, desk, member)
        for_keeper = give_role(session, member.login, member.role) if member.login else ()
    return MemberWritten(member=member, new=row is None, for_keeper=for_keeper)


def _check_asked(desk: Desk, asked: MemberAsked) -> None:
    if not asked.name.strip() or not asked.name.isprintable():
        raise Refused("A member needs a name.", "Give it: workbench team add-user NAME --role R.")
    if asked.login is None:
        return
    check_login(asked.login)
    if not desk.record.on_server:
        raise Refused(
            "The record is a file, which has no logins.", "Leave --login out, or use a server."
        )


def _row_of(session: Session, name: str) -> Auditor | None:
    return session.scalars(select(Auditor).where(col(Auditor.name) == name)).first()


def _as_asked(asked: MemberAsked, row: Auditor | None) -> Member:
    login = asked.login if row is None or asked.login is not None else row.login
    before = ("", "") if row is None else (row.team, row.known_as)
    return Member(
        name=asked.name,
        role=asked.role,
        login=login or "",
        team=before[0] if asked.team is None else asked.team,
        known_as=before[1] if asked.known_as is None else asked.known_as,
        active=True,
    )


def _check_login_free(session: Session, member: Member) -> None:
    others = select(col(Auditor.name)).where(
        col(Auditor.login) == member.login, col(Auditor.name) != member.name
    )
    if member.login and (other := session.scalars(others).first()):
        raise Refused(
            f"{member.login} is the login of {other}.", "Each member has a login of their own."
        )


def _change(session: Session, desk: Desk, member: Member) -> None:
    number = change_row(session, Auditor, col(Auditor.name) == member.name, kept_columns(member))
    desk.enter(session, CHANGED, about=f"auditor:{number}", details=what_is_told(member))


def remove_member(desk: Desk, name: str) -> MemberWritten:
    """Let somebody leave the team: their login opens nothing any more, what they did stays.

    Raises:
        Refused: Only an owner may; or it is the last owner.
        WorkbenchError: Nobody of that name is in the team.
    """
    check_may(desk, Duty.MEMBERS)
    with desk.record.writing() as session:
        row = _row_of(session, name)
        if row is None or not row.active:
            raise WorkbenchError(
                f"{name} is not in the team.", "workbench team roles shows who is."
            )
        _check_owner_left(session, row, role=None)
        number = change_row(session, Auditor, col(Auditor.id) == row.id, {"active": False})
        about = f"auditor:{number}"
        member = Member(
            name=row.name,
            role=Role(row.role),
            login=row.login or "",
            team=row.team,
            known_as=row.known_as,
            active=False,
        )
        desk.enter(session, REMOVED, about=about, details=what_is_told(member))
        for_keeper = give_role(session, member.login, None) if member.login else ()
    return MemberWritten(member=member, new=False, for_keeper=for_keeper)


def _check_owner_left(session: Session, row: Auditor, *, role: Role | None) -> None:
    """Refuse to leave the record without an owner."""
    if row.role != Role.OWNER or not row.active or role is Role.OWNER:
        return
    owners = select(col(Auditor.id)).where(
        col(Auditor.role) == Role.OWNER.value, col(Auditor.active), col(Auditor.id) != row.id
    )
    if session.scalars(owners).first() is None:
        raise Refused(f"{row.name} is the only owner.", "Make another member an owner first.")


def set_member_password(desk: Desk, member: Member, password: str) -> None:
    """Give a member's login a password, which goes over the connection only as a proof.

    Raises:
        Refused: Only an owner who may make logins can.
    """
    check_may(desk, Duty.MEMBERS)
    with desk.record.writing() as session:
        set_password(session, member.login, password)
