"""What tests of draws in place start from: the same list as a file and in a database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbench.audits.in_place.lists import as_csv, as_table, awkward
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.in_place.drawing import draw_in_place
from workbench.audits.in_place.open_frames import list_there
from workbench.audits.in_place.sources import database_source
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit
from workbench.audits.populations import import_population

CASES = 3_000
SEED = "20260901-dice"
PROFILE = profile_from_options(reference="Crime No", keep=("Team",))
DrawThere = Callable[..., OpenAudit]


@pytest.fixture
def crimes(postgres_database: str) -> str:
    """The address of a database whose table `cases` holds the awkward list."""
    as_table(postgres_database, awkward(CASES))
    return postgres_database


@pytest.fixture
def crimes_csv(tmp_path: Path) -> Path:
    """The awkward list as a file."""
    return as_csv(tmp_path / "crimes.csv", awkward(CASES))


def plan(name: str, design: DesignAsked, seed: str | None = SEED, reason: str = "") -> DrawPlan:
    return DrawPlan(
        audit=name,
        population=f"{name}'s list",
        checklists=() if reason else ("SUP",),
        design=design,
        seed=seed,
        reason=reason,
    )


@pytest.fixture
def draw_from_file(desk: Desk, crimes_csv: Path) -> DrawThere:
    """A function that imports the file and draws from it."""

    def draw(design: DesignAsked, name: str = "file") -> OpenAudit:
        import_population(
            desk, crimes_csv, name=f"{name}'s list", profile=PROFILE, options=ReadingOptions()
        )
        return draw_sample(desk, plan(name, design))

    return draw


@pytest.fixture
def draw_there(desk: Desk, crimes: str) -> DrawThere:
    """A function that draws from the table where it is."""

    def draw(design: DesignAsked, name: str = "there", **chosen: str) -> OpenAudit:
        source = database_source(
            crimes,
            table=chosen.pop("table", "" if "query" in chosen else "cases"),
            query=chosen.pop("query", ""),
        )
        seed, reason = chosen.pop("seed", SEED), chosen.pop("reason", "")
        there = list_there(source, reference="Crime No", keep=("Team",), **chosen)
        return draw_in_place(desk, plan(name, design, seed or None, reason), there)

    return draw
