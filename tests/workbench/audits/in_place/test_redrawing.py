"""A stranger's check of what was drawn from a database: there, or from a file of the same list."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.certificate import write_certificate
from tests.workbench.audits.in_place.conftest import PROFILE, SEED, DrawThere, plan
from tests.workbench.audits.in_place.lists import run_sql
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import draw_sample
from workbench.audits.draws.redrawing import known_references, redraw_sample
from workbench.audits.in_place.importing import import_from_database
from workbench.audits.in_place.redrawing import Address, redraw_from_database
from workbench.audits.in_place.sources import database_source
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.results.reporting import certificate_of
from workbench.errors import WorkbenchError

STRATIFIED = DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=60, reserve=3)
Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture
def prove(desk: Desk, tmp_path: Path) -> Callable[..., Path]:
    """A function that writes the certificate of an audit, changed as a test wants it."""

    def write(name: str, spoil: Spoil = lambda _: None) -> Path:
        mapping = json.loads(json.dumps(certificate_of(desk, name)))
        spoil(mapping)
        return write_certificate(mapping, tmp_path / f"{name}.json")

    return write


@pytest.mark.parametrize("design", [DesignAsked(size=50, reserve=4), STRATIFIED])
def test_a_draw_in_place_is_made_again_there_and_from_a_file(
    desk: Desk, crimes: str, crimes_csv: Path, draw_there: DrawThere, prove, design: DesignAsked
) -> None:
    draw_there(design)
    proof = prove("there")
    assert redraw_from_database(proof, Address(crimes)).differences == ()
    assert redraw_sample(proof, crimes_csv).differences == ()
    assert known_references(desk, proof) is None


def test_the_query_of_the_certificate_is_run_unless_another_is_given(
    crimes: str, draw_there: DrawThere, prove
) -> None:
    draw_there(DesignAsked(size=9), query="""SELECT * FROM cases WHERE "Team" = 'North'""")
    proof = prove("there")
    assert redraw_from_database(proof, Address(crimes)).same
    assert not redraw_from_database(proof, Address(crimes, table="cases")).same


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda c: c.update(frame_size=3), "the list has 3,000 cases, the certificate 3"),
        (lambda c: c["flow"].update(received=1), "the list has 3,000 rows received"),
        (lambda c: c["cases"][0].update(stratum="Z"), "case 1, "),
        (lambda c: c["cases"].pop(), "60 drawn as case, 59 in the certificate"),
        (lambda c: c["sizes"].update(Z=3), "the sample of the certificate cannot be drawn"),
        (lambda c: c["sizes"].update(North=3000), "the sample of the certificate cannot be drawn"),
        (lambda c: c.update(by="nowhere"), "the sample of the certificate cannot be drawn"),
    ],
)
def test_a_changed_certificate_is_found(
    crimes: str, draw_there: DrawThere, prove, spoil: Spoil, told: str
) -> None:
    draw_there(STRATIFIED)
    outcome = redraw_from_database(prove("there", spoil), Address(crimes))
    assert not outcome.same
    assert outcome.differences[0].startswith(told)


def test_a_changed_list_is_found_and_the_drawn_cases_that_are_gone_are_named(
    crimes: str, draw_there: DrawThere, prove
) -> None:
    audit = draw_there(DesignAsked(size=300))
    proof = prove("there")
    gone = next(case.reference for case in audit.cases if case.reference.startswith("21/"))
    run_sql(crimes, f"""DELETE FROM cases WHERE "Crime No" LIKE '%%{gone}%%'""")  # noqa: S608 - the test's own
    told = redraw_from_database(proof, Address(crimes)).differences
    assert told[0] == "the list has 2,999 cases, the certificate 3,000"
    assert told[-1] == f"was drawn, and is not in the list: {gone}"
    run_sql(crimes, f"INSERT INTO cases VALUES ('{gone}'), ('another')")  # noqa: S608 - the test's own
    told = redraw_from_database(proof, Address(crimes)).differences
    assert told[-1].endswith("the change is among the others")


def test_a_list_brought_in_by_stream_is_proved_in_any_design(
    desk: Desk, crimes: str, crimes_csv: Path, prove
) -> None:
    source = database_source(crimes, table="cases")
    import_from_database(desk, source, name="s's list", profile=PROFILE, options=ReadingOptions())
    design = DesignAsked(kind=DesignKind.CLUSTER, by="team", clusters=2)
    draw_sample(desk, plan("s", design, SEED))
    proof = prove("s")
    assert redraw_from_database(proof, Address(crimes)).same
    assert redraw_sample(proof, crimes_csv).same


def test_the_certificate_of_a_file_needs_the_name_of_a_table(
    crimes: str, draw_from_file: DrawThere, prove
) -> None:
    draw_from_file(DesignAsked(size=9))
    with pytest.raises(WorkbenchError, match="names no table"):
        redraw_from_database(prove("file"), Address(crimes))
    assert redraw_from_database(prove("file"), Address(crimes, table="cases")).same


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 AS ref) AS x; DROP TABLE cases; --",
        "SELECT 1 AS ref) AS x; COMMIT; DROP TABLE cases; --",
        "WITH gone AS (DELETE FROM cases RETURNING *) SELECT * FROM gone",
    ],
)
@pytest.mark.parametrize("in_place", [True, False])
def test_the_query_of_a_certificate_can_change_nothing(
    crimes: str, draw_there: DrawThere, prove, query: str, in_place: bool
) -> None:
    draw_there(DesignAsked(size=9))

    def spoil(certificate: dict[str, Any]) -> None:
        database = certificate["import"]["database"]
        del database["table"]
        database.update(query=query, in_place=in_place)

    with pytest.raises(WorkbenchError):
        redraw_from_database(prove("there", spoil), Address(crimes))
    assert redraw_from_database(prove("there"), Address(crimes)).same
