"""How often each question is met, partly met or not evidenced in Northshire; the rest is not met.

The shares are those before the force, the team and the case lean one way or the other.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.chance import Chance
from workbench.audits.demo.facts import leaning

Shares = tuple[float, float, float]
"""Met, partly met, not evidenced."""

FORCE_LEAN: Final = 0.03
TEAM_LEAN: Final = 0.08

CONTACT: Final[Mapping[str, Shares]] = {
    "THRIVE-01": (0.70, 0.12, 0),
    "THRIVE-02": (0.78, 0.12, 0),
    "THRIVE-03": (0.78, 0.12, 0),
    "THRIVE-04": (0.70, 0.18, 0),
    "THRIVE-05": (0.66, 0.2, 0),
    "THRIVE-06": (0.74, 0.16, 0),
    "THRIVE-07": (0.72, 0.14, 0),
    "THRIVE-08": (0.70, 0.18, 0),
    "THRIVE-09": (0.74, 0.14, 0.02),
    "THRIVE-10": (0.76, 0.08, 0),
    "THRIVE-11": (0.62, 0.16, 0),
    "THRIVE-12": (0.78, 0.1, 0),
    "THRIVE-13": (0.80, 0.1, 0),
    "THRIVE-14": (0.55, 0.16, 0),
    "THRIVE-15": (0.58, 0.18, 0),
    "THRIVE-16": (0.5, 0.18, 0),
    "THRIVE-17": (0.9, 0.05, 0.03),
    "THRIVE-18": (0.84, 0, 0.02),
}
PLAN: Final[Mapping[str, Shares]] = {
    "PLAN-01": (0.75, 0.08, 0.04),
    "PLAN-02": (0.76, 0.14, 0),
    "PLAN-03": (0.62, 0.24, 0),
    "PLAN-04": (0.66, 0.2, 0),
    "PLAN-05": (0.52, 0.28, 0),
    "PLAN-06": (0.64, 0.2, 0),
    "PLAN-07": (0.66, 0.2, 0),
    "PLAN-08": (0.68, 0.18, 0),
    "PLAN-09": (0.52, 0.26, 0),
    "PLAN-10": (0.8, 0.12, 0),
    "PLAN-13": (0.68, 0.2, 0),
}
VICTIM: Final[Mapping[str, Shares]] = {
    "VCOP-01": (0.55, 0.14, 0.05),
    "VCOP-02": (0.74, 0.14, 0),
    "VCOP-03": (0.68, 0.18, 0),
    "VCOP-04": (0.72, 0.12, 0),
    "VCOP-05": (0.68, 0.16, 0.04),
    "VCOP-06": (0.6, 0.2, 0),
    "VCOP-07": (0.66, 0.14, 0),
    "VCOP-08": (0.58, 0.2, 0),
    "VCOP-09": (0.62, 0.22, 0),
    "VCOP-10": (0.64, 0.2, 0),
    "VCOP-11": (0.62, 0.14, 0),
    "VCOP-12": (0.62, 0.2, 0.04),
    "VCOP-13": (0.5, 0.22, 0),
    "VCOP-14": (0.7, 0.16, 0),
    "VCOP-15": (0.45, 0.25, 0),
    "VCOP-16": (0.86, 0.08, 0),
}
EVIDENCE_LED: Final[Mapping[str, Shares]] = {
    "ELP-01": (0.8, 0.2, 0),
    "ELP-02": (1, 0, 0),
    "ELP-03": (0.9, 0.1, 0),
    "ELP-04": (0.93, 0.07, 0),
    "ELP-05": (0.92, 0.08, 0),
    "ELP-06": (0.94, 0.06, 0),
    "ELP-07": (0.93, 0.07, 0),
    "ELP-08": (0.93, 0.07, 0),
    "ELP-09": (0.8, 0.15, 0),
    "ELP-10": (0.86, 0.14, 0),
    "ELP-11": (0.95, 0.05, 0),
    "ELP-12": (0.7, 0.2, 0),
    "ELP-13": (0.8, 0.16, 0),
    "ELP-14": (0.7, 0.2, 0),
    "ELP-15": (0.9, 0.1, 0),
    "ELP-16": (0.84, 0.12, 0),
}
NOT_EVIDENCE_LED: Final[Mapping[str, Shares]] = {
    "ELP-01": (0.1, 0.35, 0),
    "ELP-02": (0, 0.3, 0),
    "ELP-03": (0, 0.3, 0),
    "ELP-04": (0.45, 0.3, 0.06),
    "ELP-05": (0.2, 0.25, 0),
    "ELP-06": (0.5, 0.25, 0),
    "ELP-07": (0.42, 0.28, 0),
    "ELP-08": (0.42, 0.3, 0),
    "ELP-09": (0.3, 0.3, 0),
    "ELP-10": (0.42, 0.35, 0),
    "ELP-11": (0.4, 0.35, 0),
    "ELP-12": (0.08, 0.2, 0),
    "ELP-13": (0.38, 0.32, 0),
    "ELP-14": (0.15, 0.25, 0),
    "ELP-15": (0.3, 0.25, 0),
    "ELP-16": (0.34, 0.3, 0),
}


def drawn(chance: Chance, shares: Shares, *, shift: float = 0.0) -> Answer:
    """Return an answer, each as likely as its share; `shift` is added to the share of met."""
    met, partly, unseen = shares
    if 0 < met < 1:
        met = min(max(met + shift, 0.02), 0.98)
    at = chance.fraction()
    if at < met:
        return Answer.MET
    if at < met + partly:
        return Answer.PARTLY_MET
    return Answer.NOT_EVIDENCED if at < met + partly + unseen else Answer.NOT_MET


@cache
def lean(seed: str, team: str, question: str) -> float:
    """Return by how much this force and this team do better or worse at one question."""
    force = 2 * Chance(seed, "force", question).fraction() - 1
    of_team = leaning(seed, question.partition("-")[0], team)
    return FORCE_LEAN * force + TEAM_LEAN * of_team
