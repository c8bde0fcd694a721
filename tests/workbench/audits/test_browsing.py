"""Browsing: the columns of a file, and the place of a reference."""

from pathlib import Path

import pytest

from sampling import frames
from tests.conftest import write_list
from workbench.audits import browsing
from workbench.audits.browsing import columns_of, place_of
from workbench.audits.desk import Desk
from workbench.audits.populations import population, rows
from workbench.errors import WorkbenchError


def test_the_columns_of_a_list_are_those_of_its_header(tmp_path: Path) -> None:
    path = write_list(tmp_path / "crimes.csv")
    assert columns_of(path) == ("Crime No", "Team", "Status", "Days Open", "Victim Name")


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError):
        columns_of(tmp_path / "nothing.csv")


def test_every_reference_is_found_at_its_place(listed: Desk) -> None:
    view = population(listed, "crimes")
    references = rows(listed, view.id, start=0, count=200).references
    assert [place_of(listed, view, reference) for reference in references] == list(range(200))


@pytest.mark.parametrize(("typed", "place"), [("", 0), ("0", 0), ("21/", 67), ("zzz", 199)])
def test_a_part_of_a_reference_finds_where_it_would_stand(
    listed: Desk, typed: str, place: int
) -> None:
    assert place_of(listed, population(listed, "crimes"), typed) == place


def test_references_are_found_across_the_chunks_of_a_long_list(
    listed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "CHUNK_ROWS", 7)
    view = population(listed, "crimes")
    assert frames.CHUNK_ROWS > 200
    references = rows(listed, view.id, start=0, count=200).references
    assert [place_of(listed, view, reference) for reference in references] == list(range(200))
