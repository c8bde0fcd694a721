"""The diary of people: who was registered, and who was given what to read, as sentences."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from workbench.audits.people.allocating import ALLOCATED, HANDED_OVER
from workbench.audits.people.calibrating import REVEALED, SET_MADE
from workbench.audits.people.conflict_rules import RULES_SET
from workbench.audits.people.membership import CHANGED, REMOVED
from workbench.audits.people.team import ADDED

Details = Mapping[str, Any]


def _added(details: Details, _: str) -> str:
    return f"registered {details['name']} as {details['role']}"


def _changed(details: Details, _: str) -> str:
    return f"changed what is registered of {details['name']}, {details['role']}"


def _removed(details: Details, _: str) -> str:
    return f"let {details['name']} leave"


def _ruled(details: Details, _: str) -> str:
    set_now = (
        f"nobody reads their {kind}, told by {column}" if column else f"no rule on their {kind}"
        for kind, column in details["rules"].items()
    )
    return f"set conflict rules: {'; '.join(set_now)}"


def _allocated(details: Details, _: str) -> str:
    again = " again" if details["again"] else ""
    readers = ", ".join(
        name if weight == 1 else f"{name} ({weight})"
        for name, weight in sorted(details["readers"].items())
    )
    return f"allocated {details['cases']} first readings{again} to {readers}"


def _handed_over(details: Details, case: str) -> str:
    before = details["from"] or "nobody"
    return f"handed {case} over from {before} to {details['to']}: {details['reason']}"


def _set_made(details: Details, _: str) -> str:
    readers = ", ".join(details["readers"])
    return f"made {details['audit']!r} a calibration set for {readers}; its agreed answers sealed"


def _revealed(details: Details, _: str) -> str:
    return f"revealed the agreed answers of the calibration set {details['audit']!r}"


SENTENCES: Final[Mapping[str, Callable[[Details, str], str]]] = {
    ADDED: _added,
    CHANGED: _changed,
    REMOVED: _removed,
    RULES_SET: _ruled,
    ALLOCATED: _allocated,
    HANDED_OVER: _handed_over,
    SET_MADE: _set_made,
    REVEALED: _revealed,
}
"""What each action is in words, from its details and the reference of its case."""
