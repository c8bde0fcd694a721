"""The case header: which case of how many, its reference and stratum, and its kept fields."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from checklists.fields import YES_OR_NO
from workbench.widgets.glyphs import Glyphs

if TYPE_CHECKING:
    from workbench.audits.opening import AuditCase


class CaseHeader(Static):
    """Two lines about the case at hand."""

    DEFAULT_CSS = """
    CaseHeader {
        height: 2;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, case: "AuditCase", *, cases: int, marks: Glyphs) -> None:
        """Show a case."""
        self.update(case_words(case, cases=cases, marks=marks))


def case_words(case: "AuditCase", *, cases: int, marks: Glyphs) -> Content:
    """Return the two lines about a case; what is only yes or no stands last."""
    stratum = f"{marks.dot}stratum {case.stratum}" if case.stratum else ""
    telling_first = sorted(case.fields.items(), key=lambda field: field[1] in YES_OR_NO)
    fields = (f"{name.replace('_', ' ')} {value}" for name, value in telling_first if value)
    return Content("\n").join(
        [
            Content(f"Case {case.order} of {cases}  {case.reference}{stratum}").stylize("bold"),
            Content(marks.dot.join(fields)).stylize("$foreground 60%"),
        ]
    )


def case_facts(case: "AuditCase") -> list[Content]:
    """Return everything known of a case, one fact a line and none cut."""
    facts = [("Reference", case.reference), ("Stratum", case.stratum)]
    facts += [(name.replace("_", " "), value) for name, value in case.fields.items()]
    shown = [(name, value) for name, value in facts if value]
    return [Content.assemble((f"{name}: ", "bold"), value) for name, value in shown]
