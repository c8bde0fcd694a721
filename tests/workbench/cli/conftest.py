"""What tests of commands start from: a terminal on a record of its own."""

import json
from pathlib import Path

import pytest

from workbench.cli.dispatch import run


class Terminal:
    """Runs commands on one record and remembers what the last one printed."""

    def __init__(
        self,
        record: Path | str,
        capture: pytest.CaptureFixture[str],
        *,
        auditor: str | None = "tester",
    ) -> None:
        self.record = record
        self.auditor = ["--auditor", auditor] if auditor else []
        self.capture = capture
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        code = run([*map(str, words), "--record", str(self.record), *self.auditor])
        self.out, self.err = self.capture.readouterr()
        return code

    def json(self, *words: object):
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def wb(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    if request.config.getoption("--record-on") == "file":
        return Terminal(tmp_path / "a.record", capsys)
    return Terminal(_team_url(request), capsys)


def _team_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a new record on a server, for the login `tester`, who owns it."""
    server = request.getfixturevalue("postgres_server")
    server.execute(
        "DO $$ BEGIN CREATE ROLE tester SUPERUSER LOGIN; EXCEPTION WHEN duplicate_object "
        "THEN NULL; END $$"
    )
    return server.url(server.new_database("empty_record"), user="tester")
