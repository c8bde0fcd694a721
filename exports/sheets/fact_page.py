"""Sections of labelled facts, one under the other."""

from collections.abc import Iterable
from typing import Final

from exports.facts import Fact, Section
from exports.sheets import looks
from exports.sheets.sheet import Column, Sheet

FACT_COLUMNS: Final = (Column("Fact", 34), Column("Value", 110))
_FIRST_SECTION_ROW: Final = 5


def write_sections(sheet: Sheet, sections: Iterable[Section], *, row: int = 0) -> int:
    """Write sections in the first two columns from a row down; return the next free row."""
    row = row or _FIRST_SECTION_ROW
    for section in sections:
        sheet.text(row, 1, section.title, looks.SECTION)
        for at, fact in enumerate(section.facts, start=row + 1):
            _write_fact(sheet, at, fact)
        row += len(section.facts) + 2
    return row


def _write_fact(sheet: Sheet, row: int, fact: Fact) -> None:
    sheet.text(row, 1, fact.label, looks.LABEL)
    if isinstance(fact.value, int):
        sheet.number(row, 2, fact.value, looks.LEFT_COUNT)
    else:
        sheet.text(row, 2, fact.value, looks.FIXED if fact.verbatim else looks.WRAPPED)
