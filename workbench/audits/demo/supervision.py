"""How a case was supervised: the true answers to SUP-01 to SUP-12, which hang together."""

from collections.abc import Mapping
from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.chance import Chance
from workbench.audits.demo.facts import GOOD, MIXED, POOR, Facts, days_open
from workbench.audits.demo.shares import Shares, drawn

MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET

OVERALL: Final = {GOOD: MET, MIXED: PARTLY, POOR: NOT_MET}
"""SUP-12 is the auditor's judgement of the whole record, so everything else follows from it."""

SHARES: Final[Mapping[str, Mapping[str, Shares]]] = {
    GOOD: {
        "SUP-01": (1, 0, 0),
        "SUP-02": (0.94, 0.06, 0),
        "SUP-03": (0.94, 0.06, 0),
        "SUP-04": (1, 0, 0),
        "SUP-05": (0.88, 0.12, 0),
        "SUP-06": (0.84, 0.12, 0),
        "SUP-07": (0.9, 0.1, 0),
        "SUP-08": (0.94, 0.06, 0),
        "SUP-09": (1, 0, 0),
        "SUP-10": (0.97, 0.03, 0),
        "SUP-11": (0.95, 0.05, 0),
    },
    MIXED: {
        "SUP-01": (1, 0, 0),
        "SUP-02": (0.5, 0.3, 0),
        "SUP-03": (0.35, 0.4, 0),
        "SUP-04": (0, 1, 0),
        "SUP-05": (0.3, 0.5, 0),
        "SUP-06": (0.3, 0.3, 0),
        "SUP-07": (0.4, 0.4, 0),
        "SUP-08": (0.4, 0.35, 0),
        "SUP-09": (0.4, 0.6, 0),
        "SUP-10": (0.6, 0.3, 0),
        "SUP-11": (0.2, 0.5, 0),
    },
    POOR: {
        "SUP-01": (0.62, 0.14, 0),
        "SUP-02": (0, 0.35, 0),
        "SUP-03": (0.12, 0.18, 0),
        "SUP-04": (0, 0, 0),
        "SUP-05": (0, 0, 0),
        "SUP-06": (0, 0.15, 0),
        "SUP-07": (0, 0.2, 0),
        "SUP-08": (0, 0.12, 0),
        "SUP-09": (0, 0, 0),
        "SUP-10": (0.2, 0.3, 0),
        "SUP-11": (0, 0.2, 0),
    },
}
ONE_GAP: Final = 34
"""Days to the first review where one gap was too long, by less than a week."""
ROOM_FOR_ONE_GAP: Final = 40
LATE_REVIEW: Final = 38
"""The day of the only review where the gap was more than a week too long."""
ROOM_FOR_A_LATE_REVIEW: Final = 44


def true_supervision(chance: Chance, known: Facts) -> dict[str, Answer]:
    """Return the answers to SUP-01 to SUP-12, before the checklist's rules are applied."""
    quality = known["supervision"]
    answers = {question: drawn(chance, shares) for question, shares in SHARES[quality].items()}
    answers["SUP-12"] = OVERALL[quality]
    answers["SUP-03"] = _possible_reviews(answers["SUP-03"], quality, days_open(known))
    if answers["SUP-01"] is not MET:
        answers |= dict.fromkeys((f"SUP-{number:02}" for number in range(2, 12)), NOT_MET)
    if not held_a_review(answers["SUP-03"], quality, days_open(known)):
        answers |= dict.fromkeys(("SUP-06", "SUP-07"), NOT_MET)
    if answers["SUP-10"] is NOT_MET:
        answers["SUP-11"] = NOT_MET
    return answers


def held_a_review(reviews: Answer, quality: str, days: int) -> bool:
    """Whether anybody reviewed the case at all, given the answer to SUP-03."""
    return reviews is not NOT_MET or quality != POOR or days >= LATE_REVIEW


def _possible_reviews(wanted: Answer, quality: str, days: int) -> Answer:
    """Return the answer that the length of the investigation leaves room for."""
    if wanted is PARTLY and days < ROOM_FOR_ONE_GAP:
        return NOT_MET if quality == POOR else MET
    if wanted is NOT_MET and quality == MIXED and days < ROOM_FOR_A_LATE_REVIEW:
        return PARTLY if days >= ROOM_FOR_ONE_GAP else MET
    return wanted
