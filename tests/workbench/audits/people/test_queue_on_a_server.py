"""What waits on a real server: a sample that no auditor may read yet, and figures of a part."""

from pathlib import Path

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import make_team
from tests.workbench.audits.people.test_allocating_on_a_server import make_allocated
from workbench.audits.overview import overview
from workbench.audits.people.queue import queue
from workbench.audits.people.team import set_unallocated
from workbench.audits.people.unallocated import sample_waits
from workbench.audits.reviews.scoring import open_scoring


def test_a_sample_that_no_auditor_may_read_waits_to_be_allocated(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    team = make_team(postgres_server, tmp_path)
    with team.desk("Sue") as desk:
        import_crimes(desk, tmp_path)
        draw_crimes(desk, "September", size=12, reserve=3)
        (line,) = queue(desk)
        assert line.words == "allocate 12 cases: no auditor reads any until then"
        assert line.command == "workbench allocate September --to NAME --to NAME"
        assert overview(desk).advice == f"September: {line.words}"
        assert sample_waits(desk, "September")
        set_unallocated(desk, open_to_all=True)
        assert queue(desk) == ()
        assert not sample_waits(desk, "September")


def test_who_is_shown_a_part_is_not_told_to_write_the_workbook(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    team = make_allocated(postgres_server, tmp_path)
    with team.desk("Ann") as desk:
        scoring = open_scoring(desk, "September")
        cases = scoring.audit.cases
        for case in cases:
            scoring.go_to_case(case.order)
            while not scoring.case_complete:
                scoring.answer(Answer.MET)
        assert overview(desk).audits[0].advice == (
            f"read the results of the {len(cases)} cases you are shown"
        )
