"""The register of baselines: those that come with the program, and those of a force's folder."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists.baseline_reading import parse_baselines
from checklists.baselines import Baseline
from checklists.faults import ChecklistFaults, Fault, FaultList

_FILE: Final = Path(__file__).parent / "baselines.yaml"
OWN_FOLDER: Final = "baselines"
"""The folder, inside a force's own, that holds its baselines."""


@cache
def baselines() -> Mapping[str, Baseline]:
    """Return every baseline that comes with the program, by id, in the order of the register."""
    text = _FILE.read_text("utf-8")
    return MappingProxyType(parse_baselines(text, FaultList(_FILE.name)))


def all_baselines(folder: Path | None = None) -> Mapping[str, Baseline]:
    """Return the register and the baselines of a force's own folder.

    Args:
        folder: A force's own folder; its files `baselines/*.yaml` are read.

    Raises:
        ChecklistFaults: A file has faults, or gives an id that is taken.
    """
    found = dict(baselines())
    for name, text in own_files(folder).items():
        for baseline in own_baselines(text, name=name).values():
            if baseline.id in found:
                problem = f"there is a baseline {baseline.id} already"
                raise ChecklistFaults((Fault(name, 1, problem, "Give it another id."),))
            found[baseline.id] = baseline
    return MappingProxyType(found)


def own_files(folder: Path | None) -> dict[str, str]:
    """Return the text of each file of baselines in a force's own folder, by its name.

    Raises:
        ChecklistFaults: A file cannot be read as text.
    """
    if folder is None:
        return {}
    return {path.name: _text_of(path) for path in sorted((folder / OWN_FOLDER).glob("*.yaml"))}


def own_baselines(text: str, *, name: str) -> dict[str, Baseline]:
    """Return the baselines of a file; its documents and those of the register can be named.

    Raises:
        ChecklistFaults: With every fault of the file.
    """
    known = {one.document.id: one.document for one in baselines().values()}
    return parse_baselines(text, FaultList(name), documents=known)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        FaultList(path.name).stop(1, "it cannot be read as text", "Save it as UTF-8 text.")
