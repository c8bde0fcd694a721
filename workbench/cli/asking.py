"""Asking for what must not be shown: only at a terminal, where it can be hidden as it is typed."""

import sys

from workbench.errors import WorkbenchError


def check_can_ask(what: str, remedy: str) -> None:
    """Check, before anything is asked, that there is a terminal that hides what is typed.

    Args:
        what: What would be asked for, as "password".
        remedy: What to do where there is none.

    Raises:
        WorkbenchError: There is no terminal.
    """
    if not sys.stdin.isatty():
        raise WorkbenchError(
            f"There is no terminal to ask for the {what} in, so it could be shown.", remedy
        )
