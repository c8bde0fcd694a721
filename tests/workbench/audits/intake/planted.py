"""A crime register of 12,000 rows with 30 planted faults, the same every time.

    python -m tests.workbench.audits.intake.planted FILE

writes it and lists what was planted. Between the faults stand things that only look wrong: line
breaks and doubled quotes inside values, blank rows, accents, references that begin with zeros.
"""

import csv
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random

from workbench.audits.intake.faults import FaultCode

ROWS = 12_000
HEADER = (
    *("Crime Number", "Recorded Date", "Offence", "Offence Group", "Team", "Supervisor"),
    *("Outcome Type", "Victim Marker", "Personal Victim", "DA Marker", "Vulnerable Marker"),
    *("Suspect Marker", "Status", "Charged", "Attended", "Days Open", "Officer In Case"),
    "Victim Name",
)
OFFENCES = (
    ("Burglary, dwelling", "Burglary"),
    ("Theft from a caf\u00e9", "Theft"),
    ('Criminal damage ("minor")', "Criminal damage"),
    ("Assault\noccasioning injury", "Violence"),
    ("Harassment", "Violence"),
)


@dataclass(frozen=True)
class Planted:
    """One planted fault: the line it is on and the code it must be reported with."""

    line: int
    code: FaultCode


def row_values(number: int, chance: Random) -> dict[str, str]:
    offence, group = OFFENCES[chance.randrange(len(OFFENCES))]
    return {
        "Crime Number": f"00{number:05d}/22",
        "Recorded Date": f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/2022",
        "Offence": offence,
        "Offence Group": group,
        "Team": f"Team {chance.randint(1, 12)}",
        "Supervisor": f"S{chance.randint(100, 140)}",
        "Outcome Type": str(chance.randint(1, 22)),
        "Victim Marker": chance.choice("YN"),
        "Personal Victim": chance.choice(("Yes", "No", "")),
        "DA Marker": chance.choice(("True", "False")),
        "Vulnerable Marker": chance.choice("10"),
        "Suspect Marker": chance.choice("yn"),
        "Status": chance.choice(("Open", "CLOSED")),
        "Charged": chance.choice("YN"),
        "Attended": chance.choice("YN"),
        "Days Open": str(chance.randint(0, 400)),
        "Officer In Case": f"PC {chance.randint(1000, 9999)}",
        "Victim Name": "Not exported",
    }


def written(values: dict[str, str]) -> bytes:
    text = StringIO()
    csv.writer(text).writerow([values[name] for name in HEADER])
    return text.getvalue().encode()


def changed(**cells: str) -> Callable[[dict[str, str]], bytes]:
    """Return a fault that puts other values in some cells."""
    return lambda values: written(values | {k.replace("_", " "): v for k, v in cells.items()})


def replaced(old: bytes, new: bytes) -> Callable[[dict[str, str]], bytes]:
    """Return a fault that alters the bytes of a plain row."""
    return lambda values: written(values | {"Offence": "Harassment"}).replace(old, new, 1)


CODE = FaultCode
FAULTS: dict[int, tuple[FaultCode, Callable[[dict[str, str]], bytes]]] = {
    150: (CODE.BLANK_REFERENCE, changed(Crime_Number="")),
    700: (CODE.BLANK_REFERENCE, changed(Crime_Number="   ")),
    1100: (CODE.REPEATED_REFERENCE, changed(Crime_Number="0000010/22")),
    1500: (CODE.REPEATED_REFERENCE, changed(Crime_Number=" 0000011/22 ")),
    1501: (CODE.REPEATED_REFERENCE, changed(Crime_Number="0000011/22")),
    1900: (CODE.RAGGED, replaced(b",Harassment", b"")),
    2300: (CODE.RAGGED, replaced(b",Harassment", b",Harassment,and more")),
    2301: (CODE.RAGGED, replaced(b",Not exported", b"")),
    2700: (CODE.RAGGED, replaced(b"Not exported", b"Not exported,,,")),
    3100: (CODE.QUOTE, replaced(b"Harassment", b'"Harassment')),
    3500: (CODE.QUOTE, replaced(b"Harassment", b'"Harass"ment')),
    3900: (CODE.NUL, replaced(b"Harassment", b"Harass\0ment")),
    4300: (CODE.UNDECODABLE, replaced(b"Harassment", b"Caf\xe9")),
    4301: (CODE.UNDECODABLE, replaced(b"Harassment", b"Harassment \x93again\x94")),
    4700: (CODE.MANGLED_REFERENCE, changed(Crime_Number="2.20123E+17")),
    5100: (CODE.MANGLED_REFERENCE, changed(Crime_Number="21/12/2022")),
    5500: (CODE.MANGLED_REFERENCE, changed(Crime_Number="Dec-22")),
    5900: (CODE.CONTROL_CHARACTER, changed(Crime_Number="0099\x07001/22")),
    6300: (CODE.CONTROL_CHARACTER, changed(Crime_Number="00990\u200b02/22")),
    6700: (CODE.UNREADABLE_DATE, changed(Recorded_Date="soon after")),
    7100: (CODE.UNREADABLE_DATE, changed(Recorded_Date="44621")),
    7500: (CODE.IMPOSSIBLE_DATE, changed(Recorded_Date="31/02/2022")),
    7900: (CODE.IMPOSSIBLE_DATE, changed(Recorded_Date="03/25/2022")),
    8300: (CODE.FUTURE_DATE, changed(Recorded_Date="01/01/2099")),
    8700: (CODE.FUTURE_DATE, changed(Recorded_Date="2098-06-30")),
    9100: (CODE.EARLY_DATE, changed(Recorded_Date="01/04/1822")),
    9500: (CODE.BLANK_DATE, changed(Recorded_Date="")),
    9900: (CODE.MARKER, changed(Victim_Marker="Maybe")),
    10300: (CODE.MARKER, changed(Attended="N/K")),
    11999: (CODE.LONG_VALUE, replaced(b"Harassment", b"x" * (1 << 20) + b"xx")),
}
BLANK_ROWS = (1000, 8000)


def write_planted(path: Path) -> tuple[Planted, ...]:
    """Write the file and return what was planted, in the order of the lines."""
    chance = Random(20220329)  # noqa: S311 - a test file, not a draw
    planted: list[Planted] = []
    line = 2
    with path.open("wb") as file:
        file.write(",".join(HEADER).encode() + b"\r\n")
        for number in range(1, ROWS + 1):
            values = row_values(number, chance)
            content = written(values)
            if number in FAULTS:
                code, spoil = FAULTS[number]
                content = spoil(values | {"Offence": "Harassment"})
                planted.append(Planted(line, code))
            elif number in BLANK_ROWS:
                content = b"\r\n"
            file.write(content)
            line += content.count(b"\n")
    return tuple(planted)


if __name__ == "__main__":
    for fault in write_planted(Path(sys.argv[1])):
        print(f"line {fault.line}: {fault.code}")  # noqa: T201 - it is a command here
