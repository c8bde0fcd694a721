"""What is slow to make and is only looked at: made once, by whichever worker is first."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a copy, of this worker's own, of the folder that one of the workers made."""
    shared = _shared_by_workers(factory)
    made = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(shared / f"{name}.begun")
            (shared / f"{name}.begun").rename(made)
    return shutil.copytree(made, factory.mktemp("own") / name)


def _shared_by_workers(factory: pytest.TempPathFactory) -> Path:
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
