"""Flipped bytes: a record with one byte changed, and what `verify` makes of it.

A flip either changes something that the record holds, and must be reported; or it falls into space
that holds nothing, and changes no value of any row, nor the schema, nor what the header says.
"""

import random
import shutil
import sqlite3
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

from tests.faults.apart import Found
from tests.faults.records import Contents, contents, scored_record
from workbench.cli.dispatch import run

SCHEMA = "the schema"
UNSEALED = ("bookmark", "lease")
"""Where an auditor was, and who has a case open: no figure rests on them."""


def flip_bytes(folder: Path, *, flips: int, seed: int) -> Found:
    """Flip single bytes anywhere in a record, and ask `verify` each time."""
    found = Found()
    sound = scored_record(folder / "sound.record", size=20)
    whole, holds = sound.read_bytes(), contents(sound)
    chance = random.Random(seed)  # noqa: S311 - chooses bytes, no secret
    at = folder / "workbench.record"
    for _ in range(flips):
        where, by = chance.randrange(len(whole)), chance.randint(1, 255)
        _write(at, whole, where, by)
        found.count("flips")
        reported = _verify(found, at, f"byte {where} by {by}")
        _write(at, whole, where, by)
        found.count(_what_it_was(found, at, holds, f"byte {where} by {by}", reported=reported))
    return found


def _write(at: Path, whole: bytes, where: int, by: int) -> None:
    for left in at.parent.glob(f"{at.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    at.write_bytes(whole[:where] + bytes([whole[where] ^ by]) + whole[where + 1 :])


def _verify(found: Found, at: Path, which: str) -> bool:
    """Run `workbench verify`; True where it says that something is wrong."""
    said, code = StringIO(), 0
    try:
        with redirect_stdout(said), redirect_stderr(said):
            code = run(["verify", "--record", str(at)])
    except Exception as error:  # noqa: BLE001 - any at all is the defect that is looked for
        found.wrong.append(f"{which} ends in {type(error).__name__}: {error}")
    if code and not said.getvalue().strip():
        found.wrong.append(f"{which} is reported by nothing but an exit code")
    return code != 0


def _what_it_was(found: Found, at: Path, holds: Contents, which: str, *, reported: bool) -> str:
    if reported:
        return "reported"
    changed = _changed(at, holds)
    if not changed:
        return "changed nothing"
    if changed <= set(UNSEALED):
        return "changed a bookmark"
    found.wrong.append(f"{which} changes {', '.join(sorted(changed))}, and is not reported")
    return "not reported"


def _changed(at: Path, holds: Contents) -> set[str]:
    """Return what the record holds otherwise than before."""
    now: Contents = {}
    with suppress(sqlite3.Error, UnicodeError):
        now = contents(at)
    differs = {name for name in holds.keys() | now.keys() if holds.get(name) != now.get(name)}
    if differs == {SCHEMA} and _as_read(now) == _as_read(holds):
        return set()
    return differs


def _as_read(contents: Contents) -> list[str]:
    """Return the schema as SQL reads it, to which spaces and the case of letters are nothing."""
    return [" ".join(str(text).split()).casefold() for *_, text in contents[SCHEMA]]
