"""Running a command: its options found wherever they stand, its errors told in plain words."""

import sys
from collections.abc import Sequence
from typing import Final

GLOBAL_OPTIONS: Final = ("--record", "--auditor")
"""Options that go with every command, before or after its name."""
USE_WAS_WRONG: Final = 2


def run(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    from checklists.faults import ChecklistFaults
    from checklists.library import UnknownChecklistError
    from exports.errors import ExportError
    from sampling.errors import SamplingError
    from workbench.errors import WorkbenchError

    try:
        return _run(hoisted(arguments))
    except WorkbenchError as error:
        return _tell(*getattr(error, "faults", ()), error, code=error.exit_code)
    except (SamplingError, ChecklistFaults, UnknownChecklistError, ExportError) as error:
        return _tell(error, code=USE_WAS_WRONG)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        if error.filename is None:
            raise
        return _tell(_of_a_file(error), code=USE_WAS_WRONG)


def _of_a_file(error: OSError) -> str:
    """Return what the system said of a file where nobody had words for it."""
    return f"{error.filename}: {error.strerror}. Check the name, and who may use it."


def _run(arguments: Sequence[str]) -> int:
    from workbench.cli.commands import commands

    try:
        commands(list(arguments), prog_name="workbench")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _tell(*lines: object, code: int) -> int:
    for line in lines:
        sys.stderr.write(f"{line}\n")
    return code


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the global options moved to the front."""
    front: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word == "--":
            rest += [word, *left]
            break
        if word in GLOBAL_OPTIONS and left:
            front += [word, left.pop(0)]
        elif word.startswith(tuple(f"{option}=" for option in GLOBAL_OPTIONS)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest
