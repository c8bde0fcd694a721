"""Two packs scored apart, in which some answers differ: merged in both orders, the same rates."""

import json
import shutil
from pathlib import Path

import pytest

from checklists.answers import Answer
from exports.plain import rates_json
from tests.conftest import Clock, DrawAudit, write_list
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.packs.choosing import PackAsked
from workbench.audits.packs.sending import send_pack
from workbench.audits.packs.settling import disputes
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.reviews.scoring import open_scoring
from workbench.cli.dispatch import run
from workbench.record.engine import open_record

CASES = 3
WHO = {"Ann": "#1-#2", "Ben": "#2-#3"}
"""The cases of each; the second is read by both."""
ANSWERS = {"Ann": "ynyp", "Ben": "yiypn"}
"""What each answers, taken in turn, for whatever question is open."""
KEYS = {"y": Answer.MET, "n": Answer.NOT_MET, "p": Answer.PARTLY_MET, "i": Answer.NOT_EVIDENCED}


def score_all(path: Path, audit: str, who: str, clock: Clock) -> None:
    """Score every case of a pack to its end, as one would in the app."""
    record = open_record(path)
    scoring = open_scoring(Desk(record=record, auditor=who, clock=clock), audit)
    given = 0
    while not scoring.complete:
        question = scoring.line.question.id
        clock.tick(20)
        scoring.answer(KEYS[ANSWERS[who][given % len(ANSWERS[who])]])
        given += 1
        if scoring.line.note_owed and scoring.line.question.id == question:
            scoring.write_note(f"seen by {who}")
        if scoring.case_complete:
            scoring.next_unscored()
    record.close()


@pytest.mark.of_the_file
def test_by_command_in_both_orders(
    tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home.record"
    wb = ["--record", str(home), "--auditor", "lead"]
    listed = str(write_list(tmp_path / "crimes.csv"))
    packs = {who: tmp_path / f"{who}.pack" for who in WHO}
    by_seed = ["--checklist", "SUP", "--size", str(CASES), "--seed", "20260901-dice"]
    for words in (
        ["import", listed, "--name", "crimes", "--ref", "Crime No", "--keep", "Team"],
        ["draw", "September", "--population", "crimes", *by_seed],
        *(
            ["pack", "out", "September", str(packs[who]), "--for", who, "--cases", cases]
            for who, cases in WHO.items()
        ),
    ):
        assert run([*words, *wb]) == 0, capsys.readouterr().err
    for who, path in packs.items():
        score_all(path, "September", who, clock)
        assert run(["verify", "--record", str(path)]) == 0
    orders = {"ann first": ("Ann", "Ben"), "ben first": ("Ben", "Ann")}
    found = {}
    for name, order in orders.items():
        merged = str(shutil.copy(home, tmp_path / f"{name}.record"))
        for who in order:
            assert run(["pack", "in", str(packs[who]), "--record", merged]) == 0
        assert run(["verify", "--record", merged]) == 0
        capsys.readouterr()
        assert run(["rates", "September", "--json", "--record", merged]) == 0
        assert run(["pack", "rivals", "September", "--json", "--record", merged]) == 0
        found[name] = capsys.readouterr().out
    assert found["ann first"] == found["ben first"]
    rivals = json.loads(found["ann first"][found["ann first"].index("\n[") :])
    assert {rival["order"] for rival in rivals} == {2}


def test_on_either_engine_in_both_orders(
    desk: Desk, draw_audit: DrawAudit, tmp_path: Path, clock: Clock
) -> None:
    """Two audits of the same sample: one takes Ann's pack in first, the other Ben's."""
    begun = clock.now
    outcomes = []
    for name, order in (("one", ("Ann", "Ben")), ("two", ("Ben", "Ann"))):
        clock.now = begun
        audit = draw_audit(name, size=CASES, reserve=0)
        paths = {who: a_scored_pack(desk, audit, who, tmp_path, clock) for who in WHO}
        for who in order:
            take_in_pack(desk, paths[who])
        found = disputes(desk, name)
        outcomes.append(
            (
                rates_json(rates(desk, name)) | {"audit": ""},
                [
                    (d.case, d.place.question, [(r.words, r.by, r.at) for r in d.rivals])
                    for d in found
                ],
            )
        )
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][1]
    assert verify_record(desk).faults == ()


def a_scored_pack(desk: Desk, audit: OpenAudit, who: str, folder: Path, clock: Clock) -> Path:
    path = folder / f"{audit.name}-{who}.pack"
    send_pack(desk, audit.name, path, PackAsked(auditor=who, cases=(WHO[who],)))
    score_all(path, audit.name, who, clock)
    return path
