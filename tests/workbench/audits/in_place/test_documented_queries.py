"""The queries of docs/draw-in-place.md draw the sample that the program draws."""

import re
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine

from sampling.tickets import lowest_tickets
from tests.workbench.audits.in_place.conftest import CASES, SEED, DrawThere
from tests.workbench.audits.in_place.lists import as_csv, awkward, kept_reference
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.in_place.statements import WHITE_SPACE

PAGE = Path(__file__).resolve().parents[4] / "docs" / "draw-in-place.md"
TEXT = PAGE.read_text(encoding="utf-8")


def documented(engine: str) -> str:
    (query,) = re.findall(rf"^```sql {engine}\n(.+?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert f"'{SEED}'" in query
    return query.replace("crime_no", '"Crime No"')


def in_duckdb(path: Path, query: str) -> list[tuple[str, ...]]:
    with duckdb.connect() as connection:
        connection.read_csv(path, all_varchar=True, quotechar='"').create("cases")
        return connection.execute(query).fetchall()


def test_a_file_postgresql_in_place_and_duckdb_draw_the_same_300(
    crimes: str, crimes_csv: Path, draw_from_file: DrawThere, draw_there: DrawThere
) -> None:
    design = DesignAsked(size=300)
    from_file = [case.reference for case in draw_from_file(design).cases]
    there = [case.reference for case in draw_there(design).cases]
    in_duck = [reference for _, reference in in_duckdb(crimes_csv, documented("duckdb"))]
    engine = create_engine(crimes)
    with engine.connect() as connection:
        typed = connection.exec_driver_sql(documented("postgresql").replace("%", "%%"))
        by_hand = [row.reference for row in typed]
    engine.dispose()
    assert from_file == there == in_duck == by_hand
    assert len(set(from_file)) == 300


def test_duckdb_composes_and_trims_every_reference_as_this_program_does(tmp_path: Path) -> None:
    rows = awkward(CASES)
    found = in_duckdb(
        as_csv(tmp_path / "crimes.csv", rows),
        documented("duckdb").replace("LIMIT 300", ""),
    )
    references = [kept_reference(cells[0]) for cells in rows]
    expected = lowest_tickets(references, CASES, seed=SEED)
    assert found == [(one.ticket, one.reference) for one in expected]


@pytest.mark.parametrize("character", [*WHITE_SPACE, "\u200b", "\u180e", "x"])
def test_duckdb_trims_what_python_calls_white_space_and_nothing_else(
    tmp_path: Path, character: str
) -> None:
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE cases ("Crime No" VARCHAR)')
        connection.execute("INSERT INTO cases VALUES (?)", [f"{character}A1{character}"])
        ((_, reference),) = connection.execute(documented("duckdb")).fetchall()
    assert reference == f"{character}A1{character}".strip()


def test_white_space_is_what_python_strips() -> None:
    assert {c for c in map(chr, range(0x110000)) if c.isspace()} == set(WHITE_SPACE)


def test_the_stratified_query_takes_the_lowest_of_each_stratum(tmp_path: Path) -> None:
    rows = [(f"{n:05}", ("North", "South")[n % 3 == 0], "") for n in range(300)]
    query = documented("duckdb strata").replace("team", '"Team"')
    found = in_duckdb(as_csv(tmp_path / "crimes.csv", rows), query)
    expected = [
        (one.ticket, one.reference, team)
        for team, size in (("North", 20), ("South", 10))
        for one in lowest_tickets([r[0] for r in rows if r[1] == team], size, seed=SEED)
    ]
    assert found == sorted(expected)
