"""The checklists at hand: those of the library, and those in a force's own folder."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from checklists.questions import Checklist

if TYPE_CHECKING:
    from checklists.settings import Setting

_LIBRARY = Path(__file__).parent / "library"
_PARAMETERS = "parameters.yaml"


class UnknownChecklistError(LookupError):
    """No checklist has the id that was asked for; the message names those there are."""

    def __init__(self, checklist_id: str, known: tuple[str, ...]) -> None:
        super().__init__(checklist_id, known)
        self.checklist_id = checklist_id
        self.known = known

    def __str__(self) -> str:
        return f"there is no checklist {self.checklist_id!r}. There are {', '.join(self.known)}."


@cache
def library() -> Mapping[str, Checklist]:
    """Return every checklist that comes with the program, by id, in the order of the ids."""
    return MappingProxyType(_as_written(_LIBRARY))


def own_checklists(folder: Path, *, on: date | None = None) -> dict[str, Checklist]:
    """Return every checklist in a folder (`*.yaml`), by id, in the order of the ids.

    Those that the folder's `parameters.yaml` names values for are settled by it.

    Args:
        folder: A force's own folder.
        on: The day whose standards hold; None is now.

    Raises:
        ChecklistFaults: A file has faults, or two files have the same id.
    """
    from checklists.settings import settle

    found = _as_written(folder)
    settings = _settings(folder, found)
    return {name: settle(checklist, settings, on=on) for name, checklist in found.items()}


def _as_written(folder: Path) -> dict[str, Checklist]:
    from checklists.faults import ChecklistFaults, Fault
    from checklists.reading import read_checklist

    found: dict[str, Checklist] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _PARAMETERS:
            continue
        checklist = read_checklist(path)
        if checklist.id in found:
            problem = f"another file of the folder holds the checklist {checklist.id} too"
            raise ChecklistFaults((Fault(path.name, 1, problem, "Give one of them another id."),))
        found[checklist.id] = checklist
    return dict(sorted(found.items()))


def _settings(folder: Path, own: Mapping[str, Checklist]) -> "dict[str, Setting]":
    from checklists.settings import read_settings

    path = folder / _PARAMETERS
    if not path.is_file():
        return {}
    every = (*library().values(), *own.values())
    return read_settings(path, {p.id: p for checklist in every for p in checklist.parameters})


def find_checklist(
    checklist_id: str, folder: Path | None = None, *, on: date | None = None
) -> Checklist:
    """Return a checklist by its id, in capitals or not, with the force's standards in it.

    Args:
        checklist_id: "SUP".
        folder: A force's own folder. Its checklist takes the place of one of the library, and its
            `parameters.yaml` sets the standards of both.
        on: The day whose standards hold, for work done in the past; None is now.

    Raises:
        UnknownChecklistError: There is none with this id.
        ChecklistFaults: A file in the folder has faults.
    """
    from checklists.settings import settle

    wanted = checklist_id.strip().upper()
    own = _as_written(folder) if folder is not None else {}
    if wanted not in own and not _is_in_library(wanted):
        raise UnknownChecklistError(checklist_id, tuple(sorted({*own, *library()})))
    checklist = own[wanted] if wanted in own else _from_library(wanted)
    settings = _settings(folder, own) if folder is not None else {}
    return settle(checklist, settings, on=on)


def _is_in_library(checklist_id: str) -> bool:
    return checklist_id.isalnum() and _library_file(checklist_id).is_file()


@cache
def _from_library(checklist_id: str) -> Checklist:
    from checklists.reading import read_checklist

    return read_checklist(_library_file(checklist_id))


def _library_file(checklist_id: str) -> Path:
    return _LIBRARY / f"{checklist_id.lower()}.yaml"
