"""Trials for the tests: at a small size, or at full size with WORKBENCH_LONG_TESTS=1."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.apart import CannotBeTried, Found, Trial, try_apart

Try = Callable[..., Found]


@pytest.fixture
def sized() -> Callable[[object, object], object]:
    """Choose between the size of the ordinary run and the full one."""
    return lambda small, full: full if "WORKBENCH_LONG_TESTS" in os.environ else small


@pytest.fixture
def attempt(tmp_path: Path) -> Try:
    """Run a trial apart; it skips, saying why, where this machine has not what it takes."""

    def run(
        trial: Trial, *, under: Callable[[], tuple[str, ...]] = tuple, **sizes: object
    ) -> Found:
        try:
            return try_apart(trial, tmp_path, under=under(), **sizes)
        except CannotBeTried as why:
            pytest.skip(str(why))

    return run
