"""Reading `parameters:` and `settings:` of a checklist, and the texts that name a parameter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from checklists.parameters import (
    IN_WORDS,
    PLACEHOLDER,
    UNITS,
    EarlierValue,
    Parameter,
    with_values,
)
from checklists.sections import SectionReader

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")


def read_parameters(top: SectionReader) -> dict[str, Parameter]:
    """Return the declared parameters by name, with the settings of the file put in."""
    part = top.part("parameters", "`parameters`")
    declared = {} if part is None else {p.id: p for p in _declared(part)}
    return declared | dict(_settings(top, declared))


def _declared(part: SectionReader) -> Iterator[Parameter]:
    for name in part.section.entries:
        _check_name(part, name)
        reader = part.part(name, f"the parameter {name}")
        if reader is not None:
            reader.keys(needed=("words", "unit", "default"), optional=("earlier",))
            yield _parameter(reader, name)


def _check_name(part: SectionReader, name: str) -> None:
    if not _NAME.fullmatch(name):
        part.faults.add(
            part.line(name),
            f"`{name}` is not a name for a parameter",
            "Write small letters, digits and underscores: `review_interval`.",
        )


def _parameter(reader: SectionReader, name: str) -> Parameter:
    unit = _unit(reader)
    return Parameter(
        id=name,
        words=reader.text("words"),
        unit=unit,
        default=read_value(reader, "default", unit),
        earlier=read_earlier(reader, unit),
    )


def _unit(reader: SectionReader) -> str:
    unit = reader.text("unit")
    if not unit or unit in UNITS:
        return unit or IN_WORDS
    reader.faults.add(
        reader.line("unit"),
        f"{reader.name} has the unit `{unit}`",
        f"The units are {', '.join(UNITS)}.",
    )
    return IN_WORDS


def read_value(reader: SectionReader, key: str, unit: str) -> str:
    """Return the value under a key; one that is no number of its unit is a fault."""
    value = reader.text(key)
    if unit == IN_WORDS or _is_number(value):
        return value
    if value:
        reader.faults.add(
            reader.value_line(key),
            f"`{value}` is not a number of {unit}",
            "Write a number above 0 without its unit: `28`.",
        )
    return "1"


def _is_number(value: str) -> bool:
    return bool(_NUMBER.fullmatch(value)) and float(value) > 0


def read_earlier(reader: SectionReader, unit: str) -> tuple[EarlierValue, ...]:
    """Return what held earlier, in the order of the days; days out of order are a fault."""
    found: list[EarlierValue] = []
    for part in reader.parts("earlier", lambda number, _: f"earlier value {number}"):
        part.keys(needed=("until", "value"))
        found.append(EarlierValue(part.day("until"), read_value(part, "value", unit)))
    days = [held.until for held in found]
    if days != sorted(set(days)):
        reader.faults.add(
            reader.line("earlier"),
            f"the earlier values of {reader.name} are not in the order of their days",
            "Put the oldest first, and give each its own day.",
        )
    return tuple(found)


def _settings(
    top: SectionReader, declared: Mapping[str, Parameter]
) -> Iterator[tuple[str, Parameter]]:
    part = top.part("settings", "`settings`")
    for name in () if part is None else part.section.entries:
        if part is not None and known_parameter(part, name, declared):
            parameter = declared[name]
            yield name, replace(parameter, setting=read_value(part, name, parameter.unit))


def known_parameter(reader: SectionReader, name: str, declared: Mapping[str, Parameter]) -> bool:
    """Whether a key of a section names a declared parameter; one that does not is a fault."""
    if name in declared:
        return True
    reader.faults.add(
        reader.line(name), f"there is no parameter `{name}`", _nearest(name, declared)
    )
    return False


def _nearest(name: str, declared: Mapping[str, Parameter]) -> str:
    close = get_close_matches(name, declared, n=1)
    if close:
        return f"Is `{close[0]}` meant?"
    return f"The parameters are {', '.join(declared) or 'none'}."


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads texts and puts the values of the parameters in.

    Attributes:
        parameters: The declared ones, by name.
    """

    parameters: Mapping[str, Parameter]

    def text(self, reader: SectionReader, key: str) -> str:
        """Return the text of a key with values put in; an unknown name in braces is a fault."""
        text = reader.text(key)
        for name in PLACEHOLDER.findall(text):
            if name not in self.parameters:
                reader.faults.add(
                    reader.value_line(key),
                    f"{reader.name}: `{{{name}}}` is no parameter of this checklist",
                    f"Declare it under `parameters:`. {_nearest(name, self.parameters)}",
                )
        return with_values(text, self.parameters)
