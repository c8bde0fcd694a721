"""The version that is hashed into the history is the version that was released."""

import tomllib
from pathlib import Path

from workbench.version import VERSION


def test_the_program_and_the_project_agree_on_their_version() -> None:
    text = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["project"]["version"] == VERSION
