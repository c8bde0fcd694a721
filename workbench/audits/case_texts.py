"""Texts of cases, where the record can show them: only the example force has any."""

from typing import Final

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase
from workbench.record.settings import read_setting

SETTING: Final = "case_texts"
NORTHSHIRE: Final = "northshire:"


def case_text(desk: Desk, case: AuditCase) -> str | None:
    """Return the text of a case, or None where it is read in the records system."""
    with desk.record.reading() as session:
        source = read_setting(session, SETTING) or ""
    if not source.startswith(NORTHSHIRE):
        return None
    from workbench.audits.demo.case_texts import case_text as told

    return told(source.removeprefix(NORTHSHIRE), case.reference, case.fields)
