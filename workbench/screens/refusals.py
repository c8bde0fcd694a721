"""What was refused or could not be saved, told as it is seen: in words, in the notice line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from workbench.errors import NotSaved, WorkbenchError
from workbench.widgets.notice_line import Notice, Tone

PATH_AT_MOST: Final = 48
"""So much of a path fits a notice beside what went wrong and what to do."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the statistics refuse into a problem and a remedy.

    Raises:
        WorkbenchError: In place of a SamplingError.
    """
    from sampling.errors import SamplingError

    try:
        yield
    except SamplingError as error:
        problem = f"{error.problem[:1].upper()}{error.problem[1:]}"
        raise WorkbenchError(f"{problem.rstrip('.')}.", error.hint) from None


def not_saved(error: NotSaved, where: str, next_step: str) -> Notice:
    """Return why, where and what next; of a long path its end, or the last of it would be cut.

    Args:
        error: Why.
        where: The record, as the error names it.
        next_step: What to do, beside what the error says.
    """
    problem = f"{error.problem[:1].lower()}{error.problem[1:]}".replace(where, _end_of(where))
    return Notice(f"{problem} {error.remedy} {next_step}".rstrip(), Tone.BAD)


def _end_of(path: str) -> str:
    return path if len(path) <= PATH_AT_MOST else f"…{path[1 - PATH_AT_MOST :]}"
