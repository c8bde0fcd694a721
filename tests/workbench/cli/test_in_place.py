"""Lists in a database at the command line: brought in, drawn from where they are, and proved."""

from pathlib import Path

import pytest

from tests.workbench.audits.in_place.lists import as_csv, as_table, awkward, run_sql
from tests.workbench.cli.conftest import Terminal

SECRET = "hunter2secret"  # noqa: S105 - so that it can be looked for
ROWS = awkward(200)
DRAW = ("--ref", "Crime No", "--size", 6, "--checklist", "SUP", "--seed", "20260901-dice")


@pytest.fixture
def address(postgres_database: str) -> str:
    """The address of the list, with a password that the server does not ask for."""
    as_table(postgres_database, ROWS)
    return postgres_database.replace("postgres@", f"postgres:{SECRET}@")


def held(wb: Terminal) -> bytes:
    folder = Path(wb.record).parent
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.of_the_file
def test_import_draw_in_place_and_redraw_without_a_word_of_the_password(
    wb: Terminal, address: str, tmp_path: Path
) -> None:
    shown = ""
    proof, query = tmp_path / "proof.json", tmp_path / "list.sql"
    query.write_text("SELECT * FROM cases WHERE \"Victim Name\" <> '';\n", encoding="utf-8")
    for words in (
        ("import", address, "--table", "cases", "--name", "P", "--ref", "Crime No"),
        ("draw", "A", "--population", "P", *DRAW[2:]),
        ("draw", "B", "--in-place", address, "--query", query, *DRAW, "--by", "Team"),
        ("certificate", "B", "-o", proof),
        ("redraw", proof, address),
        ("redraw", proof, as_csv(tmp_path / "cases.csv", ROWS)),
        ("populations",),
        ("populations", "B"),
        ("history",),
        ("rates", "B"),
        ("export", "B", tmp_path / "B.md"),
        ("verify",),
    ):
        assert wb(*words) == 0, wb.err
        shown += wb.out + wb.err
    assert "The same sample: 6 cases" in shown
    assert "1 draws made in place" in shown
    assert "none: the list stays in its database" in (tmp_path / "B.md").read_text("utf-8")
    assert SECRET not in shown
    assert SECRET.encode() not in held(wb)


@pytest.mark.of_the_file
def test_a_changed_list_ends_a_redraw_with_1(wb: Terminal, address: str, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    assert wb("draw", "B", "--in-place", address, "--table", "cases", *DRAW) == 0, wb.err
    assert wb("certificate", "B", "-o", proof) == 0
    run_sql(address, "INSERT INTO cases VALUES ('new')")
    assert wb("redraw", proof, address) == 1
    assert "the list has 201 cases, the certificate 200" in wb.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("import", "U", "--name", "P", "--ref", "r"), "a table or a query"),
        (("import", "U", "--query", "gone.sql", "--name", "P", "--ref", "r"), "no query in"),
        (("import", "l.csv", "--table", "t", "--name", "P", "--ref", "r"), "go with the address"),
        (("draw", "A", "--size", 3), "Nothing says what to draw from"),
        (("draw", "A", "--population", "P", "--ref", "r"), "go with --in-place"),
        (("draw", "A", "--population", "P", "--table", "t"), "go with the address"),
        (("draw", "A", "--in-place", "U", "--table", "t"), "--ref"),
        (("draw", "A", "--in-place", "U", "--ref", "r", "--programme", "X"), "not drawn in place"),
        (("draw", "A", "--in-place", "U", "--table", "t", *DRAW), "cannot be reached"),
        (("redraw", "p.json", "l.csv", "--table", "t"), "go with the address"),
    ],
)
@pytest.mark.of_the_file
def test_what_does_not_go_together_is_told_plainly(
    wb: Terminal, words: tuple[object, ...], told: str
) -> None:
    address = f"postgresql://me:{SECRET}@127.0.0.1:1/db"
    assert wb(*(address if word == "U" else word for word in words)) == 2
    assert told in wb.err
    assert SECRET not in wb.err + wb.out
    assert "Traceback" not in wb.err
