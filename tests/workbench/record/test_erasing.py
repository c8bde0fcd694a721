"""Erasing: what the database refuses is lifted in one place, in one transaction, and put back."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.standing import Place
from workbench.errors import NotSaved
from workbench.record import tables
from workbench.record.erasing import LIFTED, erase, erasing, rewrite
from workbench.record.seals import MAY_BE_ERASED

WORKBENCH = Path(__file__).resolve().parents[3] / "workbench"


@pytest.fixture
def noted(desk: Desk, audit: OpenAudit) -> Desk:
    place = Place(audit.cases[0].id, "SUP-01")
    give_answer(desk, audit, place, Answer.NOT_MET)
    write_note(desk, audit, place, "CANARY")
    return desk


def refuses(desk: Desk, table: str) -> bool:
    """Whether the database itself refuses to change a row of a table."""
    try:
        with desk.record.writing() as session:
            session.execute(text(f"UPDATE {table} SET id = id"))  # noqa: S608 - our own names
    except NotSaved as refused:
        return "append-only" in str(refused.__cause__)
    return False


def erase_notes(desk: Desk, *numbers: int) -> None:
    with erasing(desk.record) as session:
        for number in numbers:
            erase(session, tables.Note, number, {"salt": "", "text": ""})


HELD_FOR_GOOD = ("population", "frame_chunk", "sampled_case")


@pytest.mark.parametrize("table", HELD_FOR_GOOD)
def test_it_is_refused_before_and_after(noted: Desk, table: str) -> None:
    assert refuses(noted, table)
    with erasing(noted.record) as session:
        session.execute(text(f"UPDATE {table} SET id = id"))  # noqa: S608 - our own names
        noted.enter(session, "nothing erased", about="tests", details={})
    assert refuses(noted, table)


@pytest.mark.parametrize("table", HELD_FOR_GOOD)
def test_it_is_refused_again_where_the_erasing_broke_off(noted: Desk, table: str) -> None:
    with pytest.raises(ValueError, match="no such row"):
        erase_notes(noted, 1, 99)
    assert refuses(noted, table)
    with noted.record.reading() as session:
        assert session.execute(text("SELECT text FROM note")).scalar_one() == "CANARY"


def test_no_row_can_be_removed_while_it_is_lifted(noted: Desk) -> None:
    with pytest.raises(NotSaved), erasing(noted.record) as session:
        session.execute(text("DELETE FROM frame_chunk"))


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (tables.SampledCase, {"ticket": "0"}),
        (tables.Population, {"frame_fingerprint": "0"}),
        (tables.Note, {"question": ""}),
    ],
)
def test_no_other_column_is_ever_erased(
    noted: Desk, table: type[tables.SQLModel], values: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=next(iter(values))), erasing(noted.record) as session:
        erase(session, table, 1, values)


def test_a_row_that_is_not_there_is_not_erased(noted: Desk) -> None:
    with pytest.raises(ValueError, match="no such row"):
        erase_notes(noted, 99)


def test_answers_draws_and_who_read_are_never_among_what_is_erased() -> None:
    assert {"answer", "draw", "review", "audit", "erasure", "history"}.isdisjoint(MAY_BE_ERASED)
    assert set(LIFTED) <= {*MAY_BE_ERASED, "history"}


def test_only_purging_erases() -> None:
    using = [
        path.relative_to(WORKBENCH).as_posix()
        for path in WORKBENCH.rglob("*.py")
        if re.search(r"record\.erasing import|record import .*\berasing\b", path.read_text())
    ]
    assert using == ["audits/erasing/purging.py"]


@pytest.mark.of_the_file
def test_a_file_is_written_anew_without_what_was_between_its_rows(noted: Desk) -> None:
    path = noted.record.path
    with noted.record.writing() as session:
        session.execute(text("UPDATE note SET text = 'x'"))
    rewrite(noted.record)
    assert b"CANARY" not in path.read_bytes()
    assert not list(path.parent.glob(f"{path.name}-*"))


@pytest.mark.of_the_file
def test_a_file_that_another_program_reads_is_not_written_anew_and_it_is_said(noted: Desk) -> None:
    import sqlite3

    other = sqlite3.connect(noted.record.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM note").fetchone()
    noted.record.engine.dispose()
    with noted.record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with pytest.raises(NotSaved, match="another program"):
        rewrite(noted.record)
    other.close()
