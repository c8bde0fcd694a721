"""Contributions: what was done at each question of an audit, read from the history of the record.

Those of persons are the changes themselves; those of packs stand in the entries by which they
came in, whether anything changed by them or not.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from checklists.answers import Answer
from workbench.audits.packs.marks import CAME_IN, CHOSEN, WENT_OUT
from workbench.audits.packs.merging import IN_RECORD, Content, Contribution, Part
from workbench.audits.reviews.answering import CHANGED, REDONE, UNDONE, notes
from workbench.audits.reviews.standing import Place, Standing
from workbench.record.history import Entry, entries

BY_HAND = frozenset({CHANGED, UNDONE, REDONE, CHOSEN})


@dataclass(frozen=True, slots=True)
class SentPack:
    """A pack that went out, as the history has it.

    Attributes:
        seq: The entry by which it did: all before it could be seen in the pack.
        opening: The hash of its first entry.
        cases: The numbers of its cases.
    """

    identity: str
    seq: int
    opening: str
    auditor: str
    reading: int
    cases: tuple[int, ...]
    at: str
    by: str


@dataclass(slots=True)
class AuditLog:
    """What the history has of an audit that merging rests on.

    Attributes:
        at: What was contributed at each question, in the order of the history.
        note_ids: The number of the note of a contribution, by its identity.
        sent: The packs that went out, by identity.
    """

    at: dict[Place, list[Contribution]] = field(default_factory=dict)
    note_ids: dict[str, int] = field(default_factory=dict)
    sent: dict[str, SentPack] = field(default_factory=dict)

    def known_links(self, place: Place) -> frozenset[str]:
        """Return the hashes of the entries of packs that came in at a question."""
        return frozenset(link for each in self.at.get(place, ()) for link in each.trail)


def read_log(session: Session, audit_id: int) -> AuditLog:
    """Read what was contributed to an audit."""
    log = AuditLog()
    for entry in entries(session, about=f"audit:{audit_id}"):
        if entry.action == WENT_OUT:
            sent = _sent(entry, json.loads(entry.payload))
            log.sent[sent.identity] = sent
        elif entry.action == CAME_IN or entry.action in BY_HAND:
            _take_in(log, entry, json.loads(entry.payload))
    _tell_notes(session, log)
    return log


def _sent(entry: Entry, details: Mapping[str, Any]) -> SentPack:
    return SentPack(
        identity=details["identity"],
        seq=entry.seq,
        opening=details["opening"],
        auditor=details["auditor"],
        reading=details["reading"],
        cases=tuple(details["cases"]),
        at=entry.at,
        by=entry.actor,
    )


def _take_in(log: AuditLog, entry: Entry, details: Mapping[str, Any]) -> None:
    place = Place(**details["place"])
    if entry.action == CAME_IN:
        found, note_id = _of_pack(entry, details["contribution"])
    else:
        found, note_id = _by_hand(entry, details)
    log.at.setdefault(place, []).append(found)
    if note_id is not None:
        log.note_ids[found.identity] = note_id


def _by_hand(entry: Entry, details: Mapping[str, Any]) -> tuple[Contribution, int | None]:
    old, new = standing_told(details["old"]), standing_told(details["new"])
    touched = _content(old).differing(_content(new))
    if entry.action == CHOSEN:  # whatever stood before, a person saw the rivals and chose
        touched |= {Part.ANSWER}
    if old.note_id != new.note_id:
        touched |= {Part.NOTE}
    contribution = Contribution(
        source=IN_RECORD,
        content=_content(new),
        touched=touched,
        seen=entry.seq - 1,
        seq=entry.seq,
        by=entry.actor,
        at=entry.at,
    )
    return contribution, new.note_id


def _of_pack(entry: Entry, told: Mapping[str, Any]) -> tuple[Contribution, int | None]:
    standing = standing_told(told["standing"])
    contribution = Contribution(
        source=told["pack"],
        content=_content(standing),
        touched=frozenset(map(Part, told["touched"])),
        seen=told["seen"],
        seq=entry.seq,
        by=told["by"],
        at=told["at"],
        trail=tuple(told["trail"]),
    )
    return contribution, standing.note_id


def told_of(contribution: Contribution, note_id: int | None) -> dict[str, object]:
    """Return a pack's contribution as the history holds it: the note by its number only."""
    content = contribution.content
    standing = Standing(
        value=content.value,
        measured=content.measured,
        note_id=note_id,
        flagged=content.flagged,
        good_practice=content.good_practice,
    )
    return {
        "pack": contribution.source,
        "standing": standing.told(),
        "touched": sorted(contribution.touched),
        "seen": contribution.seen,
        "by": contribution.by,
        "at": contribution.at,
        "trail": list(contribution.trail),
    }


def standing_told(told: Mapping[str, Any]) -> Standing:
    """Return what stood, as an entry of the history has it."""
    value = told["value"]
    return Standing(**{**told, "value": None if value is None else Answer(value)})


def _content(standing: Standing) -> Content:
    """Return what stands, its note still without its text."""
    return Content(
        value=standing.value,
        measured=standing.measured,
        flagged=standing.flagged,
        good_practice=standing.good_practice,
    )


def _tell_notes(session: Session, log: AuditLog) -> None:
    """Put the texts of the notes into the contributions; one that was erased has none."""
    texts = notes(session, set(log.note_ids.values()))
    for place, found in log.at.items():
        log.at[place] = list(_with_notes(found, log.note_ids, texts))


def _with_notes(
    found: list[Contribution], note_ids: Mapping[str, int], texts: Mapping[int, str]
) -> Iterator[Contribution]:
    for each in found:
        text = texts.get(note_ids.get(each.identity, 0), "")
        yield replace(each, content=replace(each.content, note=text))
