"""Bringing in a list from a database by stream: the same way in as a file takes."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from workbench.audits.desk import Desk
from workbench.audits.in_place.rows import open_database
from workbench.audits.in_place.sources import DatabaseSource, opened
from workbench.audits.intake.choices import take_effect
from workbench.audits.intake.duplicates import FIRST
from workbench.audits.intake.faults import FaultLog
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profile import Profile
from workbench.audits.intake.reading import Intake, Progress, Reader, read_table
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.populations import PopulationView, check_name, keep_population
from workbench.errors import WorkbenchError


def import_from_database(
    desk: Desk,
    source: DatabaseSource,
    *,
    name: str,
    profile: Profile,
    options: ReadingOptions,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PopulationView:
    """Read a list from a database, freeze it and keep it under a name: all of it, or nothing.

    Raises:
        Refused: The role of this login may not.
        WorkbenchError: The name is taken, the list has faults, or the database cannot give it;
            the record is unchanged.
    """
    check_may(desk, Duty.IMPORT)
    check_name(desk, name)
    intake = read_database(source, profile, options, progress=progress, cancelled=cancelled)
    return keep_population(desk, intake, name=name, profile_name=profile.name)


def read_database(
    source: DatabaseSource,
    profile: Profile,
    options: ReadingOptions,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Read a list from a database as from a file, row by row; nothing is written anywhere.

    Its frame and its fingerprints are those of the same rows as CSV. Faults name the row of the
    query as record, and the line on which it would stand in a file.

    Raises:
        IntakeFaults: The list cannot be used; all its faults at once.
        Cancelled: `cancelled` said so.
        WorkbenchError: The database cannot be reached or refuses, or there is no such table.
    """
    log = FaultLog(source.name)
    in_effect = take_effect(profile, options, log)
    _check_order(source, in_effect)
    reader = Reader(in_effect, options, log)
    if progress is not None:
        reader = replace(reader, progress=progress)
    if cancelled is not None:
        reader = replace(reader, cancelled=cancelled)
    with (
        opened(source) as connection,
        closing(open_database(connection, source, options=options, log=log)) as table,
    ):
        intake = read_table(table, reader, name=source.name)
    database = source.as_mapping(in_place=False)
    return replace(intake, mapping={**intake.mapping, "database": database})


def _check_order(source: DatabaseSource, profile: Profile) -> None:
    """Refuse to keep the first of a repeated reference where the rows stand in no order."""
    if profile.duplicates == FIRST and "order by" not in " ".join(source.query.lower().split()):
        raise WorkbenchError(
            "The rows of a database are in no order, so none of them is the first.",
            "Give a query that ends with ORDER BY, or say --duplicates latest with a --date.",
        )
