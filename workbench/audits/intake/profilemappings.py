"""Profiles as plain data: the one shape of the YAML files and of the certificate's JSON.

```yaml
name: crime-register
title: Crime register, as a records system exports it
reference: {column: Crime Number}         # or {derived: all cells}
date: {field: recorded_date, column: Recorded Date, format: day-first}
keep:
  - {field: offence, column: Offence}
  - {field: victim, column: Victim Marker, kind: marker}
blank: refuse
duplicates: refuse
```
"""

from collections.abc import Mapping
from typing import Final

from workbench.audits.intake.datecolumns import FORMATS
from workbench.audits.intake.faults import FaultCode, FaultLog
from workbench.audits.intake.profile import (
    BLANK_POLICIES,
    DATE,
    DUPLICATES_POLICIES,
    KINDS,
    LOCAL_TIME,
    TEXT,
    KeptColumn,
    Profile,
    is_field,
)

DERIVED: Final = "all cells"
PROFILE_KEYS: Final = (
    "name",
    "title",
    "reference",
    "date",
    "keep",
    "blank",
    "duplicates",
    "force_from_file_name",
    "time_zone",
)
COLUMN_KEYS: Final = ("field", "column", "kind", "required", "format")
REMEDY: Final = "Correct the profile."
YES: Final = (True, "true", "yes")
NO: Final = (False, "false", "no", None, "")


def profile_to_mapping(profile: Profile) -> dict[str, object]:
    """Return the profile as plain data, fit for JSON."""
    return {
        "name": profile.name,
        "title": profile.title,
        "reference": ({"column": profile.reference} if profile.reference else {"derived": DERIVED}),
        "date": _column_to_mapping(profile.date) if profile.date else None,
        "keep": [_column_to_mapping(column) for column in profile.kept],
        "blank": profile.blank,
        "duplicates": profile.duplicates,
        "force_from_file_name": profile.force_from_file_name,
        "time_zone": profile.time_zone,
    }


def profile_from_mapping(mapping: Mapping[str, object], *, file: str = "profile") -> Profile:
    """Return the profile that plain data describes.

    Args:
        mapping: As `profile_to_mapping` gives it; what is left out has its default.
        file: Where it came from, for messages.

    Raises:
        IntakeFaults: It is not a profile; every fault is named.
    """
    log = FaultLog(file)
    reader = _ProfileReader(log)
    profile = reader.profile(mapping)
    log.raise_any()
    return profile


def _column_to_mapping(column: KeptColumn) -> dict[str, object]:
    return {
        "field": column.field,
        "column": column.source,
        "kind": column.kind,
        "required": column.required,
        "format": column.format,
    }


class _ProfileReader:
    def __init__(self, log: FaultLog) -> None:
        self._log = log

    def profile(self, mapping: Mapping[str, object]) -> Profile:
        self._check_keys("the profile", mapping, PROFILE_KEYS)
        profile = Profile(
            name=self._text(mapping, "name"),
            title=self._text(mapping, "title", default=""),
            reference=self._reference(mapping.get("reference")),
            date=self._date(mapping.get("date")),
            kept=self._kept(mapping.get("keep")),
            blank=self._choice(mapping, "blank", BLANK_POLICIES, "refuse"),
            duplicates=self._choice(mapping, "duplicates", DUPLICATES_POLICIES, "refuse"),
            force_from_file_name=self._yes(mapping, "force_from_file_name"),
            time_zone=self._text(mapping, "time_zone", default=LOCAL_TIME),
        )
        self._check_fields(profile)
        return profile

    def _fault(self, problem: str) -> None:
        self._log.add(FaultCode.PROFILE, problem, REMEDY)

    def _check_keys(self, what: str, mapping: Mapping[str, object], known: tuple[str, ...]) -> None:
        for key in mapping:
            if key not in known:
                self._fault(f'{what} has an unknown key "{key}"; known are {", ".join(known)}')

    def _mapping(self, what: str, value: object) -> Mapping[str, object]:
        if isinstance(value, Mapping):
            return value
        self._fault(f"{what} must be a mapping such as {{column: Crime Number}}")
        return {}

    def _text(self, mapping: Mapping[str, object], key: str, default: str | None = None) -> str:
        value = mapping.get(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        self._fault(f'"{key}" is missing or is not text')
        return default or ""

    def _choice(
        self, mapping: Mapping[str, object], key: str, choices: tuple[str, ...], default: str
    ) -> str:
        value = self._text(mapping, key, default) or default
        if value not in choices:
            self._fault(f'"{key}" cannot be "{value}"; choose from {", ".join(choices)}')
        return value

    def _yes(self, mapping: Mapping[str, object], key: str) -> bool:
        value = mapping.get(key, False)
        if value not in YES and value not in NO:
            self._fault(f'"{key}" must be yes or no')
        return value in YES

    def _reference(self, value: object) -> str | None:
        mapping = self._mapping('"reference"', value)
        if mapping.get("derived") == DERIVED:
            return None
        return self._text(mapping, "column")

    def _date(self, value: object) -> KeptColumn | None:
        if value in (None, ""):
            return None
        return self._column(value, kind=DATE)

    def _kept(self, value: object) -> tuple[KeptColumn, ...]:
        if isinstance(value, list):
            return tuple(self._column(column, kind=TEXT) for column in value)
        if value not in (None, ""):
            self._fault('"keep" must be a list of columns')
        return ()

    def _column(self, value: object, *, kind: str) -> KeptColumn:
        mapping = self._mapping("a column", value)
        self._check_keys("a column", mapping, COLUMN_KEYS)
        return KeptColumn(
            field=self._text(mapping, "field"),
            source=self._text(mapping, "column"),
            kind=self._choice(mapping, "kind", KINDS, kind),
            required=self._yes(mapping, "required"),
            format=self._choice(mapping, "format", ("", *FORMATS), ""),
        )

    def _check_fields(self, profile: Profile) -> None:
        seen: set[str] = set()
        for field in profile.fields:
            if not is_field(field):
                self._fault(f'"{field}" cannot be the name of a field')
            if field in seen:
                self._fault(f'the field "{field}" is named twice')
            seen.add(field)
