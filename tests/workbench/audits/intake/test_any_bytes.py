"""Whatever a file holds, the answer is a frame or faults in words: never a traceback."""

from functools import cache
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workbench.audits.intake.lists import CASES, read, refused_with
from workbench.audits.intake.faults import IntakeFaults
from workbench.audits.intake.profiles import load_profile

LIST = (
    'Ref,Date,Team\r\n001,25/04/2022,"North, East"\r\n002,03/04/2022,Caf\u00e9\r\n'
    '003,01/01/2022,"a ""b"" c\r\nd"\r\n,,\r\n004,02/01/2022,x\r\n'
).encode()


@cache
def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Date", "Team"])
    book.active.append(["001", "25/04/2022", "North"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def outcome(folder, content: bytes, **options: object) -> str:
    path = folder / "list.csv"
    path.write_bytes(content)
    try:
        intake = read(path, CASES, **options)
    except IntakeFaults as refused:
        return check_faults(refused)
    flow = intake.flow
    left = sum(step.rows for step in (*flow.rejected, *flow.excluded))
    assert flow.received == left + flow.eligible
    assert len(intake.frame) == len(set(intake.frame.references)) == flow.eligible
    assert list(intake.frame.references) == sorted(intake.frame.references)
    return "read"


def check_faults(refused: IntakeFaults) -> str:
    assert refused.faults
    for fault in refused.faults:
        assert str(fault).isprintable(), repr(str(fault))
    return "refused"


SOME = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SOME
@given(content=st.binary(max_size=300), encoding=st.sampled_from([None, "utf-16", "shift_jis"]))
def test_any_bytes_at_all(tmp_path, content, encoding):
    assert outcome(tmp_path, content, encoding=encoding) == "refused"


@SOME
@given(content=st.binary(max_size=200))
def test_any_bytes_below_a_header(tmp_path, content):
    outcome(tmp_path, b"Ref,Date,Team\n" + content)


@SOME
@given(
    text=st.text(st.sampled_from('ab,;"\r\n \t\x00\u00e9\ufeff2/0'), max_size=80),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
def test_any_mixture_of_quotes_delimiters_and_line_breaks(tmp_path, text, encoding):
    outcome(tmp_path, ("Ref,Date,Team\n" + text).encode(encoding), date_format="day-first")


@SOME
@given(place=st.integers(0, len(LIST) - 1), byte=st.integers(0, 255))
def test_a_list_with_one_byte_changed(tmp_path, place, byte):
    outcome(tmp_path, LIST[:place] + bytes([byte]) + LIST[place + 1 :])


@SOME
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_workbook_with_one_byte_changed(tmp_path, place, byte):
    content = bytearray(workbook())
    content[int(place * len(content))] = byte
    outcome(tmp_path, bytes(content))


@pytest.mark.parametrize("profile", ["crime-register", "police-uk-street"])
def test_the_wrong_profile_is_refused(tmp_path, profile):
    (tmp_path / "list.csv").write_bytes(LIST)
    with refused_with("there is no column"):
        read(tmp_path / "list.csv", load_profile(profile))
