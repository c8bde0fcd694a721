"""What is said of a text while it is typed, where it looks to hold personal data."""

from typing import TYPE_CHECKING

from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from workbench.audits.desk import Desk


def watched(desk: "Desk | None", text: str, *, called: str, otherwise: Notice) -> Notice:
    """Return the warning about a text that is being typed, or what is said otherwise.

    Nothing waits for it and no key changes its meaning: enter keeps the text as it is.

    Args:
        desk: Tells today; without one nothing can be kept, so nothing is said.
        text: What is typed so far.
        called: What it is, to begin the sentence with.
        otherwise: What is said where it looks clean.
    """
    warning = personal(desk, text, called=called)
    return Notice(f"{warning} enter keeps it.", Tone.WARNING) if warning else otherwise


def personal(desk: "Desk | None", text: str, *, called: str) -> str:
    """Return what a text looks to hold that is personal; nothing where it looks clean."""
    from workbench.audits.privacy.warnings import warning_of

    if desk is None:
        return ""
    today, colleagues = desk.clock().date(), desk.colleagues
    return warning_of(text, today=today, called=called, colleagues=colleagues)
