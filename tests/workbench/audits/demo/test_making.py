"""The example as it is made: through the public use cases, in the state that was promised."""

import csv
import stat

import pytest

from checklists.answers import Answer
from tests.made_once import made_once
from workbench.audits.case_texts import case_text
from workbench.audits.demo.lists import PLANTED
from workbench.audits.demo.making import AUDITS, make_demo
from workbench.audits.demo.places import MARK, clear, finish, is_there, place_in, prepare
from workbench.audits.demo.population import crimes
from workbench.audits.demo.truth import true_case, true_rates
from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.overview import Step, overview
from workbench.audits.populations import populations
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.reviews.scoring import open_scoring
from workbench.errors import WorkbenchError
from workbench.record.engine import open_record

SEED = "a test force"
NEXT = "Supervision, September 2026"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = made_once(tmp_path_factory, "a-test-force", lambda to: make_demo(to, seed=SEED))
    return place_in(folder)


@pytest.fixture
def desk(place):
    record = open_record(place.record)
    yield Desk(record=record, auditor="newcomer")
    record.close()


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_folder_and_its_files_are_for_their_owner_alone(place):
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    for path in place.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_files_are_what_they_say(place):
    population = crimes(SEED)

    assert len(rows_of(place.list)) == len(population) + 1
    assert len(rows_of(place.planted_faults)) == sum(PLANTED.values()) + 1
    assert rows_of(place.truth)[0] == ["month", "question", "applicable", "met", "true rate"]
    assert rows_of(place.truth)[1:] == [list(r.row) for r in true_rates(SEED, population)]


def test_the_populations_show_what_was_excluded_and_why(desk):
    found = {view.name: view.part for view in populations(desk)}
    whole = len(crimes(SEED))
    victims = found["Northshire crimes with a victim, September 2026"]

    assert found["Northshire crimes, May to September 2026"].frame_size == whole
    assert [step.reason for step in victims.flow.excluded] == [
        "outside 2026-09-01 to 2026-09-30",
        "no identifiable victim",
    ]
    assert victims.frame_size == sum(
        crime.month == "2026-09" and crime.markers["victim"] == "yes" for crime in crimes(SEED)
    )


def test_home_has_one_obvious_next_step(desk):
    seen = overview(desk)

    assert seen.advice == f"{NEXT}: score 2 more cases of 60"
    assert [(a.name, a.complete, a.cases, a.next_step) for a in seen.audits] == [
        (NEXT, 58, 60, Step.SCORE),
        ("Plans, supervision and victims, September 2026", 6, 12, Step.SCORE),
        ("Supervision, May 2026", 30, 30, Step.EXPORT),
    ]


def test_a_newcomer_begins_at_the_first_open_case_with_a_believable_pace(desk):
    scoring = open_scoring(desk, NEXT)

    assert (scoring.case.order, scoring.place.question) == (59, "SUP-01")
    assert scoring.progress.notes_owed == 0
    assert 8 < scoring.progress.median_minutes < 25
    assert len(scoring.audit.reserves_left) == 10


def test_the_newcomer_can_finish_by_reading_the_files(desk):
    audit = open_audit(desk, NEXT)
    last = audit.cases[-1]

    assert "SUPERVISOR ENTRIES" in case_text(desk, last)
    assert last.reference in case_text(desk, last)


def test_what_the_auditors_gave_is_the_truth_but_for_a_few_honest_slips(desk):
    given = slips = 0
    for planned in AUDITS:
        scoring = open_scoring(desk, planned.name)
        for case in scoring.audit.cases[: planned.scored]:
            scoring.go_to_case(case.order)
            truth = true_case(SEED, case.reference, case.fields).answers
            for line in scoring.lines:
                given += 1
                slips += line.state.standing is not truth[line.question.id]
                assert not line.note_owed
    assert given == 30 * 12 + 58 * 12 + 6 * 42
    assert 0 < slips < 0.06 * given


def test_critical_failures_carry_a_note(desk):
    scoring = open_scoring(desk, "Supervision, May 2026")
    failed = []
    for case in scoring.audit.cases:
        scoring.go_to_case(case.order)
        failed += [
            line.note
            for line in scoring.lines
            if line.state.standing is Answer.NOT_MET and line.question.critical
        ]

    assert len(failed) > 10
    assert all(failed)


def test_one_case_was_replaced_from_the_reserve(desk):
    assert len(open_audit(desk, "Supervision, May 2026").reserves_left) == 5


def test_rates_are_there_to_be_read(desk):
    supervision = next(
        r for r in rates(desk, "Supervision, May 2026").questions if r.id == "SUP-12"
    )

    assert supervision.applicable == 30
    assert 0 < supervision.low < supervision.rate < supervision.high < 1


def test_the_record_verifies(desk):
    assert verify_record(desk).faults == ()


def test_another_seed_is_another_force_with_other_figures(place, tmp_path):
    other = make_demo(tmp_path / "other", seed="another force")
    record = open_record(other.record)
    theirs = rates(Desk(record=record, auditor="x"), "Supervision, May 2026")
    record.close()
    mine_record = open_record(place.record)
    mine = rates(Desk(record=mine_record, auditor="x"), "Supervision, May 2026")
    mine_record.close()

    assert [line.met for line in theirs.questions] != [line.met for line in mine.questions]
    assert other.truth.read_text(encoding="utf-8") != place.truth.read_text(encoding="utf-8")


def test_a_record_of_ones_own_has_no_case_texts(desk, tmp_path):
    record = open_record(tmp_path / "own.record")
    case = open_audit(desk, NEXT).cases[0]

    assert case_text(Desk(record=record, auditor="x"), case) is None
    record.close()


def test_clearing_deletes_only_what_the_demo_made(tmp_path):
    folder = tmp_path / "northshire"
    place = prepare(folder)
    finish(folder, SEED)
    place.list.write_text("made", encoding="utf-8")
    (folder / "my sheet.xlsx").write_text("kept", encoding="utf-8")

    clear(folder)

    assert [path.name for path in folder.iterdir()] == ["my sheet.xlsx"]


def test_a_folder_that_the_demo_did_not_make_is_left_alone(tmp_path):
    (tmp_path / "northshire.record").write_text("mine", encoding="utf-8")

    with pytest.raises(WorkbenchError, match="was not made by workbench demo"):
        clear(tmp_path)
    with pytest.raises(WorkbenchError, match="holds northshire"):
        prepare(tmp_path)
    assert (tmp_path / "northshire.record").read_text(encoding="utf-8") == "mine"


def test_an_example_that_was_not_finished_does_not_count_as_there(tmp_path):
    prepare(tmp_path / "northshire")

    assert (tmp_path / "northshire" / MARK).is_file()
    assert not is_there(tmp_path / "northshire")


def test_held_against_the_inspection_it_shows_each_kind_of_verdict():
    """The default seed: what a newcomer sees and what the tour promises."""
    import tempfile
    from pathlib import Path

    from workbench.audits.results.comparing import compare_audit

    with tempfile.TemporaryDirectory() as folder:
        place = make_demo(Path(folder) / "northshire")
        opened = Desk(record=open_record(place.record), auditor="newcomer")
        september = {c.baseline.id: c.verdict for c in compare_audit(opened, NEXT)}
        plans = compare_audit(opened, "Plans, supervision and victims, September 2026")
        opened.record.close()

    assert september["stf22-supervision"].word == "improved"
    assert september["stf22-review-words"].word == "not comparable"
    assert any(c.verdict.word == "cannot tell" and c.verdict.more_files for c in plans)
