"""The text of a case file of Northshire, made from the truth of the case each time it is read."""

from collections.abc import Mapping

from workbench.audits.demo.chapters.contact import incident_log
from workbench.audits.demo.chapters.inquiries import crime_record, officers_log, outcome, plan
from workbench.audits.demo.chapters.supervision import supervisors_entries
from workbench.audits.demo.chapters.victim import victim_contact
from workbench.audits.demo.telling import Entry, Passage, Teller, set_out
from workbench.audits.demo.truth import true_case


def case_text(seed: str, reference: str, fields: Mapping[str, str]) -> str:
    """Return the file of a case: plain text, no names, no line longer than 76 characters.

    A careful auditor can answer every question of the five checklists from it, some by what it
    does not say.

    Args:
        seed: Of the invented force.
        reference: The crime number.
        fields: The case fields, as the `crime-register` profile keeps them.
    """
    teller = _teller(seed, reference, fields)
    known = teller.case.facts
    lines = [
        f"NORTHSHIRE (invented)   {reference}   {known['offence']}",
        f"{known['team']}, recorded {teller.words.day(0)}, {_state(teller)}",
        *set_out(_chapters(teller), teller),
    ]
    return "\n".join(lines) + "\n"


def _state(teller: Teller) -> str:
    days = "1 day" if teller.days == 1 else f"{teller.days} days"
    closed = teller.case.facts["status"] == "closed"
    return f"closed after {days}" if closed else f"open for {days}"


def passages(seed: str, reference: str, fields: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return the words of the file one by one, with the question and answer that each tells."""
    chapters = _chapters(_teller(seed, reference, fields))
    return tuple(
        passage for entries in chapters.values() for entry in entries for passage in entry.passages
    )


def _teller(seed: str, reference: str, fields: Mapping[str, str]) -> Teller:
    return Teller(seed, reference, true_case(seed, reference, fields))


def _chapters(teller: Teller) -> dict[str, list[Entry]]:
    return {
        "Incident log": incident_log(teller),
        "Crime record": crime_record(teller),
        "Investigation plan": plan(teller),
        "Officer's log": officers_log(teller),
        "Supervisor entries": supervisors_entries(teller),
        "Victim contact": victim_contact(teller),
        "Outcome": outcome(teller),
    }
