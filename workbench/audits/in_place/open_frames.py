"""A list that stays in its database: how it is read, and its frame, opened and fingerprinted."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.audits.draws.designs import Design
from workbench.audits.in_place.framing import FrameReader, FrameThere, Progress, read_frame
from workbench.audits.in_place.locating import check_engine, locate
from workbench.audits.in_place.selecting import Found, Strata, count_strata, select_in_place
from workbench.audits.in_place.sources import DatabaseSource, opened
from workbench.audits.in_place.statements import Located
from workbench.audits.intake.choices import take_effect
from workbench.audits.intake.faults import FaultLog
from workbench.audits.intake.headers import ColumnMap
from workbench.audits.intake.options import ReadingOptions, options_to_mapping
from workbench.audits.intake.profile import Profile, profile_from_options
from workbench.audits.intake.profilemappings import profile_to_mapping
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ListThere:
    """A list that is drawn from where it is, and how it is read.

    Attributes:
        source: Where it is.
        profile: Its column of references, the kept columns and the policy for blank references.
        numeric_references: refuse or accept a column of whole numbers.
    """

    source: DatabaseSource
    profile: Profile
    numeric_references: str = "refuse"

    @property
    def mapping(self) -> dict[str, object]:
        """What the record and a certificate say of how the list was read."""
        options = ReadingOptions(numeric_references=self.numeric_references)
        return {
            "profile": profile_to_mapping(self.profile),
            "options": options_to_mapping(options),
            "database": self.source.as_mapping(in_place=True),
        }


def list_there(
    source: DatabaseSource,
    *,
    reference: str,
    keep: tuple[str, ...] = (),
    by: str = "",
    blank: str = "refuse",
    numeric_references: str = "refuse",
) -> ListThere:
    """Return a list that is drawn from where it is, from the columns that were named.

    Args:
        source: Where it is.
        reference: The column of the case references.
        keep: The columns that are kept of each drawn case, each `COLUMN` or `field=COLUMN`.
        by: The field or the column of the strata; it is kept too.
        blank: refuse (the list) or reject (the rows) without a reference.
        numeric_references: refuse or accept a column of whole numbers.

    Raises:
        IntakeFaults: A choice does not exist.
    """
    profile = profile_from_options(reference=reference, keep=keep)
    if by and by not in profile.fields:
        profile = profile_from_options(reference=reference, keep=(*keep, by))
    options = ReadingOptions(blank=blank, numeric_references=numeric_references)
    in_effect = take_effect(profile, options, FaultLog(source.name))
    return ListThere(source, in_effect, numeric_references)


@dataclass(frozen=True, slots=True)
class OpenFrame:
    """A frame in a database, fingerprinted, and still open in the state in which it was.

    Attributes:
        there: The list.
        known: Its size, fingerprint and flow.
    """

    connection: "Connection"
    there: ListThere
    located: Located
    columns: ColumnMap
    known: FrameThere

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the kept columns, in step with `located.kept`."""
        return tuple(column.kept.field for column in self.columns.kept)

    def strata(self, by: str) -> Strata:
        """Count the cases of each stratum; with no column, all of them.

        Raises:
            WorkbenchError: No such column is kept.
        """
        return count_strata(self.connection, self.by(by), frame_size=self.known.size)

    def draw(self, design: Design, strata: Strata, *, seed: str) -> Found:
        """Draw by a design whose sizes were checked."""
        return select_in_place(
            self.connection,
            self.by(design.by),
            strata,
            design,
            fields=self.fields,
            seed=seed,
        )

    def by(self, field_name: str) -> Located:
        """Return where the columns are, with the one of the strata."""
        if not field_name:
            return self.located
        if field_name not in self.fields:
            raise WorkbenchError(
                f"No column {field_name!r} is kept to draw by.", f"Kept: {', '.join(self.fields)}."
            )
        return replace(self.located, by=self.located.kept[self.fields.index(field_name)])


@contextmanager
def opened_frame(
    there: ListThere,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> "Iterator[OpenFrame]":
    """Give a frame that was checked and fingerprinted where it is.

    Raises:
        IntakeFaults: The list has faults.
        WorkbenchError: The database cannot be reached or drawn from in place.
    """
    log = FaultLog(there.source.name)
    with opened(there.source) as connection:
        check_engine(connection, there.source)
        located, columns = locate(
            connection,
            there.source,
            there.profile,
            numeric_references=there.numeric_references,
            log=log,
        )
        reader = FrameReader(
            located,
            columns.reference_name,
            there.profile.blank,
            log,
            progress=progress,
            cancelled=cancelled,
        )
        known = read_frame(connection, reader)
        yield OpenFrame(connection, there, located, columns, known)
