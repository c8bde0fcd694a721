"""The commands of Results: what is behind a rate, beside it, and around it."""

from workbench.commands import Command
from workbench.screens.what_waits import WhoReadsWhat


class ShowCases(Command):
    """Show the cases behind the number at hand, each with its answer and its note."""

    keys = ("enter",)
    footer = "Its cases"
    title = "Show the cases behind it"


class ShowDetails(Command):
    """Show or hide every count of the rate at hand, how its limits were made, what it serves."""

    keys = ("d",)
    footer = "Details"
    title = "Details"


class BreakDown(Command):
    """Break the rate at hand down by a column of the population."""

    keys = ("b",)
    footer = "Break down"


class NextInterval(Command):
    """Show the limits by the next method: Wilson, exact, at least, Jeffreys and others."""

    keys = ("l",)
    footer = "Limits"
    title = "Another kind of limits"


class SeeBaselines(Command):
    """Hold these rates against what inspections found: the verdicts, and what would tell."""

    keys = ("v",)
    footer = "Baselines"
    title = "Baselines"


class SecondReadings(Command):
    """See what is read a second time, and settle where two readers of a case differ."""

    keys = ("s",)
    footer = "Second readings"
    title = "Second readings"


class UrgentMatters(Command):
    """See the urgent matters of safeguarding that were passed on: who was told, and when."""

    keys = ("U",)
    footer = "Urgent"
    title = "Urgent matters"


class SeeCalibration(Command):
    """See how far each auditor agrees with the agreed answers of this calibration set."""

    keys = ("c",)
    footer = "Calibration"
    title = "Calibration"


NEED_RATES = (
    ShowCases,
    ShowDetails,
    BreakDown,
    NextInterval,
    SeeBaselines,
    SecondReadings,
    WhoReadsWhat,
    UrgentMatters,
)
