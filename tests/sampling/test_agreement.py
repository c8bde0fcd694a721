import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from sampling.agreement import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from sampling.errors import SamplingError

COEFFICIENTS = [
    percent_agreement,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    brennan_prediger,
    krippendorff_alpha,
]
MET = ("met", "not met")


def pairs(both_met, only_first, only_second, neither):
    met, failed = MET
    return (
        [(met, met)] * both_met
        + [(met, failed)] * only_first
        + [(failed, met)] * only_second
        + [(failed, failed)] * neither
    )


two_readers = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)
three_readers = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 3))] * 3), min_size=2, max_size=40
)


class TestOracles:
    @settings(max_examples=60)
    @given(two_readers)
    def test_cohen_agrees_with_statsmodels(self, ratings):
        table = np.zeros((4, 4))
        for first, second in ratings:
            table[first, second] += 1
        expected = (table.sum(0) * table.sum(1)).sum() / len(ratings) ** 2
        assume(expected < 1)
        ours = cohen_kappa(ratings, categories=range(4))
        with np.errstate(all="ignore"):
            theirs = inter_rater.cohens_kappa(table)
        assert ours.value == pytest.approx(theirs.kappa, abs=1e-12)
        if ours.low is not None:
            assert ours.standard_error == pytest.approx(theirs.var_kappa**0.5, abs=1e-9)

    @pytest.mark.parametrize(("weights", "theirs"), [("linear", "linear"), ("quadratic", "fc")])
    def test_weighted_cohen_agrees_with_statsmodels(self, weights, theirs):
        table = np.array([[20, 5, 1], [4, 30, 6], [0, 3, 31]])
        ratings = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i, j])]
        expected = inter_rater.cohens_kappa(table, wt=theirs)
        ours = cohen_kappa(ratings, weights=weights)
        assert ours.value == pytest.approx(expected.kappa)
        assert ours.standard_error == pytest.approx(expected.std_kappa)
        assert (ours.low, ours.high) == pytest.approx((expected.kappa_low, expected.kappa_upp))

    def test_fleiss_agrees_with_statsmodels(self):
        ratings = [(1, 1, 2), (2, 2, 2), (1, 1, 1), (3, 2, 3), (3, 3, 3), (1, 2, 3)]
        table, _ = inter_rater.aggregate_raters(np.array(ratings))
        assert fleiss_kappa(ratings).value == pytest.approx(inter_rater.fleiss_kappa(table))

    @settings(max_examples=60)
    @given(three_readers)
    def test_alpha_agrees_with_krippendorff_s_own_with_gaps(self, ratings):
        seen = [[one for one in row if one is not None] for row in ratings]
        paired = [one for row in seen if len(row) > 1 for one in row]
        assume(len(set(paired)) > 1)
        data = np.array([[np.nan if one is None else one for one in row] for row in ratings]).T
        for weights, level in (("unweighted", "nominal"), ("quadratic", "interval")):
            theirs = krippendorff.alpha(data, level_of_measurement=level, value_domain=[0, 1, 2, 3])
            ours = krippendorff_alpha(ratings, categories=range(4), weights=weights)
            assert ours.value == pytest.approx(theirs, abs=1e-9)


class TestTheParadox:
    RATINGS = pairs(118, 5, 2, 0)

    def test_kappa_is_below_zero_where_readers_agree_on_94_per_cent(self):
        kappa = cohen_kappa(self.RATINGS)
        assert kappa.value == pytest.approx(-0.023, abs=0.001)
        assert kappa.raw_agreement == pytest.approx(0.944)

    def test_ac1_is_not_misled(self):
        assert gwet_ac1(self.RATINGS).value == pytest.approx(0.941, abs=0.001)


class TestIntervals:
    def test_11_of_12_is_65_to_99_per_cent(self):
        got = percent_agreement(pairs(9, 1, 0, 2))
        assert (got.low, got.high) == pytest.approx((0.646, 0.985), abs=0.001)

    def test_three_readers_who_agree_in_part_get_an_interval_from_the_cases(self):
        got = percent_agreement([(1, 1, 1), (1, 1, 2), (2, 2, 2), (2, 1, 2), (1, 1, 1)])
        cases = [1, 1 / 3, 1, 1 / 3, 1]
        assert got.value == pytest.approx(np.mean(cases))
        assert got.standard_error == pytest.approx(np.std(cases, ddof=1) / 5**0.5)
        assert got.low < got.value < got.high

    @pytest.mark.parametrize("coefficient", COEFFICIENTS)
    def test_ten_times_the_cases_narrow_it(self, coefficient):
        few, many = (coefficient(pairs(20, 4, 3, 9) * times) for times in (1, 10))
        assert many.value == pytest.approx(few.value, abs=0.02)
        assert few.low < many.low < many.high < few.high

    @pytest.mark.parametrize("coefficient", COEFFICIENTS)
    def test_more_confidence_widens_it(self, coefficient):
        plain, surer = (coefficient(pairs(20, 4, 3, 9), confidence=level) for level in (0.95, 0.99))
        assert surer.low < plain.low < plain.high < surer.high

    def test_the_interval_covers_as_often_as_it_says(self):
        generator = np.random.default_rng(20221122)
        truth, runs, covered = 0.5 * 0.5 * 2, 400, 0
        for _ in range(runs):
            # a third of the cases are read at random by the second, the rest copied: kappa 2/3
            first = generator.integers(0, 2, 80)
            second = np.where(generator.random(80) < 1 / 3, generator.integers(0, 2, 80), first)
            got = cohen_kappa(list(zip(first.tolist(), second.tolist(), strict=True)))
            covered += got.low <= 4 / 3 * truth <= got.high
        assert 0.92 < covered / runs < 0.98


class TestNoAnswer:
    @pytest.mark.parametrize("coefficient", [cohen_kappa, fleiss_kappa, krippendorff_alpha])
    def test_all_alike_is_undefined_in_words_with_the_raw_agreement(self, coefficient):
        got = coefficient(pairs(30, 0, 0, 0), categories=MET)
        assert (got.value, got.low, got.high) == (None, None, None)
        assert got.raw_agreement == 1
        assert got.reason.startswith("undefined")
        assert "100%" in got.reason

    def test_ac1_is_defined_there_once_the_categories_are_known(self):
        assert gwet_ac1(pairs(30, 0, 0, 0), categories=MET).value == 1
        assert gwet_ac1(pairs(30, 0, 0, 0)).value is None

    def test_raw_agreement_of_all_alike_keeps_an_honest_limit(self):
        got = percent_agreement(pairs(12, 0, 0, 0))
        assert (got.value, got.high) == (1, 1)
        assert got.low == pytest.approx(0.757, abs=0.001)

    def test_agreeing_on_everything_is_one_without_an_interval(self):
        got = cohen_kappa(pairs(5, 0, 0, 5))
        assert (got.value, got.low, got.high) == (1, None, None)
        assert got.reason == "every case was agreed on alike, so there is no interval"

    def test_one_case_is_no_interval(self):
        got = gwet_ac1([("met", "not met")])
        assert got.low is None
        assert got.reason == "one case alone gives no interval"

    @pytest.mark.parametrize("coefficient", COEFFICIENTS)
    def test_nothing_read_twice_is_no_agreement(self, coefficient):
        got = coefficient([("met", None), (None, "met")])
        assert (got.value, got.raw_agreement, got.cases) == (None, None, 0)
        assert "no case was read by two people" in got.reason


class TestMissing:
    def test_a_case_that_nobody_read_changes_nothing(self):
        ratings = [(1, 1, None), (2, 1, 2), (1, None, 1), (2, 2, 2)]
        for coefficient in (percent_agreement, gwet_ac1, fleiss_kappa, krippendorff_alpha):
            assert coefficient([*ratings, (None, None, None)]) == coefficient(ratings)

    def test_cohen_counts_the_cases_that_both_read(self):
        got = cohen_kappa([*pairs(10, 2, 1, 5), ("met", None)])
        assert got == cohen_kappa(pairs(10, 2, 1, 5))
        assert got.cases == 18

    def test_conger_of_two_readers_is_cohen(self):
        ratings = pairs(20, 4, 3, 9)
        assert conger_kappa(ratings).value == pytest.approx(cohen_kappa(ratings).value)


@settings(max_examples=60)
@given(three_readers)
def test_never_nan_and_never_above_one(ratings):
    for coefficient in COEFFICIENTS:
        if coefficient is cohen_kappa:
            continue
        got = coefficient(ratings)
        for number in (got.value, got.low, got.high, got.standard_error, got.raw_agreement):
            assert number is None or -1e9 < number <= 1 + 1e-9 or number == got.standard_error
        assert (got.value is None) <= bool(got.reason)
        if got.low is not None:
            assert got.low <= got.value + 1e-9
            assert got.value <= got.high + 1e-9


@settings(max_examples=40)
@given(three_readers, st.permutations([0, 1, 2, 3]))
def test_what_the_categories_are_called_does_not_matter(ratings, names):
    renamed = [[None if one is None else f"c{names[one]}" for one in row] for row in ratings]
    for coefficient in (fleiss_kappa, gwet_ac1, krippendorff_alpha):
        plain, other = coefficient(ratings), coefficient(renamed)
        assert (plain.value is None) == (other.value is None)
        if plain.value is not None:
            assert other.value == pytest.approx(plain.value)


@pytest.mark.parametrize(
    ("ratings", "asked"),
    [
        ([], {}),
        ([("met",)], {}),
        ([("met", "met"), ("met",)], {}),
        (pairs(3, 1, 1, 3), {"categories": ["met"]}),
        (pairs(3, 1, 1, 3), {"categories": ["met", "not met", "met"]}),
        (pairs(3, 1, 1, 3), {"weights": "linear"}),
        (pairs(3, 1, 1, 3), {"weights": "cubic"}),
        (pairs(3, 1, 1, 3), {"confidence": 95}),
    ],
)
def test_ratings_that_cannot_be_used_are_refused(ratings, asked):
    with pytest.raises(SamplingError):
        percent_agreement(ratings, **asked)


def test_cohen_with_three_readers_is_refused_with_what_to_use():
    with pytest.raises(SamplingError, match="gwet_ac1"):
        cohen_kappa([(1, 1, 1), (1, 2, 1)])


def test_near_misses_count_in_part_with_weights():
    near, far = [(0, 1), (2, 2), (0, 0)], [(0, 2), (2, 2), (0, 0)]
    linear = [
        percent_agreement(each, categories=range(3), weights="linear") for each in (near, far)
    ]
    assert linear[0].value == pytest.approx(2.5 / 3)
    assert linear[1].value == pytest.approx(2 / 3)
