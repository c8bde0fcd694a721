"""Purging: what identifies a case is erased when its time has come; what was found in it stays.

Answers, counts, hashes, tickets, draws and the history stay, so that every figure is the same and
the chain holds. It is one transaction, made only on a record that verifies: what is gone can no
longer be held against anything, so it is held once more before it goes.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Select, func, select
from sqlmodel import Session, SQLModel, col

from workbench.audits.desk import Desk
from workbench.audits.erasing.erased_names import erased_name, is_erased_name
from workbench.audits.erasing.erased_words import (
    Words,
    entries_to_change,
    mapping_in_entry,
    mapping_without_cases,
    renamed_text,
    without_notes,
    without_references,
)
from workbench.audits.erasing.erasure_certificates import AuditErased, ListErased, certificate_text
from workbench.audits.erasing.kept_columns import KeptColumns, kept_columns
from workbench.audits.erasing.leftovers import still_named
from workbench.audits.erasing.retention import (
    Due,
    DueAudit,
    DuePopulation,
    Retention,
    find_due,
    notes_left,
)
from workbench.audits.opening import load_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.proof.verifying import verify_record
from workbench.errors import CheckFailed, NotSaved, Refused
from workbench.record.erasing import erase, erasing, rewrite, take_words
from workbench.record.history import ERASED, canonical, head
from workbench.record.inserting import Values, insert_row
from workbench.record.tables import (
    Draw,
    Erasure,
    FrameChunk,
    Note,
    Pack,
    Population,
    Replacement,
    SampledCase,
)


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did.

    Attributes:
        erasure: The number of the erasure; None where nothing was due.
        due: What was found due.
        not_rewritten: Why the file could not be written anew; blank where it was.
    """

    erasure: int | None
    due: Due
    not_rewritten: str = ""


def what_is_due(desk: Desk, rule: Retention) -> Due:
    """Return what a rule would erase; nothing is changed.

    Raises:
        Refused: The role of this login may not.
        WorkbenchError: There is no such audit, or it is not due.
    """
    check_may(desk, Duty.ERASE)
    if rule.before > desk.clock().date():
        raise Refused(
            f"{rule.before} is still to come.", "Give a day that has passed; nothing was erased."
        )
    with desk.record.reading() as session:
        return find_due(session, rule)


def purge(desk: Desk, rule: Retention) -> Purged:
    """Erase what a rule finds due, all of it or nothing, and then every trace of it in the file.

    Raises:
        Refused: There is no reason, or the role of this login may not.
        WorkbenchError: There is no such audit, or it is not due.
        CheckFailed: The record does not verify.
        NotSaved: The record could not be written; nothing was changed.
    """
    check_may(desk, Duty.ERASE)
    if not rule.reason.strip():
        raise Refused("An erasure needs a reason.", "Give the rule that asks for it: --reason.")
    if not what_is_due(desk, rule):
        return _nothing_due(desk, rule)
    _check_sound(desk)
    with erasing(desk.record) as session:
        due = find_due(session, rule)
        number = _Purge(session, desk, rule, due).carry_out()
    return Purged(erasure=number, due=due, not_rewritten=_rewritten(desk))


def _nothing_due(desk: Desk, rule: Retention) -> Purged:
    """Finish what an earlier purge could not: the file is written anew where it had erased."""
    with desk.record.reading() as session:
        earlier = session.scalars(select(col(Erasure.id)).limit(1)).first()
    why_not = _rewritten(desk) if earlier is not None else ""
    return Purged(erasure=None, due=what_is_due(desk, rule), not_rewritten=why_not)


def _rewritten(desk: Desk) -> str:
    """Write the record anew; return why it could not be, which undoes nothing."""
    try:
        rewrite(desk.record)
    except NotSaved as error:
        return error.problem
    return ""


def _check_sound(desk: Desk) -> None:
    faults = verify_record(desk).faults
    if faults:
        raise CheckFailed(
            f"Nothing was erased, for the record does not verify: {faults[0]}.",
            "See all with workbench verify. What is erased can never be verified again.",
        )


@dataclass(frozen=True, slots=True)
class _Purge:
    """One erasure, within its transaction."""

    session: Session
    desk: Desk
    rule: Retention
    due: Due

    def carry_out(self) -> int:
        """Erase, note it in the history, and return the number of the erasure."""
        before = head(self.session)
        newest = self.session.execute(select(func.max(col(Erasure.id)))).scalar_one()
        number = (newest or 0) + 1
        names, columns = self._names(), self._columns()
        audits = [
            self._audit(number, each, names[each.id], columns[each.id]) for each in self.due.audits
        ]
        lists = [self._list(number, each) for each in self.due.populations]
        certificate = certificate_text(
            self.rule,
            audits=audits,
            lists=lists,
            head_before=before,
            at=self.desk.now(),
            by=self.desk.auditor,
            still_named=still_named(self.session, (old for each in names.values() for old in each)),
        )
        self._close(number, audits, lists, certificate)
        return number

    def _names(self) -> dict[int, dict[str, str]]:
        """Return what each case of each audit will be called, by its reference."""
        kept = self.rule.keep_references
        return {each.id: {} if kept else dict(self._names_in(each)) for each in self.due.audits}

    def _names_in(self, audit: DueAudit) -> Iterator[tuple[str, str]]:
        for draw_id in self._draws(audit):
            for number, case in enumerate(self._cases(draw_id), start=1):
                if not is_erased_name(case.reference):
                    yield case.reference, erased_name(number)

    def _columns(self) -> dict[int, KeptColumns]:
        """Return which columns of each audit stay, while the lists are still there to say."""
        if self.rule.keep_references:
            return {audit.id: KeptColumns((), (), ()) for audit in self.due.audits}
        return {
            audit.id: kept_columns(
                self.session, load_audit(self.session, audit.name), wanted=self.rule.columns
            )
            for audit in self.due.audits
        }

    def _draws(self, audit: DueAudit) -> list[int]:
        query = select(col(Draw.id)).where(col(Draw.audit_id) == audit.id)
        return list(self.session.scalars(query.order_by(col(Draw.number))))

    def _cases(self, draw_id: int) -> list[SampledCase]:
        query = select(SampledCase).where(col(SampledCase.draw_id) == draw_id)
        order = (col(SampledCase.role).desc(), col(SampledCase.position))
        return list(self.session.scalars(query.order_by(*order)))

    # One audit

    def _audit(
        self, number: int, audit: DueAudit, names: Mapping[str, str], columns: KeptColumns
    ) -> AuditErased:
        notes = notes_left(self.session, audit.id)
        for note_id in notes:
            erase(self.session, Note, note_id, {"salt": "", "text": ""})
        others = self._notes_of_replacements(audit)
        cases = 0
        if not self.rule.keep_references:
            cases = sum(self._cases_of(draw_id, columns) for draw_id in self._draws(audit))
            self._packs(audit, names)
        words: Words = without_notes if self.rule.keep_references else without_references(names)
        entries = self._take(f"audit:{audit.id}", words)
        erased = AuditErased(
            id=audit.id,
            name=audit.name,
            last_change=audit.last_change,
            notes=len(notes),
            notes_of_replacements=others,
            references=cases,
            history_entries=len(entries),
            columns_erased=columns.erased,
            columns_kept_for_rules=columns.by_rule,
            columns_kept_as_shared=columns.shared,
        )
        self._enter(f"audit:{audit.id}", number, asdict(erased), entries)
        return erased

    def _cases_of(self, draw_id: int, columns: KeptColumns) -> int:
        found = 0
        for number, case in enumerate(self._cases(draw_id), start=1):
            if not is_erased_name(case.reference):
                left = canonical(columns.left_of(json.loads(case.fields)))
                values = {"reference": erased_name(number), "fields": left}
                erase(self.session, SampledCase, case.id, values)
                found += 1
        return found

    def _notes_of_replacements(self, audit: DueAudit) -> int:
        query = (
            select(col(Replacement.id))
            .join(SampledCase, col(Replacement.case_id) == col(SampledCase.id))
            .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
            .where(col(Draw.audit_id) == audit.id, col(Replacement.note) != "")
        )
        return self._blank(Replacement, query, {"note": ""})

    def _packs(self, audit: DueAudit, names: Mapping[str, str]) -> None:
        for pack in self.session.scalars(select(Pack).where(col(Pack.audit_id) == audit.id)).all():
            left = renamed_text(pack.cases, names)
            if left != pack.cases:
                erase(self.session, Pack, pack.id, {"cases": left})

    # One list

    def _list(self, number: int, due: DuePopulation) -> ListErased:
        query = select(col(FrameChunk.id)).where(
            col(FrameChunk.population_id) == due.id, func.length(col(FrameChunk.data)) > 0
        )
        parts = self._blank(FrameChunk, query, {"data": b""})
        row = self.session.get_one(Population, due.id)
        mapping = json.loads(mapping_without_cases(row.mapping)) | {"erased": number}
        erase(self.session, Population, due.id, {"mapping": canonical(mapping)})
        entries = self._take(f"population:{due.id}", mapping_in_entry)
        erased = ListErased(
            id=due.id, name=due.name, cases=due.cases, parts=parts, history_entries=len(entries)
        )
        self._enter(f"population:{due.id}", number, asdict(erased), entries)
        return erased

    # What both are made of

    def _blank(self, table: type[SQLModel], query: Select[int], values: Values) -> int:
        found = self.session.scalars(query).all()
        for row_id in found:
            erase(self.session, table, row_id, values)
        return len(found)

    def _take(self, about: str, words: Words) -> dict[str, str]:
        """Take words out of the entries about a subject, and return what vouches for them."""
        changing = tuple(entries_to_change(self.session, about, words))
        return {str(e.seq): take_words(self.session, e, left) for e, left in changing}

    def _enter(
        self, about: str, number: int, erased: Mapping[str, object], entries: Mapping[str, str]
    ) -> None:
        details = {"erasure": number, "erased": erased, "entries": entries}
        self.desk.enter(self.session, ERASED, about=about, details=details)

    def _close(
        self, number: int, audits: list[AuditErased], lists: list[ListErased], certificate: str
    ) -> None:
        erased = {
            "audits": [asdict(each) for each in audits],
            "lists": [asdict(each) for each in lists],
        }
        row = {
            "id": number,
            "before": self.rule.before.isoformat(),
            "reason": self.rule.reason.strip(),
            "erased": canonical(erased),
            "certificate": certificate,
            "erased_at": self.desk.now(),
            "erased_by": self.desk.auditor,
        }
        insert_row(self.session, Erasure, row)
        details = {"erasure": number, "before": row["before"], "reason": row["reason"]}
        self.desk.enter(self.session, ERASED, about=f"erasure:{number}", details=details)
