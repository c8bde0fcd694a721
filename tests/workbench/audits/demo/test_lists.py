"""The two lists: one imports clean, the other is refused with every planted fault named."""

from collections import Counter
from datetime import date

import pytest

from workbench.audits.demo.lists import HEADER, PLANTED, as_csv, mended_rows, raw_rows
from workbench.audits.demo.population import crimes
from workbench.audits.intake.faults import FaultCode, IntakeFaults
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import load_profile
from workbench.audits.intake.reading import read_list

SEED = "a test force"
OPTIONS = ReadingOptions(today=date(2026, 10, 16))


@pytest.fixture(scope="module")
def population():
    return crimes(SEED)


@pytest.fixture(scope="module")
def mended(population):
    return mended_rows(population)


@pytest.fixture
def imported(mended, tmp_path):
    path = tmp_path / "crimes.csv"
    path.write_text(as_csv(HEADER, mended), encoding="utf-8", newline="")
    return read_list(path, load_profile("crime-register"), OPTIONS)


def test_the_header_is_that_of_the_records_system(mended):
    assert as_csv(HEADER, mended).split("\r\n", 1)[0] == (
        "Crime Number,Recorded Date,Offence,Offence Group,Team,Supervisor,Outcome Type,"
        "Victim Marker,Personal Victim,DA Marker,Vulnerable Marker,Suspect Marker,Status,"
        "Charged,Attended,Days Open,Officer In Case,Victim Name"
    )


def test_the_mended_list_imports_without_a_fault(imported, population):
    assert imported.flow.eligible == len(population)
    assert imported.flow.rejected == ()
    assert imported.flow.excluded == ()


def test_what_is_imported_is_exactly_the_fields_of_each_crime(imported, population):
    frame = imported.frame
    by_reference = {crime.reference: crime.fields for crime in population}

    assert set(frame.columns) - {"row"} == set(population[0].fields)
    for row, reference in enumerate(frame.references):
        kept = {name: values[row] for name, values in frame.columns.items() if name != "row"}
        assert kept == by_reference[reference]


def test_names_are_dropped_and_plainly_invented(imported, mended):
    assert set(imported.dropped_columns) == {"Officer In Case", "Victim Name"}
    assert all("Zz Invented" in row[-2] for row in mended)
    assert all("Zz Invented" in row[-1] for row in mended if row[-1])


def test_three_per_cent_of_the_raw_rows_are_faulty(mended):
    raw, faults = raw_rows(SEED, mended)

    assert Counter(fault.kind for fault in faults) == PLANTED
    assert len(raw) == len(mended) + 70 + 42
    assert 0.025 < len(faults) / len(raw) < 0.035


def test_every_planted_fault_is_found_on_its_line_and_no_other(mended, tmp_path):
    raw, planted = raw_rows(SEED, mended)
    path = tmp_path / "raw.csv"
    path.write_text(as_csv(HEADER, raw), encoding="utf-8", newline="")

    with pytest.raises(IntakeFaults) as refused:
        read_list(path, load_profile("crime-register"), OPTIONS)

    assert [fault.line for fault in refused.value.faults] == [fault.line for fault in planted]
    assert refused.value.counts == {
        FaultCode.REPEATED_REFERENCE: 112,
        FaultCode.BLANK_REFERENCE: 26,
        FaultCode.IMPOSSIBLE_DATE: 18,
        FaultCode.UNREADABLE_DATE: 8,
        FaultCode.FUTURE_DATE: 6,
        FaultCode.MARKER: 8,
        FaultCode.RAGGED: 4,
    }


def test_another_seed_plants_its_faults_elsewhere(mended):
    _, here = raw_rows(SEED, mended)
    _, there = raw_rows("another force", mended)

    assert [fault.line for fault in here] != [fault.line for fault in there]
