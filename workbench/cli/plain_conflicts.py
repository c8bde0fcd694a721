"""Two auditors at one question, line by line: both answers printed, and a line typed to choose."""

from collections.abc import Callable
from functools import partial
from typing import Final

import typer

from workbench.audits.reviews.conflicts import AnswerConflict, Side
from workbench.audits.reviews.scoring import Scoring
from workbench.audits.reviews.standing import Change

CHOICE: Final = "Type a to keep theirs, b to put yours in its place, v to read the notes."


def settled(
    scoring: Scoring, save: Callable[[], Change], read: Callable[[], str | None]
) -> Change | None:
    """Save something; where another person was first, ask whose is to stand.

    Returns:
        The change; None where theirs stands, or the lines ended before one was chosen.
    """
    put: Callable[[], Change] = save
    while True:
        try:
            change = put()
        except AnswerConflict as conflict:
            if not _is_mine(scoring, conflict, read):
                return None
            put = partial(scoring.put_mine, conflict, save)
        else:
            if change.also_by:
                typer.echo(f"{change.also_by} had saved the same already.")
            return change


def _is_mine(scoring: Scoring, conflict: AnswerConflict, read: Callable[[], str | None]) -> bool:
    """Ask until one is chosen. True where mine is to be put in the place of theirs."""
    typer.echo(str(conflict))
    while True:
        typer.echo(CHOICE)
        line = read()
        choice = "" if line is None else line.strip()
        if line is None:
            typer.echo("Nothing was chosen: theirs stands.")
            return False
        if choice == "a":
            scoring.take_theirs(conflict)
            typer.echo(f"Kept theirs. The history tells of yours too.{_typed(conflict)}")
            return False
        if choice == "b":
            return True
        if choice == "v":
            typer.echo(f"Theirs: {_note(conflict.theirs)}\nYours: {_note(conflict.mine)}")


def _note(side: Side) -> str:
    return side.note or "no note."


def _typed(conflict: AnswerConflict) -> str:
    """Return the note that was typed, so that it can be copied from where it stands."""
    return f" Your note was: {conflict.mine.note}" if conflict.mine.note else ""
