"""The counts of a report, made again from its cases: a figure must follow from what is shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from exports.errors import ExportError
from exports.report import AnswerPart, CasePart, RateLine, Report
from exports.wording import ANSWER_WORDS

_TOLERANCE: Final = 1e-9


def check_counts(report: Report) -> None:
    """Refuse a report in which a count or a rate does not follow from the answers of its cases.

    The rate is checked for simple random samples; other designs weigh their cases.

    Raises:
        ExportError: Names the question and the figures that differ.
    """
    _check_lines(report.rates, [case.answers for case in report.cases])
    if has_indicator_outcomes(report.cases):
        _check_lines(report.indicators, [case.indicators for case in report.cases])
    if is_unweighted(report):
        for line in (*report.rates, *report.indicators):
            _check_rate(line)


def has_indicator_outcomes(cases: Iterable[CasePart]) -> bool:
    """Return whether the cases say how each came out on the headline indicators."""
    return any(case.indicators for case in cases)


def is_unweighted(report: Report) -> bool:
    """Return whether every case speaks for as many others, so that a rate is met / applicable."""
    return report.draw.design == "simple"


def _follows_from_counts(line: RateLine) -> bool:
    if line.rate is None or line.applicable == 0:
        return line.rate is None and line.applicable == 0
    return abs(line.rate - line.met / line.applicable) < _TOLERANCE


def _check_lines(lines: Iterable[RateLine], cases: list[tuple[AnswerPart, ...]]) -> None:
    tallies: dict[str, Counter[str]] = {}
    for answers in cases:
        for part in answers:
            tallies.setdefault(part.question, Counter())[part.answer] += 1
    for line in lines:
        _check_line(line, tallies.get(line.id, Counter()), cases=len(cases))


def _check_line(line: RateLine, tally: Mapping[str, int], *, cases: int) -> None:
    stated = _stated(line)
    found = {answer: tally.get(answer, 0) for answer in stated}
    found[""] = cases - sum(tally.values()) + tally.get("", 0)
    unknown = set(tally) - set(stated)
    if unknown or stated != found:
        raise _inconsistent(
            f"the counts of {line.id} do not follow from its cases: the report says "
            f"{_counted(stated)}; the cases say {_counted({**found, **tally, '': found['']})}"
        )


def _stated(line: RateLine) -> dict[str, int]:
    return {
        "met": line.met,
        "partly_met": line.partly_met,
        "not_met": line.not_met,
        "not_evidenced": line.not_evidenced,
        "not_applicable": line.not_applicable,
        "": line.unanswered,
    }


def _check_rate(line: RateLine) -> None:
    if not _follows_from_counts(line):
        raise _inconsistent(
            f"the rate of {line.id} does not follow from its counts: {line.rate} is not "
            f"{line.met} of {line.applicable}"
        )


def _counted(tally: Mapping[str, int]) -> str:
    return ", ".join(f"{ANSWER_WORDS.get(key, key)} {count}" for key, count in tally.items())


def _inconsistent(problem: str) -> ExportError:
    return ExportError(
        problem, "Nothing was written. Verify the record, and report this as a defect."
    )
