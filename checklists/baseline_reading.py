"""Reading baselines from YAML text, and refusing a figure that its kind does not have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, TypeVar

from checklists.baselines import (
    Baseline,
    BaselineDocument,
    BaselineKind,
    BaselineStatus,
    NearMiss,
    Polarity,
)
from checklists.faults import FaultList
from checklists.nodes import Section, Text
from checklists.sections import SectionReader

_NEEDED: Final = (
    "id",
    "force",
    "inspection",
    "finding",
    "kind",
    "polarity",
    "document",
    "locator",
    "status",
)
_FIGURES: Final = ("numerator", "denominator", "percent", "half_width", "amount", "words")
_OPTIONAL: Final = (
    *_FIGURES,
    "met",
    "failed",
    "about",
    "whole_list",
    "period_start",
    "period_end",
    "measures",
    "only_where",
    "near_misses",
    "beside",
    "caveats",
)
_MUST_HAVE: Final[Mapping[BaselineKind, frozenset[str]]] = {
    BaselineKind.COUNTS: frozenset({"numerator", "denominator"}),
    BaselineKind.PLUS_MINUS: frozenset({"percent", "half_width"}),
    BaselineKind.PERCENTAGE: frozenset({"percent"}),
    BaselineKind.SAMPLE_SIZE: frozenset({"denominator"}),
    BaselineKind.AMOUNT: frozenset({"amount"}),
    BaselineKind.STANDARD: frozenset({"percent"}),
    BaselineKind.WORDS: frozenset({"words"}),
}
_MAY_HAVE: Final[Mapping[BaselineKind, frozenset[str]]] = {
    BaselineKind.COUNTS: frozenset({"percent", "half_width"}),
    BaselineKind.PERCENTAGE: frozenset({"denominator"}),
}
_TURNED: Final = frozenset(
    {
        BaselineKind.COUNTS,
        BaselineKind.PLUS_MINUS,
        BaselineKind.PERCENTAGE,
        BaselineKind.STANDARD,
    }
)
_WHOLE: Final = Decimal(100)
_Choice = TypeVar("_Choice", bound=StrEnum)


def parse_baselines(
    text: str, faults: FaultList, *, documents: Mapping[str, BaselineDocument] | None = None
) -> dict[str, Baseline]:
    """Return the baselines of a file by id, in the order of the text.

    Args:
        text: The YAML.
        faults: Where faults are noted.
        documents: Documents that can be named without being in the file.

    Raises:
        ChecklistFaults: With every fault of the text.
    """
    from checklists.parsing import read_section

    top = SectionReader(read_section(text, faults), "the register of baselines", faults)
    top.keys(needed=("baselines",), optional=("documents",))
    known = {**(documents or {}), **{each.id: each for each in _documents(top)}}
    found: dict[str, Baseline] = {}
    for reader in top.parts("baselines", _name):
        baseline = _Row(reader, known).read()
        if baseline.id in found:
            faults.add(reader.line("id"), f"{baseline.id} stands twice", "Keep one.")
        found[baseline.id] = baseline
    faults.refuse()
    return found


def _name(number: int, section: Section) -> str:
    entry = section.entries.get("id")
    named = entry.node.value if entry and isinstance(entry.node, Text) else str(number)
    return f"baseline {named}"


def _documents(top: SectionReader) -> list[BaselineDocument]:
    documents = []
    for reader in top.parts("documents", lambda number, _: f"document {number}"):
        reader.keys(needed=("id", "title", "published"), optional=("known_by",))
        documents.append(
            BaselineDocument(
                id=reader.text("id"),
                title=reader.text("title"),
                published=reader.text("published"),
                excerpt=reader.has("known_by"),
            )
        )
    return documents


@dataclass(frozen=True, slots=True)
class _Row:
    """One baseline as it is read."""

    reader: SectionReader
    documents: Mapping[str, BaselineDocument]

    def read(self) -> Baseline:
        """Return the baseline, noting what is wrong with it."""
        read = self.reader
        read.keys(needed=_NEEDED, optional=_OPTIONAL)
        kind = self._choice("kind", BaselineKind, BaselineKind.WORDS)
        polarity = self._choice("polarity", Polarity, Polarity.NEITHER)
        self._check_figures(kind)
        self._check_words(kind, polarity)
        baseline = Baseline(
            id=read.text("id"),
            force=read.text("force"),
            inspection=read.text("inspection"),
            finding=read.text("finding"),
            kind=kind,
            polarity=polarity,
            document=self._document(),
            locator=read.text("locator"),
            status=self._choice("status", BaselineStatus, BaselineStatus.PUBLISHED),
            met=read.text("met"),
            failed=read.text("failed"),
            numerator=self._count("numerator"),
            denominator=self._count("denominator"),
            percent=self._decimal("percent"),
            half_width=self._decimal("half_width"),
            amount=self._count("amount"),
            about=read.text("about"),
            said=read.text("words"),
            whole_list=read.yes_or_no("whole_list"),
            period_start=self._date("period_start"),
            period_end=self._date("period_end"),
            measures=_values(read, "measures"),
            only_where=read.text("only_where"),
            near_misses=self._near_misses(),
            beside=read.text("beside"),
            caveats=_values(read, "caveats"),
        )
        self._check_size(baseline)
        return baseline

    def _fault(self, key: str, problem: str, remedy: str) -> None:
        self.reader.faults.add(self.reader.line(key), f"{self.reader.name}: {problem}", remedy)

    def _choice(self, key: str, kind: type[_Choice], usual: _Choice) -> _Choice:
        value = self.reader.text(key)
        if value in set(kind):
            return kind(value)
        if value:
            self._fault(key, f"`{value}` is no {key}", f"Write one of: {', '.join(kind)}.")
        return usual

    def _check_figures(self, kind: BaselineKind) -> None:
        """Note figures that the kind must have and has not, and those that it may not have."""
        must = _MUST_HAVE[kind]
        for key in sorted(must):
            if not self.reader.has(key):
                self._fault("kind", f"{kind} without `{key}`", f"Add `{key}:` as it was printed.")
        for key in _FIGURES:
            if self.reader.has(key) and key not in must | _MAY_HAVE.get(kind, frozenset()):
                self._fault(
                    key,
                    f"a baseline of the kind {kind} has no `{key}`",
                    "Leave it out, or give the kind that was published; invent no figure.",
                )

    def _check_words(self, kind: BaselineKind, polarity: Polarity) -> None:
        if kind not in _TURNED or polarity is Polarity.NEITHER:
            return
        for key in ("met", "failed"):
            if not self.reader.has(key):
                remedy = "Say in a word or two what such a case is, so that both ways can be shown."
                self._fault("polarity", f"there is no `{key}`", remedy)

    def _document(self) -> BaselineDocument:
        name = self.reader.text("document")
        if name and name not in self.documents:
            known = ", ".join(self.documents)
            self._fault("document", f"there is no document `{name}`", f"There are: {known}.")
        return self.documents.get(name, BaselineDocument(name, "", ""))

    def _count(self, key: str) -> int | None:
        text = self.reader.text(key)
        if text and not (text.isascii() and text.isdecimal()):
            self._fault(key, f"`{text}` is not a whole number", "Write digits alone: 36.")
            return None
        return int(text) if text else None

    def _decimal(self, key: str) -> Decimal | None:
        text = self.reader.text(key)
        try:
            value = Decimal(text) if text else None
        except InvalidOperation:
            value = Decimal(-1)
        if value is None or 0 <= value <= _WHOLE:
            return value
        self._fault(key, f"`{text}` is not a percentage", "Write 88.4 for 88.4 percent.")
        return None

    def _date(self, key: str) -> date | None:
        text = self.reader.text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._fault(key, f"`{text}` is not a date", "Write it as 2022-06-29.")
            return None

    def _near_misses(self) -> tuple[NearMiss, ...]:
        found = []
        for reader in self.reader.parts("near_misses", lambda _, __: self.reader.name):
            reader.keys(needed=("ids", "reason"))
            found.append(NearMiss(_values(reader, "ids"), reader.text("reason")))
        return tuple(found)

    def _check_size(self, baseline: Baseline) -> None:
        counted, total = baseline.numerator, baseline.denominator
        if total == 0 or (counted is not None and total is not None and counted > total):
            self._fault("numerator", f"{counted} of {total} is not a share", "Look it up again.")
        both = _in_both(baseline.measures, baseline.near_misses)
        if both:
            problem = f"{both[0]} is both measured and a near miss"
            self._fault("measures", problem, "Keep it in one of the two.")


def _in_both(measures: Collection[str], near_misses: Collection[NearMiss]) -> list[str]:
    return [each for near in near_misses for each in near.ids if each in measures]


def _values(reader: SectionReader, key: str) -> tuple[str, ...]:
    return tuple(value for _, value in reader.texts(key))
