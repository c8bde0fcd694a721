"""Reading a list as the form asks for it. To be called in a worker: it touches no widget."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.widgets.facts_text import ListFacts
from workbench.widgets.list_form import ListAsked

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.intake.reading import Intake


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
    from workbench.audits.intake.options import ReadingOptions
    from workbench.audits.intake.reading import read_list
    from workbench.audits.populations import check_name, chosen_profile

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
        blank=asked.blank or None, duplicates=asked.duplicates or None, date_format=date_format
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


def keep_read(desk: "Desk", read: ListRead) -> None:
    """Keep a list that was read.

    Raises:
        WorkbenchError: The name was taken meanwhile, or no case is left; nothing was kept.
    """
    from workbench.audits.populations import keep_population

    keep_population(desk, read.intake, name=read.asked.name, profile_name=read.profile_name)
