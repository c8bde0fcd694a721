"""What many tests start from: a clock that ticks when told, a desk, and a small drawn audit."""

import csv
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum, auto
from functools import cache
from pathlib import Path
from random import Random

import pytest

from checklists.answers import Answer
from sampling import seeds
from tests.postgres_server import PostgresServer, why_no_server
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.populations import import_population
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.standing import Place
from workbench.record import tables
from workbench.record.engine import create_on_server, open_record
from workbench.record.inserting import insert_row
from workbench.record.location import Location, ServerAddress

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEED = "20260901-dice"


@dataclass
class Clock:
    """A clock that stands still until it is told to tick."""

    now: datetime = field(default_factory=lambda: datetime(2026, 10, 1, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def tick(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


# On a file, and on a server: `--record-on postgresql` runs what starts from a desk on a real one


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-on",
        choices=["file", "postgresql"],
        default="file",
        help="Keep the records of the tests in files, or on a PostgreSQL server that they start.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server, leave out what has no record, and skip what is about the file itself."""
    if config.getoption("--record-on") == "file":
        return
    keeps = {item: {"desk", "wb"} & set(getattr(item, "fixturenames", ())) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if not keeps[item]])
    items[:] = [item for item in items if keeps[item]]
    for item in items:
        if item.get_closest_marker("of_the_file") or "small_record" in item.fixturenames:
            item.add_marker(pytest.mark.skip(reason="it is about the record as a file"))


@pytest.fixture(autouse=True)
def seeds_made_by_no_luck(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the same seeds in each run of a test, so that none passes or fails by a lucky lot."""
    known = Random(request.node.nodeid)  # noqa: S311 - the point is that it is known
    monkeypatch.setattr(seeds, "SystemRandom", lambda: known)


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of the collecting of garbage: they stay to the end."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Collect them again: DuckDB names everything of its own that is left when Python ends."""
    gc.unfreeze()


def pytest_xdist_auto_num_workers() -> int:
    """Run two tests for each processor: those of screens and servers wait for half their time.

    No more than eight, since each worker that needs a server starts one of its own.
    """
    return min(8, 2 * (os.cpu_count() or 1))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real server, with the template `empty_record`."""
    if reason := why_no_server():
        pytest.skip(reason)
    server = PostgresServer()
    server.make()
    server.execute("CREATE DATABASE empty_record TEMPLATE template0")
    create_on_server(ServerAddress(server.url("empty_record"))).close()
    yield server
    server.remove()


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> str:
    """The address of a new, empty database."""
    return postgres_server.url(postgres_server.new_database())


@pytest.fixture
def team_address(postgres_server: PostgresServer) -> ServerAddress:
    """The address of a new record on a server, as its owner."""
    return ServerAddress(postgres_server.url(postgres_server.new_database("empty_record")))


class Begun(IntEnum):
    """What is in a record before a test begins."""

    EMPTY = auto()
    LISTED = auto()
    DRAWN = auto()


def begin(location: Location, folder: Path, begun: Begun) -> None:
    """Make a record as tests begin with it."""
    desk = Desk(open_record(location), auditor="auditor 1", clock=Clock())
    if begun >= Begun.LISTED:
        import_crimes(desk, folder)
    if begun >= Begun.DRAWN:
        draw_crimes(desk, "September", size=12, reserve=3)
    desk.record.close()


@pytest.fixture(scope="session")
def records_begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Begun], Path]:
    """A function that returns a record so begun, made once; tests have copies of it."""

    @cache
    def made(begun: Begun) -> Path:
        folder = tmp_path_factory.mktemp("begun")
        begin(folder / "begun.record", folder, begun)
        return folder / "begun.record"

    return made


@pytest.fixture(scope="session")
def databases_begun(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Begun], str]:
    """A function that returns the name of a database so begun, made once."""

    @cache
    def made(begun: Begun) -> str:
        name = postgres_server.new_database("empty_record")
        begin(ServerAddress(postgres_server.url(name)), tmp_path_factory.mktemp("begun"), begun)
        return name

    return made


@pytest.fixture
def beginning(request: pytest.FixtureRequest) -> Begun:
    """What is in the record of a test from the beginning, by the fixtures that it asks for."""
    if "audit_begun" in request.fixturenames:
        return Begun.DRAWN
    return Begun.LISTED if "listed" in request.fixturenames else Begun.EMPTY


@pytest.fixture
def location(request: pytest.FixtureRequest, beginning: Begun, tmp_path: Path) -> Location:
    """Where the record of a test is: a file, or a database on a server."""
    if request.config.getoption("--record-on") == "file":
        path = tmp_path / "workbench.record"
        shutil.copy(request.getfixturevalue("records_begun")(beginning), path)
        return path
    server: PostgresServer = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("databases_begun")(beginning)
    return ServerAddress(server.url(server.new_database(template)))


@pytest.fixture
def desk(location: Location, clock: Clock) -> Iterator[Desk]:
    record = open_record(location)
    yield Desk(record=record, auditor="auditor 1", clock=clock)
    record.close()


def write_list(path: Path, cases: int = 200) -> Path:
    """Write a crime list with awkward references: leading zeros, slashes and long numbers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Crime No", "Team", "Status", "Days Open", "Victim Name"])
        for n in range(cases):
            reference = [f"{n:05}", f"21/{n:05}/26", f"2200123456789{n:05}"][n % 3]
            status = "closed" if n % 4 else "open"
            lines.writerow([reference, "ABC"[n % 3], status, n % 40 + 1, "ZZTESTNAME"])
    return path


def import_crimes(desk: Desk, folder: Path) -> None:
    """Bring the population `crimes`, of 200 cases, into a desk's record."""
    profile = profile_from_options(reference="Crime No", keep=("Team", "Status", "Days Open"))
    import_population(
        desk,
        write_list(folder / "crimes.csv"),
        name="crimes",
        profile=profile,
        options=ReadingOptions(),
    )


@pytest.fixture
def listed(desk: Desk, tmp_path: Path) -> Desk:
    """A desk whose record has the population `crimes`, of 200 cases, and the list beside it."""
    write_list(tmp_path / "crimes.csv")
    return desk


DrawAudit = Callable[..., OpenAudit]


def draw_crimes(desk: Desk, name: str, *, size: int, reserve: int) -> OpenAudit:
    """Draw an audit of `crimes` on the supervision checklist."""
    plan = DrawPlan(
        audit=name,
        population="crimes",
        checklists=("SUP",),
        design=DesignAsked(size=size, reserve=reserve),
        seed=SEED,
    )
    return draw_sample(desk, plan)


@pytest.fixture
def draw_audit(listed: Desk) -> DrawAudit:
    """A function that draws an audit of `crimes`."""

    def draw(name: str = "September", *, size: int = 12, reserve: int = 3) -> OpenAudit:
        return draw_crimes(listed, name, size=size, reserve=reserve)

    return draw


@pytest.fixture
def audit_begun(listed: Desk) -> OpenAudit:
    """The audit `September`, which is in a record from the beginning where this is asked for.

    It is not `audit` itself, since some tests have an `audit` of their own.
    """
    return open_audit(listed, "September")


@pytest.fixture
def audit(audit_begun: OpenAudit) -> OpenAudit:
    """The audit `September`: 12 of 200 cases with 3 in reserve, on the supervision checklist."""
    return audit_begun


def write_team_rows(desk: Desk, audit: OpenAudit) -> None:
    """Write one row into each table that a lone auditor's record leaves empty."""
    case, draw, at = audit.cases[0].id, audit.draw_id, desk.now()
    said = {"audit_id": audit.id, "set_at": at, "set_by": "lead"}
    read = {"case_id": case, "reading": 2}
    joined = {"active": True, "registered_at": at, "registered_by": "lead"}
    rows = (
        (tables.Auditor, {"name": "auditor 2", "login": "a2", "role": "auditor", "team": "A"}
            | {"known_as": "1234"} | joined),
        (tables.Auditor, {"name": "tester", "login": "tester", "role": "owner", "team": "HQ"}
            | {"known_as": "9999"} | joined),
        (tables.ConflictRule, said | {"kind": "own team", "told_by": "team"}),
        (tables.Allocation, read | {"auditor": "auditor 2", "why": "drawn for second reading"}
            | {"allocated_at": at, "allocated_by": "lead"}),
        (tables.SecondReading, {"draw_id": draw, "share": "0.1", "critical_fails": False}
            | {"seed": "20260901", "chosen_at": at, "chosen_by": "lead"}),
        (tables.Escalation, read | {"question": "SUP-01", "told": "duty inspector"}
            | {"told_at": at, "escalated_at": at, "escalated_by": "auditor 2"}),
        (tables.Pack, {"audit_id": audit.id, "identity": "p1", "direction": "out", "cases": "[]"}
            | {"auditor": "auditor 2", "sha256": "0", "made_at": at, "made_by": "lead"}),
        (tables.RivalAnswer, read | {"question": "SUP-02", "value": "met", "source": "pack p1"}
            | {"answered_by": "auditor 2", "answered_at": at, "found_at": at}),
        (tables.ReleasedRates, {"audit_id": audit.id, "audit": audit.name, "figures": "{}"}
            | {"history_head": "1:0", "released_at": at, "released_by": "lead"}),
        (tables.Erasure, {"before": "2020-01-01", "reason": "retention", "erased": "[]"}
            | {"certificate": "{}", "erased_at": at, "erased_by": "lead"}),
    )  # fmt: skip
    with desk.record.writing() as session:
        for table, values in rows:
            insert_row(session, table, values)
        desk.enter(session, "team rows written", about="tests", details={})


def fill(location: Location, folder: Path) -> None:
    """Write at least one row into every table of a record."""
    desk = Desk(open_record(location), auditor="auditor 1", clock=Clock())
    import_crimes(desk, folder)
    audit = draw_crimes(desk, "September", size=12, reserve=3)
    place = Place(case_id=audit.cases[0].id, question="SUP-01")
    give_answer(desk, audit, place, Answer.NOT_MET)
    write_note(desk, audit, place, "No entry before closure.")
    replace_case(desk, audit.name, audit.cases[1].reference, reason=ReplacementReason.RESTRICTED)
    write_team_rows(desk, audit)
    desk.record.close()


@pytest.fixture(scope="session")
def small_record_as_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with at least one row in every table, made once; tests have copies of it."""
    folder = tmp_path_factory.mktemp("made")
    fill(folder / "small.record", folder)
    return folder / "small.record"


@pytest.fixture(scope="session")
def small_record_on_server(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> ServerAddress:
    """The same on a server, for tests that change nothing in it."""
    address = ServerAddress(postgres_server.url(postgres_server.new_database("empty_record")))
    fill(address, tmp_path_factory.mktemp("made"))
    return address


@pytest.fixture
def small_record(small_record_as_made: Path, tmp_path: Path) -> Path:
    """A record with at least one row in every table."""
    return shutil.copy(small_record_as_made, tmp_path / "small.record")
