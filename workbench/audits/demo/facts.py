"""What is so of a case: what the list holds, and what only its file tells."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from workbench.audits.demo.chance import Chance
from workbench.audits.demo.offences import BY_NAME, DAMAGE, SERIOUS, Offence
from workbench.audits.demo.population import TEAM_NAMED

Facts = Mapping[str, str]

YES: Final = "yes"
NO: Final = "no"
GOOD: Final = "good"
MIXED: Final = "mixed"
POOR: Final = "poor"
REVIEW_INTERVAL: Final = 28
THREE_MONTHS: Final = 90
HIGH_RISK_REVIEW: Final = 21
MONTHS: Final = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09")

SUPERVISION_AT_FIRST: Final = 0.40
SUPERVISION_AT_LAST: Final = 0.65
SUPERVISION_TEAM_LEAN: Final = 0.1
SUPERVISION_MIXED: Final = 0.45
"""Of the cases that are not well supervised, how many are half well supervised."""
EVIDENCE_LED: Final = 0.45
LINE_MISSED: Final = 0.42


def facts(seed: str, reference: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return every fact that a rule of the five checklists can ask for, and a few beside them.

    Args:
        seed: Of the invented force.
        reference: The crime number.
        fields: The case fields, as the `crime-register` profile keeps them.
    """
    chance = Chance(seed, reference, "facts")
    offence = BY_NAME[fields["offence"]]
    known = dict(fields)
    known |= _contact(chance, offence)
    known |= _scene(chance, offence, at_home=known["personal_victim"] == YES)
    known |= _victim(chance, known)
    known |= _support(chance, known)
    known |= {"evidence_led": marker(chance.happens(_evidence_led_share(seed, known)))}
    known |= _supervision(chance, seed, known)
    return known


def marker(value: bool) -> str:  # noqa: FBT001 - it is the value that is written
    """Return yes or no."""
    return YES if value else NO


def days_open(known: Facts) -> int:
    """Return how many days the investigation was open, or has been."""
    return int(known["days_open"])


@cache
def leaning(seed: str, about: str, team: str) -> float:
    """Return how far a team leans to the good or the bad in something, from about -1 to 1.

    The teams' leanings cancel out over the force, each weighted by its share of the crimes.
    """
    leanings = {name: 2 * Chance(seed, about, name).fraction() - 1 for name in TEAM_NAMED}
    total = sum(team.share for team in TEAM_NAMED.values())
    middle = sum(leanings[name] * team.share for name, team in TEAM_NAMED.items()) / total
    return leanings[team] - middle


def _contact(chance: Chance, offence: Offence) -> dict[str, str]:
    call = chance.weighted(
        (("999", 0.1 + 0.5 * offence.attended), ("101", 0.55), ("digital", 0.35)),
    )
    return {
        "crime": YES,
        "call_type": call,
        "call_made": marker(call != "digital"),
        "call_recording": marker(call != "digital" and chance.happens(0.85)),
        "new_information": marker(chance.happens(0.16)),
        "response_delayed": marker(chance.happens(0.14)),
        "regraded": marker(chance.happens(0.1)),
        "repeat": marker(chance.happens(0.3)),
    }


def _scene(chance: Chance, offence: Offence, *, at_home: bool) -> dict[str, str]:
    witness = marker(chance.happens(0.45))
    return {
        "dwelling": marker(chance.happens(0.35 + 0.5 * offence.domestic) and at_home),
        "forensic_opportunity": marker(chance.happens(0.6)),
        "witness": witness,
        "witness_possible": witness,
        "injury": marker(offence.name == "Assault with injury"),
        "damage": marker(offence.group == DAMAGE),
        "lines_missed": marker(chance.happens(LINE_MISSED)),
    }


def _victim(chance: Chance, known: Facts) -> dict[str, str]:
    personal = known["personal_victim"] == YES
    interviewed = known["suspect"] == YES and (known["charged"] == YES or chance.happens(0.7))
    return {
        "communication_need": marker(chance.happens(0.09) and personal),
        "vps_accepted": marker(chance.happens(0.4) and personal),
        "loss_or_property": marker(chance.happens(0.4) and known["victim"] == YES),
        "interviewed": marker(interviewed),
        "key_event": marker(interviewed or known["status"] == "closed"),
    }


def _support(chance: Chance, known: Facts) -> dict[str, str]:
    """Return what is so once the victim does not, or no longer, support the case."""
    with_suspect = known["suspect"] == YES and known["personal_victim"] == YES
    lost = chance.happens(0.07) and with_suspect
    lost = lost or known["outcome_type"] in {"14", "16"}
    charge = chance.happens(0.3 if known["status"] == "open" else 0.15) and with_suspect
    charge = lost and (charge or known["charged"] == YES)
    arguable = chance.happens(0.2) and with_suspect
    return {
        "support_lost": marker(lost),
        "withdrawal": marker(chance.happens(0.7) and lost),
        "victim_will_not_attend": marker(chance.happens(0.75) and lost),
        "charge_in_prospect": marker(charge),
        "threshold_arguable": marker(lost and (charge or arguable)),
    }


def _evidence_led_share(seed: str, known: Facts) -> float:
    return EVIDENCE_LED + 0.06 * leaning(seed, "evidence", known["team"])


def _supervision(chance: Chance, seed: str, known: Facts) -> dict[str, str]:
    quality = _quality(chance, seed, known)
    return {
        "supervision": quality,
        "supervisor_actions": marker(quality != POOR),
        "open_days_over_28": marker(days_open(known) > REVIEW_INTERVAL),
        **_senior_review(chance, known),
    }


def _quality(chance: Chance, seed: str, known: Facts) -> str:
    step = (SUPERVISION_AT_LAST - SUPERVISION_AT_FIRST) / (len(MONTHS) - 1)
    good = SUPERVISION_AT_FIRST + step * MONTHS.index(known["recorded_date"][:7])
    good += SUPERVISION_TEAM_LEAN * leaning(seed, "SUP", known["team"])
    if chance.happens(good):
        return GOOD
    return MIXED if chance.happens(SUPERVISION_MIXED) else POOR


def _senior_review(chance: Chance, known: Facts) -> dict[str, str]:
    """Return whether an inspector's review was due, and on which day."""
    days = days_open(known)
    risk = known["offence"] in SERIOUS or (
        known["domestic_abuse"] == YES and known["vulnerable"] == YES
    )
    if chance.happens(0.5) and risk and days >= HIGH_RISK_REVIEW + 9:
        return {"senior_review_due": YES, "senior_review_day": str(HIGH_RISK_REVIEW)}
    due = days >= THREE_MONTHS + 8
    return {"senior_review_due": marker(due), "senior_review_day": str(THREE_MONTHS)}
