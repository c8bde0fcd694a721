"""The roles of a team, as users of the database with plain SQL: what each can see, write, change.

Nothing here asks the program what it would allow: every statement goes to a real server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, RaiseException
from sqlmodel import SQLModel

from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_working_team
from workbench.record.history import append, canonical, first_break
from workbench.record.role_rules import READERS_WORK, RULES
from workbench.record.tables import APPEND_ONLY

EVERY_TABLE = sorted(SQLModel.metadata.tables)
ROLES = {"Sue": "supervisor", "Mo": "moderator", "Ann": "auditor", "Vic": "viewer"}

MATRIX = """
table            supervisor  moderator  auditor  viewer
allocation       S I U       S          S        -
answer           S I U       S I U      S I U    -
audit            S I         S          S        -
audit_checklist  S I         S          S        -
auditor          S           S          S        S
bookmark         S I U       S I U      S I U    -
conflict_rule    S I U       S          S        -
draw             S I         S          S        -
erasure          S           -          -        -
escalation       S I         S I        S I      -
frame_chunk      S I         -          -        -
history          S I         S I        S I      -
lease            S I U D     S I U D    S I U D  -
note             S I         S I        S I      -
pack             S I         S I        S I      -
population       S I         S          S        -
released_rates   S I         S          S        S
replacement      S I         S          S        -
review           S I U       S I U      S I U    -
rival_answer     S I U       S I U      S I U    -
sampled_case     S I         S          S        -
second_reading   S I         S          S        -
setting          S I U       S          S        -
"""
"""What each role may try at all: S see, I insert, U change some columns, D remove; else refused.

Which columns S is of is all, but for KEPT.
"""
KEPT = ("second_reading", "seed")
"""The column that no role is shown: see the tests of the lot."""

SEEN = """
table            Sue  Mo  Ann  Bob
allocation       8    2   5    4
answer           6    2   4    4
bookmark         0    0   1    1
erasure          1    -   -    -
escalation       6    2   4    4
frame_chunk      1    -   -    -
lease            6    2   4    4
note             6    2   4    4
pack             2    0   1    1
replacement      1    0   0    0
review           6    2   4    4
rival_answer     6    2   4    4
sampled_case     15   1   4    3
second_reading   1    1   1    1
"""
"""How many rows each sees of what `team_world` writes: of all the readings, seven are begun."""


def _read(table: str) -> dict[str, dict[str, str]]:
    heading, *lines = table.strip().splitlines()
    names = heading.split()[1:]
    starts = [heading.index(name) for name in names] + [None]
    return {
        line.split()[0]: {
            name: line[start:end].strip().replace(" ", "")
            for name, start, end in zip(names, starts[:-1], starts[1:], strict=True)
        }
        for line in lines
    }


ALLOWED, COUNTS = _read(MATRIX), _read(SEEN)


@pytest.fixture(scope="module")
def team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    return make_working_team(postgres_server, tmp_path_factory.mktemp("team"))


def _may(connection: psycopg.Connection[Any], statement: sql.Composed) -> bool:
    """Whether a statement is let through as far as the rows; other faults are not the point."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except InsufficientPrivilege as error:
        return "row-level security" in str(error)
    except psycopg.Error:
        return True
    return True


def _attempts(table: str) -> Iterator[tuple[str, sql.Composed]]:
    of = sql.Identifier(table)
    yield "I", sql.SQL("INSERT INTO {} DEFAULT VALUES").format(of)
    yield "D", sql.SQL("DELETE FROM {} WHERE false").format(of)
    for column in SQLModel.metadata.tables[table].columns:
        name = sql.Identifier(column.name)
        if (table, column.name) != KEPT:
            yield "S", sql.SQL("SELECT {} FROM {}").format(name, of)
        yield "U", sql.SQL("UPDATE {} SET {} = NULL WHERE false").format(of, name)


# Every table, every role


def test_the_matrix_speaks_of_every_table() -> None:
    assert sorted(ALLOWED) == EVERY_TABLE
    assert sorted(RULES) == EVERY_TABLE


def test_every_table_of_the_database_has_row_level_security_and_a_policy(team: Team) -> None:
    """`alembic_version` holds one number, the schema's, which every member must read."""
    with team.plain("Hal") as owner:
        bare = owner.execute(
            "SELECT relname FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm') "
            "AND relnamespace = 'public'::regnamespace AND NOT (relrowsecurity "
            "AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))"
        ).fetchall()
    assert bare == [("alembic_version",)]


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("table", EVERY_TABLE)
def test_each_role_may_do_with_a_table_what_the_matrix_says_and_no_more(
    team: Team, table: str, name: str
) -> None:
    with team.plain(name) as connection:
        found = {verb for verb, statement in _attempts(table) if _may(connection, statement)}
    assert found == set(ALLOWED[table][ROLES[name]].strip("-"))


@pytest.mark.parametrize("name", ["Sue", "Mo", "Ann", "Bob"])
@pytest.mark.parametrize("table", COUNTS)
def test_each_sees_the_rows_that_are_theirs(team: Team, table: str, name: str) -> None:
    with team.plain(name) as connection:
        if COUNTS[table][name] == "-":
            with pytest.raises(InsufficientPrivilege):
                connection.execute(sql.SQL("SELECT FROM {}").format(sql.Identifier(table)))
        else:
            assert _count(connection, table) == int(COUNTS[table][name])


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(counting).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("table", EVERY_TABLE)
def test_the_owner_sees_every_table(team: Team, table: str) -> None:
    with team.plain("Hal") as owner:
        assert _count(owner, table) > 0


@pytest.mark.parametrize("name", ["Sue", "Mo", "Ann", "Bob", "Vic"])
def test_only_the_owner_can_make_alter_or_drop_anything(team: Team, name: str) -> None:
    with team.plain(name) as connection:
        for statement in (
            "CREATE TABLE mine (a integer)",
            "CREATE TEMPORARY TABLE auditor (name text)",
            "ALTER TABLE answer DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE history DISABLE TRIGGER ALL",
            "DROP TABLE answer",
            "DROP POLICY answer_select_1 ON answer",
            f"SET ROLE {team.database}_owner",
            f"GRANT {team.database}_owner TO CURRENT_USER",
        ):
            with pytest.raises(InsufficientPrivilege), connection.transaction():
                connection.execute(statement)


def test_one_who_is_no_member_cannot_even_connect(team: Team) -> None:
    stranger = team.login("stranger")
    team.server.execute(f"CREATE ROLE {stranger} LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(team.url("stranger").replace("+psycopg", ""))


# The readings of a case


ENTRIES_OF_A_CASE = (
    "SELECT (payload::json->'place'->>'reading')::integer FROM history "
    "WHERE action = 'answer changed' AND subject LIKE '%%/case:' || %s || '/%%'"
)


def _answers_of(connection: psycopg.Connection[Any], team: Team, number: int) -> set[int]:
    """Return which readings of a case plain SQL shows the answers, notes and reviews of."""
    case = team.case(number)
    asked = (
        "SELECT r.reading FROM answer a JOIN review r ON r.id = a.review_id WHERE r.case_id = %s",
        "SELECT r.reading FROM note n JOIN review r ON r.id = n.review_id WHERE r.case_id = %s",
        "SELECT reading FROM review WHERE case_id = %s",
        "SELECT reading FROM rival_answer WHERE case_id = %s",
        "SELECT reading FROM escalation WHERE case_id = %s",
        "SELECT reading FROM lease WHERE case_id = %s",
        ENTRIES_OF_A_CASE,
    )
    seen = [
        {row[0] for row in connection.execute(statement, (case,)).fetchall()} for statement in asked
    ]
    assert all(readings == seen[0] for readings in seen), seen
    return seen[0]


@pytest.mark.parametrize(
    ("name", "number", "readings"),
    [
        ("Ann", 0, {1}),
        ("Bob", 0, {2}),
        ("Ann", 1, {1, 2}),
        ("Bob", 1, {1, 2}),
        ("Ann", 2, set()),
        ("Bob", 2, {1}),
        ("Ann", 3, {2}),
        ("Bob", 3, set()),
        ("Cy", 0, set()),
        ("Cy", 1, set()),
        ("Mo", 0, set()),
        ("Mo", 1, {1, 2}),
        ("Mo", 2, set()),
        ("Sue", 0, {1, 2}),
        ("Sue", 1, {1, 2}),
        ("Sue", 2, {1}),
        ("Sue", 3, {1}),
    ],
)
def test_of_a_case_each_sees_the_readings_that_they_may(
    team: Team, name: str, number: int, readings: set[int]
) -> None:
    """A second reader not the first's before both are done, and the other way about."""
    with team.plain(name) as connection:
        assert _answers_of(connection, team, number) == readings


def test_the_answers_themselves_are_not_seen_either_by_their_numbers(team: Team) -> None:
    """Without naming the case: no row of the first reader's reaches the second by any table."""
    with team.plain("Bob") as bob:
        bob.execute("SET LOCAL enable_seqscan = off")
        hidden = team.reviews[0, 1]
        assert bob.execute("SELECT * FROM answer WHERE review_id = %s", (hidden,)).fetchall() == []
        notes = {row[0] for row in bob.execute("SELECT text FROM note").fetchall()}
    assert notes == {"note of Bob", "note of Ann"}  # Ann's is that of case 1, which both finished


def test_once_both_have_finished_each_sees_the_other_and_neither_can_change_theirs(
    team: Team,
) -> None:
    with team.plain("Bob") as bob:
        bob.execute("UPDATE review SET finished_at = 'now' WHERE id = %s", (team.reviews[0, 2],))
        assert _answers_of(bob, team, 0) == {1, 2}
        for review in (team.reviews[0, 1], team.reviews[0, 2]):
            changed = bob.execute("UPDATE review SET finished_at = NULL WHERE id = %s", (review,))
            assert changed.rowcount == 0
            changed = bob.execute(
                "UPDATE answer SET value = 'not_met', changed_by = 'Bob' WHERE review_id = %s",
                (review,),
            )
            assert changed.rowcount == 0


@pytest.mark.parametrize("column", ["why", "allocated_at", "allocated_by", "id"])
def test_a_second_reader_cannot_see_why_a_case_is_read_twice(team: Team, column: str) -> None:
    """Nor when or after which other it was given: a critical fail joins later than the lot."""
    with team.plain("Bob") as bob:
        assert _count(bob, "allocation") == 4
        for statement in (
            sql.SQL("SELECT {} FROM allocation"),
            sql.SQL("SELECT case_id FROM allocation ORDER BY {}"),
        ):
            with pytest.raises(InsufficientPrivilege), bob.transaction():
                bob.execute(statement.format(sql.Identifier(column)))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ann", {(0, 1), (1, 1), (1, 2), (4, 1)}),
        ("Bob", {(1, 1), (1, 2), (2, 1)}),
        ("Mo", {(1, 1), (1, 2)}),
        ("Sue", {(0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (3, 1), (4, 1)}),
    ],
)
def test_why_one_reads_a_case_is_told_of_what_one_is_not_blind_to(
    team: Team, name: str, told: set[tuple[int, int]]
) -> None:
    places = {(team.case(number), reading) for number, reading in told}
    with team.plain(name) as connection:
        found = connection.execute("SELECT case_id, reading FROM team_whys()").fetchall()
    assert set(found) == places


def test_a_viewer_sees_no_case_no_reference_no_answer_and_no_history(team: Team) -> None:
    with team.plain("Vic") as viewer:
        for table in sorted(set(EVERY_TABLE) - {"released_rates", "auditor"}):
            with pytest.raises(InsufficientPrivilege), viewer.transaction():
                _count(viewer, table)
        assert _count(viewer, "released_rates") == 1
        assert viewer.execute("SELECT name FROM auditor").fetchall() == [("Vic",)]


def test_an_auditor_sees_the_references_of_their_own_cases_only(team: Team) -> None:
    with team.plain("Ann") as ann:
        seen = {row[0] for row in ann.execute("SELECT id FROM sampled_case").fetchall()}
    assert seen == {team.case(number) for number in (0, 1, 3, 4)}


def test_history_shows_a_reader_their_own_entries_and_those_of_what_they_may_see(
    team: Team,
) -> None:
    with team.plain("Ann") as ann:
        actors = {
            (row[0], row[1].split("/")[1])
            for row in ann.execute("SELECT actor, subject FROM history").fetchall()
        }
    mine = {("Ann", f"case:{team.case(number)}") for number in (0, 1, 3)}
    assert actors == mine | {("Bob", f"case:{team.case(1)}")}


# The lot of second readings


SEED_OF_LOT = "SELECT team_lot_seed(%s)"
CHOSEN = "SELECT payload FROM history WHERE action = 'second readings chosen'"


def _seed(connection: psycopg.Connection[Any], team: Team) -> str | None:
    """Return the seed of the lot as a login may know it; the same by the history, if it is told."""
    assert team.audit is not None
    row = connection.execute(SEED_OF_LOT, (team.audit.draw_id,)).fetchone()
    assert row is not None
    told = connection.execute(CHOSEN).fetchall()
    assert bool(told) is (row[0] is not None)
    return row[0]


@pytest.fixture(scope="module")
def lot(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The same team; Sue, who reads a case first, chose its lot, and the history tells of it."""
    team = make_working_team(postgres_server, tmp_path_factory.mktemp("lot"))
    assert team.audit is not None
    with team.desk("Sue") as desk, desk.record.writing() as session:
        details = {"audit": "September", "seed": "20260901", "readers": ["Ann"]}
        about = f"audit:{team.audit.id}"
        desk.enter(session, "second readings chosen", about=about, details=details)
    with team.plain("Hal") as owner:
        owner.execute("UPDATE auditor SET role = 'supervisor' WHERE name = 'Cy'")
        owner.commit()
    team.server.execute(
        f"GRANT {team.database}_supervisor TO {team.login('Cy')}",
        f"REVOKE {team.database}_auditor FROM {team.login('Cy')}",
    )
    return team


@pytest.mark.parametrize("name", ["Sue", "Mo", "Ann", "Bob", "Cy"])
def test_the_column_of_the_seed_is_shown_to_no_role(lot: Team, name: str) -> None:
    with lot.plain(name) as connection:
        for statement in (
            "SELECT seed FROM second_reading",
            "SELECT * FROM second_reading",
            "SELECT md5(seed) FROM second_reading",
            "SELECT s FROM second_reading s",
            "SELECT FROM second_reading WHERE seed LIKE '2%'",
            "INSERT INTO second_reading (draw_id) VALUES (1) RETURNING seed",
        ):
            with pytest.raises(InsufficientPrivilege), connection.transaction():
                connection.execute(statement.encode())
        assert connection.execute("SELECT share FROM second_reading").fetchall() == [("0.1",)]


@pytest.mark.parametrize("name", ["Sue", "Ann", "Bob"])
def test_no_first_reader_knows_the_lot_nor_a_supervisor_who_is_one_and_chose_it(
    lot: Team, name: str
) -> None:
    with lot.plain(name) as connection:
        assert _seed(connection, lot) is None


@pytest.mark.parametrize("name", ["Cy", "Mo"])
def test_who_leads_and_reads_nothing_first_knows_it(lot: Team, name: str) -> None:
    """Mo's history is his own entries and the finished cases, lead or not."""
    assert lot.audit is not None
    with lot.plain(name) as connection:
        row = connection.execute(SEED_OF_LOT, (lot.audit.draw_id,)).fetchone()
        assert row == ("20260901",)
        assert bool(connection.execute(CHOSEN).fetchall()) is (name == "Cy")


def test_a_viewer_cannot_even_ask(lot: Team) -> None:
    assert lot.audit is not None
    with lot.plain("Vic") as viewer, pytest.raises(InsufficientPrivilege):
        viewer.execute(SEED_OF_LOT, (lot.audit.draw_id,))


FINISH_MISSING = (
    "INSERT INTO review (case_id, reading, auditor, started_at, active_seconds, finished_at) "
    "SELECT id, 1, 'Hal', 'now', 0, 'now' FROM sampled_case c "
    "WHERE (role = 'sample' OR id IN (SELECT reserve_id FROM replacement)) "
    "AND id NOT IN (SELECT case_id FROM replacement) "
    "AND NOT EXISTS (SELECT FROM review r WHERE r.case_id = c.id AND r.reading = 1)"
)
FINISH_BEGUN = "UPDATE review SET finished_at = 'now' WHERE reading = 1 AND finished_at IS NULL"


def test_once_every_first_reading_is_finished_all_who_read_may_know_it(lot: Team) -> None:
    """The case that was replaced does not count, and its reserve does."""
    assert lot.audit is not None
    asked = (lot.audit.draw_id,)
    with lot.plain("Hal") as owner, lot.plain("Ann") as ann, lot.plain("Sue") as supervisor:
        for statement in (FINISH_MISSING, FINISH_BEGUN):
            assert ann.execute(SEED_OF_LOT, asked).fetchone() == (None,)
            ann.commit()
            owner.execute(statement.encode())
            owner.commit()
        assert ann.execute(SEED_OF_LOT, asked).fetchone() == ("20260901",)
        assert _seed(supervisor, lot) == "20260901"
        assert ann.execute(CHOSEN).fetchall() == []  # it is another's entry


# Writing


ANSWER = (
    "INSERT INTO answer (review_id, question, value, flagged, changed_at, changed_by, version) "
    "VALUES (%s, 'SUP-02', 'met', false, 'now', %s, 1)"
)
REVIEW = (
    "INSERT INTO review (case_id, reading, auditor, started_at, active_seconds) "
    "VALUES (%s, %s, %s, 'now', 0) RETURNING id"
)


def test_an_auditor_answers_their_own_reading(team: Team) -> None:
    with team.plain("Ann") as ann:
        ann.execute(ANSWER, (team.reviews[0, 1], "Ann"))
        began = ann.execute(REVIEW, (team.case(4), 1, "Ann")).fetchone()
        assert began is not None
        ann.execute(ANSWER, (began[0], "Ann"))


@pytest.mark.parametrize(
    ("name", "place", "signed"),
    [
        pytest.param("Ann", (0, 2), "Ann", id="into the second reading of one's own case"),
        pytest.param("Ann", (2, 1), "Ann", id="into another's case"),
        pytest.param("Ann", (0, 1), "Bob", id="in another's name"),
        pytest.param("Ann", (1, 1), "Ann", id="after both have finished"),
        pytest.param("Mo", (1, 1), "Mo", id="into a reading that is only to be settled"),
        pytest.param("Sue", (0, 1), "Sue", id="into an auditor's reading"),
    ],
)
def test_an_answer_is_refused(team: Team, name: str, place: tuple[int, int], signed: str) -> None:
    with (
        team.plain(name) as connection,
        pytest.raises(InsufficientPrivilege, match="row-level security"),
    ):
        connection.execute(ANSWER, (team.reviews[place], signed))


@pytest.mark.parametrize(
    ("number", "reading", "signed"),
    [(5, 1, "Ann"), (2, 2, "Ann"), (4, 2, "Ann"), (4, 3, "Ann"), (4, 1, "Bob"), (1, 3, "Ann")],
)
def test_an_auditor_cannot_begin_a_reading_that_is_not_theirs(
    team: Team, number: int, reading: int, signed: str
) -> None:
    """Whether such a reading is there already does not show: the refusal is the same."""
    with (
        team.plain("Ann") as ann,
        pytest.raises(InsufficientPrivilege, match="row-level security"),
    ):
        ann.execute(REVIEW, (team.case(number), reading, signed))


@pytest.mark.parametrize("name", ["Sue", "Mo", "Ann"])
@pytest.mark.parametrize(
    "changing",
    [
        "UPDATE answer SET value = 'not_met' WHERE changed_by = 'Bob'",
        "UPDATE review SET active_seconds = 0 WHERE auditor = 'Bob' AND reading = 2",
        "UPDATE review SET finished_at = NULL WHERE auditor = 'Bob' AND finished_at IS NOT NULL",
        "UPDATE rival_answer SET settled_at = 'now' WHERE answered_by = 'Bob'",
        "UPDATE lease SET until = 'never' WHERE auditor = 'Bob'",
        "UPDATE bookmark SET question = 'SUP-09' WHERE auditor = 'Bob'",
        "DELETE FROM lease WHERE auditor = 'Bob'",
    ],
)
def test_nobody_changes_what_is_anothers(team: Team, name: str, changing: str) -> None:
    """Bob's: an UPDATE finds no row of his, whoever else asks."""
    with team.plain(name) as connection:
        assert connection.execute(changing.encode()).rowcount == 0


def test_a_supervisor_may_say_that_a_first_reading_is_finished_and_no_more(team: Team) -> None:
    """As choosing what is read twice does, for those that are complete; not where blind."""
    finish = "UPDATE review SET finished_at = 'now' WHERE id = %s"
    with team.plain("Sue") as supervisor:
        assert supervisor.execute(finish, (team.reviews[2, 1],)).rowcount == 1
        assert supervisor.execute(finish, (team.reviews[0, 2],)).rowcount == 0
        assert supervisor.execute(finish, (team.reviews[3, 2],)).rowcount == 0
    with team.plain("Ann") as auditor:
        assert auditor.execute(finish, (team.reviews[2, 1],)).rowcount == 0


def test_an_answer_cannot_be_signed_over_to_another(team: Team) -> None:
    with (
        team.plain("Ann") as ann,
        pytest.raises(InsufficientPrivilege, match="row-level security"),
    ):
        ann.execute(
            "UPDATE answer SET changed_by = 'Bob' WHERE review_id = %s", (team.reviews[0, 1],)
        )


def test_the_moderator_settles_what_both_have_finished_and_nothing_else(team: Team) -> None:
    with team.plain("Mo") as moderator:
        settled = moderator.execute(REVIEW, (team.case(1), 3, "Mo")).fetchone()
        assert settled is not None
        moderator.execute(ANSWER, (settled[0], "Mo"))
        for number in (0, 2, 4):
            with pytest.raises(InsufficientPrivilege), moderator.transaction():
                moderator.execute(REVIEW, (team.case(number), 3, "Mo"))


def test_what_is_settled_is_seen_by_both_readers(team: Team) -> None:
    with team.plain("Hal") as owner:
        owner.execute(REVIEW, (team.case(1), 3, "Mo"))
        owner.commit()
    with team.plain("Ann") as ann:
        found = ann.execute("SELECT auditor FROM review WHERE reading = 3").fetchall()
    with team.plain("Hal") as owner:
        owner.execute("DELETE FROM review WHERE reading = 3")
        owner.commit()
    assert found == [("Mo",)]


@contextmanager
def _as_owner(team: Team, done: str, undone: str) -> Iterator[None]:
    """Run a statement as the owner, and another that takes it back."""
    try:
        _run_as_owner(team, done)
        yield
    finally:
        _run_as_owner(team, undone)


def _run_as_owner(team: Team, statement: str) -> None:
    with team.plain("Hal") as owner:
        owner.execute(statement.encode())
        owner.commit()


def test_a_reading_that_is_handed_over_is_gone_on_with_by_the_other_alone(team: Team) -> None:
    case = team.case(2)
    hand = "UPDATE allocation SET auditor = '{}' WHERE reading = 1 AND case_id = {}".format
    with _as_owner(team, hand("Cy", case), hand("Bob", case)):
        with team.plain("Cy") as now:
            assert _count(now, "answer") == 1
            now.execute(ANSWER, (team.reviews[2, 1], "Cy"))
        with team.plain("Bob") as before:
            assert _count(before, "sampled_case") == 2
            with pytest.raises(InsufficientPrivilege):
                before.execute(ANSWER, (team.reviews[2, 1], "Bob"))


def test_a_reserve_goes_to_who_had_the_case_that_it_replaced(team: Team) -> None:
    """And only to them; the case itself stays in their sight."""
    given = (
        "INSERT INTO allocation (case_id, reading, auditor, why, allocated_at, allocated_by) "
        "SELECT case_id, 1, 'Cy', 'drawn', 'now', 'Sue' FROM replacement"
    )
    with _as_owner(team, given, "DELETE FROM allocation WHERE auditor = 'Cy'"):
        with team.plain("Cy") as connection:
            gone, reserve = connection.execute(
                "SELECT case_id, reserve_id FROM replacement"
            ).fetchall()[0]
            seen = connection.execute("SELECT id FROM sampled_case").fetchall()
            assert {row[0] for row in seen} == {gone, reserve}
            connection.execute(REVIEW, (reserve, 1, "Cy"))
        with team.plain("Ann") as other:
            assert _count(other, "replacement") == 0


def test_one_who_left_sees_nothing_at_once(team: Team) -> None:
    """On a connection that is open already."""
    with team.plain("Ann") as ann, team.plain("Hal") as owner:
        assert _count(ann, "answer") > 0
        ann.commit()
        owner.execute("UPDATE auditor SET active = false WHERE name = 'Ann'")
        owner.commit()
        seen = {table: _count(ann, table) for table in EVERY_TABLE if table not in _UNSEEN}
        owner.execute("UPDATE auditor SET active = true WHERE name = 'Ann'")
        owner.commit()
    assert set(seen.values()) == {0}


_UNSEEN = {"frame_chunk", "erasure"}


def test_a_login_with_the_database_role_but_another_registered_one_gets_neither(
    team: Team,
) -> None:
    """What the server's keeper grants by mistake opens nothing."""
    team.server.execute(f"GRANT {team.database}_supervisor TO {team.login('Vic')}")
    with team.plain("Vic") as viewer:
        assert _count(viewer, "sampled_case") == _count(viewer, "answer") == 0
    team.server.execute(f"REVOKE {team.database}_supervisor FROM {team.login('Vic')}")


# Where nothing is allocated


@pytest.fixture
def small_team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team whose cases are not allocated."""
    found = make_working_team(postgres_server, tmp_path_factory.mktemp("small"))
    with found.plain("Hal") as owner:
        for table in ("lease", "rival_answer", "answer", "note", "review", "allocation"):
            owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        owner.execute("INSERT INTO setting VALUES ('unallocated_cases', 'open')")
        owner.commit()
    return found


def test_where_it_is_open_all_auditors_share_the_first_reading(small_team: Team) -> None:
    """Each sees what another answered, changes it in their own name, and the reserve stands in."""
    with small_team.plain("Ann") as ann:
        began = ann.execute(REVIEW, (small_team.case(5), 1, "Ann")).fetchone()
        assert began is not None
        ann.execute(ANSWER, (began[0], "Ann"))
        ann.commit()
        assert _count(ann, "sampled_case") == 13
    with small_team.plain("Bob") as bob:
        changed = bob.execute("UPDATE answer SET value = 'not_met', changed_by = 'Bob'")
        assert changed.rowcount == 1
        with pytest.raises(InsufficientPrivilege):
            bob.execute(REVIEW, (small_team.case(5), 2, "Bob"))


def test_a_second_reader_is_blind_there_too_and_one_allocation_ends_it(small_team: Team) -> None:
    given = (
        "INSERT INTO allocation (case_id, reading, auditor, why, allocated_at, allocated_by) "
        "VALUES (%s, %s, %s, 'drawn', 'now', 'Sue')"
    )
    with small_team.plain("Ann") as ann, small_team.plain("Sue") as supervisor:
        ann.execute(REVIEW, (small_team.case(5), 1, "Ann"))
        ann.commit()
        supervisor.execute(given, (small_team.case(5), 2, "Bob"))
        supervisor.commit()
        with small_team.plain("Bob") as bob:
            assert _count(bob, "review") == 0
            assert _count(bob, "sampled_case") == 13
        supervisor.execute(given, (small_team.case(7), 1, "Ann"))
        supervisor.commit()
        with small_team.plain("Bob") as bob:
            assert _count(bob, "sampled_case") == 1


# The history


@pytest.mark.parametrize("name", ["Hal", "Sue", "Mo", "Ann", "Vic"])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nobody_changes_removes_or_empties_what_is_append_only(
    team: Team, table: str, name: str
) -> None:
    """The owner has the right, and is refused by the trigger."""
    column = next(iter(SQLModel.metadata.tables[table].columns)).name
    refused = RaiseException if name == "Hal" else InsufficientPrivilege
    of = sql.Identifier(table)
    with team.plain(name) as connection:
        for statement in (
            sql.SQL("UPDATE {} SET {} = {}").format(of, *[sql.Identifier(column)] * 2),
            sql.SQL("DELETE FROM {}").format(of),
            sql.SQL("TRUNCATE {} CASCADE").format(of),
        ):
            with pytest.raises(refused), connection.transaction():
                connection.execute(statement)


@pytest.mark.parametrize("name", ["Hal", "Sue", "Mo", "Ann"])
def test_every_role_that_writes_appends_to_the_one_chain(team: Team, name: str) -> None:
    awkward = 'Ünïcode "quoted" \\ back\tslash\n\x01\x1f\x7f </script> 😀'
    with team.desk(name) as desk, desk.record.writing() as session:
        for number in range(2):
            append(
                session,
                at=desk.now(),
                actor=name,
                action="audit exported",
                subject="tests",
                payload={awkward: number},
            )
    with team.desk("Hal") as owner, owner.record.reading() as session:
        assert first_break(session) is None


def test_the_server_writes_text_into_a_hash_as_the_program_does(team: Team) -> None:
    """Else it would take a true entry for a false one, and refuse it."""
    with team.plain("Hal") as connection:

        @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
        def alike(said: str) -> None:
            written = connection.execute("SELECT to_json(%s::text)::text", (said,)).fetchone()
            assert written == (canonical(said),)

        alike()


ENTRY = (
    "INSERT INTO history (seq, at, actor, action, subject, payload, program_version, previous, "
    "hash) SELECT h.seq + %s, 'now', %s, 'forged', %s, '{}', '0', h.hash, "
    "repeat('a', 64) FROM history_head() h"
)


@pytest.mark.parametrize(
    ("ahead", "actor", "subject"), [(1, "Ann", "tests"), (2, "Ann", "tests"), (1, "Bob", "tests")]
)
def test_an_entry_that_does_not_follow_or_is_in_anothers_name_is_refused(
    team: Team, ahead: int, actor: str, subject: str
) -> None:
    """The server works out the hash itself, so that no member can break the chain for all."""
    with (
        team.plain("Ann") as ann,
        pytest.raises(InsufficientPrivilege, match="row-level security"),
    ):
        ann.execute(ENTRY, (ahead, actor, subject))


def test_an_auditor_writes_no_entry_about_anothers_case(team: Team) -> None:
    assert team.audit is not None
    about = f"audit:{team.audit.id}/case:{team.case(2)}/SUP-01"
    with team.desk("Ann") as desk:
        from workbench.errors import NotSaved

        with pytest.raises(NotSaved, match="not yours"), desk.record.writing() as session:
            desk.enter(session, "answer changed", about=about, details={})


@pytest.mark.parametrize("name", ["Ann", "Mo"])
def test_readers_enter_their_own_work_and_nothing_that_is_others_to_do(
    team: Team, name: str
) -> None:
    """The program goes by the history: who reads second, what is fixed, where packs went."""
    from workbench.errors import NotSaved

    assert team.audit is not None
    audit, case = f"audit:{team.audit.id}", f"audit:{team.audit.id}/case:{team.case(1)}/SUP-01"
    with team.desk(name) as desk:
        for action, about in (
            ("second readings chosen", audit),
            ("second readings chosen", case),
            ("second reading added", case),
            ("case replaced", case),
            ("pack sent", audit),
            ("comparisons fixed", audit),
            ("recommendation status", "recommendation:R4"),
            ("member added", "auditor:1"),
        ):
            with pytest.raises(NotSaved, match="not yours"), desk.record.writing() as session:
                desk.enter(session, action, about=about, details={"readers": [name]})
        with desk.record.writing() as session:
            desk.enter(session, "answer changed", about=case, details={})
            desk.enter(session, "audit exported", about=audit, details={})


def test_the_words_for_readers_work_are_those_of_the_program() -> None:
    from workbench.audits.packs.marks import CHOSEN
    from workbench.audits.reviews.answer_rows import CHANGED, REDONE, UNDONE
    from workbench.audits.reviews.conflicts import KEPT
    from workbench.audits.reviews.escalating import ESCALATED
    from workbench.audits.second_readings.finishing import FINISHED

    assert set(READERS_WORK) == {CHANGED, UNDONE, REDONE, CHOSEN, KEPT, FINISHED, ESCALATED}
