"""What tests of commands start from: a terminal on a record of its own."""

import json
from pathlib import Path

import pytest

from workbench.cli.dispatch import run


class Terminal:
    """Runs commands on one record and remembers what the last one printed."""

    def __init__(self, record: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.record = record
        self.capture = capture
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        code = run([*map(str, words), "--record", str(self.record), "--auditor", "tester"])
        self.out, self.err = self.capture.readouterr()
        return code

    def json(self, *words: object):
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def wb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "a.record", capsys)
