"""Plain data of an audit: answers as CSV, rates and the whole report as JSON.

A CSV cell that starts with `= + - @`, a tab or a line end is run as a formula by spreadsheets, so
such a cell is written with an apostrophe before it (CWE-1236). `restored_text` takes exactly that
apostrophe away again, so what is exported and imported comes back unchanged. A text that begins
with apostrophes and then such a sign gets one more, for the same reason.
"""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Final, Protocol

from exports.agreement import AgreementLine, by_question
from exports.report import RateLine, Report, TimeLine
from exports.whole_files import write_text

ANSWER_COLUMNS: Final = (
    "case",
    "question",
    "answer",
    "note",
    "auditor",
    "time",
    "good_practice",
)
_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r\n\0]")
_NEUTRALISED: Final = re.compile(r"'+[=+\-@\t\r\n\0]")


def neutralised_text(text: str) -> str:
    """Return the text as a CSV cell that no spreadsheet runs as a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored_text(cell: str) -> str:
    """Return the text that `neutralised_text` made a cell of; other cells come back unchanged."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def answers_csv(report: Report) -> str:
    """Return every answer as CSV: case, question, answer, note, auditor, time, good practice.

    The answers are those that count: what a rule set to not applicable is among them. A question
    without an answer has no line, so the file can be imported as it is. The auditor is who gave
    the answer that stands; where a rule set it, who began the review of the case.
    """
    written = StringIO()
    lines = csv.writer(written)
    lines.writerow(ANSWER_COLUMNS)
    lines.writerows(
        map(
            neutralised_text,
            (
                case.reference,
                part.question,
                part.answer,
                part.note,
                part.by,
                part.time,
                "yes" if part.good_practice else "",
            ),
        )
        for case in report.cases
        for part in case.answers
        if part.answer
    )
    return written.getvalue()


class AuditRates(Protocol):
    """The rates of an audit, or of one group of its cases, whoever worked them out."""

    @property
    def audit(self) -> str:
        """The name of the audit."""

    @property
    def population(self) -> str:
        """The name of the list that was sampled."""

    @property
    def frame_size(self) -> int:
        """The number of eligible cases."""

    @property
    def sample_size(self) -> int:
        """The number of cases in the sample."""

    @property
    def confidence(self) -> float:
        """The confidence of the intervals, a fraction of 1."""

    @property
    def questions(self) -> Sequence[RateLine]:
        """The rate of each question."""

    @property
    def indicators(self) -> Sequence[RateLine]:
        """The rate of each headline indicator."""

    @property
    def times(self) -> Sequence[TimeLine]:
        """How long things took, for each question that was answered by a time."""

    @property
    def agreement(self) -> Sequence[AgreementLine]:
        """How far two readers agree, for each question and indicator that was read twice."""


def rates_json(rates: AuditRates) -> dict[str, object]:
    """Return the rates of an audit as plain data, rates and limits as fractions of 1.

    A figure that does not exist, because no case was applicable, is None (`null`). There is a list
    of `times` only where a question was answered by one. Where cases were read twice, each question
    and indicator has its `agreement`, None for one that was not.
    """
    agreement = by_question(rates.agreement)
    return {
        "audit": rates.audit,
        "population": rates.population,
        "frame_size": rates.frame_size,
        "sample_size": rates.sample_size,
        "confidence": rates.confidence,
        "questions": [_rate(line, agreement) for line in rates.questions],
        "indicators": [_rate(line, agreement) for line in rates.indicators],
    } | ({"times": [asdict(line) for line in rates.times]} if rates.times else {})


def report_json(report: Report) -> dict[str, object]:
    """Return everything in a report as plain data, the rates in the form of `rates_json`."""
    parts = {
        each.name: _plain(getattr(report, each.name))
        for each in fields(report)
        if each.name not in {"rates", "indicators", "times", "agreement"}
    }
    return {**parts, "rates": rates_json(_rates_of(report))}


def write_answers(report: Report, path: Path) -> Path:
    """Write the answers as CSV.

    Raises:
        ExportError: The file cannot be written.
    """
    return write_text(path, answers_csv(report))


def write_json(data: Mapping[str, object], path: Path) -> Path:
    """Write plain data as JSON.

    Raises:
        ExportError: The file cannot be written.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return write_text(path, text + "\n")


@dataclass(frozen=True, slots=True)
class _ReportRates:
    audit: str
    population: str
    frame_size: int
    sample_size: int
    confidence: float
    questions: tuple[RateLine, ...]
    indicators: tuple[RateLine, ...]
    times: tuple[TimeLine, ...]
    agreement: tuple[AgreementLine, ...]


def _rates_of(report: Report) -> _ReportRates:
    return _ReportRates(
        audit=report.audit,
        population=report.population.name,
        frame_size=report.population.frame_size,
        sample_size=report.sample_size,
        confidence=report.confidence,
        questions=report.rates,
        indicators=report.indicators,
        times=report.times,
        agreement=report.agreement,
    )


def _rate(line: RateLine, agreement: Mapping[str, AgreementLine]) -> dict[str, object]:
    return {
        "id": line.id,
        "checklist": line.checklist,
        "text": line.text,
        "met": line.met,
        "partly_met": line.partly_met,
        "not_met": line.not_met,
        "not_evidenced": line.not_evidenced,
        "not_applicable": line.not_applicable,
        "unanswered": line.unanswered,
        "applicable": line.applicable,
        "rate": line.rate,
        "low": line.low,
        "high": line.high,
        "method": line.method,
        "hmicfrs_half_width": line.hmicfrs_half_width,
        "lenient_rate": line.lenient_rate,
    } | ({"agreement": _agreement(agreement.get(line.id))} if agreement else {})


def _agreement(line: AgreementLine | None) -> dict[str, object] | None:
    """Return the agreement beside a rate without its id, which the rate has."""
    if line is None:
        return None
    return {key: value for key, value in asdict(line).items() if key != "id"}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime) else value
