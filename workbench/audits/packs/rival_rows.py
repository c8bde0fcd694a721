"""The rows of rival answers: kept as merging finds them, until a person chooses."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.packs.merging import IN_RECORD, Contribution
from workbench.audits.reviews.standing import Change, Place
from workbench.errors import Refused
from workbench.record.inserting import Values, change_row, insert_row
from workbench.record.tables import RivalAnswer


def unsettled_at(place: Place) -> ColumnElement[bool]:
    """Return the condition that a rival answer is to a question and waits for a choice."""
    return (
        (col(RivalAnswer.case_id) == place.case_id)
        & (col(RivalAnswer.reading) == place.reading)
        & (col(RivalAnswer.question) == place.question)
        & col(RivalAnswer.settled_at).is_(None)
    )


def rivals_at(session: Session, place: Place) -> Sequence[RivalAnswer]:
    """Return the rival answers to a question that wait for a choice, the earliest first."""
    query = select(RivalAnswer).where(unsettled_at(place))
    return session.scalars(
        query.order_by(
            col(RivalAnswer.answered_at), col(RivalAnswer.answered_by), col(RivalAnswer.id)
        )
    ).all()


def keep_rivals(
    session: Session,
    desk: Desk,
    place: Place,
    rivals: Iterable[Contribution],
    note_ids: Mapping[str, int],
) -> None:
    """Make the rows of a question those of its rivals, within the caller's transaction.

    One that is a rival no longer, since a later state of its pack came in, is settled by that.
    """
    wanted = {_key_of(values): values for values in _rows_for(place, rivals, note_ids)}
    for row in rivals_at(session, place):
        if wanted.pop(_key(row), None) is None:
            settle_row(session, desk, row.id)
    for values in wanted.values():
        insert_row(session, RivalAnswer, {**values, "found_at": desk.now()})


def _rows_for(
    place: Place, rivals: Iterable[Contribution], note_ids: Mapping[str, int]
) -> Iterable[Values]:
    for each in rivals:
        value = each.content.value
        yield {
            "case_id": place.case_id,
            "reading": place.reading,
            "question": place.question,
            "value": None if value is None else value.value,
            "measured": each.content.measured,
            "note_id": note_ids.get(each.identity),
            "answered_by": each.by,
            "answered_at": each.at,
            "source": each.source if each.source == IN_RECORD else f"pack {each.source}",
        }


def _key_of(values: Values) -> tuple[object, ...]:
    names = ("source", "value", "measured", "answered_by", "answered_at")
    return tuple(values[name] for name in names)


def _key(row: RivalAnswer) -> tuple[object, ...]:
    return row.source, row.value, row.measured, row.answered_by, row.answered_at


def settle_row(session: Session, desk: Desk, number: int) -> None:
    """Write that a rival answer waits no longer, within the caller's transaction."""
    settled = {"settled_at": desk.now(), "settled_by": desk.auditor}
    change_row(session, RivalAnswer, col(RivalAnswer.id) == number, settled)


def refuse_while_rivals(session: Session, change: Change) -> None:
    """Refuse to answer by the way what several people answered differently.

    Raises:
        Refused: A person has to choose between them first.
    """
    old, new = change.old, change.new
    if (old.value, old.measured) == (new.value, new.measured):
        return
    if rivals_at(session, change.place):
        raise Refused(
            f"Different answers to {change.place.question} came in, and wait for a choice.",
            "Choose between them first: w on Home, or workbench pack rivals AUDIT.",
        )
