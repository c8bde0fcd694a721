"""A list that is right: what of it is kept, and that nothing about its form matters."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.references import frame_fingerprint, normalise_reference
from tests.workbench.audits.intake.lists import (
    CASES,
    TODAY,
    faults_of,
    read,
    refused_with,
    write_bytes,
    write_list,
)
from workbench.audits.intake.exclusions import Exclusion
from workbench.audits.intake.faults import Cancelled, FaultCode
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.intake.reading import read_again, read_list

ROWS = (
    ("00123", "03/04/2022", "North"),
    ("21/00012/22", "31/03/2022", "South"),
    ("220012345678901234", "01/01/2022", "North"),
)
AWKWARD = st.one_of(
    st.text(
        st.characters(codec="cp1252", exclude_categories=("Cc", "Cf", "Zl", "Zp")),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(
        [
            *("00123", "007", "NA", "null", "nan", "None", "TRUE", "1.0", "-1", "=1+1", "@x"),
            *("+44", "'a", "220012345678901234", "21/00012/22", '"', '""', "a,b", "a;b", "a|b"),
            *(" a  b ", "é", "£5"),
        ]
    ),
)
TABLES = st.lists(AWKWARD, min_size=1, max_size=30)


def test_the_frame_is_sorted_with_its_columns_and_the_lines_of_the_file(tmp_path):
    intake = read(write_list(tmp_path / "list.csv", ROWS))
    assert intake.frame.references == ("00123", "21/00012/22", "220012345678901234")
    assert intake.frame.column("date") == ("2022-04-03", "2022-03-31", "2022-01-01")
    assert intake.frame.column("team") == ("North", "South", "North")
    assert list(intake.frame.column("row")) == ["2", "3", "4"]
    assert intake.frame.column("row")[1:] == ("3", "4")


def test_the_intake_says_what_was_read_and_how(tmp_path):
    path = write_list(tmp_path / "list.csv", [(*row, "x") for row in ROWS], header=WIDER)
    intake = read(path)
    assert (intake.source_name, intake.encoding, intake.delimiter, intake.sheet) == (
        "list.csv",
        "utf-8",
        ",",
        "",
    )
    assert intake.kept_columns == ("date", "team")
    assert intake.dropped_columns == ("Victim Name",)
    assert (intake.flow.received, intake.flow.rejected, intake.flow.eligible) == (3, (), 3)
    assert intake.notices == ()


WIDER = ("Ref", "Date", "Team", "Victim Name")


@settings(max_examples=60, deadline=None)
@given(
    references=TABLES,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_any_references_come_back_to_the_byte(tmp_path_factory, references, encoding, delimiter):
    wanted = {normalise_reference(reference) for reference in references} - {""}
    wanted = {text for text in wanted if not text.startswith("#")}
    path = tmp_path_factory.mktemp("any") / "list.csv"
    rows = [(reference, "£", "x") for reference in sorted(wanted)]
    write_list(path, rows, header=("Ref", "Offence", "é"), encoding=encoding, delimiter=delimiter)
    if not rows:
        return
    profile = profile_from_options(reference="Ref", keep=["Offence"])
    intake = read(path, profile, encoding="cp1252" if encoding == "cp1252" else None)
    assert set(intake.frame.references) == wanted
    assert intake.frame.fingerprint == frame_fingerprint(wanted)
    assert set(intake.frame.column("offence")) == {"£"}
    assert intake.delimiter == delimiter


def test_header_names_match_whatever_their_case_and_outer_spaces(tmp_path):
    path = write_list(tmp_path / "list.csv", ROWS, header=(" REF", "date ", "TEAM"))
    assert read(path).kept_columns == ("date", "team")


def test_a_spreadsheets_separator_line_is_obeyed(tmp_path):
    content = b"sep=;\r\nRef;Date;Team\r\n001;31/03/2022;North, or South\r\n"
    intake = read(write_bytes(tmp_path / "list.csv", content))
    assert intake.delimiter == ";"
    assert intake.frame.column("team") == ("North, or South",)
    assert list(intake.frame.column("row")) == ["3"]


def test_blank_rows_inside_are_counted_and_those_at_the_end_ignored(tmp_path):
    content = b"Ref,Date,Team\n1,31/03/2022,N\n\n,,\n2,31/03/2022,N\n,,\n\n"
    flow = read(write_bytes(tmp_path / "list.csv", content)).flow
    assert [(step.reason, step.rows) for step in flow.rejected] == [("blank row", 2)]
    assert (flow.received, flow.eligible) == (4, 2)


def test_a_last_line_without_a_line_break_is_a_row(tmp_path):
    path = write_bytes(tmp_path / "list.csv", b"Ref,Date,Team\n1,31/03/2022,N\n2,31/03/2022,N")
    assert read(path).frame.references == ("1", "2")


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n", b"\r"])
def test_any_line_break_ends_a_row(tmp_path, line_break):
    content = line_break.join([b"Ref,Date,Team", b"1,31/03/2022,N", b'2,31/03/2022,"a\nb"', b""])
    intake = read(write_bytes(tmp_path / "list.csv", content))
    assert intake.frame.references == ("1", "2")
    assert intake.frame.column("team") == ("N", "a b")


def test_a_list_of_references_alone_is_enough(tmp_path):
    path = write_bytes(tmp_path / "list.csv", b"Ref\n00123\n\n00124\n")
    intake = read(path, profile_from_options(reference="Ref"))
    assert intake.frame.references == ("00123", "00124")
    assert intake.flow.received == 3


def test_the_period_and_exclusions_leave_rows_out_with_their_reasons(tmp_path):
    rows = [(str(n), f"{n:02d}/09/2021", "North" if n % 2 else "South") for n in range(1, 11)]
    intake = read(
        write_list(tmp_path / "list.csv", [*rows, ("99", "01/10/2021", "South")]),
        period=(date(2021, 9, 3), date(2021, 9, 30)),
        exclude=(
            Exclusion("team", "SOUTH", "south has its own audit"),
            Exclusion("team", "Wset", "west is closed"),
        ),
    )
    assert [(s.reason, s.rows) for s in intake.flow.excluded] == [
        ("outside 2021-09-03 to 2021-09-30", 3),
        ("south has its own audit", 4),
    ]
    assert intake.frame.references == ("3", "5", "7", "9")
    assert 'No row has "Wset" as its team' in intake.notices[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"blank": "ignore"}, '--blank cannot be "ignore"'),
        ({"duplicates": "last"}, '--duplicates cannot be "last"'),
        ({"date_format": "american"}, '--date-format cannot be "american"'),
        ({"exclude": (Exclusion("tem", "x", "y"),)}, 'no field "tem" is kept'),
        ({"period": (date(2022, 2, 1), date(2022, 1, 1))}, "the period ends before it begins"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_before_reading(tmp_path, options, words):
    (fault,) = faults_of(write_list(tmp_path / "list.csv", ROWS), **options)
    assert fault.code == FaultCode.CHOICE
    assert words in fault.problem


def test_without_a_date_there_is_no_period_and_no_latest(tmp_path):
    profile = profile_from_options(reference="Ref")
    path = write_list(tmp_path / "list.csv", ROWS)
    faults = faults_of(path, profile, duplicates="latest", period=(TODAY, TODAY))
    assert [fault.problem for fault in faults] == [
        "without a date none is the latest",
        "a period needs a date",
    ]


def test_a_period_must_not_cut_a_month_when_only_months_are_known(tmp_path):
    profile = profile_from_options(reference="Ref", date="Month", date_format="month")
    path = write_list(tmp_path / "list.csv", [("1", "2021-09"), ("2", "2021-10")], header=MONTHLY)
    whole = read(path, profile, period=(date(2021, 9, 1), date(2021, 9, 30)))
    assert whole.frame.references == ("1",)
    (early,) = faults_of(path, profile, period=(date(2021, 9, 10), date(2021, 9, 30)))
    (late,) = faults_of(path, profile, period=(date(2021, 9, 1), date(2021, 10, 10)))
    assert "2021-09 lies partly outside the period" in early.problem
    assert "2021-10 lies partly outside the period" in late.problem


MONTHLY = ("Ref", "Month")


def test_progress_is_told_every_ten_thousand_rows_and_at_the_end(tmp_path):
    path = write_list(tmp_path / "list.csv", ((str(n), "", "") for n in range(25_000)))
    told: list[tuple[int, int | None]] = []
    profile = profile_from_options(reference="Ref")
    read_list(path, profile, progress=lambda rows, total: told.append((rows, total)))
    assert told == [(10_000, 25_000), (20_000, 25_000), (25_000, 25_000)]


def test_cancelling_stops_the_reading(tmp_path):
    path = write_list(tmp_path / "list.csv", ((str(n), "", "") for n in range(25_000)))
    asked: list[int] = []
    with pytest.raises(Cancelled):
        read_list(
            path,
            profile_from_options(reference="Ref"),
            cancelled=lambda: bool(asked.append(1) or len(asked) == 2),
        )
    assert len(asked) == 2


def test_a_list_is_read_again_from_the_mapping_alone_even_in_another_form(tmp_path):
    rows = [("1", "03/04/2022", "North"), ("2", "25/04/2022", "South"), ("3", "01/05/2022", "")]
    profile = profile_from_options(reference="Ref", date="Date", keep=["Team"])
    first = read(
        write_list(tmp_path / "list.csv", rows),
        profile,
        period=(date(2022, 4, 1), date(2022, 4, 30)),
        exclude=(Exclusion("team", "South", "not theirs"),),
    )
    ambiguous = write_list(tmp_path / "again.csv", [rows[2], rows[0]], delimiter=";")
    again = read_again(ambiguous, first.mapping)
    assert again.frame.references == first.frame.references == ("1",)
    assert again.frame.column("date") == first.frame.column("date") == ("2022-04-03",)
    assert again.mapping == first.mapping


@pytest.mark.parametrize("mapping", [{}, {"profile": 1}, {"profile": {"name": "x"}}])
def test_a_mapping_that_is_none_is_refused_in_words(tmp_path, mapping):
    path = write_list(tmp_path / "list.csv", ROWS)
    with refused_with("IMPORT-031"):
        read_again(path, mapping)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = write_list(tmp_path / "list.csv", ((str(n), "", "") for n in range(12_000)))

    def append(_rows: int, _total: int | None) -> None:
        with path.open("a") as file:
            file.write("late,,\n")

    with refused_with("IMPORT-030 list.csv: the file changed while it was read"):
        read_list(path, profile_from_options(reference="Ref"), progress=append)


def test_nothing_but_the_profile_decides_what_is_kept(tmp_path):
    path = write_list(tmp_path / "list.csv", [(*ROWS[0], "Jane Doe")], header=WIDER)
    intake = read_list(path, CASES, ReadingOptions(today=TODAY))
    assert "Jane Doe" not in repr(intake)
