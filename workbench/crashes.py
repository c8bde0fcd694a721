"""A fault of the program itself: a plain last message, and a note that holds no case data."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.settings import settings_path
from workbench.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT: Final = """Casefile Workbench met a fault of its own.
This note names the fault and the lines of the program that led to it. It holds no text of the
fault, no value and nothing of any case."""


def last_words(error: BaseException) -> str:
    """Keep a note of a fault, and return the message to leave with."""
    place = keep_note(error)
    kept = (
        f"A note of the fault, without any case data, is in {place}: please send it on."
        if place
        else "No note of the fault could be written."
    )
    return (
        f"Casefile Workbench had to stop: a fault of its own ({type(error).__name__}).\n"
        "Every answer that was said to be saved is saved.\n"
        f"{kept}\n"
    )


def keep_note(error: BaseException) -> Path | None:
    """Write the note beside the settings; None where it cannot be written."""
    from exports.errors import ExportError
    from exports.whole_files import private_folder, write_text

    now = datetime.now(UTC)
    path = settings_path().parent / "faults" / f"fault-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        private_folder(path.parent)
        return write_text(path, note_of(error, at=now))
    except (OSError, ExportError):
        return None


def note_of(error: BaseException, *, at: datetime) -> str:
    """Return what the note says: kinds of fault and lines of code, never what a fault says.

    The text of a fault may quote a value, and a line of code is told by its number alone.
    """
    python = sys.version.split()[0]
    lines = [ABOUT, "", f"{at.isoformat()}  version {VERSION}  Python {python}"]
    return "\n".join([*lines, *_causes(error), ""])


def _causes(error: BaseException | None) -> "Iterator[str]":
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__name__}"
        for frame, line in traceback.walk_tb(error.__traceback__):
            code = frame.f_code
            yield f"  {'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}"
        error = error.__cause__ or error.__context__
