"""How R's survey reads a likelihood limit: off a profile of a few points, by a spline.

The library finds the limit itself. R (survey 4.1.1, MASS) walks from the estimate in steps, takes
the signed root of the deviance at each, draws a spline through them and interpolates it linearly
at three points a step, which moves the limit in the fourth or fifth figure. The profile here is the
library's; only the walking and reading is done R's way.
"""

from math import exp, log, sqrt

import numpy as np
from scipy.special import ndtr, stdtrit
from scipy.stats import f as f_distribution

from sampling.estimate_formulas import deviance

STEPS, READINGS = 9, 3


def limits_read_off_the_profile(moments):
    p, n = moments.share, moments.n
    inflation = moments.variance * n / (p * (1 - p))
    cut = -stdtrit(moments.degrees_of_freedom, 0.025) * sqrt(inflation)
    odds, roots = profile(moments, reach=sqrt(f_distribution.isf(ndtr(-cut) / 2, 1, n - 1)))
    grid = np.linspace(odds[0], odds[-1], READINGS * len(odds))
    low, high = np.interp([-cut, cut], spline(odds, roots)(grid), grid)
    return share(low), share(high)


def profile(moments, *, reach):
    p = moments.share
    centre, error = log(p / (1 - p)), sqrt(moments.variance) / (p * (1 - p))
    points = {centre: 0.0}
    for sign in (-1, 1):
        for step in range(1, STEPS + 1):
            at = centre + sign * step * reach / 5 * error
            points[at] = sign * sqrt(deviance(moments, share(at)))
            if abs(points[at]) >= reach:
                break
    odds = np.array(sorted(points))
    return odds, np.array([points[at] for at in odds])


def share(odds):
    return 1 / (1 + exp(-odds))


def spline(x, y):
    """The cubic spline of Forsythe, Malcolm and Moler: its ends bend like the last four points."""
    steps, slopes = np.diff(x), np.diff(y) / np.diff(x)
    size = len(x)
    system, right = np.zeros((size, size)), np.zeros(size)
    for i in range(1, size - 1):
        system[i, i - 1 : i + 2] = steps[i - 1], 2 * (steps[i - 1] + steps[i]), steps[i]
        right[i] = slopes[i] - slopes[i - 1]
    system[0, :2], right[0] = (-1, 1), third_difference(x[:4], y[:4]) * steps[0]
    system[-1, -2:], right[-1] = (-1, 1), third_difference(x[-4:], y[-4:]) * steps[-1]
    bend = np.linalg.solve(system, right)

    def value(at):
        i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, size - 2)
        t, slope = at - x[i], slopes[i] - steps[i] * (bend[i + 1] + 2 * bend[i])
        return y[i] + t * (slope + t * (3 * bend[i] + t * (bend[i + 1] - bend[i]) / steps[i]))

    return value


def third_difference(x, y):
    for order in (1, 2, 3):
        y = np.diff(y) / (x[order:] - x[:-order])
    return y[0]
