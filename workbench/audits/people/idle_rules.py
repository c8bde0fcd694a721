"""Idle rules: those that keep nobody from any case, since the list has other names.

A rule can name a column that never says what people are registered by: collar numbers where the
list has teams. Nothing is wrong with it by itself, so it is a warning and no refusal.
"""

from collections.abc import Mapping

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.conflict_rules import Kind, Rules, RulesAsked, rules_with
from workbench.audits.people.people import Person, folded, people


def idle_columns(session: Session, audit: OpenAudit, rules: Rules) -> tuple[str, ...]:
    """Return the columns of those rules that keep none of the people registered from any case.

    Args:
        session: The caller's.
        audit: The audit, with every case of its sample.
        rules: The column of each kind of conflict.
    """
    known = people(session)
    return tuple(
        column for kind, column in rules.items() if not _names_anybody(audit, kind, column, known)
    )


def foresee_idle_columns(desk: Desk, audit_name: str, asked: RulesAsked) -> tuple[str, ...]:
    """Return those columns as they would be with the rules that are asked for.

    Raises:
        WorkbenchError: There is no such audit or column.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        return idle_columns(session, audit, rules_with(session, audit, asked))


def _names_anybody(audit: OpenAudit, kind: Kind, column: str, known: Mapping[str, Person]) -> bool:
    """Whether any case names in a column what somebody who reads is registered by."""
    registered = frozenset[str]().union(*(_called(each, kind) for each in known.values()))
    return any(folded(case.fields.get(column, "")) & registered for case in audit.cases)


def _called(person: Person, kind: Kind) -> frozenset[str]:
    if not person.reads:
        return frozenset()
    return folded(person.known_as if kind is Kind.OWN_CASE else person.team)
