"""The real program in a folder of its own: its home, its settings and its temporary files.

What the tests of this folder look for is planted in a list of cases, and is found again by its
bytes; a package of sheets is unpacked first.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

ROOT = Path(__file__).parents[2]
NAME = "Zebulon Quillfeather"
PHONE = "07700 900517"
REFERENCE = "43CANARY/9917/26"
CANARIES = (NAME, PHONE, REFERENCE)
HEADER = "Crime No,Team,Victim Name,Victim Phone"

COMMANDS = """
import json, os, sys
os.umask(int(sys.argv[1], 8))
from workbench.cli.dispatch import run
for words in json.loads(sys.argv[2]):
    code = run(words)
    for stream in (sys.stdout, sys.stderr):
        stream.write(f"\\n==> {code} {' '.join(words[:1])}\\n")
        stream.flush()
"""
"""Runs commands one after another in one process, as `workbench` runs each."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program left behind: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    def codes(self) -> list[int]:
        """The exit codes of the commands."""
        return [int(line.split()[1]) for line in self.out.splitlines() if line.startswith("==> ")]

    def by_command(self) -> list[tuple[str, str]]:
        """What each command printed on both streams, with its name."""
        return [*_parts(self.out), *_parts(self.err)]


def _parts(text: str) -> list[tuple[str, str]]:
    parts, lines = [], []
    for line in text.splitlines():
        if line.startswith("==> "):
            parts.append((line.split()[2], "\n".join(lines)))
            lines = []
        else:
            lines.append(line)
    return parts


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Folders of the program's own under one root.

    Attributes:
        work: Where the lists, the record and the exports are.
    """

    root: Path

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def record(self) -> Path:
        return self.work / "care.record"

    def environment(self) -> dict[str, str]:
        """Return the environment of a program that knows no other folder."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return kept | {
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "XDG_CONFIG_HOME": str(self.root / "home" / "config"),
            "XDG_DATA_HOME": str(self.root / "home" / "data"),
            "XDG_CACHE_HOME": str(self.root / "home" / "cache"),
            "XDG_STATE_HOME": str(self.root / "home" / "state"),
            "XDG_RUNTIME_DIR": str(self.root / "home" / "runtime"),
            "WORKBENCH_RECORD": str(self.record),
            "WORKBENCH_AUDITOR": "tester",
            "WORKBENCH_DEMO": str(self.root / "home" / "shown" / "demo"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm",
        }

    def program(self, code: str, *arguments: str, before: tuple[str, ...] = ()) -> Ran:
        """Run a Python program here, behind another one such as strace if asked."""
        done = subprocess.run(
            [*before, sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.work,
            env=self.environment(),
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def commands(
        self, *commands: tuple[object, ...], umask: str = "022", before: tuple[str, ...] = ()
    ) -> Ran:
        """Run commands of the workbench."""
        words = json.dumps([[str(word) for word in command] for command in commands])
        return self.program(COMMANDS, umask, words, before=before)

    def made(self) -> set[Path]:
        """Return every file and folder under the root."""
        return set(self.root.rglob("*"))


def sandbox_in(folder: Path) -> Sandbox:
    """Make a sandbox with a list of cases in it, and one with faults; the planted case is drawn."""
    made = Sandbox(folder / "care")
    for each in (made.work, made.root / "home", made.root / "tmp"):
        each.mkdir(parents=True)
    (made.root / "home" / "runtime").mkdir(mode=0o700)
    cases = [f"43CASE/{n:05}/26,A,Victim {n},x" for n in range(5)]
    planted = f"{REFERENCE},B,{NAME},{PHONE}"
    (made.work / "list.csv").write_text("\n".join([HEADER, *cases, planted, ""]))
    faults = [planted, f"43CASE/1/26,A,{NAME},{PHONE},too many", f"{NAME},{PHONE}", f",,{NAME},"]
    (made.work / "faulty.csv").write_text("\n".join([HEADER, *faults, ""]))
    (made.work / "answers.csv").write_text(
        f'case,question,answer,note\n{REFERENCE},SUP-02,not_met,"{NAME}, Mr Khan, {PHONE}"\n'
    )
    return made


def holds(content: bytes, planted: str) -> bool:
    """Whether a planted text stands in a file, or in a part of it where it is a package."""
    if planted.encode() in content or planted.encode("utf-16-le") in content:
        return True
    if not is_zipfile(BytesIO(content)):
        return False
    with ZipFile(BytesIO(content)) as package:
        return any(holds(package.read(name), planted) for name in package.namelist())


IMPORT = ("import", "list.csv", "--name", "cases", "--ref", "Crime No", "--keep", "Team")
DRAW = (
    "draw",
    "care",
    "--population",
    "cases",
    "--checklist",
    "SUP",
    "--size",
    6,
    "--seed",
    "care-2026",
)
