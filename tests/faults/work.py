"""The pieces of work that are cut short: what each begins with, does, and may leave behind."""

import lzma
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from checklists.answers import Answer
from tests.conftest import Clock
from tests.faults import records
from workbench.audits.opening import open_audit
from workbench.audits.results.reporting import export_audit
from workbench.audits.reviews.answering import give_answer
from workbench.audits.safekeeping.backing_up import back_up_record
from workbench.audits.safekeeping.restoring import restore_record
from workbench.record.engine import open_record
from workbench.record.soundness import file_faults
from workbench.record.way_back import newest_sound

NAME: Final = "workbench.record"
OLD_RECORD: Final = Path(__file__).parents[1] / "record" / "schema-1.record.xz"
BACKUP: Final = "kept.record"

State = object
"""All that a user would find: what the record holds, and what other files there are."""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work.

    Attributes:
        prepare: Makes what it begins with in a folder.
        do: Does it, in that folder.
        stages: The states that it may be left in, in order. Each is whole: `verify` holds, and
            the work can be done again from it.
        state: What a user would find in the folder.
        opens: Whether there is a record to verify before it is done.
    """

    prepare: Callable[[Path], None]
    do: Callable[[Path], None]
    stages: tuple[str, ...]
    state: Callable[[Path], State]
    opens: bool = True


def _contents(folder: Path) -> State:
    path = folder / NAME
    return records.contents(path) if path.exists() and path.stat().st_size else None


def _with_file(name: str) -> Callable[[Path], State]:
    def state(folder: Path) -> State:
        leaving = folder / name
        kept = sha256(leaving.read_bytes()).hexdigest() if leaving.exists() else None
        return _contents(folder), kept

    return state


def _with_backup(folder: Path) -> State:
    target = folder / BACKUP
    return _contents(folder), target.exists() and (records.contents(target), file_faults(target))


def _migrated(folder: Path) -> State:
    """A new schema must have its backup; an old one may."""
    found = _contents(folder)
    is_new = isinstance(found, Mapping) and found["the user_version"] != [(1,)]
    return found, is_new and newest_sound(folder / NAME) is not None


def _import(folder: Path) -> None:
    with records.desk_at(folder / NAME) as desk:
        records.import_crimes(desk, records.crimes_list(folder))


def _draw(folder: Path) -> None:
    with records.desk_at(folder / NAME) as desk:
        records.draw_september(desk)


def _answer(folder: Path) -> None:
    with records.desk_at(folder / NAME) as desk:
        audit = open_audit(desk, records.AUDIT)
        give_answer(desk, audit, records.places(audit)[-1], Answer.MET, seconds=3)


def _export(name: str) -> Callable[[Path], None]:
    def export(folder: Path) -> None:
        with records.desk_at(folder / NAME) as desk:
            export_audit(desk, records.AUDIT, folder / name)

    return export


def _back_up(folder: Path) -> None:
    with records.desk_at(folder / NAME) as desk:
        back_up_record(desk, folder / BACKUP, force=True)


def _restore(folder: Path) -> None:
    restore_record(folder / NAME, folder / BACKUP, auditor="auditor 1", clock=Clock())


def _open(folder: Path) -> None:
    open_record(folder / NAME).close()


def _empty(folder: Path) -> None:
    records.empty_record(folder / NAME)
    records.crimes_list(folder)


def _listed(folder: Path) -> None:
    records.listed_record(folder / NAME)


def _drawn(folder: Path) -> None:
    records.drawn_record(folder / NAME)


def _scored(folder: Path) -> None:
    records.scored_record(folder / NAME)


def _exported(name: str) -> Callable[[Path], None]:
    def exported(folder: Path) -> None:
        _scored(folder)
        (folder / name).write_text("the report of last month", encoding="utf-8")

    return exported


def _backed_up(folder: Path) -> None:
    _scored(folder)
    _back_up(folder)
    _answer(folder)


def _old(folder: Path) -> None:
    (folder / NAME).write_bytes(lzma.decompress(OLD_RECORD.read_bytes()))


def _export_work(name: str) -> Work:
    stages = ("the old file", "the new file, not yet in the history", "the new file")
    return Work(_exported(name), _export(name), stages, _with_file(name))


WORK: Final[Mapping[str, Work]] = {
    "make": Work(lambda _: None, _open, ("no record", "a record"), _contents, opens=False),
    "import": Work(_empty, _import, ("no population", "the population"), _contents),
    "draw": Work(_listed, _draw, ("no audit", "a sealed plan", "the sample"), _contents),
    "answer": Work(_drawn, _answer, ("no answer", "the answer"), _contents),
    "export": _export_work("report.md"),
    "export a workbook": _export_work("report.xlsx"),
    "back up": Work(_scored, _back_up, ("no backup", "the backup"), _with_backup),
    "restore": Work(_backed_up, _restore, ("the record", "the backup in its place"), _contents),
    "migrate": Work(_old, _open, ("the old schema", "the new schema"), _migrated),
}
