"""What every command starts from: a desk at the record that was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that go with every command, as they were given."""

    record: str | None = None
    auditor: str | None = None


@contextmanager
def desk(context: typer.Context, *, make: bool = False) -> Iterator["Desk"]:
    """Open the record that was asked for, and close it at the end.

    Args:
        context: The command.
        make: Whether a record is made where there is none; a mistyped path must not make one.

    Raises:
        WorkbenchError: There is no record, and none is to be made.
    """
    from workbench.audits.desk import Desk, this_person
    from workbench.record.engine import open_record
    from workbench.record.location import record_path

    asked = context.find_object(Asked) or Asked()
    path = record_path(asked.record)
    if not make and not path.exists():
        raise WorkbenchError(
            f"There is no record at {path}.",
            "Name the right one with --record, or begin one: workbench import FILE --name NAME.",
        )
    record = open_record(path)
    try:
        yield Desk(record=record, auditor=asked.auditor or this_person())
    finally:
        record.close()


@contextmanager
def desk_if_there(context: typer.Context) -> Iterator["Desk | None"]:
    """Open the record if it is there; a check that needs none makes none."""
    from workbench.record.location import record_path

    asked = context.find_object(Asked) or Asked()
    if not record_path(asked.record).is_file():
        yield None
        return
    with desk(context) as at:
        yield at
