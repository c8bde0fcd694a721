"""The real app without a terminal, as a program: one sitting, and one that a fault ends."""

from tests.care.sandbox import NAME, PHONE, REFERENCE

SITTING = f"""
import asyncio, os, sys
os.umask(int(sys.argv[1], 8))
from workbench.app import WorkbenchApp
from tests.workbench.textual_private import type_at_once, wait_for

async def sit():
    app = WorkbenchApp(audit="care")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "of 6")
        await type_at_once(pilot, "c", *{REFERENCE!r}, "enter", "n")
        await wait_for(pilot, "Note for")
        await type_at_once(pilot, *{f"Mr Khan ({NAME}) rang from {PHONE}"!r}, "enter")
        await wait_for(pilot, "looks like a name")
        await type_at_once(pilot, "e", *{f"half a note of {NAME}"!r}, "escape")
        app.change_theme()
        await wait_for(pilot, "not saved")

asyncio.run(sit())
"""

FAULT = f"""
import asyncio, os, sys
os.umask(int(sys.argv[1], 8))
from workbench.app import WorkbenchApp
from workbench.audits.reviews.scoring import Scoring
from tests.workbench.textual_private import type_at_once, wait_for

def fail(self, answer, **more):
    note, phone = {NAME!r}, {PHONE!r}
    raise KeyError(f"{{self.case.reference}}: {{note}}, {{phone}}, {REFERENCE}")

async def sit():
    app = WorkbenchApp(audit="care")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await wait_for(pilot, "of 6")
            await type_at_once(pilot, "c", *{REFERENCE!r}, "enter")
            Scoring.answer = fail
            await type_at_once(pilot, "y")
            await pilot.pause()
    except KeyError:
        sys.stderr.write(app.farewell)
    sys.exit(app.return_code)

asyncio.run(sit())
"""

KILLED_EXPORT = """
import os, signal, sys
from zipfile import ZipFile
from workbench.cli.dispatch import run

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def kill_at_last_sheet(write):
    def watched(self, name, *rest, **more):
        done = write(self, name, *rest, **more)
        if "sheet5" in f"{name} {rest}":
            kill()
        return done
    return watched

if sys.argv[1] == "in the middle":
    kept = ZipFile.write
    ZipFile.write = lambda self, *words, **more: (
        kill() if "sheet5" in str(words) else kept(self, *words, **more))
    ZipFile.writestr = kill_at_last_sheet(ZipFile.writestr)
else:
    os.fsync = kill
run(["export", "care", "killed.xlsx"])
"""
"""Killed when the fifth sheet is written, or when the whole file is, before it has its name."""
