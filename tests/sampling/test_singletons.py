"""The named policies for strata of which a single case was read."""

import pytest

from sampling.errors import SamplingError
from sampling.singletons import POLICIES, check_singles, singles_variance


def test_average_gives_each_single_the_mean_variance_of_the_others():
    assert singles_variance("average", [9.0, 9.0], known=30.0, strata=5) == pytest.approx(20)


def test_adjust_takes_the_distances_as_they_are():
    assert singles_variance("adjust", [9.0, 4.0], known=30.0, strata=5) == 13


@pytest.mark.parametrize("policy", ["remove", "refuse"])
def test_remove_and_refuse_add_nothing(policy):
    assert singles_variance(policy, [9.0], known=30.0, strata=5) == 0


def test_without_singles_no_policy_adds_anything():
    assert {singles_variance(policy, [], known=30.0, strata=5) for policy in POLICIES} == {0}


def test_singles_are_refused_by_default_and_where_nothing_else_was_read():
    check_singles("refuse", [], degrees_of_freedom=0)
    check_singles("average", ["one"], degrees_of_freedom=4)
    for policy, freedom in (("refuse", 4), ("average", 0), ("whatever", 4)):
        with pytest.raises(SamplingError, match="single"):
            check_singles(policy, ["one"], degrees_of_freedom=freedom)
