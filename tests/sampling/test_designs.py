from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.clusters import draw_clusters, draw_two_stage
from sampling.designs import draw_simple, draw_stratified
from sampling.errors import SamplingError
from sampling.pps import draw_pps
from sampling.systematic import draw_systematic
from sampling.tickets import in_ticket_order

SEED = "20221122"
FRAME = [f"22/{number:05d}" for number in range(400)]
TEAMS = [("North", "South", "East", "West")[number % 7 % 4] for number in range(400)]
SIZES = {"North": 10, "South": 5, "East": 3, "West": 1}


def references(selections):
    return [one.reference for one in selections]


class TestSimple:
    def test_the_sample_is_the_lowest_tickets_and_the_reserves_the_next(self):
        drawn = draw_simple(FRAME, 60, seed=SEED, reserves=10)
        ranked = references(in_ticket_order(FRAME, seed=SEED))
        assert references(drawn.cases) == ranked[:60]
        assert references(drawn.reserves) == ranked[60:70]

    def test_every_case_has_the_same_chance_and_stands_for_as_many(self):
        drawn = draw_simple(FRAME, 50, seed=SEED, reserves=1)
        assert {(one.probability, one.weight) for one in drawn.cases} == {(0.125, 8.0)}
        assert sum(one.weight for one in drawn.cases) == len(FRAME)

    def test_selections_are_numbered_from_one(self):
        drawn = draw_simple(FRAME, 3, seed=SEED, reserves=2)
        assert [one.order for one in drawn.cases] == [1, 2, 3]
        assert [one.order for one in drawn.reserves] == [1, 2]

    def test_a_census_draws_every_case_once(self):
        drawn = draw_simple(FRAME, len(FRAME), seed=SEED, reserves=5)
        assert sorted(references(drawn.cases)) == FRAME
        assert drawn.reserves == ()
        assert drawn.cases[0].weight == 1

    def test_two_seeds_draw_two_samples(self):
        one, two = (draw_simple(FRAME, 20, seed=seed) for seed in (SEED, "20221123"))
        assert references(one.cases) != references(two.cases)

    def test_each_case_is_drawn_as_often_as_its_chance_says(self):
        draws = 2000
        times = Counter()
        for number in range(draws):
            times.update(references(draw_simple(FRAME[:10], 3, seed=f"{number:08d}").cases))
        expected = draws * 0.3
        statistic = sum((times[one] - expected) ** 2 / expected for one in FRAME[:10]) / 0.7
        assert statistic < 33  # chi-squared with 9 degrees of freedom passes this once in 7,000

    @settings(max_examples=25)
    @given(st.integers(1, 399), st.randoms(use_true_random=False))
    def test_rows_in_another_order_give_the_same_draw(self, size, shuffler):
        rows = list(FRAME)
        shuffler.shuffle(rows)
        assert draw_simple(rows, size, seed=SEED) == draw_simple(FRAME, size, seed=SEED)

    @settings(max_examples=25)
    @given(st.integers(1, 300), st.integers(1, 100))
    def test_a_top_up_is_the_reserves_in_order(self, size, more):
        first = draw_simple(FRAME, size, seed=SEED, reserves=more)
        longer = draw_simple(FRAME, size + more, seed=SEED)
        assert references(longer.cases) == references(first.cases + first.reserves)


class TestStratified:
    def test_each_stratum_gives_its_own_lowest_tickets(self):
        drawn = draw_stratified(FRAME, TEAMS, SIZES, seed=SEED, reserves=2)
        for team, size in SIZES.items():
            inside = [one for one, of in zip(FRAME, TEAMS, strict=True) if of == team]
            ranked = references(in_ticket_order(inside, seed=SEED))
            mine = [one.reference for one in drawn.cases if one.stratum == team]
            spare = [one.reference for one in drawn.reserves if one.stratum == team]
            assert mine == ranked[:size]
            assert spare == ranked[size : size + 2]

    def test_weights_give_each_stratum_its_population(self):
        drawn = draw_stratified(FRAME, TEAMS, SIZES, seed=SEED)
        for team, population in Counter(TEAMS).items():
            weights = [one.weight for one in drawn.cases if one.stratum == team]
            assert sum(weights) == pytest.approx(population)

    def test_reading_in_order_mixes_the_strata(self):
        drawn = draw_stratified(FRAME, TEAMS, SIZES, seed=SEED)
        assert [one.order for one in drawn.cases] == list(range(1, 20))
        tickets = [one.ticket for one in drawn.cases]
        assert tickets == sorted(tickets)

    def test_reserves_may_differ_by_stratum(self):
        drawn = draw_stratified(FRAME, TEAMS, SIZES, seed=SEED, reserves={"East": 4})
        assert Counter(one.stratum for one in drawn.reserves) == {"East": 4}

    @settings(max_examples=20)
    @given(st.permutations(list(zip(FRAME, TEAMS, strict=True))))
    def test_rows_in_another_order_give_the_same_draw(self, shuffled):
        rows, teams = zip(*shuffled, strict=True)
        one = draw_stratified(rows, teams, SIZES, seed=SEED, reserves=3)
        assert one == draw_stratified(FRAME, TEAMS, SIZES, seed=SEED, reserves=3)

    def test_a_stratum_without_a_size_is_refused_by_name(self):
        with pytest.raises(SamplingError, match="West") as caught:
            draw_stratified(FRAME, TEAMS, {"North": 1, "South": 1, "East": 1}, seed=SEED)
        assert "take it out" in caught.value.hint

    def test_an_unknown_stratum_is_refused_by_name(self):
        with pytest.raises(SamplingError, match="Wset"):
            draw_stratified(FRAME, TEAMS, {**SIZES, "Wset": 1}, seed=SEED)

    @pytest.mark.parametrize("size", [0, 10_000])
    def test_a_size_the_stratum_cannot_give_is_refused(self, size):
        with pytest.raises(SamplingError, match="stratum 'West'"):
            draw_stratified(FRAME, TEAMS, {**SIZES, "West": size}, seed=SEED)


@pytest.mark.parametrize("size", [0, -1, 401, 3.5, True, "12"])
def test_a_size_that_is_no_count_of_the_frame_is_refused(size):
    with pytest.raises(SamplingError, match="sample size"):
        draw_simple(FRAME, size, seed=SEED)


@pytest.mark.parametrize(
    ("rows", "named"), [([], "no case"), (["A", ""], "blank"), (["A", "B", "B"], "'B'")]
)
def test_a_frame_that_cannot_be_drawn_from_is_refused(rows, named):
    with pytest.raises(SamplingError, match=named):
        draw_simple(rows, 1, seed=SEED)


@pytest.mark.parametrize(
    "draw",
    [
        lambda seed: draw_simple(FRAME, 3, seed=seed),
        lambda seed: draw_stratified(FRAME, TEAMS, SIZES, seed=seed),
        lambda seed: draw_systematic(FRAME, 3, seed=seed),
        lambda seed: draw_clusters(FRAME, TEAMS, 2, seed=seed),
        lambda seed: draw_two_stage(FRAME, TEAMS, 2, 3, seed=seed),
        lambda seed: draw_pps(FRAME, [1] * len(FRAME), 3, seed=seed),
    ],
    ids=["simple", "stratified", "systematic", "cluster", "two-stage", "pps"],
)
def test_every_design_refuses_a_seed_that_cannot_be_used(draw):
    with pytest.raises(SamplingError, match="seed cannot be used"):
        draw("7")


def test_sizes_from_numpy_leave_as_plain_numbers():
    drawn = draw_simple(FRAME, np.int64(3), seed=SEED)
    assert type(drawn.sizes["all"]) is int
    assert type(drawn.cases[0].weight) is float


def test_reserves_for_an_unknown_stratum_are_refused():
    with pytest.raises(SamplingError, match="Wset"):
        draw_stratified(FRAME, TEAMS, SIZES, seed=SEED, reserves={"Wset": 1})


def test_columns_out_of_step_are_refused():
    with pytest.raises(SamplingError, match="399 for 400"):
        draw_stratified(FRAME, TEAMS[:-1], SIZES, seed=SEED)
