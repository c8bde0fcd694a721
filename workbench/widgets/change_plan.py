"""What it takes to show a change: a line for each baseline, fitted to the width there is."""

from textwrap import fill
from typing import TYPE_CHECKING, Final

from textual import events
from textual.widgets import Static

from exports.wording import number, percent, points
from workbench.widgets.rows import widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sampling.baselines import MeasuredBaseline
    from workbench.audits.showing import ChangeToShow

NO_BASELINE: Final = "To show a change: no baseline with a figure is about what is ticked."
UNCERTAIN: Final = "the baseline itself is that uncertain"
AT_MOST: Final = 8
NARROWEST: Final = 50
INDENT: Final = "  "


class ChangePlan(Static):
    """The files to read against each baseline, below the live table."""

    DEFAULT_CSS = """
    ChangePlan { height: auto; margin-top: 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._changes: Sequence[ChangeToShow] = ()
        self._width = 0

    def show(self, changes: "Sequence[ChangeToShow]") -> None:
        """Show what it takes."""
        self._changes = changes
        self.display = True
        self.update("\n".join(change_lines(changes, self._width)))

    def show_words(self, words: str) -> None:
        """Show words in its place; nothing at all where there are none."""
        self._changes = ()
        self.display = bool(words)
        self.update(words)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        if event.size.width != self._width:
            self._width = event.size.width
            if self._changes:
                self.show(self._changes)


def change_lines(changes: "Sequence[ChangeToShow]", width: int) -> list[str]:
    """Return the lines of the block: at most `AT_MOST` baselines, and how many more there are."""
    from workbench.audits.showing import CHANCE

    if not changes:
        return [NO_BASELINE]
    rate = f"{100 * changes[0].true_rate:g}%"
    shown, more = changes[:AT_MOST], len(changes[AT_MOST:])
    names = widest((each.named.name for each in shown), at_most=NARROWEST)
    figures = widest((figure(each.named.measured) for each in shown), at_most=NARROWEST)
    return [
        f"To show a change ({CHANCE:.0%} chance if the true rate is {rate}):",
        *(_line(each, names, figures, max(width, NARROWEST)) for each in shown),
        *([f"{INDENT}and {number(more)} more"] if more else []),
    ]


def _line(change: "ChangeToShow", names: int, figures: int, width: int) -> str:
    start = f"{change.named.name:<{names}}  {figure(change.named.measured):>{figures}}  "
    return fill(
        takes_words(change),
        width,
        initial_indent=INDENT + start,
        subsequent_indent=INDENT * 2 if width < len(start) + NARROWEST else " " * (2 + len(start)),
        break_on_hyphens=False,
    )


def figure(measured: "MeasuredBaseline | None") -> str:
    """Return the figure of a baseline in the compliant direction: 24/60, 88.4% ± 2.8, 90.0%."""
    from sampling.baselines import Counts, PlusMinus

    match measured:
        case None:
            return ""
        case Counts(successes=met, n=read):
            return f"{met:,}/{read:,}"
        case PlusMinus(rate=rate, margin=margin):
            return f"{percent(rate)} ± {points(margin)}"
        case target:
            return percent(target.rate)


def takes_words(change: "ChangeToShow") -> str:
    """Return the files that show it, and how many to draw for them; or that no number can."""
    size = change.proof.size
    if size.files is None or size.applicable is None:
        why = UNCERTAIN if change.too_uncertain else _within_a_sentence(size.reason)
        return f"no number can: {why}"
    one = size.applicable == 1
    files = f"{number(size.applicable)} applicable {'file' if one else 'files'}"
    if size.files == size.applicable:
        return files
    return f"{files}; draw {number(size.files)}: {change.share.source}"


def _within_a_sentence(reason: str) -> str:
    return f"{reason[:1].lower()}{reason[1:]}".rstrip(".")
