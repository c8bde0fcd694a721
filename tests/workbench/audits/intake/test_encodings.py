import pytest

from tests.workbench.audits.intake.lists import codes, faults_of, read, write_bytes
from workbench.audits.intake.faults import FaultCode

ROW = "00{0},31/03/2022,{1}\n"
HEADER = "Ref,Date,Team\n"


def written(*teams: str) -> str:
    return HEADER + "".join(ROW.format(number, team) for number, team in enumerate(teams))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_gives_the_same_text(tmp_path, encoding):
    content = written("Café", "North \u2013 West", "£5").encode(encoding)
    if encoding == "utf-16-le":
        content = b"\xff\xfe" + content
    intake = read(write_bytes(tmp_path / "list.csv", content))
    assert intake.frame.column("team") == ("Café", "North \u2013 West", "£5")


def test_windows_1252_is_said_with_the_characters_that_differ(tmp_path):
    path = write_bytes(tmp_path / "list.csv", written("Café", "café", "£5").encode("cp1252"))
    intake = read(path)
    assert intake.encoding == "cp1252"
    assert intake.notices[0].startswith(
        "Read as Windows-1252; 3 characters differ from UTF-8: é £."
    )


def test_a_utf_8_file_with_stray_bytes_reports_each_line(tmp_path):
    lines = written("Café", "x", "y", "z").encode().split(b"\n")
    lines[2] = lines[2].replace(b"x", b"\xe9")
    lines[4] = lines[4].replace(b"z", b"\x93z\x94")
    faults = faults_of(write_bytes(tmp_path / "list.csv", b"\n".join(lines)))
    assert codes(faults) == [("IMPORT-010", 3), ("IMPORT-010", 5)]
    assert faults[0].value == r",31/03/2022,\xe9"
    assert "--encoding cp1252" in faults[0].remedy


def test_bytes_that_windows_1252_does_not_have_are_faults(tmp_path):
    content = written("Café", "x").encode("cp1252").replace(b",x", b",\x81")
    faults = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert codes(faults) == [("IMPORT-010", 3)]
    assert "not Windows-1252" in faults[0].problem


def test_a_stated_encoding_decides(tmp_path):
    path = write_bytes(tmp_path / "list.csv", written("Łódź").encode("cp1250"))
    assert read(path, encoding="cp1250").frame.column("team") == ("Łódź",)
    assert read(path, encoding="cp1250").notices == ()


def test_a_stated_encoding_must_exist(tmp_path):
    path = write_bytes(tmp_path / "list.csv", written("x").encode())
    (fault,) = faults_of(path, encoding="utf-9")
    assert fault.code == FaultCode.ENCODING


def test_utf_16_without_a_mark_is_read_when_it_is_named(tmp_path):
    path = write_bytes(tmp_path / "list.csv", written("Café").encode("utf-16-le"))
    (fault,) = faults_of(path)
    assert fault.code == FaultCode.FORMAT
    assert "--encoding utf-16-le" in fault.remedy
    assert read(path, encoding="utf-16-le").frame.column("team") == ("Café",)


def test_a_utf_16_file_that_breaks_off_is_refused(tmp_path):
    content = written("Café", "x").encode("utf-16")[:-1]
    assert codes(faults_of(write_bytes(tmp_path / "list.csv", content))) == [("IMPORT-010", 3)]


def test_a_nul_byte_is_reported_on_its_line(tmp_path):
    content = written("a", "b", "c").replace("b", "b\0").encode()
    assert codes(faults_of(write_bytes(tmp_path / "list.csv", content))) == [("IMPORT-011", 3)]


def test_a_file_without_a_line_break_is_refused_before_it_fills_the_memory(tmp_path):
    content = HEADER.encode() + b"x" * (20 << 20)
    (fault,) = faults_of(write_bytes(tmp_path / "list.csv", content))
    assert fault.code == FaultCode.LONG_VALUE
    assert "longer than 16 MB" in fault.problem
