"""Rates from unequal chances: the same as what is proved elsewhere where the two meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.cluster_estimates import Cluster, estimate_cluster
from sampling.errors import SamplingError
from sampling.weighted_estimates import WeightedCase, estimate_weighted

COUNTS = ((10, 4), (12, 9), (7, 7), (9, 2), (15, 11))
"""Cases and compliant cases of five clusters."""


def clusters_as_cases(weight=3.0, *, not_applicable=0):
    for unit, (size, met) in enumerate(COUNTS):
        for number in range(size):
            yield WeightedCase(weight, applicable=True, success=number < met, unit=str(unit))
        for _ in range(not_applicable):
            yield WeightedCase(weight, applicable=False, success=False, unit=str(unit))


@pytest.mark.parametrize("method", ["korn-graubard", "logit", "wald"])
def test_whole_clusters_of_one_chance_give_the_estimate_proved_against_r(method):
    ours = estimate_weighted(list(clusters_as_cases()), method=method)
    theirs = estimate_cluster([Cluster(size, size, met) for size, met in COUNTS], method=method)
    assert ours.estimate == pytest.approx(theirs.estimate, abs=1e-12)
    assert ours.standard_error == pytest.approx(theirs.standard_error, abs=1e-12)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_the_scale_of_the_weights_does_not_matter():
    one = estimate_weighted(list(clusters_as_cases(1.0)))
    many = estimate_weighted(list(clusters_as_cases(500.0)))
    assert (one.low, one.estimate, one.high) == pytest.approx((many.low, many.estimate, many.high))


def test_a_heavy_case_counts_for_the_cases_it_speaks_for():
    cases = [
        WeightedCase(90.0, applicable=True, success=False, unit="a"),
        WeightedCase(5.0, applicable=True, success=True, unit="b"),
        WeightedCase(5.0, applicable=True, success=True, unit="c"),
    ]
    assert estimate_weighted(cases).estimate == pytest.approx(0.1)


def test_cases_to_which_the_question_did_not_apply_leave_the_rate_alone():
    plain = estimate_weighted(list(clusters_as_cases()))
    mixed = estimate_weighted(list(clusters_as_cases(not_applicable=3)))
    assert mixed.estimate == pytest.approx(plain.estimate)


def test_all_met_is_no_certainty():
    cases = [WeightedCase(4.0, applicable=True, success=True, unit=str(n)) for n in range(20)]
    estimate = estimate_weighted(cases)
    assert estimate.high == 1
    assert estimate.low == pytest.approx(0.025 ** (1 / 20))


def test_nothing_applicable_is_no_estimate():
    cases = [WeightedCase(4.0, applicable=False, success=False, unit=str(n)) for n in range(3)]
    assert estimate_weighted(cases).estimate is None


@pytest.mark.parametrize(
    "cases",
    [
        [],
        [WeightedCase(1.0, applicable=True, success=True, unit="a")] * 5,
        [WeightedCase(w, applicable=True, success=True, unit=str(w)) for w in (0.0, 1.0)],
    ],
)
def test_what_has_no_answer_is_refused(cases):
    with pytest.raises(SamplingError):
        estimate_weighted(cases)


@given(
    st.lists(
        st.tuples(st.floats(0.5, 50), st.booleans(), st.booleans(), st.integers(0, 9)),
        min_size=2,
        max_size=60,
    ).filter(lambda rows: len({row[3] for row in rows}) > 1 and any(row[1] for row in rows))
)
def test_the_limits_hold_the_estimate(rows):
    cases = [
        WeightedCase(weight, applicable=applicable, success=success, unit=str(unit))
        for weight, applicable, success, unit in rows
    ]
    found = estimate_weighted(cases)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
