"""Files that leave by a command: nothing that is there already is written over unasked."""

from pathlib import Path
from typing import Annotated

import typer

from exports.whole_files import is_there
from workbench.errors import WorkbenchError

Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")]


def check_free(path: Path, *, force: bool) -> None:
    """Refuse a file that is there already, unless it may be written over.

    Raises:
        WorkbenchError: It is there.
    """
    if is_there(path) and not force:
        raise WorkbenchError(
            f"{path} is there already.", "Choose another name, or write over it with --force."
        )
