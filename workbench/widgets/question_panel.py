"""The question panel: the question in full under the list, and its guidance beside it."""

import re
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.widgets.glyphs import Glyphs
from workbench.widgets.question_words import guidance_words, question_words

if TYPE_CHECKING:
    from workbench.audits.scoring import QuestionLine

NO_TEXT = "There is no text of this case here. Read it in the records system."


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

    def show_text(self, text: str | None) -> None:
        """Show the text of a case from its beginning, or say that there is none."""
        self.query_one("#case-words", Static).update(flowing(text or NO_TEXT))
        self.query_one("#case-text").scroll_home(animate=False)

    def page(self, by: int) -> None:
        """Scroll the text of the case if it is open, else the guidance, by some pages."""
        part = self.query_one("#case-text" if self.has_class("-text") else "#guidance")
        part.scroll_relative(y=by * max(part.size.height - 1, 1), animate=False)


def flowing(text: str) -> str:
    """Return a text with its indented continuation lines joined, to be wrapped to the panel."""
    return re.sub(r"(?<=\S)\n {4,}(?=\S)", " ", text)
