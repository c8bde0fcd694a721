"""Register a person: a name, a role, and what lists of cases call them and their team."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, Command, CommandClass, bindings_of
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.sealing_form import SealingForm
from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow, text_row
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone

if TYPE_CHECKING:
    from workbench.audits.people.membership import MemberWritten

EXPLAINED: Final = (
    "Team and Known as are what lists of cases call them, so that nobody is given their own case "
    "or their team's; several are separated by ;. Of somebody who is registered already, what is "
    "left blank stays. In a file a role is a way of working, and locks nothing."
)
AS_IT_IS: Final = Choice("", "as it is, else auditor")


class KeepPerson(Command):
    """Register the person, or change what is registered of them."""

    keys = ("enter",)
    footer = "Register"
    title = "Register"
    while_typing = True
    duty = "MEMBERS"


class RegisterPersonScreen(SealingForm):
    """One person."""

    sealing = KeepPerson
    commands: ClassVar[tuple[CommandClass, ...]] = (KeepPerson, *FORM_MOVES, *EVERYWHERE)
    BINDINGS = bindings_of(commands, at_once=True)

    def compose(self) -> ComposeResult:
        """Lay out what it is for, the form and the keys."""
        from workbench.record.role_rules import Role

        roles = [AS_IT_IS, *(Choice(role.value, role.value) for role in Role)]
        yield MarkingBar("Register a person")
        yield Static(EXPLAINED, classes="explained", markup=False)
        with Form():
            yield text_row("Name", "name", hint="as answers show it")
            yield FormRow("Role", ChoiceField(roles, id="role"))
            yield text_row("Team", "team", hint="as lists name it; several by ;")
            yield text_row("Known as", "known-as", hint="as lists name it: a collar number, a name")
        yield Static(classes="rest")
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the name."""
        self.set_focus(self.query_one("#name"))
        self.say(Notice("tab, arrows: next field. enter: register. esc: leave it."))

    def action_keep_person(self) -> None:
        """Register them."""
        from workbench.audits.people.people import register_here
        from workbench.record.role_rules import Role

        form = self.query_one(Form)
        name, role = form.text("name"), form.choice("role")
        if not name:
            self.say(Notice("A person needs a name: type it.", Tone.WARNING))
            self.set_focus(form.query_one("#name"))
            return

        def ask() -> "MemberWritten":
            return register_here(
                self.workbench.open_desk(),
                name,
                role=Role(role) if role else None,
                team=form.text("team") or None,
                known_as=form.text("known-as") or None,
            )

        self.ask_away(ask, self._close, saying="Registering...")

    def _close(self, written: "MemberWritten") -> None:
        member = written.member
        told = [member.role.value]
        told += [f"team {member.team}"] if member.team else []
        told += [f"known as {member.known_as}"] if member.known_as else []
        done = "Registered" if written.new else "Changed"
        self.dismiss(Notice(f"{done}: {member.name}, {', '.join(told)}.", Tone.GOOD))
