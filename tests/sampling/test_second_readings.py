"""The second reading: a share by lot that anyone can repeat, and never one's own first reading."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.reading_allocation import Reader, allocate_reading
from sampling.second_readings import (
    allocate_second_readings,
    draw_second_readings,
    second_reading_size,
)

SEED = "20261122"
CASES = [f"NS/{number:05}/26" for number in range(60)]
TEAM = [Reader("Ann"), Reader("Bo"), Reader("Cy")]
FIRST = allocate_reading(CASES, TEAM, seed=SEED).reader_of


@pytest.mark.parametrize(
    ("cases", "share", "size"),
    [(60, 0.1, 6), (30, 0.1, 3), (61, 0.1, 7), (100, 0.07, 7), (1, 0.1, 1), (60, 0, 0), (7, 1, 7)],
)
def test_the_share_is_rounded_up_and_never_by_a_rounding_error(cases, share, size):
    assert second_reading_size(cases, share) == size


@given(st.integers(0, 5000), st.integers(0, 1000))
def test_the_size_is_the_least_that_reaches_the_share(cases, thousandths):
    size = second_reading_size(cases, thousandths / 1000)
    assert size * 1000 >= cases * thousandths
    assert size == 0 or (size - 1) * 1000 < cases * thousandths


def test_the_cases_are_those_with_the_lowest_tickets_which_anyone_can_make():
    tickets = {case: sha256(f"{SEED}|second|{case}".encode()).hexdigest() for case in CASES}
    lowest = sorted(CASES, key=tickets.__getitem__)[:6]
    assert list(draw_second_readings(CASES, seed=SEED)) == lowest
    assert list(draw_second_readings(reversed(CASES), seed=SEED)) == lowest


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), "0.1"])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(SamplingError, match="the share read twice"):
        draw_second_readings(CASES, seed=SEED, share=share)


@given(
    st.integers(0, 60),
    st.sampled_from([0, 0.1, 0.25, 1]),
    st.sets(st.sampled_from(CASES)),
    st.sets(st.tuples(st.sampled_from(CASES), st.just("Cy"))),
)
def test_nobody_reads_a_case_twice_nor_against_a_conflict(cases, share, chosen, conflicts):
    first = {case: FIRST[case] for case in CASES[:cases]}
    team = [*TEAM, Reader("Di")]
    found = allocate_second_readings(
        first, team, seed=SEED, share=share, chosen=chosen & set(first), conflicts=conflicts
    )
    second = found.allocation.reader_of
    assert set(second) == set(found.drawn) | (chosen & set(first))
    assert not set(found.drawn) & set(found.chosen)
    assert found.drawn == draw_second_readings(first, seed=SEED, share=share)
    assert all(second[case] != first[case] for case in second)
    assert not set(second.items()) & conflicts


def test_second_readings_are_shared_as_fairly_as_first_ones():
    found = allocate_second_readings(FIRST, TEAM, seed=SEED, share=0.5)
    assert [share.cases for share in found.allocation.shares] == [10, 10, 10]


def test_chosen_cases_are_added_to_those_drawn_and_kept_apart():
    plain = draw_second_readings(CASES, seed=SEED)
    others = [case for case in CASES if case not in plain][:4]
    found = allocate_second_readings(FIRST, TEAM, seed=SEED, chosen=[*others, plain[0]])
    assert found.drawn == plain
    assert found.chosen == tuple(sorted(others))


def test_one_auditor_alone_cannot_read_twice_and_is_told_which_cases():
    alone = dict.fromkeys(CASES[:10], "Ann")
    with pytest.raises(SamplingError, match="1 case can be read by nobody") as caught:
        allocate_second_readings(alone, [Reader("Ann")], seed=SEED)
    assert caught.value.given == draw_second_readings(alone, seed=SEED)[0]


def test_a_case_that_nobody_reads_first_cannot_be_chosen():
    with pytest.raises(SamplingError, match="before the first"):
        allocate_second_readings(FIRST, TEAM, seed=SEED, chosen=["NS/99999/26"])
