"""Naming second readers who cannot read the lot: how many, why, and who could."""

import pytest

from tests.conftest import DrawAudit
from tests.workbench.audits.readers import FIRST, SECOND, THIRD, at, choose, read, read_twice_in
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.allocating import set_conflict_rules
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.people import register
from workbench.errors import Refused


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 7 cases."""
    return draw_audit(size=7)


def refusal(desk: Desk, audit: OpenAudit, *readers: str) -> Refused:
    """Return why these people cannot be chosen; check that nothing was."""
    with pytest.raises(Refused) as caught:
        choose(desk, audit, *readers, share=1.0)
    assert read_twice_in(desk, audit) == {}
    assert not any(case.reference in str(caught.value) for case in audit.cases)
    return caught.value


def test_who_read_them_all_first_is_told_so_and_that_another_is_needed(
    desk: Desk, audit: OpenAudit
) -> None:
    read(at(desk, FIRST), audit)
    refused = refusal(desk, audit, FIRST)
    assert refused.problem == (
        "7 of the 7 cases by lot can be read second by none of those named: "
        "auditor 1 reads 7 first."
    )
    assert refused.remedy == (
        "Nothing was chosen. Name somebody too who reads none of them first and is in no "
        "conflict: --reader NAME."
    )


def test_whoever_is_registered_and_may_read_them_is_named(desk: Desk, audit: OpenAudit) -> None:
    for name in (FIRST, SECOND, THIRD):
        register(desk, name, team={FIRST: "C", SECOND: "A", THIRD: "nobody's"}[name])
    set_conflict_rules(desk, audit.name, RulesAsked(own_team="team"))
    of_a = sum(case.fields["team"] == "A" for case in audit.cases)
    refused = refusal(desk, audit, SECOND)
    assert f"{of_a} of the 7 cases by lot can be read second by none" in refused.problem
    assert f"auditor 2: {of_a} are their own or their team's." in refused.problem
    assert "Name one who may read all of them: auditor 1, auditor 3." in refused.remedy


def test_both_reasons_are_told_of_whom_they_hold(desk: Desk, audit: OpenAudit) -> None:
    register(desk, FIRST, team="A;B;C")
    read(at(desk, FIRST), audit)
    register(desk, SECOND, team="A;B;C")
    set_conflict_rules(desk, audit.name, RulesAsked(own_team="team"))
    refused = refusal(desk, audit, FIRST, SECOND)
    assert "auditor 1 reads 7 first; auditor 2: 7 are their own or their team's." in refused.problem
    assert "Name somebody too" in refused.remedy


def test_of_many_names_the_rest_is_counted(desk: Desk, audit: OpenAudit) -> None:
    names = [f"reader {n}" for n in range(7)]
    for name in names:
        register(desk, name, team="A;B;C")
    set_conflict_rules(desk, audit.name, RulesAsked(own_team="team"))
    assert (
        "reader 4: 7 are their own or their team's; and 2 more."
        in refusal(desk, audit, *names).problem
    )


def test_one_more_who_may_read_the_rest_is_enough(desk: Desk, audit: OpenAudit) -> None:
    read(at(desk, FIRST), audit)
    assert len(choose(desk, audit, FIRST, SECOND, share=1.0)) == 7
