"""What a database says when it cannot go on, told as a problem and a remedy."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError

from workbench.errors import NotSaved, RecordUnusable
from workbench.record.connecting_words import words_of_connecting
from workbench.record.location import Location

_KNOWN: Final = (
    ("locked", "another program is writing to it", "Close it there, or wait, and try again."),
    ("lock timeout", "another program is writing to it", "Wait a moment and try again."),
    ("full", "the disk is full", "Make some space and try again."),
    ("no space left", "the server's disk is full", "Tell who keeps the server, and try again."),
    ("readonly", "it may not be written to", "Check who may write to the file and its folder."),
    (
        "not a database",
        "it is not a record, or the key does not open it",
        "Check the key if it is encrypted; else choose another file, or restore a backup.",
    ),
    ("malformed", "the file is damaged", "Restore the newest backup; do not go on with this file."),
    ("unable to open", "the file cannot be opened", "Check that the disk is there and not full."),
    ("disk i/o", "the disk did not answer", "Check the disk and try again."),
    ("append-only", "an entry of the history may not be changed", "Nothing was changed."),
    (
        "permission denied",
        "your role in the team does not allow this",
        "Ask the team's owner: workbench team roles shows who may do what.",
    ),
    (
        "row-level security",
        "this is not yours to write",
        "A case is written by those who read it: workbench allocate AUDIT shows who does.",
    ),
    (
        "function team_",
        "the rules on the server are older than this program",
        "Its owner brings them up to date: workbench team upgrade.",
    ),
)
_NOT_SAVED: Final = "Not saved: "
REFUSED: Final = "Refused: "
"""What begins the words of a refusal by a role's rules."""
_OF_ROLES: Final = ("permission denied", "row-level security")
_SERVER_GONE: Final = (
    "the team's server does not answer",
    "Wait until it does, or tell who keeps it, and try again.",
)
_SIGNS_OF_ABSENCE: Final = (
    "connection",
    "could not connect",
    "shutting down",
    "starting up",
    "timeout expired",
    "connection is bad",
)


@contextmanager
def told_as_not_saved(location: Location) -> Iterator[None]:
    """Turn what the database says inside the block into a `NotSaved`."""
    try:
        yield
    except DBAPIError as error:
        raise NotSaved(*in_words(location, error)) from error
    except UnicodeDecodeError as error:
        raise NotSaved(*_damaged(location)) from error


@contextmanager
def told_as_not_read(location: Location) -> Iterator[None]:
    """Turn what the database says inside the block, where nothing is saved, into a `NotSaved`."""
    try:
        with told_as_not_saved(location):
            yield
    except NotSaved as error:
        if error.problem.startswith(_NOT_SAVED):
            problem = error.problem.replace(_NOT_SAVED, "Not read: ", 1)
            raise NotSaved(problem, error.remedy) from error.__cause__
        raise


@contextmanager
def told_as_unusable(location: Location) -> Iterator[None]:
    """Turn what goes wrong inside the block into a `RecordUnusable`."""
    try:
        yield
    except NotSaved as error:
        raise _unusable(error.problem, error.remedy) from error
    except DBAPIError as error:
        raise _unusable(*in_words(location, error)) from error
    except UnicodeDecodeError as error:
        raise _unusable(*_damaged(location)) from error


def _unusable(problem: str, remedy: str) -> RecordUnusable:
    """Return what is said where a record is opened, and there was nothing to save."""
    return RecordUnusable(problem.replace(_NOT_SAVED, "Not opened: ", 1), remedy)


def _damaged(location: Location) -> tuple[str, str]:
    """Return what is said where SQLite itself cannot decode what it has to say."""
    return (
        f"Not saved: the file is damaged ({location}).",
        "Restore the newest backup; do not go on with this file.",
    )


def _beginning(sign: str) -> str:
    """Return what comes before a problem: it may be met in reading too where it is one of roles."""
    return REFUSED if sign in _OF_ROLES else _NOT_SAVED


def in_words(location: Location, error: DBAPIError) -> tuple[str, str]:
    """Return the problem and the remedy of what a database said."""
    said = str(error.orig).lower()
    if connecting := words_of_connecting(said):
        return f"{_NOT_SAVED}{connecting[0]} ({location}).", connecting[1]
    for sign, problem, remedy in _KNOWN:
        if sign in said:
            return f"{_beginning(sign)}{problem} ({location}).", remedy
    if error.connection_invalidated or any(sign in said for sign in _SIGNS_OF_ABSENCE):
        return f"Not saved: {_SERVER_GONE[0]} ({location}).", _SERVER_GONE[1]
    kind = "the database refused" if isinstance(error, OperationalError) else "a rule was broken"
    return f"Not saved: {kind} ({location}): {error.orig}.", "Nothing was changed; run it again."
