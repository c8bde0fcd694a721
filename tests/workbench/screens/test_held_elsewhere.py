"""Population and Draw for a list that stayed in its database: what can be done, and what not."""

from contextlib import asynccontextmanager

import pytest

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.tables import Audit, Population
from workbench.screens.steps import Subject

NARROW, WIDE = (80, 24), (120, 40)
ADDRESS = "postgresql://reader@warehouse/crime"
DRAW = f"workbench draw AUDIT --in-place {ADDRESS} --table reporting.crimes"
IMPORT = f"workbench import {ADDRESS} --table reporting.crimes"


def plain(seen: str) -> str:
    """Return what is read on a screen as one line."""
    return " ".join(seen.replace("│", " ").split())


@pytest.fixture
def there(desk: Desk) -> Desk:
    """A record with the audit `Warehouse` of a list that was drawn from in its database."""
    database = {"address": ADDRESS, "table": "reporting.crimes", "in_place": True}
    flow = {"received": 3000, "rejected": [], "excluded": [], "eligible": 3000}
    row = {
        "name": "there",
        "profile": "",
        "source_name": f"table reporting.crimes of {ADDRESS}",
        "source_sha256": "0" * 64,
        "mapping": canonical({"database": database}),
        "imported_at": desk.now(),
        "imported_by": "auditor 1",
        "flow": canonical(flow),
        "notices": canonical(["The list stays in its database."]),
        "frame_size": 3000,
        "frame_fingerprint": "0" * 64,
        "content_fingerprint": "0" * 64,
        "kept_columns": canonical(["team"]),
        "dropped_columns": canonical([]),
    }
    with desk.record.writing() as session:
        number = insert_row(session, Population, row)
        audit = {"name": "Warehouse", "population_id": number, "marking": "OFFICIAL"}
        made = {"created_at": desk.now(), "created_by": "auditor 1"}
        insert_row(session, Audit, audit | made)
        desk.enter(session, "population imported", about="population:1", details={})
    return desk


@asynccontextmanager
async def at(make_app: MakeApp, step: str, subject: Subject, size: tuple[int, int]):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step(step, subject)
        yield pilot


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("subject", [Subject(population="there"), Subject(audit="Warehouse")])
async def test_its_facts_are_shown_in_full_and_both_ways_on_as_commands(
    make_app: MakeApp, there: Desk, size: tuple[int, int], subject: Subject
) -> None:
    async with at(make_app, "population", subject, size) as pilot:
        seen = plain(await wait_for(pilot, "Its rows are not in this record"))
        assert "3,000 received" in seen
        assert DRAW in seen
        assert IMPORT in seen
        for key in ("n Draw", "/ Jump", "f All facts", "enter Whole row"):
            assert key not in seen
        await pilot.press("escape")
        await wait_for(pilot, "Next:")


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(
    "subject", [Subject(), Subject(population="there"), Subject(audit="Warehouse")]
)
async def test_no_form_is_filled_in_for_a_draw_that_cannot_be_made_here(
    make_app: MakeApp, there: Desk, size: tuple[int, int], subject: Subject
) -> None:
    async with at(make_app, "draw", subject, size) as pilot:
        seen = plain(await wait_for(pilot, "not in this record"))
        assert DRAW in seen
        assert IMPORT in seen
        assert "what to call it" not in seen
        assert "enter Draw" not in seen


async def test_beside_other_lists_it_is_not_offered_and_that_is_said(
    make_app: MakeApp, listed: Desk, there: Desk
) -> None:
    async with at(make_app, "draw", Subject(), NARROW) as pilot:
        seen = plain(await wait_for(pilot, "crimes (200)"))
        assert "Not offered, since this record does not hold it: there." in seen
        assert "there (3,000)" not in seen
        assert "enter Draw" in plain(await text_at_rest(pilot))
