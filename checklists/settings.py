"""A force's own standards: `parameters.yaml` in its folder, and a checklist settled by them.

A settled checklist carries the values in its own text, under `settings:`, so that what is frozen
and fingerprinted is what the auditors were asked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.faults import FaultList
from checklists.nodes import Text
from checklists.parameter_reading import known_parameter, read_earlier, read_value
from checklists.parameters import IN_WORDS, EarlierValue, Parameter, value_on
from checklists.questions import Checklist
from checklists.sections import SectionReader

_HEADING = "# Values settled by the force, or by the day: they hold in place of the defaults above."


@dataclass(frozen=True, slots=True)
class Setting:
    """The force's own value of one parameter, and what it held earlier."""

    value: str
    earlier: tuple[EarlierValue, ...] = ()


def read_settings(path: Path, declared: Mapping[str, Parameter]) -> dict[str, Setting]:
    """Read a force's `parameters.yaml`.

    Args:
        path: The file.
        declared: Every parameter of every checklist at hand, by name.

    Raises:
        ChecklistFaults: With every fault of the file.
        OSError: The file cannot be opened.
    """
    from checklists.reading import read_text

    return parse_settings(read_text(path), declared, name=path.name)


def parse_settings(
    text: str, declared: Mapping[str, Parameter], *, name: str
) -> dict[str, Setting]:
    """Read a force's parameters from their text.

    Raises:
        ChecklistFaults: With every fault of the text.
    """
    from checklists.parsing import read_section

    faults = FaultList(name)
    top = SectionReader(read_section(text, faults), "the file", faults)
    settings = {
        key: _setting(top, key, declared[key])
        for key in top.section.entries
        if known_parameter(top, key, declared)
    }
    faults.refuse()
    return settings


def _setting(top: SectionReader, name: str, parameter: Parameter) -> Setting:
    if isinstance(top.node(name), Text):
        return Setting(read_value(top, name, parameter.unit))
    part = top.part(name, f"the parameter {name}")
    if part is None:
        return Setting(parameter.default)
    part.keys(needed=("value",), optional=("earlier",))
    return Setting(read_value(part, "value", parameter.unit), read_earlier(part, parameter.unit))


def settle(
    checklist: Checklist, settings: Mapping[str, Setting], *, on: date | None = None
) -> Checklist:
    """Return the checklist with the values that hold: the force's own, else the checklist's.

    Args:
        checklist: As its file has it.
        settings: The force's values by name; those of other checklists are passed over.
        on: The day whose standards hold, for work done in the past; None is now.

    Returns:
        The checklist itself where every default holds. Else one whose texts, measures, `source`
        and `sha256` have the values in; its source is a checklist file that reads back as itself.

    Raises:
        ChecklistFaults: The checklist has settings in its own text already.
    """
    from checklists.reading import parse_checklist

    values = {p.id: _value(p, settings.get(p.id), on) for p in checklist.parameters}
    lines = [_line(p, values[p.id]) for p in checklist.parameters if values[p.id] != p.default]
    if not lines:
        return checklist
    _refuse_second_settings(checklist)
    source = "\n".join((checklist.source.rstrip("\n"), "", _HEADING, "settings:", *lines, ""))
    return parse_checklist(source, name=f"{checklist.id.lower()}.yaml")


def _refuse_second_settings(checklist: Checklist) -> None:
    if not any(parameter.setting for parameter in checklist.parameters):
        return
    before = checklist.source.partition("\nsettings:")[0]
    FaultList(f"{checklist.id.lower()}.yaml").stop(
        before.count("\n") + 2,
        f"{checklist.id} has `settings` in its own text, and there are others for it",
        "Take the block out: a force's values go in parameters.yaml.",
    )


def _value(parameter: Parameter, setting: Setting | None, on: date | None) -> str:
    if setting is None:
        return parameter.on(on)
    return value_on(setting.value, setting.earlier, on)


def _line(parameter: Parameter, value: str) -> str:
    written = json.dumps(value, ensure_ascii=False) if parameter.unit == IN_WORDS else value
    return f"  {parameter.id}: {written}"
