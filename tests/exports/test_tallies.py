"""A figure must follow from the cases that are shown with it."""

from dataclasses import replace

import pytest

from exports.errors import ExportError
from exports.tallies import check_counts
from tests.exports.reports import large_report, small_report


def with_line(report, at, **changes):
    lines = list(report.rates)
    lines[at] = replace(lines[at], **changes)
    return replace(report, rates=tuple(lines))


@pytest.mark.parametrize("report", [small_report(), large_report()], ids=["small", "large"])
def test_a_true_report_passes(report):
    check_counts(report)


def test_a_count_that_differs_is_named_with_both_figures():
    with pytest.raises(ExportError) as told:
        check_counts(with_line(small_report(), 1, met=7, partly_met=0))
    assert "PLAN-02" in told.value.problem
    assert "the report says met 7" in told.value.problem
    assert "the cases say met 6" in told.value.problem


def test_unanswered_cases_are_counted_too():
    with pytest.raises(ExportError, match="PLAN-02"):
        check_counts(with_line(small_report(), 1, unanswered=0))


def test_an_answer_that_nobody_knows_is_refused_even_if_no_count_holds_it():
    report = with_line(small_report(), 0, met=11)
    first = report.cases[0]
    strange = (replace(first.answers[0], answer="perhaps"), *first.answers[1:])
    cases = (replace(first, answers=strange), *report.cases[1:])
    with pytest.raises(ExportError, match="perhaps 1"):
        check_counts(replace(report, cases=cases))


def test_an_indicator_must_follow_from_its_outcomes():
    report = small_report()
    wrong = (replace(report.indicators[0], met=11, not_met=1),)
    with pytest.raises(ExportError, match="plan-adequate"):
        check_counts(replace(report, indicators=wrong))


def test_the_rate_of_a_simple_sample_is_met_of_applicable():
    with pytest.raises(ExportError, match="the rate of PLAN-02"):
        check_counts(with_line(small_report(), 1, rate=0.5))


def test_a_rate_where_none_was_applicable_is_refused():
    with pytest.raises(ExportError, match="the rate of PLAN-03"):
        check_counts(with_line(small_report(), 2, rate=0.0))


def test_other_designs_weigh_their_cases():
    report = with_line(small_report(), 1, rate=0.5)
    check_counts(replace(report, draw=replace(report.draw, design="stratified")))
