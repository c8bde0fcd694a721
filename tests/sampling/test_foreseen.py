import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.foreseen import wilson_limits
from sampling.intervals import proportion_interval


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_at_a_size_that_exists_the_limits_are_those_of_the_interval(count):
    successes, n = count
    got = proportion_interval(successes, n)
    limits = wilson_limits(successes / n, n, 1.959963984540054)
    assert limits == pytest.approx((got.low, got.high), abs=1e-12)


@given(st.floats(0, 1), st.integers(1, 1000))
def test_one_more_file_at_the_same_rate_narrows_them(rate, n):
    low, high = wilson_limits(rate, n, 1.96)
    closer_low, closer_high = wilson_limits(rate, n + 1, 1.96)
    assert low - 1e-12 <= closer_low <= closer_high <= high + 1e-12
