"""A team at work on a real server: its people as logins of the database, and cases they read.

| case | first reading     | second reading | who may see what                              |
|------|-------------------|----------------|-----------------------------------------------|
| 0    | Ann, finished     | Bob, begun     | blind: each sees their own                    |
| 1    | Ann, finished     | Bob, finished  | both see both, and so does the moderator      |
| 2    | Bob, begun        |                | Bob's alone                                   |
| 3    | Sue, begun        | Ann, begun     | the supervisor is a blind reader too          |
| 4    | Ann, allocated    |                | nothing is answered yet                       |
| 5..  | nobody            |                | closed to auditors, as teams begin            |

Cy is an auditor who was given nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.conftest import Clock, draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from workbench.audits.desk import Desk, sit_down
from workbench.audits.opening import OpenAudit
from workbench.record import tables
from workbench.record.engine import Record, create_on_server, open_record
from workbench.record.inserting import insert_row
from workbench.record.location import ServerAddress

PEOPLE = {
    "Hal": "owner",
    "Sue": "supervisor",
    "Mo": "moderator",
    "Ann": "auditor",
    "Bob": "auditor",
    "Cy": "auditor",
    "Vic": "viewer",
}
ALLOCATED = {(0, 1): "Ann", (0, 2): "Bob", (1, 1): "Ann", (1, 2): "Bob"} | {
    (2, 1): "Bob", (3, 1): "Sue", (3, 2): "Ann", (4, 1): "Ann"
}  # fmt: skip
FINISHED = {(0, 1), (1, 1), (1, 2)}
BEGUN = tuple(place for place in ALLOCATED if place != (4, 1))


@dataclass
class Team:
    """A record on a server, with its people, its cases and its reviews by their places."""

    server: PostgresServer
    database: str
    audit: OpenAudit | None = None
    reviews: dict[tuple[int, int], int] = field(default_factory=dict)

    def login(self, name: str) -> str:
        """Return the login of a person: logins belong to the whole server."""
        return f"{self.database}_{name.lower()}"

    def case(self, number: int) -> int:
        assert self.audit is not None
        return self.audit.cases[number].id

    def url(self, name: str) -> str:
        return self.server.url(self.database, user=self.login(name))

    @contextmanager
    def plain(self, name: str) -> Iterator[psycopg.Connection[Any]]:
        """Give a plain connection as a person; nothing that is done on it is kept."""
        address = self.url(name).replace("+psycopg", "")
        with psycopg.connect(address) as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def desk(self, name: str) -> Iterator[Desk]:
        """Give the desk of a person, as the program opens it."""
        with closing(open_record(ServerAddress(self.url(name)))) as record:
            yield sit_down(record)


def make_team(server: PostgresServer, folder: Path) -> Team:
    """Make a team's record as an owner who is no superuser, with all its people and no list."""
    database = server.new_database()
    team = Team(server=server, database=database)
    server.execute(
        f"CREATE ROLE {team.login('Hal')} LOGIN CREATEROLE",
        f"ALTER DATABASE {database} OWNER TO {team.login('Hal')}",
    )
    record = create_on_server(ServerAddress(team.url("Hal")))
    register(record, team)
    record.close()
    for name, role in PEOPLE.items():
        if name != "Hal":
            server.execute(
                f"CREATE ROLE {team.login(name)} LOGIN IN ROLE {database}_{role}",
            )
    return team


def register(record: Record, team: Team) -> None:
    """Write the people of the team into its record."""
    desk = Desk(record=record, auditor="Hal", clock=Clock())
    with record.writing() as session:
        for name, role in PEOPLE.items():
            person = {"name": name, "login": team.login(name), "role": role, "team": "audit"}
            registered = {"known_as": "", "active": True, "registered_at": desk.now()}
            insert_row(session, tables.Auditor, person | registered | {"registered_by": "Hal"})
        desk.enter(session, "team made", about="team", details={})


def make_working_team(server: PostgresServer, folder: Path) -> Team:
    """Make a team in the middle of its work: see the table above."""
    team = make_team(server, folder)
    record = open_record(ServerAddress(team.url("Hal")))
    desk = Desk(record=record, auditor="Hal", clock=Clock())
    import_crimes(desk, folder)
    team.audit = draw_crimes(desk, "September", size=12, reserve=3)
    with record.writing() as session:
        for (number, reading), name in ALLOCATED.items():
            _write_allocation(session, team, number, reading, name)
        for number, reading in BEGUN:
            _write_reading(session, team, number, reading, ALLOCATED[number, reading])
        _write_the_rest(session, team)
        desk.enter(session, "work made", about="tests", details={})
    for number, reading in BEGUN:
        _write_entry(Desk(record=record, auditor=ALLOCATED[number, reading]), team, number, reading)
    record.close()
    return team


AT = "2026-10-01T09:00:00.000000+00:00"


def _write_allocation(session: Any, team: Team, number: int, reading: int, name: str) -> None:
    given = {"case_id": team.case(number), "reading": reading, "auditor": name, "why": "drawn"}
    insert_row(session, tables.Allocation, given | {"allocated_at": AT, "allocated_by": "Sue"})


def _write_reading(session: Any, team: Team, number: int, reading: int, name: str) -> None:
    place = {"case_id": team.case(number), "reading": reading}
    finished = AT if (number, reading) in FINISHED else None
    review = place | {"auditor": name, "started_at": AT, "active_seconds": 60}
    review_id = insert_row(session, tables.Review, review | {"finished_at": finished})
    team.reviews[number, reading] = review_id
    note = {"review_id": review_id, "question": "SUP-01", "salt": "0", "written_at": AT}
    note_id = insert_row(session, tables.Note, note | {"text": f"note of {name}"})
    answer: Mapping[str, object] = {"review_id": review_id, "question": "SUP-01", "value": "met"}
    changed = {"note_id": note_id, "changed_at": AT, "changed_by": name, "version": 1}
    insert_row(session, tables.AnswerRow, {**answer, **changed, "flagged": False})
    said = place | {"question": "SUP-01"}
    told = {"told": "duty inspector", "told_at": AT, "escalated_at": AT, "escalated_by": name}
    insert_row(session, tables.Escalation, said | told)
    rival = {"value": "met", "answered_by": name, "answered_at": AT, "found_at": AT}
    insert_row(session, tables.RivalAnswer, said | rival | {"source": "pack"})
    lease = tables.Lease(**place, auditor=name, until=AT)
    session.add(lease)


def _write_the_rest(session: Any, team: Team) -> None:
    """Write the rows that are not about one reading: bookmarks, packs, rates, rules."""
    assert team.audit is not None
    audit = team.audit
    for name, number in (("Ann", 0), ("Bob", 1)):
        session.add(
            tables.Bookmark(
                audit_id=audit.id, auditor=name, case_id=team.case(number), question="SUP-01"
            )
        )
        pack = {"audit_id": audit.id, "identity": f"pack of {name}", "direction": "out"}
        insert_row(
            session,
            tables.Pack,
            pack | {"auditor": name, "sha256": "0", "cases": "[]", "made_at": AT, "made_by": "Sue"},
        )
    rule = {"audit_id": audit.id, "kind": "own team", "told_by": "Team"}
    insert_row(session, tables.ConflictRule, rule | {"set_at": AT, "set_by": "Sue"})
    share = {"draw_id": audit.draw_id, "share": "0.1", "critical_fails": False, "seed": "20260901"}
    insert_row(session, tables.SecondReading, share | {"chosen_at": AT, "chosen_by": "Sue"})
    rates = {"audit_id": audit.id, "audit": audit.name, "figures": "{}", "history_head": "1:0"}
    insert_row(session, tables.ReleasedRates, rates | {"released_at": AT, "released_by": "Sue"})
    erased = {"before": "2020-01-01", "reason": "retention", "erased": "[]", "certificate": "{}"}
    insert_row(session, tables.Erasure, erased | {"erased_at": AT, "erased_by": "Hal"})
    gone = {"case_id": team.case(6), "reserve_id": _reserve(session, audit), "reason": "restricted"}
    insert_row(session, tables.Replacement, gone | {"note": "", "at": AT, "by": "Sue"})
    insert_row_of_setting(session)


def insert_row_of_setting(session: Any) -> None:
    session.add(tables.Setting(key="a setting", value="of the record"))


def _reserve(session: Any, audit: OpenAudit) -> int:
    from sqlalchemy import select

    reserves = select(tables.SampledCase.id).where(
        tables.SampledCase.draw_id == audit.draw_id, tables.SampledCase.role == "reserve"
    )
    return int(session.scalars(reserves.order_by(tables.SampledCase.position)).first())


def _write_entry(desk: Desk, team: Team, number: int, reading: int) -> None:
    """Write what the history has of an answer, by the one who gave it."""
    assert team.audit is not None
    about = f"audit:{team.audit.id}/case:{team.case(number)}/SUP-01"
    with desk.record.writing() as session:
        details = {"new": {"value": "met"}, "place": {"reading": reading}}
        desk.enter(session, "answer changed", about=about, details=details)
