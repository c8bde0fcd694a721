"""The form for an allocation: who reads and how much, and which columns tell of a conflict."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from workbench.widgets.capacity_field import CapacityField
from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow

if TYPE_CHECKING:
    from workbench.audits.people.allocating import AllocationAsked
    from workbench.audits.people.allocation_offer import AllocationOffer
    from workbench.audits.people.first_readings import FirstReadings
    from workbench.audits.people.people import Person

NO_RULE = "no rule"


class AllocateForm(Form):
    """A row for each person, and one for each conflict rule."""

    DEFAULT_CSS = """
    AllocateForm FormRow > .label { width: 26; text-overflow: ellipsis; }
    """

    def __init__(self, offer: "AllocationOffer", found: "FirstReadings") -> None:
        super().__init__()
        self._offer = offer
        self._found = found

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        for place, person in enumerate(self._offer.people):
            ticked = self._reads_at_first(person)
            yield FormRow(person.name, CapacityField(ticked=ticked, id=f"reader-{place}"))
        yield FormRow("Own case", ChoiceField(self._columns(), id="own-case"))
        yield FormRow("Own team", ChoiceField(self._columns(), id="own-team"))

    def on_mount(self) -> None:
        """Show the rules that are in force."""
        for field_id, kind in (("own-case", "own case"), ("own-team", "own team")):
            field, column = self.field(field_id, ChoiceField), self._found.rules.get(kind, "")
            if column in field.keys:
                field.choose(column)

    def _columns(self) -> list[Choice]:
        columns = [Choice(column, f"told by {column}") for column in self._offer.columns]
        return [Choice("", NO_RULE), *columns]

    def _reads_at_first(self, person: "Person") -> bool:
        """Whether somebody is ticked to begin with: who has cases now, else every auditor."""
        if self._found.allocated:
            return any(reader.name == person.name for reader in self._found.readers)
        return person.role == "auditor"

    @property
    def asked(self) -> "AllocationAsked":
        """The allocation as the form asks for it."""
        from sampling.reading_allocation import Reader
        from workbench.audits.people.allocating import AllocationAsked
        from workbench.audits.people.conflict_rules import RulesAsked

        capacities = [
            (person.name, self.field(f"reader-{place}", CapacityField).capacity)
            for place, person in enumerate(self._offer.people)
        ]
        return AllocationAsked(
            readers=tuple(Reader(name, weight=much) for name, much in capacities if much),
            rules=RulesAsked(own_case=self.choice("own-case"), own_team=self.choice("own-team")),
            again=self._found.allocated,
        )
