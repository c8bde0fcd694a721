"""The connection to a team's server cut at COMMIT: what was asked for stands once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.faults.cutting_proxy import Cut, CuttingProxy
from tests.postgres_server import PORT, PostgresServer
from workbench.audits.desk import Desk
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.errors import NotSaved
from workbench.record.engine import open_record
from workbench.record.history import entries
from workbench.record.location import ServerAddress


@pytest.fixture
def proxy(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[CuttingProxy]:
    made = CuttingProxy(tmp_path, postgres_server.folder, PORT)
    yield made
    made.close()


@pytest.fixture
def scoring(
    proxy: CuttingProxy,
    postgres_server: PostgresServer,
    team_address: ServerAddress,
    tmp_path: Path,
) -> Iterator[Scoring]:
    """A scoring whose every word to the server goes through the proxy."""
    through = team_address.url.replace(str(postgres_server.folder), str(tmp_path))
    desk = Desk(open_record(ServerAddress(through)), auditor="auditor 1")
    import_crimes(desk, tmp_path)
    draw_crimes(desk, "September", size=3, reserve=0)
    yield open_scoring(desk, "September")
    desk.record.close()


def changes(scoring: Scoring) -> int:
    with scoring.desk.record.reading() as session:
        return sum(entry.action.startswith("answer ") for entry in entries(session))


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER])
@pytest.mark.parametrize("step", ["answer", "note", "flag", "undo"])
def test_tried_again_it_stands_once(
    scoring: Scoring, proxy: CuttingProxy, step: str, cut: Cut
) -> None:
    steps = {
        "answer": lambda: scoring.answer(Answer.NOT_MET),
        "note": lambda: scoring.write_note("Entry 4."),
        "flag": scoring.flag,
        "undo": scoring.undo,
    }
    scoring.answer(Answer.MET)
    scoring.answer(Answer.MET)
    before = changes(scoring)
    proxy.cut = cut
    with pytest.raises(NotSaved, match="the team's server does not answer"):
        steps[step]()
    assert proxy.cuts == 1
    assert changes(scoring) == before + (cut is Cut.AFTER), "the trial is what it says it is"
    steps[step]()
    assert changes(scoring) == before + 1
    assert verify_record(scoring.desk).faults == ()
