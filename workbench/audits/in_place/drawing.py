"""Drawing in place: the list stays in its database, and only the drawn cases enter the record.

All is read in one state of the database: the frame is fingerprinted there, the plan is sealed,
and only then is the seed made and are the tickets computed.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.designs import Drawn
from sampling.frames import Frame
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Design, DesignKind
from workbench.audits.draws.drawing import DrawPlan, check_typed_seed, seal_and_draw
from workbench.audits.in_place.framing import Progress
from workbench.audits.in_place.open_frames import ListThere, OpenFrame, opened_frame
from workbench.audits.in_place.selecting import Strata, check_design, work_out_in_place
from workbench.audits.intake.privacy import personal_data
from workbench.audits.intake.profile import Profile
from workbench.audits.opening import OpenAudit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.populations import PopulationView, find_population
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.tables import Population


def draw_in_place(
    desk: Desk,
    plan: DrawPlan,
    there: ListThere,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> OpenAudit:
    """Fingerprint the frame where it is, seal the plan, make or take the seed, and draw there.

    Only the drawn cases and their kept columns enter the record. The sample is, case for case,
    the one that a draw with this seed gives from the same list as a file.

    Raises:
        IntakeFaults: The list has faults.
        Refused: The role of this login may not.
        WorkbenchError: The plan cannot be drawn in place, or the database cannot be read.
    """
    check_may(desk, Duty.DRAW)
    check_typed_seed(plan)
    check_design(plan.design)
    with opened_frame(there, progress=progress, cancelled=cancelled) as frame:
        by = _field(there.profile, plan.design.by)
        asked = replace(plan.design, by=by)
        strata = frame.strata(by if asked.kind is DesignKind.STRATIFIED else "")
        design = work_out_in_place(asked, strata, frame_size=frame.known.size)
        return seal_and_draw(desk, plan, _DrawnThere(plan.population, frame, strata, design))


def _field(profile: Profile, by: str) -> str:
    """Return the field that a field or a column names."""
    named = {column.source: column.field for column in profile.kept}
    return by if by in profile.fields else named.get(by, by)


@dataclass(slots=True)
class _DrawnThere:
    """A frame in a database as something to draw from: see `draws.drawing.Drawable`."""

    name: str
    frame: OpenFrame
    strata: Strata
    design: Design
    found: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def population(self, desk: Desk, session: Session) -> PopulationView:
        """Return the population of that name, if it is this list; else keep the list's facts."""
        if not self.name.strip():
            raise WorkbenchError("A population needs a name.", "Give one with --population.")
        query = select(col(Population.id)).where(col(Population.name) == self.name)
        if session.scalars(query).first() is None:
            _keep(desk, session, self.name, self.frame)
            return find_population(session, self.name)
        known = find_population(session, self.name)
        _check_same(known, self.frame)
        return known

    def draw(self, seed: str) -> Drawn:
        """Draw where the list is."""
        found = self.frame.draw(self.design, self.strata, seed=seed)
        self.found = found.fields
        return found.drawn

    def fields(self, reference: str) -> Mapping[str, str]:
        """Return the kept columns of a case that was drawn."""
        return self.found[reference]


def _check_same(known: PopulationView, frame: OpenFrame) -> None:
    if not known.in_place or known.mapping != frame.there.mapping:
        raise Refused(
            f"There is a population named {known.name!r} already, and it is another list, or was "
            "read in another way.",
            "Choose another name with --population.",
        )
    if known.part.frame_fingerprint != frame.known.fingerprint:
        raise Refused(
            f"The list of {known.name} has changed since it was drawn from: it has "
            f"{frame.known.size:,} cases now, and had {known.part.frame_size:,}.",
            "A changed list is another population: begin another audit of it, or draw from the "
            "list as it was.",
        )


def _keep(desk: Desk, session: Session, name: str, frame: OpenFrame) -> None:
    """Keep what there is to know of a list that stays where it is."""
    facts: dict[str, object] = {
        "name": name,
        "profile": frame.there.profile.name,
        "source_name": frame.there.source.name,
        "source_sha256": "",
        "mapping": canonical(frame.there.mapping),
        "flow": canonical(asdict(frame.known.flow)),
        "notices": canonical(_notices(frame)),
        "frame_size": frame.known.size,
        "frame_fingerprint": frame.known.fingerprint,
        "content_fingerprint": "",
        "kept_columns": canonical(list(frame.fields)),
        "dropped_columns": canonical(list(frame.columns.dropped)),
        "imported_at": desk.now(),
        "imported_by": desk.auditor,
    }
    population_id = insert_row(session, Population, facts)
    desk.enter(
        session, "population drawn in place", about=f"population:{population_id}", details=facts
    )


def _notices(frame: OpenFrame) -> list[str]:
    """Return what a person should know; of the values only the names of their columns are seen."""
    unseen = Frame(references=(), columns=dict.fromkeys(frame.fields, ()))
    return [
        "The list stays in its database: this record holds the drawn cases, and no other.",
        *personal_data(unseen, frame.columns, today=datetime.now(UTC).date()),
    ]
