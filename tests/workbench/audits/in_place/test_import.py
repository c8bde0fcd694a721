"""A list brought in from a database is the list that its CSV export gives, faults included."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from tests.workbench.audits.in_place.conftest import PROFILE
from tests.workbench.audits.in_place.lists import Row, as_csv, as_table, awkward, run_sql
from workbench.audits.desk import Desk
from workbench.audits.in_place.cells import database_text, type_doubt
from workbench.audits.in_place.importing import import_from_database, read_database
from workbench.audits.in_place.sources import DatabaseSource, database_source
from workbench.audits.intake.exclusions import Exclusion
from workbench.audits.intake.faults import IntakeFaults
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.intake.reading import read_list
from workbench.audits.populations import populations
from workbench.audits.proof.verifying import verify_record
from workbench.errors import WorkbenchError

TROUBLE: list[Row] = [
    ("A1", "North", ""),
    ("", "North", "x"),
    (" A1 ", "South", ""),
    ("", "", ""),
    ("A\u200b2", "North", ""),
]


def table(url: str) -> DatabaseSource:
    return database_source(url, table="cases")


def test_the_frame_and_its_fingerprints_are_those_of_the_same_list_as_csv(
    desk: Desk, crimes: str, crimes_csv: Path
) -> None:
    view = import_from_database(
        desk, table(crimes), name="there", profile=PROFILE, options=ReadingOptions()
    )
    from_file = read_list(crimes_csv, PROFILE)
    assert view.part.frame_fingerprint == from_file.frame.fingerprint
    assert view.part.content_fingerprint == from_file.frame.content_fingerprint
    assert view.part.flow == from_file.flow
    assert view.part.kept_columns == ("team",)
    assert view.part.dropped_columns == ("Victim Name",)
    assert not view.in_place
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize(
    "options",
    [
        ReadingOptions(),
        ReadingOptions(blank="reject"),
        ReadingOptions(exclude=(Exclusion("team", "North", "not ours"),)),
    ],
)
def test_faults_are_those_of_the_file_with_the_number_of_the_row(
    postgres_database: str, tmp_path: Path, options: ReadingOptions
) -> None:
    as_table(postgres_database, TROUBLE)
    with pytest.raises(IntakeFaults) as there:
        read_database(table(postgres_database), PROFILE, options)
    with pytest.raises(IntakeFaults) as in_file:
        read_list(as_csv(tmp_path / "l.csv", TROUBLE), PROFILE, options)
    assert [(f.code, f.record, f.line, f.value, f.problem) for f in there.value.faults] == [
        (f.code, f.record, f.line, f.value, f.problem) for f in in_file.value.faults
    ]
    assert "(record 5)" in str(there.value.faults[-1])


def test_policies_are_those_of_a_file(postgres_database: str, tmp_path: Path) -> None:
    rows = TROUBLE[:4]
    as_table(postgres_database, rows)
    options = ReadingOptions(blank="reject", duplicates="first")
    source = database_source(postgres_database, query="SELECT * FROM cases ORDER BY ctid")
    there = read_database(source, PROFILE, options)
    in_file = read_list(as_csv(tmp_path / "l.csv", [*rows, ("Z", "", "")]), PROFILE, options)
    assert there.flow.rejected[-1] == in_file.flow.rejected[-1]
    assert there.frame.references == ("A1",)
    with pytest.raises(WorkbenchError, match="in no order"):
        read_database(table(postgres_database), PROFILE, options)


def test_a_fault_leaves_the_record_as_it_was(desk: Desk, postgres_database: str) -> None:
    as_table(postgres_database, TROUBLE)
    with pytest.raises(IntakeFaults):
        import_from_database(
            desk, table(postgres_database), name="n", profile=PROFILE, options=ReadingOptions()
        )
    assert populations(desk) == ()


@pytest.mark.parametrize(
    ("column", "accepted", "told"),
    [
        ("'A' || n", True, ""),
        ("n::bigint", False, "IMPORT-019"),
        ("n::bigint", True, ""),
        ("n::numeric(12, 0)", True, ""),
        ("n / 3.0", True, "IMPORT-020"),
        ("n::float8", True, "IMPORT-020"),
        ("'2026-01-01'::date + n", True, "IMPORT-020"),
        ("gen_random_uuid()", False, ""),
    ],
)
def test_references_that_are_no_text_are_asked_about(
    postgres_database: str, column: str, accepted: bool, told: str
) -> None:
    query = f"SELECT {column} AS ref FROM generate_series(1, 3) AS n"  # noqa: S608 - a table of the test
    options = ReadingOptions(numeric_references="accept" if accepted else "refuse")
    source = database_source(postgres_database, query=query)
    profile = profile_from_options(reference="ref")
    if not told:
        assert len(read_database(source, profile, options).frame) == 3
        return
    with pytest.raises(IntakeFaults) as found:
        read_database(source, profile, options)
    (fault,) = found.value.faults
    assert str(fault).startswith(told)
    assert "record 1)" in str(fault)


@pytest.mark.parametrize(
    ("value", "text", "doubt"),
    [
        (None, "", ""),
        ("007", "007", ""),
        (7, "7", "number"),
        (True, "True", "logical"),
        (Decimal("1E+3"), "1000", "number"),
        (Decimal("1.50"), "1.50", "inexact"),
        (2.0, "2", "inexact"),
        (date(2026, 9, 30), "2026-09-30", "date"),
        (datetime(2026, 9, 30, 12, 5), "2026-09-30T12:05:00", "date"),  # noqa: DTZ001 - as a database gives it
        (timedelta(days=1), "1 day, 0:00:00", "date"),
        (b"\x01\xff", "01ff", ""),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001", ""),
    ],
)
def test_a_value_is_the_text_that_is_kept(value: object, text: str, doubt: str) -> None:
    assert database_text(value) == text
    assert type_doubt(value) == doubt


def test_rows_come_a_batch_at_a_time(postgres_database: str) -> None:
    """Whoever gives up early has not made the server send the rest."""
    run_sql(postgres_database, "CREATE SEQUENCE sent")
    query = "SELECT nextval('sent')::text || 'x' AS ref FROM generate_series(1, 100000)"
    source = database_source(postgres_database, query=query)
    told: list[int] = []
    with pytest.raises(WorkbenchError, match="read-only"):
        read_database(source, profile_from_options(reference="ref"), ReadingOptions())
    plain = database_source(
        postgres_database, query="SELECT n || 'x' AS ref FROM generate_series(1, 100000) AS n"
    )
    with pytest.raises(WorkbenchError, match="cancelled"):
        read_database(
            plain,
            profile_from_options(reference="ref"),
            ReadingOptions(),
            progress=lambda rows, _: told.append(rows),
            cancelled=lambda: True,
        )
    assert told == [10_000]


def test_the_hash_of_the_source_is_that_of_its_rows(postgres_database: str) -> None:
    as_table(postgres_database, awkward(50))
    as_table(postgres_database, awkward(50)[:49], "fewer")
    hashes = [
        read_database(
            database_source(postgres_database, table=name), PROFILE, ReadingOptions()
        ).source_sha256
        for name in ("cases", "cases", "fewer")
    ]
    assert hashes[0] == hashes[1] != hashes[2]
