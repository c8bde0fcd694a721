"""The progress line: how far the audit and this case have come, what is owed, and the pace."""

from typing import TYPE_CHECKING

from textual.widgets import Static

from workbench.widgets.glyphs import Glyphs

if TYPE_CHECKING:
    from workbench.audits.reviews.scoring import Progress


class ProgressLine(Static):
    """One line of counts."""

    DEFAULT_CSS = """
    ProgressLine {
        height: 1;
        padding: 0 1;
        background: $surface;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, progress: "Progress", marks: Glyphs) -> None:
        """Show the counts."""
        self.update(progress_words(progress, marks))


def progress_words(progress: "Progress", marks: Glyphs) -> str:
    """Return the line: `12/60 cases complete · here 5/14 · 2 flagged · median 6.5 min`.

    Where cases are allocated, one's own stand before all: `your 7/20 cases complete · of
    all you may read 12/60`.
    """
    cases = f"{progress.complete}/{progress.cases} cases complete"
    if progress.mine == progress.cases:
        cases = f"your {cases}"
    elif progress.mine:
        own = f"your {progress.mine_complete}/{progress.mine} cases complete"
        cases = f"{own}{marks.dot}of all you may read {progress.complete}/{progress.cases}"
    said = [
        cases,
        f"this case {progress.answered_here}/{progress.to_answer_here}",
    ]
    if progress.flagged:
        said.append(f"{progress.flagged} flagged")
    if progress.notes_owed:
        owed = progress.notes_owed
        said.append("1 note is owed" if owed == 1 else f"{owed} notes are owed")
    if progress.median_minutes is not None:
        said.append(f"median {progress.median_minutes:.1f} min a case")
    return marks.dot.join(said)
