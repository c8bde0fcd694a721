"""People: who is registered to read, in which role and team, and what lists of cases call them.

It is the same table as that of a team's logins, and the same use case writes it: see `membership`.
In a file a role is a way of working and no lock; on a server the database holds to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.people.sight import sight_of
from workbench.audits.people.unregistered import how_to_change, how_to_register
from workbench.errors import Refused, WorkbenchError
from workbench.record.role_rules import Role
from workbench.record.tables import Auditor

if TYPE_CHECKING:
    from workbench.audits.people.membership import MemberWritten

BETWEEN_NAMES: Final = ";"
"""Stands between the names, where lists call a person or a team by several."""
LEADING: Final = frozenset({Role.OWNER, Role.SUPERVISOR, Role.MODERATOR})
"""Those who see to what is nobody's own reading."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is registered.

    Attributes:
        team: Their team, as lists name it; several are separated by `BETWEEN_NAMES`.
        known_as: What lists call them, in the same way.
        active: False once they have left.
    """

    name: str
    role: Role
    team: str
    known_as: str
    active: bool

    @property
    def reads(self) -> bool:
        """Whether they can be given a case."""
        return self.active and self.role is not Role.VIEWER


def people(session: Session) -> dict[str, Person]:
    """Return everybody who was ever registered, by name, in the order in which they were."""
    rows = session.scalars(select(Auditor).order_by(col(Auditor.id)))
    return {
        row.name: Person(
            name=row.name,
            role=Role(row.role),
            team=row.team,
            known_as=row.known_as,
            active=bool(row.active),
        )
        for row in rows
    }


def folded(text: str) -> frozenset[str]:
    """Return the names in a text as they are compared: trimmed, and whatever their case."""
    names = (" ".join(name.split()).casefold() for name in text.split(BETWEEN_NAMES))
    return frozenset(filter(None, names))


def check_readers(session: Session, known: dict[str, Person], names: Iterable[str]) -> None:
    """Check that these people can be given cases.

    Raises:
        WorkbenchError: One is not registered, or has left, or reads no cases.
    """
    for name in names:
        person = known.get(name)
        if person is None:
            raise WorkbenchError(
                f"{name} is not registered.", how_to_register(session, known, name)
            )
        if not person.active:
            raise Refused(
                f"{name} has left.",
                how_to_change(session, known, "If they are back", repr(name)),
            )
        if not person.reads:
            raise Refused(
                f"{name} is a {person.role}, who reads no cases.",
                how_to_change(session, known, "Change that with", f"{name!r} --role auditor"),
            )


def leads(desk: Desk, known: dict[str, Person]) -> bool:
    """Whether this desk sees to what is nobody's own; everybody does while nobody is to."""
    leading = [person for person in known.values() if person.active and person.role in LEADING]
    if not leading:
        return True
    me = known.get(desk.auditor)
    return sight_of(desk).role is Role.OWNER if me is None else me in leading


def register(
    desk: Desk,
    name: str,
    *,
    role: Role | None = None,
    team: str | None = None,
    known_as: str | None = None,
) -> "MemberWritten":
    """Register somebody, or change what is registered of them; what is None stays as it is.

    Raises:
        Refused: On a server only an owner may, or the name cannot be used.
    """
    from workbench.audits.people.membership import MemberAsked, write_member

    with desk.record.reading() as session:
        before = people(session).get(name)
    usual = before.role if before else Role.AUDITOR
    return write_member(desk, MemberAsked(name, role or usual, team=team, known_as=known_as))


def register_here(
    desk: Desk,
    name: str,
    *,
    role: Role | None = None,
    team: str | None = None,
    known_as: str | None = None,
) -> "MemberWritten":
    """Register somebody where no login is needed, or change what is registered of a member.

    Raises:
        Refused: They would join a team on a server, where a member has a login; or see `register`.
    """
    from workbench.audits.people.duties import Duty, check_may

    check_may(desk, Duty.MEMBERS)
    if desk.record.on_server:
        with desk.record.reading() as session:
            known = people(session)
            if name not in known:
                raise Refused(
                    f"{name} is not in the team, and its members need a login.",
                    how_to_register(session, known, name),
                )
    return register(desk, name, role=role, team=team, known_as=known_as)
