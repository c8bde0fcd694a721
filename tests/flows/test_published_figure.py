"""The published figure, made the whole way: 181 of 240 from a list of 4,658 is 75.4% ± 5.3."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports import wording
from exports.plain import rates_json
from sampling import proportion_interval
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.populations import import_population
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import export_audit
from workbench.audits.reviews.answer_files import import_answers

LISTED, DRAWN, MET = 4658, 240, 181


@pytest.fixture
def scored(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with the audit `searches`, of which one question is answered in every case."""
    file = tmp_path / "searches.csv"
    file.write_text("Ref\n" + "".join(f"S{n:05}\n" for n in range(LISTED)), encoding="utf-8")
    profile = profile_from_options(reference="Ref")
    import_population(desk, file, name="2021", profile=profile, options=ReadingOptions())
    audit = draw_sample(
        desk,
        DrawPlan(
            audit="searches",
            population="2021",
            checklists=("SUP",),
            design=DesignAsked(size=DRAWN),
            seed="20211231-dice",
        ),
    )
    answers = tmp_path / "answers.csv"
    with answers.open("w", encoding="utf-8", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow(["case", "question", "answer", "note"])
        for number, case in enumerate(audit.cases):
            answer = "met" if number < MET else "not_met"
            lines.writerow([case.reference, "SUP-01", answer, "grounds not recorded"])
    import_answers(desk, audit.name, answers)
    return desk


def test_on_the_screen_and_in_the_data(scored: Desk) -> None:
    line = rates(scored, "searches").questions[0]
    wilson = proportion_interval(MET, DRAWN, population=LISTED)
    assert wording.plus_or_minus(line.rate, line.hmicfrs_half_width) == "75.4% ± 5.3"
    assert (line.low, line.high) == (wilson.low, wilson.high)
    assert wording.interval(line.low, line.high) == "69.8% to 80.3%"


def test_in_the_workbook(scored: Desk, tmp_path: Path) -> None:
    path = export_audit(scored, "searches", tmp_path / "searches.xlsx")
    sheet = load_workbook(path, data_only=True)["Rates"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    row = next(row for row in cells if row[0] == "SUP-01")
    assert "75.4% ± 5.3" in row
    figures = [value for value in row if isinstance(value, float)]
    data = rates_json(rates(scored, "searches"))["questions"]
    assert isinstance(data, list)
    for name in ("rate", "low", "high", "hmicfrs_half_width", "lenient_rate"):
        assert any(abs(value - data[0][name]) < 1e-9 for value in figures), name
