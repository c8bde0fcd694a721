"""Going about an audit: where an auditor is, what is next, and whose case is whose.

To go to a case is to take its lease, in the transaction that keeps the place. A case that somebody
else has open is passed over, and opened only if that is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.people.own_cases import check_may_open
from workbench.audits.reviews.assessing import AssessedCase
from workbench.audits.reviews.at_hand import CasesAtHand
from workbench.audits.reviews.bookmarks import bookmark, change_case, leave_bookmark
from workbench.audits.reviews.leases import CaseHeld, Held, give_up_leases, leases_of_others
from workbench.audits.reviews.standing import Place
from workbench.errors import NotSaved, Refused

IDLE_SECONDS: Final = 300
"""A pause longer than this is not work on the case, and is not counted."""

Find = Callable[[AssessedCase], str | None]
"""Finds the question to go to in a case; None where the case has none."""


class GoingAbout:
    """Where an auditor is in the cases of one reading of an audit.

    Attributes:
        at_hand: The cases, as they were last read.
        passed_over: The case that was to be opened, where somebody else has it open.
    """

    def __init__(self, desk: Desk, audit: OpenAudit, *, reading: int) -> None:
        self.desk = desk
        self.audit = audit
        self.reading = reading
        self.at_hand = CasesAtHand(desk, audit, reading=reading)
        self.passed_over: CaseHeld | None = None
        self._last_act = desk.clock()
        self._pending: dict[int, float] = {}
        self._index = 0
        self._question = audit.questions[0].id
        self._resume()

    @property
    def case(self) -> AuditCase:
        """The case at hand."""
        return self.audit.cases[self._index]

    @property
    def place(self) -> Place:
        """The question at hand, in the case at hand."""
        return self._place(self._index, self._question)

    def _place(self, index: int, question: str) -> Place:
        return Place(self.audit.cases[index].id, question, self.reading)

    def refresh(self) -> None:
        """Read everything again: another person may have changed it."""
        self.at_hand.read()

    # In the case at hand

    def go_to(self, question: str) -> None:
        """Go to a question of the case at hand.

        Raises:
            WorkbenchError: The audit does not ask it.
        """
        self._move(self.audit.question(question).id)

    def step(self, by: int) -> None:
        """Go some questions down (or up, below 0), and stop at the ends."""
        ids = [question.id for question in self.audit.questions]
        here = ids.index(self._question)
        self._move(ids[min(max(here + by, 0), len(ids) - 1)])

    def _move(self, question: str) -> None:
        self._count_time()
        self.passed_over = None
        self._question = question
        leave_bookmark(self.desk, self.audit, self.place)

    # From case to case

    def go_to_case(self, order: int, *, anyway: bool = False) -> None:
        """Go to a case by its order in the sample, at its first open question.

        Args:
            order: Its order.
            anyway: Whether to open it though somebody else has it open.

        Raises:
            CaseHeld: Somebody else has it open.
            Refused: There is no such case.
        """
        orders = [case.order for case in self.audit.cases]
        if order not in orders:
            check_may_open(self.desk, self.audit.name, f"#{order}")
            raise Refused(f"There is no case {order} to read here.", _orders_words(orders))
        self._to_case(orders.index(order), anyway=anyway)

    def next_case(self) -> None:
        """Go to the next case; stay on the last. From one that is held, to the one after it."""
        self._to_case(min(self._from + 1, len(self.audit.cases) - 1))

    def previous_case(self) -> None:
        """Go to the case before; stay on the first. From one that is held, to the one before."""
        self._to_case(max(self._from - 1, 0))

    def open_anyway(self) -> None:
        """Open the case that was passed over because somebody else has it open."""
        if self.passed_over is not None:
            self.go_to_case(self.passed_over.case.order, anyway=True)

    @property
    def _from(self) -> int:
        passed = self.passed_over
        return self._index if passed is None else self.at_hand.index_of(passed.case.id)

    def _to_case(self, index: int, *, anyway: bool = False) -> None:
        self._count_time()
        try:
            with self.desk.record.writing() as session:
                self._open(session, index, anyway=anyway)
        except CaseHeld as held:
            self.passed_over = held
            raise
        except NotSaved:
            self._be_at(index, self._first_open(self.at_hand[index]))
            raise
        self._be_at(index, self._first_open(self.at_hand[index]))

    def _open(self, session: Session, index: int, *, anyway: bool) -> None:
        question = self._first_open(self.at_hand.read_case(session, index))
        held = change_case(session, self.desk, self.audit, self._place(index, question))
        if held is not None and index != self._index and not anyway:
            raise CaseHeld(self.audit.cases[index], held)

    def _first_open(self, assessed: AssessedCase) -> str:
        return next_open(assessed) or self.audit.questions[0].id

    def _be_at(self, index: int, question: str) -> None:
        self.passed_over = None
        self._index, self._question = index, question

    # To what is next

    def next_unscored(self) -> bool:
        """Go to the next question that is open, in this case or a later one, then from the top.

        Cases that others have open are passed over.

        Returns:
            False when nothing is open anywhere: the audit is complete.

        Raises:
            CaseHeld: What is open is in cases that others have open.
        """
        here = next_open(self.at_hand[self._index], after=self._question)
        if here is not None:
            self._move(here)
            return True
        return self._to_first(next_open)

    def next_flagged(self) -> bool:
        """Go to the next question that was marked to come back to; False if there is none."""
        ids = [question.id for question in self.audit.questions]
        later = set(ids[ids.index(self._question) + 1 :])
        here = _first_flagged(self.at_hand[self._index], ids, within=later)
        if here is not None:
            self._move(here)
            return True
        return self._to_first(lambda assessed: _first_flagged(assessed, ids, within=set(ids)))

    def _to_first(self, find: Find, *, from_here: bool = True) -> bool:
        """Go to the first case, after this one and round, in which a question is found."""
        self._count_time()
        around = [i for i in self._around(from_here=from_here) if find(self.at_hand[i])]
        try:
            with self.desk.record.writing() as session:
                found = self._claim(session, around, find)
        except CaseHeld as held:
            self.passed_over = held
            raise
        except NotSaved:
            if around:
                self._be_at(around[0], find(self.at_hand[around[0]]) or self._question)
            raise
        if found is not None:
            self._be_at(found, find(self.at_hand[found]) or self._question)
        return found is not None

    def _around(self, *, from_here: bool) -> Iterator[int]:
        count = len(self.at_hand)
        steps = range(1, count + 1 if from_here else count)
        around = [(self._index + step) % count for step in steps]
        mine = self.at_hand.mine
        yield from sorted(around, key=lambda at: self.audit.cases[at].id not in mine)

    def _claim(self, session: Session, around: Sequence[int], find: Find) -> int | None:
        """Take the first case in which a question is found now, and which nobody else has.

        Raises:
            CaseHeld: Others have every one of them.
        """
        others = leases_of_others(session, self.desk, self.audit, reading=self.reading)
        held: list[tuple[AuditCase, Held]] = []
        for index in around:
            case = self.audit.cases[index]
            if case.id in others and index != self._index:
                held.append((case, others[case.id]))
            elif question := find(self.at_hand.read_case(session, index)):
                change_case(session, self.desk, self.audit, self._place(index, question))
                return index
        if held:
            raise CaseHeld(*held[0])
        return None

    # Coming and leaving

    def _resume(self) -> None:
        """Go to where this auditor left off, or on from there where it is done, or is held."""
        with self.desk.record.reading() as session:
            place = bookmark(session, self.desk, self.audit)
            others = leases_of_others(session, self.desk, self.audit, reading=self.reading)
        if place is not None and any(case.id == place.case_id for case in self.audit.cases):
            self._index, self._question = self.at_hand.index_of(place.case_id), place.question
        with suppress(NotSaved, CaseHeld):  # it can be looked at all the same
            if self.case.id in others:
                self._pass_over(others[self.case.id])
            elif self._is_done(self._question):
                self.next_unscored()
            elif held := leave_bookmark(self.desk, self.audit, self.place):
                self._pass_over(held)  # somebody has opened it this moment

    def _pass_over(self, held: Held) -> None:
        passed = CaseHeld(self.case, held)
        try:
            self._to_first(next_open, from_here=False)
        finally:
            self.passed_over = passed

    def _is_done(self, question: str) -> bool:
        here = self.at_hand[self._index]
        return here.answers[question] is not None and question not in here.owed_notes

    def leave(self) -> None:
        """Give up the case at hand, so that nobody waits for its lease to end."""
        with suppress(NotSaved), self.desk.record.writing() as session:
            give_up_leases(session, self.desk, self.audit, reading=self.reading)

    # The time it takes

    def _count_time(self) -> None:
        now = self.desk.clock()
        gap = (now - self._last_act).total_seconds()
        self._last_act = now
        if 0 < gap <= IDLE_SECONDS:
            self._pending[self.case.id] = self._pending.get(self.case.id, 0.0) + gap

    def _time_saved(self, seconds: int) -> None:
        case_id = self.case.id
        self._pending[case_id] = self._pending.get(case_id, 0.0) - seconds
        self.at_hand.add_seconds(case_id, seconds)


def next_open(assessed: AssessedCase, *, after: str | None = None) -> str | None:
    """Return the next question to answer or note to write, after one if given, then round."""
    states = [state for a in assessed.by_checklist.values() for state in a.states]
    ids = [state.question.id for state in states]
    start = ids.index(after) + 1 if after is not None else 0
    owed = set(assessed.owed_notes) - {after}
    for state in states[start:] + states[:start]:
        to_answer = state.standing is None and state.can_be_answered
        if to_answer or state.question.id in owed:
            return state.question.id
    return None


def _first_flagged(assessed: AssessedCase, ids: Sequence[str], *, within: set[str]) -> str | None:
    for question in ids:
        standing = assessed.standing.get(question)
        if question in within and standing is not None and standing.flagged:
            return question
    return None


def _orders_words(orders: Sequence[int]) -> str:
    if orders == list(range(1, len(orders) + 1)):
        return f"They are 1 to {len(orders)}."
    return f"Those to read are {', '.join(map(str, orders))}."
