"""The report as one page of Markdown, for a message or a meeting paper."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from exports.agreement import AgreementLine, by_question
from exports.agreement_words import (
    coefficient_words,
    difference_words,
    figures_words,
    remark_words,
    share_words,
)
from exports.comparison_words import (
    files_words,
    ours_words,
    signed_points,
)
from exports.comparison_words import interval_words as difference_interval
from exports.facts import Fact, Section
from exports.headline import headline_section, remark
from exports.method import method_sections
from exports.provenance import provenance_sections
from exports.rate_words import interval_words, rate_words, style_words
from exports.report import ComparisonLine, RateLine, Report
from exports.whole_files import write_text
from exports.wording import number

_MEANT_AS_TEXT: Final = re.compile(r"([\\`*_\[\]<>|#])")
_HEADERS: Final = ("ID", "Question", "Met of applicable", "Rate", "Interval", "HMICFRS style", "")
_READERS: Final = ("Readers agree", "AC1", "Kappa")

_COMPARED: Final = (
    "Baseline",
    "As published",
    "Ours",
    "Difference, points",
    "Interval",
    "Verdict",
    "Files still to read",
    "To be read with it",
)


def report_markdown(report: Report) -> str:
    """Return headline, rates, method and provenance as Markdown, the marking first and last."""
    agreement = by_question(report.agreement)
    blocks = (
        f"**{_text(report.marking)}**",
        f"# {_text(report.audit)}",
        *_section(headline_section(report)),
        *_rates("Indicators", report.indicators, agreement),
        *_rates("Rates", report.rates, agreement),
        *_agreements(report.agreement),
        *_comparisons(report.comparisons),
        *(block for section in method_sections(report) for block in _section(section)),
        *(block for section in provenance_sections(report) for block in _section(section)),
        f"**{_text(report.marking)}**",
    )
    return "\n\n".join(blocks) + "\n"


def write_markdown(report: Report, path: Path) -> Path:
    """Write the page.

    Raises:
        ExportError: The file cannot be written.
    """
    return write_text(path, report_markdown(report))


def _section(section: Section) -> tuple[str, str]:
    return f"## {_text(section.title)}", _table(("", ""), map(_fact, section.facts))


def _fact(fact: Fact) -> tuple[str, str]:
    if isinstance(fact.value, int):
        return _text(fact.label), number(fact.value)
    return _text(fact.label), _code(fact.value) if fact.verbatim else _text(fact.value)


def _rates(
    title: str, lines: Sequence[RateLine], agreement: Mapping[str, AgreementLine]
) -> tuple[str, ...]:
    if not lines:
        return ()
    headers = (*_HEADERS[:-1], *_READERS, *_HEADERS[-1:]) if agreement else _HEADERS
    return f"## {title}", _table(headers, (_rate(line, agreement) for line in lines))


def _rate(line: RateLine, agreement: Mapping[str, AgreementLine]) -> tuple[str, ...]:
    return (
        _text(line.id),
        _text(line.text),
        f"{number(line.met)} of {number(line.applicable)}",
        rate_words(line),
        interval_words(line),
        style_words(line),
        *(_readers(agreement.get(line.id)) if agreement else ()),
        remark(line),
    )


def _readers(line: AgreementLine | None) -> tuple[str, ...]:
    if line is None:
        return "not read twice", "", ""
    part = line.met
    return share_words(part.percent), coefficient_words(part.ac1), coefficient_words(part.kappa)


def _agreements(lines: Sequence[AgreementLine]) -> tuple[str, ...]:
    if not lines:
        return ()
    headers = ("ID", "About", "Agreement, AC1 and kappa, with their intervals", "How to read it")
    rows = (
        (_text(line.id), about, figures_words(part), _text(remark_words(part)))
        for line in lines
        for about, part in line.parts
    )
    differences = "\n".join(f"- {_text(line.id)}: {difference_words(line)}" for line in lines)
    return "## Agreement of two readers", _table(headers, rows), differences


def _comparisons(lines: Sequence[ComparisonLine]) -> tuple[str, ...]:
    if not lines:
        return ()
    sentences = "\n".join(f"- {_text(line.sentence)}" for line in lines)
    return "## Baselines", _table(_COMPARED, map(_comparison, lines)), sentences


def _comparison(line: ComparisonLine) -> tuple[str, ...]:
    return (
        _text(line.baseline),
        _text(line.published),
        ours_words(line),
        signed_points(line.difference),
        difference_interval(line),
        f"**{_text(line.word)}**",
        files_words(line),
        _text(f"{line.standing}. {' '.join(line.caveats)}"),
    )


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (headers, ["---"] * len(headers), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _text(text: str) -> str:
    """Escape what Markdown would act on, and keep a cell on its line."""
    return _MEANT_AS_TEXT.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""
