"""One seed, one sample: from a file, from PostgreSQL in place, and from DuckDB."""

import json

import pytest
from sqlmodel import col, select

from tests.workbench.audits.in_place.conftest import CASES, DrawThere
from tests.workbench.audits.in_place.lists import awkward, kept_reference
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Allocation, DesignAsked, DesignKind
from workbench.audits.opening import OpenAudit
from workbench.audits.results.reporting import certificate_of
from workbench.record.tables import FrameChunk, SampledCase

SIMPLE = DesignAsked(size=300, reserve=20)
STRATIFIED = DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=300, reserve=7)
DESIGNS = {
    "simple": SIMPLE,
    "half of them": DesignAsked(size=CASES // 2),
    "stratified": STRATIFIED,
    "stratified, equally": DesignAsked(
        kind=DesignKind.STRATIFIED, by="team", size=40, allocation=Allocation.EQUAL
    ),
    "stratified, each size named": DesignAsked(
        kind=DesignKind.STRATIFIED,
        by="team",
        sizes={"North": 11, "S\u00fcd": 5, "": 4, "100%": 425},
        reserve=400,
    ),
}


def drawn(desk: Desk, audit: OpenAudit) -> list[tuple[object, ...]]:
    """Return all that the record has of the drawn cases, but for the line each stood on."""
    query = select(SampledCase).where(col(SampledCase.draw_id) == audit.draw_id)
    with desk.record.reading() as session:
        return [
            (
                case.role,
                case.position,
                case.reference,
                case.stratum,
                case.ticket,
                case.probability,
                {k: v for k, v in json.loads(case.fields).items() if k != "row"},
            )
            for case in session.scalars(query.order_by(col(SampledCase.id)))
        ]


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_the_sample_is_that_of_the_file_case_for_case(
    desk: Desk, draw_from_file: DrawThere, draw_there: DrawThere, design: DesignAsked
) -> None:
    from_file, there = draw_from_file(design), draw_there(design)
    assert drawn(desk, there) == drawn(desk, from_file)
    assert there.design == from_file.design


def test_the_certificate_holds_the_true_fingerprint_and_the_flow(
    desk: Desk, draw_from_file: DrawThere, draw_there: DrawThere
) -> None:
    draw_from_file(SIMPLE)
    draw_there(SIMPLE)
    of_file, of_there = certificate_of(desk, "file"), certificate_of(desk, "there")
    for key in ("frame_fingerprint", "frame_size", "flow", "cases", "reserves", "sizes", "seed"):
        assert of_there[key] == of_file[key]


def test_a_query_gives_the_same_as_its_table(desk: Desk, draw_there: DrawThere) -> None:
    query = """SELECT "Team", "Crime No" FROM cases -- ' : and %, which drivers take for theirs
               WHERE 'a%s :b' <> "Crime No" AND "Victim Name" LIKE 'ZZ%' ORDER BY 1;"""
    assert drawn(desk, draw_there(SIMPLE, "query", query=query)) == drawn(
        desk, draw_there(SIMPLE, "table")
    )


@pytest.mark.of_the_file
def test_only_the_drawn_cases_enter_the_record(desk: Desk, draw_there: DrawThere) -> None:
    audit = draw_there(DesignAsked(size=3))
    with desk.record.reading() as session:
        assert session.scalars(select(FrameChunk)).first() is None
    assert len(drawn(desk, audit)) == 3
    references = {kept_reference(cells[0]) for cells in awkward(CASES)}
    everything = b"".join(
        path.read_bytes() for path in desk.record.path.parent.glob("workbench.record*")
    ).decode("utf-8", "replace")
    assert sum(reference in everything for reference in references if len(reference) > 8) <= 3
    assert "ZZTESTNAME" not in everything
