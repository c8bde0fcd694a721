"""What is wrong with a list of cases: every fault with its place, its value and its remedy.

IntakeFaults (a WorkbenchError)   the list cannot be used: all its faults at once
Cancelled (a WorkbenchError)      whoever asked for the list no longer wants it
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.errors import WorkbenchError

KEPT_OF_EACH_KIND: Final = 1_000
"""How many faults of one kind are kept one by one; all are counted."""

SHOWN_CHARACTERS: Final = 40


class FaultCode(StrEnum):
    """The kinds of fault. The codes are quoted in messages and never change their meaning."""

    NO_FILE = "IMPORT-001"
    EMPTY_FILE = "IMPORT-002"
    NO_ROWS = "IMPORT-003"
    ENCRYPTED = "IMPORT-004"
    CORRUPT = "IMPORT-005"
    TOO_LARGE = "IMPORT-006"
    SHEET = "IMPORT-007"
    FORMAT = "IMPORT-008"
    ENCODING = "IMPORT-009"
    UNDECODABLE = "IMPORT-010"
    NUL = "IMPORT-011"
    HEADER = "IMPORT-012"
    MISSING_COLUMN = "IMPORT-013"
    BLANK_REFERENCE = "IMPORT-014"
    REPEATED_REFERENCE = "IMPORT-015"
    RAGGED = "IMPORT-016"
    QUOTE = "IMPORT-017"
    LONG_VALUE = "IMPORT-018"
    NUMERIC_REFERENCE = "IMPORT-019"
    MANGLED_REFERENCE = "IMPORT-020"
    CONTROL_CHARACTER = "IMPORT-021"
    UNREADABLE_DATE = "IMPORT-022"
    AMBIGUOUS_DATES = "IMPORT-023"
    IMPOSSIBLE_DATE = "IMPORT-024"
    FUTURE_DATE = "IMPORT-025"
    EARLY_DATE = "IMPORT-026"
    BLANK_DATE = "IMPORT-027"
    MARKER = "IMPORT-028"
    CHOICE = "IMPORT-029"
    CHANGED = "IMPORT-030"
    PROFILE = "IMPORT-031"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list: physical line, data record (both from 1) and column, as far as known."""

    line: int | None = None
    record: int | None = None
    column: str | None = None


NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, where it is, and what to do about it.

    Attributes:
        code: A `FaultCode`, such as "IMPORT-014".
        file: The name of the file, without its folder.
        line: The physical line (of a workbook: the row of the sheet), counted from 1.
        record: The data record, counted from 1 after the header.
        column: The column as the file names it.
        value: The offending value, fit to be shown: shortened, control characters spelt out.
        problem: What is wrong, in words.
        remedy: What to do, as a sentence.
    """

    code: FaultCode
    file: str
    line: int | None
    record: int | None
    column: str | None
    value: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.without_remedy}. {self.remedy}"

    @property
    def without_remedy(self) -> str:
        """What is wrong and where, for a place that has its own remedy."""
        return f"{self.code} {self.file}{self._where()}: {self.problem}"

    def _where(self) -> str:
        where = "" if self.line is None else f" line {self.line}"
        if self.record is not None:
            where += f" (record {self.record})"
        if self.column is not None:
            where += f', column "{self.column}"'
        if self.value:
            where += f', value "{self.value}"'
        return where


class IntakeFaults(WorkbenchError):
    """The list cannot be used. As text it says how many faults there are; `faults` lists them.

    Attributes:
        faults: In the order of their lines; of each kind at most `KEPT_OF_EACH_KIND`.
        counts: How many there are of each code, all counted.
    """

    def __init__(self, faults: Iterable[Fault], counts: Mapping[FaultCode, int]) -> None:
        self.faults = tuple(faults)
        self.counts = dict(counts)
        super().__init__(self._summary(), "Mend what is listed and run it again.")

    @property
    def total(self) -> int:
        """The number of faults, those beyond the kept ones included."""
        return sum(self.counts.values())

    def _summary(self) -> str:
        count = "1 fault" if self.total == 1 else f"{self.total:,} faults"
        unlisted = self.total - len(self.faults)
        rest = f" ({unlisted:,} of them are not listed)" if unlisted else ""
        return f"{self.faults[0].file} has {count}{rest}; nothing was kept."


class Cancelled(WorkbenchError):
    """Reading was given up because the caller asked for it; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("The import was cancelled.", "Nothing was kept.")


class FaultLog:
    """Gathers the faults of one file, so that they are reported together."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.counts: Counter[FaultCode] = Counter()
        self._faults: list[Fault] = []

    def add(
        self, code: FaultCode, problem: str, remedy: str, *, at: Place = NOWHERE, value: str = ""
    ) -> None:
        """Note one fault."""
        self.counts[code] += 1
        if self.counts[code] <= KEPT_OF_EACH_KIND:
            self._faults.append(
                Fault(
                    code=code,
                    file=spelt_out(self.file),
                    line=at.line,
                    record=at.record,
                    column=at.column and spelt_out(at.column),
                    value=visible(value),
                    problem=spelt_out(problem),
                    remedy=spelt_out(remedy),
                )
            )

    def raise_any(self) -> None:
        """Raise all that was noted, if anything was.

        Raises:
            IntakeFaults: At least one fault was noted.
        """
        if self.counts:
            raise self._all()

    def refuse(
        self, code: FaultCode, problem: str, remedy: str, *, at: Place = NOWHERE, value: str = ""
    ) -> IntakeFaults:
        """Return, to be raised, all faults with this last one, after which reading cannot go on."""
        self.add(code, problem, remedy, at=at, value=value)
        return self._all()

    def _all(self) -> IntakeFaults:
        in_line_order = sorted(self._faults, key=lambda f: (f.line or 0, f.record or 0, f.code))
        return IntakeFaults(in_line_order, self.counts)


def visible(value: str) -> str:
    """Return the value fit for one line of a message: shortened, control characters spelt out."""
    shown = value if len(value) <= SHOWN_CHARACTERS else value[: SHOWN_CHARACTERS - 1] + "…"
    return spelt_out(shown)


def spelt_out(text: str) -> str:
    """Return the text with everything that cannot be seen spelt out, as backslash and number."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
