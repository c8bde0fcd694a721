"""What the Score screen shows: the case, its questions, the one at hand, and how far one is."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskingScreen
from workbench.screens.sitting import Sitting
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.case_header import CaseHeader
from workbench.widgets.conflict_panel import ConflictPanel
from workbench.widgets.glyphs import glyphs
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.next_words import place_words
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.progress_line import ProgressLine
from workbench.widgets.prompt import Prompt
from workbench.widgets.question_panel import QuestionDetail, SidePanel
from workbench.widgets.question_rows import question_rows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from workbench.audits.reviews.scoring import QuestionLine, Scoring

GUIDANCE, TEXT = "guidance", "text"


class ScoreView(StepScreen, AskingScreen):
    """The scoring of one audit, as it is seen. `ScoreScreen` adds what the keys do."""

    step = "score"
    waits_at_first = True

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.sitting: Sitting | None = None
        self.panel = ""
        self.notes_shown = False
        self._marks = glyphs()
        self._text_shown_of: int | None = None

    def compose_step(self) -> ComposeResult:
        """Lay out the parts."""
        yield CaseHeader(markup=False)
        with Horizontal(id="case"):
            yield RowList(id="questions")
            yield SidePanel()
        yield QuestionDetail(markup=False)
        yield ConflictPanel()
        yield Prompt()
        yield ProgressLine()

    # Opening

    def on_mount(self) -> None:
        """Open the audit, away from the screen."""
        super().on_mount()
        self.say(Notice("Opening the audit..."))
        self._open()

    @work(thread=True, exclusive=True, group="scoring")
    def _open(self) -> None:
        from workbench.audits.reviews.scoring import open_scoring

        try:
            scoring = open_scoring(
                self.workbench.open_desk(), self.subject.audit or "", reading=self.subject.reading
            )
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.begin, scoring)

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to score."""
        self.say(Notice(str(error), Tone.BAD))
        self.let_keys_go()

    def begin(self, scoring: "Scoring") -> None:
        """Show the case that was asked for, or the question at which this auditor left off."""
        self.sitting = Sitting(scoring, self.workbench.drafts)
        self.do(self._go_where_asked, lambda _: self._begun())

    def _go_where_asked(self) -> None:
        case, question = self.subject.case, self.subject.question
        if case is not None:
            self.at.move(lambda at: at.go_to_case(case))
        if question is not None:
            self.at.move(lambda at: at.go_to(question))

    def _begun(self) -> None:
        self.show()
        self.let_keys_go()

    @property
    def at(self) -> Sitting:
        """The sitting, which is there by the time a key can be used."""
        if self.sitting is None:
            raise RuntimeError("the audit is not open yet")
        return self.sitting

    def may_leave(self) -> bool:
        """Stay while an answer is not saved, and say so."""
        if self.is_at_work or self.sitting is None or not self.sitting.must_wait():
            return super().may_leave()
        self.show()
        return False

    # Showing

    @on(RowList.Resized)
    def _fit_again(self) -> None:
        if self.sitting is not None:
            self.show()

    def show(self) -> None:
        """Show where the sitting is. Everything is saved, or said not to be, by then."""
        if self.is_at_work:
            return
        lines, place = self.at.lines, self.at.scoring.place
        here = next(line for line in lines if line.question.id == place.question)
        self._show_case()
        self._show_questions(lines, here)
        self._show_dispute()
        self.query_one(ProgressLine).show(self.at.scoring.progress, self._marks)
        self.say(self.notice_now())
        self.show_keys()

    def notice_now(self) -> Notice:
        """Return what is to be said at this moment."""
        return self.at.notice

    def _show_case(self) -> None:
        scoring = self.at.scoring
        self.query_one(MarkingBar).show(place=place_words(scoring), marking=scoring.audit.marking)
        header = self.query_one(CaseHeader)
        header.show(scoring.case, cases=scoring.sample_size, marks=self._marks)
        if self.panel == TEXT and scoring.case.id != self._text_shown_of:
            case, self._text_shown_of = scoring.case, scoring.case.id
            side = self.query_one(SidePanel)
            self.do(lambda: self.at.text, lambda text: side.show_case(case, text))

    def _show_dispute(self) -> None:
        dispute = self.at.dispute
        self.set_class(dispute is not None, "-conflict")
        self.notes_shown = self.notes_shown and dispute is not None
        conflict = dispute.conflict if dispute else None
        self.query_one(ConflictPanel).show(conflict, self._marks, notes=self.notes_shown)

    def _show_questions(self, lines: "tuple[QuestionLine, ...]", here: "QuestionLine") -> None:
        rows = self.query_one(RowList)
        fitted = question_rows(lines, rows.row_width, self._marks, self.at.unsaved)
        rows.show(fitted, at=here.question.id)
        self.query_one(QuestionDetail).show(here, self._marks)
        self.query_one(SidePanel).show(here, self._marks)

    def show_panel(self, panel: str) -> None:
        """Open a panel beside the questions (in their place on a narrow screen), or close it."""
        self.panel = panel
        self.set_class(bool(panel), "-panel")
        self.set_class(panel == TEXT, "-text")
        self.query_one(SidePanel).set_class(panel == TEXT, "-text")
        self._text_shown_of = None
        self.show()
