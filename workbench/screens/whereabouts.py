"""Whereabouts: going about an audit at the keyboard, and what is said on the way."""

from typing import TYPE_CHECKING

from workbench.errors import NotSaved, WorkbenchError
from workbench.widgets.next_words import what_next
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.audits.reviews.scoring import Scoring


class Whereabouts:
    """Where one is in a scoring, and what is to be said of it."""

    def __init__(self, scoring: "Scoring") -> None:
        self.scoring = scoring
        self.notice = Notice()
        self.say_where()

    def must_wait(self) -> bool:
        """Whether something must be saved or chosen before one may go anywhere; says so."""
        return False

    def move(self, move: "Callable[[Scoring], object]") -> bool:
        """Go somewhere else in the audit. False where there is no such place, which is said."""
        if self.must_wait():
            return False
        try:
            found = move(self.scoring)
        except NotSaved as error:
            problem = f"The place was not kept: {error.problem.removeprefix('Not saved: ')}"
            self.notice = Notice(f"{problem} {error.remedy}", Tone.WARNING)
            return True
        except WorkbenchError as error:
            self.notice = Notice(f"{error}{self._way_past()}", Tone.WARNING)
            return False
        self.say_where()
        return found is not False

    def _way_past(self) -> str:
        """Return how a case is opened that somebody else has open; empty where none is."""
        return " O opens it all the same." if self.scoring.passed_over else ""

    @property
    def _held(self) -> bool:
        return self.scoring.passed_over is not None

    def leave(self) -> None:
        """Give up the case at hand on leaving."""
        self.scoring.leave()

    def next_unscored(self) -> None:
        """Go to the next open question; from a case that is complete, finish it first."""
        nowhere = not self.move(lambda scoring: scoring.go_on())
        if nowhere and not self.must_wait() and not self._held and not self.scoring.complete:
            self.notice = Notice("Only this note is still owed. e writes it.", Tone.WARNING)

    def next_flagged(self) -> None:
        """Go to the next question that was marked to come back to."""
        if not self.move(lambda scoring: scoring.next_flagged()) and not (
            self.must_wait() or self._held
        ):
            self.notice = Notice("Nothing is flagged.")

    def find_question(self, typed: str) -> bool:
        """Go to a question by its id or its number in the list."""
        ids = [question.id for question in self.scoring.audit.questions]
        number = int(typed) if typed.strip().isdecimal() else 0
        wanted = ids[number - 1] if 1 <= number <= len(ids) else typed.strip()
        return self.move(lambda scoring: scoring.go_to(wanted))

    def find_case(self, typed: str) -> bool:
        """Go to a case by its number or its reference."""
        return self.move(lambda scoring: scoring.go_to_case(_order(scoring, typed.strip())))

    def say_where(self) -> None:
        """Say what is next, in place of what was said last; or which case was passed over."""
        passed = self.scoring.passed_over
        if passed is None:
            self.notice = Notice(self.what_next(), Tone.GOOD)
        else:
            said = f"{passed} You are at case {self.scoring.case.order}.{self._way_past()}"
            self.notice = Notice(said, Tone.WARNING)

    def what_next(self) -> str:
        """Return what is next, where something is complete."""
        return what_next(self.scoring)


def _order(scoring: "Scoring", typed: str) -> int:
    number = int(typed) if typed.isdecimal() else 0
    is_number = 1 <= number <= scoring.sample_size
    return number if is_number else _order_of(scoring, typed)


def _order_of(scoring: "Scoring", reference: str) -> int:
    """Return the order of a case by its reference; where it must not be read, say why."""
    from workbench.audits.people.own_cases import check_may_open

    check_may_open(scoring.desk, scoring.audit.name, reference)
    return scoring.audit.case(reference).order
