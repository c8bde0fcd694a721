"""The real open data, with its traps; skipped where it is not at hand."""

import csv
from collections import Counter
from random import Random

import pytest

from tests.workbench.audits.intake.lists import SHARED
from workbench.audits.intake.profiles import load_profile
from workbench.audits.intake.reading import read_again, read_list

CITY = SHARED / "city-of-london"
WALES = SHARED / "welsh-forces"
pytestmark = pytest.mark.skipif(
    not CITY.is_dir(), reason="the open data (../shared/data) is not on this machine"
)
STREET = load_profile("police-uk-street")
SEARCHES = load_profile("police-uk-stop-and-search")


def steps(flow):
    return {step.reason: step.rows for step in flow.rejected}


def shuffled(path, folder):
    header, *rows = path.read_bytes().splitlines(keepends=True)
    Random(7).shuffle(rows)  # noqa: S311 - a shuffle for a test, not a draw
    copy = folder / path.name
    copy.write_bytes(header + b"".join(rows))
    return copy


def test_street_crime_counts_blank_and_repeated_ids_and_keeps_the_rest():
    intake = read_list(CITY / "2021-09-city-of-london-street.csv", STREET)
    assert intake.flow.received == 765
    assert steps(intake.flow) == {"blank reference": 89, "repeated reference, the first kept": 12}
    assert intake.flow.eligible == len(intake.frame) == 664
    assert len(intake.duplicates) == 12
    assert set(intake.frame.column("month")) == {"2021-09"}
    assert intake.dropped_columns == ("Longitude", "Latitude", "Context")


def test_street_references_are_the_ids_of_the_file_to_the_byte():
    path = CITY / "2021-09-city-of-london-street.csv"
    with path.open(encoding="utf-8", newline="") as file:
        ids = {row["Crime ID"] for row in csv.DictReader(file)} - {""}
    assert list(read_list(path, STREET).frame.references) == sorted(ids)


def test_the_row_column_leads_back_to_the_line_of_the_file():
    path = CITY / "2021-09-city-of-london-street.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    frame = read_list(path, STREET).frame
    for place in range(0, len(frame), 50):
        line = lines[int(frame.column("row")[place]) - 1]
        assert line.startswith(frame.references[place])


@pytest.mark.parametrize("kind", ["street", "stop-and-search"])
def test_the_order_of_the_rows_does_not_change_the_fingerprint(kind, tmp_path):
    path = CITY / f"2021-09-city-of-london-{kind}.csv"
    profile = STREET if kind == "street" else SEARCHES
    first = read_list(path, profile)
    again = read_again(shuffled(path, tmp_path), first.mapping)
    assert again.frame.fingerprint == first.frame.fingerprint
    assert again.source_sha256 != first.source_sha256


def test_stop_and_search_gets_references_that_are_unique_and_a_force_from_the_name():
    intake = read_list(CITY / "2021-09-city-of-london-stop-and-search.csv", SEARCHES)
    assert intake.flow.eligible == 241
    assert len(set(intake.frame.references)) == 241
    assert all(reference.endswith("-1") for reference in intake.frame.references)
    assert set(intake.frame.column("force")) == {"city-of-london"}
    ethnicities = Counter(intake.frame.column("self_defined_ethnicity"))
    assert ethnicities["Other ethnic group - Not stated"] == 100
    assert set(intake.frame.column("outcome_linked")) == {"yes", "no"}


@pytest.mark.parametrize(
    ("month", "rows", "repeated"), [("10", 1511, 105), ("11", 1256, 77), ("12", 1120, 79)]
)
def test_rows_that_are_exactly_the_same_are_told_apart_by_an_ordinal(month, rows, repeated):
    path = WALES / f"2021-{month}-welsh-forces-stop-and-search.csv"
    intake = read_list(path, SEARCHES)
    assert intake.flow.received == intake.flow.eligible == rows
    ordinals = [int(reference.rpartition("-")[2]) for reference in intake.frame.references]
    assert sum(ordinal > 1 for ordinal in ordinals) == repeated


def test_utc_times_fall_on_the_local_day_so_that_the_month_neither_gains_nor_loses():
    intake = read_list(WALES / "2021-10-welsh-forces-stop-and-search.csv", SEARCHES)
    days = set(intake.frame.column("date"))
    assert min(days) == "2021-10-01", "30 September 23:00 UTC is 1 October in British Summer Time"
    assert max(days) == "2021-10-31"


def test_blank_markers_stay_blank_and_numbers_become_yes_and_no():
    intake = read_list(WALES / "2021-10-welsh-forces-stop-and-search.csv", SEARCHES)
    assert Counter(intake.frame.column("clothing_removed")) == {"": 947, "no": 551, "yes": 13}
    assert Counter(intake.frame.column("outcome_linked")) == {"no": 933, "yes": 313, "": 265}


@pytest.mark.parametrize("path", sorted(SHARED.glob("*/2021-*.csv")), ids=lambda path: path.name)
def test_every_file_is_read_and_every_row_accounted_for(path):
    profile = STREET if path.stem.endswith("street") else SEARCHES
    flow = read_list(path, profile).flow
    with path.open(encoding="utf-8", newline="") as file:
        assert flow.received == sum(1 for _ in csv.reader(file)) - 1
    assert flow.received == flow.eligible + sum(step.rows for step in flow.rejected)
