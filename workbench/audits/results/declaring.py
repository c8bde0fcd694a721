"""Declaring: which baselines an audit will be held against, fixed before its reading begins."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from checklists.baseline_register import all_baselines, baselines, own_baselines, own_files
from checklists.baselines import Baseline
from workbench.audits.desk import Desk
from workbench.audits.opening import load_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import entries
from workbench.record.tables import AnswerRow, Draw, Review, SampledCase

FIXED: Final = "comparisons fixed"
"""The action of the history that holds the list."""


def find_baseline(baseline_id: str, folder: Path | None = None) -> Baseline:
    """Return a baseline by its id, in whatever case it was typed.

    Raises:
        WorkbenchError: There is none of that id.
        ChecklistFaults: A file of the folder has faults.
    """
    for name, baseline in all_baselines(folder).items():
        if name.casefold() == baseline_id.strip().casefold():
            return baseline
    raise WorkbenchError(
        f"There is no baseline {baseline_id!r}.", "See them with: workbench baselines."
    )


def fix_comparisons(
    desk: Desk, audit_name: str, baseline_ids: Sequence[str], *, folder: Path | None = None
) -> tuple[str, ...]:
    """Fix the baselines that an audit will be held against, and return their ids.

    The list stands in the history, with the text of every file of a force's own that it draws on.
    Until the first answer it can be fixed anew; the last counts.

    Raises:
        Refused: The reading has begun, or the role of this login may not.
        WorkbenchError: There is no such audit or baseline, or none was named.
    """
    check_may(desk, Duty.HOLD_AGAINST)
    found = tuple(dict.fromkeys(find_baseline(name, folder).id for name in baseline_ids))
    if not found:
        raise WorkbenchError("No baseline was named.", "Name those that the audit is to be about.")
    with desk.record.writing() as session:
        audit = load_audit(session, audit_name)
        if _reading_began(session, audit.id):
            raise Refused(
                f"The reading of {audit_name} has begun, so its list can no longer be fixed.",
                "Compare without a list: the verdicts are then marked exploratory.",
            )
        details: Mapping[str, object] = {
            "audit": audit_name,
            "baselines": list(found),
            "files": _files_with(found, folder),
        }
        desk.enter(session, FIXED, about=f"audit:{audit.id}", details=details)
    return found


def fixed_comparisons(session: Session, audit_id: int) -> tuple[Baseline, ...]:
    """Return the baselines that were fixed for an audit, as they then read; none if none were."""
    fixed = [
        entry for entry in entries(session, about=f"audit:{audit_id}") if entry.action == FIXED
    ]
    if not fixed:
        return ()
    details = json.loads(fixed[-1].payload)
    known = dict(baselines())
    for name, text in details["files"].items():
        known |= own_baselines(text, name=name)
    return tuple(known[name] for name in details["baselines"])


def _files_with(ids: Sequence[str], folder: Path | None) -> dict[str, str]:
    """Return the force's own files that hold any of these baselines."""
    return {
        name: text
        for name, text in own_files(folder).items()
        if not own_baselines(text, name=name).keys().isdisjoint(ids)
    }


def _reading_began(session: Session, audit_id: int) -> bool:
    """Whether any question of any draw of the audit was ever answered."""
    query = (
        select(func.count())
        .select_from(AnswerRow)
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
        .where(col(Draw.audit_id) == audit_id)
    )
    return int(session.execute(query).scalar_one()) > 0
