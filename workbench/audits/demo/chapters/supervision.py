"""Supervisors' entries: first direction, reviews at their days, the closure."""

from collections.abc import Iterator
from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.facts import REVIEW_INTERVAL
from workbench.audits.demo.supervision import LATE_REVIEW, ONE_GAP, held_a_review
from workbench.audits.demo.telling import Entry, Passage, Teller

MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET
SHORTEST_GAP: Final = 20
LONGEST_GAP: Final = 27
BEFORE_CLOSING: Final = 22 * 60 + 30
ACKNOWLEDGED: Final = "Thank you for the update."


def supervisors_entries(teller: Teller) -> list[Entry]:
    """Return the entries by supervisors; none where the file has none."""
    if teller.answer("SUP-01") is not MET:
        return _no_entries(teller)
    days = _review_days(teller)
    return [
        teller.entry(0, teller.supervisor, teller.tells("SUP-02")),
        *_moved(teller),
        *_reviews(teller, days),
        *_senior(teller),
        *_closure(teller),
    ]


def _no_entries(teller: Teller) -> list[Entry]:
    if teller.answer("SUP-01") is PARTLY:
        return [teller.entry(0, "(system)", [teller.says("No entries.")])]
    return [teller.entry(0, "(system)", teller.tells("SUP-01"))]


def _review_days(teller: Teller) -> list[int]:
    """Return the days of the reviews, spaced as the answer to SUP-03 says."""
    answer = teller.answer("SUP-03")
    if answer is Answer.NOT_APPLICABLE:
        return [max(teller.days // 2, 1) if teller.days > 1 else teller.days]
    if answer is NOT_MET:
        held = held_a_review(answer, teller.case.facts["supervision"], teller.days)
        return [LATE_REVIEW] if held else []
    first = ONE_GAP if answer is PARTLY else _gap(teller)
    days = [first]
    while teller.days - days[-1] > REVIEW_INTERVAL:
        days.append(days[-1] + _gap(teller))
    return days


def _gap(teller: Teller) -> int:
    return teller.chance.between(SHORTEST_GAP, LONGEST_GAP)


def _moved(teller: Teller) -> Iterator[Entry]:
    """Yield the entry that only moves the date of a review."""
    if teller.answer("SUP-03") is NOT_MET:
        yield teller.entry(REVIEW_INTERVAL - 2, teller.supervisor, teller.tells("SUP-03"))


def _reviews(teller: Teller, days: list[int]) -> Iterator[Entry]:
    before = 0
    for number, day in enumerate(days):
        dates = _dates(teller, day, before)
        passages = [*_overdue(teller, number), _direction(teller, number, dates)]
        if number == 0:
            passages += teller.tells("SUP-09", "SUP-06", "SUP-07", **dates)
        if number == 1:
            passages += teller.tells("SUP-05", **dates)
        yield teller.entry(day, teller.supervisor, passages)
        before = day
    if len(days) == 1:
        told = teller.tells("SUP-05", before=teller.words.day(before))
        day = min(before + 5, teller.days)
        yield teller.entry(day, teller.supervisor, told, minute=BEFORE_CLOSING - 15)


def _dates(teller: Teller, day: int, before: int) -> dict[str, str]:
    """Return the dates that a review speaks of; none is set beyond the closure."""
    end = teller.days if teller.case.facts["status"] == "closed" else day + 21
    return {
        "by": teller.words.day(min(day + 7, end)),
        "next": teller.words.day(min(day + 21, end)),
        "before": teller.words.day(before),
    }


def _overdue(teller: Teller, number: int) -> tuple[Passage, ...]:
    late = teller.answer("SUP-03") is PARTLY and number == 0
    return teller.tells("SUP-03") if late else ()


def _direction(teller: Teller, number: int, dates: dict[str, str]) -> Passage:
    """Return what a review says: where direction is partial, later ones only acknowledge."""
    answer = teller.answer("SUP-04")
    if answer is PARTLY and number > 0:
        return teller.says(ACKNOWLEDGED)
    return teller.passage("SUP-04", answer, **dates)


def _senior(teller: Teller) -> Iterator[Entry]:
    if not teller.asks("SUP-08"):
        return
    due, answer = int(teller.case.facts["senior_review_day"]), teller.answer("SUP-08")
    day = due + 5 if answer is PARTLY else due
    rank = teller.supervisor if answer is NOT_MET else "Insp 1180"
    yield teller.entry(day, rank, teller.tells("SUP-08"))


def _closure(teller: Teller) -> Iterator[Entry]:
    if not teller.asks("SUP-10"):
        return
    author = teller.officer if teller.answer("SUP-10") is NOT_MET else teller.supervisor
    if teller.asks("ELP-03"):
        told = teller.tells("ELP-03")
        yield teller.entry(teller.days, teller.supervisor, told, minute=BEFORE_CLOSING)
    told = teller.tells("SUP-10", "SUP-11")
    yield teller.entry(teller.days, author, told, minute=BEFORE_CLOSING + 10)
