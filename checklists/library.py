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
_SHORT_FORMS = _LIBRARY / "short_forms"
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


@cache
def short_forms() -> Mapping[str, Checklist]:
    """Return every short form that comes with the program, by id. They add no questions."""
    return MappingProxyType(_as_written(_SHORT_FORMS))


def long_form(checklist_id: str, folder: Path | None = None) -> Checklist:
    """Return a checklist with questions of its own, as it is written, for a short form of it.

    Args:
        checklist_id: "SUP", in capitals.
        folder: Where it may be, before the library.

    Raises:
        UnknownChecklistError: There is none with this id that is no short form itself.
        ChecklistFaults: A file in the folder has faults.
    """
    own = _as_written(folder, short=False) if folder is not None else {}
    if checklist_id in own:
        return own[checklist_id]
    if checklist_id in library():
        return library()[checklist_id]
    raise UnknownChecklistError(checklist_id, tuple(sorted({*own, *library()})))


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


def _as_written(folder: Path, *, short: bool = True) -> dict[str, Checklist]:
    """Return the checklists of a folder, with or without the short forms among them."""
    from checklists.faults import ChecklistFaults, Fault
    from checklists.reading import parse_checklist, read_text
    from checklists.short_forms import is_short_form

    found: dict[str, Checklist] = {}
    for path in sorted(folder.glob("*.yaml")):
        text = "" if path.name == _PARAMETERS else read_text(path)
        if path.name == _PARAMETERS or (is_short_form(text) and not short):
            continue
        checklist = parse_checklist(text, name=path.name, folder=folder)
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
        known = sorted({*own, *library(), *short_forms()})
        raise UnknownChecklistError(checklist_id, tuple(known))
    checklist = own[wanted] if wanted in own else _from_library(wanted)
    settings = _settings(folder, own) if folder is not None else {}
    return settle(checklist, settings, on=on)


def _is_in_library(checklist_id: str) -> bool:
    return checklist_id.isalnum() and _library_file(checklist_id).is_file()


@cache
def _from_library(checklist_id: str) -> Checklist:
    from checklists.reading import parse_checklist, read_text

    path = _library_file(checklist_id)
    return parse_checklist(read_text(path), name=path.name)


def _library_file(checklist_id: str) -> Path:
    name = f"{checklist_id.lower()}.yaml"
    long = _LIBRARY / name
    return long if long.is_file() else _SHORT_FORMS / name
