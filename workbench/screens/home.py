"""Home: every audit with how far it has come, the populations, and the one next step."""

import shlex
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    STEP_COMMANDS,
    Choose,
    CommandClass,
    GoUp,
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.home_commands import (
    NEED_CASES,
    NEED_THE_RECORD,
    ImportList,
    NewDraw,
    OpenExample,
    ReadAgain,
    Recommendations,
    RestoreBackup,
)
from workbench.screens.home_steps import HomeSteps
from workbench.screens.steps import Subject
from workbench.screens.what_waits import WhatWaits, open_waiting
from workbench.widgets.home_rows import first_key, home_rows, next_step
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.queue_rows import KEY as QUEUE
from workbench.widgets.queue_rows import line_of
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.overview import Overview
    from workbench.audits.people.queue import QueueLine
    from workbench.audits.safekeeping.restoring import Offer, Restoration


class HomeScreen(HomeSteps):
    """What there is, and what to do next."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        Choose,
        WhatWaits,
        ImportList,
        NewDraw,
        Recommendations,
        OpenExample,
        ReadAgain,
        RestoreBackup,
        *STEP_COMMANDS,
        *LIST_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)
    waits_at_first = True

    def __init__(self) -> None:
        super().__init__()
        self.offer: Offer | None = None
        self._sure = False
        self._told: Notice | None = None

    def compose(self) -> ComposeResult:
        """Lay out the next step, the list, the notice line and the keys."""
        yield MarkingBar()
        yield Static("Opening the record...", id="next", markup=False)
        yield RowList(id="home")
        yield NoticeLine()
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the record, once this screen has been painted, and again on each return."""
        self.hold_keys()  # the cursor may go to another line once it is read
        self.call_after_refresh(self.action_read_again)

    @work(thread=True, exclusive=True, group="overview")
    def action_read_again(self) -> None:
        """Read what there is, away from the screen."""
        from workbench.audits.overview import overview
        from workbench.audits.safekeeping.restoring import offer_backup

        try:
            found = overview(self.workbench.open_desk())
        except WorkbenchError as error:
            offer = offer_backup(self.workbench.asked_record)
            self.app.call_from_thread(self.show_failure, error, offer)
        else:
            self.app.call_from_thread(self.show_overview, found)

    def show_overview(self, overview: "Overview") -> None:
        """Show what there is."""
        before, self.overview, self.offer = self.overview, overview, None
        rows = self.query_one(RowList)
        first = first_key(overview)
        is_another = before is None or first != first_key(before)
        self._show_rows(at=first if is_another else rows.key)
        self._show_next_step()
        self.say(self._told or Notice(self._record_words(overview)))
        self._told = None
        self.refresh_bindings()
        self.workbench.record_is_open()
        self.let_keys_go()
        if before is None:
            self._back_up_daily()

    def _record_words(self, overview: "Overview") -> str:
        shown = f" Shown: {overview.shown}." if overview.shown else ""
        return f"Record: {self.workbench.record_name}{'.' if shown else ''}{shown}"

    def show_failure(self, error: WorkbenchError, offer: "Offer | None") -> None:
        """Say what is wrong with the record, and what to do."""
        self.let_keys_go()
        self.overview, self.offer, self._sure = None, offer, False
        remedy = offer.said if offer else error.remedy
        self._show_next(f"The record cannot be opened.\n{error.problem}\n{remedy}", failed=True)
        self.query_one(RowList).show([])
        ways = "b restores that backup, r tries again" if offer else "r tries again"
        self.say(Notice(f"Nothing was changed. {ways}, ctrl+q quits.", Tone.WARNING))
        self.refresh_bindings()

    @on(RowList.Moved)
    def _show_next_step(self) -> None:
        if self.overview is not None:
            at = self.query_one(RowList).key
            self._show_next(next_step(self.overview, at=at), failed=False)

    def _show_next(self, words: str, *, failed: bool) -> None:
        self.query_one("#next").set_class(failed, "-failed")
        self.query_one("#next", Static).update(words)

    @work(thread=True, exclusive=True, group="backup")
    def _back_up_daily(self) -> None:
        """Keep a backup if one is due, away from the screen; only a failure is told."""
        from workbench.audits.safekeeping.backing_up import back_up_daily

        if (desk := self.workbench.desk) and (trouble := back_up_daily(desk)):
            self.hand_over(self.say, Notice(trouble))

    # A record that cannot be gone on with

    def action_restore_backup(self) -> None:
        """Put the backup in place when it is asked for a second time."""
        if self.offer is None:
            return
        if self._sure:
            self.say(Notice("Verifying the backup and putting it in place..."))
            self._restore(self.offer)
            return
        self._sure = True
        told = "b again puts the backup in place. What is there now is set aside, never removed."
        self.say(Notice(told, Tone.WARNING))

    @work(thread=True, exclusive=True, group="overview")
    def _restore(self, offer: "Offer") -> None:
        try:
            done = self.workbench.restore_backup(offer)
        except WorkbenchError as error:
            self.hand_over(self._not_restored, error)
        else:
            self.hand_over(self._restored, done)

    def _not_restored(self, error: WorkbenchError) -> None:
        self._sure = False
        self.say(Notice(str(error), Tone.BAD))

    def _restored(self, done: "Restoration") -> None:
        aside = done.set_aside.name if done.set_aside else "nothing"
        plain = " It is plain now, as the backup was: workbench encrypt." if done.made_plain else ""
        tone = Tone.WARNING if plain else Tone.GOOD
        self._told = Notice(f"Restored. Set aside: {aside}.{plain}", tone)
        self.action_read_again()

    @on(RowList.Resized)
    def _fit_rows(self) -> None:
        self._show_rows(at=self.query_one(RowList).key)

    def _show_rows(self, *, at: str | None) -> None:
        if self.overview is not None:
            rows = self.query_one(RowList)
            rows.show(home_rows(self.overview, rows.row_width), at=at)

    def allows(self, command: CommandClass) -> bool:
        """Offer only to read again until there is a record; there is nothing above Home."""
        if command is GoUp:
            return False
        if command is RestoreBackup:
            return self.offer is not None
        if command in STEP_COMMANDS:
            return self.steps_can_be_opened
        if command is WhatWaits:
            return bool(self._queue)
        return self._allows_to_begin(command)

    def _allows_to_begin(self, command: CommandClass) -> bool:
        """Offer the example only in place of a file: on a server others work on the record."""
        if command is OpenExample and self.overview is not None:
            return not self.overview.on_server
        if self.overview is not None and (self.overview.rates_only or self.overview.pack):
            return command not in NEED_CASES
        waits = command in NEED_THE_RECORD
        return not (waits and self.overview is None)

    @on(RowList.Chosen)
    async def _open_clicked(self, chosen: RowList.Chosen) -> None:
        await self._open(chosen.key)

    async def action_choose(self) -> None:
        """Open the audit, the population or the beginning at hand."""
        if key := self.query_one(RowList).key:
            await self._open(key)

    async def _open(self, key: str) -> None:
        kind, _, name = key.partition(":")
        pack = self.overview.pack if self.overview else None
        if pack is not None:
            self.workbench.go_to_step("score", Subject(audit=name, reading=pack.reading))
        elif kind == "audit":
            self.workbench.open_audit(name)
        elif kind == "population":
            self.workbench.go_to_step("population", Subject(population=name))
        elif kind == "released":
            self._open_released(name)
        elif kind == QUEUE and (line := line_of(self._queue, key)):
            self._open_waiting(line)
        else:
            await self.run_action(kind)

    def _open_released(self, audit: str) -> None:
        from workbench.screens.released import ReleasedScreen

        found = self.overview.released if self.overview else ()
        self.app.push_screen(ReleasedScreen(next(one for one in found if one.audit == audit)))

    # What waits

    @property
    def _queue(self) -> "Sequence[QueueLine]":
        return self.overview.queue if self.overview else ()

    def action_what_waits(self) -> None:
        """Open what waits at hand; from another line, what waits for whoever looks, or first."""
        if self.overview is not None and self._queue:
            at_hand = line_of(self._queue, self.query_one(RowList).key or "")
            self._open_waiting(at_hand or self.overview.next_in_queue or self._queue[0])

    def _open_waiting(self, line: "QueueLine") -> None:
        if notice := open_waiting(self, line):
            self.say(notice)

    def action_import_list(self) -> None:
        """Go to the import of a list."""
        self.workbench.go_to_step("population", Subject())

    def action_new_draw(self) -> None:
        """Go to the draw, from the population at hand if there is one."""
        kind, _, name = (self.query_one(RowList).key or "").partition(":")
        population = name if kind == "population" else None
        self.workbench.go_to_step("draw", Subject(population=population))

    def action_recommendations(self) -> None:
        """Go to what the inspectorate asked for."""
        from workbench.screens.recommendations import RecommendationsScreen

        self.app.push_screen(RecommendationsScreen())

    @work(thread=True, exclusive=True, group="example")
    def action_open_example(self) -> None:
        """Open the example force, making it first where there is none yet."""
        from workbench.audits.demo.places import clear, demo_folder, is_there, place_in

        folder = demo_folder()
        try:
            if not is_there(folder):
                from workbench.audits.demo.making import make_demo

                clear(folder)
                make_demo(folder, tell=self._tell)
        except WorkbenchError as error:
            self.app.call_from_thread(self.say, Notice(str(error), Tone.BAD))
        else:
            self.app.call_from_thread(self._use_record, str(place_in(folder).record))

    def _tell(self, what: str) -> None:
        self.app.call_from_thread(self.say, Notice(what))

    def _use_record(self, path: str) -> None:
        self.hold_keys()
        before = self.workbench.record_name
        self.workbench.use_record(path)
        if before and before != path:
            again = shlex.quote(before)
            self._told = Notice(
                f"Record: {path}. Back to yours: ctrl+q, workbench --record {again}"
            )
        self.overview = None
        self.action_read_again()
