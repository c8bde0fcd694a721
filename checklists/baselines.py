"""Baselines: what inspections and others found, kept as they printed it.

A report may print what complied or what failed; a baseline always shows both ("36 of 60
ineffective = 24 of 60 effective") and is compared by what complied. A finding in words has no
number, and none is made of it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sampling.baselines import Counts, PlusMinus, Target, Words

AROUND: Final = "around"


class BaselineKind(StrEnum):
    """What was published of a finding."""

    COUNTS = "counts"
    PLUS_MINUS = "plus-minus"
    PERCENTAGE = "percentage"
    SAMPLE_SIZE = "sample-size"
    AMOUNT = "amount"
    STANDARD = "standard"
    WORDS = "words"

    @property
    def words(self) -> str:
        """The kind as people read it: "± only"."""
        return _KIND_WORDS[self]


_KIND_WORDS: Final = {
    BaselineKind.COUNTS: "counts",
    BaselineKind.PLUS_MINUS: "± only",
    BaselineKind.PERCENTAGE: "percentage only",
    BaselineKind.SAMPLE_SIZE: "sample size only",
    BaselineKind.AMOUNT: "a number, no share",
    BaselineKind.STANDARD: "standard",
    BaselineKind.WORDS: "words",
}


class Polarity(StrEnum):
    """What a higher printed figure means."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class BaselineStatus(StrEnum):
    """Where a figure comes from."""

    PUBLISHED = "published"
    COMPUTED = "computed from published"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class BaselineDocument:
    """What a baseline was read in; `excerpt` where only a part of it was seen."""

    id: str
    title: str
    published: str
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Indicators and questions that look alike and may not be compared, and why."""

    ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """One published figure or finding, as it was printed.

    Attributes:
        id: "stf22-supervision".
        finding: A clause that stands after "... percent of", about what complied.
        met: A word or two for a case that complied; where the polarity is neither, for a case
            that was counted.
        failed: The same for one that did not.
        numerator: As printed: with the polarity `lower` it counts failures.
        percent: As printed, in percent; `lower` counts failures here too.
        half_width: As printed, in percentage points.
        amount: A number that is no share of anything.
        about: How the report hedges it: "more than", "around".
        said: A finding in words.
        whole_list: It counts everything there was, not a sample.
        measures: Ids of the indicators and questions it may be compared with, the best first.
        only_where: A condition on the cases, without which it may not be compared.
        near_misses: What it may not be compared with, and why.
        beside: The id of a row to set it beside: the rest of the same sample.
    """

    id: str
    force: str
    inspection: str
    finding: str
    kind: BaselineKind
    polarity: Polarity
    document: BaselineDocument
    locator: str
    status: BaselineStatus
    met: str = ""
    failed: str = ""
    numerator: int | None = None
    denominator: int | None = None
    percent: Decimal | None = None
    half_width: Decimal | None = None
    amount: int | None = None
    about: str = ""
    said: str = ""
    whole_list: bool = False
    period_start: date | None = None
    period_end: date | None = None
    measures: tuple[str, ...] = ()
    only_where: str = ""
    near_misses: tuple[NearMiss, ...] = ()
    beside: str = ""
    caveats: tuple[str, ...] = ()

    @property
    def compliant(self) -> Counts | PlusMinus | Target | Words:
        """What an audit can be held against, in the compliant direction.

        Anything that gives no rate with its uncertainty comes as words: no figure is made of it.
        """
        match self.kind:
            case BaselineKind.COUNTS if self.polarity is not Polarity.NEITHER:
                return self._counts()
            case BaselineKind.PLUS_MINUS:
                return PlusMinus(float(self._complied()), float(_share(self.half_width)))
            case BaselineKind.STANDARD:
                return Target(float(self._complied()))
            case _:
                return Words(self.printed)

    @property
    def rate(self) -> float | None:
        """The share that complied, where one was published; the figure may have no uncertainty."""
        match self.compliant:
            case Words():
                has_share = self.kind is BaselineKind.PERCENTAGE
                good = self.polarity is not Polarity.NEITHER
                return float(self._complied()) if has_share and good else None
            case measured:
                return measured.rate

    @property
    def why_not(self) -> str:
        """Why no rate can be compared with it; empty where one can."""
        if not isinstance(self.compliant, Words):
            return ""
        if self.polarity is Polarity.NEITHER and self.kind not in _NEVER_A_SHARE:
            return "More is neither better nor worse, so there is nothing to compare."
        return _WHY_NOT[self.kind]

    @property
    def printed(self) -> str:
        """The figure as it was printed, with what it counts: "36 of 60 ineffective"."""
        if self.kind is BaselineKind.WORDS:
            return f"in words: {self.said[:1].lower()}{self.said[1:]}"
        counted = self.failed if self.polarity is Polarity.LOWER and self.failed else self.met
        return " ".join(part for part in (self.about, self._figure(), counted) if part)

    @property
    def both_ways(self) -> str:
        """The figure as printed and turned round: what failed and what complied."""
        turned = self._turned()
        return f"{self.printed} = {turned}" if turned else self.printed

    @property
    def notes(self) -> tuple[str, ...]:
        """All that a reader must know before using it."""
        standing = (
            f"Only where {self.only_where}." if self.only_where else "",
            "Read in an excerpt, not in the whole document." if self.document.excerpt else "",
        )
        return (*filter(None, standing), *self.caveats)

    @property
    def period(self) -> str:
        """The period it is about, or nothing where that was not published."""
        if self.period_start is None:
            return ""
        if self.period_end is None:
            return f"from {_day(self.period_start)}"
        return f"{_day(self.period_start)} to {_day(self.period_end)}"

    def may_compare(self, measured: str) -> bool:
        """Whether an indicator or a question is about the same thing."""
        return measured in self.measures

    def why_not_with(self, measured: str) -> str:
        """Why an indicator or a question may not be compared with it; empty where it may."""
        if self.may_compare(measured):
            return self.why_not
        for near in self.near_misses:
            if measured in near.ids:
                return near.reason
        return f"{measured} asks about something else."

    def _counts(self) -> Counts:
        counted, total = self.numerator or 0, self.denominator or 0
        return Counts(total - counted if self.polarity is Polarity.LOWER else counted, total)

    def _complied(self) -> Decimal:
        share = _share(self.percent)
        return 1 - share if self.polarity is Polarity.LOWER else share

    def _figure(self) -> str:
        if self.amount is not None:
            return f"{self.amount:,}"
        of = "" if self.numerator is None else f"{self.numerator:,} of {self.denominator:,}"
        percent = "" if self.percent is None else f"{self.percent}%"
        margin = "" if self.half_width is None else f" ± {self.half_width}"
        if of:
            return f"{of} ({percent}{margin})" if percent else of
        alone = f"{self.denominator:,}" if self.denominator is not None else ""
        return f"{percent}{margin} of {alone}" if percent and alone else f"{percent}{margin}{alone}"

    def _turned(self) -> str:
        """Return the other side of the figure, where it has one."""
        if not self.failed or self.polarity is Polarity.NEITHER:
            return ""
        other = self.met if self.polarity is Polarity.LOWER else self.failed
        if self.numerator is not None and self.denominator is not None:
            return f"{self.denominator - self.numerator:,} of {self.denominator:,} {other}"
        if self.percent is None:
            return ""
        hedge = f"{AROUND} " if self.about == AROUND else ""
        return f"{hedge}{100 - self.percent}% {other}"


_NEVER_A_SHARE: Final = frozenset(
    {BaselineKind.SAMPLE_SIZE, BaselineKind.AMOUNT, BaselineKind.WORDS}
)
_WHY_NOT: Final = {
    BaselineKind.PERCENTAGE: "It was published without a count or a margin, so nobody can say how "
    "sure it is: give the first measured rate beside it, without a verdict.",
    BaselineKind.SAMPLE_SIZE: "Only the number of cases read was published, not what they showed.",
    BaselineKind.AMOUNT: "It is a number and no share, so a rate cannot be compared with it.",
    BaselineKind.WORDS: "It is in words, without a figure: ours is the first measured rate.",
}


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _share(percent: Decimal | None) -> Decimal:
    return (percent or Decimal(0)) / 100
