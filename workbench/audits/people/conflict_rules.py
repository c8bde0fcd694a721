"""Conflict rules: nobody reads a case of their own, nor one of their own team.

A rule names the column of the population that tells whose case it is, or which team's. It is held
against what is registered of a person, trimmed and whatever the case of the letters.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Select, select
from sqlmodel import Session, col

from sampling.reading_allocation import Conflicts
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.people import Person, folded, people
from workbench.audits.people.unregistered import how_to_change, how_to_register
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused, WorkbenchError
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import ConflictRule, Draw, Review, SampledCase

RULES_SET: Final = "conflict rules set"


class Kind(StrEnum):
    """What a person must not read."""

    OWN_CASE = "own case"
    OWN_TEAM = "own team"


@dataclass(frozen=True, slots=True)
class RulesAsked:
    """Columns for the rules: None leaves a rule as it is, and an empty name takes it away."""

    own_case: str | None = None
    own_team: str | None = None

    def named(self) -> Iterator[tuple[Kind, str]]:
        """Give the rules that are to be set."""
        for kind, column in ((Kind.OWN_CASE, self.own_case), (Kind.OWN_TEAM, self.own_team)):
            if column is not None:
                yield kind, column.strip()


NO_RULE_ASKED: Final = RulesAsked()
Rules = Mapping[Kind, str]
"""The column that tells of each kind of conflict."""


def rules_of(session: Session, audit_id: int) -> dict[Kind, str]:
    """Return the conflict rules of an audit."""
    rows = session.execute(
        select(col(ConflictRule.kind), col(ConflictRule.told_by))
        .where(col(ConflictRule.audit_id) == audit_id)
        .order_by(col(ConflictRule.kind))
    )
    return {Kind(kind): column for kind, column in rows if column}


def set_rules(session: Session, desk: Desk, audit: OpenAudit, asked: RulesAsked) -> dict[Kind, str]:
    """Set the rules that were asked for, within the caller's transaction; return all there are.

    Raises:
        WorkbenchError: The population keeps no such column.
    """
    before = rules_of(session, audit.id)
    wanted = _wanted(audit, asked)
    changed = {kind: c for kind, c in wanted.items() if c != before.get(kind, "")}
    for kind, column in changed.items():
        values = {"told_by": column, "set_at": desk.now(), "set_by": desk.auditor}
        here = (col(ConflictRule.audit_id) == audit.id) & (col(ConflictRule.kind) == kind.value)
        if change_row(session, ConflictRule, here, values) is None:
            of = {"audit_id": audit.id, "kind": kind.value}
            insert_row(session, ConflictRule, of | values)
    if changed:
        details = {kind.value: column for kind, column in changed.items()}
        desk.enter(session, RULES_SET, about=f"audit:{audit.id}", details={"rules": details})
    return _in_force(before | wanted)


def rules_with(session: Session, audit: OpenAudit, asked: RulesAsked) -> dict[Kind, str]:
    """Return the rules of an audit as they would be with those that are asked for.

    Raises:
        WorkbenchError: The population keeps no such column.
    """
    return _in_force(rules_of(session, audit.id) | _wanted(audit, asked))


def _wanted(audit: OpenAudit, asked: RulesAsked) -> dict[Kind, str]:
    return {kind: _kept(audit, column) for kind, column in asked.named()}


def _in_force(rules: Rules) -> dict[Kind, str]:
    return {kind: column for kind, column in rules.items() if column}


def _kept(audit: OpenAudit, named: str) -> str:
    """Return a column of the population as it is written there."""
    kept = audit.population.part.kept_columns
    if not named or named in kept:
        return named
    alike = [column for column in kept if _plain(column) == _plain(named)]
    if len(alike) == 1:
        return alike[0]
    raise WorkbenchError(
        f"{audit.population.name} keeps no column {named!r}.",
        f"It keeps: {', '.join(kept)}." if kept else "It keeps none: import it with --keep COLUMN.",
    )


def _plain(column: str) -> str:
    """Return a column's name as it is compared: a list's `Days Open` is kept as `days_open`."""
    return column.strip().replace(" ", "_").casefold()


def conflict(person: Person, fields: Mapping[str, str], rules: Rules) -> Kind | None:
    """Return why somebody must not read a case; None if they may."""
    called = {Kind.OWN_CASE: person.known_as, Kind.OWN_TEAM: person.team}
    for kind, column in rules.items():
        if folded(called[kind]) & folded(fields.get(column, "")):
            return kind
    return None


def conflicts_of(
    session: Session, audit: OpenAudit, names: Iterable[str], rules: Rules | None = None
) -> Conflicts:
    """Return each case with each of these people who must not read it.

    Args:
        session: The caller's.
        audit: The audit.
        names: The people.
        rules: The rules to hold to; None for those of the audit.

    Raises:
        Refused: What a rule needs to know of one of them is not registered.
    """
    rules = rules_of(session, audit.id) if rules is None else rules
    if not rules:
        return frozenset()
    known = people(session)
    readers = [check_can_tell(session, known, name, rules) for name in dict.fromkeys(names)]
    return frozenset(
        (case.reference, reader.name)
        for case in audit.cases
        for reader in readers
        if conflict(reader, case.fields, rules)
    )


def check_can_tell(
    session: Session, known: Mapping[str, Person], name: str, rules: Rules
) -> Person:
    """Return a person of whom the rules can tell whether a case is theirs.

    Raises:
        Refused: They are not registered, or what a rule needs is not.
    """
    person = known.get(name)
    if person is None:
        raise Refused(
            f"{name} is not registered, so it cannot be told which cases are {name}'s own.",
            how_to_register(session, known, name, options=" --team T --known-as K"),
        )
    if lacking := _lacking(person, rules):
        kind, option = lacking
        raise Refused(
            f"It cannot be told which cases are {name}'s {kind}: nothing is registered.",
            how_to_change(session, known, "Say what the list calls it", f"{name!r} {option} WORDS"),
        )
    return person


def _lacking(person: Person, rules: Rules) -> tuple[Kind, str] | None:
    """Return the kind of conflict that cannot be told of a person, and the option that says it."""
    said = {
        Kind.OWN_CASE: ("--known-as", person.known_as),
        Kind.OWN_TEAM: ("--team", person.team),
    }
    return next(((kind, said[kind][0]) for kind in rules if not folded(said[kind][1])), None)


def refusal(kind: Kind, reference: str, name: str) -> Refused:
    """Return what is said where somebody must not read a case."""
    whose = "own case" if kind is Kind.OWN_CASE else "own team's case"
    return Refused(
        f"{name} must not read {reference}: it is {name}'s {whose}.",
        "Leave it to another reader: workbench allocate AUDIT --case CASE --to NAME --reason TEXT.",
    )


def unconflicted(
    session: Session, audit: OpenAudit, fields: Mapping[str, str], names: Iterable[str]
) -> tuple[str, ...]:
    """Return those of some people who may be given a case; who cannot be told of may not."""
    rules, known = rules_of(session, audit.id), people(session)
    return tuple(name for name in names if _may_have(known.get(name), fields, rules))


def _may_have(person: Person | None, fields: Mapping[str, str], rules: Rules) -> bool:
    if person is None:  # nobody needs to be registered where there is no rule
        return not rules
    return person.reads and _lacking(person, rules) is None and not conflict(person, fields, rules)


def check_not_barred(session: Session, desk: Desk, place: Place) -> None:
    """Check, as something is saved, that the case is not its reader's own or their team's.

    A reading that they had begun stays with them.

    Raises:
        Refused: It is, or it cannot be told.
    """
    found = session.execute(_rules_about(place)).all()
    if not found or found[0][-1] == desk.auditor:
        return
    rules = {Kind(kind): column for kind, column, *_ in found}
    _, _, reference, fields, _ = found[0]
    me = check_can_tell(session, people(session), desk.auditor, rules)
    if kind := conflict(me, json.loads(fields), rules):
        raise refusal(kind, reference, desk.auditor)


def _rules_about(place: Place) -> Select[str, str, str, str, str]:
    """Return the query of the rules about a case, with what they look at and who reads it."""
    here = (col(Review.case_id) == place.case_id) & (col(Review.reading) == place.reading)
    return (
        select(
            col(ConflictRule.kind),
            col(ConflictRule.told_by),
            col(SampledCase.reference),
            col(SampledCase.fields),
            col(Review.auditor),
        )
        .join(Draw, col(Draw.audit_id) == col(ConflictRule.audit_id))
        .join(SampledCase, col(SampledCase.draw_id) == col(Draw.id))
        .outerjoin(Review, here)
        .where(col(SampledCase.id) == place.case_id, col(ConflictRule.told_by) != "")
    )
