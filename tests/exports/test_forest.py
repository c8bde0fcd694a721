"""A rate and its interval as one line of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.forest import forest_axis, forest_line

FRACTIONS = st.floats(0, 1)


def test_the_interval_lies_between_its_ends_with_the_dot_at_the_rate():
    assert forest_line(0.5, 0.7, 0.9, 21) == "··········├───●───┤··"


def test_ascii_draws_the_same_line_without_line_drawing_characters():
    assert forest_line(0.5, 0.7, 0.9, 21, ascii_only=True) == "..........|---o---|.."


def test_all_met_puts_the_dot_on_the_upper_end():
    assert forest_line(0.9, 1.0, 1.0, 11) == "·········├●"


def test_a_rate_without_limits_is_a_dot_alone():
    assert forest_line(None, 0.5, None, 5) == "··●··"


def test_no_applicable_case_leaves_the_track_empty():
    assert forest_line(None, None, None, 5) == "·····"


@given(st.tuples(FRACTIONS, FRACTIONS, FRACTIONS).map(sorted), st.integers(3, 200))
def test_the_line_is_as_wide_as_asked_and_has_one_dot(limits, width):
    line = forest_line(*limits, width)
    assert len(line) == width
    assert line.count("●") == 1


def test_the_axis_stands_above_the_line():
    assert forest_axis(25) == "0%        50%        100%"
    assert len(forest_axis(8)) == 8


@pytest.mark.parametrize(("rate", "width"), [(1.2, 20), (-0.1, 20), (0.5, 2)])
def test_what_cannot_be_drawn_is_refused(rate, width):
    with pytest.raises(ValueError, match="forest line"):
        forest_line(rate, rate, rate, width)
