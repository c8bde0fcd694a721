"""A backup of a team's record: made by pg_dump where it is there, else told to who keeps it."""

import os
import shutil
import stat
import subprocess
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from workbench.errors import Refused
from workbench.record import server_dumps
from workbench.record.backups import back_up
from workbench.record.engine import Record, open_record
from workbench.record.history import Head, append
from workbench.record.location import ServerAddress
from workbench.record.postgres import server_engine
from workbench.record.server_dumps import command_of_keeper

ADDRESS = ServerAddress("postgresql+psycopg://pat:s3cret@db.example:5433/audits")
DUMP = """#!/bin/sh
for word in "$@"; do case $word in --file=*) out=${word#--file=};; esac; done
echo "$@" "PGPASSWORD=$PGPASSWORD" > "$out"
"""


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Record:
    pytest.importorskip("psycopg", reason="the extra team is not installed")

    @contextmanager
    def reading(_: Record):
        yield SimpleNamespace()

    monkeypatch.setattr(Record, "reading", reading)
    monkeypatch.setattr(server_dumps, "head", lambda _: Head(seq=7, hash="a" * 64))
    return Record(location=ADDRESS, engine=server_engine(ADDRESS))


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def make(dump: str = DUMP, read_back: str = "#!/bin/sh\n") -> None:
        for name, script in (("pg_dump", dump), ("pg_restore", read_back)):
            (folder / name).write_text(script)
            (folder / name).chmod(0o700)

    return make


def test_the_dump_is_private_and_the_password_is_on_no_command_line(
    record: Record, tools, tmp_path: Path
) -> None:
    tools()
    copy = back_up(record, tmp_path / "team.dump")
    said = copy.path.read_text()
    assert said.startswith("--format=custom")
    assert "--dbname=postgresql://pat@db.example:5433/audits" in said
    assert said.rstrip().endswith("PGPASSWORD=s3cret")
    assert said.count("s3cret") == 1
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert copy.head.seq == 7


def test_a_password_among_the_options_of_the_address_is_taken_out_too() -> None:
    from sqlalchemy import make_url

    url, secret = server_dumps._apart(make_url("postgresql+psycopg://db/a?password=x&sslmode=on"))
    assert url.render_as_string(hide_password=False) == "postgresql://db/a?sslmode=on"
    assert secret == {"PGPASSWORD": "x"}


@pytest.mark.parametrize("broken", ["dump", "read_back"])
def test_a_dump_that_did_not_go_through_is_not_kept(
    record: Record, tools, tmp_path: Path, broken: str
) -> None:
    tools(**{broken: "#!/bin/sh\necho 'permission denied for table answer' >&2\nexit 1\n"})
    with pytest.raises(Refused, match="permission denied for table answer") as caught:
        back_up(record, tmp_path / "team.dump")
    assert "s3cret" not in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tools"]


def test_without_the_tools_it_names_what_the_keeper_runs(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="pg_dump is not on this computer") as caught:
        back_up(record, tmp_path / "team.dump")
    assert command_of_keeper(record) in caught.value.remedy
    assert command_of_keeper(record) == "pg_dump --format=custom --file=FILE audits"


def test_a_file_that_is_there_is_not_written_over(record: Record, tmp_path: Path) -> None:
    (tmp_path / "team.dump").write_text("mine")
    with pytest.raises(Refused, match="is there already"):
        back_up(record, tmp_path / "team.dump")


def test_a_real_server_is_dumped_whole(team_address: ServerAddress, tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    team = open_record(team_address)
    with team.writing() as session:
        newest = append(session, at="2026-10-01", actor="a", action="b", subject="c", payload={})
    copy = back_up(team, tmp_path / "team.dump")
    team.close()
    assert copy.head == newest
    listed = subprocess.run(
        ["pg_restore", "--list", copy.path], capture_output=True, text=True, check=True
    )
    for table in ("history", "answer", "frame_chunk"):
        assert f"TABLE DATA public {table} " in listed.stdout
