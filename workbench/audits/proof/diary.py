"""The diary: the history of the record as sentences, for people."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.draws.designs import size_words
from workbench.audits.erasing.erasures import BACKUPS_REMOVED
from workbench.audits.opening import load_audit
from workbench.audits.proof.diary_of_erasures import backups_sentence, erased_sentence
from workbench.audits.proof.diary_of_packs import ANSWERS, PACKS
from workbench.audits.proof.diary_of_people import SENTENCES as PEOPLE
from workbench.audits.proof.diary_of_readings import SENTENCES as READINGS
from workbench.audits.proof.diary_of_readings import told_entries
from workbench.audits.reviews.standing import AGREED_READING, FIRST_READING, SECOND_READING
from workbench.record.history import ERASED, Entry, entries
from workbench.record.tables import Audit, SampledCase

Details = Mapping[str, Any]
"""The details of an entry, as they come out of JSON."""


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One thing that happened: when, who, and what in a sentence."""

    seq: int
    at: str
    actor: str
    action: str
    sentence: str
    hash: str

    def __str__(self) -> str:
        return f"{self.seq:>6}  {self.at[:19].replace('T', ' ')}  {self.actor}: {self.sentence}"

    def as_mapping(self) -> dict[str, object]:
        """Return the line for a program to read."""
        return {
            "seq": self.seq,
            "at": self.at,
            "actor": self.actor,
            "action": self.action,
            "sentence": self.sentence,
            "hash": self.hash,
        }


def diary(desk: Desk, audit_name: str | None = None) -> tuple[DiaryLine, ...]:
    """Return all that happened, in order; with a name, only what is about that audit.

    What a blind reader must not see yet is left out: see `diary_of_readings`.

    Raises:
        WorkbenchError: There is no audit of that name.
    """
    with desk.record.reading() as session:
        about = None if audit_name is None else f"audit:{load_audit(session, audit_name).id}"
        names = _names(session)
        told = told_entries(session, desk, entries(session, about=about))
        return tuple(_line(entry, names) for entry in told)


@dataclass(frozen=True, slots=True)
class _Names:
    audits: Mapping[int, str]
    cases: Mapping[int, str]


def _names(session: Session) -> _Names:
    audits = session.execute(select(col(Audit.id), col(Audit.name)))
    cases = session.execute(select(col(SampledCase.id), col(SampledCase.reference)))
    return _Names(
        audits={row[0]: row[1] for row in audits}, cases={row[0]: row[1] for row in cases}
    )


def _line(entry: Entry, names: _Names) -> DiaryLine:
    sentence = _SENTENCES.get(entry.action, _other)
    return DiaryLine(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        sentence=sentence(entry, json.loads(entry.payload), names),
        hash=entry.hash,
    )


def _imported(_: Entry, details: Details, __: _Names) -> str:
    return (
        f"imported {details['name']!r} from {details['source_name']}, "
        f"{details['frame_size']:,} eligible cases"
    )


def _drawn_there(_: Entry, details: Details, __: _Names) -> str:
    return (
        f"fingerprinted {details['name']!r} in {details['source_name']}, to draw from it there, "
        f"{details['frame_size']:,} eligible cases"
    )


def _begun(_: Entry, details: Details, __: _Names) -> str:
    lists = ", ".join(f"{name} {version}" for name, version, _ in details["checklists"])
    return f"began the audit {details['audit']!r} of {details['population']!r} with {lists}"


def _planned(_: Entry, details: Details, __: _Names) -> str:
    sizes, why = details["sizes"], details["reason"]
    again = f", again because: {why}" if why else ""
    return (
        f"sealed a plan for {details['audit']!r}: a {details['design']} draw, "
        f"{size_words(sizes)}, from {details['frame_size']:,}{again}"
    )


def _drawn(entry: Entry, details: Details, names: _Names) -> str:
    return f"drew the sample of {_audit(entry, names)!r} with the seed {details['seed']}"


def _replaced(_: Entry, details: Details, __: _Names) -> str:
    return f"replaced {details['out']} by {details['in']}: {details['reason']}"


def _exported(entry: Entry, details: Details, names: _Names) -> str:
    return f"wrote {_audit(entry, names)!r} to {details['file']}"


def _fixed(_: Entry, details: Details, __: _Names) -> str:
    ids = ", ".join(details["baselines"])
    return f"fixed what {details['audit']!r} will be held against: {ids}"


def _recommendation(_: Entry, details: Details, __: _Names) -> str:
    why = f": {details['note']}" if details["note"] else ""
    return f"set recommendation {details['recommendation']} to {details['status']}{why}"


def _restored(_: Entry, details: Details, __: _Names) -> str:
    aside, left = details["set_aside"], details["entries_left_out"]
    why = f", because: {details['reason']}" if details["reason"] else ""
    said = f"restored the record from {details['backup']}, history head {details['backup_head']}"
    if aside is None:
        return f"{said}; no file was there{why}"
    lost = (
        "what was in it is not known" if left is None else f"{left:,} entries are not in this one"
    )
    return f"{said}; {aside} was set aside, {lost}{why}"


def _kept(_: Entry, details: Details, __: _Names) -> str:
    return f"set {details['number']} daily backups to be kept"


def _of_a_reading(
    words: Callable[[Details, str], str],
) -> Callable[[Entry, Details, _Names], str]:
    def sentence(_: Entry, details: Details, names: _Names) -> str:
        return words(details, names.cases.get(details.get("case_id", 0), "?"))

    return sentence


def _of_a_pack(words: Callable[[Details], str]) -> Callable[[Entry, Details, _Names], str]:
    return lambda _, details, __: words(details)


def _changed_by_pack(
    words: Callable[[Details, str], str],
) -> Callable[[Entry, Details, _Names], str]:
    said = _changed("")
    return lambda entry, details, names: words(details, said(entry, details, names).strip())


def _changed(verb: str) -> Callable[[Entry, Details, _Names], str]:
    def sentence(_: Entry, details: Details, names: _Names) -> str:
        place = details["place"]
        case = names.cases.get(place["case_id"], "?")
        change = _change_words(details["old"], details["new"])
        reading = _READINGS.get(place.get("reading", FIRST_READING), "")
        return f"{verb} {place['question']} of {case}{reading}: {change}"

    return sentence


def _kept_theirs(_: Entry, details: Details, names: _Names) -> str:
    place, theirs, mine = details["place"], details["new"], details["old"]
    case = names.cases.get(place["case_id"], "?")
    said = f"kept {details['by']}'s answer to {place['question']} of {case}: {_answer(theirs)}"
    return said if theirs["value"] == mine["value"] else f"{said}, not {_answer(mine)}"


def _change_words(old: Details, new: Details) -> str:
    words = []
    if old["value"] != new["value"]:
        words.append(f"{_answer(old)} to {_answer(new)}")
    if old["flagged"] != new["flagged"]:
        words.append("flagged" if new["flagged"] else "flag taken away")
    if old["note_id"] != new["note_id"]:
        words.append("note written" if new["note_id"] else "note taken away")
    if old.get("good_practice", False) != new.get("good_practice", False):
        words.append("good practice" if new["good_practice"] else "no longer good practice")
    return ", ".join(words) or "the same again"


def _answer(standing: Details) -> str:
    value: str | None = standing["value"]
    return "open" if value is None else value.replace("_", " ")


def _other(entry: Entry, _: Details, __: _Names) -> str:
    return entry.action


def _audit(entry: Entry, names: _Names) -> str:
    number = entry.subject.removeprefix("audit:").split("/")[0]
    return names.audits.get(int(number), "?")


_READINGS: Final = {SECOND_READING: " (second reading)", AGREED_READING: " (agreed)"}

_SENTENCES: Final[dict[str, Callable[[Entry, Details, _Names], str]]] = {
    "population imported": _imported,
    "population drawn in place": _drawn_there,
    "audit begun": _begun,
    "draw planned": _planned,
    "draw made": _drawn,
    "case replaced": _replaced,
    "audit exported": _exported,
    "comparisons fixed": _fixed,
    "record encrypted": lambda *_: "encrypted the record",
    "record made plain": lambda *_: "made the record plain again",
    "recommendation status": _recommendation,
    "record restored": _restored,
    "backups kept": _kept,
    "answer changed": _changed("answered"),
    "other answer kept": _kept_theirs,
    "answer undone": _changed("undid"),
    "answer redone": _changed("redid"),
    ERASED: lambda _, details, __: erased_sentence(details),
    BACKUPS_REMOVED: lambda _, details, __: backups_sentence(details),
    **{action: _changed_by_pack(words) for action, words in ANSWERS.items()},
    **{action: _of_a_pack(words) for action, words in PACKS.items()},
    **{action: _of_a_reading(words) for action, words in {**READINGS, **PEOPLE}.items()},
}
