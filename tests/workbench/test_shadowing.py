"""The check at the start: other packages of the same names are told from ours."""

import subprocess
import sys
from pathlib import Path

import workbench
from workbench.shadowing import shadowed_packages


def test_our_own_packages_pass() -> None:
    assert shadowed_packages(Path(workbench.__file__).parents[1]) == []


def test_a_file_that_hides_a_package_is_named_and_nothing_starts(tmp_path: Path) -> None:
    (tmp_path / "sampling.py").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "--version"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{Path(workbench.__file__).parents[1]}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert str(tmp_path / "sampling.py") in done.stderr
    assert "uv tool install" in done.stderr
    assert "Traceback" not in done.stderr
