"""What the statistics refuse, told as every other problem is: in words, in the notice line."""

from collections.abc import Iterator
from contextlib import contextmanager

from workbench.errors import WorkbenchError


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
