"""What is done about a person whom the record does not know as it must: the words of the remedy."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlmodel import Session

from workbench.record.role_rules import Role

if TYPE_CHECKING:
    from workbench.audits.people.people import Person


def how_to_register(
    session: Session, known: Mapping[str, "Person"], name: str, *, options: str = ""
) -> str:
    """Return who may be meant by a name that nobody has, and how one is registered.

    Args:
        session: Of the record; on a server only an owner adds people, with a login.
        known: Everybody who is registered, by name.
        name: The name that nobody has.
        options: What else has to be registered of them, as options of a command.
    """
    near = get_close_matches(name.casefold(), {each.casefold(): each for each in known}, n=1)
    meant = [each for each in known if each.casefold() in near]
    guess = f"Is it {meant[0]!r}? If not, " if meant else ""
    if on_server(session):
        command = f"workbench team add-user {name!r} --role auditor --login LOGIN{options}"
        owner = _owner(known) if guess else _owner(known).replace("an owner", "An owner")
        return f"{guess}{owner} adds members of the team: {command}."
    word = "register" if guess else "Register"
    return f"{guess}{word} them: workbench people add {name!r}{options}."


def how_to_change(session: Session, known: Mapping[str, "Person"], to_do: str, options: str) -> str:
    """Return how what is registered of somebody is changed: on a server by an owner.

    Args:
        session: Of the record.
        known: Everybody who is registered, by name.
        to_do: What the change does, as a sentence that a command ends: "Change that with".
        options: The name and the options of the command.
    """
    by = f" On a server that is for {_owner(known)}." if on_server(session) else ""
    return f"{to_do}: workbench people add {options}.{by}"


def on_server(session: Session) -> bool:
    """Whether a record is a team's on a server."""
    return session.get_bind().dialect.name == "postgresql"


def _owner(known: Mapping[str, "Person"]) -> str:
    """Return an owner of the team, or the word for one where none is shown."""
    owners = [each.name for each in known.values() if each.active and each.role is Role.OWNER]
    return f"{owners[0]} (owner)" if owners else "an owner"
