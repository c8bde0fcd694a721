"""Files are written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from exports.errors import ExportError
from exports.whole_files import private_folder, write_text, write_whole


def test_a_file_is_written_and_is_its_owners_alone(tmp_path):
    path = write_text(tmp_path / "rates.json", "{}\n")
    assert path.read_text() == "{}\n"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.fixture(params=["unnamed until it is whole", "named from the start"])
def system(request, monkeypatch):
    """A system that has files without a name, where this one does, and one that has none."""
    if request.param == "named from the start":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these rights")
@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_on_every_system_a_file_is_its_owners_alone_and_replaces_the_old(tmp_path, system, umask):
    (tmp_path / "rates.json").write_text("old")
    before = os.umask(umask)
    try:
        path = write_text(tmp_path / "rates.json", "new")
    finally:
        os.umask(before)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux has files without a name")
def test_nothing_can_be_seen_of_a_file_before_it_is_whole(tmp_path):
    def look(file):
        file.write(b"half")
        file.flush()
        assert list(tmp_path.iterdir()) == []

    write_whole(tmp_path / "sheet.xlsx", look)
    assert (tmp_path / "sheet.xlsx").read_bytes() == b"half"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these rights")
def test_every_missing_folder_is_made_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        (tmp_path / "there").mkdir(mode=0o755)
        private_folder(tmp_path / "there" / "a" / "b")
    finally:
        os.umask(before)
    rights = [stat.S_IMODE((tmp_path / part).stat().st_mode) for part in ("there", "there/a/b")]
    assert rights == [0o755, 0o700]
    assert stat.S_IMODE((tmp_path / "there" / "a").stat().st_mode) == 0o700


def test_a_failure_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"old")

    def break_off(file):
        file.write(b"half of the n")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_whole(path, break_off)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_as_such_and_leaves_the_old_file(tmp_path):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"old")

    def fill_the_disk(file):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ExportError, match="the disk is full") as told:
        write_whole(path, fill_the_disk)
    assert str(path) in told.value.problem
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_open_elsewhere_is_named_and_another_name_offered(tmp_path, monkeypatch):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"old")
    (tmp_path / "sheet-2.xlsx").write_bytes(b"older")

    def refuse(self, target):
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportError) as told:
        write_text(path, "new")
    assert "sheet.xlsx cannot be written" in told.value.problem
    assert "Excel" in told.value.remedy
    assert "sheet-3.xlsx" in told.value.remedy
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ExportError, match="there is no folder"):
        write_text(tmp_path / "nowhere" / "rates.json", "{}")


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(ExportError, match="it is a folder"):
        write_text(tmp_path, "{}")


def test_text_that_utf8_cannot_hold_is_written_as_its_code(tmp_path):
    assert write_text(tmp_path / "a.txt", "a\udc80b").read_text() == "a\\udc80b"
