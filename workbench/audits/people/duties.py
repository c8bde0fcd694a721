"""Duties: what of the work on a team's record falls to which roles, and what the others are told.

A screen offers, and a command begins, nothing that the role of a login may not do. The database
holds to it by itself; this says so beforehand, in words. A file locks nothing: there all may all.
"""

from enum import Enum
from typing import Final

from workbench.audits.desk import Desk
from workbench.audits.people.people import Person, people
from workbench.audits.people.sight import Sight, sight_of
from workbench.errors import Refused
from workbench.record.role_rules import Role

OWNERS: Final = (Role.OWNER,)
SUPERVISORS: Final = (Role.SUPERVISOR, Role.OWNER)
MODERATORS: Final = (Role.MODERATOR, *SUPERVISORS)
NAMED_AT_MOST: Final = 3


class Duty(Enum):
    """What only some of a team may do: in words after "may", and the roles that may."""

    IMPORT = "bring in a list of cases", SUPERVISORS
    DRAW = "draw a sample", SUPERVISORS
    SEE_LIST = "see the list itself", SUPERVISORS
    REPLACE = "put a reserve in the place of a case", SUPERVISORS
    ALLOCATE = "say who reads what", SUPERVISORS
    SECOND = "choose what is read twice", SUPERVISORS
    CALIBRATE = "make or reveal a calibration set", SUPERVISORS
    RELEASE = "release rates", SUPERVISORS
    UNALLOCATED = "say who reads what was allocated to nobody", SUPERVISORS
    HOLD_AGAINST = "fix what an audit is held against", SUPERVISORS
    FOLLOW_UP = "say where a recommendation stands", SUPERVISORS
    SETTLE = "settle where two readers differ", MODERATORS
    PACKS_OUT = "send cases out in packs", SUPERVISORS
    PACKS_IN = "take in what comes back in packs", OWNERS
    OTHERS_ANSWERS = "take in answers in others' names", OWNERS
    BACK_UP = "back the record up", OWNERS
    MEMBERS = "change who is in the team", OWNERS
    SEE_ERASED = "see what was erased", SUPERVISORS
    ERASE = "erase what is due", OWNERS

    def __init__(self, words: str, roles: tuple[Role, ...]) -> None:
        self.words = words
        self.roles = roles

    def falls_to(self, sight: Sight) -> bool:
        """Whether a desk that is shown so much may do it."""
        return sight.whole or sight.role in self.roles


def may(desk: Desk, duty: Duty) -> bool:
    """Whether this desk may do it."""
    return duty.falls_to(sight_of(desk))


def duties_of(sight: Sight) -> frozenset[Duty]:
    """Return all that a desk may do that is shown so much."""
    return frozenset(duty for duty in Duty if duty.falls_to(sight))


def names_of_duties(desk: Desk) -> frozenset[str]:
    """Return the names of all that this desk may do."""
    return frozenset(duty.name for duty in duties_of(sight_of(desk)))


def check_may(desk: Desk, duty: Duty) -> None:
    """Check that this desk may do something, before anything is read for it.

    Raises:
        Refused: Its role may not; the message says which roles may, and who has one.
    """
    sight = sight_of(desk)
    if duty.falls_to(sight):
        return
    *others, last = map(with_article, duty.roles)
    roles = f"{', '.join(others)} or {last}" if others else last
    me = f"you are {with_article(sight.role)}" if sight.role else f"{desk.auditor} is not a member"
    raise Refused(f"Only {roles} may {duty.words}; {me}.", _whom_to_ask(desk, duty))


def with_article(role: Role) -> str:
    """Return a role as it is said of somebody: "an owner"."""
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"


def _whom_to_ask(desk: Desk, duty: Duty) -> str:
    with desk.record.reading() as session:
        able = [each for each in people(session).values() if _may_be_asked(each, duty)]
    if not able:  # a viewer is not shown who else is in the team
        return "Ask whoever leads the team."
    named = ", ".join(f"{each.name} ({each.role})" for each in able[:NAMED_AT_MOST])
    return f"Ask {named}{', or another of them' if len(able) > NAMED_AT_MOST else ''}."


def _may_be_asked(person: Person, duty: Duty) -> bool:
    return person.active and person.role in duty.roles
