"""A check at the start: the packages beside this one are ours, not others of the same name."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

SIBLINGS: Final = ("sampling", "checklists", "exports")


def check_own_packages() -> None:
    """Stop with a plain message if another package hides one of ours.

    The four top-level names are general words. Installed into a shared environment, or run from
    a folder with a `sampling.py` in it, the wrong one could be imported.
    """
    if strangers := shadowed_packages(Path(__file__).parents[1]):
        listed = "".join(f"\n  {name} is found at {place}" for name, place in strangers)
        sys.stderr.write(
            f"Casefile Workbench cannot start: other packages hide its own.{listed}\n"
            "Install it by itself (uv tool install casefile-workbench, or pipx), and run it from "
            "another folder.\n"
        )
        sys.exit(2)


def shadowed_packages(home: Path) -> list[tuple[str, str]]:
    """Return the sibling packages that are not found in `home`, with where they are found."""
    found = {name: _place(name) for name in SIBLINGS}
    return [(name, place) for name, place in found.items() if Path(place) != home / name]


def _place(name: str) -> str:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return "nowhere"
    origin = Path(spec.origin)
    return str(origin.parent if origin.name == "__init__.py" else origin)
