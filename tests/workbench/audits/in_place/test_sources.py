"""Addresses and refusals: plain words, and never a password in them."""

import pytest

from tests.workbench.audits.in_place.conftest import PROFILE
from tests.workbench.audits.in_place.lists import run_sql
from workbench.audits.in_place.addresses import is_address, read_address, told_address
from workbench.audits.in_place.importing import read_database
from workbench.audits.in_place.sources import database_source
from workbench.audits.intake.faults import IntakeFaults
from workbench.audits.intake.options import ReadingOptions
from workbench.errors import WorkbenchError

SECRET = "hunter2secret"  # noqa: S105 - so that it can be looked for


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"postgresql://me:{SECRET}@h:5/db", "postgresql://me@h:5/db"),
        (f"postgres://me:{SECRET}@h/db", "postgresql://me@h/db"),
        (f"postgresql+psycopg://h/db?password={SECRET}&sslmode=require", "postgresql://h/db"),
        (
            f"postgresql:///db?host=/run/pg&sslpassword={SECRET}",
            "postgresql:///db?host=%2Frun%2Fpg",
        ),
        ("mssql+pyodbc://h/db?driver=x", "mssql://h/db"),
    ],
)
def test_an_address_is_told_without_its_secrets(address: str, told: str) -> None:
    assert is_address(address)
    assert told_address(read_address(address)) == told
    source = database_source(address, table="t")
    assert SECRET not in f"{source!r} {source} {source.name} {source.as_mapping(in_place=True)}"


def refusal(address: str, *, table: str = "", query: str = "") -> WorkbenchError:
    with pytest.raises(WorkbenchError) as told:
        read_database(database_source(address, table=table, query=query), PROFILE, ReadingOptions())
    assert SECRET not in str(told.value)
    assert told.value.remedy
    return told.value


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"postgresql://me:{SECRET}@h:port/db", "address of the database cannot be read"),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db", "cannot be reached"),
        (f"postgresql://me@127.0.0.1:1/db?password={SECRET}", "cannot be reached"),
        (f"postgresql://me:{SECRET}@127.0.0.1/db?nonsense={SECRET}", "cannot be reached"),
        (f"nosuchbase://me:{SECRET}@h/db", "driver for nosuchbase is not installed"),
        ("sqlite:////nowhere/at/all.db", "no database file"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_plainly(address: str, told: str) -> None:
    assert told in refusal(address, table="t").problem


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://me@127.0.0.1:1/db", "cannot be reached: no server answers there."),
        ("postgresql://me@nowhere.invalid/db", "cannot be reached: no server of that name"),
    ],
)
def test_why_a_server_is_not_reached_is_said_in_our_words(address: str, told: str) -> None:
    assert told in refusal(address, table="t").problem


def test_a_table_that_is_not_there_is_named_with_those_that_are(crimes: str) -> None:
    run_sql(crimes, "CREATE SCHEMA other", "CREATE VIEW other.look AS SELECT * FROM cases")
    told = refusal(crimes, table="Cases")
    assert "There is no table 'Cases'" in told.problem
    assert told.remedy.startswith("Is it 'cases'? The tables are: cases, other.look.")
    assert "look" in refusal(crimes, table="other.cases").remedy
    assert "Is it 'other.look'?" in refusal(crimes, table="looks").remedy
    there = database_source(crimes, table="other.look")
    assert len(read_database(there, PROFILE, ReadingOptions()).frame) == 3_000


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT nothing FROM cases", "column"),
        ("SELEC 1", "syntax error"),
        ("SELECT * FROM nowhere", "nowhere"),
        ("DELETE FROM cases RETURNING *", "syntax error"),
        ("SELECT 1 AS a, 1 / 0 AS b", "division by zero"),
    ],
)
def test_a_query_that_cannot_be_run_is_told_as_the_server_says_it(
    crimes: str, query: str, told: str
) -> None:
    found = refusal(crimes, query=query)
    assert told in found.problem
    assert "one SELECT" in found.remedy


def test_a_column_that_is_not_there_is_told_as_of_a_file(crimes: str) -> None:
    told = refusal(crimes, query='SELECT "Team" AS "Crime Nr" FROM cases')
    assert isinstance(told, IntakeFaults)
    assert str(told.faults[0]).startswith("IMPORT-013 a query of postgresql://")
    assert 'Is it "Crime Nr"?' in told.faults[0].remedy


def test_a_table_one_may_not_read_is_told_as_that(crimes: str) -> None:
    run_sql(
        crimes,
        "DO $$ BEGIN CREATE ROLE outsider LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    )
    outsider = crimes.replace("postgres@", "outsider@")
    told = refusal(outsider, table="cases")
    assert "permission denied" in told.problem
    assert "right to read" in told.remedy
    assert "none that this user may see" in refusal(outsider, table="nosuch").remedy


@pytest.mark.parametrize(("table", "query"), [("", ""), ("t", "SELECT 1"), ("", " ; ")])
def test_a_list_is_one_table_or_one_query(table: str, query: str) -> None:
    with pytest.raises(WorkbenchError, match="a table or a query"):
        database_source("postgresql://h/db", table=table, query=query)
