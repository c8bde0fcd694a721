"""Breakdowns: every case in one cell, and the totals the whole."""

from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.populations import import_population
from workbench.audits.results.breakdowns import breakdown
from workbench.errors import WorkbenchError


def test_by_one_column(listed: Desk) -> None:
    found = breakdown(listed, "crimes", ["team"])
    assert found.rows == ("A", "B", "C", "total")
    assert found.counts == ((67,), (67,), (66,), (200,))


def test_by_two_columns(listed: Desk) -> None:
    found = breakdown(listed, "crimes", ["team", "status"])
    assert found.columns == ("closed", "open", "total")
    assert found.counts[-1] == (150, 50, 200)
    assert all(sum(row[:-1]) == row[-1] for row in found.counts)


def test_by_the_month_of_the_date_with_blanks_kept(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Ref,Date,Team\n1,2026-08-31,A\n2,2026-09-01,\n3,2026-09-30,A\n", "utf-8")
    profile = profile_from_options(reference="Ref", date="Date", keep=("Team",), date_format="iso")
    import_population(desk, file, name="p", profile=profile, options=ReadingOptions())
    found = breakdown(desk, "p", ["month", "team"])
    assert (found.rows, found.columns) == (
        ("2026-08", "2026-09", "total"),
        ("(blank)", "A", "total"),
    )
    assert found.counts == ((0, 1, 1), (1, 1, 2), (1, 2, 3))


@pytest.mark.parametrize(
    ("by", "message"),
    [([], "one column or by two"), (["month"], "keeps no date"), (["a", "b", "c"], "by two")],
)
def test_what_cannot_be_counted_is_refused(listed: Desk, by: list[str], message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        breakdown(listed, "crimes", by)
