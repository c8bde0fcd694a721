"""Repeating: next month's audit, the same in every way but its list, and no case drawn twice."""

from dataclasses import dataclass
from pathlib import Path

from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Design, DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.intake.options import ReadingOptions, options_from_mapping
from workbench.audits.intake.profiles import Profile, profile_from_mapping
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.populations import Progress, drawn_before, import_population
from workbench.errors import WorkbenchError


@dataclass(frozen=True, slots=True)
class Repetition:
    """What is repeated, on which list, and under which name.

    Attributes:
        before: The audit that is repeated.
        name: The name of the new audit, and of its population.
        folder: The force's own checklists, if the audit used any.
    """

    before: str
    name: str
    list: Path
    seed: str | None = None
    folder: Path | None = None


def repeat_audit(
    desk: Desk, repetition: Repetition, *, progress: Progress | None = None
) -> OpenAudit:
    """Bring in a new list as the old one was brought in, and draw from it as before.

    The columns, policies and exclusions are those of the old list, its period is not; the cases
    that the audit drew are left out, and so are those that it had left out for the same reason.
    Checklists are taken as they are now: a changed question says whether it means the same.

    Raises:
        Refused: The role of this login may not.
        WorkbenchError: There is no such audit, the list has faults, or it cannot be drawn so.
    """
    check_may(desk, Duty.DRAW)
    old = open_drawn_audit(desk, repetition.before)
    profile, options = _as_before(desk, old)
    population = import_population(
        desk,
        repetition.list,
        name=repetition.name,
        profile=profile,
        options=options,
        progress=progress,
    )
    plan = DrawPlan(
        audit=repetition.name,
        population=population.name,
        checklists=tuple(checklist.id for checklist in old.checklists),
        design=_asked_again(old),
        seed=repetition.seed,
        marking=old.marking,
        checklist_folder=repetition.folder,
    )
    return draw_sample(desk, plan)


def _as_before(desk: Desk, old: OpenAudit) -> tuple[Profile, ReadingOptions]:
    mapping = old.population.mapping
    profile, options = mapping["profile"], mapping["options"]
    if not isinstance(profile, dict) or not isinstance(options, dict):
        raise WorkbenchError(
            f"How the list of {old.name} was read is not known.", "Import the new list by itself."
        )
    read = options_from_mapping(options)
    again = ReadingOptions(
        encoding=read.encoding,
        sheet=read.sheet,
        exclude=read.exclude,
        drawn_before=(*read.drawn_before, drawn_before(desk, old.name)),
        numeric_references=read.numeric_references,
    )
    return profile_from_mapping(profile), again


def _asked_again(old: OpenAudit) -> DesignAsked:
    design = old.design
    if design is None:
        raise WorkbenchError(f"{old.name} has no sample to repeat.", "Draw it first.")
    return DesignAsked(
        kind=design.kind,
        size=_size(design),
        reserve=design.reserve,
        by=design.by,
        clusters=design.sizes.get("clusters", 0),
        sizes=design.sizes if design.kind is DesignKind.STRATIFIED else {},
    )


def _size(design: Design) -> int:
    if design.kind is DesignKind.TWO_STAGE:
        return design.sizes["cases"]
    return design.sizes.get("all", 0)
