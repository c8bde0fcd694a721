"""The profile as it takes effect: its policies and formats overruled by the options."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.audits.intake.datecolumns import FORMATS, Resolution
from workbench.audits.intake.duplicates import LATEST
from workbench.audits.intake.faults import FaultCode, FaultLog
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profile import (
    BLANK_POLICIES,
    DATE,
    DUPLICATES_POLICIES,
    KeptColumn,
    Profile,
)

NUMERIC_POLICIES: Final = ("refuse", "accept")


def take_effect(profile: Profile, options: ReadingOptions, log: FaultLog) -> Profile:
    """Return the profile with the options over it.

    Raises:
        IntakeFaults: A choice does not exist, or needs something the profile does not keep.
    """
    in_effect = replace(
        profile,
        blank=options.blank or profile.blank,
        duplicates=options.duplicates or profile.duplicates,
        date=profile.date and _dated(profile.date, options.date_format or profile.date.format),
        kept=tuple(_dated(c, c.format or options.date_format or "") for c in profile.kept),
    )
    _check_choices(in_effect, options, log)
    _check_needs(in_effect, options, log)
    log.raise_any()
    return in_effect


def with_formats(profile: Profile, dates: Mapping[str, Resolution]) -> Profile:
    """Return the profile with the format of every date as it was declared or proved."""

    def settled(column: KeptColumn) -> KeptColumn:
        found = dates.get(column.field)
        return replace(column, format=found.format) if found else column

    date = profile.date and settled(profile.date)
    return replace(profile, date=date, kept=tuple(map(settled, profile.kept)))


def _dated(column: KeptColumn, chosen: str) -> KeptColumn:
    return replace(column, format=chosen) if column.kind == DATE else column


def _check_choices(profile: Profile, options: ReadingOptions, log: FaultLog) -> None:
    _check("--blank", profile.blank, BLANK_POLICIES, log)
    _check("--duplicates", profile.duplicates, DUPLICATES_POLICIES, log)
    _check("--numeric-references", options.numeric_references, NUMERIC_POLICIES, log)
    if options.date_format:
        _check("--date-format", options.date_format, FORMATS, log)
    try:
        ZoneInfo(profile.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        log.add(
            FaultCode.CHOICE,
            f'there is no time zone "{profile.time_zone}"',
            "Correct the profile: for example Europe/London.",
        )


def _check(option: str, given: str, choices: Collection[str], log: FaultLog) -> None:
    if given not in choices:
        log.add(
            FaultCode.CHOICE, f'{option} cannot be "{given}"', f"Choose from: {', '.join(choices)}."
        )


def _check_needs(profile: Profile, options: ReadingOptions, log: FaultLog) -> None:
    if profile.date is None and profile.duplicates == LATEST:
        log.add(FaultCode.CHOICE, "without a date none is the latest", "Name the date: --date.")
    if profile.date is None and options.period:
        log.add(FaultCode.CHOICE, "a period needs a date", "Name the column with --date.")
    if options.period and options.period[0] > options.period[1]:
        log.add(FaultCode.CHOICE, "the period ends before it begins", "Swap its two days.")
    fields = profile.fields
    for field in sorted({field for field in fields if fields.count(field) > 1}):
        problem = f'two columns would be kept as "{field}"'
        log.add(FaultCode.CHOICE, problem, "Give one another name: --keep NAME=COLUMN.")
    for exclusion in options.exclude:
        if exclusion.field not in fields:
            log.add(
                FaultCode.CHOICE,
                f'no field "{exclusion.field}" is kept, so nothing can be excluded by it',
                f"The kept fields are: {', '.join(fields) or 'none'}.",
            )
