"""Rows that are cut wrongly, headers that cannot be used, and files that are no lists."""

import gzip

import pytest

from tests.workbench.audits.intake.lists import codes, faults_of, read, write_bytes, write_list
from workbench.audits.intake.faults import FaultCode, IntakeFaults

HEAD = b"Ref,Date,Team\n"
GOOD = b"%d,31/03/2022,North\n"


def good(*numbers: int) -> bytes:
    return b"".join(GOOD % number for number in numbers)


def test_too_few_and_too_many_values_are_named_with_their_counts(tmp_path):
    content = HEAD + good(1) + b"2,31/03/2022\n" + good(3) + b"4,31/03/2022,a,b\n"
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert codes(faults) == [("IMPORT-016", 3), ("IMPORT-016", 5)]
    assert faults[0].problem == "2 values where the header has 3"
    assert faults[1].problem == "4 values where the header has 3"


def test_a_short_and_a_long_row_do_not_cancel_out(tmp_path):
    content = HEAD + b"1,31/03/2022\n2,31/03/2022,a,b\n"
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert codes(faults) == [("IMPORT-016", 2), ("IMPORT-016", 3)]


@pytest.mark.parametrize("after", [4, 50, 9_000])
def test_an_unclosed_quote_is_named_where_it_opens_and_the_rest_is_still_read(tmp_path, after):
    content = HEAD + good(1) + b'2,31/03/2022,"North\n' + good(*range(3, after)) + b"x\n"
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert codes(faults) == [("IMPORT-017", 3), ("IMPORT-016", after + 1)]


def test_a_quote_closed_by_a_later_quote_is_named_where_it_opens(tmp_path):
    content = HEAD + b'1,31/03/2022,"North\n' + good(2) + b'3,31/03/2022,"a, b"\n' + good(4)
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert codes(faults) == [("IMPORT-017", 2)]


def test_a_ragged_record_over_several_lines_is_one_fault(tmp_path):
    content = HEAD + b'1,"a\nb\nc"\n' + good(2)
    assert codes(faults_of(write_bytes(tmp_path / "list.csv", content))) == [("IMPORT-016", 2)]


def test_text_after_a_closing_quote_is_a_fault(tmp_path):
    content = HEAD + b'1,31/03/2022,"North" East\n' + good(2)
    assert codes(faults_of(write_bytes(tmp_path / "list.csv", content))) == [("IMPORT-017", 2)]


def test_a_quote_inside_a_plain_value_is_text(tmp_path):
    content = HEAD + b'1,31/03/2022,5" pipe\n' + good(2)
    assert read(write_bytes(tmp_path / "list.csv", content)).frame.column("team")[0] == '5" pipe'


def test_a_value_of_more_than_a_megabyte_is_refused_and_the_rest_is_still_read(tmp_path):
    content = HEAD + b"1,31/03/2022," + b"x" * (1 << 20) + b"y\n" + good(2) + b"3\n"
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert codes(faults) == [("IMPORT-018", 2), ("IMPORT-016", 4)]


def test_a_file_full_of_broken_quotes_is_given_up_in_good_time(tmp_path):
    content = HEAD + b'1,31/03/2022,"a"b\n' * 30_000
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert {fault.code for fault in faults} == {FaultCode.QUOTE}
    assert len(faults) == 501
    assert faults[-1].line == 502
    assert "the rest of the file was not looked at" in faults[-1].problem


DOUBLED = ("Ref", "Date", " ref", "Team")


def test_two_columns_of_the_same_name_are_refused(tmp_path):
    path = write_list(tmp_path / "list.csv", [("1", "a", "b", "c")], header=DOUBLED)
    (fault,) = faults_of(path)
    assert fault.code == FaultCode.HEADER
    assert fault.problem == "columns 1 and 3 have the same name"


def test_a_missing_column_is_named_with_those_there_are_and_a_guess(tmp_path):
    path = write_list(tmp_path / "list.csv", [("1", "a", "b")], header=("Reff", "Day", "Team"))
    reference, date = faults_of(path)
    assert 'no column "Ref"; the columns are: Reff, Day, Team' in reference.problem
    assert reference.remedy.startswith('Is it "Reff"?')
    assert 'no column "Date"' in date.problem


def test_columns_without_a_name_are_dropped_and_said(tmp_path):
    path = write_list(
        tmp_path / "list.csv",
        [("1", "31/03/2022", "N", "x", "")],
        header=("Ref", "Date", "Team", "", ""),
    )
    assert read(path).dropped_columns == (
        "(column 4, without a name)",
        "(column 5, without a name)",
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FaultCode.EMPTY_FILE),
        (b"\n\n  \n", FaultCode.EMPTY_FILE),
        (HEAD, FaultCode.NO_ROWS),
        (HEAD + b"\n,,\n", FaultCode.NO_ROWS),
        (b'"Ref,Date\n', FaultCode.HEADER),
        (b"%PDF-1.7 \n", FaultCode.FORMAT),
        (gzip.compress(HEAD, mtime=0), FaultCode.FORMAT),
        (b"\xd0\xcf\x11\xe0" + bytes(600), FaultCode.FORMAT),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), FaultCode.ENCRYPTED),
        (bytes(range(256)) * 4 + bytes(400), FaultCode.FORMAT),
    ],
    ids=(
        *("no bytes", "blank lines", "header alone", "blank rows", "open quote in the header"),
        *("PDF", "gzip", "old workbook", "locked workbook", "binary"),
    ),
)
def test_what_is_no_list_is_refused_in_words(tmp_path, content, code):
    (fault,) = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert fault.code == code


def test_a_path_that_is_no_file_is_refused_in_words(tmp_path):
    (missing,) = faults_of(tmp_path / "none.csv")
    (folder,) = faults_of(tmp_path)
    assert missing.problem == "there is no such file"
    assert folder.problem == "this is a folder or a device, not a file"


def test_text_named_like_a_workbook_is_read_as_text_and_said(tmp_path):
    intake = read(write_bytes(tmp_path / "list.xlsx", HEAD + good(1)))
    assert intake.frame.references == ("1",)
    assert "named like a workbook but holds text" in intake.notices[0]


def test_faults_beyond_a_thousand_of_a_kind_are_counted_not_listed(tmp_path):
    path = write_list(tmp_path / "list.csv", [("", "31/03/2022", str(n)) for n in range(1_500)])
    with pytest.raises(IntakeFaults) as refused:
        read(path)
    assert refused.value.total == 1_500
    assert len(refused.value.faults) == 1_000
    assert str(refused.value) == (
        "list.csv has 1,500 faults (500 of them are not listed); nothing was kept. "
        "Mend what is listed and run it again."
    )
