from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.systematic import draw_systematic
from sampling.tickets import ticket

SEED = "20221122"
FRAME = [f"22/{number:05d}" for number in range(100)]
DATES = [f"2022-{number % 12 + 1:02d}-01" for number in range(100)]


@settings(max_examples=40)
@given(st.integers(1, 100))
def test_places_are_the_fractional_interval_in_exact_arithmetic(size):
    start = Fraction(int(ticket(SEED, "start"), 16), 2**256)
    places = [floor((start + k) * Fraction(100, size)) for k in range(size)]
    drawn = draw_systematic(FRAME, size, seed=SEED)
    assert [one.reference for one in drawn.cases] == [FRAME[place] for place in places]


def test_neighbours_in_the_sample_are_one_interval_apart():
    drawn = draw_systematic(FRAME, 10, seed=SEED)
    places = [FRAME.index(one.reference) for one in drawn.cases]
    assert {after - before for before, after in pairwise(places)} == {10}


def test_a_date_column_spreads_the_sample_over_the_year():
    drawn = draw_systematic(FRAME, 12, seed=SEED, by=DATES)
    dates = [DATES[FRAME.index(one.reference)] for one in drawn.cases]
    assert dates == sorted(dates)
    assert len(set(dates)) >= 11


def test_rows_in_another_order_give_the_same_draw():
    rows = sorted(zip(FRAME, DATES, strict=True), key=lambda row: row[0][::-1])
    references, dates = zip(*rows, strict=True)
    one = draw_systematic(references, 9, seed=SEED, by=dates, reserves=3)
    assert one == draw_systematic(FRAME, 9, seed=SEED, by=DATES, reserves=3)


def test_reserves_are_the_lowest_tickets_of_the_rest():
    drawn = draw_systematic(FRAME, 10, seed=SEED, reserves=5)
    taken = {one.reference for one in drawn.cases}
    rest = sorted((ticket(SEED, one), one) for one in FRAME if one not in taken)
    assert [one.reference for one in drawn.reserves] == [one for _, one in rest[:5]]


def test_every_case_has_the_same_chance_over_seeds():
    times = dict.fromkeys(FRAME[:7], 0)
    for number in range(1400):
        for one in draw_systematic(FRAME[:7], 3, seed=f"{number:08d}").cases:
            times[one.reference] += 1
    assert all(520 < drawn < 680 for drawn in times.values())  # 600 expected, 4 deviations


def test_a_census_takes_each_case_once():
    drawn = draw_systematic(FRAME, 100, seed=SEED)
    assert [one.reference for one in drawn.cases] == FRAME


def test_more_than_the_frame_is_refused():
    with pytest.raises(SamplingError, match="from 1 to 100"):
        draw_systematic(FRAME, 101, seed=SEED)
