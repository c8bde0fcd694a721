"""What waits: the command that goes to it, and the screen of each thing that can wait."""

from typing import TYPE_CHECKING, Final

from workbench.commands import Command
from workbench.screens.steps import Subject
from workbench.widgets.notice_line import Notice

if TYPE_CHECKING:
    from workbench.audits.people.queue import QueueLine
    from workbench.screens.workbench_screen import WorkbenchScreen


class WhatWaits(Command):
    """Go to what waits: the line at hand, else what waits for you, else the first."""

    keys = ("w",)
    footer = "What waits"
    title = "What waits"


class WhoReadsWhat(Command):
    """See who reads which case of this audit first, and say who does."""

    keys = ("p",)
    footer = "Readers"
    title = "Who reads what"


OF_READERS: Final = frozenset({"first readers", "unallocated", "conflicts"})
OF_SECOND_READINGS: Final = frozenset({"differences", "second reader", "critical fails"})


def open_waiting(screen: "WorkbenchScreen[None]", line: "QueueLine") -> Notice | None:
    """Go to the screen of what waits; where it has none, return the words for its command."""
    if line.kind in {"first reading", "calibration"}:
        screen.workbench.go_to_step("score", Subject(audit=line.audit))
    elif line.kind == "second reading":
        screen.workbench.go_to_step("score", Subject(audit=line.audit, reading=2))
    elif line.kind in OF_READERS:
        open_readers(screen, line.audit)
    elif line.kind in OF_SECOND_READINGS:
        _settle(screen, line.audit)
    elif line.kind == "rival answers":
        _choose(screen, line.audit)
    elif line.kind == "reveal":
        _calibration(screen, line.audit)
    elif line.kind == "escalations":
        _urgent(screen, line.audit)
    else:
        return Notice(f"{line.audit}: {line.words}. By the command: {line.command}")
    return None


def open_readers(screen: "WorkbenchScreen[None]", audit: str) -> None:
    """Go to who reads what of an audit."""
    from workbench.screens.readers import ReadersScreen

    screen.app.push_screen(ReadersScreen(audit))


def _settle(screen: "WorkbenchScreen[None]", audit: str) -> None:
    from workbench.screens.settle import SettleScreen

    screen.app.push_screen(SettleScreen(audit))


def _choose(screen: "WorkbenchScreen[None]", audit: str) -> None:
    from workbench.screens.rivals import RivalsScreen

    screen.app.push_screen(RivalsScreen(audit))


def _urgent(screen: "WorkbenchScreen[None]", audit: str) -> None:
    from workbench.screens.urgent import UrgentScreen

    screen.app.push_screen(UrgentScreen(audit))


def _calibration(screen: "WorkbenchScreen[None]", audit: str) -> None:
    from workbench.screens.calibration import CalibrationScreen

    screen.app.push_screen(CalibrationScreen(audit))
