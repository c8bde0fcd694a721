"""The frame of a list that stays in its database: checked and fingerprinted as it streams by.

Every reference passes once, in order; only a batch of them is ever held.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, pairwise
from operator import eq, gt
from typing import TYPE_CHECKING, Final

from exports.report import Flow, FlowStep
from workbench.audits.in_place.statements import (
    WHITE_SPACE,
    Located,
    references_statement,
)
from workbench.audits.intake.faults import Cancelled, FaultCode, FaultLog, Place
from workbench.audits.intake.gathering import REJECT
from workbench.audits.intake.references import normalised, spoilt_references

if TYPE_CHECKING:
    from sqlalchemy import Connection

BATCH: Final = 10_000
BLANK_REFERENCE: Final = "blank reference"
ONCE: Final = (
    "Take one of them out with a query, or import the list: workbench import can keep the latest."
)
FILL_IN: Final = "Fill it in, or leave such rows out with --blank reject (they are counted)."
OTHER_UNICODE: Final = "Import the list instead: this server composes Unicode in another way."

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class FrameThere:
    """What is known of a frame that stays where it is.

    Attributes:
        size: The eligible cases.
        fingerprint: See `sampling.references.frame_fingerprint`.
        flow: Received, rejected, eligible.
    """

    size: int
    fingerprint: str
    flow: Flow


@dataclass(frozen=True, slots=True)
class FrameReader:
    """How a frame is read where it is.

    Attributes:
        located: Where the columns are.
        column: The column of references, as the database names it.
        blank: refuse or reject rows without a reference.
        log: Takes the faults.
        progress: Told the rows that were read.
        cancelled: Asked whether to give up.
    """

    located: Located
    column: str
    blank: str
    log: FaultLog
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None


def read_frame(connection: "Connection", reader: FrameReader) -> FrameThere:
    """Check and fingerprint every reference of a list, in the order of UTF-8 bytes.

    Raises:
        IntakeFaults: References are blank, repeated or spoilt, or there is none.
        Cancelled: Whoever asked for it no longer wants it.
        DBAPIError: The database refuses.
    """
    tally = _Tally(reader)
    references = connection.exec_driver_sql(
        references_statement(reader.located),
        {"white_space": WHITE_SPACE},
        execution_options={"stream_results": True, "yield_per": BATCH},
    )
    with references as result:
        for batch in result.scalars().partitions(BATCH):
            tally.take(batch)
            if reader.cancelled is not None and reader.cancelled():
                raise Cancelled
    return tally.frame()


class _Tally:
    """What the references that went by add up to."""

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self.received = self.blank = 0
        self.last = ""
        self.digest = sha256()

    def take(self, batch: Sequence[str]) -> None:
        """Check and hash a batch that follows those before it."""
        self.received += len(batch)
        blank = batch.count("")
        self.blank += blank
        references = batch[blank:]  # they sort before all others
        self._check(references)
        if references:
            self.digest.update("\n".join((*references, "")).encode())
        self.last = references[-1] if references else self.last
        if self.reader.progress is not None:
            self.reader.progress(self.received, None)

    def _check(self, references: Sequence[str]) -> None:
        chain = (self.last, *references)
        if any(map(eq, chain, islice(chain, 1, None))):
            self._report_repeated(chain)
        if any(map(gt, chain, islice(chain, 1, None))) or normalised(references) != references:
            problem = "the server does not order or compose these references as this program does"
            self._add(FaultCode.FORMAT, problem, OTHER_UNICODE, "")
        for found in spoilt_references(references):
            self._add(found.code, found.problem, found.remedy, references[found.row])

    def _report_repeated(self, chain: Sequence[str]) -> None:
        for before, after in pairwise(chain):
            if before == after:
                problem = "this reference stands on more than one row"
                self._add(FaultCode.REPEATED_REFERENCE, problem, ONCE, after)

    def _add(self, code: FaultCode, problem: str, remedy: str, value: str) -> None:
        at = Place(column=self.reader.column)
        self.reader.log.add(code, problem, remedy, at=at, value=value)

    def frame(self) -> FrameThere:
        """Return the frame, now that all of it went by.

        Raises:
            IntakeFaults: Anything was wrong with it.
        """
        log, eligible = self.reader.log, self.received - self.blank
        if self.blank and self.reader.blank != REJECT:
            rows = "1 row has" if self.blank == 1 else f"{self.blank:,} rows have"
            self._add(FaultCode.BLANK_REFERENCE, f"{rows} no reference", FILL_IN, "")
        if not eligible and not log.counts:
            log.add(FaultCode.NO_ROWS, "there is no case in it", "Look at the table or the query.")
        log.raise_any()
        rejected = (FlowStep(BLANK_REFERENCE, self.blank),) if self.blank else ()
        return FrameThere(
            size=eligible,
            fingerprint=self.digest.hexdigest(),
            flow=Flow(self.received, rejected, (), eligible),
        )
