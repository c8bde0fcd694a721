"""The marks of packs: what tells that a record is one, and what the history calls what is done.

A pack is a small record of its own. Its setting `pack` says what it is, and its first entry,
`pack made`, holds every row that went out: the hash of that entry stands in the record it came
from, so a pack that comes back can be told from any other file.
"""

import json
from dataclasses import asdict, dataclass
from typing import Final

from sqlmodel import Session

from workbench.errors import Refused
from workbench.record.history import canonical
from workbench.record.settings import read_setting

SETTING: Final = "pack"
MADE: Final = "pack made"
WENT_OUT: Final = "pack went out"
CAME_BACK: Final = "pack came back"
CAME_IN: Final = "answer came in"
CHOSEN: Final = "answer chosen"
OUT: Final = "out"
BACK: Final = "in"
"""The two directions of a pack, as the table has them."""

DONE_IN_A_PACK: Final = frozenset(
    {
        MADE,
        "answer changed",
        "answer undone",
        "answer redone",
        "other answer kept",
        "reading finished",
        "escalation recorded",
        "backups kept",
        "record restored",
        "record encrypted",
        "record made plain",
        "lawfully erased",
    }
)
"""What may be entered into the history of a pack: the scoring of its cases, and its own care."""


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What a pack says of itself.

    Attributes:
        identity: Its name among all packs.
        audit: The audit whose cases it holds.
        auditor: For whom it was made.
        reading: 1 or 2.
        cases: How many cases it holds.
        origin: The head of the history of the record it came from, when it was made.
        made_at: When that was.
        made_by: Who made it.
    """

    identity: str
    audit: str
    auditor: str
    reading: int
    cases: int
    origin: str
    made_at: str
    made_by: str

    def as_setting(self) -> str:
        """Return the facts as the pack keeps them."""
        return canonical(asdict(self))


def pack_of(session: Session) -> PackFacts | None:
    """Return what a record says of itself as a pack; None where it is none."""
    kept = read_setting(session, SETTING)
    return None if kept is None else PackFacts(**json.loads(kept))


def refuse_in_pack(session: Session, what: str) -> None:
    """Refuse what belongs to the whole audit where there is only a pack of its cases.

    Args:
        session: The record.
        what: What is refused, as the beginning of a sentence: `A rate`.

    Raises:
        Refused: The record is a pack.
    """
    pack = pack_of(session)
    if pack is not None:
        raise Refused(
            f"{what} is of the whole sample, and this is a pack of {cases_words(pack.cases)} of "
            f"{pack.audit}.",
            "Score the cases, and give the file back: it counts where it came from.",
        )


def check_done_in_pack(session: Session, action: str) -> None:
    """Refuse to enter into a pack what is not done in one.

    Raises:
        Refused: The record is a pack, and this is not the scoring of its cases.
    """
    pack = pack_of(session) if action not in DONE_IN_A_PACK else None
    if pack is not None:
        raise Refused(
            f"This is a pack of {cases_words(pack.cases)} of {pack.audit}: they are scored here, "
            "and nothing else is done.",
            "Do it in the record that the pack came from.",
        )


def cases_words(count: int) -> str:
    """Return a number of cases in words: `1 case`, `20 cases`."""
    return "1 case" if count == 1 else f"{count:,} cases"
