"""The words that fill a phrase: dates, times and things that belong to one case."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from workbench.audits.demo.chance import Chance
from workbench.audits.demo.facts import YES, Facts
from workbench.audits.demo.offences import BY_NAME, SERIOUS

DAY: Final = re.compile(r"d(\d+)")
MESSAGES: Final = frozenset(
    {
        "Harassment",
        "Stalking",
        "Malicious communications",
        "Controlling or coercive behaviour",
    }
)
LEADS: Final = (
    (
        "A taxi had been booked to the place at about that time.",
        "ask the taxi office about the booking",
        "the taxi office was asked; the booking has nothing to do with it.",
    ),
    (
        "Part of a registration number was noted down.",
        "trace the part registration number",
        "the part registration number was traced; the vehicle was elsewhere.",
    ),
    (
        "There was a report like this one in the next street a week before.",
        "compare this with the report from the next street",
        "compared with the report from the next street; no link.",
    ),
)
MESSAGE_LEADS: Final = (
    (
        "The sender writes of a place of work.",
        "ask at the place of work",
        "the place of work was asked; it helps neither way.",
    ),
    (
        "An older account seems to belong to the same sender.",
        "look into the older account",
        "the older account was looked into; it belongs to somebody else.",
    ),
)
SOURCES: Final = ("footage from the car park", "the glove that was left", "footage from the bus")
MESSAGE_SOURCES: Final = ("the messages on the telephone", "the call list of the telephone")
ACTIONS: Final = ("the intelligence check", "the check of earlier reports", "the call-back list")
NEEDS: Final = ("interpreter", "easy-read letters", "text only, hard of hearing")


class Words(dict[str, str]):
    """Words by name; `d5` is the date of the fifth day, and `Lead` is `lead` with a capital."""

    def __init__(self, words: Mapping[str, str], *, recorded: date) -> None:
        super().__init__(words)
        self._recorded = recorded

    def __missing__(self, name: str) -> str:
        if found := DAY.fullmatch(name):
            return self.day(int(found[1]))
        if name[0].isupper():
            word = self[name[0].lower() + name[1:]]
            return word[0].upper() + word[1:]
        raise KeyError(name)

    def copy_with(self, words: Mapping[str, str]) -> "Words":
        """Return these words and others."""
        return Words({**self, **words}, recorded=self._recorded)

    def day(self, number: int) -> str:
        """Return the date of a day, counted from 0 when the crime was recorded."""
        return f"{self._recorded + timedelta(days=number):%d/%m/%Y}"


def words_of(chance: Chance, known: Facts) -> Words:
    """Return the words that belong to a case."""
    messages = known["offence"] in MESSAGES
    offer, do, done = chance.pick(MESSAGE_LEADS if messages else LEADS)
    words = {
        "scene": chance.pick(BY_NAME[known["offence"]].scene),
        "other": "the person named" if known["suspect"] == YES else "whoever did it",
        "lead_offer": offer,
        "lead_do": do,
        "lead_done": done,
        "lead": f"the inquiry to {do} was",
        "source": chance.pick(MESSAGE_SOURCES if messages else SOURCES),
        "first_action": chance.pick(ACTIONS),
        "need": chance.pick(NEEDS),
        "team": known["team"],
        "outcome": known["outcome_type"],
        "history": chance.pick(("nothing current", "no orders or warrants")),
        "fast": str(chance.between(2, 9)),
        "slow": str(chance.between(14, 48)),
        "ref": f"B{chance.between(10000, 99999)}",
        "rethrive": "risk looked at afresh, unchanged because nobody is close by",
    }
    words |= _grade(known) | _victim(known) | _state(known) | _evidence(known)
    return Words(words, recorded=date.fromisoformat(known["recorded_date"]))


def _grade(known: Facts) -> dict[str, str]:
    if known["attended"] == YES:
        return {"grade": "Priority", "grade_reason": "it is recent and somebody should attend"}
    return {"grade": "Scheduled", "grade_reason": "nobody is in danger and a call will do"}


def _victim(known: Facts) -> dict[str, str]:
    vulnerable, repeat = known["vulnerable"] == YES, known["repeat"] == YES
    enhanced = vulnerable or known["offence"] in SERIOUS
    yes = "yes, on account of vulnerability or of how serious the crime is"
    no = "no, none of the grounds is there"
    return {
        "vulnerable": "Yes: cannot keep safe without help while this goes on."
        if vulnerable
        else "No: well, supported and able to keep safe.",
        "vulnerable_word": "vulnerable" if vulnerable else "not vulnerable",
        "enhanced_right": yes if enhanced else no,
        "enhanced_wrong": "no" if enhanced else "yes",
        "enhanced_word": "enhanced" if enhanced else "standard",
        "repeat_right": "a repeat, two earlier reports noted" if repeat else "not a repeat",
        "repeat_thin": "a repeat, one earlier report noted",
        "repeat_wrong": "first report" if repeat else "a repeat",
        "vps_answer": "accepted" if known["vps_accepted"] == YES else "declined",
    }


def _state(known: Facts) -> dict[str, str]:
    if known["charged"] == YES:
        return {"suspect_state": "interviewed and charged", "event": "the charge"}
    if known["interviewed"] == YES:
        state = "interviewed and released under investigation"
        return {"suspect_state": state, "event": "the interview"}
    return {"suspect_state": "not yet seen", "event": "the decision"}


def _evidence(known: Facts) -> dict[str, str]:
    left = "what officers saw and what was said at the time"
    return {"left": left, "go_on": _go_on(known)}


def _go_on(known: Facts) -> str:
    if known["charged"] == YES:
        return "that is enough to go on to a charge"
    if known["status"] == "open":
        return "so we go on"
    if known["threshold_arguable"] == YES:
        return "a close call, and on balance it stops here"
    return "that does not reach the threshold, so it stops here"
