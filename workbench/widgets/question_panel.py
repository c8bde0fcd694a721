"""The question panel: the question in full under the list, and its guidance beside it."""

import re
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.widgets.case_header import case_facts
from workbench.widgets.glyphs import Glyphs
from workbench.widgets.question_words import guidance_words, question_words

if TYPE_CHECKING:
    from workbench.audits.opening import AuditCase
    from workbench.audits.reviews.scoring import QuestionLine

NO_TEXT = "There is no text of this case here: read it in the records system."


class QuestionDetail(Static):
    """The question at hand in full, under the list."""

    DEFAULT_CSS = """
    QuestionDetail {
        height: auto;
        min-height: 5;
        max-height: 6;
        padding: 0 1;
        border-top: solid $surface-lighten-2;
    }
    """

    def show(self, line: "QuestionLine", marks: Glyphs) -> None:
        """Show a question."""
        self.update(question_words(line, marks))


class SidePanel(Vertical):
    """The guidance of the question at hand and, where it is open, the text of the case."""

    DEFAULT_CSS = """
    SidePanel {
        & > VerticalScroll { padding: 0 1; height: 1fr; scrollbar-size-vertical: 1; }
        & > #guidance { height: auto; max-height: 100%; }
        & > #case-text { display: none; border-top: solid $surface-lighten-2; }
        &.-text > #guidance { max-height: 50%; }
        &.-text > #case-text { display: block; }
    }
    """

    _question = ""

    def compose(self) -> ComposeResult:
        """Lay out the two parts."""
        with VerticalScroll(id="guidance", can_focus=False):
            yield Static(id="guidance-words")
        with VerticalScroll(id="case-text", can_focus=False):
            yield Static(id="case-words", markup=False)

    def show(self, line: "QuestionLine", marks: Glyphs) -> None:
        """Show the guidance of a question, from its beginning if it is another question."""
        words = Content("\n\n").join([question_words(line, marks), guidance_words(line)])
        self.query_one("#guidance-words", Static).update(words)
        if line.question.id != self._question:
            self._question = line.question.id
            self.query_one("#guidance").scroll_home(animate=False)

    def show_case(self, case: "AuditCase", text: str | None) -> None:
        """Show the text of a case from its beginning, then its facts; without a text, the facts."""
        facts = Content("\n").join(case_facts(case))
        parts = [facts, Content(NO_TEXT)] if text is None else [Content(flowing(text)), facts]
        words = Content("\n\n").join(parts)
        self.query_one("#case-words", Static).update(words)
        self.query_one("#case-text").scroll_home(animate=False)

    def page(self, by: int) -> None:
        """Scroll the text of the case if it is open, else the guidance, by some pages."""
        self.scroll_lines(by * max(self._open_part.size.height - 1, 1))

    def scroll_lines(self, by: int) -> None:
        """Scroll the text of the case if it is open, else the guidance, by some lines."""
        scroll = self._open_part.scroll_relative
        self.call_after_refresh(scroll, y=by, animate=False, immediate=True)

    @property
    def _open_part(self) -> Widget:
        return self.query_one("#case-text" if self.has_class("-text") else "#guidance")


def flowing(text: str) -> str:
    """Return a text with its indented continuation lines joined, to be wrapped to the panel."""
    return re.sub(r"(?<=\S)\n {4,}(?=\S)", " ", text)
