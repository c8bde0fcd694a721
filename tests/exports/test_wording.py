"""How figures, answers and moments are worded."""

from datetime import UTC, datetime

import pytest

from exports.wording import answer_words, interval, moment, percent, plus_or_minus, points


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [(181 / 240, "75.4%"), (1 / 16, "6.3%"), (11 / 80, "13.8%"), (0, "0.0%"), (1, "100.0%")],
)
def test_percentages_round_half_up_as_spreadsheets_do(fraction, shown):
    assert percent(fraction) == shown


def test_the_inspectorates_style_gives_points_with_one_decimal():
    assert plus_or_minus(181 / 240, 0.0533) == "75.4% ± 5.3"
    assert points(0.0533) == "5.3"


def test_that_style_says_so_where_it_has_no_half_width():
    assert plus_or_minus(1.0, None) == "100.0%, no ±"


def test_no_applicable_case_is_never_a_percentage():
    assert {percent(None), interval(None, None), plus_or_minus(None, None)} == {
        "no applicable case"
    }


def test_limits_are_shown_as_percentages():
    assert interval(0.69666, 0.80353) == "69.7% to 80.4%"


def test_an_answer_in_words_says_when_the_rule_gave_it():
    assert answer_words("partly_met") == "partly met"
    assert answer_words("not_applicable", by_rule=True) == "not applicable (by the rule)"
    assert answer_words("") == "unanswered"


def test_a_moment_is_given_to_the_minute_with_its_zone():
    assert moment(datetime(2026, 11, 2, 9, 5, 59, tzinfo=UTC)) == "2026-11-02 09:05 UTC"
    assert moment(datetime(2026, 11, 2, 9, 5)) == "2026-11-02 09:05"  # noqa: DTZ001 - no zone
