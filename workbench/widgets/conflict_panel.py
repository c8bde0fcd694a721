"""The conflict panel: what another person saved beside what was about to be, in words."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.widgets.glyphs import Glyphs, answer_words

if TYPE_CHECKING:
    from workbench.audits.reviews.conflicts import AnswerConflict, Side


class ConflictPanel(VerticalScroll, can_focus=False):
    """Both sides of a conflict, each behind the key that chooses it; hidden where there is none."""

    DEFAULT_CSS = """
    ConflictPanel {
        display: none;
        height: auto;
        max-height: 10;
        padding: 0 1;
        border-top: solid $surface-lighten-2;
        scrollbar-size-vertical: 1;
        & > Static { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        yield self._words

    def show(self, conflict: "AnswerConflict | None", marks: Glyphs, *, notes: bool) -> None:
        """Show a conflict, with the texts of its notes where they are asked for."""
        self.display = conflict is not None
        if conflict is not None:
            self._words.update(conflict_words(conflict, marks, notes=notes))


def conflict_words(conflict: "AnswerConflict", marks: Glyphs, *, notes: bool) -> Content:
    """Return both sides of a conflict, and what follows from choosing one."""
    theirs, mine, by = conflict.theirs, conflict.mine, conflict.by
    who = conflict.whose.rstrip(",")
    parts = [
        Content(f"{conflict.place.question}: two answers, one to choose").stylize("bold"),
        _side("a", "theirs", theirs, marks, after=f"{who}, {by.when}"),
        _side("b", "yours", mine, marks, after="not saved"),
    ]
    if notes:
        parts += [_note("Theirs", theirs), _note("Yours", mine)]
    elif theirs.note or mine.note:
        parts.append(Content("v shows the notes."))
    parts.append(Content("Whichever you choose, the history keeps both.").stylize("$text-muted"))
    return Content("\n").join(parts)


def _side(key: str, whose: str, side: "Side", marks: Glyphs, *, after: str) -> Content:
    standing = side.standing
    facts = [answer_words(standing.value, marks)]
    facts += [f"time {standing.measured}"] if standing.measured else []
    facts += [f"{marks.flag} flagged"] if standing.flagged else []
    facts += [f"{marks.good} good practice"] if standing.good_practice else []
    facts += [f"{marks.note} note"] if side.note else []
    return Content.assemble((key, "bold"), f"  {whose:<7} {marks.dot.join([*facts, after])}")


def _note(whose: str, side: "Side") -> Content:
    return Content.assemble((f"{whose}: ", "bold"), side.note or "no note")
