"""A real terminal for tests: the app in tmux, its keys sent and its screen read."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0
"""A bound, not a wait: what is looked for is there in a second or two."""


class TmuxTerminal:
    """A tmux server of its own, with one window."""

    def __init__(self, folder: Path, *, columns: int = 80, lines: int = 24) -> None:
        self._socket = str(folder / "tmux.socket")
        self._folder = folder
        self._size = ("-x", str(columns), "-y", str(lines))

    def start(self, program: str, **environment: str) -> None:
        """Run a Python program in the terminal."""
        settings = {"WORKBENCH_SETTINGS": str(self._folder / "settings.json"), **environment}
        words = ["env", *(f"{name}={value}" for name, value in settings.items())]
        command = shlex.join([*words, sys.executable, "-c", program])
        self._tmux("-f", "/dev/null", "new-session", "-d", *self._size, f"exec {command}")

    def send(self, *keys: str) -> None:
        """Send keys by tmux's names, all at once."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Send characters, all at once."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """Return what is on the screen."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, words: str) -> str:
        """Read the screen until these words are on it."""
        until = time.monotonic() + PATIENCE_SECONDS
        while words not in (seen := self.screen()):
            if time.monotonic() > until:
                raise AssertionError(f"{words!r} did not appear in:\n{seen}")
        return seen

    def kill_program(self) -> None:
        """Kill the program as a power cut would, and end the terminal."""
        process = int(self._tmux("display-message", "-p", "#{pane_pid}"))
        os.kill(process, signal.SIGKILL)
        self.end()

    def end(self) -> None:
        """End the terminal and all that runs in it."""
        subprocess.run(
            ["tmux", "-S", self._socket, "kill-server"], check=False, capture_output=True
        )

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        return done.stdout
