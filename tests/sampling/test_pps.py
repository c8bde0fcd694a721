from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.pps import draw_pps
from sampling.tickets import ticket

SEED = "20221122"
FRAME = [f"22/{number:05d}" for number in range(200)]
OFFENCES = [1 + number % 5 for number in range(200)]


def test_the_rank_is_the_ticket_as_a_fraction_over_the_size():
    ranked = sorted(
        (Fraction(int(ticket(SEED, one), 16), 2**256) / size, one)
        for one, size in zip(FRAME, OFFENCES, strict=True)
    )
    drawn = draw_pps(FRAME, OFFENCES, 20, seed=SEED, reserves=5)
    assert [one.reference for one in drawn.cases] == [one for _, one in ranked[:20]]
    assert [one.reference for one in drawn.reserves] == [one for _, one in ranked[20:25]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=400, max_size=400), st.integers(1, 6))
def test_large_and_small_cases_are_cut_at_one_rank(measures, size):
    references = [f"case {number}" for number in range(400)]
    ranked = sorted(
        (Fraction(int(ticket(SEED, one), 16), measure), one)
        for one, measure in zip(references, measures, strict=True)
    )
    drawn = draw_pps(references, measures, size, seed=SEED)
    assert [one.reference for one in drawn.cases] == [one for _, one in ranked[:size]]


def test_the_chance_is_in_proportion_to_size():
    drawn = draw_pps(FRAME, OFFENCES, 20, seed=SEED)
    for one in drawn.cases:
        size = OFFENCES[FRAME.index(one.reference)]
        assert one.probability == pytest.approx(20 * size / sum(OFFENCES))
        assert one.weight * one.probability == pytest.approx(1)


def test_over_many_seeds_cases_are_drawn_as_often_as_their_chance_says():
    sizes = [1, 2, 3, 4, 5, 5, 5, 5, 5, 5]
    draws = 3000
    times = [0] * 10
    for number in range(draws):
        for one in draw_pps(FRAME[:10], sizes, 3, seed=f"{number:08d}").cases:
            times[FRAME.index(one.reference)] += 1
    for drawn, size in zip(times, sizes, strict=True):
        assert drawn / draws == pytest.approx(3 * size / 40, abs=0.04)


def test_rows_in_another_order_give_the_same_draw():
    rows = sorted(zip(FRAME, OFFENCES, strict=True), key=lambda row: row[0][::-1])
    references, offences = zip(*rows, strict=True)
    assert draw_pps(references, offences, 30, seed=SEED) == draw_pps(FRAME, OFFENCES, 30, seed=SEED)


@settings(max_examples=20)
@given(st.integers(1, 100), st.integers(1, 20))
def test_a_top_up_extends(size, more):
    fewer = [one.reference for one in draw_pps(FRAME, OFFENCES, size, seed=SEED).cases]
    longer = [one.reference for one in draw_pps(FRAME, OFFENCES, size + more, seed=SEED).cases]
    assert longer[:size] == fewer


def test_equal_sizes_draw_the_lowest_tickets():
    drawn = draw_pps(FRAME, [3] * 200, 10, seed=SEED)
    assert [one.ticket for one in drawn.cases] == sorted(ticket(SEED, one) for one in FRAME)[:10]


def test_a_case_that_is_just_certain_is_drawn():
    drawn = draw_pps(["A", "B", "C"], [2, 1, 1], 2, seed=SEED, reserves=1)
    assert "A" in {one.reference for one in drawn.cases + drawn.reserves}
    everything = draw_pps(["A", "B", "C"], [1, 1, 1], 3, seed=SEED)
    assert {one.probability for one in everything.cases} == {1}


def test_a_case_too_large_for_chance_is_refused_with_what_to_do():
    with pytest.raises(SamplingError, match="too large to be left to chance") as caught:
        draw_pps(["A", "B", "C"], [90, 5, 5], 2, seed=SEED)
    assert "A with 90 of 100" in caught.value.given
    assert "read whole" in caught.value.hint


@pytest.mark.parametrize("measure", [0, -1, 1.5, 2**32])
def test_a_measure_that_is_no_count_is_refused_with_its_case(measure):
    with pytest.raises(SamplingError, match="measure of size of B"):
        draw_pps(["A", "B"], [1, measure], 1, seed=SEED)


def test_measures_out_of_step_are_refused():
    with pytest.raises(SamplingError, match="1 for 2"):
        draw_pps(["A", "B"], [1], 1, seed=SEED)


def test_an_unlucky_bar_falls_back_to_every_ticket(monkeypatch):
    expected = draw_pps(FRAME, OFFENCES, 20, seed=SEED)
    monkeypatch.setattr("sampling.pps.bar_for", lambda *_, **__: bytes(32))
    assert draw_pps(FRAME, OFFENCES, 20, seed=SEED) == expected
