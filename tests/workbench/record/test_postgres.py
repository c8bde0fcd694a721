"""The record on a server: one writer at a time, one state to a reader, nothing sealed changed."""

import threading

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from tests.postgres_server import PostgresServer
from workbench.audits.desk import Desk, sit_down
from workbench.audits.proof.verifying import verify_record
from workbench.errors import NotSaved, RecordUnusable, WorkbenchError
from workbench.record.engine import create_on_server, open_record
from workbench.record.location import ServerAddress
from workbench.record.tables import APPEND_ONLY, Setting


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_the_server_itself_refuses_to_change_what_is_sealed(
    small_record_on_server: ServerAddress, table: str, statement: str
) -> None:
    """As the owner of the tables, too."""
    change = statement.format(table, "seq" if table == "history" else "id")
    record = open_record(small_record_on_server)
    with pytest.raises(NotSaved, match="may not be changed"), record.writing() as session:
        session.execute(text(change))
    record.close()


def test_a_record_with_a_row_in_every_table_verifies(small_record_on_server: ServerAddress) -> None:
    record = open_record(small_record_on_server)
    assert verify_record(Desk(record, auditor="tester")).faults == ()
    record.close()


def test_a_database_without_a_record_is_told_plainly(postgres_database: str) -> None:
    with pytest.raises(RecordUnusable, match=r"no record yet.*workbench team create"):
        open_record(ServerAddress(postgres_database))


def test_a_record_is_not_made_over_another(team_address: ServerAddress) -> None:
    with pytest.raises(RecordUnusable, match="has a record already"):
        create_on_server(team_address)


def test_a_database_that_sorts_in_another_order_is_refused(
    postgres_server: PostgresServer,
) -> None:
    postgres_server.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(RecordUnusable, match=r"LATIN1.*ENCODING 'UTF8' LOCALE 'C'"):
        create_on_server(ServerAddress(postgres_server.url("latin")))


@pytest.mark.parametrize("database", ["nowhere", "postgres?user=nobody"])
def test_a_server_that_lets_nobody_in_is_told_without_a_traceback(
    postgres_server: PostgresServer, database: str
) -> None:
    name, _, user = database.partition("?user=")
    with pytest.raises(RecordUnusable, match="no such database or login"):
        open_record(ServerAddress(postgres_server.url(name, user or "postgres")))


def test_a_server_that_is_not_there_is_told_plainly(tmp_path: str) -> None:
    with pytest.raises(RecordUnusable, match="the team's server does not answer"):
        open_record(ServerAddress(f"postgresql+psycopg://postgres@/x?host={tmp_path}"))


def test_a_reader_sees_one_state(team_address: ServerAddress) -> None:
    record = open_record(team_address)
    counted = text("SELECT count(*) FROM setting")
    with record.reading() as reader:
        before = reader.scalars(counted).one()
        with record.writing() as writer:
            writer.execute(insert(Setting).values(key="k", value="v"))
        assert reader.scalars(counted).one() == before
    record.close()


def test_a_reader_writes_nothing(team_address: ServerAddress) -> None:
    record = open_record(team_address)
    with pytest.raises(NotSaved), record.reading() as session:
        session.execute(insert(Setting).values(key="k", value="v"))
    record.close()


def test_writers_in_several_threads_wait_for_each_other(team_address: ServerAddress) -> None:
    record = open_record(team_address)
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            for step in range(25):
                with record.writing() as session:
                    session.get(Setting, "any")
                    session.execute(insert(Setting).values(key=f"{worker}-{step}", value=""))
        except (NotSaved, IntegrityError) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with record.reading() as session:
        assert session.scalars(text("SELECT count(*) FROM setting")).one() == 100
    record.close()


def test_the_login_says_who_works(team_address: ServerAddress) -> None:
    record = open_record(team_address)
    assert sit_down(record).auditor == "postgres"
    with pytest.raises(WorkbenchError, match="This login is postgres, not someone else"):
        sit_down(record, "someone else")
    record.close()


def test_a_connection_that_the_server_dropped_is_made_anew(
    team_address: ServerAddress, postgres_server: PostgresServer
) -> None:
    record = open_record(team_address)
    with record.writing() as session:
        session.execute(insert(Setting).values(key="before", value=""))
    postgres_server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'casefile-workbench'"
    )
    with record.writing() as session:
        session.execute(insert(Setting).values(key="after", value=""))
    record.close()
