"""Help and the palette: every command can be found by typing, and run from where it is found."""

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, type_at_once, wait_for
from workbench.audits.opening import OpenAudit

NARROW = (80, 24)


async def test_help_lists_the_commands_of_the_screen_below(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app(audit.name).run_test(size=(120, 50)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await pilot.press("?")
        seen = await wait_for(pilot, "Type to find a command")
    for words in ("OFFICIAL-SENSITIVE", "y", "Met", "Next open question", "u, ctrl+z", "ctrl+q"):
        assert words in seen


async def test_help_shortens_as_one_types_and_runs_on_enter(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app(audit.name).run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await type_at_once(pilot, "?")
        await wait_for(pilot, "Type to find a command")
        await type_at_once(pilot, *"flag to")
        seen = await wait_for(pilot, "> f")
        assert "Flag this question to come back to, or take the flag away." in seen
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "1 flagged")


async def test_help_says_where_nothing_matches_and_escape_runs_nothing(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app(audit.name).run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await pilot.press("f1")
        await type_at_once(pilot, *"zzz")
        await wait_for(pilot, "No command matches 'zzz'.")
        await type_at_once(pilot, "escape")
        assert "0 flagged" not in await wait_for(pilot, "Case 1 of 12")


async def test_the_arrows_move_through_help(make_app: MakeApp, audit: OpenAudit) -> None:
    async with make_app(audit.name).run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await pilot.press("?")
        await type_at_once(pilot, "down", "down", "up", "enter")
        await wait_for(pilot, "Note for SUP-01 (owed)")


async def test_the_palette_runs_a_command_of_the_screen_below(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app(audit.name).run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"partly")
        await wait_for(pilot, "Partly met (p)")
        await pilot.press("down", "enter")
        await wait_for(pilot, "◐ partly met")


async def test_the_palette_is_empty_of_what_cannot_be_done_now(make_app: MakeApp) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"import")
        await wait_for(pilot, "Import a list (i)")
        assert "Score" not in await text_at_rest(pilot)
