"""Every file is its owner's alone, 0600, and every folder 0700, whatever the umask allows."""

import os
import stat
from pathlib import Path

import pytest
from click import Command, Context
from typer.main import get_command

from tests.care.apps import FAULT, SITTING
from tests.care.sandbox import DRAW, IMPORT, REFERENCE, Sandbox, sandbox_in
from workbench.cli.commands import commands
from workbench.record.engine import open_record

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these rights")

WRITING = (
    (*IMPORT, "--save-profile", "ours", "--profile-folder", "profiles/of/ours"),
    DRAW,
    ("answer", "care", REFERENCE, "SUP-01", "met"),
    ("answers", "care", "--import", "answers.csv"),
    ("answers", "care", "--export", "given.csv"),
    *(("export", "care", f"care{ending}") for ending in (".xlsx", ".csv", ".json", ".md")),
    ("certificate", "care", "-o", "proof.json"),
    ("recommendations", "R4", "--status", "complete"),
    ("checklists", "write", "SUP", "sup.yaml"),
    ("checklists", "write", "SUP", "sup.xlsx"),
    ("pack", "out", "care", "ann.pack", "--for", "Ann"),
    ("backup", "copy.record"),
    ("backup",),
    ("restore", "copy.record"),
)
"""Every command that makes a file beside the record, and every kind of file it makes."""
DEMO = ("demo", "--no-open")
WRITE_NOTHING_NEW = {
    "baselines",
    "allocate",
    "backups",
    "calibrate",
    "compare",
    "difference",
    "doctor",
    "escalate",
    "escalations",
    "finish",
    "history",
    "interval",
    "packs",
    "people",
    "plan",
    "pool",
    "populations",
    "programmes",
    "queue",
    "rates",
    "redraw",
    "release",
    "repeat",
    "replace",
    "score",
    "second",
    "settle",
    "team",
    "verify",
}
"""Commands that only read, or write to the record that is there."""
TRIED_WITH_THEIR_OWN = {"encrypt", "decrypt", "purge", "erasures"}
"""Commands whose own tests hold the rights of what they write: they need a key, or time to pass."""


@pytest.fixture(scope="module")
def used(tmp_path_factory) -> tuple[Sandbox, set[Path]]:
    """A sandbox in which all was written where nothing is masked, and the paths that were made.

    One umask will do: a larger one only takes rights away.
    """
    sandbox = sandbox_in(tmp_path_factory.mktemp("private"))
    before = sandbox.made()
    ran = sandbox.commands(*WRITING, umask="000")
    assert ran.codes() == [0] * len(WRITING), ran.err
    return sandbox, sandbox.made() - before


@pytest.fixture(scope="module")
def at_large(tmp_path_factory) -> tuple[Sandbox, set[Path]]:
    """The same of the example force, a sitting in the app and a fault."""
    sandbox = sandbox_in(tmp_path_factory.mktemp("at-large"))
    before = sandbox.made()
    ran = sandbox.commands(IMPORT, DRAW, DEMO, umask="000")
    assert ran.codes() == [0, 0, 0], ran.err
    sitting = sandbox.program(SITTING, "000")
    assert sitting.code == 0, sitting.err
    assert sandbox.program(FAULT, "000").code == 1
    return sandbox, sandbox.made() - before


def not_private(sandbox: Sandbox, made: set[Path]) -> dict[str, str]:
    """Return the rights of every path that others may use, too."""
    return {
        str(path.relative_to(sandbox.root)): oct(stat.S_IMODE(path.stat().st_mode))
        for path in made
        if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    }


def test_every_file_and_folder_of_the_commands_is_its_owners_alone(used) -> None:
    sandbox, made = used
    names = {path.name for path in made}
    assert {"care.xlsx", "given.csv", "proof.json", "ours.yaml", "sup.xlsx", "copy.record"} <= names
    assert not_private(sandbox, made) == {}


def test_every_file_and_folder_of_the_app_and_the_demo_is_its_owners_alone(at_large) -> None:
    sandbox, made = at_large
    assert {"northshire.record", "settings.json", "faults"} <= {path.name for path in made}
    assert not_private(sandbox, made) == {}


def test_every_folder_that_is_made_for_a_record_is_its_owners_alone(tmp_path: Path) -> None:
    open_record(tmp_path / "made" / "for" / "it.record").close()
    made = [path for path in (tmp_path / "made").rglob("*") if path.is_dir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "made", *made]} == {0o700}


def test_no_command_is_left_out() -> None:
    registered = set(get_command(commands).list_commands(Context(Command("workbench"))))
    known = {str(words[0]) for words in (*WRITING, DEMO)} | WRITE_NOTHING_NEW
    known |= TRIED_WITH_THEIR_OWN
    assert registered <= known, f"say of these whether they write: {registered - known}"
