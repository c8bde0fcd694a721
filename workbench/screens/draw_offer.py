"""What a draw can be made from. To be called in a worker."""

from typing import TYPE_CHECKING

from workbench.widgets.draw_form import DrawOffer

if TYPE_CHECKING:
    from workbench.audits.desk import Desk


def find_offer(desk: "Desk", audit_name: str | None) -> DrawOffer:
    """Return the populations, the checklists and the usual pace.

    Args:
        desk: Whose record it is.
        audit_name: The audit to draw again for: its population and checklists are settled.

    Raises:
        WorkbenchError: There is no such audit.
    """
    from checklists.library import library
    from workbench.audits.draws.planning import usual_minutes
    from workbench.audits.opening import open_audit
    from workbench.audits.populations import populations

    known = populations(desk)
    if audit_name is not None:
        known = (open_audit(desk, audit_name).population,)
    held = [view for view in known if view.held]
    return DrawOffer(
        populations={view.name: view.part.kept_columns for view in held},
        sizes={view.name: view.part.frame_size for view in held},
        not_held={view.name: view.why_not_held for view in known if not view.held},
        checklists={checklist.id: checklist.title for checklist in library().values()},
        minutes=usual_minutes(desk),
        audit=audit_name or "",
    )
