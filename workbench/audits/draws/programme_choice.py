"""Choosing an audit programme and a part of it, by the ids that a person types."""

from checklists.programmes import Programme, ProgrammePart, programmes
from workbench.errors import WorkbenchError


def find_programme(programme_id: str) -> Programme:
    """Return a programme by its id, in whatever case it was typed.

    Raises:
        WorkbenchError: There is none of that id; the message names those there are.
    """
    found = programmes().get(programme_id.strip().casefold())
    if found is None:
        known = ", ".join(programmes())
        raise WorkbenchError(f"There is no programme {programme_id!r}.", f"There are: {known}.")
    return found


def find_part(programme: Programme, part_id: str) -> ProgrammePart:
    """Return a part by its id; of a programme with a single part, that part.

    Raises:
        WorkbenchError: There is no such part, or several and none was named.
    """
    if not part_id and len(programme.parts) == 1:
        return programme.parts[0]
    for part in programme.parts:
        if part.id == part_id.strip().casefold():
            return part
    known = ", ".join(part.id for part in programme.parts)
    problem = f"no part {part_id!r}" if part_id else f"{len(programme.parts)} parts"
    raise WorkbenchError(f"{programme.id} has {problem}.", f"Name one with --part: {known}.")
