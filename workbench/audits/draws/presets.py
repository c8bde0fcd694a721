"""Presets: an audit programme worked out for a population, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from checklists.baseline_register import baselines
from checklists.programmes import Programme, ProgrammePart
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.planning import DrawnFrom, groups_of
from workbench.audits.draws.programme_choice import find_part, find_programme
from workbench.audits.opening import OpenAudit
from workbench.audits.results.declaring import fix_comparisons
from workbench.errors import WorkbenchError

MARKED_UNEQUAL: Final = 1.05
"""The least design effect that is worth a word."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is asked for otherwise than the programme has it; 0 and empty leave it as it is."""

    size: int = 0
    reserve: int = 0
    by: str = ""
    checklists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """A part of a programme, worked out.

    Attributes:
        notices: What must be known of the figures before the draw is made.
    """

    programme: Programme
    part: ProgrammePart
    checklists: tuple[str, ...]
    design: DesignAsked
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of the population of which so many are read; what complied is not known yet."""

    population: int
    sampled: int
    successes: int = 0


def changes_of(plan: DrawPlan) -> Changes:
    """Return what a plan asks for otherwise than a programme has it.

    Raises:
        WorkbenchError: It asks for another design: that is the programme's to say.
    """
    asked = plan.design
    usual = DesignAsked(kind=asked.kind, size=asked.size, reserve=asked.reserve, by=asked.by)
    if asked != usual or asked.kind not in {DesignKind.SIMPLE, DesignKind.STRATIFIED}:
        raise WorkbenchError(
            "A programme has a design of its own.",
            "With --programme give --size, --reserve, --by or --checklist, or draw without it.",
        )
    return Changes(asked.size, asked.reserve, asked.by, plan.checklists)


def work_out_preset(
    desk: Desk, programme_id: str, part_id: str, *, population: str, changes: Changes
) -> Preset:
    """Return a part of a programme as it would be drawn from a population.

    Raises:
        WorkbenchError: There is no such programme, part or population.
        SamplingError: The population has no such column: name another.
    """
    programme = find_programme(programme_id)
    part = find_part(programme, part_id)
    by = changes.by or part.by
    groups = groups_of(desk, population, by) if by else None
    design = _design(part, changes, by, groups)
    return Preset(
        programme=programme,
        part=part,
        checklists=changes.checklists or part.checklists,
        design=design,
        notices=tuple(filter(None, (part.warning, _unequal(design, groups)))),
    )


def _design(
    part: ProgrammePart, changes: Changes, by: str, groups: DrawnFrom | None
) -> DesignAsked:
    reserve = changes.reserve or part.reserve
    size = changes.size or part.size
    if groups is None:
        return DesignAsked(size=size, reserve=reserve)
    if changes.size or not part.each:
        return DesignAsked(
            kind=DesignKind.STRATIFIED, size=size, reserve=reserve, by=by, minimum=part.minimum
        )
    sizes = {name: min(part.each, held) for name, held in groups.groups.items()}
    return DesignAsked(
        kind=DesignKind.STRATIFIED,
        size=sum(sizes.values()),
        reserve=reserve,
        by=by,
        sizes=sizes,
    )


def _unequal(design: DesignAsked, groups: DrawnFrom | None) -> str:
    """Return what the unequal weights of fixed quotas cost, where they cost anything."""
    if groups is None or not design.sizes:
        return ""
    from sampling.quotas import weighting_effect

    strata = [_Group(groups.groups[name], read) for name, read in design.sizes.items()]
    effect = weighting_effect(strata)
    if effect < MARKED_UNEQUAL:
        return ""
    worth = round(design.size / effect)
    return (
        f"The unequal weights alone have a design effect of {effect:.2f}: the {design.size} cases "
        f"tell as much of the whole list as about {worth} drawn simply."
    )


def draw_preset(desk: Desk, preset: Preset, plan: DrawPlan) -> OpenAudit:
    """Draw a preset, and fix its baselines before a single answer is given.

    Args:
        desk: Who, and on which record.
        preset: What is drawn, and how.
        plan: The names, the seed and the reason; its checklists and design are the preset's.

    Raises:
        WorkbenchError: The plan cannot be drawn; nothing was changed.
    """
    chosen = replace(plan, checklists=preset.checklists, design=preset.design)
    drawn = draw_sample(desk, chosen)
    asked = _asked_baselines(drawn, preset.part.baselines)
    if asked and not plan.reason:
        fix_comparisons(desk, drawn.name, asked)
    return drawn


def _asked_baselines(drawn: OpenAudit, ids: Sequence[str]) -> list[str]:
    """Return the baselines that the checklists in use ask about; others may have been chosen."""
    asked = {question.id for question in drawn.questions}
    asked |= {each.id for checklist in drawn.checklists for each in checklist.indicators}
    return [name for name in ids if not asked.isdisjoint(baselines()[name].measures)]
