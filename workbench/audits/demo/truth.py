"""What a perfect auditor would answer, for every question of the five checklists in every case.

A pure function of the seed, the reference and the case fields. The answers of one case hang
together as they do in life: without a supervisor's entry nobody endorsed the plan, and a line of
inquiry that was missed and never put right is a line that was not completed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from checklists.answers import Answer
from checklists.library import find_checklist
from checklists.rules import Rule, fields_in, questions_in, truth_of
from workbench.audits.demo.chance import Chance
from workbench.audits.demo.facts import (
    MIXED,
    POOR,
    REVIEW_INTERVAL,
    YES,
    Facts,
    days_open,
    facts,
)
from workbench.audits.demo.offences import SERIOUS
from workbench.audits.demo.population import DETECTIVES, TEAM_NAMED, Crime
from workbench.audits.demo.shares import (
    CONTACT,
    EVIDENCE_LED,
    NOT_EVIDENCE_LED,
    PLAN,
    VICTIM,
    Shares,
    drawn,
    lean,
)
from workbench.audits.demo.supervision import true_supervision

MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET
NOT_EVIDENCED = Answer.NOT_EVIDENCED

CHECKLISTS: Final = ("THRIVE", "PLAN", "SUP", "VCOP", "ELP")
TRUTH_HEADER: Final = ("month", "question", "applicable", "met", "true rate")
WHOLE_PERIOD: Final = "all"
FREE_TEXT_SHIFT: Final = -0.25
"""A triage in free text leaves more out than one under its headings."""
PLANNED_LATE: Final = 5
ASSESSED_LATE: Final = 16
"""Days before which a plan, or a needs assessment and the first update, cannot be late."""
SCOPE: Final = {"VCOP": "victim", "ELP": "support_lost"}
"""The fact that places a case in the population of a checklist; the others are for every crime."""

_ON_THE_FORM: Final = tuple(f"THRIVE-{number:02}" for number in (3, 4, 5, 6, 7, 8))
_TO_GATHER: Final = tuple(f"ELP-{number:02}" for number in (2, 4, 5, 6, 7, 8, 11, 15))


@dataclass(frozen=True, slots=True)
class TrueCase:
    """A case as it is.

    Attributes:
        facts: The case fields, and what only the file tells.
        answers: By question id; not applicable where the rule, or the checklist's population,
            leaves the case out.
    """

    facts: Mapping[str, str]
    answers: Mapping[str, Answer]


def true_case(seed: str, reference: str, fields: Mapping[str, str]) -> TrueCase:
    """Return the truth about one case."""
    known = facts(seed, reference, fields)
    given = true_supervision(Chance(seed, reference, "SUP"), known)
    given |= _contact(seed, reference, known)
    given |= _plan(seed, reference, known, given)
    given |= _victim(seed, reference, known)
    given |= _evidence(seed, reference, known, given)
    answers: dict[str, Answer] = {}
    for name in CHECKLISTS:
        answers |= _by_the_rules(name, given, known)
    if known["support_lost"] == YES:
        answers["ELP-17"] = _opportunities(answers)
    return TrueCase(facts=known, answers=answers)


def _by_the_rules(checklist: str, given: Mapping[str, Answer], known: Facts) -> dict[str, Answer]:
    asked = _asked(checklist)
    if known.get(SCOPE.get(checklist, ""), YES) != YES:
        return dict.fromkeys(asked, Answer.NOT_APPLICABLE)
    answers: dict[str, Answer] = {}
    for question, rule in asked.items():
        looked_at = (*(answers[name] for name in rule.questions), *map(known.get, rule.fields))
        applies = _applies(checklist, question, looked_at)
        answers[question] = given[question] if applies else Answer.NOT_APPLICABLE
    return answers


@dataclass(frozen=True, slots=True)
class _Asked:
    rule: Rule
    questions: tuple[str, ...]
    fields: tuple[str, ...]


@cache
def _asked(checklist: str) -> Mapping[str, _Asked]:
    return {
        question.id: _Asked(rule, questions_in(rule), fields_in(rule))
        for question in find_checklist(checklist).questions
        for rule in (question.applies_when,)
    }


@cache
def _applies(checklist: str, question: str, looked_at: tuple[str | None, ...]) -> bool:
    """Judge a rule once for all cases that are alike in what it looks at."""
    asked = _asked(checklist)[question]
    names = (*asked.questions, *asked.fields)
    values = {name: value or "" for name, value in zip(names, looked_at, strict=True)}
    answers = {name: Answer(values[name]) for name in asked.questions}
    return truth_of(asked.rule, answers, values).value is True


def _drawn_all(
    seed: str, reference: str, known: Facts, shares: Mapping[str, Shares], *, name: str
) -> dict[str, Answer]:
    chance = Chance(seed, reference, name)
    return {
        question: drawn(chance, of_question, shift=lean(seed, known["team"], question))
        for question, of_question in shares.items()
    }


def _contact(seed: str, reference: str, known: Facts) -> dict[str, Answer]:
    answers = _drawn_all(seed, reference, known, CONTACT, name="THRIVE")
    if answers["THRIVE-10"] is PARTLY and known["repeat"] != YES:
        answers["THRIVE-10"] = MET
    if answers["THRIVE-01"] is PARTLY:
        again = Chance(seed, reference, "THRIVE in free text")
        answers |= {q: drawn(again, CONTACT[q], shift=FREE_TEXT_SHIFT) for q in _ON_THE_FORM}
    if answers["THRIVE-01"] is NOT_MET:
        answers |= dict.fromkeys((*_ON_THE_FORM, "THRIVE-13"), NOT_MET)
    return answers


def _plan(
    seed: str, reference: str, known: Facts, given: Mapping[str, Answer]
) -> dict[str, Answer]:
    answers = _drawn_all(seed, reference, known, PLAN, name="PLAN")
    chance = Chance(seed, reference, "PLAN and supervision")
    if days_open(known) < PLANNED_LATE:
        answers["PLAN-02"] = MET
    answers["PLAN-11"] = _endorsed(chance, known, given)
    answers["PLAN-12"] = given["SUP-09"] if known["lines_missed"] == YES else MET
    if days_open(known) <= REVIEW_INTERVAL:
        answers["PLAN-13"] = MET
    answers["PLAN-14"] = _allocated(chance, known)
    return answers


def _endorsed(chance: Chance, known: Facts, given: Mapping[str, Answer]) -> Answer:
    shares = {POOR: (0, 0.3, 0), MIXED: (0.5, 0.3, 0)}.get(known["supervision"], (0.85, 0.1, 0))
    answer = drawn(chance, shares)
    if given["SUP-01"] is not MET:
        return NOT_MET
    return PARTLY if answer is MET and given["SUP-02"] is not MET else answer


def _allocated(chance: Chance, known: Facts) -> Answer:
    detectives = TEAM_NAMED[known["team"]].work == DETECTIVES
    wrong_team = known["offence"] in SERIOUS and not detectives
    return drawn(chance, (0.12, 0.28, 0) if wrong_team else (0.95, 0.05, 0))


def _victim(seed: str, reference: str, known: Facts) -> dict[str, Answer]:
    answers = _drawn_all(seed, reference, known, VICTIM, name="VCOP")
    if days_open(known) < ASSESSED_LATE:
        answers |= dict.fromkeys(("VCOP-02", "VCOP-09"), MET)
    if known["status"] == "closed":
        told = answers["VCOP-14"]
        events = answers["VCOP-10"] if known["interviewed"] == YES else told
        answers["VCOP-10"] = min(told, events, key=(NOT_MET, PARTLY, MET).index)
    return answers


def _evidence(
    seed: str, reference: str, known: Facts, given: Mapping[str, Answer]
) -> dict[str, Answer]:
    shares = EVIDENCE_LED if known["evidence_led"] == YES else NOT_EVIDENCE_LED
    answers = _drawn_all(seed, reference, known, shares, name="ELP")
    answers["ELP-17"] = NOT_MET
    if known["supervision"] == POOR and answers["ELP-03"] is MET:
        answers["ELP-03"] = PARTLY
    if given["SUP-01"] is not MET:
        answers["ELP-03"] = NOT_MET
    if known["charged"] == YES:
        answers["ELP-15"] = MET
    if known["interviewed"] == YES and answers["ELP-11"] is NOT_MET:
        answers["ELP-11"] = PARTLY
    if known["interviewed"] != YES:
        answers["ELP-11"] = NOT_MET
    return answers


def _opportunities(answers: Mapping[str, Answer]) -> Answer:
    """Return ELP-17, the auditor's judgement of the whole record: what was missed, if anything."""
    found = {answers[question] for question in (*_TO_GATHER, "PLAN-12")}
    if NOT_MET in found:
        return NOT_MET
    return PARTLY if found & {PARTLY, NOT_EVIDENCED} else MET


@dataclass(frozen=True, slots=True)
class TrueRate:
    """The true strict rate of one question over all crimes of a month, or of all months."""

    month: str
    question: str
    applicable: int
    met: int

    @property
    def row(self) -> tuple[str, str, str, str, str]:
        """The line of the truth file; the rate is blank where no case is applicable."""
        rate = f"{self.met / self.applicable:.6f}" if self.applicable else ""
        return self.month, self.question, str(self.applicable), str(self.met), rate


def true_rates(seed: str, population: Iterable[Crime]) -> list[TrueRate]:
    """Return the true rate of every question, month by month and over the whole period."""
    by_month: dict[str, list[Mapping[str, Answer]]] = {}
    for crime in population:
        case = true_case(seed, crime.reference, crime.fields)
        by_month.setdefault(crime.month, []).append(case.answers)
    everything = [answers for month in by_month.values() for answers in month]
    questions = [question for name in CHECKLISTS for question in _asked(name)]
    return [
        _true_rate(month, question, cases)
        for month, cases in (*sorted(by_month.items()), (WHOLE_PERIOD, everything))
        for question in questions
    ]


def _true_rate(month: str, question: str, cases: Iterable[Mapping[str, Answer]]) -> TrueRate:
    counts = Counter(answers[question] for answers in cases)
    applicable = counts.total() - counts[Answer.NOT_APPLICABLE]
    return TrueRate(month, question, applicable=applicable, met=counts[MET])
