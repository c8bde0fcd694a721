"""The commands, run as a stranger runs them: what they print and how they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SEED, SHARED, write_list
from tests.workbench.cli.conftest import Terminal
from workbench.cli.dispatch import hoisted


@pytest.fixture
def drawn(wb: Terminal, tmp_path: Path) -> Terminal:
    file = write_list(tmp_path / "crimes.csv")
    keep = ("--keep", "Team", "--keep", "Status")
    assert wb("import", file, "--name", "crimes", "--ref", "Crime No", *keep) == 0
    draw = ("draw", "A", "--population", "crimes", "--checklist", "sup", "--size", 10)
    assert wb(*draw, "--reserve", 2, "--seed", SEED) == 0
    return wb


def test_import_says_what_became_of_every_row(wb: Terminal, tmp_path: Path) -> None:
    file = write_list(tmp_path / "crimes.csv")
    assert wb("import", file, "--name", "crimes", "--ref", "Crime No", "--keep", "Team") == 0
    assert "200 rows from crimes.csv" in wb.out
    assert "Victim Name" in wb.out.split("dropped columns")[1]


def test_a_list_with_faults_ends_with_2_and_leaves_nothing(wb: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("Crime No,Team\n1,A\n,B\n1,C\n", encoding="utf-8")
    assert wb("import", file, "--name", "crimes", "--ref", "Crime No") == 2
    assert "line 3" in wb.err
    assert "line 4" in wb.err
    assert wb("populations") == 0
    assert "no population yet" in wb.out


def test_a_certificate_and_the_list_give_the_same_sample(drawn: Terminal, tmp_path: Path) -> None:
    proof, file = tmp_path / "certificate.json", tmp_path / "crimes.csv"
    assert drawn("certificate", "A", "-o", proof) == 0
    assert drawn("redraw", proof, file) == 0
    assert "The same sample: 10 cases and 2 in reserve" in drawn.out


def test_the_order_of_the_rows_does_not_matter(drawn: Terminal, tmp_path: Path) -> None:
    proof, file = tmp_path / "certificate.json", tmp_path / "crimes.csv"
    drawn("certificate", "A", "-o", proof)
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([head, *reversed(lines)]) + "\n", encoding="utf-8")
    assert drawn("redraw", proof, file) == 0


@pytest.mark.parametrize("with_record", [True, False])
def test_a_changed_reference_is_refused_and_named(
    drawn: Terminal, tmp_path: Path, with_record: bool
) -> None:
    proof, file = tmp_path / "certificate.json", tmp_path / "crimes.csv"
    drawn("certificate", "A", "-o", proof)
    first = json.loads(proof.read_text(encoding="utf-8"))["cases"][0]["reference"]
    file.write_text(file.read_text(encoding="utf-8").replace(first, "CHANGED"), encoding="utf-8")
    if not with_record:
        drawn.record = tmp_path / "none.record"
    assert drawn("redraw", proof, file) == 1
    assert first in drawn.out
    assert ("CHANGED" in drawn.out) == with_record
    assert not (tmp_path / "none.record").exists()


def test_one_answer_then_rates_then_the_workbook(drawn: Terminal, tmp_path: Path) -> None:
    assert drawn("answer", "A", "#1", "SUP-01", "met") == 0
    rates = drawn.json("rates", "A")
    first = rates["questions"][0]
    assert (first["id"], first["met"], first["applicable"], first["rate"]) == ("SUP-01", 1, 1, 1.0)
    assert list(rates) == [
        "audit", "population", "frame_size", "sample_size", "confidence", "questions", "indicators",
    ]  # fmt: skip
    assert drawn("export", "A", tmp_path / "a.xlsx") == 0
    assert (tmp_path / "a.xlsx").stat().st_size > 5000
    assert drawn("export", "A", tmp_path / "a.pdf") == 2
    assert ".xlsx" in drawn.err


def test_the_history_reads_like_a_diary_and_verify_agrees(drawn: Terminal) -> None:
    drawn("answer", "A", "#1", "SUP-01", "met")
    assert drawn("history", "A") == 0
    assert "open to met" in drawn.out
    assert drawn("verify") == 0
    assert "WRONG" not in drawn.out


def test_plain_scoring_takes_keys_from_a_script(
    drawn: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    keys = "n\ny\nno entry at all\ny\ny\nx\nu\nzz\n#3\n/SUP-01\np\n?\nq\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
    assert drawn("score", "A", "--plain") == 0
    assert "Saved: SUP-01 not met." in drawn.out
    assert "is critical: say why" in drawn.out
    assert "Note saved." in drawn.out
    assert "That is not a key here." in drawn.out
    assert "Case 3 of 10" in drawn.out
    assert drawn.json("rates", "A")["questions"][0]["partly_met"] == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("rates", "nothing"), "There is no audit named 'nothing'. There are: A."),
        (("rates", "A", "--interval", "wrong"), "There is no interval 'wrong'"),
        (("draw", "B", "--population", "x", "--size", "3"), "There is no population named 'x'"),
        (("draw", "B", "--population", "crimes", "--checklist", "NONE", "--size", "3"), "NONE"),
        (("answer", "A", "#99", "SUP-01", "met"), "not in the sample"),
        (("answer", "A", "#1", "SUP-01", "yes"), "'yes' is not an answer"),
        (("answers", "A"), "Say which way"),
        (("certificate", "nothing"), "There is no audit"),
        (("redraw", "no-such-file", "neither"), "no-such-file"),
        (("replace", "A", "#1", "--reason", "hard"), "not a reason"),
        (("checklists", "NONE"), "there is no checklist 'NONE'"),
        (("interval", "5", "3"), "5 cases cannot have complied of 3"),
        (("plan", "change", "--baseline", "x", "--true", "70"), "not a baseline"),
        (("no-such-command",), "No such command"),
    ],
)
def test_a_wrong_use_ends_with_2_and_one_plain_message(
    drawn: Terminal, words: tuple[str, ...], message: str
) -> None:
    assert drawn(*words) == 2
    assert message in drawn.err
    assert "Traceback" not in drawn.err


def test_a_record_that_is_none_is_refused(wb: Terminal, tmp_path: Path) -> None:
    wb.record = tmp_path / "list.csv"
    wb.record.write_text("not a record", encoding="utf-8")
    assert wb("populations") == 2
    assert "not a Casefile Workbench record" in wb.err


def test_options_that_go_with_every_command_stand_anywhere() -> None:
    words = ["rates", "A", "--record", "x", "--json", "--auditor=me", "--", "--record"]
    assert hoisted(words) == [
        "--record",
        "x",
        "--auditor=me",
        "rates",
        "A",
        "--json",
        "--",
        "--record",
    ]


def test_interval_prints_three_methods_side_by_side(wb: Terminal) -> None:
    assert wb("interval", 181, 240, "--population", 4658) == 0
    for words in ("Wilson", "exact (hypergeometric)", "75.4% ± 5.3"):
        assert words in wb.out


@pytest.mark.parametrize(
    ("ours", "word"), [("33/60", "cannot tell"), ("35/60", "improved"), ("24/60", "cannot tell")]
)
def test_difference_uses_the_words_of_the_ladder(wb: Terminal, ours: str, word: str) -> None:
    assert wb("difference", ours, "24/60") == 0
    assert f"Verdict: {word}." in wb.out


def test_plan_change_says_when_no_number_of_files_can(wb: Terminal) -> None:
    assert wb("plan", "change", "--baseline", "51/70", "--true", "80") == 0
    assert wb.out.startswith("No number of files can.")
    assert wb.json("plan", "change", "--baseline", "24/60", "--true", "70")["files"] == 25


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["populations"],
        ["checklists"],
        ["history"],
        ["draw", "B", "--population", "crimes", "--checklist", "SUP", "--size", "3"],
    ],
)
def test_a_command_that_needs_no_statistics_loads_none(drawn: Terminal, words: list[str]) -> None:
    program = (
        "import sys; from workbench.cli.dispatch import run; "
        f"code = run({[*words, '--record', str(drawn.record)]!r}); "
        "heavy = [m for m in ('pandas', 'scipy', 'numpy', 'openpyxl') if m in sys.modules]; "
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not SHARED.is_dir(), reason="the open data is not beside the project")
def test_the_open_data_of_september_2021(wb: Terminal, tmp_path: Path) -> None:
    file = SHARED / "data" / "city-of-london" / "2021-09-city-of-london-street.csv"
    found = wb.json("import", file, "--name", "sept", "--profile", "police-uk-street")
    assert found["flow"] == {
        "received": 765,
        "rejected": [
            {"reason": "blank reference", "rows": 89},
            {"reason": "repeated reference, the first kept", "rows": 12},
        ],
        "excluded": [],
        "eligible": 664,
    }


def test_the_library_is_listed_with_its_short_forms_apart(wb: Terminal) -> None:
    assert wb("checklists") == 0
    assert "21 checklists, 251 questions." in wb.out
    assert "Short form SEG" in wb.out


def test_the_coverage_check_is_green(wb: Terminal) -> None:
    assert wb("checklists", "coverage") == 0
    assert "Everything auditable has a question" in wb.out
    assert "NO QUESTION" not in wb.out


@pytest.mark.parametrize("ending", [".xlsx", ".yaml"])
def test_a_checklist_goes_out_and_is_found_right_again(
    wb: Terminal, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"sup{ending}"
    assert wb("checklists", "write", "sup", file) == 0
    assert wb("checklists", "check", file) == 0
    assert "SUP, 12 questions" in wb.out
