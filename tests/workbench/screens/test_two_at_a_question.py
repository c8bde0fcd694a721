"""Two auditors at one question: the second is told, sees both answers, and chooses."""

from collections.abc import Callable

import pytest

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.scoring import open_scoring
from workbench.audits.standing import Standing, standings
from workbench.record.history import entries

SECOND = "auditor 2"


@pytest.fixture
def as_second(desk: Desk) -> Desk:
    return Desk(desk.record, auditor=SECOND, clock=desk.clock)


def standing(desk: Desk, audit: OpenAudit) -> Standing:
    with desk.record.reading() as session:
        return standings(session, audit.cases[0].id)["SUP-01"]


def entries_of_answers(desk: Desk) -> list[str]:
    with desk.record.reading() as session:
        return [e.actor for e in entries(session) if e.action == "answer changed"]


async def test_the_second_is_told_and_the_same_key_puts_theirs(
    desk: Desk, as_second: Desk, audit: OpenAudit, make_app: Callable, settle: Callable
) -> None:
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        open_scoring(as_second, audit.name).open_anyway()
        other = open_scoring(as_second, audit.name)
        other.go_to_case(1, anyway=True)
        other.answer(Answer.MET)
        await pilot.press("n")
        await settle(pilot)
        said = app.screen_text(pilot) if hasattr(app, "screen_text") else _text(app)
        assert "changed by auditor 2" in said
        assert "theirs is met, yours not met" in said
        assert "Nothing of yours was saved" in said
        assert standing(desk, audit).value is Answer.MET
        await pilot.press("n")
        await settle(pilot)
    assert standing(desk, audit).value is Answer.NOT_MET
    assert entries_of_answers(desk) == [SECOND, desk.auditor]


def _text(app: object) -> str:
    from re import sub

    return sub(r"\s+", " ", "\n".join(str(w.render()) for w in app.screen.query("*") if w.display))
