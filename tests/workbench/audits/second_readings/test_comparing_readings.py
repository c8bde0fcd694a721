"""Comparing readings: what a reader gave is compared, and what rules set for both is not."""

import pytest

from checklists.answers import Answer
from exports.agreement import AgreementLine
from exports.agreement_words import difference_words
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import Give, all_met, but, read_twice
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.results.rates import rates

DEPENDS_ON = "SUP-01"
"""Where it is not met, SUP-04 is set to not applicable."""


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 3 cases."""
    return draw_audit(size=3)


@pytest.fixture
def unsupervised(audit: OpenAudit) -> Give:
    """A reader who finds no supervision in the first case."""
    return but(case=audit.cases[0].reference, question=DEPENDS_ON, answer=Answer.NOT_MET)


def never_supervised(_: AuditCase, question: str) -> Answer:
    """A reader who finds no supervision anywhere."""
    return Answer.NOT_MET if question == DEPENDS_ON else Answer.MET


def agreement(desk: Desk, audit: OpenAudit, line: str) -> AgreementLine:
    return {each.id: each for each in rates(desk, audit.name).agreement}[line]


def test_what_the_earlier_answers_of_both_switch_off_is_nobodys_agreement(
    desk: Desk, audit: OpenAudit, unsupervised: Give
) -> None:
    read_twice(desk, audit, unsupervised, unsupervised)
    line = agreement(desk, audit, "SUP-04")
    assert (line.read_twice, line.set_by_rule, line.differences) == (3, 1, 0)
    assert [(part.agreed, part.cases) for _, part in line.parts] == [(2, 2)] * 3
    assert difference_words(line) == (
        "no difference in 3 cases read twice; 1 set by rule, not compared"
    )
    assert agreement(desk, audit, DEPENDS_ON).answer.cases == 3


def test_what_the_earlier_answer_of_one_switches_off_is_compared_with_what_the_other_gave(
    desk: Desk, audit: OpenAudit, unsupervised: Give
) -> None:
    read_twice(desk, audit, unsupervised, all_met)
    line = agreement(desk, audit, "SUP-04")
    assert (line.set_by_rule, line.differences) == (0, 1)
    assert [(part.agreed, part.cases) for _, part in line.parts] == [(2, 2), (2, 3), (2, 3)]


def test_a_question_that_neither_ever_answered_has_no_agreement_and_says_why(
    desk: Desk, audit: OpenAudit
) -> None:
    read_twice(desk, audit, never_supervised, never_supervised)
    line = agreement(desk, audit, "SUP-04")
    assert (line.read_twice, line.set_by_rule) == (3, 3)
    assert line.answer.percent.value is None
    assert "neither reader gave an answer" in line.answer.percent.reason
