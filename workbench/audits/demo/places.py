"""Where the example force is kept, and which files in that folder are its own."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exports.whole_files import private_folder, write_text
from workbench.errors import WorkbenchError

MARK: Final = "made-by-workbench-demo.txt"
RECORD: Final = "northshire.record"
LIST: Final = "northshire-crimes.csv"
RAW_LIST: Final = "northshire-crimes-with-faults.csv"
PLANTED_FAULTS: Final = "northshire-planted-faults.csv"
TRUTH: Final = "northshire-truth.csv"
MADE: Final = (
    *(f"{RECORD}{ending}" for ending in ("-wal", "-shm", "-journal", "")),
    LIST,
    RAW_LIST,
    PLANTED_FAULTS,
    TRUTH,
    MARK,
)
"""Every file that is made, the mark last: whatever else lies in the folder is left alone."""
FINISHED: Final = "Made by workbench demo"
ENVIRONMENT: Final = "WORKBENCH_DEMO"


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """The files of the example force, and the audit to go on with.

    Attributes:
        list: The list that imports clean.
        raw_list: The list as it came, with planted faults.
        planted_faults: Each planted fault with its line.
        truth: The true rate of every question, by month.
        audit: The name of the audit that is the next step.
    """

    folder: Path
    record: Path
    list: Path
    raw_list: Path
    planted_faults: Path
    truth: Path
    audit: str = ""


def place_in(folder: Path) -> DemoPlace:
    """Return where everything is, or would be, in a folder."""
    return DemoPlace(
        folder=folder,
        record=folder / RECORD,
        list=folder / LIST,
        raw_list=folder / RAW_LIST,
        planted_faults=folder / PLANTED_FAULTS,
        truth=folder / TRUTH,
    )


def demo_folder() -> Path:
    """Return the folder of the example force: WORKBENCH_DEMO, else one in the user's data."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("casefile-workbench", appauthor=False) / "northshire-demo"


def is_there(folder: Path) -> bool:
    """Whether the example force was made here, to its end."""
    mark = folder / MARK
    return mark.is_file() and FINISHED in mark.read_text(encoding="utf-8")


def prepare(folder: Path) -> DemoPlace:
    """Make a private folder and mark it as the example's own.

    Raises:
        WorkbenchError: Files that it would write are there already, or it cannot be made.
    """
    taken = sorted(name for name in MADE if (folder / name).exists())
    if taken:
        raise WorkbenchError(
            f"{folder} holds {taken[0]} already.",
            "Use workbench demo --reset to make the example anew, or choose another folder.",
        )
    try:
        private_folder(folder)
    except OSError as error:
        raise WorkbenchError(
            f"The folder {folder} cannot be made: {error.strerror}.",
            "Name another in WORKBENCH_DEMO.",
        ) from None
    write_text(folder / MARK, "workbench demo has begun to write its files here.\n")
    return place_in(folder)


def finish(folder: Path, seed: str) -> None:
    """Note in the folder that all of it was made."""
    write_text(folder / MARK, f"{FINISHED} with the seed {seed}. All of it is invented.\n")


def clear(folder: Path) -> None:
    """Delete the files of the example force and nothing else.

    Raises:
        WorkbenchError: The folder was not made by the demo, or a file cannot be deleted.
    """
    if not (folder / MARK).is_file():
        if any((folder / name).exists() for name in MADE):
            raise WorkbenchError(
                f"{folder} was not made by workbench demo, so nothing in it is deleted.",
                "Name another folder in WORKBENCH_DEMO.",
            )
        return
    try:
        for name in MADE:
            (folder / name).unlink(missing_ok=True)
        _clear_backups(folder / RECORD)
    except OSError as error:
        raise WorkbenchError(
            f"{error.filename} cannot be deleted: {error.strerror}.",
            "Close the app that has it open, and try again.",
        ) from None


def _clear_backups(record: Path) -> None:
    """Delete the backups of the example, or the next one would be taken for a record that is lost.

    Raises:
        OSError: One of them cannot be deleted.
    """
    from workbench.record.backups import backups_folder, kept_backups

    for kept in kept_backups(record):
        kept.path.unlink()
    with suppress(OSError):
        backups_folder(record).rmdir()  # it stays where it holds anything else
