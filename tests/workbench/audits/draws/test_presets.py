"""Presets: each programme draws, fixes its baselines and reports, on lists it can be drawn from."""

import csv

import pytest

from checklists.programmes import programmes
from tests.conftest import SEED, SHARED
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan
from workbench.audits.draws.presets import Changes, Preset, draw_preset, work_out_preset
from workbench.audits.draws.programme_choice import find_part
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import load_profile, profile_from_options
from workbench.audits.opening import OpenAudit
from workbench.audits.populations import import_population
from workbench.audits.results.comparing import compare_audit
from workbench.audits.results.reporting import report
from workbench.errors import WorkbenchError
from workbench.record.engine import open_record

PARTS = [(one.id, part.id) for one in programmes().values() for part in one.parts]
OFFENCES = {"Theft": 500, "Violence": 300, "Burglary": 160, "Robbery": 34, "Arson": 6}
SEARCHES = SHARED / "data" / "welsh-forces"


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory):
    """A desk with the population `crimes`: a thousand, of offences of very unequal number."""
    folder = tmp_path_factory.mktemp("force")
    path = folder / "crimes.csv"
    offences = [name for name, count in OFFENCES.items() for _ in range(count)]
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Crime No", "offence", "offence_group", "team"])
        for n, offence in enumerate(offences):
            lines.writerow([f"22/{n:05}/26", offence, offence[0], "ABCDE"[n % 5]])
    record = open_record(folder / "a.record")
    desk = Desk(record=record, auditor="tester")
    profile = profile_from_options(reference="Crime No", keep=("offence", "offence_group", "team"))
    import_population(desk, path, name="crimes", profile=profile, options=ReadingOptions())
    yield desk
    record.close()


def preset(desk: Desk, programme: str, part: str = "", **changes: object) -> Preset:
    asked = Changes(**changes)  # type: ignore[arg-type]
    return work_out_preset(desk, programme, part, population="crimes", changes=asked)


def draw(desk: Desk, name: str, chosen: Preset) -> OpenAudit:
    plan = DrawPlan(name, "crimes", (), DesignAsked(), seed=SEED)
    return draw_preset(desk, chosen, plan)


@pytest.mark.parametrize(("programme", "part"), PARTS)
def test_every_part_draws_and_reports(force: Desk, programme: str, part: str) -> None:
    chosen = preset(force, programme, part)
    drawn = draw(force, f"{programme} {part}", chosen)
    assert len(drawn.cases) == sum(chosen.design.sizes.values()) or chosen.part.size
    assert tuple(checklist.id for checklist in drawn.checklists) == chosen.part.checklists
    written = report(force, drawn.name)
    assert len(written.cases) == len(drawn.cases)
    fixed = [c.baseline.id for c in compare_audit(force, drawn.name) if c.confirmatory]
    assert fixed == list(chosen.part.baselines)


def test_equal_quotas_take_what_there_is_and_say_what_they_cost(force: Desk) -> None:
    chosen = preset(force, "ten-per-offence")
    assert chosen.design.kind is DesignKind.STRATIFIED
    assert chosen.design.sizes == {
        "Arson": 6, "Burglary": 10, "Robbery": 10, "Theft": 10, "Violence": 10
    }  # fmt: skip
    warning, cost = chosen.notices
    assert "not the rate of the force" in warning
    # n times the sum of N²/n over the square of N, by hand: 46 * 36681.6 / 10⁶
    assert "design effect of 1.69" in cost
    assert "the 46 cases tell as much of the whole list as about 27 drawn simply" in cost


def test_equal_groups_cost_nothing_and_nothing_is_said(force: Desk) -> None:
    chosen = preset(force, "monthly-seg", "short")
    assert set(chosen.design.sizes.values()) == {10}
    assert len(chosen.notices) == 1


def test_what_is_asked_otherwise_is_drawn_otherwise(force: Desk) -> None:
    changes = {"size": 30, "reserve": 3, "by": "team", "checklists": ("SUP",)}
    chosen = preset(force, "investigation-files", "files", **changes)
    assert (chosen.design.size, chosen.design.reserve, chosen.design.by) == (30, 3, "team")
    assert chosen.checklists == ("SUP",)
    drawn = draw(force, "otherwise", chosen)
    fixed = [c.baseline.id for c in compare_audit(force, drawn.name) if c.confirmatory]
    assert fixed == ["stf22-supervision"]


def test_a_programme_of_one_part_needs_no_part_and_of_several_one(force: Desk) -> None:
    assert preset(force, "Stop-Search").part.id == "records"
    with pytest.raises(WorkbenchError, match="--part: files, cautions, resolutions, unsupported"):
        preset(force, "victim-service")
    with pytest.raises(WorkbenchError, match="no part 'files'"):
        find_part(programmes()["stop-search"], "files")
    with pytest.raises(WorkbenchError, match="no programme 'monthly'"):
        preset(force, "monthly")


@pytest.mark.skipif(
    not SEARCHES.is_dir(), reason="the open data (../shared/data) is not on this machine"
)
def test_stop_and_search_draws_and_reports_on_the_real_welsh_records(force: Desk) -> None:
    path = SEARCHES / "2021-10-welsh-forces-stop-and-search.csv"
    profile = load_profile("police-uk-stop-and-search")
    options = ReadingOptions(duplicates="first")
    import_population(force, path, name="searches", profile=profile, options=options)
    chosen = work_out_preset(force, "stop-search", "", population="searches", changes=Changes())
    plan = DrawPlan("searches", "searches", (), DesignAsked(), seed=SEED)
    drawn = draw_preset(force, chosen, plan)
    assert len(drawn.cases) == 240
    assert chosen.part.sub_sample in drawn.population.part.kept_columns
    assert report(force, "searches").comparisons[0].baseline == "stf22-ss-grounds"
