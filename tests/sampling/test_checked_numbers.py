import numpy as np
import pytest

from sampling.checked_numbers import check_count, check_share, check_whole_number
from sampling.errors import SamplingError


@pytest.mark.parametrize("value", [0, 7, np.int64(7)])
def test_whole_numbers_pass(value):
    assert check_whole_number("the size", value) == value


@pytest.mark.parametrize("value", [-1, 2.0, "3", True, None, float("nan")])
def test_anything_else_is_refused_and_never_rounded(value):
    with pytest.raises(SamplingError, match="the size cannot be used"):
        check_whole_number("the size", value)


def test_the_limits_are_told():
    with pytest.raises(SamplingError, match="from 1 to 5"):
        check_whole_number("the size", 6, at_least=1, at_most=5)


@pytest.mark.parametrize("value", [0, 1, 0.95, np.float64(0.5)])
def test_shares_pass(value):
    assert check_share("the confidence", value) == value


@pytest.mark.parametrize("value", [95, -0.1, "0.9", None, float("nan"), True])
def test_a_percentage_is_not_a_share(value):
    with pytest.raises(SamplingError, match="Write 95%"):
        check_share("the confidence", value)


@pytest.mark.parametrize("value", [0, 1])
def test_the_ends_can_be_shut_out(value):
    with pytest.raises(SamplingError, match="not 0 or 1 itself"):
        check_share("the confidence", value, open_ends=True)


def test_a_count_is_successes_of_n():
    assert check_count("this audit", 3, 23) == (3, 23)


@pytest.mark.parametrize(("successes", "n"), [(24, 23), (0.4, 23), (-1, 23), (0, 0), (1, -1)])
def test_a_count_that_cannot_be_is_refused(successes, n):
    with pytest.raises(SamplingError, match="this audit"):
        check_count("this audit", successes, n)
