"""A plan to draw by in words: what it lacks, and what would be sealed."""

from typing import TYPE_CHECKING, Final

from exports.wording import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.audits.draws.designs import DesignAsked
    from workbench.audits.draws.drawing import DrawPlan

WHOLE_GROUPS: Final = "cluster"
IN_GROUPS: Final = frozenset({WHOLE_GROUPS, "two-stage"})


def lacking(asked: "DesignAsked") -> tuple[str, str] | None:
    """Return what a plan cannot be drawn without, and the field to say it in; None if nothing."""
    if asked.kind in IN_GROUPS and not asked.clusters:
        return "Say how many groups to draw first: there is no number of groups.", "clusters"
    if asked.kind != WHOLE_GROUPS and not asked.size:
        return "Say how many cases to read first: there is no number of cases.", "size"
    return None


def plan_lines(
    plan: "DrawPlan", titles: "Mapping[str, str]", *, population: int, groups: int | None
) -> list[str]:
    """Return what is about to be sealed, a part a line.

    Args:
        plan: The plan.
        titles: The title of each checklist; without those of the plan where they are settled.
        population: The cases of the population.
        groups: How many groups its column has, where that is known.
    """
    lists = "; ".join(titles.get(name, name) for name in plan.checklists)
    parts = [
        ("Audit", f"{plan.audit}, from {plan.population} ({number(population)} cases)"),
        ("Checklists", lists),
        ("Design", _design(plan.design)),
        ("Reads", _sizes(plan.design, groups)),
        ("In reserve", _reserve(plan.design, groups)),
    ]
    return [f"{label}: {words}" for label, words in parts if words]


def _design(asked: "DesignAsked") -> str:
    by = f" by {asked.by}" if asked.by else ""
    if asked.kind != "stratified":
        return f"{asked.kind}{by}"
    shared = "the same from each group" if asked.allocation == "equal" else "in proportion"
    return f"stratified{by}, {shared}, at least {asked.minimum} from each group"


def _sizes(asked: "DesignAsked", groups: int | None) -> str:
    if asked.kind == WHOLE_GROUPS:
        return f"every case of {_of(asked.clusters, groups)}"
    if asked.kind == "two-stage":
        return f"{_cases(asked.size)} in each of {_of(asked.clusters, groups)}"
    return _cases(asked.size)


def _reserve(asked: "DesignAsked", groups: int | None) -> str:
    if not asked.reserve:
        return "none: a case that cannot be read stays unread"
    if asked.kind == "stratified":
        if groups is None:
            return f"{asked.reserve} in each group"
        total = number(asked.reserve * groups)
        return f"{asked.reserve} in each of {groups} groups: {total}"
    if asked.kind == "two-stage":
        total = number(asked.reserve * asked.clusters)
        return f"{asked.reserve} in each of the {asked.clusters} groups drawn: {total}"
    if asked.kind == WHOLE_GROUPS:
        return f"{asked.reserve} whole {'group' if asked.reserve == 1 else 'groups'}"
    return _cases(asked.reserve)


def _of(chosen: int, groups: int | None) -> str:
    return f"{chosen} groups" if groups is None else f"{chosen} of {groups} groups"


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{number(count)} cases"
