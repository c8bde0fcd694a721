"""The app as its screens know it: what they may ask of it."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.safekeeping.restoring import Offer, Restoration
    from workbench.screens.steps import Subject


class TheApp(Protocol):
    """What a screen may ask of the app. `WorkbenchApp` is the one there is."""

    desk: "Desk | None"
    drafts: dict[object, str]
    forms: dict[str, dict[str, str]]
    duties: frozenset[str] | None
    """What the role of this login may do, by the names of `people.duties`; None until a record is
    open."""

    @property
    def asked_record(self) -> str | None:
        """The record as it was asked for; None for the usual one."""

    @property
    def record_name(self) -> str:
        """Where the open record is."""

    def open_desk(self) -> "Desk":
        """Return the desk, opening the record if it is not open; for workers."""

    def record_is_open(self) -> None:
        """Go to the audit that was asked for when the app was opened."""

    def open_audit(self, name: str) -> None:
        """Open an audit at its next step."""

    def go_to_step(self, step: str, subject: "Subject") -> None:
        """Show the screen of a step."""

    def restore_backup(self, offer: "Offer") -> "Restoration":
        """Put a backup in the place of the record, which is let go of first; for workers."""

    def use_record(self, path: str) -> None:
        """Let go of the open record, and open another when it is next asked for."""

    def change_theme(self) -> None:
        """Change between light and dark."""
