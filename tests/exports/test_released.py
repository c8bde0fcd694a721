"""Released rates are read back as they were said: every rate, time, and the agreement beside it."""

import json
from dataclasses import replace

from exports.plain import rates_json
from exports.released import released_agreement, released_lines, released_times
from exports.report import RateLine, Report, TimeLine
from tests.exports.agreements import PARADOX, PLAIN, line_of_table
from tests.exports.reports import small_report

TIME = TimeLine("SUP-03", "hours", "report to plan", 3, 2, 1.5, None, 36.0)


class Figures:
    """What is released of a report."""

    def __init__(self, report: Report) -> None:
        self.audit, self.population = report.audit, report.population.name
        self.frame_size, self.sample_size = 200, report.sample_size
        self.confidence = report.confidence
        self.questions: tuple[RateLine, ...] = tuple(report.rates)
        self.indicators: tuple[RateLine, ...] = tuple(report.indicators)
        self.times: tuple[TimeLine, ...] = (TIME,)
        self.agreement = tuple(
            replace(line_of_table("x", table), id=rate.id)
            for rate, table in zip(report.rates[:2], (PARADOX, PLAIN), strict=True)
        )


def test_what_was_said_is_read_back() -> None:
    said = Figures(small_report())
    figures = json.loads(json.dumps(rates_json(said)))
    assert released_agreement(figures) == said.agreement
    assert released_times(figures) == (TIME,)
    ids = [line.id for line in released_lines(figures["questions"])]
    assert ids == [line.id for line in said.questions]


def test_where_nothing_was_read_twice_there_is_nothing_to_read_back() -> None:
    said = Figures(small_report())
    said.agreement, said.times = (), ()
    figures = json.loads(json.dumps(rates_json(said)))
    assert (released_agreement(figures), released_times(figures)) == ((), ())
