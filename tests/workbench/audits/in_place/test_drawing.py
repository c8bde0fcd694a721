"""A draw in place: sealed before its seed, of one state of the database, and nothing kept of it."""

import json
from pathlib import Path

import pytest

from tests.workbench.audits.in_place.conftest import CASES, DrawThere, plan
from tests.workbench.audits.in_place.lists import as_table, run_sql
from workbench.audits.desk import Desk
from workbench.audits.draws import drawing
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import draw_sample
from workbench.audits.draws.planning import groups_of
from workbench.audits.in_place.drawing import draw_in_place
from workbench.audits.in_place.open_frames import list_there
from workbench.audits.in_place.sources import database_source
from workbench.audits.intake.faults import IntakeFaults
from workbench.audits.populations import population, populations, rows
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.breakdowns import breakdown
from workbench.audits.results.reporting import certificate_of
from workbench.errors import Refused, WorkbenchError

SMALL = DesignAsked(size=5, reserve=2)


def test_the_plan_is_in_the_history_before_there_is_a_seed(
    desk: Desk, crimes: str, draw_there: DrawThere, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[str] = []

    def make_seed() -> str:
        known.extend(line.action for line in diary(desk))
        run_sql(crimes, "DELETE FROM cases")  # too late: the frame is of an earlier state
        return "0" * 20

    monkeypatch.setattr(drawing, "make_seed", make_seed)
    audit = draw_there(SMALL, seed="")
    assert known == ["population drawn in place", "audit begun", "draw planned"]
    assert len(audit.cases) == 5
    assert certificate_of(desk, "there")["seed_source"] == drawing.SEED_MADE


def test_verify_says_that_the_frame_is_elsewhere_and_how_it_is_proved(
    desk: Desk, draw_there: DrawThere
) -> None:
    draw_there(SMALL)
    draw_there(DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=40, reserve=2), "strata")
    result = verify_record(desk)
    assert result.faults == ()
    assert "0 frames" in result.checked
    (told,) = (line for line in result.checked if "redraw" in line)
    assert told.startswith("2 draws made in place, by the tickets of their cases alone: 2 frames")


def test_what_needs_the_whole_list_is_refused(desk: Desk, draw_there: DrawThere) -> None:
    audit = draw_there(SMALL)
    view = population(desk, "there's list")
    assert view.in_place
    for needs in (
        lambda: rows(desk, audit.population.id, start=0, count=10),
        lambda: breakdown(desk, view.name, ["team"]),
        lambda: groups_of(desk, view.name, "team"),
        lambda: draw_sample(desk, plan("there", SMALL, reason="more")),
    ):
        with pytest.raises(Refused, match="was drawn from in its database"):
            needs()


def test_drawing_again_needs_a_reason_and_the_list_as_it_was(
    desk: Desk, crimes: str, draw_there: DrawThere
) -> None:
    first = draw_there(SMALL)
    with pytest.raises(Refused, match="has a sample already"):
        draw_there(SMALL)
    again = draw_there(SMALL, seed="another-seed", reason="the seed was known")
    assert again.population.id == first.population.id
    assert certificate_of(desk, "there")["draws_on_this_frame"] == 2
    with pytest.raises(Refused, match="is another list, or was read in another way"):
        draw_there(SMALL, query="SELECT * FROM cases", reason="again")
    run_sql(crimes, """DELETE FROM cases WHERE "Crime No" LIKE '%%B%%'""")
    with pytest.raises(Refused, match="has changed since it was drawn from"):
        draw_there(SMALL, reason="again")
    assert len(populations(desk)) == 1
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize("kind", sorted(set(DesignKind) - {"simple", "stratified"}))
def test_other_designs_are_refused_with_the_way_out(draw_there: DrawThere, kind: str) -> None:
    with pytest.raises(Refused, match="only simple and stratified") as told:
        draw_there(DesignAsked(kind=DesignKind(kind), by="team", size=5, clusters=2))
    assert "workbench import" in told.value.remedy


@pytest.mark.parametrize(
    ("design", "told"),
    [
        (DesignAsked(size=CASES + 1), "more than the 3,000"),
        (DesignAsked(size=0), "cannot be made"),
        (DesignAsked(kind=DesignKind.STRATIFIED, size=9), "needs a column"),
        (DesignAsked(kind=DesignKind.STRATIFIED, by="team", sizes={"North": 1}), "has no size"),
        (DesignAsked(kind=DesignKind.STRATIFIED, by="team", sizes={"Nowhere": 1}), "no such"),
        (DesignAsked(kind=DesignKind.STRATIFIED, by="area", size=9), "No column 'area'"),
    ],
)
def test_a_plan_that_cannot_be_drawn_changes_nothing(
    desk: Desk, draw_there: DrawThere, design: DesignAsked, told: str
) -> None:
    with pytest.raises(Exception, match=told):
        draw_there(design)
    assert populations(desk) == ()
    assert diary(desk) == ()


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("B0", ["IMPORT-015"]),
        ("\u2003B0\u00a0", ["IMPORT-015"]),
        (" ", ["IMPORT-014"]),
        ("A\u200bB", ["IMPORT-021"]),
        ("1.5E+10", ["IMPORT-020"]),
    ],
)
def test_faults_of_the_references_are_found_in_place(
    desk: Desk, postgres_database: str, extra: str, told: list[str]
) -> None:
    as_table(postgres_database, [("B0", "", ""), ("C", "", ""), (extra, "", "")])
    there = list_there(database_source(postgres_database, table="cases"), reference="Crime No")
    with pytest.raises(IntakeFaults) as found:
        draw_in_place(desk, plan("a", DesignAsked(size=1)), there)
    assert [str(fault.code) for fault in found.value.faults] == told
    assert found.value.faults[0].column == "Crime No"


def test_blank_references_may_be_left_out_and_are_counted(
    desk: Desk, postgres_database: str
) -> None:
    as_table(postgres_database, [("B", "", ""), ("\t", "", ""), ("", "", ""), ("C", "", "")])
    source = database_source(postgres_database, table="cases")
    there = list_there(source, reference="crime no ", blank="reject")
    flow = draw_in_place(desk, plan("a", DesignAsked(size=2)), there).population.part.flow
    assert (flow.received, flow.eligible) == (4, 2)
    assert [(step.reason, step.rows) for step in flow.rejected] == [("blank reference", 2)]


@pytest.mark.parametrize(
    ("kind", "numbers", "told"),
    [
        ("bigint", "accept", ""),
        ("uuid", "refuse", ""),
        ("varchar(9)", "refuse", ""),
        ("bigint", "refuse", "IMPORT-019"),
        ("date", "accept", "of the type date"),
        ("float8", "accept", "of the type double precision"),
    ],
)
def test_the_type_of_the_references_is_looked_at(
    desk: Desk, postgres_database: str, kind: str, numbers: str, told: str
) -> None:
    run_sql(postgres_database, f"CREATE TABLE cases (ref {kind}, n int)")
    value = {"uuid": "gen_random_uuid()", "date": "now()"}.get(kind, "12")
    run_sql(postgres_database, f"INSERT INTO cases VALUES ({value}, 1)")  # noqa: S608 - the test's own
    there = list_there(
        database_source(postgres_database, table="cases"),
        reference="ref",
        keep=("n",),
        numeric_references=numbers,
    )
    if told:
        with pytest.raises(IntakeFaults) as found:
            draw_in_place(desk, plan("a", DesignAsked(size=1)), there)
        assert told in str(found.value.faults[0])
    else:
        (case,) = draw_in_place(desk, plan("a", DesignAsked(size=1)), there).cases
        assert case.fields == {"n": "1"}


def test_what_is_recorded_of_the_list(desk: Desk, draw_there: DrawThere) -> None:
    query = "SELECT * FROM cases WHERE true"
    draw_there(SMALL, query=query)
    mapping = json.loads(json.dumps(certificate_of(desk, "there")))["import"]
    assert mapping["database"]["query"] == query
    assert mapping["database"]["in_place"] is True
    assert mapping["database"]["address"].startswith("postgresql://")
    assert mapping["profile"]["reference"] == {"column": "Crime No"}


def test_another_engine_does_not_draw_in_place(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "cases.db").touch()
    source = database_source(f"sqlite:///{tmp_path}/cases.db", query="SELECT 1 AS ref")
    with pytest.raises(WorkbenchError, match="Only PostgreSQL draws in place"):
        draw_in_place(desk, plan("a", SMALL), list_there(source, reference="ref"))


def test_a_draw_that_is_given_up_leaves_nothing(desk: Desk, crimes: str) -> None:
    there = list_there(database_source(crimes, table="cases"), reference="Crime No")
    with pytest.raises(WorkbenchError, match="cancelled"):
        draw_in_place(desk, plan("a", SMALL), there, cancelled=lambda: True)
    assert diary(desk) == ()
