import numpy as np
import pytest

from sampling.cusum import binomial_cusum, follow_cusum
from sampling.errors import SamplingError


def simulated_run(design, rate, runs=4000):
    """The mean run length by playing it, with nothing of the Markov chain shared."""
    generator = np.random.default_rng(20221122)
    lengths = []
    for _ in range(runs):
        total, month = 0.0, 0
        while total < design.threshold - 1e-9:
            month += 1
            total = max(0.0, total + generator.binomial(design.n, rate) - design.allowance)
        lengths.append(month)
    return np.mean(lengths), np.std(lengths) / runs**0.5


def test_ten_files_a_month_see_70_become_85_in_half_a_year():
    rare = binomial_cusum(0.70, 0.85, 10, months_between_false_alarms=180)
    often = binomial_cusum(0.70, 0.85, 10, months_between_false_alarms=64)
    assert rare.months_to_see_the_change == pytest.approx(6.3, abs=0.1)
    assert often.months_to_see_the_change == pytest.approx(4.7, abs=0.1)


@pytest.mark.parametrize("rate", [0.70, 0.85])
def test_the_exact_run_lengths_agree_with_simulation(rate):
    design = binomial_cusum(0.70, 0.85, 10, months_between_false_alarms=40)
    mean, error = simulated_run(design, rate)
    promised = (
        design.months_between_false_alarms if rate == 0.70 else design.months_to_see_the_change
    )
    assert abs(mean - promised) < 4 * error


@pytest.mark.parametrize("months", [12, 60, 180, 500])
def test_false_alarms_are_no_more_often_than_was_stated(months):
    design = binomial_cusum(0.6, 0.8, 12, months_between_false_alarms=months)
    assert design.months_between_false_alarms >= months


def test_looking_for_a_fall_is_the_mirror_of_looking_for_a_rise():
    fall = binomial_cusum(0.7, 0.5, 10, months_between_false_alarms=60)
    rise = binomial_cusum(0.3, 0.5, 10, months_between_false_alarms=60)
    assert (fall.threshold, fall.allowance) == (rise.threshold, rise.allowance)
    assert not fall.rising


def test_large_months_are_planned_too():
    design = binomial_cusum(0.7, 0.75, 1500, months_between_false_alarms=60)
    assert design.months_to_see_the_change < 2


class TestFollowing:
    DESIGN = binomial_cusum(0.70, 0.85, 10, months_between_false_alarms=60)

    def test_good_months_add_up_to_an_alarm_and_start_again(self):
        path = follow_cusum(self.DESIGN, [7, 9, 9, 9, 7], [10] * 5)
        gains = [0.0, 1.2, 2.4, 3.6, 0.0]
        assert path.sums == pytest.approx(gains)
        assert path.alarms == (3,)

    def test_a_month_of_another_size_takes_its_share_of_the_allowance(self):
        path = follow_cusum(self.DESIGN, [5], [5])
        assert path.sums == pytest.approx([5 - self.DESIGN.allowance / 2])

    def test_a_month_without_a_file_changes_nothing(self):
        path = follow_cusum(self.DESIGN, [9, 0, 9], [10, 0, 10])
        assert path.sums == pytest.approx([1.2, 1.2, 2.4])

    def test_a_fall_counts_failures(self):
        design = binomial_cusum(0.7, 0.5, 10, months_between_false_alarms=60)
        assert follow_cusum(design, [3], [10]).sums == pytest.approx([7 - design.allowance])

    def test_months_out_of_step_are_refused(self):
        with pytest.raises(SamplingError, match="count and a size"):
            follow_cusum(self.DESIGN, [1, 2], [3])


@pytest.mark.parametrize(
    ("rate", "changed", "n", "months"),
    [(0.7, 0.7, 10, 60), (0, 0.5, 10, 60), (0.7, 0.8, 0, 60), (0.7, 0.8, 10, 1), (0.7, 85, 10, 60)],
)
def test_demands_that_cannot_be_met_are_refused(rate, changed, n, months):
    with pytest.raises(SamplingError):
        binomial_cusum(rate, changed, n, months_between_false_alarms=months)


def test_false_alarms_too_rare_to_design_for_are_refused():
    with pytest.raises(SamplingError, match="so rare"):
        binomial_cusum(0.5, 0.5001, 1, months_between_false_alarms=1e9)
