"""Browsing: finding one's way in a list of cases, in a file or in the record."""

from bisect import bisect_left
from pathlib import Path

from sampling.frames import CHUNK_ROWS
from workbench.audits.desk import Desk
from workbench.audits.intake.containers import WORKBOOK, container
from workbench.audits.intake.faults import FaultLog
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.textlists import open_text
from workbench.audits.intake.workbooks import open_workbook
from workbench.audits.populations import PopulationView, rows


def columns_of(path: Path, options: ReadingOptions | None = None) -> tuple[str, ...]:
    """Return the names of the columns of a list, as its header gives them; no row is read.

    Raises:
        IntakeFaults: It cannot be opened.
    """
    log = FaultLog(path.name)
    chosen = options or ReadingOptions()
    kind = container(path, log, surely_text=chosen.encoding is not None)
    if kind == WORKBOOK:
        return tuple(open_workbook(path, options=chosen, log=log).header)
    return tuple(open_text(path, options=chosen, wanted=(), log=log).header)


def place_of(desk: Desk, view: PopulationView, reference: str) -> int:
    """Return where a reference stands in a population, from 0, or where it would stand.

    The first reference that is not below it in the order of the frame; the last one at most.
    """
    low, high = 0, (view.part.frame_size - 1) // CHUNK_ROWS
    while low < high:
        middle = (low + high + 1) // 2
        first = rows(desk, view.id, start=middle * CHUNK_ROWS, count=1).references[0]
        low, high = (middle, high) if first <= reference else (low, middle - 1)
    window = rows(desk, view.id, start=low * CHUNK_ROWS, count=CHUNK_ROWS)
    at = low * CHUNK_ROWS + bisect_left(window.references, reference)
    return min(at, view.part.frame_size - 1)
