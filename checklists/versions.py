"""Versions: whether answers to a question under two versions of a checklist may be put together."""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.parameters import Parameter
from checklists.questions import Checklist, Question


@dataclass(frozen=True, slots=True)
class Pooling:
    """Whether answers may be pooled, and why or why not, as a sentence for the report."""

    allowed: bool
    reason: str


def may_pool(old: Checklist, new: Checklist, question_id: str) -> Pooling:
    """Say whether answers to a question from two versions may be put together.

    They may if the question has the same text, guidance, rule and standard in both, or if the newer
    version declares (`changed_since`) that it means the same as in the older. A different standard
    is never the same question, whatever is declared.

    Args:
        old: The earlier version, as it was frozen. It may be a short form, or the long one of it.
        new: The later version, as it was frozen.
        question_id: The question.
    """
    missing = [each for each in (old, new) if not _has(each, question_id)]
    if missing:
        named = _named(missing[0], question_id)
        return Pooling(allowed=False, reason=f"{named} has no question {question_id}.")
    standards = _standards(old, new, question_id)
    if standards:
        was = " and ".join(standards)
        return Pooling(allowed=False, reason=f"{question_id} is held to another standard: {was}.")
    return _by_wording(old, new, question_id)


def _by_wording(old: Checklist, new: Checklist, question_id: str) -> Pooling:
    was, now = old.question(question_id), new.question(question_id)
    since, change = _version(old, question_id), now.changed_since
    declared = change is not None and change.version == since != _version(new, question_id)
    if declared and change is not None and not change.same_meaning:
        reason = f"{question_id} no longer means what it meant in version {since}."
        return Pooling(allowed=False, reason=reason)
    differs = tuple(_differences(was, now))
    if not differs:
        return Pooling(allowed=True, reason=f"{question_id} reads the same in both versions.")
    if declared:
        reason = f"{question_id} is worded otherwise and declared to mean the same as in {since}."
        return Pooling(allowed=True, reason=reason)
    return Pooling(allowed=False, reason=_undeclared(old, new, question_id, differs))


def _undeclared(old: Checklist, new: Checklist, question_id: str, differs: tuple[str, ...]) -> str:
    since, now = _version(old, question_id), _version(new, question_id)
    what = " and ".join(differs)
    if since == now:
        return (
            f"{question_id} has another {what}, though both say version {now}: "
            "a changed question needs a new version."
        )
    return (
        f"{question_id} has another {what} in version {now} than in {since}, and does not declare "
        f"that it means the same. `changed_since` with version {since} would say so."
    )


def _differences(was: Question, now: Question) -> Iterator[str]:
    if was.text != now.text:
        yield "text"
    if was.guidance != now.guidance:
        yield "guidance"
    if was.applies_when != now.applies_when:
        yield "rule"


def _standards(old: Checklist, new: Checklist, question_id: str) -> list[str]:
    """Return how the standards of a question differ: "review_interval was 28 days, now 21 days"."""
    was, now = old.question(question_id), new.question(question_id)
    later = {parameter.id: parameter for parameter in new.parameters}
    found = [
        f"{p.id} was {p.said}, now {later[p.id].said}"
        for p in old.parameters
        if p.id in later and _used_in_both(p, was, later[p.id], now)
    ]
    limits = [question.measure.limits if question.measure else None for question in (was, now)]
    if not found and None not in limits and limits[0] != limits[1]:
        return ["the time within which it is met has changed"]
    return found


def _used_in_both(before: Parameter, was: Question, after: Parameter, now: Question) -> bool:
    differs = before.said != after.said
    return differs and before.said in _words(was) and after.said in _words(now)


def _words(question: Question) -> str:
    guidance = question.guidance
    return f"{question.text} {guidance.met} {guidance.partly_met} {guidance.not_met}"


def _has(checklist: Checklist, question_id: str) -> bool:
    return any(question.id == question_id for question in checklist.questions)


def _version(checklist: Checklist, question_id: str) -> str:
    """Return the version of the checklist that a question belongs to, also in a short form."""
    return checklist.drawn_from.get(question_id.rpartition("-")[0], checklist.version)


def _named(checklist: Checklist, question_id: str) -> str:
    return f"{checklist.id} of version {_version(checklist, question_id)}"
