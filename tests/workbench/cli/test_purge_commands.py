"""The commands of retention, from the list to the certificate."""

import json
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import write_list

REASON = ("--reason", "records policy 7.2")


@pytest.fixture
def drawn(wb, tmp_path: Path):
    """The terminal of the tests, on a record with a drawn audit of which one case is answered."""
    write_list(tmp_path / "crimes.csv")
    columns = ("--ref", "Crime No", "--keep", "Team", "--keep", "Status")
    assert wb("import", tmp_path / "crimes.csv", "--name", "crimes", *columns) == 0, wb.err
    draw = ("--population", "crimes", "--checklist", "SUP", "--size", "6", "--seed", "20260901x")
    assert wb("draw", "September", *draw) == 0, wb.err
    assert wb("answer", "September", "#1", "SUP-01", "not_met", "--note", "CANARY") == 0, wb.err
    return wb


@pytest.fixture
def old(drawn, monkeypatch: pytest.MonkeyPatch):
    """The same, looked at three years on."""
    from datetime import UTC, datetime, timedelta

    from workbench.audits import desk

    later = datetime.now(UTC) + timedelta(days=1095)
    monkeypatch.setattr(desk.Desk.__init__, "__defaults__", (lambda: later, frozenset()))
    return drawn


DUE = ("purge", "--older-than", "24", *REASON)


def test_what_is_due_is_shown_and_nothing_is_erased_until_it_is_said_so(
    old, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old(*DUE, "--dry-run") == 0
    assert "audit  September" in old.out
    assert "list   crimes" in old.out
    assert old("erasures") == 0
    assert "Nothing was erased from this record." in old.out
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert old(*DUE) == 1
    assert "Erase it? It cannot be brought back" in old.out
    assert old("erasures") == 0
    assert "Nothing was erased from this record." in old.out


def test_a_reason_that_names_somebody_is_warned_of_before_it_is_kept_for_good(
    old, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    assert old("purge", "--older-than", "24", "--reason", "as 07700 900123 asked") == 1
    assert 'The reason has what looks like a phone number: "07700 900123"' in old.err


def test_the_figures_are_those_of_before(old) -> None:
    before = [
        old.json("rates", "September"),
        old.json("rates", "September", "--by", "team"),
        old.json("compare", "September"),
    ]
    assert old(*DUE, "--yes") == 0, old.err
    assert before == [
        old.json("rates", "September"),
        old.json("rates", "September", "--by", "team"),
        old.json("compare", "September"),
    ]
    assert old("verify") == 0
    assert "checked: lawfully erased by erasure 1 on " in old.out


def test_the_certificate_is_for_its_owner_alone_and_over_nothing(old, tmp_path: Path) -> None:
    proof = tmp_path / "erasure.json"
    proof.write_text("mine")
    assert old(*DUE, "--yes", "--certificate", proof) == 2
    assert "is there already" in old.err
    assert old("erasures") == 0
    assert "Nothing was erased from this record." in old.out, "it is looked at first"
    assert old(*DUE, "--yes", "--certificate", proof, "--force") == 0, old.err
    assert proof.stat().st_mode & 0o777 == 0o600
    told = json.loads(proof.read_text())
    assert told["reason"] == "records policy 7.2"
    assert told["rows_by_table"]["sampled_case"] == 6
    assert "CANARY" not in proof.read_text()
    again = tmp_path / "again.json"
    assert old("erasures", "1", "--certificate", again) == 0
    assert json.loads(again.read_text()) == told
    assert old.json("erasures") == [told]


@pytest.mark.of_the_file
def test_the_backups_that_hold_it_are_named_and_on_request_removed(old) -> None:
    folder = Path(f"{old.record}.backups")
    held = set(folder.iterdir())
    assert old(*DUE, "--yes") == 0, old.err
    assert all(f"STILL HOLDS IT: {path}" in old.out for path in held)
    assert set(folder.iterdir()) == held
    assert old(*DUE, "--yes", "--backups") == 0, old.err
    assert all(f"removed {path}" in old.out for path in held)
    (made,) = folder.iterdir()
    assert made not in held
    assert b"CANARY" not in made.read_bytes()
    assert old.json("backups")[0]["fault"] == ""
    (told,) = old.json("erasures")
    assert told["backups_removed"] == sorted(map(str, held), reverse=True)
    assert told["copies_that_still_hold_it"] == []
    assert old("verify") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("purge", *REASON), "How old must it be?"),
        (("purge", "--before", "2020-01-01", "--older-than", "3", *REASON), "How old must it be?"),
        (("purge", "--before", "spring", *REASON), "'spring' is no day. Write it as 2024-09-30."),
        (("purge", "--before", "2999-01-01", "--yes", *REASON), "2999-01-01 is still to come."),
        (("purge", "--older-than", "24", "--yes"), "An erasure needs a reason."),
        (("purge", "--older-than", "24", "--audit", "May", *REASON), "no audit named 'May'"),
        (("erasures", "7"), "There is no erasure 7."),
        (("erasures", "--certificate", "x.json"), "Which erasure?"),
    ],
)
def test_what_cannot_be_meant_is_said_plainly(drawn, words: tuple[str, ...], said: str) -> None:
    assert drawn(*words) == 2
    assert said in drawn.err


def test_where_nothing_is_due_it_says_so(drawn) -> None:
    assert drawn("purge", "--older-than", "24", *REASON) == 0
    assert "is left to erase." in drawn.out
