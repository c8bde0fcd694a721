"""Who of a team may do what with which rows: the one table from which grants and policies are made.

A table that is not named here cannot be protected, and so cannot be made: `roles.protect` refuses.
The owner is not named either: owning the tables, the owner's role may do all that the append-only
triggers let happen. Nothing here gives DELETE on what an audit rests on, to anybody.

The conditions are SQL over the columns of the row. What they look up in other tables they look up
through the functions of `role_sight`, which see past the policies, so that none asks for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a member of a team is, and the end of the name of a role of the database."""

    OWNER = "owner"
    SUPERVISOR = "supervisor"
    MODERATOR = "moderator"
    AUDITOR = "auditor"
    VIEWER = "viewer"


class Verb(StrEnum):
    """What is done with a row."""

    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


@dataclass(frozen=True, slots=True)
class Rule:
    """That some roles may do something with those rows of a table for which a condition holds.

    Attributes:
        when: The condition, in SQL, on the row as it is; on the new row where it is inserted.
        columns: Which columns may change, for an UPDATE; which are shown, for a SELECT. All where
            it is empty.
        then: The condition on the row as an UPDATE leaves it; `when` where it is empty.
    """

    verb: Verb
    roles: tuple[Role, ...]
    when: str
    columns: tuple[str, ...] = ()
    then: str = ""


SUPERVISOR: Final = (Role.SUPERVISOR,)
READERS: Final = (Role.MODERATOR, Role.AUDITOR)
STAFF: Final = (*SUPERVISOR, *READERS)
"""All who work on cases; a viewer does not."""

ALL_ROWS: Final = "true"
MINE: Final = "{column} = (SELECT team_name())"
GIVEN: Final = "(case_id, reading) IN (SELECT m.case_id, m.reading FROM team_readings() m)"
OWN_READING: Final = f"{GIVEN} OR case_id IN (SELECT team_unblinded())"
"""A reading that is mine, or a case whose readings are all open to me."""
TO_WRITE: Final = "(case_id, reading) IN (SELECT w.case_id, w.reading FROM team_writable() w)"
READABLE: Final = "review_id IN (SELECT team_readable_reviews())"
WRITABLE: Final = "review_id IN (SELECT team_writable_reviews())"
SEEN_CASE: Final = "IN (SELECT team_cases() UNION SELECT team_unblinded())"
READERS_WORK: Final = (
    "answer changed",
    "answer undone",
    "answer redone",
    "answer chosen",
    "other answer kept",
    "reading finished",
    "escalation recorded",
)
"""What those who only read enter in the history, of cases that are theirs."""
READERS_ELSE: Final = ("audit exported",)
"""And of no case: what others do is not theirs to tell, since the program goes by it."""
LOT_KNOWN: Final = """(action <> 'second readings chosen'
    OR COALESCE(substring(subject FROM '^audit:([0-9]{1,9})$')::integer, 0)
        NOT IN (SELECT team_kept_lots()))"""
"""That an entry does not tell by which seed cases fell to a second reading, or that I may know."""
CASE_OF_ENTRY: Final = "substring(subject FROM '/case:([0-9]{1,9})(?:/|$)')::integer"
FOLLOWS: Final = """
    seq = 1 + COALESCE((SELECT newest.seq FROM history_head() newest), 0)
    AND previous = COALESCE((SELECT newest.hash FROM history_head() newest), repeat('0', 64))
    AND hash = encode(sha256(convert_to(concat(
        '[', to_json(previous), ',', seq, ',', to_json(at), ',', to_json(actor), ',',
        to_json(action), ',', to_json(subject), ',', to_json(payload), ',',
        to_json(program_version), ']'), 'UTF8')), 'hex')
"""
"""That an entry is the next of the chain, with the hash that it must have (see `history`)."""


def mine(column: str) -> str:
    """Return the condition that a column holds the name of whoever asks."""
    return MINE.format(column=column)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    """Return the condition that a column holds one of some words of ours."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


def _seen(roles: tuple[Role, ...], when: str = ALL_ROWS) -> Rule:
    return Rule(Verb.SELECT, roles, when)


def _made_by(column: str, roles: tuple[Role, ...] = SUPERVISOR) -> Rule:
    """Rows are made in one's own name."""
    return Rule(Verb.INSERT, roles, mine(column))


RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    # What belongs to the record
    "setting": (
        _seen(STAFF),
        Rule(Verb.INSERT, SUPERVISOR, ALL_ROWS),
        Rule(Verb.UPDATE, SUPERVISOR, ALL_ROWS, columns=("value",)),
    ),
    "auditor": (_seen(STAFF), _seen((Role.VIEWER,), mine("name"))),
    "erasure": (_seen(SUPERVISOR),),
    # Lists, and what is drawn from them; the list itself is for those who draw
    "population": (_seen(STAFF), _made_by("imported_by")),
    "frame_chunk": (_seen(SUPERVISOR), Rule(Verb.INSERT, SUPERVISOR, ALL_ROWS)),
    "audit": (_seen(STAFF), _made_by("created_by")),
    "audit_checklist": (_seen(STAFF), Rule(Verb.INSERT, SUPERVISOR, ALL_ROWS)),
    "draw": (_seen(STAFF), _made_by("drawn_by")),
    "sampled_case": (
        _seen(SUPERVISOR),
        _seen(READERS, f"id {SEEN_CASE}"),
        Rule(Verb.INSERT, SUPERVISOR, ALL_ROWS),
    ),
    "replacement": (
        _seen(SUPERVISOR),
        _seen(READERS, f"case_id {SEEN_CASE} OR reserve_id {SEEN_CASE}"),
        _made_by("by"),
    ),
    # Who reads what
    "conflict_rule": (
        _seen(STAFF),
        _made_by("set_by"),
        Rule(
            Verb.UPDATE,
            SUPERVISOR,
            ALL_ROWS,
            columns=("told_by", "set_at", "set_by"),
            then=mine("set_by"),
        ),
    ),
    "allocation": (
        _seen(SUPERVISOR),
        # Not why, when and in which order: that tells a second reader what the first has found
        Rule(
            Verb.SELECT,
            READERS,
            f"{mine('auditor')} OR case_id IN (SELECT team_unblinded())",
            columns=("case_id", "reading", "auditor"),
        ),
        _made_by("allocated_by"),
        Rule(
            Verb.UPDATE,
            SUPERVISOR,
            ALL_ROWS,
            columns=("auditor", "why", "allocated_at", "allocated_by"),
            then=mine("allocated_by"),
        ),
    ),
    "second_reading": (
        Rule(
            Verb.SELECT,
            STAFF,
            ALL_ROWS,
            columns=("id", "draw_id", "share", "critical_fails", "chosen_at", "chosen_by"),
        ),
        _made_by("chosen_by"),
    ),
    "lease": (
        _seen(STAFF, OWN_READING),
        Rule(Verb.INSERT, STAFF, f"{TO_WRITE} AND {mine('auditor')}"),
        Rule(
            Verb.UPDATE,
            STAFF,
            TO_WRITE,
            columns=("auditor", "until"),
            then=f"{TO_WRITE} AND {mine('auditor')}",
        ),
        Rule(Verb.DELETE, STAFF, mine("auditor")),
    ),
    "bookmark": (
        _seen(STAFF, mine("auditor")),
        Rule(Verb.INSERT, STAFF, f"{mine('auditor')} AND case_id {SEEN_CASE}"),
        Rule(
            Verb.UPDATE,
            STAFF,
            mine("auditor"),
            columns=("case_id", "question"),
            then=f"{mine('auditor')} AND case_id {SEEN_CASE}",
        ),
    ),
    # What is read, and what is found in it
    "review": (
        _seen(STAFF, OWN_READING),
        Rule(Verb.INSERT, STAFF, f"{TO_WRITE} AND {mine('auditor')}"),
        Rule(Verb.UPDATE, STAFF, TO_WRITE, columns=("active_seconds", "finished_at")),
        # Where cases are to be read twice, the first readings that are complete count as finished
        Rule(
            Verb.INSERT,
            SUPERVISOR,
            f"reading = 1 AND finished_at IS NOT NULL AND {mine('auditor')}",
        ),
        Rule(
            Verb.UPDATE,
            SUPERVISOR,
            "case_id IN (SELECT team_unblinded()) AND reading = 1 AND finished_at IS NULL",
            columns=("finished_at",),
            then="reading = 1 AND finished_at IS NOT NULL",
        ),
    ),
    "note": (_seen(STAFF, READABLE), Rule(Verb.INSERT, STAFF, WRITABLE)),
    "answer": (
        _seen(STAFF, READABLE),
        Rule(Verb.INSERT, STAFF, f"{WRITABLE} AND {mine('changed_by')}"),
        Rule(
            Verb.UPDATE,
            STAFF,
            WRITABLE,
            columns=(
                "value",
                "measured",
                "flagged",
                "note_id",
                "changed_at",
                "changed_by",
                "version",
                "good_practice",
            ),
            then=f"{WRITABLE} AND {mine('changed_by')}",
        ),
    ),
    "rival_answer": (
        _seen(STAFF, OWN_READING),
        Rule(Verb.INSERT, STAFF, f"{TO_WRITE} AND {mine('answered_by')}"),
        Rule(
            Verb.UPDATE,
            STAFF,
            TO_WRITE,
            columns=("settled_at", "settled_by"),
            then=f"{TO_WRITE} AND {mine('settled_by')}",
        ),
    ),
    "escalation": (
        _seen(STAFF, OWN_READING),
        Rule(
            Verb.INSERT,
            STAFF,
            f"{GIVEN} AND {mine('escalated_by')}",
        ),
    ),
    # What goes out and comes back
    "pack": (
        _seen(SUPERVISOR),
        _seen(READERS, mine("auditor")),
        _made_by("made_by"),
        Rule(Verb.INSERT, READERS, f"{mine('made_by')} AND {mine('auditor')}"),
    ),
    "released_rates": (_seen((*STAFF, Role.VIEWER)), _made_by("released_by")),
    # What happened: each sees their own entries, and of a case those that they may read of it
    "history": (
        _seen(
            STAFF,
            f"({mine('actor')} AND {LOT_KNOWN}) OR {CASE_OF_ENTRY} IN (SELECT team_unblinded())",
        ),
        _seen(SUPERVISOR, f"{CASE_OF_ENTRY} IS NULL AND {LOT_KNOWN}"),
        Rule(Verb.INSERT, SUPERVISOR, f"{mine('actor')} AND {FOLLOWS}"),
        Rule(
            Verb.INSERT,
            READERS,
            f"{mine('actor')} AND {FOLLOWS} AND ("
            f"({CASE_OF_ENTRY} IS NULL AND {_one_of('action', READERS_ELSE)}) OR "
            f"({CASE_OF_ENTRY} {SEEN_CASE} AND {_one_of('action', READERS_WORK)}))",
        ),
    ),
}
"""What each role may do with each table; what is not here is not granted."""
