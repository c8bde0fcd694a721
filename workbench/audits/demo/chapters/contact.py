"""The incident log: what was said, asked, searched and decided at first contact."""

from collections.abc import Iterator
from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.telling import Entry, Passage, Teller

CALL_TAKER: Final = "Call taker"
ON_THE_FORM: Final = tuple(f"THRIVE-{number:02}" for number in range(3, 9))
HOW_THEY_CAME: Final = {
    "999": "999 call.",
    "101": "101 call.",
    "digital": "Report by the online form.",
}
CHANGES: Final = {
    "new_information": "Further call: {other} is said to have been seen again.",
    "response_delayed": "The target time for this grade has passed, nobody sent so far.",
    "regraded": "Grade changed to Scheduled.",
}
TRIAGE_AFTER: Final = {Answer.MET: 3, Answer.PARTLY_MET: 9, Answer.NOT_MET: 170}
GRADED_AFTER: Final = 5
SENT_AFTER: Final = 24


def incident_log(teller: Teller) -> list[Entry]:
    """Return the entries of the incident log, all on the day of the report."""
    start = teller.reported
    return [
        _at(teller, start, _opening(teller)),
        _triage(teller),
        _at(teller, start + 4, teller.tells("THRIVE-09", "THRIVE-10", "THRIVE-11", "THRIVE-12")),
        _at(teller, start + GRADED_AFTER, teller.tells("THRIVE-13", "THRIVE-14", "THRIVE-15")),
        _at(teller, start + SENT_AFTER, [_sent(teller)], author="Dispatcher"),
        *_changes(teller),
        _at(teller, start + 172, _looked_up(teller), author="Audit copy"),
    ]


def _at(
    teller: Teller, minute: int, passages: tuple[Passage, ...] | list[Passage], author: str = ""
) -> Entry:
    return teller.entry(0, author or CALL_TAKER, passages, minute=minute)


def _opening(teller: Teller) -> list[Passage]:
    where = "at the caller's home" if teller.holds("dwelling") else "away from any home"
    return [
        teller.says(HOW_THEY_CAME[teller.case.facts["call_type"]]),
        *teller.tells("THRIVE-18"),
        teller.says(f"The report is of {{scene}}, {where}."),
    ]


def _triage(teller: Teller) -> Entry:
    start, recorded = teller.reported, teller.answer("THRIVE-01")
    form = teller.tells("THRIVE-01", "THRIVE-02")
    after = TRIAGE_AFTER.get(teller.answer("THRIVE-02"), GRADED_AFTER - 1)
    return _at(teller, start + after, [*form, *_letters(teller, recorded)])


def _letters(teller: Teller, recorded: Answer) -> Iterator[Passage]:
    for question in ON_THE_FORM:
        answer = teller.answer(question)
        if answer is Answer.NOT_MET and recorded is not Answer.MET:
            yield Passage("", question, answer)
        else:
            yield teller.passage(question, answer)


def _sent(teller: Teller) -> Passage:
    if teller.holds("attended"):
        return teller.says("Unit sent; officers attended.")
    return teller.says("No attendance; dealt with by telephone.")


def _changes(teller: Teller) -> Iterator[Entry]:
    changes = [text for fact, text in CHANGES.items() if teller.holds(fact)]
    each_time = teller.answer("THRIVE-16") is Answer.MET
    for number, text in enumerate(changes, start=1):
        told = teller.tells("THRIVE-16") if each_time or number == len(changes) else ()
        yield _at(teller, teller.reported + 60 + 30 * number, [teller.says(text), *told])


def _looked_up(teller: Teller) -> list[Passage]:
    found = "two earlier reports" if teller.holds("repeat") else "nothing earlier"
    history = teller.says(f"12 months' history of caller and victim, searched today: {found}.")
    if teller.asks("THRIVE-17"):
        return [history, *teller.tells("THRIVE-17")]
    return [history, teller.says("No recording is kept.")]
