"""From gathered rows to the frame: sorted, without duplicates and exclusions, with its flow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from exports.report import Flow, FlowStep
from sampling.frames import Frame
from workbench.audits.intake.duplicates import (
    Duplicate,
    notices_on_order,
    settle_duplicates,
)
from workbench.audits.intake.exclusions import (
    Exclusion,
    Period,
    excluded_rows,
    parted_months,
    period_reason,
    rows_drawn_before,
    rows_outside,
)
from workbench.audits.intake.faults import FaultCode, FaultLog
from workbench.audits.intake.gathering import Gathering
from workbench.audits.intake.headers import ColumnMap
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profile import Profile
from workbench.audits.intake.rownumbers import RowNumbers

ROW: Final = "row"
FORCE: Final = "force"
BLANK_ROW: Final = "blank row"
"""Why a row without any value was rejected."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What became of the rows.

    Attributes:
        frame: The eligible cases.
        flow: Received, rejected, excluded, eligible.
        duplicates: The rows that gave way to another with the same reference.
        notices: What a person should know.
        blank_rows_at_the_end: Rows without any value that are in no count.
    """

    frame: Frame
    flow: Flow
    duplicates: tuple[Duplicate, ...]
    notices: tuple[str, ...]
    blank_rows_at_the_end: int


def freeze(
    rows: Gathering,
    columns: ColumnMap,
    *,
    profile: Profile,
    options: ReadingOptions,
    force: str | None,
    log: FaultLog,
) -> Frozen:
    """Sort the rows, take out duplicates and exclusions, and freeze what is left.

    Args:
        rows: All columns checked; they are used up.
        columns: Where they came from.
        profile: The policies in effect.
        options: The period and the exclusions.
        force: A column with this one value is added; None for no such column.
        log: What was noted before counts too.

    Raises:
        IntakeFaults: Anything is wrong, now or when the rows were read.
    """
    order = sorted(range(len(rows.references)), key=rows.references.__getitem__)
    in_order = _picker(order)(rows.references)
    date = rows.values[columns.date.kept.field] if columns.date else []
    order, duplicates = settle_duplicates(
        rows,
        order,
        in_order,
        policy=profile.duplicates,
        dates=date,
        column=columns.reference_name,
        log=log,
    )
    _check_period(date, options.period, log)
    log.raise_any()
    unlike = notices_on_order(duplicates, policy=profile.duplicates)
    order, excluded, notices = _without_excluded(rows, order, date, options)
    rejected = _steps(
        (BLANK_ROW, rows.blank_rows),
        ("blank reference", rows.blank_references),
        (f"repeated reference, the {profile.duplicates} kept", len(duplicates)),
    )
    flow = Flow(rows.received, rejected, excluded, len(order))
    return Frozen(
        frame=_frame(rows, order, in_order, force),
        flow=flow,
        duplicates=duplicates,
        notices=(*unlike, *notices),
        blank_rows_at_the_end=rows.blank_rows_at_the_end,
    )


def _check_period(date: Sequence[str], period: Period | None, log: FaultLog) -> None:
    if period is not None and not log.counts and (months := parted_months(date, period)):
        log.add(
            FaultCode.CHOICE,
            f"the list gives months only, and {months[0]} lies partly outside the period",
            "Let the period begin and end with a month.",
        )


def _without_excluded(
    rows: Gathering, order: list[int], date: Sequence[str], options: ReadingOptions
) -> tuple[list[int], tuple[FlowStep, ...], tuple[str, ...]]:
    """Take out what lies outside the period, each exclusion in turn, then what was drawn before."""
    steps: list[tuple[str, int]] = []
    notices: list[str] = []
    if options.period is not None:
        outside = rows_outside(date, options.period)
        order, count = _taken_out(order, outside)
        steps.append((period_reason(options.period), count))
    for exclusion in options.exclude:
        excluded = excluded_rows(rows.values[exclusion.field], exclusion)
        order, count = _taken_out(order, excluded)
        steps.append((exclusion.reason, count))
        if not excluded:
            notices.append(_nothing_excluded(exclusion))
    for before in options.drawn_before:
        order, count = _taken_out(order, rows_drawn_before(rows.references, before))
        steps.append((before.reason, count))
    return order, _steps(*steps), tuple(notices)


def _taken_out(order: list[int], rows: set[int]) -> tuple[list[int], int]:
    left = [row for row in order if row not in rows] if rows else order
    return left, len(order) - len(left)


def _nothing_excluded(exclusion: Exclusion) -> str:
    return f'No row has "{exclusion.value}" as its {exclusion.field}: nothing was excluded for it.'


def _steps(*steps: tuple[str, int]) -> tuple[FlowStep, ...]:
    return tuple(FlowStep(reason, rows) for reason, rows in steps if rows)


def _frame(
    rows: Gathering, order: Sequence[int], in_order: tuple[str, ...], force: str | None
) -> Frame:
    pick = _picker(order)
    columns: dict[str, Sequence[str]] = {ROW: RowNumbers(map(rows.lines.__getitem__, order))}
    if force is not None:
        columns[FORCE] = (force,) * len(order)
    for name in list(rows.values):
        columns[name] = pick(rows.values.pop(name))
    if len(in_order) != len(order):
        in_order = pick(rows.references)
    return Frame(references=in_order, columns=columns)


def _picker(order: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what puts a column into this order; made once, it is fast for every column."""
    if len(order) > 1:
        pick: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*order)
        return pick
    return lambda column: tuple(column[row] for row in order)
