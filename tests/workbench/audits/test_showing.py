"""Showing: the baselines that checklists can be held against, and what shows a change."""

import pytest

from checklists.library import library
from tests.conftest import DrawAudit
from workbench.audits import showing
from workbench.audits.desk import Desk
from workbench.audits.draws.proving import Learnt
from workbench.audits.showing import (
    ChangePlanner,
    ChangeToShow,
    chosen_checklists,
    measured_baselines,
)


def held_against(*checklists: str) -> list[str]:
    return [each.name for each in measured_baselines(library()[name] for name in checklists)]


def change(desk: Desk, checklist: str, rate: float, population: int | None = None) -> ChangeToShow:
    planner = ChangePlanner()
    (found,) = planner.changes(desk, [library()[checklist]], true_rate=rate, population=population)
    return found


class TestComparable:
    def test_a_checklist_is_held_against_what_it_asks_about(self) -> None:
        assert held_against("SUP") == ["stf22-supervision"]
        assert held_against("PLAN", "SUP") == ["stf22-inv-opps", "stf22-supervision"]

    def test_words_and_percentages_without_a_margin_have_no_figure_to_beat(self) -> None:
        assert held_against("THRIVE", "ELP") == []

    def test_a_baseline_under_a_condition_is_left_out(self) -> None:
        assert not any(each.register.only_where for each in measured_baselines(library().values()))

    def test_an_audit_drawn_again_brings_its_own_checklists(
        self, listed: Desk, draw_audit: DrawAudit
    ) -> None:
        draw_audit("September")
        assert [c.id for c in chosen_checklists(listed, (), "September")] == ["SUP"]
        assert [c.id for c in chosen_checklists(listed, ("PLAN",), "")] == ["PLAN"]


class TestWhatItTakes:
    def test_the_files_are_those_of_the_command(self, listed: Desk) -> None:
        found = change(listed, "SUP", 0.8)
        assert (found.proof.size.applicable, found.proof.size.files) == (11, 11)
        assert not found.too_uncertain

    @pytest.mark.parametrize(("rate", "uncertain"), [(0.62, True), (0.8, True), (0.85, False)])
    def test_within_its_own_limits_the_baseline_is_too_uncertain(
        self, listed: Desk, rate: float, *, uncertain: bool
    ) -> None:
        assert change(listed, "PLAN", rate).too_uncertain is uncertain

    def test_a_short_list_is_another_reason(self, listed: Desk) -> None:
        found = change(listed, "PLAN", 0.85, population=200)
        assert found.proof.size.files is None
        assert not found.too_uncertain

    def test_files_are_put_up_by_the_share_that_was_learnt(
        self, listed: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shares = {("SUP-EFFECTIVE", "SUP-12"): Learnt(0.25, "SUP-12 applied to 10 of 40 files")}
        monkeypatch.setattr(showing, "learn_share", lambda _, measures: shares[measures])
        found = change(listed, "SUP", 0.8)
        assert (found.proof.size.applicable, found.proof.size.files) == (11, 44)
        assert found.share.value == 0.25

    def test_nothing_is_worked_out_twice(
        self, listed: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        planner, asked = ChangePlanner(), [library()["SUP"]]
        first = planner.changes(listed, asked, true_rate=0.8, population=None)
        monkeypatch.delattr(showing, "prove_change")
        monkeypatch.delattr(showing, "learn_share")
        assert planner.changes(listed, asked, true_rate=0.8, population=None) == first
