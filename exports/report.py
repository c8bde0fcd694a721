"""The frozen report that every export is handed: all that leaves, computed before it gets here.

Rates are fractions of 1. `None` means that there is no such figure (no applicable case), never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from exports.agreement import AgreementLine


@dataclass(frozen=True, slots=True)
class RateLine:
    """One question or indicator with its counts, its rate and its interval.

    `weighted` marks a rate that is not met / applicable, because the cases speak for unequal
    numbers: the design was not a simple one.
    """

    id: str
    checklist: str
    text: str
    critical: bool
    traces: tuple[str, ...]
    met: int
    partly_met: int
    not_met: int
    not_evidenced: int
    not_applicable: int
    unanswered: int
    rate: float | None
    low: float | None
    high: float | None
    method: str
    hmicfrs_half_width: float | None
    lenient_rate: float | None
    weighted: bool = False

    @property
    def applicable(self) -> int:
        """The denominator: every answer but not applicable; unanswered is no answer."""
        return self.met + self.partly_met + self.not_met + self.not_evidenced


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """One rate of the audit beside one published baseline, and what may be said of the change.

    Rates, differences and limits are fractions of 1; `difference` is ours less the baseline, in
    the compliant direction. `measured` is the id of our question or indicator, empty where the
    audit asks none. `word` is one of the five of the verdict ladder.
    """

    baseline: str
    force: str
    inspection: str
    finding: str
    published: str
    source: str
    measured: str
    met: int | None
    applicable: int | None
    rate: float | None
    baseline_rate: float | None
    difference: float | None
    low: float | None
    high: float | None
    method: str
    word: str
    reason: str
    files_to_read: int | None
    standing: str
    among: int
    sentence: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """How long the cases took, for a question that is a time against a standard.

    The times are in `unit`; None where no case has one. `within` of `count` kept the standard.
    """

    id: str
    of: str
    unit: str
    count: int
    within: int
    median: float | None
    ninetieth: float | None
    longest: float | None


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A number of rows that left the list on the way to the frame, and why."""

    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Received, rejected, excluded, eligible: what became of every row of the list."""

    received: int
    rejected: tuple[FlowStep, ...]
    excluded: tuple[FlowStep, ...]
    eligible: int


@dataclass(frozen=True, slots=True)
class PopulationPart:
    """The list that was sampled: where it came from and how to recognise it."""

    name: str
    source_name: str
    source_sha256: str
    profile: str
    imported_at: datetime
    imported_by: str
    flow: Flow
    frame_size: int
    frame_fingerprint: str
    content_fingerprint: str
    kept_columns: tuple[str, ...]
    dropped_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """A case of the sample or of the reserve, in its order of selection."""

    order: int
    reference: str
    stratum: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A sampled case that could not be read, the reserve that took its place, and why."""

    out_reference: str
    in_reference: str
    reason: str
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DrawPart:
    """How the cases were chosen: enough for a stranger to choose them again."""

    design: str
    sizes: Mapping[str, int]
    seed: str
    seed_source: str
    drawn_at: datetime
    drawn_by: str
    cases: tuple[DrawnCase, ...]
    reserves: tuple[DrawnCase, ...]
    replacements: tuple[Replacement, ...]
    draws_on_this_frame: int
    certificate: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """A checklist as it was frozen when the audit was drawn."""

    id: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question of the audit, in the order in which it is asked."""

    id: str
    checklist: str
    text: str
    critical: bool
    traces: tuple[str, ...]
    guidance: str


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """What stands for one question in one case: an answer, its note and who gave it.

    `answer` is empty when there is none yet; `by_rule` marks a not applicable set by the rule;
    `time` is the time that gave the answer, in the unit of the question, where one did;
    `good_practice` marks what was done better than the question asks; `by` gave what stands, which
    need not be who reviewed the case, and is empty where nobody may be named.
    """

    question: str
    answer: str
    by_rule: bool
    note: str
    flagged: bool
    time: str = ""
    good_practice: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class CasePart:
    """One case of the sample with all its answers. `auditor` is who began its review.

    `indicators` holds the case's outcome for each headline indicator, its id in `question`; where
    it is given, a workbook can follow an indicator to its cases.
    """

    order: int
    reference: str
    stratum: str
    fields: Mapping[str, str]
    auditor: str
    complete: bool
    active_minutes: float
    answers: tuple[AnswerPart, ...]
    indicators: tuple[AnswerPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one audit at one moment.

    There is no `agreement` where no case was read twice. `left_out` says in a sentence what a
    second reader's figures leave out; `escalations` counts the urgent matters that were passed on.
    """

    audit: str
    marking: str
    confidence: float
    made_at: datetime
    made_by: str
    population: PopulationPart
    draw: DrawPart
    checklists: tuple[ChecklistPart, ...]
    questions: tuple[QuestionPart, ...]
    rates: tuple[RateLine, ...]
    indicators: tuple[RateLine, ...]
    cases: tuple[CasePart, ...]
    history_head: str
    program_version: str
    comparisons: tuple[ComparisonLine, ...] = ()
    times: tuple[TimeLine, ...] = ()
    agreement: tuple[AgreementLine, ...] = ()
    left_out: str = ""
    escalations: int = 0

    @property
    def sample_size(self) -> int:
        """The number of cases in the sample."""
        return len(self.cases)

    @property
    def complete_cases(self) -> int:
        """The number of cases in which every applicable question is answered."""
        return sum(case.complete for case in self.cases)

    @property
    def good_practice(self) -> int:
        """The number of answers that were marked as good practice."""
        return sum(part.good_practice for case in self.cases for part in case.answers)
