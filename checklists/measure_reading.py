"""Reading `measure:` of a question: the time that decides it, and its standard."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from checklists.fields import declared_values
from checklists.measures import Limit, Measure
from checklists.nodes import Section
from checklists.parameters import TIMES, Parameter
from checklists.sections import SectionReader

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")
_NO_LIMIT = Decimal(0)


@dataclass(frozen=True, slots=True)
class MeasureReader:
    """Reads the measures of one checklist.

    Attributes:
        fields: The declared case fields with their phrases.
        parameters: The declared parameters.
    """

    fields: Mapping[str, str]
    parameters: Mapping[str, Parameter]

    def read(self, question: SectionReader) -> Measure | None:
        """Return the measure of a question, or None where it has none."""
        reader = question.part("measure", f"the measure of {question.name}")
        if reader is None:
            return None
        reader.keys(needed=("of", "unit", "within"))
        unit, of = self._unit(reader), reader.text("of")
        if isinstance(reader.node("within"), Section):
            return self._by_field(reader, of, unit)
        return Measure(of, unit, (Limit(self._limit(reader, "within", unit)),))

    def _unit(self, reader: SectionReader) -> str:
        unit = reader.text("unit")
        if unit and unit not in TIMES:
            reader.faults.add(
                reader.line("unit"),
                f"{reader.name} has the unit `{unit}`",
                f"The units of a measure are {', '.join(TIMES)}.",
            )
        return unit

    def _by_field(self, reader: SectionReader, of: str, unit: str) -> Measure:
        part = reader.part("within", f"`within` of {reader.name}")
        if part is None or not part.has("field"):
            reader.faults.add(
                reader.line("within"),
                f"{reader.name} has several standards and no field to choose by",
                "Write `field:` and its name above them.",
            )
            return Measure(of, unit, ())
        field = part.text("field")
        among = self._among(part, field)
        part.keys(needed=("field",), optional=among)
        values = [value for value in part.section.entries if value in among]
        limits = tuple(Limit(self._limit(part, value, unit), value) for value in values)
        return Measure(of, unit, limits, field, among)

    def _among(self, part: SectionReader, field: str) -> tuple[str, ...]:
        if field in self.fields:
            return declared_values(self.fields[field])
        part.faults.add(
            part.line("field"),
            f"{part.name} looks at the case field `{field}`, which is not declared",
            f"Declare it under `fields:` with its words, as `{field}: there is ...`.",
        )
        return tuple(name for name in part.section.entries if name != "field")

    def _limit(self, reader: SectionReader, key: str, unit: str) -> Decimal:
        written = reader.text(key)
        if _NUMBER.fullmatch(written):
            return Decimal(written)
        parameter = self.parameters.get(written)
        if parameter is not None and parameter.unit == unit:
            return Decimal(parameter.value)
        if written:
            self._note(reader, key, written, parameter)
        return _NO_LIMIT

    def _note(
        self, reader: SectionReader, key: str, written: str, parameter: Parameter | None
    ) -> None:
        if parameter is None:
            problem = f"{reader.name} has the standard `{written}`, which is no parameter"
        else:
            problem = f"{reader.name} and the parameter `{written}` differ in their unit"
        known = ", ".join(self.parameters) or "none"
        remedy = f"Write a number, or a parameter of the same unit. There are {known}."
        reader.faults.add(reader.value_line(key), problem, remedy)
