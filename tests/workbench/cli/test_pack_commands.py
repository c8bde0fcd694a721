"""The commands of packs: out, in, the rivals, the choice, and the list."""

from pathlib import Path

import pytest

from tests.conftest import write_list
from workbench.cli.dispatch import run


@pytest.fixture
def drawn(wb, tmp_path: Path):
    """The terminal of the tests, with a sample of four cases."""
    listed = write_list(tmp_path / "crimes.csv")
    assert wb("import", listed, "--name", "crimes", "--ref", "Crime No") == 0, wb.err
    plan = ("--population", "crimes", "--checklist", "SUP", "--size", 4, "--seed", "20260901-dice")
    assert wb("draw", "September", *plan) == 0, wb.err
    return wb


@pytest.fixture
def packs(drawn, tmp_path: Path) -> dict[str, Path]:
    """Two packs of the first two cases, answered differently on one question."""
    paths = {who: tmp_path / f"{who}.pack" for who in ("Ann", "Ben")}
    for who, path in paths.items():
        assert drawn("pack", "out", "September", path, "--for", who, "--cases", "#1-#2") == 0
        given = "met" if who == "Ann" else "not_met"
        answer = ("answer", "September", "#1", "SUP-01", given, "--note", f"seen by {who}")
        assert run([*answer, "--record", str(path), "--auditor", who]) == 0
    drawn.capture.readouterr()
    return paths


def test_a_pack_goes_out_and_says_how_it_comes_back(drawn, tmp_path: Path) -> None:
    path = tmp_path / "ann.pack"
    assert drawn("pack", "out", "September", path, "--for", "Ann", "--case", "#3") == 0
    assert f"workbench --record {path}" in drawn.out
    assert f"workbench pack in {path}" in drawn.out
    (line,) = drawn.json("packs", "September")
    assert (line["auditor"], line["cases"], line["back_at"]) == ("Ann", 1, None)
    assert drawn("packs", "September") == 0
    assert "not yet" in drawn.out


def test_what_comes_in_is_told_and_the_different_answers_are_listed(drawn, packs) -> None:
    looked = drawn.json("pack", "in", packs["Ann"], "--check")
    assert looked["outcomes"]["new"] == 1
    assert not looked["taken_in"]
    assert drawn("pack", "in", packs["Ann"]) == 0
    assert "0 came in before, 0 stands already, 1 new" in drawn.out
    assert drawn("pack", "in", packs["Ann"]) == 0
    assert "1 came in before" in drawn.out
    assert drawn("pack", "in", packs["Ben"]) == 0
    assert "DIFFERENT ANSWERS: " in drawn.out
    assert drawn("pack", "rivals", "September") == 0
    assert "seen by Ann" in drawn.out
    (dispute,) = drawn.json("pack", "rivals", "September")
    assert [rival["answer"] for rival in dispute["rivals"]] == ["met", "not_met"]


def test_a_choice_is_made_with_its_reason(drawn, packs) -> None:
    for path in packs.values():
        drawn("pack", "in", path)
    choice = ("pack", "settle", "September", "#1", "SUP-01", "not_met")
    assert drawn(*choice) == 2
    assert "--reason" in drawn.err
    assert drawn(*choice, "--reason", "seen together") == 0
    assert drawn("pack", "rivals", "September") == 0
    assert "No different answers wait" in drawn.out
    assert drawn("verify") == 0
    assert drawn("history") == 0
    assert "because: seen together" in drawn.out


def test_a_pack_that_is_refused_is_a_check_that_failed(drawn, packs, tmp_path: Path) -> None:
    assert drawn("pack", "in", tmp_path / "crimes.csv") == 2
    assert "is no case pack" in drawn.err
    foreign = ["--record", str(packs["Ann"])]
    assert run(["pack", "in", str(packs["Ben"]), *foreign]) == 1
    assert "did not go out from this record" in drawn.capture.readouterr().err


def test_no_pack_is_said(drawn) -> None:
    assert drawn("packs", "September") == 0
    assert "No pack went out" in drawn.out


def test_a_pack_that_was_encrypted_comes_in_with_its_key(
    drawn, packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    monkeypatch.setenv("WORKBENCH_KEY", "four words that nobody guesses")
    assert run(["encrypt", "--record", str(packs["Ann"])]) == 0
    monkeypatch.delenv("WORKBENCH_KEY")
    assert drawn("pack", "in", packs["Ann"]) == 2
    assert "WORKBENCH_KEY" in drawn.err
    monkeypatch.setenv("WORKBENCH_KEY", "four words that nobody guesses")
    assert drawn.json("pack", "in", packs["Ann"])["outcomes"]["new"] == 1
