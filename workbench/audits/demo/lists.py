"""The two lists of Northshire: one as it came, with planted faults, and one that was mended."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.audits.demo.chance import Chance
from workbench.audits.demo.population import Crime

HEADER: Final = (
    "Crime Number",
    "Recorded Date",
    "Offence",
    "Offence Group",
    "Team",
    "Supervisor",
    "Outcome Type",
    "Victim Marker",
    "Personal Victim",
    "DA Marker",
    "Vulnerable Marker",
    "Suspect Marker",
    "Status",
    "Charged",
    "Attended",
    "Days Open",
    "Officer In Case",
    "Victim Name",
)
NUMBER, RECORDED, TEAM, SUSPECT, STATUS = (
    HEADER.index(name)
    for name in ("Crime Number", "Recorded Date", "Team", "Suspect Marker", "Status")
)
IDENTICAL: Final = "the row stands twice"
DIFFERENT: Final = "the number stands twice with different particulars"
BLANK: Final = "no crime number"
NO_SUCH_DAY: Final = "no such day"
NOT_A_DATE: Final = "not a date"
FUTURE: Final = "a date in the future"
NOT_A_MARKER: Final = "not a marker"
SHORT_ROW: Final = "values are missing"

PLANTED: Final = {
    IDENTICAL: 70,
    DIFFERENT: 42,
    BLANK: 26,
    NO_SUCH_DAY: 18,
    NOT_A_DATE: 8,
    FUTURE: 6,
    NOT_A_MARKER: 8,
    SHORT_ROW: 4,
}
"""How many faults of each kind the raw list holds: 182, about 3% of its rows."""

SPOILT: Final = {
    BLANK: (NUMBER, ("",)),
    NO_SUCH_DAY: (RECORDED, ("31/06/2026", "31/09/2026", "30/02/2026")),
    NOT_A_DATE: (RECORDED, ("not known", "46183", "June 2026")),
    NOT_A_MARKER: (SUSPECT, ("?", "TBC", "see log")),
}
"""What stands in the place of a good value, and where."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """A fault in the raw list, with the line on which it stands (the header is line 1)."""

    line: int
    kind: str
    value: str


def mended_rows(population: Iterable[Crime]) -> list[Row]:
    """Return the rows of the list that imports clean."""
    return [row_of(crime) for crime in population]


def row_of(crime: Crime) -> Row:
    """Return a crime as the records system writes it out: days first, Y and N."""
    markers = {name: {"yes": "Y", "no": "N"}.get(value) for name, value in crime.markers.items()}
    return (
        crime.reference,
        f"{crime.recorded:%d/%m/%Y}",
        crime.offence.name,
        crime.offence.group,
        crime.team.name,
        crime.supervisor,
        crime.outcome,
        markers["victim"] or "",
        markers["personal_victim"] or "",
        markers["domestic_abuse"] or "",
        markers["vulnerable"] or "",
        markers["suspect"] or "",
        crime.markers["status"].capitalize(),
        markers["charged"] or "",
        markers["attended"] or "",
        str(crime.days_open),
        crime.officer,
        crime.victim_name,
    )


def raw_rows(seed: str, rows: Sequence[Row]) -> tuple[list[Row], list[PlantedFault]]:
    """Return the rows of the list as it came, and every fault that was planted in it."""
    chance = Chance(seed, "planted faults")
    spoilt = _choose(chance, len(rows))
    made: list[tuple[Row, str]] = []
    for place, row in enumerate(rows):
        kind = spoilt.get(place, "")
        if kind in (IDENTICAL, DIFFERENT):
            made += [(row, ""), (_repeated(row, kind), kind)]
        else:
            made.append((_spoil(chance, row, kind), kind))
    faults = [
        PlantedFault(line, kind, _value(row, kind))
        for line, (row, kind) in enumerate(made, start=2)
        if kind
    ]
    return [row for row, _ in made], faults


def _choose(chance: Chance, count: int) -> dict[int, str]:
    chosen: dict[int, str] = {}
    for kind, wanted in PLANTED.items():
        left = wanted
        while left:
            place = chance.between(0, count - 1)
            if place not in chosen:
                chosen[place] = kind
                left -= 1
    return chosen


def _repeated(row: Row, kind: str) -> Row:
    if kind == IDENTICAL:
        return row
    return _with(row, TEAM, "Resolution Centre (transferred)")


def _spoil(chance: Chance, row: Row, kind: str) -> Row:
    if kind == SHORT_ROW:
        return row[:STATUS]
    if kind == FUTURE:
        return _with(row, RECORDED, f"{row[RECORDED][:6]}2062")
    place, values = SPOILT.get(kind, (NUMBER, (row[NUMBER],)))
    return _with(row, place, chance.pick(values))


def _with(row: Row, place: int, value: str) -> Row:
    return (*row[:place], value, *row[place + 1 :])


def _value(row: Row, kind: str) -> str:
    if kind in (NO_SUCH_DAY, NOT_A_DATE, FUTURE):
        return row[RECORDED]
    return row[SUSPECT] if kind == NOT_A_MARKER else row[NUMBER]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a list as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
