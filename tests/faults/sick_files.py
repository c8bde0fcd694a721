"""Files that cannot be used: cut short, overwritten, foreign, locked, not ours to write, moved.

Each is asked for its rates, verified and given an answer, by the commands. Whatever is wrong with
it must be told plainly, and a file that cannot be used must be left as it was.
"""

import os
import random
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from checklists.answers import Answer
from tests.faults.apart import Found
from tests.faults.records import AUDIT, desk_at, drawn_record, places, scored_record
from workbench.audits.opening import open_audit
from workbench.audits.reviews.answering import give_answer
from workbench.cli.dispatch import run
from workbench.errors import NotSaved
from workbench.record import sqlite_file
from workbench.record.backups import Why, back_up_beside

PICTURE: Final = b"\x89PNG\r\n\x1a\n" + bytes(4000)
PAGE: Final = 4096
OPEN_FAILS: Final = ("rates", "verify", "answer")
NOT_SAVED: Final = ("answer",)


@dataclass(frozen=True, slots=True)
class Sick:
    """A file that was made sick.

    Attributes:
        make: Makes it so; gives what to undo it with.
        says: Words that its message must have.
        fails: The commands that must fail; the others must still do their work.
    """

    make: Callable[[Path], object]
    says: str
    fails: tuple[str, ...] = OPEN_FAILS


def _written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _over(start: int, content: bytes) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(start)
            file.write(content)

    return write


def _cut(share: float) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def _sql(statement: str) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute(statement)

    return change


def _emptied(path: Path) -> None:
    back_up_beside(path, Why.DAILY)
    path.write_bytes(b"")


def _other_database(path: Path) -> None:
    path.unlink()
    _sql("CREATE TABLE t (x)")(path)


def _held(lock: str) -> Callable[[Path], object]:
    def hold(path: Path) -> sqlite3.Connection:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute(f"BEGIN {lock}")
        return other

    return hold


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


SICK: Final[Mapping[str, Sick]] = {
    "emptied": Sick(_emptied, "backup"),
    "a text": Sick(_written(b"Crime No,Team\n00001,A\n"), "not a Casefile Workbench record"),
    "a picture": Sick(_written(PICTURE), "not a Casefile Workbench record"),
    "a folder": Sick(_folder, "it is a folder"),
    "a pipe": Sick(_pipe, "it is a device, and no file"),
    "another database": Sick(_other_database, "a database, but not"),
    "a newer schema": Sick(_sql("PRAGMA user_version=99"), "version 99"),
    "an overwritten header": Sick(_over(0, b"\xff" * 100), "not a Casefile Workbench record"),
    "a damaged header": Sick(_over(16, b"\xff" * 84), "not"),
    "cut to a tenth": Sick(_cut(0.1), "damaged"),
    "cut to a half": Sick(_cut(0.5), "damaged"),
    "being written": Sick(_held("IMMEDIATE"), "another program is writing", NOT_SAVED),
    "locked": Sick(_held("EXCLUSIVE"), "another program is writing"),
}
BOUND: Final[Mapping[str, Sick]] = {
    "read-only": Sick(lambda path: path.chmod(0o400), "may only be read", NOT_SAVED),
    "in a read-only folder": Sick(
        lambda path: path.parent.chmod(0o500), "may only be read", NOT_SAVED
    ),
    "unreadable": Sick(lambda path: path.chmod(0), "cannot be read"),
}
"""What only binds those who are held to the permissions of files."""


def try_sick_files(folder: Path, *, every: int = 1) -> Found:
    """Try every sick file that can be made anywhere, and garbage in one page of `every` so many."""
    found = Found()
    _try_all(found, folder, SICK)
    _try_garbage(found, folder, every * PAGE)
    return found


def try_forbidden_files(folder: Path) -> Found:
    """Try files that may not be written or read, as someone who is held to that."""
    found = Found()
    _try_all(found, folder, BOUND)
    return found


def cut_short(folder: Path, *, lengths: int, seed: int) -> Found:
    """Cut a record to many lengths: each is told to be damaged, and none ends in an error."""
    found = Found()
    whole = scored_record(folder / "sound.record").read_bytes()
    chance = random.Random(seed)  # noqa: S311 - chooses lengths, no secret
    path = folder / "cut.record"
    for length in sorted(chance.sample(range(1, len(whole)), lengths)):
        path.write_bytes(whole[:length])
        code, said = _command(found, f"cut to {length}", "verify", "--record", str(path))
        found.count("lengths")
        if not code or not said.strip():
            found.wrong.append(f"cut to {length} of {len(whole)} bytes: {said or 'nothing said'}")
    return found


def rename_underneath(folder: Path) -> Found:
    """Move a record away while it is open; then put another in its place."""
    found, path = Found(), drawn_record(folder / "workbench.record")
    other = drawn_record(folder / "other.record")
    with desk_at(path) as desk:
        audit = open_audit(desk, AUDIT)
        for what in (lambda: path.rename(folder / "moved.record"), lambda: other.rename(path)):
            what()
            try:
                give_answer(desk, audit, places(audit)[0], Answer.MET)
            except NotSaved as error:
                found.hear(str(error).replace(f"{folder}/", ""))
                found.count("refused")
            else:
                found.wrong.append("an answer was saved into a file that is not the one opened")
        path.unlink()
        (folder / "moved.record").rename(path)
        give_answer(desk, audit, places(audit)[0], Answer.MET)
    return found


def _try_all(found: Found, folder: Path, sick: Mapping[str, Sick]) -> None:
    sqlite_file.BUSY_TIMEOUT_MS = 50
    for name, what in sick.items():
        place = folder / name.replace(" ", "-")
        place.mkdir()
        record = scored_record(place / "workbench.record")
        case = _first_case(record)
        undo = what.make(record)
        before = record.read_bytes() if record.is_file() and name != "unreadable" else b""
        _try_commands(found, name, what, record, case)
        if isinstance(undo, sqlite3.Connection):
            undo.close()
        elif before and record.read_bytes() != before:
            found.wrong.append(f"{name}: the file was changed")
        found.count("files")


def _first_case(record: Path) -> str:
    with desk_at(record) as desk:
        return open_audit(desk, AUDIT).cases[0].reference


def _try_commands(found: Found, name: str, what: Sick, record: Path, case: str) -> None:
    commands = {
        "rates": ("rates", AUDIT),
        "verify": ("verify",),
        "answer": ("answer", AUDIT, case, "SUP-05", "met"),
    }
    for command, words in commands.items():
        code, said = _command(found, f"{name}, {command}", *words, "--record", str(record))
        if bool(code) != (command in what.fails):
            found.wrong.append(f"{name}: {command} ended with {code}: {said}")
        elif code and what.says not in said:
            found.wrong.append(f"{name}: {command} does not say {what.says!r}: {said}")
        elif code:
            found.hear(f"{name}: {said.strip().replace(str(record), 'RECORD')}")


def _try_garbage(found: Found, folder: Path, step: int) -> None:
    """Overwrite pages of a record in turn: `verify` says so."""
    whole = scored_record(folder / "sound.record").read_bytes()
    path = folder / "garbage.record"
    garbage = random.Random(7).randbytes(PAGE)  # noqa: S311 - garbage, no secret
    for start in range(0, len(whole), step):
        path.write_bytes(whole[:start] + garbage + whole[start + PAGE :])
        code, _ = _command(found, f"page {start // PAGE}", "verify", "--record", str(path))
        found.count("pages of garbage")
        if not code:
            found.wrong.append(f"page {start // PAGE} is garbage, and verify says nothing")


def _command(found: Found, which: str, *words: str) -> tuple[int, str]:
    """Run a command; return its exit code and what it said."""
    said = StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            return run(words), said.getvalue()
    except Exception as error:  # noqa: BLE001 - any at all is the defect that is looked for
        found.wrong.append(f"{which} ends in {type(error).__name__}: {error}")
        return 70, said.getvalue()
