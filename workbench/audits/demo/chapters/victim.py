"""Contact with the victim under the Victims' Code."""

from typing import Final

from checklists.answers import Answer
from workbench.audits.demo.telling import Entry, Passage, Teller

ASSESSED_ON: Final = {Answer.MET: 1, Answer.PARTLY_MET: 16, Answer.NOT_APPLICABLE: 1}
AT_FIRST: Final = tuple(f"VCOP-{number:02}" for number in (4, 5, 6, 7, 8, 11, 12, 13, 15, 16))
AT_CLOSING: Final = 23 * 60


def victim_contact(teller: Teller) -> list[Entry]:
    """Return the entries on contact with the victim, or that there is none."""
    if not teller.holds("victim"):
        return [teller.entry(0, teller.officer, [teller.says("No victim to contact.")])]
    assessed = min(ASSESSED_ON.get(teller.answer("VCOP-02"), teller.days), teller.days)
    return [
        teller.entry(assessed, teller.officer, teller.tells("VCOP-01", "VCOP-02", "VCOP-03")),
        _on(teller, 4, *AT_FIRST),
        teller.entry(min(18, teller.days), teller.officer, _told_of_events(teller)),
        _late(teller, min(20, teller.days), "VCOP-09", minute=AT_CLOSING - 20),
        _late(teller, teller.days, "VCOP-14", minute=AT_CLOSING),
    ]


def _on(teller: Teller, day: int, *questions: str) -> Entry:
    return teller.entry(min(day, teller.days), teller.officer, teller.tells(*questions))


def _late(teller: Teller, day: int, question: str, *, minute: int) -> Entry:
    return teller.entry(day, teller.officer, teller.tells(question), minute=minute)


def _told_of_events(teller: Teller) -> tuple[Passage, ...]:
    """Return what the victim was told of the events before the closure.

    Where only the news of the closure fell short, this part of the answer was met.
    """
    if not teller.asks("VCOP-10") or not teller.holds("interviewed"):
        return ()
    if teller.answer("VCOP-14") is teller.answer("VCOP-10") is Answer.PARTLY_MET:
        return (Passage(teller.passage("VCOP-10", Answer.MET).text),)
    return teller.tells("VCOP-10")
