"""How fast the app is in a real terminal: its first paint, and a key on the scoring screen.

    python tests/benchmarks/terminal_speed.py [--runs 5] [--keys 120]

The bars: the first paint comes at most 1.3 times as late as that of an app with one label, in the
same run; a key is durably saved and painted in under 30 ms at the 95th percentile. Exits 1 when a
bar is missed.
"""

import argparse
import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

ONE_LABEL = """
from textual.app import App
from textual.widgets import Label

class One(App):
    def compose(self):
        yield Label("painted")

One().run()
"""
WORKBENCH = "from workbench.app import run_app; run_app(record={record!r}{audit})"
PAINT_BAR, KEY_BAR_MS = 1.3, 30.0
PATIENCE = 30.0


class Pty:
    """A program in a pseudo-terminal of 80 by 24."""

    def __init__(self, program):
        self.started = time.perf_counter()
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
            os.execv(sys.executable, [sys.executable, "-c", program])  # noqa: S606 - ourselves

    def read(self, patience):
        """Return what is written within so many seconds, or nothing."""
        ready, _, _ = select.select([self.screen], [], [], patience)
        return os.read(self.screen, 65536) if ready else b""

    def wait_for(self, words):
        """Return the seconds from the start until the words were written."""
        seen = b""
        while words not in seen:
            if time.perf_counter() - self.started > PATIENCE:
                sys.exit(f"{words!r} was never painted")
            seen += self.read(1.0)
        return time.perf_counter() - self.started

    def quiet(self):
        """Read until nothing more is written for a while."""
        while self.read(0.3):
            pass

    def press(self, key):
        """Return the milliseconds from a key to the first byte that answers it."""
        at = time.perf_counter()
        os.write(self.screen, key)
        self.read(5.0)
        taken = (time.perf_counter() - at) * 1000
        while self.read(0.05):
            pass
        return taken

    def kill(self):
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.screen)


def first_paint(program, words):
    """Return the seconds to the first paint of a program."""
    terminal = Pty(program)
    taken = terminal.wait_for(words)
    terminal.kill()
    return taken


def make_audit(folder):
    """Make a small record with one audit on five checklists."""
    from workbench.audits.demo.making import make_demo

    return make_demo(folder)


def time_keys(program, keys):
    """Return the milliseconds that each answer took."""
    terminal = Pty(program)
    terminal.wait_for(b"Case ")
    terminal.quiet()
    taken = [terminal.press(b"p") for _ in range(keys)]
    terminal.kill()
    return sorted(taken)


def main():
    """Measure, print, and say whether a bar was missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--keys", type=int, default=120)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = make_audit(Path(folder) / "demo")
        record = str(place.record)
        home = WORKBENCH.format(record=record, audit="")
        plain = [first_paint(ONE_LABEL, b"painted") for _ in range(options.runs)]
        ours = [first_paint(home, b"OFFICIAL") for _ in range(options.runs)]
        ratio = statistics.median(ours) / statistics.median(plain)
        audit = ", audit='Plans, supervision and victims, September 2026'"
        keys = time_keys(WORKBENCH.format(record=record, audit=audit), options.keys)
    p95 = keys[int(len(keys) * 0.95)]
    sys.stdout.write(
        f"first paint: {statistics.median(ours):.2f} s, {ratio:.2f} times one label's\n"
        f"a key, saved and painted: median {statistics.median(keys):.1f} ms, p95 {p95:.1f} ms\n"
    )
    sys.exit(ratio > PAINT_BAR or p95 > KEY_BAR_MS)


if __name__ == "__main__":
    main()
