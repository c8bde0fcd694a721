"""Warnings about what looks personal in the words of a command that are kept."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from workbench.audits.desk import Desk


def warn_about(at: "Desk", kept: Mapping[str, str]) -> None:
    """Say on the error stream what each text looks to hold; what is printed for programs is apart.

    Args:
        at: The desk, whose clock tells today.
        kept: The texts, by what they are called at the beginning of a sentence.
    """
    warn_on(at.clock().date(), kept, colleagues=at.colleagues)


def warn_on(today: date, kept: Mapping[str, str], *, colleagues: Collection[str] = ()) -> None:
    """Warn as `warn_about` does, where there is no desk, on a day."""
    from workbench.audits.privacy.warnings import warning_of

    for called, text in kept.items():
        if warning := warning_of(text, today=today, called=called, colleagues=colleagues):
            warn(f"{warning} It is kept as it is.")


def warn(line: str) -> None:
    """Print a warning."""
    typer.echo(f"Warning: {line}", err=True)
