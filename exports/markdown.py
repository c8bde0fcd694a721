"""The report as one page of Markdown, for a message or a meeting paper."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from exports.comparison_words import (
    files_words,
    ours_words,
    signed_points,
)
from exports.comparison_words import interval_words as difference_words
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
    blocks = (
        f"**{_text(report.marking)}**",
        f"# {_text(report.audit)}",
        *_section(headline_section(report)),
        *_rates("Indicators", report.indicators),
        *_rates("Rates", report.rates),
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


def _rates(title: str, lines: Sequence[RateLine]) -> tuple[str, ...]:
    if not lines:
        return ()
    return f"## {title}", _table(_HEADERS, map(_rate, lines))


def _rate(line: RateLine) -> tuple[str, ...]:
    return (
        _text(line.id),
        _text(line.text),
        f"{number(line.met)} of {number(line.applicable)}",
        rate_words(line),
        interval_words(line),
        style_words(line),
        remark(line),
    )


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
        difference_words(line),
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
