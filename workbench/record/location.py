"""Where the record is: the one asked for, or the one in the user's own data folder."""

import os
from pathlib import Path
from typing import Final

from workbench.errors import RecordUnusable

FILE_NAME: Final = "workbench.record"
ENVIRONMENT: Final = "WORKBENCH_RECORD"
NETWORK_SYSTEMS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs"})
MOUNTS: Final = Path("/proc/mounts")


def record_path(asked: str | None = None) -> Path:
    """Return the path of the record: as asked, else WORKBENCH_RECORD, else the user's own.

    Raises:
        RecordUnusable: It is an address of a database server, or lies on a network share.
    """
    place = asked or os.environ.get(ENVIRONMENT)
    if place is None:
        from platformdirs import user_data_path

        return user_data_path("casefile-workbench", appauthor=False) / FILE_NAME
    if "://" in place:
        raise RecordUnusable(
            f"{place.split('://', 1)[0]} databases are not supported by this version.",
            "Give the path of a file on this computer.",
        )
    path = Path(place).expanduser().absolute()
    if is_on_network(path):
        raise RecordUnusable(
            f"{path} is on a network share, where a record can be damaged.",
            "Keep the record on this computer's own disk.",
        )
    return path


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
