"""The table of faults, with the figures reached: `uv run python tests/faults/figures.py`.

It runs every trial at its full size, which takes some minutes. `--write` keeps the table in
docs/faults.md. The tests run the same trials, most of them at a smaller size.
"""

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults import (
    altered_values,
    flipped_bytes,
    full_disk,
    killed_saving,
    killed_steps,
    many_writers,
    scoring_on_full_disk,
    server_killed,
    sick_files,
)
from tests.faults.apart import (
    CannotBeTried,
    Found,
    Trial,
    bound_by_permissions,
    own_mounts,
    server_is_there,
    try_apart,
)
from tests.faults.work import WORK
from tests.postgres_server import server_version

PAGE: Final = Path(__file__).parents[2] / "docs" / "faults.md"
Figures = dict[str, float]


def _nothing() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Attributes:
        fault: What goes wrong.
        done: What is done in the trial.
        hold: The figure to hold.
        trial: The trial.
        reached: Puts its figures in words.
        seen: What the user sees.
        under: Gives what the trial runs under; refuses where this machine has not got it.
        sizes: The full size.
    """

    fault: str
    done: str
    hold: str
    trial: Trial
    reached: Callable[[Figures], str]
    seen: str
    under: Callable[[], tuple[str, ...]] = _nothing
    sizes: dict[str, object] = field(default_factory=dict)


def _in_terminal() -> tuple[str, ...]:
    scoring_on_full_disk.terminal_is_there()
    return own_mounts()


def _killed(f: Figures) -> str:
    lost = f.get("acknowledged and lost", 0)
    return (
        f"{f['kills']:.0f} kills, {f['half-written saves rolled back']:.0f} of them in a half-made "
        f"write; {f['acknowledged']:,.0f} answers acknowledged, {lost:.0f} lost; "
        f"reopened in {f['reopened in, half of them (s)']:.2f} s, at the longest "
        f"{f['reopened in, the longest (s)']:.2f} s"
    )


def _of_each(f: Figures, total: str) -> str:
    each = ", ".join(f"{name} {f[name]:.0f}" for name in WORK if name in f)
    return f"{f.get(total, 0):.0f}: {each}"


def _flipped(f: Figures) -> str:
    return (
        f"{f['flips']:.0f} flips: {f['reported']:.0f} reported; {f['changed nothing']:.0f} fell in "
        "unused space and changed no value, index, rule or header; "
        f"{f.get('changed a bookmark', 0):.0f} moved a bookmark, on which no figure rests; "
        f"{f.get('not reported', 0):.0f} went unnoticed"
    )


def _saved(f: Figures) -> str:
    return (
        f"{f['saves']:,.0f} saves, {f['errors']:.0f} errors, {f['lost']:.0f} lost; p50 "
        f"{f['p50 (ms)']:.1f} ms, p99 {f['p99 (ms)']:.0f} ms, longest {f['longest (ms)']:.0f} ms"
    )


def _counted(name: str, words: str) -> Callable[[Figures], str]:
    return lambda f: f"{f[name]:.0f} {words}"


ROWS: Final = (
    Row(
        "Killed in mid-save",
        "A program saves answers without pause and is killed at random moments",
        "no acknowledged answer lost, none half there, the chain holds, reopened in under 1 s",
        killed_saving.kill_in_mid_save,
        _killed,
        "The app opens on the question after the last one saved",
        sizes={"kills": 200, "seed": 20260901},
    ),
    Row(
        "Killed at each step",
        "Killed at every statement and every file operation of each piece of work, then done again",
        "the state before or after, never between (a draw: its sealed plan too; an export: the "
        "whole file, before the history says so)",
        killed_steps.kill_at_steps,
        lambda f: f"kills: {_of_each(f, 'kills')}",
        "What was there before, or what was asked for; asking again does it",
        sizes={"work": list(WORK)},
    ),
    Row(
        "Disk full",
        "Each piece of work on a small disk with room for 0, 1, 2 … pages, then with space again",
        "a plain message, nothing half applied, done once there is space",
        full_disk.fill_the_disk,
        lambda f: f"refusals: {_of_each(f, 'refusals')}",
        "“Not saved: the disk is full. Make some space and try again.”",
        own_mounts,
        {"work": list(WORK)},
    ),
    Row(
        "Disk full while scoring",
        "The app in a real terminal on a small disk that fills up in the middle of a case",
        "the answer stays on screen, nothing else can be done, the same key saves it once",
        scoring_on_full_disk.score_on_a_full_disk,
        lambda f: (
            f"{f['other keys refused']:.0f} other keys refused; "
            f"{f['answers saved, each once']:.0f} answers given, each saved once"
        ),
        "NOT SAVED beside the answer; “the disk is full … the same key saves it”",
        _in_terminal,
    ),
    Row(
        "A file that cannot be used",
        "Empty, a text, a picture, a folder, another database, a newer schema, an overwritten or "
        "damaged header, cut short, locked; and each page overwritten in turn",
        "told plainly, the file left as it was, no traceback",
        sick_files.try_sick_files,
        lambda f: f"{f['files']:.0f} kinds of file, {f['pages of garbage']:.0f} pages: all told",
        "What the file is, and the newest sound backup or what else to do",
    ),
    Row(
        "Cut short",
        "A record cut to lengths at random",
        "each reported, no traceback",
        sick_files.cut_short,
        _counted("lengths", "lengths: all reported"),
        "“the file is damaged”, and the newest sound backup",
        sizes={"lengths": 300, "seed": 20260901},
    ),
    Row(
        "May not be written or read",
        "A read-only file, a read-only folder, a file that may not be read",
        "read where it can be, refused plainly where not",
        sick_files.try_forbidden_files,
        _counted("files", "kinds: all told"),
        "“may only be read”: rates, export and verify still work",
        bound_by_permissions,
    ),
    Row(
        "Renamed underneath",
        "The open record is moved away, and then another put in its place",
        "nothing saved into a file that is not the one opened",
        sick_files.rename_underneath,
        _counted("refused", "of 2 saves refused, and saved when the file was back"),
        "“no longer there”; “not the file that was opened”",
    ),
    Row(
        "Flipped bytes",
        "One byte anywhere in the file is changed, and the record verified",
        "each reported, or without effect on anything the record holds; no traceback",
        flipped_bytes.flip_bytes,
        _flipped,
        "`verify` names the row, entry, table or page, and fails",
        sizes={"flips": 1000, "seed": 20260901},
    ),
    Row(
        "Many writers",
        "4 programs save 250 answers each on one file, without pause",
        "no error, nothing lost; the latency is printed",
        many_writers.save_at_once,
        _saved,
        "Nothing: each save waits its turn",
        sizes={"writers": 4, "saves": 250},
    ),
    Row(
        "Many writers on a server",
        "The same on one PostgreSQL server",
        "no error, nothing lost; the latency is printed",
        many_writers.save_at_once_on_a_server,
        _saved,
        "Nothing: each save waits its turn",
        server_is_there,
        {"writers": 4, "saves": 250},
    ),
    Row(
        "Server killed",
        "PostgreSQL is killed under an open audit; an answer is given, and again when it is back "
        "(`test_cut_at_commit.py` cuts the connection at the very COMMIT)",
        "refused plainly, the place stays, the answer is there once",
        server_killed.kill_the_server,
        lambda f: f"{f['kills']:.0f} kills; {f['saved once']:.0f} answers, each saved once",
        "“the server does not answer”, and the answer beside NOT SAVED until it is saved",
        server_is_there,
        {"kills": 10},
    ),
    Row(
        "Values altered",
        "A value in each column of each sealed table is altered with SQL, its protection put aside",
        "`verify` fails every time",
        altered_values.alter_each_column,
        _counted("columns", "columns: all found"),
        "The record and the column that differ, by name",
    ),
    Row(
        "The end of the history cut off",
        "The last entries are removed; `verify --anchor` holds the rest to a report that left",
        "the cut shows",
        altered_values.cut_the_tail,
        _counted("entries cut off", "entries cut off, one by one: the cut shows"),
        "“the history ends with entry 9; when report.md was made it had 10”",
    ),
)


def told(row: Row) -> tuple[str, bool]:
    """Run the trial of a row; return the figure reached in words, and whether it holds."""
    try:
        under = row.under()
    except CannotBeTried as why:
        return f"not tried: {why}", True
    with tempfile.TemporaryDirectory() as folder:
        found = try_apart(row.trial, Path(folder), under=under, **row.sizes)
    said = row.reached(found.figures)
    return (f"{said}. NOT HELD: {_first(found)}", False) if found.wrong else (said, True)


def _first(found: Found) -> str:
    return f"{len(found.wrong)} faults, the first: {found.wrong[0][:300]}"


def table() -> Iterator[tuple[str, bool]]:
    """Give the table line by line, in Markdown, with whether its figure holds."""
    yield "| fault | what is done | figure to hold | figure reached | what the user sees |", True
    yield "|---|---|---|---|---|", True
    for row in ROWS:
        reached, holds = told(row)
        yield f"| {row.fault} | {row.done} | {row.hold} | {reached} | {row.seen} |", holds


def machine() -> str:
    """Return what kind of machine the figures were reached on."""
    system, cores = platform.system(), os.cpu_count()
    return (
        f"Reached on {system} with {cores} cores, shared with other work, Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version} and {server_version()}."
    )


INTRODUCTION: Final = """# Faults

What is done to a record on purpose, the figure to hold, and the figure reached. One command runs
every trial at full size and prints this table; `--write` keeps it here:

    uv run python tests/faults/figures.py

The tests in `tests/faults/` run the same trials, most of them smaller (`WORKBENCH_LONG_TESTS=1`:
at full size). Figures of time, and how many writers have to wait, depend on the machine and its
load. What a kill does not try is a cut of the power itself: whether the disk has what it says it
has is for the disk to keep.

"""


def main() -> int:
    """Print the table, and keep it if that is asked for; 1 where a figure does not hold."""
    asked = argparse.ArgumentParser(description="Print the table of faults.")
    asked.add_argument("--write", action="store_true", help=f"keep it in docs/{PAGE.name}")
    write = asked.parse_args().write
    lines, all_hold = list[str](), True
    for line, holds in table():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        lines.append(line)
        all_hold = all_hold and holds
    sys.stdout.write(f"\n{machine()}\n")
    if write:
        PAGE.write_text(f"{INTRODUCTION}{chr(10).join(lines)}\n\n{machine()}\n", encoding="utf-8")
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
