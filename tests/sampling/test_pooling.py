import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.intervals import proportion_interval
from sampling.pooling import MonthlyCount, compare_windows, pooled_rates


def months(first, counts, n=10):
    year, month = map(int, first.split("-"))
    places = [12 * year + month - 1 + place for place in range(len(counts))]
    return [
        MonthlyCount(f"{place // 12}-{place % 12 + 1:02d}", x, n)
        for place, x in zip(places, counts, strict=True)
    ]


def test_three_months_pool_their_files():
    (window,) = pooled_rates(months("2022-01", [7, 8, 6]), window=3)
    assert (window.first, window.last) == ("2022-01", "2022-03")
    assert (window.successes, window.n) == (21, 30)
    assert window.interval == proportion_interval(21, 30)
    assert window.missing == ()


def test_windows_roll_over_the_end_of_a_year():
    windows = pooled_rates(months("2021-11", [7, 8, 6, 9]), window=3)
    assert [(one.first, one.last) for one in windows] == [
        ("2021-11", "2022-01"),
        ("2021-12", "2022-02"),
    ]


def test_a_month_that_was_not_audited_is_named():
    counts = months("2022-01", [7, 8, 6])
    (window,) = pooled_rates([counts[0], counts[2]], window=3)
    assert window.missing == ("2022-02",)
    assert window.n == 20


def test_windows_before_the_history_is_long_enough_are_not_given():
    assert pooled_rates(months("2022-01", [7, 8]), window=3) == ()
    assert pooled_rates([], window=3) == ()


def test_nothing_read_is_no_rate():
    counts = [*months("2022-01", [0], n=0), *months("2022-03", [0], n=0)]
    (window,) = pooled_rates(counts, window=3)
    assert window.interval.estimate is None


@given(st.permutations(months("2022-01", [7, 8, 6, 9, 5, 7])))
def test_the_order_of_the_months_does_not_matter(shuffled):
    assert pooled_rates(shuffled, window=3) == pooled_rates(sorted(shuffled, key=str), window=3)


class TestOverlap:
    HALF_YEARS = pooled_rates(months("2022-01", [2] * 6 + [9] * 6), window=6)

    def test_january_to_june_and_february_to_july_share_five_months(self):
        first, second = self.HALF_YEARS[:2]
        assert second.shared_months(first) == tuple(f"2022-{month:02d}" for month in range(2, 7))

    def test_windows_that_share_months_are_not_compared(self):
        verdict = compare_windows(self.HALF_YEARS[1], self.HALF_YEARS[0])
        assert verdict.word == "not comparable"
        assert "5 months (2022-02 to 2022-06)" in verdict.reason

    def test_windows_apart_are_compared(self):
        assert self.HALF_YEARS[-1].shared_months(self.HALF_YEARS[0]) == ()
        assert compare_windows(self.HALF_YEARS[-1], self.HALF_YEARS[0]).word == "improved"
        assert compare_windows(self.HALF_YEARS[0], self.HALF_YEARS[-1]).word == "worse"


@pytest.mark.parametrize("window", [1, 4, 0, 3.5])
def test_other_windows_are_refused(window):
    with pytest.raises(SamplingError, match="3, 6 or 12"):
        pooled_rates(months("2022-01", [7, 8, 6]), window=window)


@pytest.mark.parametrize("name", ["2022-13", "03/2022", "2022-3", "March"])
def test_a_month_is_a_year_and_a_month(name):
    with pytest.raises(SamplingError, match="2022-03"):
        pooled_rates([MonthlyCount(name, 1, 2)], window=3)


def test_a_month_given_twice_is_refused():
    with pytest.raises(SamplingError, match="twice"):
        pooled_rates([*months("2022-01", [7]), *months("2022-01", [7])], window=3)


def test_a_count_that_cannot_be_is_refused_with_its_month():
    with pytest.raises(SamplingError, match="2022-01"):
        pooled_rates(months("2022-01", [11]), window=3)
