"""Many quick scores put right by a few careful ones."""

import numpy as np
import pytest

from sampling.errors import SamplingError
from sampling.intervals import proportion_interval
from sampling.two_phases import PairedScores, two_phase_rate

TOO_KIND = PairedScores(both_met=42, only_quick=6, only_central=1, neither=11)


def test_quick_scores_that_are_too_kind_are_put_right_downwards():
    got = two_phase_rate(320, 400, TOO_KIND)
    assert got.correction == pytest.approx(-5 / 60)
    assert got.estimate == pytest.approx(0.8 - 5 / 60)
    assert got.low < got.estimate < got.high


def test_the_variance_is_that_of_double_sampling_worked_by_hand():
    got = two_phase_rate(320, 400, TOO_KIND, population=5000)
    rate = 0.8 - 5 / 60
    differences = 8 / 62 - (5 / 62) ** 2  # half a file added to each of the four kinds
    first = (1 / 400 - 1 / 5000) * rate * (1 - rate)
    expected = first + (1 / 60 - 1 / 400) * differences
    assert got.standard_error**2 == pytest.approx(expected)
    assert (1 / got.effective_files - 1 / 5000) * rate * (1 - rate) == pytest.approx(expected)


def test_good_quick_scores_save_the_central_team_most_of_the_reading():
    good = two_phase_rate(300, 400, PairedScores(44, 1, 1, 14))
    poor = two_phase_rate(300, 400, PairedScores(30, 15, 14, 1))
    assert good.effective_files == pytest.approx(good.gain + 60)
    assert good.gain > 100
    assert poor.gain < 0


def test_a_share_without_a_difference_does_not_claim_perfection():
    got = two_phase_rate(300, 400, PairedScores(8, 0, 0, 2))
    plain = proportion_interval(300, 400)
    assert got.high - got.low > plain.high - plain.low


def test_every_file_of_the_list_scored_centrally_is_a_census():
    got = two_phase_rate(7, 10, PairedScores(6, 1, 0, 3), population=10)
    assert got.low == got.estimate == got.high == pytest.approx(0.6)


def test_a_rate_at_the_end_keeps_a_limit_from_the_careful_scores_alone():
    got = two_phase_rate(400, 400, PairedScores(30, 0, 0, 0))
    assert got.estimate == got.high == 1
    assert got.low == pytest.approx(proportion_interval(30, 30).low)
    assert got.gain == 0


def test_it_covers_the_truth_at_least_as_often_as_it_says():
    """2,000 seeded audits of 300 files, 30 scored twice; quick scores pass 40% of the failures."""
    random = np.random.default_rng(20221122)
    covered = 0
    for _ in range(2000):
        truth = random.random(300) < 0.85
        quick = truth | (random.random(300) < 0.4)
        cells = [truth & quick, ~truth & quick, truth & ~quick, ~truth & ~quick]
        pairs = PairedScores(*(int(cell[:30].sum()) for cell in cells))
        got = two_phase_rate(int(quick.sum()), 300, pairs)
        covered += got.low <= 0.85 <= got.high
    assert covered / 2000 > 0.94


@pytest.mark.parametrize("cells", [(1, 0, 0, 0), (0, 0, 0, 0), (5, -1, 0, 3), (5, 1.5, 0, 3)])
def test_scores_that_cannot_be_are_refused(cells):
    with pytest.raises(SamplingError):
        PairedScores(*cells)


@pytest.mark.parametrize(("met", "n"), [(40, 400), (395, 400), (401, 400), (30, 40)])
def test_files_scored_twice_must_be_among_those_scored_once(met, n):
    with pytest.raises(SamplingError):
        two_phase_rate(met, n, TOO_KIND)
