"""Two people, two real terminals, one case: the second is told, and nothing is overwritten."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.terminal.tmux_terminal import TmuxTerminal
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.scoring import open_scoring
from workbench.record.engine import open_record
from workbench.record.history import entries
from workbench.record.location import Location, ServerAddress

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed: there is no terminal to try it in"
)


@pytest.fixture
def two_terminals(tmp_path: Path) -> Iterator[tuple[TmuxTerminal, TmuxTerminal]]:
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        made.append(TmuxTerminal(tmp_path / name))
    yield made[0], made[1]
    for terminal in made:
        terminal.end()


def app(record: str, auditor: str | None) -> str:
    return (
        "from workbench.app import run_app; "
        f"run_app(record={record!r}, auditor={auditor!r}, audit='September')"
    )


def drawn(location: Location, folder: Path) -> tuple[Desk, OpenAudit]:
    desk = Desk(open_record(location), auditor="lead")
    import_crimes(desk, folder)
    return desk, draw_crimes(desk, "September", size=12, reserve=3)


def score_the_same_case(first: TmuxTerminal, second: TmuxTerminal, *, holder: str) -> None:
    """Let both open case 1: one answers met, the other not met, and puts that in its place."""
    first.wait_for("Case 1 of 12")
    second.wait_for("Case 2 of 12")
    second.send("[")
    second.wait_for(f"is open at {holder}")
    second.send("O")
    second.wait_for("Case 1 of 12")
    first.send("y")
    first.wait_for("SUP-01 met")
    second.send("n")
    told = " ".join(second.wait_for(f"changed by {holder}").split())
    assert "a theirs ● met" in told
    assert "b yours ○ not met · not saved" in told
    second.send("b")
    second.wait_for("now not met")


def check(desk: Desk, *, names: list[str]) -> None:
    with desk.record.reading() as session:
        answered = [e.actor for e in entries(session) if e.action == "answer changed"]
    assert answered == names
    scoring = open_scoring(desk, "September")
    assert scoring.at_hand[0].answers["SUP-01"] is Answer.NOT_MET
    desk.record.close()


def test_on_one_file(two_terminals: tuple[TmuxTerminal, TmuxTerminal], tmp_path: Path) -> None:
    first, second = two_terminals
    path = tmp_path / "shared.record"
    desk, _ = drawn(path, tmp_path)
    first.start(app(str(path), "auditor 1"))
    first.wait_for("Case 1 of 12")
    second.start(app(str(path), "auditor 2"))
    score_the_same_case(first, second, holder="auditor 1")
    check(desk, names=["auditor 1", "auditor 2"])


def test_on_a_teams_server(
    two_terminals: tuple[TmuxTerminal, TmuxTerminal],
    tmp_path: Path,
    team_address: ServerAddress,
    postgres_server: PostgresServer,
) -> None:
    first, second = two_terminals
    desk, _ = drawn(team_address, tmp_path)
    for login in ("ann", "ben"):
        postgres_server.execute(
            f"DROP ROLE IF EXISTS {login}", f"CREATE ROLE {login} SUPERUSER LOGIN"
        )
    first.start(app(team_address.url.replace("postgres@", "ann@"), None))
    first.wait_for("Case 1 of 12")
    second.start(app(team_address.url.replace("postgres@", "ben@"), None))
    score_the_same_case(first, second, holder="ann")
    check(desk, names=["ann", "ben"])
