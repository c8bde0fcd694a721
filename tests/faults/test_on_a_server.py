"""Faults of a team's server: it stops in mid-save, and many programs save at once."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles

import pytest

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from workbench.audits.desk import Desk
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.errors import NotSaved
from workbench.record.engine import open_record
from workbench.record.history import entries
from workbench.record.location import ServerAddress

SAVES = 250 if os.environ.get("WORKBENCH_LONG_TESTS") else 40
WRITERS = 4
SAVER = """
import sys, time
from workbench.audits.desk import Desk
from workbench.audits.reviews.answering import give_answer
from workbench.audits.opening import open_audit
from workbench.audits.reviews.standing import Place
from workbench.record.engine import open_record
from workbench.record.location import ServerAddress
from checklists.answers import Answer
url, writer, saves = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
desk = Desk(open_record(ServerAddress(url)), auditor=f"auditor {writer}")
audit = open_audit(desk, "September")
mine = [case.id for case in audit.cases if case.order % 4 == writer]
for number in range(saves):
    began = time.perf_counter()
    answer = Answer.MET if number % 2 else Answer.NOT_MET
    give_answer(desk, audit, Place(mine[number % len(mine)], "SUP-01"), answer)
    print((time.perf_counter() - began) * 1000, flush=True)
"""


@pytest.fixture
def own_server() -> PostgresServer:
    """A server of this test's own, that it may stop."""
    from tests.postgres_server import why_no_server

    if reason := why_no_server():
        pytest.skip(reason)
    server = PostgresServer()
    server.make()
    yield server
    server.remove()


def drawn(address: ServerAddress, folder: Path) -> Desk:
    desk = Desk(open_record(address), auditor="lead")
    import_crimes(desk, folder)
    draw_crimes(desk, "September", size=12, reserve=3)
    return desk


def answers_in(desk: Desk) -> list[str]:
    with desk.record.reading() as session:
        return [entry.actor for entry in entries(session) if entry.action == "answer changed"]


def scoring_on(server: PostgresServer, folder: Path) -> Scoring:
    from workbench.record.engine import create_on_server

    server.execute("CREATE DATABASE force TEMPLATE template0")
    address = ServerAddress(server.url("force"))
    create_on_server(address).close()
    return open_scoring(drawn(address, folder), "September")


def test_a_server_that_stops_in_mid_save_has_the_answer_once_when_it_is_back(
    own_server: PostgresServer, tmp_path: Path
) -> None:
    scoring = scoring_on(own_server, tmp_path)
    scoring.answer(Answer.MET)
    own_server.stop("immediate")
    with pytest.raises(NotSaved, match="server does not answer"):
        scoring.answer(Answer.MET)
    assert scoring.place.question == "SUP-02"
    own_server.start()
    scoring.answer(Answer.MET)
    assert len(answers_in(scoring.desk)) == 2
    assert verify_record(scoring.desk).faults == ()
    scoring.desk.record.close()


def test_a_save_whose_outcome_was_never_told_is_not_made_twice(
    team_address: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server saved it, and went away before it could say so."""
    from sqlalchemy.exc import OperationalError
    from sqlmodel import Session

    scoring = open_scoring(drawn(team_address, tmp_path), "September")
    commit = Session.commit

    def saved_and_gone(session: Session) -> None:
        commit(session)
        monkeypatch.setattr(Session, "commit", commit)
        raise OperationalError("COMMIT", None, Exception("server closed the connection"))

    monkeypatch.setattr(Session, "commit", saved_and_gone)
    with pytest.raises(NotSaved):
        scoring.answer(Answer.MET)
    scoring.answer(Answer.MET)
    assert len(answers_in(scoring.desk)) == 1
    assert scoring.place.question == "SUP-02"
    scoring.desk.record.close()


def test_programs_that_save_at_once_lose_nothing_and_fail_never(
    team_address: ServerAddress, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = drawn(team_address, tmp_path)
    began = time.perf_counter()
    at_work = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, team_address.url, str(writer), str(SAVES)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in range(WRITERS)
    ]
    said = [writer.communicate(timeout=240)[0].split() for writer in at_work]
    taken = sorted(float(line) for lines in said for line in lines)
    assert [writer.returncode for writer in at_work] == [0] * WRITERS
    assert len(answers_in(desk)) == WRITERS * SAVES == len(taken)
    assert verify_record(desk).faults == ()
    cuts = quantiles(taken, n=100)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{WRITERS} x {SAVES} saves on PostgreSQL in {time.perf_counter() - began:.1f} s: "
            f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, longest {taken[-1]:.1f} ms\n"
        )
    desk.record.close()
