"""The crime record, the plan, the officer's log and the outcome."""

from collections.abc import Iterator
from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.facts import REVIEW_INTERVAL
from workbench.audits.demo.telling import Entry, Passage, Teller

RECORDS: Final = "Crime desk"
STEADY: Final = "(Progress entries, one a week at the least, are left out of this copy.)"
ENDORSED: Final = 22 * 60
PLAN_DAY: Final = {Answer.MET: 0, Answer.PARTLY_MET: 4}
IN_THE_PLAN: Final = tuple(f"PLAN-{number:02}" for number in range(3, 11))
EARLY: Final = ("ELP-01", "ELP-04", "ELP-05", "ELP-06", "ELP-09")
LATER: Final = ("ELP-07", "ELP-08", "ELP-10")
AFTER_SUPPORT_WAS_LOST: Final = ("ELP-13", "ELP-02", "ELP-12", "ELP-14", "ELP-15", "ELP-16")
OUTCOMES: Final = {
    "1": "suspect charged",
    "3": "adult caution",
    "8": "community resolution",
    "14": "no suspect named, victim does not support action",
    "15": "suspect named, victim supports action, evidence falls short",
    "16": "suspect named, victim does not support action",
    "18": "investigation complete, no suspect identified",
    "20": "passed to another body",
}


def crime_record(teller: Teller) -> list[Entry]:
    """Return what the crime record holds of the facts."""
    facts = [
        _either(teller, "suspect", "Suspect named.", "No suspect named or described."),
        _either(teller, "witness", "A neighbour was outside at the time.", "Nobody else about."),
        _either(teller, "forensic_opportunity", "There is {source}.", "Nothing to examine."),
        teller.says("{lead_offer}"),
        *_what_came_of_it(teller),
    ]
    marks = [*_victim(teller), *_senior_review(teller), *teller.tells("PLAN-14")]
    return [teller.entry(0, RECORDS, [*facts, *marks], minute=teller.reported + 35)]


def _either(teller: Teller, fact: str, yes: str, no: str) -> Passage:
    return teller.says(yes if teller.holds(fact) else no)


def _what_came_of_it(teller: Teller) -> Iterator[Passage]:
    if teller.holds("injury"):
        yield teller.says("Minor injury.")
    if teller.holds("damage"):
        yield teller.says("Damage to be repaired.")
    if teller.holds("loss_or_property"):
        yield teller.says("There is a loss, and property is held.")


def _victim(teller: Teller) -> Iterator[Passage]:
    if not teller.holds("victim"):
        yield teller.says("No identifiable victim.")
        return
    yield _either(teller, "personal_victim", "The victim is a person", "The victim is a business")
    yield _either(teller, "vulnerable", "who is vulnerable.", "not marked as vulnerable.")
    if teller.holds("domestic_abuse"):
        yield teller.says("Domestic abuse.")
    if teller.holds("communication_need"):
        yield teller.says("Communication need: {need}.")


def _senior_review(teller: Teller) -> Iterator[Passage]:
    if teller.holds("senior_review_due"):
        day = int(teller.case.facts["senior_review_day"])
        yield teller.says("Inspector's review due by {due}.", due=teller.words.day(day))


def plan(teller: Teller) -> list[Entry]:
    """Return the investigation plan and what a supervisor said of it."""
    if teller.answer("PLAN-01") not in (Answer.MET, Answer.PARTLY_MET):
        return [teller.entry(0, teller.officer, teller.tells("PLAN-01"))]
    day = PLAN_DAY.get(teller.answer("PLAN-02"), teller.days)
    whole = teller.tells("PLAN-01", "PLAN-02", *IN_THE_PLAN)
    endorsed = teller.tells("PLAN-11")
    return [
        teller.entry(day, teller.officer, whole),
        teller.entry(min(day + 1, teller.days), teller.supervisor, endorsed, minute=ENDORSED),
    ]


def officers_log(teller: Teller) -> list[Entry]:
    """Return what the officer did, the lines of inquiry that were followed among it."""
    entries = [
        _progress(teller),
        teller.entry(min(9, teller.days), teller.officer, _suspect(teller)),
        _lead_entry(teller),
        *_without_the_victim(teller),
    ]
    if teller.answer("SUP-01") is Answer.PARTLY_MET:
        entries.append(teller.entry(min(3, teller.days), teller.officer, teller.tells("SUP-01")))
    return entries


def _progress(teller: Teller) -> Entry:
    span = max(REVIEW_INTERVAL + 1, teller.days)
    gap = teller.chance.between(REVIEW_INTERVAL + 1, min(span, 55))
    steady = STEADY if teller.days > REVIEW_INTERVAL // 2 else "Done in one go, without a gap."
    told = teller.tells("PLAN-13", gap=str(gap), steady=steady)
    return teller.entry(teller.days, teller.officer, told)


def _suspect(teller: Teller) -> list[Passage]:
    if not teller.holds("suspect"):
        return []
    said = [teller.says("Suspect {suspect_state}.")]
    return said + list(teller.tells("ELP-11"))


def _lead_answer(teller: Teller) -> Answer:
    return teller.answer("SUP-09") if teller.holds("lines_missed") else Answer.MET


def _lead_entry(teller: Teller) -> Entry:
    """Return what came of the line of inquiry: where it was missed at first, at the end."""
    if teller.holds("lines_missed"):
        return teller.entry(teller.days, teller.officer, _lead(teller), minute=ENDORSED - 30)
    return teller.entry(min(6, teller.days), teller.officer, _lead(teller))


def _lead(teller: Teller) -> list[Passage]:
    answer = _lead_answer(teller)
    told = teller.passage("PLAN-12", answer)
    return [told if teller.asks("PLAN-12") else Passage(told.text)]


def _without_the_victim(teller: Teller) -> Iterator[Entry]:
    if not teller.holds("support_lost"):
        return
    yield teller.entry(0, teller.officer, teller.tells(*EARLY))
    yield teller.entry(min(8, teller.days), teller.officer, teller.tells(*LATER))
    lost = [_support(teller), *teller.tells(*AFTER_SUPPORT_WAS_LOST), _threshold(teller)]
    yield teller.entry(min(12, teller.days), teller.officer, lost)


def _support(teller: Teller) -> Passage:
    said = "now withdraws support" if teller.holds("withdrawal") else "does not support the case"
    court = "will not" if teller.holds("victim_will_not_attend") else "would"
    return teller.says(f"The victim {said} and {court} come to court.")


def _threshold(teller: Teller) -> Passage:
    if teller.holds("charge_in_prospect"):
        return teller.says("A charge is in prospect at this point; evidence arguably enough.")
    if teller.holds("threshold_arguable"):
        return teller.says("No charge in prospect, though the evidence is arguably enough for one.")
    return teller.says("No charge in prospect; the evidence is well short of enough.")


def outcome(teller: Teller) -> list[Entry]:
    """Return how the case ended, or that it is open."""
    number = teller.case.facts["outcome_type"]
    text = f"Closed, outcome {number}: {OUTCOMES[number]}." if number else "Open."
    after = (23 * 60) + 30
    return [teller.entry(teller.days, RECORDS, [teller.says(text)], minute=after)]
