"""Where the record is, and where it may not be."""

from pathlib import Path

import pytest

from workbench.errors import RecordUnusable
from workbench.record.location import is_on_network, record_location


def test_what_was_asked_for_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_RECORD", "/somewhere/env.record")
    assert record_location("/somewhere/asked.record") == Path("/somewhere/asked.record")
    assert record_location() == Path("/somewhere/env.record")


def test_without_either_it_is_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    assert record_location().parts[-2:] == ("casefile-workbench", "workbench.record")


@pytest.mark.parametrize("kind", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_teams_server_is_named_without_its_password(kind: str) -> None:
    address = record_location(f"{kind}://auditor:hunter2@server/force")
    assert str(address) == "postgresql://auditor:***@server/force"
    assert "hunter2" not in repr(address)


def test_another_kind_of_server_is_refused_without_printing_its_password() -> None:
    with pytest.raises(RecordUnusable, match="cannot be kept on mysql") as caught:
        record_location("mysql://auditor:hunter2@server/force")
    assert "hunter2" not in str(caught.value)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/export /mnt/share/deep nfs4 rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "networked"),
    [
        ("/home/auditor/a.record", False),
        ("/mnt/share/a.record", True),
        ("/mnt/share/deep/a.record", True),
        ("/mnt/share/local/a.record", False),
        ("\\\\server\\share\\a.record", True),
    ],
)
def test_a_network_share_is_seen(tmp_path: Path, path: str, networked: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert is_on_network(Path(path), mounts) == networked


def test_a_link_is_followed_to_the_record_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its journal and its backups lie beside the file, and a restoration takes the file's place."""
    link = tmp_path / "link.record"
    link.symlink_to(tmp_path / "a.record")
    assert record_location(str(link)) == tmp_path / "a.record", "there or not"
    (tmp_path / "a.record").touch()
    assert record_location(str(link)) == tmp_path / "a.record"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("WORKBENCH_RECORD", raising=False)
    usual = tmp_path / "casefile-workbench" / "workbench.record"
    usual.parent.mkdir()
    usual.symlink_to(tmp_path / "a.record")
    assert record_location() == tmp_path / "a.record"
