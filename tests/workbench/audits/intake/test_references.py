"""References: text to the byte, and what cannot be one."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbench.audits.intake.lists import codes, faults_of, read, write_list
from workbench.audits.intake.profiles import Profile, profile_from_options

ONLY = profile_from_options(reference="Ref", keep=["Team"])
DATED = profile_from_options(reference="Ref", date="Date", keep=["Team"], date_format="iso")
DERIVED = Profile(name="derived", title="", reference=None)


def listed(tmp_path, *references: str):
    rows = [(reference, f"Team {number}") for number, reference in enumerate(references)]
    return write_list(tmp_path / "list.csv", rows, header=("Ref", "Team"))


@pytest.mark.parametrize("reference", ["2.2E+17", "2E+05", "2,2e+17", "#####", "#N/A", "#NAME?"])
def test_what_a_spreadsheet_put_in_place_of_a_reference_is_refused(tmp_path, reference):
    assert codes(faults_of(listed(tmp_path, "1", reference), ONLY)) == [("IMPORT-020", 3)]


@pytest.mark.parametrize("reference", ["E+17", "22E17", "A+B", "#1", "12#34", "1E+1234"])
def test_what_only_resembles_it_is_kept(tmp_path, reference):
    assert reference in read(listed(tmp_path, "x1", reference), ONLY).frame.references


@pytest.mark.parametrize("date", ["21/12/2022", "2022-12-21", "21-Dec-22", "Dec-22", "21-Dec"])
def test_a_date_among_other_references_is_refused(tmp_path, date):
    path = listed(tmp_path, "21/00012/22", date, "NS/1")
    assert codes(faults_of(path, ONLY)) == [("IMPORT-020", 3)]


def test_references_that_are_all_built_like_dates_are_references(tmp_path):
    assert read(listed(tmp_path, "21/12/22", "01/02/22"), ONLY).flow.eligible == 2
    assert read(listed(tmp_path, "21/12/22", "35/12/22", "1/12/22"), ONLY).flow.eligible == 3


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\u200b", "\ufeff", "\u202e", "\u2028"])
def test_characters_that_cannot_be_seen_are_refused_and_shown(tmp_path, character):
    (fault,) = faults_of(listed(tmp_path, "1", f"12{character}3"), ONLY)
    assert (str(fault.code), fault.line) == ("IMPORT-021", 3)
    assert f"U+{ord(character):04X}" in fault.problem
    assert str(fault).isprintable()


def test_references_are_normalised_so_that_the_same_reference_cannot_hide(tmp_path):
    path = listed(tmp_path, "Caf\u00e9", " Cafe\u0301\u00a0")
    assert codes(faults_of(path, ONLY)) == [("IMPORT-015", 3)]


def test_blank_references_are_refused_or_counted(tmp_path):
    path = listed(tmp_path, "1", "", " ", "2")
    assert codes(faults_of(path, ONLY)) == [("IMPORT-014", 3), ("IMPORT-014", 4)]
    flow = read(path, ONLY, blank="reject").flow
    assert [(step.reason, step.rows) for step in flow.rejected] == [("blank reference", 2)]
    assert (flow.received, flow.eligible) == (4, 2)


REPEATED = (
    ("A", "2022-01-01", "North"),
    ("B", "2022-01-01", "North"),
    ("A", "2022-03-01", "South"),
    ("A", "2022-03-01", "North"),
    ("B", "2022-01-01", "North"),
)


def test_repeated_references_name_both_lines_and_what_differs(tmp_path):
    faults = faults_of(write_list(tmp_path / "list.csv", REPEATED), DATED)
    assert codes(faults) == [("IMPORT-015", 4), ("IMPORT-015", 5), ("IMPORT-015", 6)]
    assert [fault.problem for fault in faults] == [
        "this reference stands on line 2 already; the rows differ in date, team",
        "this reference stands on line 2 already; the rows differ in date",
        "this reference stands on line 3 already; the rows are identical in all that is kept",
    ]


@pytest.mark.parametrize(
    ("policy", "kept", "lines"),
    [("first", "2022-01-01", ["2", "3"]), ("latest", "2022-03-01", ["4", "3"])],
)
def test_one_of_the_repeated_rows_is_kept_and_the_others_told(tmp_path, policy, kept, lines):
    path = write_list(tmp_path / "list.csv", REPEATED)
    intake = read(path, DATED, duplicates=policy)
    assert intake.frame.references == ("A", "B")
    assert intake.frame.column("date")[0] == kept
    assert list(intake.frame.column("row")) == lines
    assert [(s.reason, s.rows) for s in intake.flow.rejected] == [
        (f"repeated reference, the {policy} kept", 3)
    ]
    assert len(intake.duplicates) == 3
    assert {d.kept_line for d in intake.duplicates} == set(map(int, lines))


def test_latest_is_the_latest_date_whatever_its_form(tmp_path):
    rows = [("A", "09/04/2022", "old"), ("A", "10/03/2022", "older"), ("B", "25/03/2022", "x")]
    profile = profile_from_options(reference="Ref", date="Date", keep=["Team"])
    intake = read(write_list(tmp_path / "list.csv", rows), profile, duplicates="latest")
    assert intake.frame.column("team")[0] == "old"


TIED = [
    ("A", day, team) for day in ("01/02/2022", "31/03/2022") for team in ("North", "South", "West")
]


@given(st.permutations(TIED))
def test_of_equal_dates_the_same_row_is_the_latest_in_any_order(tmp_path_factory, rows):
    path = write_list(tmp_path_factory.mktemp("ties") / "list.csv", rows)
    intake = read(path, duplicates="latest")
    assert intake.frame.column("date") == ("2022-03-31",)
    assert intake.frame.column("team") == ("West",)


def test_where_the_first_is_kept_of_rows_that_differ_the_order_is_told_to_matter(tmp_path):
    path = write_list(tmp_path / "list.csv", REPEATED)
    (told,) = (n for n in read(path, DATED, duplicates="first").notices if "order" in n)
    assert told == (
        "1 repeated reference has rows that differ in a kept column (as lines 2 and 4 in date, "
        "team). The first in the file was kept: another order of the rows could keep another one."
    )


def test_the_order_is_not_spoken_of_where_it_decides_nothing(tmp_path):
    alike = [("A", "01/02/2022", "North"), ("A", "01/02/2022", "North")]
    same = read(write_list(tmp_path / "same.csv", alike), duplicates="first")
    latest = read(write_list(tmp_path / "list.csv", REPEATED), DATED, duplicates="latest")
    assert not [notice for notice in (*same.notices, *latest.notices) if "order" in notice]


def test_derived_references_can_be_made_with_any_tool(tmp_path):
    path = write_list(
        tmp_path / "list.csv", [("a", "é"), ("b", ""), ("a", "é")], header=("One", "Two")
    )
    digest = sha256('["a","é"]'.encode()).hexdigest()[:16]
    other = sha256(json.dumps(["b", ""], separators=(",", ":")).encode()).hexdigest()[:16]
    wanted = sorted([f"{digest}-1", f"{digest}-2", f"{other}-1"])
    assert list(read(path, DERIVED).frame.references) == wanted


def test_derived_references_do_not_depend_on_encoding_or_delimiter(tmp_path):
    rows = [("é", "x,y"), ("b", "")]
    first = read(write_list(tmp_path / "a.csv", rows, header=("One", "Two")), DERIVED)
    second = read(
        write_list(
            tmp_path / "b.csv", rows[::-1], header=("One", "Two"), encoding="utf-16", delimiter="\t"
        ),
        DERIVED,
    )
    assert first.frame.fingerprint == second.frame.fingerprint


def test_blank_rows_get_no_derived_reference(tmp_path):
    path = write_list(tmp_path / "a.csv", [("a", "b"), ("", " "), ("c", "")], header=("One", "Two"))
    intake = read(path, DERIVED)
    assert intake.flow.eligible == 2
    assert [(s.reason, s.rows) for s in intake.flow.rejected] == [("blank row", 1)]
