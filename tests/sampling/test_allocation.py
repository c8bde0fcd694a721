import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.allocation import allocate
from sampling.errors import SamplingError

NAMES = "abcdefgh"
populations = st.lists(st.integers(2, 5000), min_size=1, max_size=8).map(
    lambda held: dict(zip(NAMES, held, strict=False))
)


@st.composite
def requests(draw):
    held = draw(populations)
    minimum = draw(st.integers(0, 5))
    least = sum(min(minimum, one) for one in held.values())
    return {
        "total": draw(st.integers(least, sum(held.values()))),
        "populations": held,
        "rule": draw(st.sampled_from(["proportional", "equal", "neyman"])),
        "rates": {name: draw(st.floats(0.01, 0.99)) for name in held},
        "minimum": minimum,
    }


@given(requests())
def test_sizes_sum_exactly_and_fit_every_stratum(request):
    sizes = allocate(**request)
    assert sum(sizes.values()) == request["total"]
    for name, held in request["populations"].items():
        assert min(request["minimum"], held) <= sizes[name] <= held


@given(requests())
def test_the_order_of_the_strata_does_not_matter(request):
    turned = dict(reversed(request["populations"].items()))
    assert allocate(**{**request, "populations": turned}) == allocate(**request)


@given(populations)
def test_the_whole_population_is_the_whole_of_each_stratum(held):
    assert allocate(sum(held.values()), held, rule="equal") == held


def test_proportional_and_neyman_on_three_crime_types():
    held = {"violence": 30000, "sexual": 3000, "other": 44000}
    rates = {"violence": 0.86, "sexual": 0.96, "other": 0.90}
    assert list(allocate(600, held).values()) == [234, 23, 343]
    assert list(allocate(600, held, rule="neyman", rates=rates).values()) == [258, 15, 327]


def test_what_a_full_stratum_cannot_take_goes_to_the_others():
    assert allocate(30, {"big": 1000, "small": 4, "other": 1000}, rule="equal") == {
        "big": 13,
        "small": 4,
        "other": 13,
    }


def test_the_largest_remainder_gets_the_odd_file():
    assert allocate(10, {"a": 100, "b": 100, "c": 101}) == {"a": 3, "b": 3, "c": 4}


def test_the_minimum_lifts_a_small_stratum():
    sizes = allocate(60, {"big": 5900, "rare": 100}, minimum=10)
    assert sizes == {"big": 50, "rare": 10}


@pytest.mark.parametrize(
    ("total", "expected"), [(2, "from 3 to 30"), (31, "from 3 to 30"), (5.5, "whole number")]
)
def test_a_total_that_cannot_be_shared_out_is_refused(total, expected):
    with pytest.raises(SamplingError, match=expected):
        allocate(total, {"a": 10, "b": 10, "c": 10})


def test_neyman_without_rates_is_refused():
    with pytest.raises(SamplingError, match="one rate for each of a, b"):
        allocate(4, {"a": 10, "b": 10}, rule="neyman")


def test_a_rate_of_one_would_leave_a_stratum_out():
    with pytest.raises(SamplingError, match=r"0\.99 rather than 1"):
        allocate(4, {"a": 10, "b": 10}, rule="neyman", rates={"a": 1, "b": 0.5})


@pytest.mark.parametrize(("held", "rule"), [({}, "equal"), ({"a": 0}, "equal"), ({"a": 5}, "fair")])
def test_strata_and_rules_that_cannot_be_used_are_refused(held, rule):
    with pytest.raises(SamplingError):
        allocate(1, held, rule=rule)
