"""Who reads what in words: how far it is, what to do next, the rules, and the line at hand."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.reader_rows import CASE, NOBODY, READER, state_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.audits.people.allocation_offer import AllocationOffer
    from workbench.audits.people.first_readings import FirstReadingLine, FirstReadings

IS_SET: Final = (
    "A calibration set: each auditor has a reading of their own, and none of its cases is "
    "allocated to be read first."
)
NOBODY_HERE: Final = "Nobody who could read is registered. n registers somebody."
NOBODY_ON_SERVER: Final = (
    "Nobody who could read is in the team. An owner adds members: workbench team add-user NAME "
    "--role auditor"
)


def readers_banner(found: "FirstReadings", offer: "AllocationOffer") -> str:
    """Return how far the first readings are, and what to do next."""
    if offer.is_set:
        return IS_SET
    if not found.allocated and offer.may_allocate and not offer.people:
        return NOBODY_ON_SERVER if offer.on_server else NOBODY_HERE
    if not found.allocated:
        return _not_allocated(offer)
    complete = sum(reader.complete for reader in found.readers)
    said = [f"{_cases(len(found.lines))}, {complete} complete"]
    said += [f"{len(found.to_nobody)} allocated to nobody"] if found.to_nobody else []
    said += [f"{len(found.in_conflict)} in conflict"] if found.in_conflict else []
    return f"{'; '.join(said)}. {_next(found, offer)}".rstrip()


def _not_allocated(offer: "AllocationOffer") -> str:
    if not offer.may_allocate:  # a server shows others' cases to nobody else
        return "No case that you are shown is allocated. A supervisor says who reads what."
    who = "anybody reads any case" if offer.open_to_all else "no auditor reads one until they are"
    return f"The first readings are not allocated: {who}. a allocates them by the seed."


def _next(found: "FirstReadings", offer: "AllocationOffer") -> str:
    if not offer.may_allocate:
        return ""
    if found.to_nobody or found.in_conflict:
        return "enter hands one over."
    return "enter hands a case over, a allocates anew what is not begun."


def rules_words(rules: "Mapping[str, str]") -> str:
    """Return the conflict rules in force: whose cases nobody reads, and what tells."""
    if not rules:
        return "No conflict rule: anybody may read anybody's case."
    told = [f"{_whose(kind)}, told by {column}" for kind, column in rules.items()]
    return f"Nobody reads {'; nor '.join(told)}."


def idle_words(columns: "Iterable[str]") -> list[str]:
    """Return a warning for each column whose rule keeps nobody from any case."""
    return [
        f"None of the registered names is in the column {column}: this rule keeps nobody from "
        "any case."
        for column in columns
    ]


def _whose(kind: str) -> str:
    return "a case of their own team" if kind == "own team" else "their own case"


def line_words(found: "FirstReadings", key: str) -> str:
    """Return all there is to say of the line at hand."""
    kind, _, wanted = key.partition(":")
    if kind == CASE:
        return case_words(next(each for each in found.lines if str(each.order) == wanted))
    reader = next((each for each in found.readers if each.name == wanted), None)
    if kind != READER or reader is None:
        return ""
    left = reader.cases - reader.complete
    return f"{reader.name}: {_cases(reader.cases)}, {reader.complete} complete, {left} left."


def case_words(line: "FirstReadingLine") -> str:
    """Return a case, who reads it, how far that is, and how it came to them."""
    place = f"#{line.order} {line.case}"
    if line.hidden:
        return f"{place}: you read it second and blind, so its reader is not shown."
    said = [state_words(line)]
    said += [f"in conflict, it is {line.reader}'s {line.conflict}"] if line.conflict else []
    said += [line.why] if line.why else []
    return f"{place}, read by {line.reader or NOBODY}: {'; '.join(said)}."


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"
