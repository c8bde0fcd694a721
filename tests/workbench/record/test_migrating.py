"""Older records: brought to this schema by steps, after a backup, with nothing lost or changed."""

import json
import lzma
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.audits.reviews.undoing import undo
from workbench.cli.dispatch import run
from workbench.errors import NotSaved, RecordUnusable
from workbench.record import migrating, schema
from workbench.record.engine import open_record
from workbench.record.location import ServerAddress
from workbench.record.migrating import migrate_server

KEPT = Path(__file__).resolve().parents[2] / "record"
SCHEMAS = [int(path.name[7:].split(".")[0]) for path in sorted(KEPT.glob("schema-*.record.xz"))]
AUDITS = ("September", "October")


def old_record(folder: Path, version: int) -> Path:
    path = folder / "old.record"
    path.write_bytes(lzma.decompress((KEPT / f"schema-{version}.record.xz").read_bytes()))
    path.chmod(0o600)
    return path


def test_a_record_of_every_earlier_schema_is_kept() -> None:
    assert list(range(1, schema.SCHEMA_VERSION)) == SCHEMAS


@pytest.mark.parametrize("version", SCHEMAS)
def test_an_old_record_opens_and_verifies(tmp_path: Path, version: int) -> None:
    record = open_record(old_record(tmp_path, version))
    verified = verify_record(Desk(record, auditor="auditor 1"))
    record.close()
    assert verified.faults == ()
    assert verified.head == "355:5b000f0e6f72b743"


@pytest.mark.parametrize("audit", AUDITS)
@pytest.mark.parametrize("version", SCHEMAS)
def test_an_old_record_reports_the_rates_that_it_did(
    tmp_path: Path, version: int, audit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = old_record(tmp_path, version)
    assert run(["rates", audit, "--json", "--record", str(path)]) == 0
    then = json.loads((KEPT / f"schema-{version}.{audit}.rates.json").read_text("utf-8"))
    now = json.loads(capsys.readouterr().out)
    assert {key: now[key] for key in then} == then


@pytest.mark.parametrize("version", SCHEMAS)
def test_work_goes_on_in_an_old_record(tmp_path: Path, version: int) -> None:
    desk = Desk(open_record(old_record(tmp_path, version)), auditor="auditor 2")
    audit = open_audit(desk, "September")
    assert undo(desk, audit) is not None
    give_answer(desk, audit, Place(audit.cases[3].id, "SUP-01"), None)
    assert verify_record(desk).faults == ()
    desk.record.close()


def shape(path: Path) -> dict[str, object]:
    """Return all that a schema consists of, whatever the words it was made with."""
    with sqlite3.connect(path) as raw:
        tables = [
            name
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {
            "tables": {
                name: (
                    raw.execute(f"PRAGMA table_info({name})").fetchall(),
                    sorted(raw.execute(f"PRAGMA foreign_key_list({name})").fetchall()),
                    sorted(columns_of_indexes(raw, name)),
                )
                for name in sorted(tables)
            },
            "triggers": sorted(
                raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            ),
            "header": [
                raw.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "page_size")
            ],
            "version": raw.execute("SELECT * FROM alembic_version").fetchall(),
        }


def columns_of_indexes(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return [
        (unique, origin, *(row[2] for row in raw.execute(f"PRAGMA index_info({name})")))
        for _, name, unique, origin, _ in raw.execute(f"PRAGMA index_list({table})").fetchall()
    ]


@pytest.mark.parametrize("version", SCHEMAS)
def test_the_steps_end_at_the_schema_that_new_records_have(tmp_path: Path, version: int) -> None:
    path = old_record(tmp_path, version)
    open_record(path).close()
    open_record(tmp_path / "new.record").close()
    assert shape(path) == shape(tmp_path / "new.record")


def test_a_backup_of_the_older_record_is_beside_it(tmp_path: Path) -> None:
    path = old_record(tmp_path, 1)
    open_record(path).close()
    (backup,) = [file for file in tmp_path.rglob("*") if file.is_file() and file != path]
    with sqlite3.connect(backup) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM history").fetchone() == (355,)


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_record(tmp_path, 1)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise RecordUnusable("The last step failed.")

    monkeypatch.setattr(migrating, "mark_version", fail)
    with pytest.raises(RecordUnusable, match="last step"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_backup_that_cannot_be_made_stops_the_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_record(tmp_path, 1)
    before = path.read_bytes()

    def fail(_: Path) -> None:
        raise NotSaved("The backup could not be made.")

    monkeypatch.setattr("workbench.record.backups.back_up_before_migration", fail)
    with pytest.raises(RecordUnusable, match="backup could not be made"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_row_that_refers_to_none_stops_the_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.record.backups.back_up_before_migration", Path.exists)
    path = old_record(tmp_path, 1)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE bookmark SET case_id = 9999")
    before = path.read_bytes()
    with pytest.raises(RecordUnusable, match=r"bookmark refers to none of sampled_case"):
        open_record(path)
    assert path.read_bytes() == before


def test_two_programs_that_open_it_at_once_both_have_it(tmp_path: Path) -> None:
    path = old_record(tmp_path, 1)
    program = (
        "import sys; from pathlib import Path; from workbench.record.engine import open_record; "
        "open_record(Path(sys.argv[1])).close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
    open_record(path).close()


def test_opening_a_record_of_today_loads_nothing_to_migrate_with(tmp_path: Path) -> None:
    open_record(tmp_path / "a.record").close()
    program = (
        "import sys; from pathlib import Path; from workbench.record.engine import open_record; "
        "open_record(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.record")], check=True)


# On a server


def server_shape(address: ServerAddress) -> dict[str, list[str]]:
    engine = create_engine(address.url)
    found = inspect(engine)
    tables = {
        name: [
            *(f"{c['name']} {c['type']} {c['nullable']}" for c in found.get_columns(name)),
            *sorted(str(k["constrained_columns"]) for k in found.get_foreign_keys(name)),
            *sorted(str(k["column_names"]) for k in found.get_unique_constraints(name)),
            *sorted(str(k["name"]) for k in found.get_check_constraints(name)),
        ]
        for name in sorted(found.get_table_names())
    }
    with engine.connect() as connection:
        triggers = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
        )
        tables["triggers"] = [row[0] for row in triggers]
    engine.dispose()
    return tables


NEW_IN_2 = (
    "auditor",
    "conflict_rule",
    "allocation",
    "second_reading",
    "lease",
    "escalation",
    "pack",
    "rival_answer",
    "released_rates",
    "erasure",
)


def take_back_to_1(address: ServerAddress) -> None:
    engine = create_engine(address.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for table in NEW_IN_2:
            connection.exec_driver_sql(f"DROP TABLE {table} CASCADE")
        for column in ("changed_by", "version", "good_practice"):
            connection.exec_driver_sql(f"ALTER TABLE answer DROP COLUMN {column} CASCADE")
        connection.exec_driver_sql("ALTER TABLE review DROP COLUMN finished_at CASCADE")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()


def test_a_teams_record_is_brought_up_to_date_by_its_owner_only(
    team_address: ServerAddress,
) -> None:
    record = open_record(team_address)
    as_made = server_shape(team_address)
    take_back_to_1(team_address)
    with pytest.raises(RecordUnusable, match=r"version 1.*needs 2.*team upgrade"):
        open_record(team_address)
    migrate_server(record)
    record.close()
    assert server_shape(team_address) == as_made
    open_record(team_address).close()
