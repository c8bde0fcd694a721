"""Planning: what a draw would show agrees with what the draw then is."""

from collections import Counter

import pytest

from checklists.answers import Answer
from sampling.errors import SamplingError
from sampling.intervals import proportion_interval
from tests.conftest import SEED, Clock, DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Allocation, DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.planning import DrawnFrom, foresee, groups_of, usual_minutes
from workbench.audits.reviews.scoring import open_scoring
from workbench.errors import WorkbenchError

CRIMES = DrawnFrom(size=6000)
TEAMS = DrawnFrom(size=1000, groups={"North": 600, "South": 300, "Roads": 100})


def test_a_simple_draw_shows_the_interval_of_each_expected_rate() -> None:
    foreseen = foresee(DesignAsked(size=60), CRIMES)
    seen = dict(foreseen.half_widths)
    wilson = proportion_interval(30, 60, population=6000)
    assert seen[0.5] == pytest.approx(wilson.half_width)
    assert set(seen) == {0.5, 0.7, 0.9}


def test_the_chance_of_seeing_a_failure_is_that_of_drawing_one_of_them() -> None:
    foreseen = foresee(DesignAsked(size=2), DrawnFrom(size=10))
    # One in ten fails, which is one case: 2 of 10 chances to draw it.
    assert dict(foreseen.chances)[0.1] == pytest.approx(0.2)


def test_hours_are_files_times_minutes() -> None:
    assert foresee(DesignAsked(size=60), CRIMES, minutes=14).hours == pytest.approx(14)
    assert foresee(DesignAsked(size=60), CRIMES).hours is None


def test_reading_every_case_is_a_census() -> None:
    foreseen = foresee(DesignAsked(size=40), DrawnFrom(size=40))
    assert foreseen.census
    assert {half for _, half in foreseen.half_widths} == {0}


@pytest.mark.parametrize("allocation", Allocation)
def test_the_sizes_that_are_foreseen_are_those_that_are_drawn(
    listed: Desk, allocation: Allocation
) -> None:
    asked = DesignAsked(
        kind=DesignKind.STRATIFIED, size=20, by="team", allocation=allocation, minimum=2
    )
    foreseen = foresee(asked, groups_of(listed, "crimes", "team"))
    drawn = draw_sample(
        listed,
        DrawPlan(audit="A", population="crimes", checklists=("SUP",), design=asked, seed=SEED),
    )
    assert {s.name: s.files for s in foreseen.strata} == Counter(c.stratum for c in drawn.cases)


def test_each_stratum_is_foreseen_by_itself() -> None:
    asked = DesignAsked(kind=DesignKind.STRATIFIED, size=100, by="team")
    strata = {stratum.name: stratum for stratum in foresee(asked, TEAMS).strata}
    assert strata["North"].files == 60
    assert strata["Roads"].half_width > strata["North"].half_width


def test_the_least_from_each_stratum_is_foreseen() -> None:
    asked = DesignAsked(kind=DesignKind.STRATIFIED, size=100, by="team", minimum=30)
    strata = {stratum.name: stratum.files for stratum in foresee(asked, TEAMS).strata}
    assert strata["Roads"] == 30
    assert sum(strata.values()) == 100


def test_nothing_is_promised_of_clusters_but_about_how_many_cases() -> None:
    asked = DesignAsked(kind=DesignKind.CLUSTER, clusters=2, by="team")
    foreseen = foresee(asked, TEAMS)
    assert foreseen.files == round(2 * 1000 / 3)
    assert not foreseen.half_widths
    assert not foreseen.chances


def test_two_stages_read_so_many_of_each_cluster_at_most() -> None:
    asked = DesignAsked(kind=DesignKind.TWO_STAGE, clusters=3, size=200, by="team")
    assert foresee(asked, TEAMS).files == 200 + 200 + 100


@pytest.mark.parametrize(
    "asked",
    [
        DesignAsked(size=6001),
        DesignAsked(size=0),
        DesignAsked(kind=DesignKind.CLUSTER, clusters=4, by="team"),
    ],
    ids=["more than there are", "none", "more clusters than there are"],
)
def test_what_cannot_be_drawn_is_refused(asked: DesignAsked) -> None:
    with pytest.raises(SamplingError):
        foresee(asked, TEAMS)


def test_groups_are_counted_from_the_frame(listed: Desk) -> None:
    counted = groups_of(listed, "crimes", "team")
    assert counted.size == 200
    assert counted.groups == {"A": 67, "B": 67, "C": 66}


def test_groups_of_what_is_not_there_are_refused(listed: Desk) -> None:
    with pytest.raises(WorkbenchError):
        groups_of(listed, "no such list", "team")
    with pytest.raises(SamplingError):
        groups_of(listed, "crimes", "no such column")


def test_the_usual_pace_is_learnt_from_complete_cases(
    listed: Desk, draw_audit: DrawAudit, clock: Clock
) -> None:
    draw_audit("September")
    assert usual_minutes(listed) is None
    for order, seconds in ((1, 10), (2, 20), (3, 60)):
        scoring = open_scoring(listed, "September")
        scoring.go_to_case(order)
        while not scoring.case_complete:
            clock.tick(seconds)
            scoring.answer(Answer.MET)
    scoring.go_to_case(4)
    clock.tick(250)
    scoring.answer(Answer.MET)
    questions = len(scoring.audit.questions)
    assert usual_minutes(listed) == pytest.approx(questions * 20 / 60)
