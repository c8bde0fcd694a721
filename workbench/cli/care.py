"""Warnings about what looks personal in the words of a command that are kept."""

from collections.abc import Mapping
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
    from workbench.audits.privacy.warnings import warning_of

    for called, text in kept.items():
        if warning := warning_of(text, today=at.clock().date(), called=called):
            warn(f"{warning} It is kept as it is.")


def warn(line: str) -> None:
    """Print a warning."""
    typer.echo(f"Warning: {line}", err=True)
