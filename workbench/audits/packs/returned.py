"""Returned: a pack that came back, opened to be read, proved, and told by question.

Nothing is written to the file. It is held against its own history in full, and its first entry
against what the record kept of it when it went out: so it is the pack that it says it is, with the
cases, checklists and answers that went out, and all that was done in it since is in its chain.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, load_audit
from workbench.audits.packs.contributions import SentPack, standing_told
from workbench.audits.packs.marks import MADE, PackFacts, pack_of
from workbench.audits.packs.merging import Content
from workbench.audits.packs.urgent import Urgent, urgent_in
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import CHANGED, REDONE, UNDONE, notes
from workbench.audits.reviews.assessing import standings_by_case
from workbench.audits.reviews.standing import Place, Standing
from workbench.errors import CheckFailed, RecordUnusable, WorkbenchError
from workbench.record.encryption import ENVIRONMENT, SQLITE_MAGIC, is_encrypted, key_in_use
from workbench.record.engine import Record
from workbench.record.history import Entry, Head, entries, head
from workbench.record.looking import reading_engine
from workbench.record.plain_errors import told_as_unusable
from workbench.record.schema import APPLICATION_ID, SCHEMA_VERSION, refuse_newer, schema_version
from workbench.record.tables import Review


class NotThisPack(CheckFailed):
    """A file is not a pack of this record as it went out, or was altered since."""

    def __init__(self, problem: str, faults: Sequence[str] = ()) -> None:
        super().__init__(problem, "Nothing was taken in. Ask who sent it for the file again.")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Work:
    """What was done at one question of a pack since it went out.

    Attributes:
        base: What stood when it went out.
        content: What stands now.
        by: Who changed it last.
        at: When.
        links: The hashes of the entries about it, in order, with the seconds that each took.
    """

    place: Place
    base: Content
    content: Content
    by: str
    at: str
    links: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BegunReading:
    """A reading that was begun in a pack, or before it: by whom, when, and whether it is done."""

    case_id: int
    reading: int
    auditor: str
    started_at: str
    finished: bool


@dataclass(frozen=True, slots=True)
class ReturnedPack:
    """A pack that came back, proved.

    Attributes:
        head: The newest entry of its history.
        work: What was done at each question that was touched since it went out.
        readings: Its readings, by the number of the case.
        asked: The references of its cases, by number.
        urgent: The urgent matters that were passed on in it, each with what was seen.
    """

    facts: PackFacts
    head: Head
    work: tuple[Work, ...]
    readings: Mapping[int, BegunReading]
    asked: Mapping[int, str]
    urgent: Mapping[Urgent, str]


@dataclass(slots=True)
class _Told:
    """What the history of a pack says, by question."""

    base: dict[Place, Standing] = field(default_factory=dict)
    links: dict[Place, list[tuple[str, int]]] = field(default_factory=dict)
    last: dict[Place, Entry] = field(default_factory=dict)


@contextmanager
def opened_to_read(path: Path) -> Iterator[Record]:
    """Open a file that should be a pack, and leave it as it is.

    Raises:
        WorkbenchError: It is not there, is no record, or is of another version.
    """
    _check_kind(path)
    record = Record(location=path, engine=reading_engine(path), read_only=True)
    try:
        with told_as_unusable(path):
            _check_version(record)
        yield record
    finally:
        record.close()


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            plain = file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
        encrypted = not plain and is_encrypted(path)
    except OSError as error:
        raise WorkbenchError(
            f"{path} cannot be read: {error.strerror}.", "Name the file that came back."
        ) from None
    if encrypted and key_in_use() is None:
        raise RecordUnusable(
            f"{path} is encrypted, or no case pack.", f"Give its key in {ENVIRONMENT}."
        )
    if not (plain or encrypted):
        raise RecordUnusable(f"{path} is no case pack.", "Name the file that came back.")


def _check_version(record: Record) -> None:
    with record.engine.connect() as connection:
        marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if marked != APPLICATION_ID:
            raise RecordUnusable(
                f"{record.location} is no case pack.", "Name the file that came back."
            )
        found = schema_version(connection)
        refuse_newer(record.location, connection, found)
    if found < SCHEMA_VERSION:
        raise RecordUnusable(
            f"{record.location} was scored with an older version of the program.",
            f"Open it once with this one, then take it in: workbench --record {record.location}",
        )


def facts_in(record: Record) -> PackFacts:
    """Return what a record says of itself as a pack.

    Raises:
        NotThisPack: It is a whole record, and no pack.
    """
    try:
        with record.reading() as session:
            facts = pack_of(session)
    except (TypeError, ValueError):
        facts = None
    if facts is None:
        raise NotThisPack(f"{record.location} is a record, and no case pack.")
    return facts


def proved(desk: Desk, record: Record, sent: SentPack | None) -> ReturnedPack:
    """Hold a pack against its own history and against what went out, and return what is in it.

    Args:
        desk: Who takes it in.
        record: The pack, opened.
        sent: What the record has of the pack; None where it has nothing.

    Raises:
        NotThisPack: It went out elsewhere, or is not as it went out, or was altered since.
    """
    facts = facts_in(record)
    if sent is None:
        raise NotThisPack(
            f"Pack {facts.identity} of {facts.audit} did not go out from this record."
        )
    found = verify_record(Desk(record=record, auditor=desk.auditor, clock=desk.clock))
    if found.faults:
        raise NotThisPack(f"Pack {sent.identity} was altered outside the program.", found.faults)
    with record.reading() as session:
        first = next(entries(session))
        if first.hash != sent.opening:
            raise NotThisPack(f"Pack {sent.identity} is not as it went out: it was made anew.")
        pack = _read(session, facts)
    _check_within(pack, sent)
    return pack


def _read(session: Session, facts: PackFacts) -> ReturnedPack:
    audit = load_audit(session, facts.audit)
    told = _told(session)
    standing = {
        Place(case_id, question, facts.reading): each
        for case_id, here in standings_by_case(session, audit, facts.reading).items()
        for question, each in here.items()
    }
    texts = _texts(session, (*told.base.values(), *standing.values()))
    return ReturnedPack(
        facts=facts,
        head=head(session),
        work=tuple(
            Work(
                place=place,
                base=_content(told.base.get(place, Standing()), texts),
                content=_content(standing.get(place, Standing()), texts),
                by=told.last[place].actor,
                at=told.last[place].at,
                links=tuple(links),
            )
            for place, links in told.links.items()
        ),
        readings=_readings(session, audit, facts.reading),
        asked={case.id: case.reference for case in audit.cases},
        urgent=urgent_in(session),
    )


def _told(session: Session) -> _Told:
    told = _Told()
    for entry in entries(session):
        details = json.loads(entry.payload)
        if entry.action == MADE:
            told.base = {
                Place(**each["place"]): standing_told(each["new"]) for each in details["answers"]
            }
        elif entry.action in {CHANGED, UNDONE, REDONE}:
            place = Place(**details["place"])
            told.links.setdefault(place, []).append((entry.hash, int(details["seconds"])))
            told.last[place] = entry
    return told


def _texts(session: Session, standing: Sequence[Standing]) -> dict[int, str]:
    return notes(session, {each.note_id for each in standing if each.note_id is not None})


def _content(standing: Standing, texts: Mapping[int, str]) -> Content:
    return Content(
        value=standing.value,
        measured=standing.measured,
        note=texts.get(standing.note_id or 0, ""),
        flagged=standing.flagged,
        good_practice=standing.good_practice,
    )


def _readings(session: Session, audit: OpenAudit, reading: int) -> dict[int, BegunReading]:
    rows = session.scalars(select(Review).where(col(Review.reading) == reading)).all()
    known = {case.id for case in audit.cases}
    return {
        row.case_id: BegunReading(
            case_id=row.case_id,
            reading=row.reading,
            auditor=row.auditor,
            started_at=row.started_at,
            finished=row.finished_at is not None,
        )
        for row in rows
        if row.case_id in known
    }


def _check_within(pack: ReturnedPack, sent: SentPack) -> None:
    """Refuse work on what did not go out: the program never writes such a thing."""
    done = {(work.place.case_id, work.place.reading) for work in pack.work}
    done |= {(urgent.case_id, urgent.reading) for urgent in pack.urgent}
    if any(case not in sent.cases or reading != sent.reading for case, reading in done):
        raise NotThisPack(
            f"Pack {sent.identity} has answers to a case or in a reading that did not go out."
        )
