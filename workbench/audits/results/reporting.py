"""Reporting: everything about an audit at one moment, for the exports and the screens."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session, col

from checklists.questions import Question
from exports.certificate import certificate
from exports.destinations import export
from exports.plain import write_answers
from exports.report import (
    AnswerPart,
    CasePart,
    ChecklistPart,
    DrawnCase,
    DrawPart,
    QuestionPart,
    Replacement,
    Report,
)
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.packs.marks import refuse_in_pack
from workbench.audits.people.sight import check_all_seen
from workbench.audits.results.answered_by import answered_by
from workbench.audits.results.comparing import compare_cases
from workbench.audits.results.comparison_lines import comparison_line
from workbench.audits.results.counting import blind_cases, counted_cases, left_out_words
from workbench.audits.results.declaring import fixed_comparisons
from workbench.audits.results.files_that_leave import check_may_leave, note_leaving
from workbench.audits.results.rates import (
    DEFAULT_CONFIDENCE,
    IntervalMethod,
    rates_of,
)
from workbench.audits.reviews import answering
from workbench.audits.reviews.assessing import AssessedCase
from workbench.audits.reviews.escalating import count_escalations
from workbench.audits.reviews.standing import FIRST_READING, Standing
from workbench.audits.second_readings.comparing_readings import agreement_of
from workbench.errors import Refused
from workbench.record import tables
from workbench.record.history import head
from workbench.record.way_back import check_undamaged
from workbench.version import VERSION


def report(
    desk: Desk,
    audit_name: str,
    *,
    interval: IntervalMethod = IntervalMethod.WILSON,
    confidence: float = DEFAULT_CONFIDENCE,
) -> Report:
    """Return the whole report of an audit as it stands now.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        cases = counted_cases(session, desk, audit)
        figures = rates_of(audit, cases, interval=interval, confidence=confidence)
        newest = str(head(session))
        fixed = fixed_comparisons(session, audit.id)
        compared = compare_cases(audit, cases, fixed=fixed, confidence=confidence)
        return Report(
            audit=audit.name,
            marking=audit.marking,
            confidence=confidence,
            made_at=datetime.fromisoformat(desk.now()),
            made_by=desk.auditor,
            population=audit.population.part,
            draw=_draw_part(session, audit, history_head=newest),
            checklists=tuple(
                ChecklistPart(id=c.id, title=c.title, version=c.version, sha256=c.sha256)
                for c in audit.checklists
            ),
            questions=tuple(_question_part(audit, question) for question in audit.questions),
            rates=figures.questions,
            times=figures.times,
            indicators=figures.indicators,
            cases=_case_parts(session, cases, blind=blind_cases(session, desk, audit)),
            history_head=newest,
            program_version=VERSION,
            comparisons=tuple(map(comparison_line, compared)),
            agreement=agreement_of(session, audit, confidence=confidence),
            left_out=left_out_words(session, desk, audit),
            escalations=count_escalations(session, desk, audit),
        )


def export_audit(desk: Desk, audit_name: str, path: Path) -> Path:
    """Write an audit to a file of the kind its ending says, and note in the history that it left.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
        ExportError: The file cannot be written, or its ending is not known.
    """
    check_may_leave(desk, audit_name, what="An export")
    leaving = report(desk, audit_name)
    written = export(leaving, path)
    note_leaving(desk, audit_name, written, history_head=leaving.history_head)
    return written


def export_answers(desk: Desk, audit_name: str, path: Path) -> Path:
    """Write the answers that stand in an audit as CSV, and note in the history that they left.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
        ExportError: The file cannot be written.
    """
    check_may_leave(desk, audit_name, what="An export")
    leaving = report(desk, audit_name)
    written = write_answers(leaving, path)
    note_leaving(desk, audit_name, written, history_head=leaving.history_head)
    return written


def certificate_of(desk: Desk, audit_name: str) -> Mapping[str, object]:
    """Return the certificate of an audit's draw, from which a stranger can draw it again."""
    audit = open_drawn_audit(desk, audit_name)
    if audit.erased:
        raise Refused(
            f"The references of {audit_name} were erased, and a certificate needs them.",
            "Use the one that was written before: its tickets are still in this record.",
        )
    check_undamaged(desk.record)
    with desk.record.reading() as session:
        refuse_in_pack(session, "A certificate")
        check_all_seen(session, audit.draw_id, what="A certificate", reserves_too=True)
        return _draw_part(session, audit, history_head=str(head(session))).certificate


def _draw_part(session: Session, audit: OpenAudit, *, history_head: str) -> DrawPart:
    row = session.get_one(tables.Draw, audit.draw_id)
    cases, reserves = _drawn(session, row.id, "sample"), _drawn(session, row.id, "reserve")
    draws = _draws_on(session, row.frame_fingerprint)
    sizes: dict[str, int] = json.loads(row.sizes)
    return DrawPart(
        design=row.design,
        sizes=sizes,
        seed=row.seed,
        seed_source=row.seed_source,
        drawn_at=datetime.fromisoformat(row.drawn_at),
        drawn_by=row.drawn_by,
        cases=cases,
        reserves=reserves,
        replacements=_replacements(session, row.id),
        draws_on_this_frame=draws,
        certificate=certificate(
            audit=audit.name,
            population=audit.population.part,
            design=row.design,
            by=row.by_column,
            sizes=sizes,
            reserve=row.reserve,
            seed=row.seed,
            seed_source=row.seed_source,
            cases=cases,
            reserves=reserves,
            draws_on_this_frame=draws,
            history_head=history_head,
            program_version=VERSION,
            mapping=audit.population.mapping,
        ),
    )


def _drawn(session: Session, draw_id: int, role: str) -> tuple[DrawnCase, ...]:
    rows = session.scalars(
        select(tables.SampledCase)
        .where(col(tables.SampledCase.draw_id) == draw_id, col(tables.SampledCase.role) == role)
        .order_by(col(tables.SampledCase.position))
    )
    return tuple(
        DrawnCase(
            order=row.position, reference=row.reference, stratum=row.stratum, ticket=row.ticket
        )
        for row in rows
    )


def _draws_on(session: Session, fingerprint: str) -> int:
    query = select(func.count()).where(col(tables.Draw.frame_fingerprint) == fingerprint)
    return int(session.execute(query).scalar_one())


def _replacements(session: Session, draw_id: int) -> tuple[Replacement, ...]:
    drawn = session.execute(
        select(col(tables.SampledCase.id), col(tables.SampledCase.reference)).where(
            col(tables.SampledCase.draw_id) == draw_id
        )
    )
    references = {row[0]: row[1] for row in drawn}
    rows = session.scalars(select(tables.Replacement).order_by(col(tables.Replacement.id)))
    return tuple(
        Replacement(
            out_reference=references[row.case_id],
            in_reference=references[row.reserve_id],
            reason=ReplacementReason(row.reason).words,
            note=row.note,
            at=datetime.fromisoformat(row.at),
            by=row.by,
        )
        for row in rows
        if row.case_id in references
    )


def _question_part(audit: OpenAudit, question: Question) -> QuestionPart:
    guidance = question.guidance
    return QuestionPart(
        id=question.id,
        checklist=audit.checklist_of[question.id].id,
        text=question.text,
        critical=question.critical,
        traces=question.traces,
        guidance=f"Met: {guidance.met} Not met: {guidance.not_met}",
    )


def _case_parts(
    session: Session, cases: tuple[AssessedCase, ...], *, blind: Collection[int]
) -> tuple[CasePart, ...]:
    first = select(tables.Review).where(col(tables.Review.reading) == FIRST_READING)
    reviews = {
        row.case_id: (row.auditor, row.active_seconds / 60)
        for row in session.scalars(first)
        if row.case_id not in blind
    }
    note_ids = {s.note_id for c in cases for s in c.standing.values() if s.note_id is not None}
    texts = answering.notes(session, note_ids)
    by = answered_by(session, {case.case.id for case in cases}.difference(blind))
    return tuple(
        _case_part(case, reviews.get(case.case.id, ("", 0.0)), texts, by.get(case.case.id, {}))
        for case in cases
    )


def _case_part(
    assessed: AssessedCase,
    review: tuple[str, float],
    texts: Mapping[int, str],
    by: Mapping[str, str],
) -> CasePart:
    auditor, minutes = review
    return CasePart(
        order=assessed.case.order,
        reference=assessed.case.reference,
        stratum=assessed.case.stratum,
        fields=assessed.case.fields,
        auditor=auditor,
        complete=assessed.complete,
        active_minutes=minutes,
        answers=tuple(
            replace(
                _answer_part(assessed, state.question.id, by_rule=state.by_rule, texts=texts),
                by=by.get(state.question.id, auditor),
            )
            for assessment in assessed.by_checklist.values()
            for state in assessment.states
        ),
        indicators=tuple(
            AnswerPart(
                question=state.indicator.id,
                answer="" if state.standing is None else state.standing.value,
                by_rule=False,
                note="",
                flagged=False,
            )
            for assessment in assessed.by_checklist.values()
            for state in assessment.indicators
        ),
    )


def _answer_part(
    assessed: AssessedCase, question: str, *, by_rule: bool, texts: Mapping[int, str]
) -> AnswerPart:
    answer = assessed.answers[question]
    standing = assessed.standing.get(question, Standing())
    return AnswerPart(
        question=question,
        answer="" if answer is None else answer.value,
        by_rule=by_rule,
        note=texts.get(standing.note_id, "") if standing.note_id is not None else "",
        flagged=standing.flagged,
        good_practice=standing.good_practice,
        time="" if by_rule else standing.measured or "",
    )
