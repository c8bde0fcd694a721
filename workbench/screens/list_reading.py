"""Reading a list as the form asks for it. To be called in a worker: it touches no widget."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import WorkbenchError
from workbench.widgets.facts_text import ListFacts
from workbench.widgets.fault_rows import fault_table
from workbench.widgets.list_form import ListAsked

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.intake.exclusions import Period
    from workbench.audits.intake.faults import IntakeFaults
    from workbench.audits.intake.reading import Intake


EARLIEST: Final = date(1900, 1, 1)
"""Where a period begins that has no first day."""


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list that was read and can be kept."""

    asked: ListAsked
    profile_name: str
    intake: "Intake"
    facts: ListFacts


def read_asked(
    desk: "Desk",
    asked: ListAsked,
    *,
    progress: Callable[[int, int | None], None],
    cancelled: Callable[[], bool],
) -> ListRead:
    """Read the list; nothing of it is kept yet.

    Raises:
        IntakeFaults: The list has faults.
        WorkbenchError: The name is taken, or reading was cancelled.
    """
    from workbench.audits.intake.chosen_profiles import chosen_profile
    from workbench.audits.intake.options import ReadingOptions
    from workbench.audits.intake.reading import read_list
    from workbench.audits.populations import check_name

    check_name(desk, asked.name)
    date_format = asked.date_format or None
    profile = chosen_profile(
        asked.profile or None,
        reference=asked.reference or None,
        date_column=asked.date or None,
        keep=asked.keep,
        date_format=date_format,
    )
    options = ReadingOptions(
        blank=asked.blank or None,
        duplicates=asked.duplicates or None,
        date_format=date_format,
        sheet=asked.sheet or None,
        period=period_of(asked),
    )
    intake = read_list(asked.path, profile, options, progress=progress, cancelled=cancelled)
    facts = ListFacts(
        intake.flow,
        intake.kept_columns,
        intake.dropped_columns,
        intake.frame.fingerprint,
        intake.notices,
    )
    return ListRead(asked, profile.name, intake, facts)


def period_of(asked: ListAsked) -> "Period | None":
    """Return the first and the last day of the period; a side that is blank is open.

    Raises:
        WorkbenchError: One of them is no date, or they are the wrong way round.
    """
    if not (asked.first_day or asked.last_day):
        return None
    first, last = _day(asked.first_day, "From", EARLIEST), _day(asked.last_day, "To", date.max)
    if last < first:
        raise WorkbenchError(f"The period ends before it begins: {first} to {last}.", "Change it.")
    return first, last


def _day(text: str, field: str, if_blank: date) -> date:
    try:
        return date.fromisoformat(text) if text else if_blank
    except ValueError:
        raise WorkbenchError(f"{field}: {text!r} is not a date.", "Write it 2026-09-30.") from None


def write_faults(faults: "IntakeFaults", path: Path) -> Path:
    """Write the faults that are listed to a CSV file, under a name that is free.

    Raises:
        ExportError: It cannot be written.
    """
    from csv import writer
    from io import StringIO

    from exports.plain import neutralised_text
    from exports.whole_files import free_name, is_there, write_text

    text = StringIO()
    writer(text).writerows(map(neutralised_text, row) for row in fault_table(faults.faults))
    return write_text(free_name(path) if is_there(path) else path, f"\ufeff{text.getvalue()}")


def keep_read(desk: "Desk", read: ListRead) -> None:
    """Keep a list that was read.

    Raises:
        WorkbenchError: The name was taken meanwhile, or no case is left; nothing was kept.
    """
    from workbench.audits.populations import keep_population

    keep_population(desk, read.intake, name=read.asked.name, profile_name=read.profile_name)
