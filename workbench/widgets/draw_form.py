"""The form for a draw: which cases, by which design, how many, and by which seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow, number_row, text_row
from workbench.widgets.text_field import TextField
from workbench.widgets.tick_field import TickField

if TYPE_CHECKING:
    from workbench.audits.draws.designs import DesignAsked
    from workbench.audits.draws.drawing import DrawPlan

DESIGNS: Final = (
    Choice("simple", "simple: every case alike"),
    Choice("stratified", "stratified: some from each group"),
    Choice("systematic", "systematic: at equal steps"),
    Choice("cluster", "cluster: whole groups"),
    Choice("two-stage", "two-stage: groups, then cases"),
    Choice("pps", "pps: in proportion to a size"),
)
ALLOCATIONS: Final = (
    Choice("proportional", "proportional to the groups"),
    Choice("equal", "the same from each group"),
)
NO_COLUMN: Final = Choice("", "none: the order of the references")
FIELDS_OF: Final[Mapping[str, frozenset[str]]] = {
    "simple": frozenset({"size"}),
    "stratified": frozenset({"by", "allocation", "minimum", "size"}),
    "systematic": frozenset({"by", "size"}),
    "cluster": frozenset({"by", "clusters"}),
    "two-stage": frozenset({"by", "clusters", "size"}),
    "pps": frozenset({"by", "size"}),
}
"""The fields that a design has beside those of all designs."""
PARTICULAR: Final = frozenset[str]().union(*FIELDS_OF.values())

TRUE_RATE: Final = "80"
"""What is to be shown where nothing is typed, in percent."""


@dataclass(frozen=True, slots=True)
class DrawOffer:
    """What can be chosen from.

    Attributes:
        populations: The columns of each population.
        sizes: The cases of each population.
        checklists: The title of each checklist, by its id.
        minutes: The median minutes per case so far; None while there is none.
        audit: The audit to draw again for; empty for a new one.
        not_held: Of the populations whose cases are not in this record, why not, and what to do.
    """

    populations: Mapping[str, Sequence[str]]
    sizes: Mapping[str, int]
    checklists: Mapping[str, str]
    minutes: float | None
    audit: str = ""
    not_held: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeWanted:
    """What is to be shown: a change to a rate, by checklists, or by those of an audit.

    Attributes:
        true_rate: As it was typed, in percent.
        population: Cases of the list; None where it is not known.
    """

    checklists: Sequence[str]
    audit: str
    true_rate: str
    population: int | None


class DrawForm(Form):
    """The fields of a draw; those that the design has no use for are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._offer = DrawOffer({}, {}, {}, None)
        self._offered_for = ""

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield text_row("Audit", "audit", hint="what to call it")
        yield text_row("Reason", "reason", hint="why a drawn sample is drawn again")
        yield FormRow("Population", ChoiceField(id="population"))
        yield FormRow("Checklists", TickField(id="checklists"))
        yield FormRow("Design", ChoiceField(DESIGNS, id="design"))
        yield FormRow("By column", ChoiceField(id="by"))
        yield FormRow("Shared out", ChoiceField(ALLOCATIONS, id="allocation"))
        yield number_row("At least", "minimum", hint="1 from each group")
        yield number_row("Groups", "clusters", hint="how many groups")
        yield number_row("Cases", "size", hint="how many to read")
        yield number_row("In reserve", "reserve", hint="0; they replace cases that cannot be read")
        yield text_row("Seed", "seed", hint="blank: made by the program, after sealing")
        yield text_row("Minutes each", "minutes", hint="for the hours of reading")
        yield text_row(
            "True rate", "true-rate", hint=f"{TRUE_RATE}, in percent: the rate to be shown"
        )

    def offer(self, offer: DrawOffer, *, population: str | None) -> None:
        """Show what can be chosen from."""
        self._offer = offer
        names = [Choice(name, f"{name} ({offer.sizes[name]:,})") for name in offer.populations]
        self.field("population", ChoiceField).offer(names, at=population)
        self.field("checklists", TickField).offer(list(offer.checklists))
        for field_id in ("audit", "checklists", "population"):
            self.leave_out(field_id, when=bool(offer.audit))
        self.leave_out("reason", when=not offer.audit)
        if offer.minutes is not None:
            self.field(
                "minutes", TextField
            ).placeholder = f"{offer.minutes:.1f}, the median of complete cases so far"
        self.show_what_applies()

    @property
    def population_size(self) -> int:
        """The cases of the population that is chosen."""
        return self._offer.sizes.get(self.choice("population"), 0)

    @property
    def checklist_title(self) -> str:
        """The title of the checklist pointed at."""
        return self._offer.checklists.get(self.field("checklists", TickField).pointed, "")

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each checklist, by its id."""
        return self._offer.checklists

    @property
    def minutes(self) -> float | None:
        """The minutes per case, as typed or as learnt; None where neither is known."""
        typed = self.text("minutes").replace(",", ".")
        if not typed:
            return self._offer.minutes
        return float(typed) if typed.replace(".", "", 1).isdecimal() else None

    @property
    def change_wanted(self) -> ChangeWanted | None:
        """What is to be shown; None while there is nothing to ask it with."""
        ticked = self.field("checklists", TickField).ticked
        if not (ticked or self._offer.audit):
            return None
        return ChangeWanted(
            checklists=ticked,
            audit=self._offer.audit,
            true_rate=self.text("true-rate").replace(",", ".") or TRUE_RATE,
            population=self.population_size or None,
        )

    @property
    def asked(self) -> "DesignAsked":
        """The draw as the form asks for it."""
        from workbench.audits.draws.designs import Allocation, DesignAsked, DesignKind

        kind = self.choice("design")
        uses = FIELDS_OF[kind]
        return DesignAsked(
            kind=DesignKind(kind),
            size=self.number("size") if "size" in uses else 0,
            reserve=self.number("reserve"),
            by=self.choice("by") if "by" in uses else "",
            allocation=Allocation(self.choice("allocation")),
            minimum=self.number("minimum", blank=1),
            clusters=self.number("clusters") if "clusters" in uses else 0,
        )

    @property
    def plan(self) -> "DrawPlan":
        """All that is to be sealed."""
        from workbench.audits.draws.drawing import DrawPlan

        again = bool(self._offer.audit)
        return DrawPlan(
            audit=self._offer.audit or self.text("audit"),
            population=self.choice("population"),
            checklists=() if again else self.field("checklists", TickField).ticked,
            design=self.asked,
            seed=self.text("seed") or None,
            reason=self.text("reason"),
        )

    def show_what_applies(self) -> None:
        """Leave out the fields that the design has no use for, and offer its columns."""
        uses = FIELDS_OF[self.choice("design")]
        for field_id in PARTICULAR:
            self.leave_out(field_id, when=field_id not in uses)
        self._offer_columns()

    def _offer_columns(self) -> None:
        wanted = f"{self.choice('population')}|{self.choice('design') == 'systematic'}"
        if wanted == self._offered_for:
            return
        self._offered_for = wanted
        columns = self._offer.populations.get(self.choice("population"), ())
        choices = [Choice(name, name) for name in columns]
        field = self.field("by", ChoiceField)
        if self.choice("design") == "systematic":
            field.offer([NO_COLUMN, *choices], at=NO_COLUMN.key)
        else:
            field.offer(choices)
