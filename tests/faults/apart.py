"""A trial run apart: in a process of its own, that may fork, fill a disk of its own and be killed.

A trial takes a folder and its sizes, does harm, and returns what it found. The tests run trials at
a small size, the table of faults at full size: the same functions, in the same way.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from tests.postgres_server import why_no_server

ROOT: Final = Path(__file__).parents[2]
OWN_MOUNTS: Final = (("unshare", "--mount"), ("unshare", "--map-root-user", "--mount"))
BOUND_BY_PERMISSIONS: Final = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Root may write to any file; without these two powers, it is held to the permissions of files."""


@dataclass(slots=True)
class Found:
    """What a trial found.

    Attributes:
        figures: What was counted and measured, by name.
        wrong: What was not as it must be, each in a sentence. Nothing here is what must hold.
        said: What the user was told, each kind of message once.
    """

    figures: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def count(self, name: str, by: float = 1) -> None:
        """Add to a figure."""
        self.figures[name] = self.figures.get(name, 0) + by

    def longest(self, name: str, value: float) -> None:
        """Keep the largest of a measure."""
        self.figures[name] = max(self.figures.get(name, 0.0), value)

    def hear(self, message: str) -> None:
        """Keep a message to the user, once."""
        if message not in self.said:
            self.said.append(message)


Trial = Callable[..., Found]


class CannotBeTried(Exception):
    """This machine has not what a trial needs; the message says what."""


def try_apart(trial: Trial, folder: Path, *, under: tuple[str, ...] = (), **sizes: object) -> Found:
    """Run a trial in a process of its own, and return what it found.

    Args:
        trial: A function of a module; it is found again by its name.
        folder: An empty folder, for the trial alone.
        under: A program to run it under, such as one that gives it mounts of its own.
        sizes: The named values that it takes.

    Raises:
        AssertionError: The trial itself ended in an error.
    """
    name = f"{trial.__module__}:{trial.__name__}"
    command = [*under, sys.executable, "-m", __name__, name, str(folder), json.dumps(sizes)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{name} ended with {done.returncode}:\n{done.stderr}"
    return Found(**json.loads(done.stdout.splitlines()[-1]))


@cache
def own_mounts() -> tuple[str, ...]:
    """Return what gives a trial mounts of its own.

    Raises:
        CannotBeTried: This user, or this machine, may mount nothing.
    """
    for under in OWN_MOUNTS:
        if _works(*under, "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"):
            return under
    raise CannotBeTried(
        "no small disk can be mounted here: it takes unshare and the right to use it"
    )


def bound_by_permissions() -> tuple[str, ...]:
    """Return what holds a trial to the permissions of files, which root is not.

    Raises:
        CannotBeTried: This is root, and setpriv is not installed.
    """
    if os.geteuid() != 0:
        return ()
    if not _works(*BOUND_BY_PERMISSIONS, "true"):
        raise CannotBeTried(
            "root may write everywhere, and setpriv, which would bind it, is missing"
        )
    return BOUND_BY_PERMISSIONS


def server_is_there() -> tuple[str, ...]:
    """Return nothing: a trial on a server starts its own.

    Raises:
        CannotBeTried: None is installed, or none may be started.
    """
    if reason := why_no_server():
        raise CannotBeTried(reason)
    return ()


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _main(name: str, folder: str, sizes: str) -> None:
    module, function = name.split(":")
    trial: Trial = getattr(import_module(module), function)
    asked: Mapping[str, object] = json.loads(sizes)
    found = trial(Path(folder), **asked)
    sys.stdout.write(
        json.dumps({"figures": found.figures, "wrong": found.wrong, "said": found.said}) + "\n"
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
