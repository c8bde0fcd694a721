"""Sending: a pack made as a private file, known to the record before it has its name."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from sqlalchemy import select
from sqlmodel import Session, col

from exports.whole_files import is_there
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, load_audit
from workbench.audits.packs.choosing import PackAsked, cases_for_pack
from workbench.audits.packs.filling import contents_of, fill
from workbench.audits.packs.marks import OUT, WENT_OUT, PackFacts, cases_words
from workbench.audits.people.duties import Duty, check_may
from workbench.errors import NotSaved, Refused, WorkbenchError
from workbench.record.copies import part_of, put
from workbench.record.engine import open_record
from workbench.record.history import canonical, head
from workbench.record.inserting import insert_row
from workbench.record.tables import Pack


@dataclass(frozen=True, slots=True)
class SentOut:
    """A pack that went out: the file, and what it says of itself."""

    path: Path
    facts: PackFacts

    def as_mapping(self) -> dict[str, object]:
        """Return it for a program to read."""
        return {
            "file": str(self.path),
            "pack": self.facts.identity,
            "audit": self.facts.audit,
            "auditor": self.facts.auditor,
            "reading": self.facts.reading,
            "cases": self.facts.cases,
        }

    def __str__(self) -> str:
        facts = self.facts
        return (
            f"Written: {self.path}: pack {facts.identity} of {cases_words(facts.cases)} of "
            f"{facts.audit} for {facts.auditor}."
        )


def send_pack(
    desk: Desk, audit_name: str, path: Path, asked: PackAsked, *, force: bool = False
) -> SentOut:
    """Write a pack of cases to a file, for an auditor who has no part in this record.

    The file is whole before the record is told of the pack, and has its name only after: so no
    pack is about that the record would not know again.

    Args:
        desk: Who sends it, and from which record.
        audit_name: The audit.
        path: The file.
        asked: For whom it is, and which cases.
        force: Whether a file that is there is written over.

    Raises:
        Refused: The file is there already, or a case may not go out.
        WorkbenchError: There is no such audit or case.
    """
    check_may(desk, Duty.PACKS_OUT)
    _check_free(desk, path, force=force)
    with part_of(path) as part:
        facts = _make_known(desk, audit_name, part, asked)
        _name(part, path, force=force)
    return SentOut(path=path, facts=facts)


def _make_known(desk: Desk, audit_name: str, part: Path, asked: PackAsked) -> PackFacts:
    """Make the pack, and enter it in the record.

    Where a server goes away at the very moment of saving, what stands tells whether it is known.
    """
    facts: PackFacts | None = None
    try:
        with desk.record.writing() as session:
            audit = _open(session, audit_name)
            cases = cases_for_pack(session, desk, audit, asked)
            facts = _facts(session, desk, audit, asked, cases)
            opening = _make(session, desk, part, audit, cases, facts)
            _enter(session, desk, audit, cases, facts, opening)
    except NotSaved:
        if facts is None or not _is_known(desk, facts.identity):
            raise
    return facts


def _open(session: Session, audit_name: str) -> OpenAudit:
    audit = load_audit(session, audit_name)
    if audit.draw_id is None:
        raise WorkbenchError(f"{audit_name} has no sample yet.", "Draw one first: workbench draw.")
    audit.check_not_erased()
    return audit


def _is_known(desk: Desk, identity: str) -> bool:
    """Whether the record has a pack; False too where it still cannot be asked."""
    with suppress(NotSaved), desk.record.reading() as session:
        query = select(col(Pack.id)).where(col(Pack.identity) == identity)
        return session.scalars(query).first() is not None
    return False


def _name(part: Path, path: Path, *, force: bool) -> None:
    try:
        put(part, path, force=force)
    except OSError as error:
        raise Refused(
            f"The pack could not be given the name {path}: {error.strerror or 'it is taken'}.",
            "Send it again under another name; the one without a file is listed, and does no harm.",
        ) from None


def _check_free(desk: Desk, path: Path, *, force: bool) -> None:
    if not desk.record.on_server and is_there(path) and path.samefile(desk.record.path):
        raise Refused(f"{path} is the record itself.", "Choose another name.")
    if not (is_there(path.parent) and path.parent.is_dir()):
        raise Refused(f"There is no folder {path.parent}.", "Name a file in one that is there.")
    if is_there(path) and (path.is_dir() or not force):
        raise Refused(
            f"{path} is there already.", "Choose another name, or write over it with --force."
        )


def _facts(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    asked: PackAsked,
    cases: tuple[AuditCase, ...],
) -> PackFacts:
    return PackFacts(
        identity=token_hex(4),
        audit=audit.name,
        auditor=asked.auditor.strip(),
        reading=asked.reading,
        cases=len(cases),
        origin=str(head(session)),
        made_at=desk.now(),
        made_by=desk.auditor,
    )


def _make(
    session: Session,
    desk: Desk,
    part: Path,
    audit: OpenAudit,
    cases: tuple[AuditCase, ...],
    facts: PackFacts,
) -> str:
    """Make the pack's own record, and return the hash of its first entry."""
    contents = contents_of(session, audit, cases, facts)
    record = open_record(part)
    try:
        return fill(replace(desk, record=record), contents)
    finally:
        record.close()


def _enter(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    cases: tuple[AuditCase, ...],
    facts: PackFacts,
    opening: str,
) -> None:
    numbers = [case.id for case in cases]
    insert_row(
        session,
        Pack,
        {
            "audit_id": audit.id,
            "identity": facts.identity,
            "direction": OUT,
            "auditor": facts.auditor,
            "sha256": opening,
            "cases": canonical(numbers),
            "made_at": facts.made_at,
            "made_by": facts.made_by,
        },
    )
    details = {
        "identity": facts.identity,
        "auditor": facts.auditor,
        "reading": facts.reading,
        "opening": opening,
        "cases": numbers,
    }
    desk.enter(session, WENT_OUT, about=f"audit:{audit.id}", details=details)
