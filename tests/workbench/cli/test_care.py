"""Every command that keeps free text warns, on the error stream, and keeps it all the same."""

from io import StringIO

import pytest

from tests.conftest import write_list
from tests.workbench.cli.conftest import Terminal

PHONE = "07700 900123"
SEEN = f'what looks like a phone number: "{PHONE}"'


@pytest.fixture
def drawn(wb: Terminal, tmp_path) -> Terminal:
    path = write_list(tmp_path / "list.csv")
    assert wb("import", path, "--name", "P", "--ref", "Crime No", "--keep", "Team") == 0
    draw = ("draw", "A", "--population", "P", "--checklist", "SUP")
    assert wb(*draw, "--size", 3, "--reserve", 2, "--seed", "20260901-dice") == 0
    assert "Warning" not in wb.err
    return wb


def test_a_note_beside_an_answer(drawn: Terminal) -> None:
    assert drawn("answer", "A", "#1", "SUP-01", "met", "--note", f"rang {PHONE}") == 0
    assert drawn.out.startswith("Saved: SUP-01")
    assert drawn.err == f"Warning: The note has {SEEN}. It is kept as it is.\n"
    assert drawn("answer", "A", "#1", "SUP-02", "met", "--note", "Sgt review on day 7") == 0
    assert drawn.err == ""


def test_a_name_in_a_note_that_is_not_of_somebody_registered(drawn: Terminal) -> None:
    note = ("SUP-01", "met", "--note", "Sarah reviewed it.")
    assert drawn("answer", "A", "#1", *note) == 0
    assert 'what looks like a name: "Sarah"' in drawn.err
    assert drawn("team", "add-user", "Sarah Webb", "--role", "auditor") == 0
    assert drawn("answer", "A", "#2", *note) == 0
    assert drawn.err == ""


def test_a_note_of_a_replacement(drawn: Terminal) -> None:
    words = ("replace", "A", "#1", "--reason", "not-found", "--note", f"rang {PHONE}")
    assert drawn(*words) == 0
    assert f"The note has {SEEN}" in drawn.err


def test_the_reason_and_the_name_of_a_draw_and_its_output_stays_json(drawn: Terminal) -> None:
    again = ("draw", "A", "--population", "P", "--checklist", "SUP", "--size", 3)
    assert drawn(*again, "--reason", f"as {PHONE} asked", "--json") == 0
    assert drawn.out.startswith("{")
    assert f"The reason has {SEEN}" in drawn.err
    named = ("draw", "Mr Khan", "--population", "P", "--checklist", "SUP", "--size", 3)
    assert drawn(*named) == 0
    assert 'The name of the audit has what looks like a name: "Mr Khan"' in drawn.err


def test_the_name_of_a_population_and_a_reason_to_leave_rows_out(wb: Terminal, tmp_path) -> None:
    words = ("import", write_list(tmp_path / "list.csv"), "--ref", "Crime No", "--keep", "Team")
    assert wb(*words, "--name", "Mr Khan", "--exclude", f"team=A=see {PHONE}") == 0
    assert "The name of the population has" in wb.err
    assert f"A reason to leave out has {SEEN}" in wb.err


def test_the_note_of_a_status(wb: Terminal) -> None:
    words = ("recommendations", "R4", "--status", "complete", "--note", f"says {PHONE}", "--json")
    assert wb(*words) == 0
    assert wb.out.startswith("{")
    assert SEEN in wb.err


def test_a_file_of_answers_is_taken_and_its_lines_are_named_without_what_they_say(
    drawn: Terminal, tmp_path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "case,question,answer,note\n"
        "#1,SUP-01,met,Sgt review on day 7\n"
        f"#1,SUP-02,met,rang {PHONE}\n"
        f'#1,SUP-03,met,"Mr Khan, ST16 2DH"\n'
    )
    assert drawn("answers", "A", "--import", path) == 0
    assert drawn.out.startswith("3 new answers")
    of_phone, of_both = drawn.err.splitlines()
    said = "the note of SUP-02 has what looks like a phone number at character 6."
    assert of_phone == f"Warning: line 3: {said}"
    assert of_both.startswith("Warning: line 4: the note of SUP-03 has what looks like a name at")
    assert of_both.endswith("character 1 and what looks like a postcode at character 10.")


def test_scoring_line_by_line(drawn: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"e rang {PHONE}\nn\ntold Mr Khan\nq\n"))
    assert drawn("score", "A", "--plain") == 0
    assert f"Warning: SUP-01's note has {SEEN}. To change it: /SUP-01 and then e TEXT." in drawn.out
    assert drawn.out.count("Note saved.") == drawn.out.count("Warning:") >= 1


@pytest.mark.of_the_file
def test_the_reason_of_a_restoration(drawn: Terminal, tmp_path) -> None:
    backup = tmp_path / "safe.record"
    assert drawn("backup", backup) == 0
    assert drawn("restore", backup, "--reason", f"as {PHONE} asked", "--json") == 0
    assert drawn.out.startswith("{")
    assert drawn.err == f"Warning: The reason has {SEEN}. It is kept as it is.\n"
    assert drawn("restore", backup, "--reason", "the disk was changed") == 0
    assert drawn.err == ""


def test_the_reason_for_handing_a_case_over(drawn: Terminal) -> None:
    for name in ("Ann", "Ben"):
        assert drawn("team", "add-user", name, "--role", "auditor") == 0
    assert drawn("allocate", "A", "--to", "Ann") == 0
    words = ("allocate", "A", "--case", "#1", "--to", "Ben", "--reason", f"as {PHONE} asked")
    assert drawn(*words) == 0
    assert f"The reason has {SEEN}" in drawn.err
