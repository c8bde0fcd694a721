"""Populations: lists of cases brought in, frozen and fingerprinted, and looked at."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlmodel import Session, col

from exports.report import Flow, PopulationPart
from sampling.frames import Frame
from workbench.audits.desk import Desk
from workbench.audits.erasing.erased_names import is_erased_name, list_erased, references_erased
from workbench.audits.in_place.drawn_there import commands_there
from workbench.audits.intake.exclusions import DrawnBefore
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import Profile
from workbench.audits.intake.reading import Intake, read_list
from workbench.audits.packs.marks import SETTING, check_done_in_pack
from workbench.audits.people.duties import Duty, check_may
from workbench.errors import Refused, WorkbenchError
from workbench.record import frames
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.tables import Audit, Draw, Population, Replacement, SampledCase

Progress = Callable[[int, int | None], None]
"""Told the rows read so far, and how many there are if that is known."""


@dataclass(frozen=True, slots=True)
class PopulationView:
    """A population as it is shown: its facts, its notices and how its list was read."""

    id: int
    part: PopulationPart
    notices: tuple[str, ...]
    mapping: dict[str, object]

    @property
    def name(self) -> str:
        """The name it was given when it was imported."""
        return self.part.name

    @property
    def in_place(self) -> bool:
        """Whether its list stayed in a database, so that the record holds no frame of it."""
        database = self.mapping.get("database")
        return isinstance(database, dict) and database.get("in_place") is True

    @property
    def erased(self) -> bool:
        """Whether its cases were lawfully erased: see `audits.purging`."""
        return "erased" in self.mapping

    @property
    def at_origin(self) -> bool:
        """Whether this is a pack of cases, whose list stayed in the record that it came from."""
        return SETTING in self.mapping

    @property
    def held(self) -> bool:
        """Whether the record holds every case of it."""
        return not (self.erased or self.in_place or self.at_origin)

    @property
    def why_not_held(self) -> str:
        """Why the record does not hold every case of it, and what to do; blank where it does."""
        try:
            check_held(self)
        except Refused as why:
            return str(why)
        return ""


def check_held(view: PopulationView) -> None:
    """Refuse what needs every case of a population whose list is not in the record.

    Raises:
        Refused: It stayed in its database or in the record of a pack, or it was erased.
    """
    if view.erased:
        raise list_erased(view.name)
    if view.at_origin:
        raise Refused(
            f"The list of {view.name} is not in this pack of cases.",
            "It is in the record that the pack came from; draw and look at it there.",
        )
    if view.in_place:
        raise Refused(
            f"The list of {view.name} is not in this record: it was drawn from in its database.",
            commands_there(view.mapping),
        )


def import_population(
    desk: Desk,
    path: Path,
    *,
    name: str,
    profile: Profile,
    options: ReadingOptions,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PopulationView:
    """Read a list, freeze it as a frame and keep it under a name: all of it, or nothing.

    Raises:
        Refused: The role of this login may not.
        WorkbenchError: The name is taken, or the list has faults; the record is unchanged.
    """
    check_may(desk, Duty.IMPORT)
    check_name(desk, name)
    intake = read_list(path, profile, options, progress=progress, cancelled=cancelled)
    return keep_population(desk, intake, name=name, profile_name=profile.name)


def keep_population(desk: Desk, intake: Intake, *, name: str, profile_name: str) -> PopulationView:
    """Keep a list that was read under a name: its frame, and what became of every row.

    Raises:
        Refused: The role of this login may not.
        WorkbenchError: The name is taken, or no case is left; the record is unchanged.
    """
    check_may(desk, Duty.IMPORT)
    check_name(desk, name)
    if not len(intake.frame):
        raise WorkbenchError(
            f"No eligible case is left in {intake.source_name}.",
            "Look at what was rejected and excluded, and at the profile.",
        )
    packed = frames.pack_frame(intake.frame)
    with desk.record.writing() as session:
        facts = _facts(desk, name, profile_name, intake) | {
            "content_fingerprint": packed.content_fingerprint
        }
        population_id = insert_row(session, Population, facts)
        about = f"population:{population_id}"
        frames.store_frame(session, population_id=population_id, packed=packed)
        desk.enter(session, "population imported", about=about, details=facts)
        return _view(session.get_one(Population, population_id))


def drawn_before(desk: Desk, audit_name: str) -> DrawnBefore:
    """Return every case that any draw of an audit took into its sample, or from its reserve.

    Raises:
        WorkbenchError: There is no audit of that name.
    """
    with desk.record.reading() as session:
        query = (
            select(col(SampledCase.reference))
            .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
            .join(Audit, col(Draw.audit_id) == col(Audit.id))
            .outerjoin(Replacement, col(Replacement.reserve_id) == col(SampledCase.id))
            .where(
                col(Audit.name) == audit_name,
                (col(SampledCase.role) == "sample") | col(Replacement.id).is_not(None),
            )
        )
        references = tuple(sorted(set(session.scalars(query))))
    if any(map(is_erased_name, references)):
        raise references_erased(audit_name)
    if not references:
        raise WorkbenchError(
            f"There is no audit named {audit_name!r} with a sample.",
            "Name one whose cases are not to be drawn again.",
        )
    return DrawnBefore(audit=audit_name, references=references)


def check_name(desk: Desk, name: str) -> None:
    """Refuse a name that a population cannot be given.

    Raises:
        WorkbenchError: It is blank, or taken.
    """
    if not name.strip():
        raise WorkbenchError("A population needs a name.", "Give one with --name.")
    with desk.record.reading() as session:
        check_done_in_pack(session, "population imported")
        there = _find(session, name)
        if there is not None:
            raise WorkbenchError(
                f"There is a population named {name!r} already: {there.frame_size:,} cases of "
                f"{there.source_name} ({there.imported_by}, {there.imported_at[:16]}).",
                "Choose another name.",
            )


def _facts(desk: Desk, name: str, profile: str, intake: Intake) -> dict[str, object]:
    return {
        "name": name,
        "profile": profile,
        "source_name": intake.source_name,
        "source_sha256": intake.source_sha256,
        "mapping": canonical(intake.mapping),
        "flow": canonical(asdict(intake.flow)),
        "notices": canonical(list(intake.notices)),
        "frame_size": len(intake.frame),
        "frame_fingerprint": intake.frame.fingerprint,
        "kept_columns": canonical(list(intake.kept_columns)),
        "dropped_columns": canonical(list(intake.dropped_columns)),
        "imported_at": desk.now(),
        "imported_by": desk.auditor,
    }


def populations(desk: Desk) -> tuple[PopulationView, ...]:
    """Return every population, the newest first."""
    with desk.record.reading() as session:
        rows = session.scalars(select(Population).order_by(col(Population.id).desc()))
        return tuple(_view(row) for row in rows)


def population(desk: Desk, name: str) -> PopulationView:
    """Return one population by its name.

    Raises:
        WorkbenchError: There is none of that name; the message names those there are.
    """
    with desk.record.reading() as session:
        return find_population(session, name)


def find_population(session: Session, name: str) -> PopulationView:
    """Return one population by its name, within the caller's session."""
    row = _find(session, name)
    if row is None:
        names = ", ".join(session.scalars(select(col(Population.name))))
        raise WorkbenchError(
            f"There is no population named {name!r}.",
            f"There are: {names}." if names else "Import a list first: workbench import FILE.",
        )
    return _view(row)


def population_by_id(session: Session, population_id: int) -> PopulationView:
    """Return one population by its number, within the caller's session."""
    return _view(session.get_one(Population, population_id))


def rows(desk: Desk, population_id: int, *, start: int, count: int) -> Frame:
    """Return a window of a population's rows, for a list that scrolls.

    Raises:
        Refused: Its list stayed in its database.
    """
    with desk.record.reading() as session:
        check_held(population_by_id(session, population_id))
        return frames.load_rows(session, population_id, start=start, count=count)


def _find(session: Session, name: str) -> Population | None:
    return session.scalars(select(Population).where(col(Population.name) == name)).first()


def _view(row: Population) -> PopulationView:
    part = PopulationPart(
        name=row.name,
        source_name=row.source_name,
        source_sha256=row.source_sha256,
        profile=row.profile,
        imported_at=datetime.fromisoformat(row.imported_at),
        imported_by=row.imported_by,
        flow=TypeAdapter(Flow).validate_json(row.flow),
        frame_size=row.frame_size,
        frame_fingerprint=row.frame_fingerprint,
        content_fingerprint=row.content_fingerprint,
        kept_columns=tuple(json.loads(row.kept_columns)),
        dropped_columns=tuple(json.loads(row.dropped_columns)),
    )
    return PopulationView(
        id=row.id,
        part=part,
        notices=tuple(json.loads(row.notices)),
        mapping=json.loads(row.mapping),
    )
