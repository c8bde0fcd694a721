"""The lines round every screen: keys that fit, the step in brackets, and counts in words."""

import pytest

from workbench.audits.reviews.scoring import Progress
from workbench.commands import Choose, Command, GoUp, Help, key_words
from workbench.widgets.glyphs import DRAWN, PLAIN
from workbench.widgets.key_bar import fitting_commands
from workbench.widgets.progress_line import progress_words
from workbench.widgets.step_strip import STEP_WORDS, strip_text


def test_keys_that_do_not_fit_are_left_out_whole_and_help_never() -> None:
    commands = (Choose, GoUp, Help)
    assert fitting_commands(commands, 80) == commands
    assert fitting_commands(commands, 20) == (Choose, Help)
    assert fitting_commands(commands, 1) == (Help,)


@pytest.mark.parametrize("step", STEP_WORDS)
def test_the_present_step_is_marked_in_brackets_and_nothing_moves(step: str) -> None:
    text = strip_text(step)
    assert f"{STEP_WORDS[step]}]" in text
    assert text.count("[") == 1
    assert len(text) == len(strip_text("population"))


def test_a_command_is_named_by_its_class_and_explained_by_its_docstring() -> None:
    class DrawSample(Command):
        """Seal the plan, and draw."""

        keys = ("ctrl+d", "comma")

    assert DrawSample.action() == "draw_sample"
    assert DrawSample.name() == "Draw sample"
    assert DrawSample.help() == "Seal the plan, and draw."
    assert DrawSample.key_words() == "ctrl+d, ,"
    assert key_words("escape") == "esc"


def test_progress_says_what_there_is_to_say() -> None:
    bare = Progress(
        cases=60,
        complete=0,
        answered_here=5,
        to_answer_here=14,
        flagged=0,
        notes_owed=0,
        median_minutes=None,
    )
    assert progress_words(bare, DRAWN) == "0/60 cases complete · this case 5/14"
    full = Progress(
        cases=60,
        complete=12,
        answered_here=5,
        to_answer_here=14,
        flagged=2,
        notes_owed=1,
        median_minutes=6.54,
    )
    assert progress_words(full, PLAIN) == (
        "12/60 cases complete, this case 5/14, 2 flagged, 1 note is owed, median 6.5 min a case"
    )


def test_progress_fits_80_columns_at_its_longest() -> None:
    most = Progress(
        cases=240,
        complete=181,
        answered_here=14,
        to_answer_here=14,
        flagged=12,
        notes_owed=0,
        median_minutes=12.5,
    )
    assert len(progress_words(most, DRAWN)) <= 78
