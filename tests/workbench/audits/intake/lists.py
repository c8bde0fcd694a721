"""Small lists of cases for the tests, written as a spreadsheet or a records system would."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from workbench.audits.intake.faults import Fault, IntakeFaults
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import Profile, profile_from_options
from workbench.audits.intake.reading import Intake, read_list

TODAY = date(2023, 1, 1)
CASES = profile_from_options(reference="Ref", date="Date", keep=["Team"], date_format="day-first")
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"


def write_list(
    path: Path,
    rows: Iterable[Sequence[str]],
    *,
    header: Sequence[str] = ("Ref", "Date", "Team"),
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def write_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def read(path: Path, profile: Profile = CASES, **options: object) -> Intake:
    return read_list(path, profile, ReadingOptions(**{"today": TODAY} | options))


def faults_of(path: Path, profile: Profile = CASES, **options: object) -> tuple[Fault, ...]:
    """Read a list that must be refused, and return why."""
    try:
        intake = read(path, profile, **options)
    except IntakeFaults as refused:
        return refused.faults
    raise AssertionError(f"the list was not refused: {intake.flow}")


@contextmanager
def refused_with(*words: str) -> Iterator[None]:
    """Expect that what is done inside is refused, with a fault that has all these words."""
    with pytest.raises(IntakeFaults) as refused:
        yield
    told = [str(fault) for fault in refused.value.faults]
    assert any(all(part in fault for part in words) for fault in told), told


def codes(faults: Iterable[Fault]) -> list[tuple[str, int | None]]:
    return [(str(fault.code), fault.line) for fault in faults]
