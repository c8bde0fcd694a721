"""Where the record is: a file on this computer, or a team's database on a server."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.errors import RecordUnusable

FILE_NAME: Final = "workbench.record"
ENVIRONMENT: Final = "WORKBENCH_RECORD"
NETWORK_SYSTEMS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs"})
MOUNTS: Final = Path("/proc/mounts")
POSTGRESQL: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """The address of a team's database. Its text never shows the password."""

    url: str

    def __str__(self) -> str:
        from sqlalchemy import make_url

        shown = make_url(self.url).set(drivername="postgresql")
        return shown.render_as_string(hide_password=True)

    def __repr__(self) -> str:
        return f"ServerAddress({str(self)!r})"


Location = Path | ServerAddress


def record_location(asked: str | None = None) -> Location:
    """Return where the record is: as asked, else WORKBENCH_RECORD, else the user's own file.

    Raises:
        RecordUnusable: It is out of reach, on a network share, or on a kind of server that is not
            supported.
    """
    place = asked or os.environ.get(ENVIRONMENT)
    if place is None:
        from platformdirs import user_data_path

        path = _itself(user_data_path("casefile-workbench", appauthor=False) / FILE_NAME)
        _check_within_reach(path)
        return path
    if "://" in place:
        return _server(place)
    path = _itself(_from_home(place).absolute())
    _check_within_reach(path)
    if is_on_network(path):
        raise RecordUnusable(
            f"{path} is on a network share, where a record can be damaged.",
            "Keep the record on this computer's own disk, or a team's on a PostgreSQL server.",
        )
    return path


def _from_home(place: str) -> Path:
    try:
        return Path(place).expanduser()
    except RuntimeError:  # there is no such person on this computer
        return Path(place)


def _itself(path: Path) -> Path:
    """Return the file itself where a path is a link to it.

    What belongs to a record lies beside the file: its journal, its backups. A backup that took the
    place of the link would leave the file as it was, and two records where there was one.
    """
    islink, realpath = os.path.islink, os.path.realpath  # which raise nothing where none may look
    return Path(realpath(path)) if islink(path) else path


def _check_within_reach(path: Path) -> None:
    """Check that it can be told whether there is a file at a path.

    Raises:
        RecordUnusable: It cannot: a folder on the way may not be entered, or the name is too long.
    """
    try:
        path.exists()
    except OSError as error:
        raise RecordUnusable(
            f"{path} is out of reach: {error.strerror}.",
            "Check the name, and who may enter the folders that lead to it.",
        ) from None


def _server(place: str) -> ServerAddress:
    kind, rest = place.split("://", 1)
    if kind not in POSTGRESQL:
        raise RecordUnusable(
            f"A record cannot be kept on {kind}.",
            "Give the path of a file on this computer, or postgresql://SERVER/DATABASE.",
        )
    return ServerAddress(f"postgresql+psycopg://{rest}")


def is_on_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a path lies on a network file system, as far as the system tells."""
    if str(path).startswith("\\\\"):
        return True
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    points = [line.split()[1:3] for line in lines if len(line.split()) > 2]  # noqa: PLR2004
    over = [(point, kind) for point, kind in points if path.is_relative_to(point)]
    return bool(over) and max(over, key=lambda pair: len(pair[0]))[1] in NETWORK_SYSTEMS
