"""What SQLite says of a file is told in plain words, and nothing of what the file holds with it."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from workbench.record.sqlite_words import damage_in_words, in_plain_words

pytestmark = pytest.mark.of_the_file

RAW = ("malformed", "not a database", "sqlite3.", "errorcode", "btree", "error code")


def error_of(path: Path, statement: str) -> sqlite3.Error:
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute(statement).fetchall()
    connection.close()
    return caught.value


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database of one table that fills several pages."""
    path = tmp_path / "a database"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a TEXT NOT NULL)")
    connection.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 50)
    connection.execute("CREATE INDEX by_a ON t (a)")
    connection.commit()
    connection.close()
    return path


def overwrite(path: Path, start: int, length: int) -> None:
    content = bytearray(path.read_bytes())
    content[start : start + length] = b"\xee" * length
    path.write_bytes(content)


def test_a_damaged_page_a_damaged_beginning_and_a_missing_table_are_told_apart(file: Path) -> None:
    said = [in_plain_words(error_of(file, "SELECT * FROM note"))]
    overwrite(file, 4096, 4096)
    said.append(in_plain_words(error_of(file, "SELECT * FROM t")))
    overwrite(file, 0, 100)
    said.append(in_plain_words(error_of(file, "SELECT * FROM t")))
    assert said == [
        "a part of what every record has is not in it",
        "a part of the file is damaged",
        "the beginning of the file is damaged",
    ]


def test_what_sqlalchemy_wraps_is_told_as_what_is_in_it(file: Path) -> None:
    overwrite(file, 4096, 4096)
    wrapped = DatabaseError("SELECT 1", None, error_of(file, "SELECT * FROM t"))
    assert in_plain_words(wrapped) == "a part of the file is damaged"


def test_a_text_that_is_none_is_not_quoted(file: Path) -> None:
    error = error_of(file, "SELECT CAST(x'4A616E6520446F65FF' AS TEXT)")
    assert "Jane Doe" in str(error)
    assert in_plain_words(error) == "something in it that should be text is not"


def test_our_own_words_are_returned_as_they_are() -> None:
    assert in_plain_words(sqlite3.DatabaseError("it does not say its schema")) == (
        "it does not say its schema"
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "*** in database main ***\nPage 3: btreeInitPage() returns error code 11",
            "page 3 of the file is damaged",
        ),
        (
            "Tree 5 page 1020 cell 3: Rowid 4 out of order",
            "page 1,020 of the file is damaged",
        ),
        ("row 3 missing from index by_a", "the index by_a does not agree with its table"),
        ("wrong # of entries in index by_a", "the index by_a does not agree with its table"),
        ("NULL value in answer.value", "a row of answer breaks a rule of its table"),
        ("CHECK constraint failed in answer", "a row of answer breaks a rule of its table"),
        ("database disk image is malformed", "a part of the file is damaged"),
    ],
)
def test_what_the_check_finds_names_the_page_the_index_or_the_table(said: str, told: str) -> None:
    assert damage_in_words(said) == told


@pytest.mark.parametrize("page", range(1, 12))
def test_any_page_of_a_file_that_is_overwritten_is_told_without_a_raw_word(
    file: Path, page: int
) -> None:
    overwrite(file, page * 4096, 4096)
    connection = sqlite3.connect(file)
    try:
        said = damage_in_words(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        said = in_plain_words(error)
    finally:
        connection.close()
    assert not any(word in said for word in RAW)
    assert "damaged" in said or "index" in said
