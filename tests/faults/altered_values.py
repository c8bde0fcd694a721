"""Altered values: each column of each table in turn, and the end of the history cut off."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlmodel import SQLModel

from checklists.answers import Answer
from tests.conftest import write_team_rows
from tests.faults.apart import Found
from tests.faults.records import AUDIT, desk_at, drawn_record, faults_of, places
from tests.workbench.audits.proof.test_verifying import behind_its_back, every_column, other
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import open_audit
from workbench.audits.proof.anchoring import anchor_faults
from workbench.audits.results.reporting import export_audit
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.record.settings import write_setting


def alter_each_column(folder: Path) -> Found:
    """Alter a value in each column of each table, with nothing in the way; verify each time."""
    found = Found()
    sound = _full_record(folder / "sound.record").read_bytes()
    at = folder / "workbench.record"
    for table, name in every_column():
        at.write_bytes(sound)
        column = SQLModel.metadata.tables[table].columns[name]
        with closing(sqlite3.connect(at)) as raw:
            rowid, value = raw.execute(
                f"SELECT rowid, {name} FROM {table} ORDER BY rowid"  # noqa: S608 - our own names
            ).fetchone()
        change = f"UPDATE {table} SET {name} = ? WHERE rowid = ?"  # noqa: S608 - our own names
        behind_its_back(at, change, given=(other(column)(value), rowid))
        found.count("columns")
        if not faults_of(at):
            found.wrong.append(f"another value in {table}.{name} is not found")
    return found


def cut_the_tail(folder: Path) -> Found:
    """Cut off the last entry of the history, and hold it against a report that left before."""
    found, path = Found(), _full_record(folder / "workbench.record")
    with desk_at(path) as desk:
        anchor = export_audit(desk, AUDIT, folder / "report.md")
        later = export_audit(desk, AUDIT, folder / "later.md")
        if off := (*anchor_faults(desk, anchor), *anchor_faults(desk, later)):
            found.wrong.extend(off)
    for cut in range(1, 4):
        behind_its_back(path, "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)")
        found.count("entries cut off")
        with desk_at(path) as desk:
            said = anchor_faults(desk, later)
        if cut > 1 and not said:
            found.wrong.append(f"{cut} entries are gone, and --anchor says nothing")
        for fault in said:
            found.hear(fault)
    return found


def _full_record(path: Path) -> Path:
    """Make a record with at least one row in every table."""
    drawn_record(path)
    with desk_at(path) as desk:
        audit = open_audit(desk, AUDIT)
        place = places(audit)[0]
        give_answer(desk, audit, place, Answer.NOT_MET)
        write_note(desk, audit, place, "No entry before closure.")
        replace_case(desk, AUDIT, audit.cases[1].reference, reason=ReplacementReason.RESTRICTED)
        write_team_rows(desk, audit)
        with desk.record.writing() as session:
            write_setting(session, "case_texts", "northshire:1")
            desk.enter(session, "setting written", about="setting:case_texts", details={})
    return path
