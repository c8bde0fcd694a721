"""Records to do harm to, and what is in them: every value of every row, read behind the program."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

from checklists.answers import Answer
from checklists.rules import Always
from tests.conftest import SEED, Clock, write_list
from tests.postgres_server import PostgresServer
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.populations import import_population
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.standing import Place
from workbench.record.engine import create_on_server, open_record
from workbench.record.location import Location, ServerAddress

AUDIT: Final = "September"
POPULATION: Final = "crimes"
GIVEN: Final = (Answer.MET, Answer.NOT_MET, Answer.NOT_EVIDENCED)

Contents = dict[str, list[tuple[object, ...]]]
"""The rows of each table, with the text of the schema and what the header says, as they are."""


@contextmanager
def desk_at(location: Location) -> Iterator[Desk]:
    """Give a desk at a record, by a clock that stands still."""
    record = open_record(location)
    try:
        yield Desk(record=record, auditor="auditor 1", clock=Clock())
    finally:
        record.close()


def import_crimes(desk: Desk, list_file: Path) -> None:
    """Import the list as the population `crimes`."""
    profile = profile_from_options(reference="Crime No", keep=("Team", "Status", "Days Open"))
    import_population(desk, list_file, name=POPULATION, profile=profile, options=ReadingOptions())


def draw_september(desk: Desk, *, size: int = 4) -> OpenAudit:
    """Draw the audit `September` of `crimes`."""
    plan = DrawPlan(
        audit=AUDIT,
        population=POPULATION,
        checklists=("SUP",),
        design=DesignAsked(size=size, reserve=1),
        seed=SEED,
    )
    return draw_sample(desk, plan)


def crimes_list(folder: Path, *, cases: int = 60) -> Path:
    """Write the list of crimes, unless it is there."""
    path = folder / "crimes.csv"
    return path if path.exists() else write_list(path, cases)


def empty_record(path: Path) -> Path:
    """Make a record with nothing in it."""
    open_record(path).close()
    return path


def listed_record(path: Path) -> Path:
    """Make a record with a population."""
    with desk_at(path) as desk:
        import_crimes(desk, crimes_list(path.parent))
    return path


def drawn_record(path: Path, *, size: int = 4) -> Path:
    """Make a record with a population and a drawn audit."""
    listed_record(path)
    with desk_at(path) as desk:
        draw_september(desk, size=size)
    return path


@contextmanager
def drawn_on_a_server(folder: Path, *, size: int = 4) -> Iterator[tuple[PostgresServer, Location]]:
    """Give a server of one's own, with a record that has a population and a drawn audit."""
    server = PostgresServer(durable=True)
    try:
        server.make()
        server.execute("CREATE DATABASE force TEMPLATE template0")
        address = ServerAddress(server.url("force"))
        create_on_server(address).close()
        with desk_at(address) as desk:
            import_crimes(desk, crimes_list(folder))
            draw_september(desk, size=size)
        yield server, address
    finally:
        server.remove()


def scored_record(path: Path, *, size: int = 4) -> Path:
    """Make a record with a drawn audit of which most questions are answered, one with a note."""
    drawn_record(path, size=size)
    with desk_at(path) as desk:
        audit = open_audit(desk, AUDIT)
        for place, answer in zip(places(audit)[:-2], cycle(GIVEN), strict=False):
            give_answer(desk, audit, place, answer, seconds=7)
        write_note(desk, audit, places(audit)[1], "No date is given for the review.")
    return path


def places(audit: OpenAudit) -> list[Place]:
    """Return the questions of every case that are asked whatever was answered before."""
    always = [q.id for q in audit.questions if isinstance(q.applies_when, Always)]
    return [Place(case_id=case.id, question=name) for case in audit.cases for name in always]


def contents(path: Path) -> Contents:
    """Return all that a record holds, value by value, read by nothing of ours."""
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = _text
        tables = [row[0] for row in raw.execute(_TABLES)]
        kept: Contents = {
            name: raw.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - as it names itself
            for name in tables
        }
        kept["the schema"] = raw.execute(_SCHEMA).fetchall()
        for pragma in ("application_id", "user_version", "encoding"):
            kept[f"the {pragma}"] = raw.execute(f"PRAGMA {pragma}").fetchall()
    return kept


def _text(kept: bytes) -> str | bytes:
    """Return text as text, and what is none as the bytes it is."""
    try:
        return kept.decode()
    except UnicodeDecodeError:
        return kept


_TABLES: Final = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
_SCHEMA: Final = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def faults_of(location: Location) -> tuple[str, ...]:
    """Return what `verify` finds wrong with a record."""
    with desk_at(location) as desk:
        return verify_record(desk).faults
