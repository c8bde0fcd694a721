"""Sight: what of a team's record this desk is shown, and the words for what it is not.

The server keeps rows from a login without saying so: to it they are not there. Everything that
would take what it sees for all there is asks here first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.errors import Refused
from workbench.record.role_rules import Role
from workbench.record.roles import is_whole


@dataclass(frozen=True, slots=True)
class Sight:
    """What a desk is shown.

    Attributes:
        role: The role of its login; None for a file, where nobody is kept from anything, and for
            a login that is not registered.
        whole: Nothing is kept from it: the record is a file, or the login an owner's.
    """

    role: Role | None
    whole: bool

    @property
    def words(self) -> str:
        """What is shown, in a few words; empty where it is everything."""
        return "" if self.whole else _SHOWN.get(self.role, _NOTHING)

    @property
    def rates_only(self) -> bool:
        """Whether it is shown nothing but the rates that were released."""
        return not self.whole and self.role in {None, Role.VIEWER}


_NOTHING: Final = "this login is not registered in the team, and is shown nothing"
_SHOWN: Final[Mapping[Role | None, str]] = {
    Role.SUPERVISOR: "all cases, but not what you are to read blind",
    Role.MODERATOR: "your own cases, and those of which both readings are finished",
    Role.AUDITOR: "your own cases only",
    Role.VIEWER: "released rates only",
}


def sight_of(desk: Desk) -> Sight:
    """Return what a desk is shown."""
    if not desk.record.on_server:
        return Sight(role=None, whole=True)
    with desk.record.reading() as session:
        if is_whole(session.connection()):
            return Sight(role=Role.OWNER, whole=True)
        role = session.scalars(select(func.team_role())).one()
    return Sight(role=None if role is None else Role(role), whole=False)


def check_member(desk: Desk) -> None:
    """Check that a login of a server is that of somebody who is in the team.

    Raises:
        Refused: It is not, or they have left: to it the record looks empty, which it is not.
    """
    sight = sight_of(desk)
    if sight.role is None and not sight.whole:
        raise Refused(
            f"{desk.auditor} is not in the team of this record, and is shown nothing of it.",
            "Ask its owner to add you: workbench team add-user NAME --role ROLE --login LOGIN.",
        )


def hidden_words(session: Session, draw_id: int | None) -> str:
    """Return in a sentence how many cases of a draw are kept from this login; empty for none."""
    hidden, size = _hidden(session, draw_id)
    if not hidden:
        return ""
    return (
        f"Your own cases only: these figures are of the {size - hidden} of {size} cases of the "
        "sample that this login is shown, and say nothing of the others."
    )


def withheld_entries(desk: Desk) -> str:
    """Return in a sentence what of the history this login is not shown; empty for all of it."""
    if sight_of(desk).whole:
        return ""
    return (
        "Not the whole history: this login is shown its own entries, and those of the cases that "
        "it may read in full."
    )


def check_all_seen(
    session: Session, draw_id: int | None, *, what: str, reserves_too: bool = False
) -> None:
    """Check that no case of a draw is kept from this login.

    Args:
        session: The caller's.
        draw_id: The draw; None for an audit that has none.
        what: What is to be made of the draw, as the beginning of a sentence.
        reserves_too: Whether it needs the cases in reserve.

    Raises:
        Refused: Some are, so what is made would say less than there is.
    """
    hidden, size = _hidden(session, draw_id, reserves_too=reserves_too)
    if hidden:
        raise Refused(
            f"{what} needs every case that was drawn, and {hidden} of its {size} are not shown to "
            "this login.",
            "Ask a supervisor, who is shown them all.",
        )


def readings_not_shown(session: Session, cases: Iterable[int], reading: int) -> frozenset[int]:
    """Return the cases of which this login is not shown a reading, whatever stands in it."""
    if session.get_bind().dialect.name != "postgresql" or is_whole(session.connection()):
        return frozenset()
    whole = set(session.scalars(select(func.team_unblinded())))
    mine = func.team_readings().table_valued("case_id", "reading")
    own = set(session.scalars(select(mine.c.case_id).where(mine.c.reading == reading)))
    return frozenset(cases) - whole - own


def check_whole(desk: Desk, *, what: str) -> None:
    """Check that nothing of the record is kept from this desk.

    Raises:
        Refused: Something is.
    """
    if not sight_of(desk).whole:
        raise Refused(
            f"{what} needs an owner's login: from this one the server keeps rows that are not its.",
            "Nothing is wrong with the record. Ask an owner: workbench team roles shows who is.",
        )


def _hidden(
    session: Session, draw_id: int | None, *, reserves_too: bool = False
) -> tuple[int, int]:
    """Return how many cases of a draw this login is not shown, and how many there are."""
    if draw_id is None or session.get_bind().dialect.name != "postgresql":
        return 0, 0
    if is_whole(session.connection()):
        return 0, 0
    asked = select(func.team_hidden(draw_id, reserves_too), func.team_size(draw_id, reserves_too))
    hidden, size = session.execute(asked).one()
    return int(hidden), int(size)
