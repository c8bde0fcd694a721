"""Limits that a rate would have at a size not yet reached, one or many at a time."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sampling.interval_formulas import Limits

Real: TypeAlias = npt.NDArray[np.float64]


def wilson_low(rate: Real, n: Real, z: float) -> Real:
    """Return Wilson's lower limits (1927) of rates seen in n files, which need not be whole."""
    half = z * np.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return np.asarray((rate + z * z / (2 * n) - half) / (1 + z * z / n))


def wilson_limits(rate: float, n: float, z: float) -> Limits:
    """Return both limits; the upper is the mirror of the lower limit of what failed."""
    low, failed_low = wilson_low(np.array([rate, 1 - rate]), np.array([n, n]), z)
    return float(low), 1 - float(failed_low)
