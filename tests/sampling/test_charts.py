from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.charts import laney_p_chart, p_chart, xmr_chart
from sampling.errors import SamplingError
from sampling.run_rules import NEAR, OUTSIDE, SHIFT, TREND

STEADY = [42, 43, 41, 42, 43, 41, 42, 43, 41, 42, 43, 41]
SIXTY = [60] * 12


class TestRefusals:
    def test_eleven_months_are_too_short_a_run(self):
        chart = p_chart(STEADY[:11], SIXTY[:11])
        assert chart.refusal == ("the run is too short for limits: 11 points, and it takes 12")
        assert {(point.low, point.high, point.signals) for point in chart.points} == {
            (None, None, ())
        }
        assert chart.centre == pytest.approx(sum(STEADY[:11]) / 660)

    def test_months_of_nine_files_get_no_limits(self):
        chart = p_chart([6, 7] * 6, [9] * 12)
        assert "fewer than 10 files" in chart.refusal
        assert {point.flag for point in chart.points} == {"fewer than 10 files"}

    def test_ten_files_a_month_can_never_signal_an_improvement(self):
        chart = p_chart([7] * 11 + [10], [10] * 12)
        assert chart.refusal is None
        assert "cannot show a rise" in chart.notes[0]
        assert {point.high for point in chart.points} == {None}
        assert chart.points[-1].low == pytest.approx(0.725 - 3 * sqrt(0.725 * 0.275 / 10))

    def test_limits_beyond_both_ends_are_no_limits(self):
        chart = xmr_chart([0, 100] * 6, lowest=0, highest=100)
        assert "no month could ever cross" in chart.refusal

    def test_months_that_all_complied_do_not_vary(self):
        chart = p_chart([10] * 12, [10] * 12)
        assert chart.refusal.startswith("nothing varies")
        assert chart.centre == 1

    def test_single_values_that_never_move_do_not_vary(self):
        assert xmr_chart([5.0] * 12).refusal.startswith("nothing varies")

    def test_a_month_of_few_files_stands_without_limits_of_its_own(self):
        chart = p_chart([*STEADY, 1], [*SIXTY, 4])
        assert chart.points[-1].flag == "fewer than 10 files"
        assert (chart.points[-1].low, chart.points[-1].high) == (None, None)
        assert chart.points[0].low is not None

    def test_a_month_without_a_file_is_a_gap_and_not_0_per_cent(self):
        chart = p_chart([*STEADY, 0], [*SIXTY, 0])
        assert (chart.points[-1].value, chart.points[-1].flag) == (None, "no applicable file")
        assert chart.centre == pytest.approx(sum(STEADY) / 720)


class TestRules:
    def test_a_steady_run_gives_no_signal(self):
        assert not any(point.signals for point in p_chart(STEADY, SIXTY).points)

    def test_a_point_outside_the_limits(self):
        chart = p_chart([*STEADY, 20], [*SIXTY, 60])
        assert OUTSIDE in chart.points[-1].signals
        assert not any(OUTSIDE in point.signals for point in chart.points[:-1])

    def test_the_seventh_point_on_one_side(self):
        successes = [40, 40, 40, 40, 40, 40, 44, 44, 44, 44, 44, 44, 44, 40]
        chart = p_chart(successes, [60] * 14)
        assert [place for place, point in enumerate(chart.points) if SHIFT in point.signals] == [12]

    def test_the_seventh_point_of_a_rise(self):
        successes = [42, 40, 42, 40, 42, 38, 39, 40, 41, 42, 43, 44]
        chart = p_chart(successes, SIXTY)
        assert [place for place, point in enumerate(chart.points) if TREND in point.signals] == [11]

    def test_two_of_three_close_to_one_limit(self):
        successes = [42] * 11 + [33, 42, 33]
        chart = p_chart(successes, [60] * 14)
        assert NEAR in chart.points[13].signals
        assert NEAR not in chart.points[11].signals

    def test_two_of_three_close_to_different_limits_do_not_count(self):
        chart = p_chart([42] * 11 + [33, 42, 51], [60] * 14)
        assert not any(NEAR in point.signals for point in chart.points)

    def test_a_gap_breaks_a_run(self):
        successes = [40] * 6 + [44, 44, 44, 0, 44, 44, 44, 44, 40]
        sizes = [60] * 9 + [0] + [60] * 5
        assert not any(SHIFT in point.signals for point in p_chart(successes, sizes).points[9:])


class TestLaney:
    def test_the_limits_are_those_of_the_p_chart_times_the_dispersion(self):
        successes = [40, 50, 35, 52, 38, 55, 41, 47, 36, 50, 33, 51]
        plain, laney = p_chart(successes, SIXTY), laney_p_chart(successes, SIXTY)
        assert laney.dispersion > 1
        assert plain.centre - plain.points[0].low == pytest.approx(
            (laney.centre - laney.points[0].low) / laney.dispersion
        )

    def test_only_his_chart_has_a_dispersion(self):
        assert p_chart(STEADY, SIXTY).dispersion is None


class TestXmr:
    def test_limits_are_2_66_mean_ranges_from_the_mean(self):
        values = [10.0, 12, 11, 13, 12, 14, 11, 12, 13, 12, 11, 13]
        moving = [abs(after - before) for before, after in pairwise(values)]
        chart = xmr_chart(values)
        assert chart.points[0].high - chart.centre == pytest.approx(
            2.6596 * sum(moving) / 11, rel=1e-4
        )

    def test_a_limit_that_the_scale_cannot_reach_is_left_out(self):
        values = [66.7, 75, 81.6, 82.9, 87.5, 60, 72.2, 73.3, 88.2, 81.8, 80.6, 91.7]
        chart = xmr_chart(values, lowest=0, highest=100)
        assert chart.points[0].high is None
        assert chart.points[0].low == pytest.approx(55.45, abs=0.05)
        assert "cannot show a rise" in chart.notes[0]

    @pytest.mark.parametrize("values", [[], [1.0, float("nan")]])
    def test_values_that_cannot_be_charted_are_refused(self, values):
        with pytest.raises(SamplingError, match="chart"):
            xmr_chart(values)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=20))
def test_limits_lie_inside_the_scale_and_around_the_centre(months):
    successes, sizes = [min(pair) for pair in months], [max(pair) for pair in months]
    if not any(sizes):
        return
    for chart in (p_chart(successes, sizes), laney_p_chart(successes, sizes)):
        for point in chart.points:
            assert point.low is None or 0 < point.low <= chart.centre
            assert point.high is None or chart.centre <= point.high < 1
            assert chart.refusal is None or point.signals == ()


@pytest.mark.parametrize(
    ("successes", "sizes"), [([1], [1, 2]), ([3], [2]), ([1.5], [2]), ([0], [0]), ([], [])]
)
def test_months_that_cannot_be_charted_are_refused(successes, sizes):
    with pytest.raises(SamplingError):
        p_chart(successes, sizes)
