"""Without a terminal the app says so and names the other way, rather than drawing into a file."""

import pytest

from workbench.app import run_app
from workbench.errors import WorkbenchError


def test_without_a_terminal_it_points_to_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(WorkbenchError, match=r"needs a terminal.*workbench --help"):
        run_app()
