"""Shares as they are typed: 0.1, or 10%."""

from workbench.errors import WorkbenchError


def read_share(typed: str | float) -> float:
    """Return a share from 0 to 1 from what was typed, as 0.1 or 10%; a number is what it is.

    Raises:
        WorkbenchError: It is no number.
    """
    number, percent, rest = str(typed).strip().partition("%")
    try:
        return float("" if rest else number) / (100 if percent else 1)
    except ValueError:
        raise WorkbenchError(
            f"{typed!r} is no share of the cases.", "Write it as 0.4 or 40%."
        ) from None
