"""The checklists at hand: those of the library, and those in a force's own folder."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from checklists.questions import Checklist

_LIBRARY = Path(__file__).parent / "library"


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
    return MappingProxyType(own_checklists(_LIBRARY))


def own_checklists(folder: Path) -> dict[str, Checklist]:
    """Return every checklist in a folder (`*.yaml`), by id, in the order of the ids.

    Raises:
        ChecklistFaults: A file has faults, or two files have the same id.
    """
    from checklists.faults import ChecklistFaults, Fault
    from checklists.reading import read_checklist

    found: dict[str, Checklist] = {}
    for path in sorted(folder.glob("*.yaml")):
        checklist = read_checklist(path)
        if checklist.id in found:
            problem = f"another file of the folder holds the checklist {checklist.id} too"
            raise ChecklistFaults((Fault(path.name, 1, problem, "Give one of them another id."),))
        found[checklist.id] = checklist
    return dict(sorted(found.items()))


def find_checklist(checklist_id: str, folder: Path | None = None) -> Checklist:
    """Return a checklist by its id, in capitals or not.

    Args:
        checklist_id: "SUP".
        folder: A force's own folder. Its checklist takes the place of one of the library.

    Raises:
        UnknownChecklistError: There is none with this id.
        ChecklistFaults: A file in the folder has faults.
    """
    wanted = checklist_id.strip().upper()
    own = own_checklists(folder) if folder is not None else {}
    if wanted in own:
        return own[wanted]
    if _is_in_library(wanted):
        return _from_library(wanted)
    raise UnknownChecklistError(checklist_id, tuple(sorted({*own, *library()})))


def _is_in_library(checklist_id: str) -> bool:
    return checklist_id.isalnum() and _library_file(checklist_id).is_file()


@cache
def _from_library(checklist_id: str) -> Checklist:
    from checklists.reading import read_checklist

    return read_checklist(_library_file(checklist_id))


def _library_file(checklist_id: str) -> Path:
    return _LIBRARY / f"{checklist_id.lower()}.yaml"
