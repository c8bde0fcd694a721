"""The history: every change, chained by SHA-256 and written in the same transaction as the change.

The hash of an entry is the SHA-256 of a canonical JSON list: the previous hash, the number, the
time, who, what, about what, the details and the program version. A changed or removed entry
breaks the chain; a cut tail shows against the head printed in every export.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Integer, String, column, func, insert, select
from sqlmodel import Session, col

from workbench.errors import CheckFailed
from workbench.record.tables import HistoryRow
from workbench.version import VERSION

COLUMNS = (
    "seq",
    "at",
    "actor",
    "action",
    "subject",
    "payload",
    "program_version",
    "previous",
    "hash",
)
GENESIS = "0" * 64
ERASED: Final = "lawfully erased"
"""The action of the entries of an erasure. Such an entry vouches for each older entry from which
it took words: `"entries": {number: the hash that the entry would have as it reads now}`."""
HEAD_HASH_LENGTH = 16
_NONE: Final[Mapping[int, str]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history. `payload` is canonical JSON, exactly as it was hashed."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    payload: str
    program_version: str
    previous: str
    hash: str

    def expected_hash(self) -> str:
        """Return the hash that the entry must have."""
        return _hash(
            self.previous,
            self.seq,
            self.at,
            self.actor,
            self.action,
            self.subject,
            self.payload,
            self.program_version,
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of the history: what an export prints so that a cut tail shows."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash[:HEAD_HASH_LENGTH]}"


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, Unicode as it is, no NaN."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def _hash(*parts: object) -> str:
    return sha256(canonical(list(parts)).encode()).hexdigest()


def head(session: Session) -> Head:
    """Return the newest entry's number and hash; number 0 where there is none.

    A server tells it to those too who may not read the entry itself.
    """
    newest = select(col(HistoryRow.seq), col(HistoryRow.hash))
    if session.get_bind().dialect.name == "postgresql":
        newest = select(column("seq", Integer), column("hash", String)).select_from(
            func.history_head()
        )
    row = session.execute(newest.order_by(column("seq").desc()).limit(1)).first()
    return Head(seq=row[0], hash=row[1]) if row else Head(seq=0, hash=GENESIS)


def append(
    session: Session,
    *,
    at: str,
    actor: str,
    action: str,
    subject: str,
    payload: Mapping[str, object],
) -> Head:
    """Add an entry within the caller's transaction, and return the new head."""
    last = head(session)
    details = canonical(payload)
    seq = last.seq + 1
    digest = _hash(last.hash, seq, at, actor, action, subject, details, VERSION)
    session.execute(
        insert(HistoryRow).values(
            seq=seq,
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            payload=details,
            program_version=VERSION,
            previous=last.hash,
            hash=digest,
        )
    )
    return Head(seq=seq, hash=digest)


def entries(
    session: Session, *, about: str | None = None, action: str | None = None
) -> Iterator[Entry]:
    """Return the entries in order: all, or those of one subject and below it, or of one action."""
    query = select(*(col(getattr(HistoryRow, name)) for name in COLUMNS)).order_by(
        col(HistoryRow.seq)
    )
    if about is not None:
        subject = col(HistoryRow.subject)
        below = (subject > f"{about}/") & (subject < f"{about}0")
        query = query.where((subject == about) | below)
    if action is not None:
        query = query.where(col(HistoryRow.action) == action)
    for row in session.execute(query):
        yield Entry(*row)


def sound_entries(session: Session) -> Iterator[Entry]:
    """Return the entries in order, as long as the chain holds.

    Raises:
        CheckFailed: An entry does not hold; it and those after it are not returned.
    """
    yield from sound(entries(session), vouched=vouched_for(entries(session, action=ERASED)))


def vouched_for(erasing: Iterable[Entry]) -> dict[int, str]:
    """Return the entries that lost words to an erasure, with the hash of how each reads now.

    Args:
        erasing: The entries of the action `ERASED`, in order: of two that vouch for the same
            entry, the later one holds.
    """
    found: dict[int, str] = {}
    for entry in erasing:
        with suppress(AttributeError, TypeError, ValueError):
            if _holds(entry):
                told = json.loads(entry.payload).get("entries", {})
                found |= {int(seq): str(digest) for seq, digest in told.items()}
    return found


def sound(found: Iterable[Entry], *, vouched: Mapping[int, str] = _NONE) -> Iterator[Entry]:
    """Return entries in order, as long as each follows from the one before.

    An entry that lost words to an erasure keeps its hash, and the erasure's own entry vouches for
    what it reads now: see `vouched_for`.

    Raises:
        CheckFailed: An entry does not hold; it and those after it are not returned.
    """
    expected = Head(seq=0, hash=GENESIS)
    for entry in found:
        if entry.seq != expected.seq + 1 or entry.previous != expected.hash:
            raise CheckFailed(f"history entry {entry.seq} does not follow entry {expected.seq}")
        if not (_holds(entry) or _vouched(entry, vouched)):
            raise CheckFailed(f"history entry {entry.seq} was altered")
        yield entry
        expected = Head(seq=entry.seq, hash=entry.hash)


def _holds(entry: Entry) -> bool:
    return entry.hash == _hash_as_read(entry)


def _vouched(entry: Entry, vouched: Mapping[int, str]) -> bool:
    """Whether a later entry says that this one reads so since words were erased from it."""
    return entry.seq in vouched and vouched[entry.seq] == _hash_as_read(entry)


def _hash_as_read(entry: Entry) -> str | None:
    try:
        return entry.expected_hash()
    except (TypeError, ValueError):  # bytes, or half a character, where text was
        return None


def first_break(session: Session) -> str | None:
    """Return what is wrong with the first entry that does not hold, or None if the chain holds."""
    try:
        for _ in sound_entries(session):
            pass
    except CheckFailed as error:
        return error.problem
    return None
