"""Who gave the answers that count, which need not be who began the review of their cases."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlmodel import Session, col

from workbench.audits.reviews.standing import AGREED_READING, FIRST_READING
from workbench.record.tables import AnswerRow, Review


def answered_by(session: Session, cases: Collection[int]) -> dict[int, dict[str, str]]:
    """Return who changed what stands last, by case and question; agreed answers go first.

    Where that was not kept (a record of an older version), it is who began the review.
    """
    who = func.coalesce(col(AnswerRow.changed_by), col(Review.auditor))
    counted = (col(Review.reading) == FIRST_READING) | (
        (col(Review.reading) == AGREED_READING) & col(AnswerRow.value).is_not(None)
    )
    rows = session.execute(
        select(col(Review.case_id), col(AnswerRow.question), who)
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .where(counted, col(Review.case_id).in_(cases))
        .order_by(col(Review.reading))  # an agreed answer comes after what it stands for
    )
    found: dict[int, dict[str, str]] = {}
    for case, question, name in rows:
        found.setdefault(case, {})[question] = name
    return found
