"""The cases down, the questions across: one short code for each answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType
from typing import Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter

from exports.report import AnswerPart, CasePart, Report
from exports.sheets import looks
from exports.sheets.book import Book
from exports.sheets.looks import Look
from exports.sheets.print_setup import continue_across
from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column, Sheet, reference_width, width_for

TITLE: Final = "Cases"
BY_RULE: Final = "NA-R"
CODES: Final = MappingProxyType(
    {
        "met": "M",
        "partly_met": "P",
        "not_met": "N",
        "not_evidenced": "NE",
        "not_applicable": "NA",
        "": "",
    }
)


@dataclass(frozen=True, slots=True)
class _FactColumn:
    """A column that says something about the case itself."""

    title: str
    width: float
    of: Callable[[CasePart], str | float]
    look: Look
    header: Look = looks.HEADER


def _minutes(case: CasePart) -> float:
    return case.active_minutes


def _yes(truth: bool) -> str:  # noqa: FBT001 - it says what it is given
    return "yes" if truth else "no"


_ORDER: Final = _FactColumn("Order", 7, lambda case: case.order, looks.ORDER, looks.CODE_HEADER)
_STRATUM: Final = _FactColumn("Stratum", 16, lambda case: case.stratum, looks.WRAPPED)
_TRAILING: Final = (
    _FactColumn("Auditor", 14, lambda case: case.auditor, looks.WRAPPED),
    _FactColumn("Complete", 10, lambda case: _yes(case.complete), looks.CODE, looks.CODE_HEADER),
    _FactColumn("Minutes", 9, _minutes, looks.MINUTES, looks.FIGURE_HEADER),
)

_GUIDE: Final = (
    "M met   P partly met   N not met   NE not evidenced   NA not applicable   "
    "NA-R not applicable by the rule   blank: unanswered"
)
_TINTS: Final = MappingProxyType(
    {"M": "DCFCE7", "P": "FEF3C7", "N": "FECACA", "NE": "FFE4C7", "NA": "E5E7EB", BY_RULE: "E5E7EB"}
)
_WIDEST_FIELD: Final = 30
_CODE_WIDTH: Final = 5.5
_PAGE_WIDTH: Final = 230
"""The characters across a landscape page that can still be read."""


@dataclass(frozen=True, slots=True)
class CaseGrid:
    """What stands where on the sheet of cases, so that counts can refer to it."""

    facts: tuple[_FactColumn, ...]
    items: tuple[str, ...]
    last_row: int

    @property
    def first_item(self) -> int:
        """The column of the first question."""
        return len(self.facts) + 1

    def codes_of(self, item: str) -> str | None:
        """Return the cells with the codes of a question or indicator, if there are any."""
        if item not in self.items or self.last_row < FIRST_ROW:
            return None
        letter = get_column_letter(self.first_item + self.items.index(item))
        return f"{TITLE}!${letter}${FIRST_ROW}:${letter}${self.last_row}"


def case_grid(report: Report) -> CaseGrid:
    """Return what stands where on the sheet of cases."""
    return CaseGrid(
        facts=_fact_columns(report.cases),
        items=_items(report),
        last_row=HEADER_ROW + len(report.cases),
    )


def write_cases(book: Book, report: Report, grid: CaseGrid) -> None:
    """Write the sheet of cases."""
    columns = _columns(grid)
    sheet = book.grid(TITLE, _GUIDE, columns, frozen_columns=2)
    for row, case in enumerate(report.cases, start=FIRST_ROW):
        _write_facts(sheet, row, case, grid.facts)
        _write_codes(sheet, row, case, grid)
    sheet.table(TITLE, first_row=HEADER_ROW, last_row=grid.last_row, width=len(columns))
    continue_across(sheet.ws, pages=_pages(columns), repeated_columns="A:B")
    _tint(sheet, grid)


def answer_code(part: AnswerPart) -> str:
    """Return the code of an answer; the sheet says what each means."""
    if part.by_rule and part.answer == "not_applicable":
        return BY_RULE
    return CODES[part.answer]


def _fact_columns(cases: Sequence[CasePart]) -> tuple[_FactColumn, ...]:
    strata = (_STRATUM,) if any(case.stratum for case in cases) else ()
    names = dict.fromkeys(name for case in cases for name in case.fields)
    kept = (_FactColumn(name, _width(name, cases), _field(name), looks.WRAPPED) for name in names)
    return (_ORDER, _reference_column(cases), *strata, *kept, *_TRAILING)


def _reference_column(cases: Sequence[CasePart]) -> _FactColumn:
    width = reference_width(case.reference for case in cases)
    return _FactColumn("Reference", width, lambda case: case.reference, looks.WRAPPED)


def _field(name: str) -> Callable[[CasePart], str]:
    return lambda case: case.fields.get(name, "")


def _width(name: str, cases: Sequence[CasePart]) -> float:
    texts = (name, *(case.fields.get(name, "") for case in cases))
    return width_for(texts, at_least=0, at_most=_WIDEST_FIELD)


def _items(report: Report) -> tuple[str, ...]:
    questions = (question.id for question in report.questions)
    outcomes = (part.question for case in report.cases for part in case.indicators)
    return tuple(dict.fromkeys((*questions, *outcomes)))


def _columns(grid: CaseGrid) -> tuple[Column, ...]:
    told = (Column(fact.title, fact.width, fact.header) for fact in grid.facts)
    return (*told, *(Column(item, _CODE_WIDTH, looks.UPRIGHT_HEADER) for item in grid.items))


def _write_facts(sheet: Sheet, row: int, case: CasePart, facts: Sequence[_FactColumn]) -> None:
    for at, fact in enumerate(facts, start=1):
        value = fact.of(case)
        if isinstance(value, str):
            sheet.text(row, at, value, fact.look)
        else:
            sheet.number(row, at, value, fact.look)


def _write_codes(sheet: Sheet, row: int, case: CasePart, grid: CaseGrid) -> None:
    codes = {part.question: answer_code(part) for part in (*case.indicators, *case.answers)}
    for at, item in enumerate(grid.items, start=grid.first_item):
        sheet.text(row, at, codes.get(item, ""), looks.CODE)


def _pages(columns: Sequence[Column]) -> int:
    """Return how many pages wide the sheet prints, order and reference repeated on each."""
    repeated = sum(column.width for column in columns[:2])
    others = sum(column.width for column in columns[2:])
    return ceil(others / (_PAGE_WIDTH - repeated)) or 1


def _tint(sheet: Sheet, grid: CaseGrid) -> None:
    """Tint each code; the rule follows the code, so an edited cell keeps the right colour."""
    if not grid.items or grid.last_row < FIRST_ROW:
        return
    first = get_column_letter(grid.first_item)
    last = get_column_letter(grid.first_item + len(grid.items) - 1)
    for code, colour in _TINTS.items():
        tint = DifferentialStyle(fill=PatternFill("solid", bgColor=colour))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{code}"'], dxf=tint)
        sheet.ws.conditional_formatting.add(f"{first}{FIRST_ROW}:{last}{grid.last_row}", rule)
