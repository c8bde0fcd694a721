"""Plans: what an audit must read to show something, ending in files, people and a date."""

import csv
from datetime import date
from pathlib import Path

import pytest

from checklists.answers import Answer
from checklists.baseline_register import baselines
from sampling.baselines import Counts, PlusMinus, Target
from sampling.errors import SamplingError
from tests.conftest import DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.draws.proving import (
    USUAL_MINUTES,
    learn_minutes,
    learn_share,
    limits_of,
    name_baseline,
    plan_reading,
    prove_change,
)
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answer_files import import_answers
from workbench.errors import WorkbenchError

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 2), date(2026, 11, 6), date(2026, 11, 7)


class TestAgainstABaseline:
    @pytest.mark.parametrize(("true_rate", "files"), [(0.60, 96), (0.70, 25), (0.80, 11)])
    def test_the_files_that_prove_better_supervision(self, true_rate: float, files: int) -> None:
        found = prove_change(name_baseline("stf22-supervision"), true_rate=true_rate)
        assert found.size.files == files

    def test_no_number_of_files_can_show_80_against_51_of_70(self) -> None:
        found = prove_change(name_baseline("stf22-inv-opps"), true_rate=0.80)
        assert found.size.files is None
        assert "baseline itself is that uncertain" in found.size.reason
        assert prove_change(name_baseline("stf22-inv-opps"), true_rate=0.85).size.files == 245

    def test_files_are_put_up_where_the_question_applies_to_some_only(self) -> None:
        named = name_baseline("stf22-supervision")
        found = prove_change(named, true_rate=0.7, applicable_share=0.25)
        assert found.size.files == 100

    def test_against_words_there_is_a_first_measure_and_no_verdict(self) -> None:
        found = prove_change(name_baseline("stf22-plan-words"), true_rate=0.8)
        assert found.size.files is None
        assert "first measured rate" in found.size.reason
        assert found.provable is None
        assert found.first_measure is not None
        assert found.first_measure.files == 97

    def test_the_caveats_of_the_baseline_go_with_the_plan(self) -> None:
        found = prove_change(name_baseline("stf22-supervision"), true_rate=0.7)
        assert any("ambiguous" in caveat for caveat in found.caveats)


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("STF22-Supervision", Counts(24, 60)),
        ("stf22-cdi-all", PlusMinus(0.884, 0.028)),
        ("std-999", Target(0.9)),
        ("24/60", Counts(24, 60)),
        ("90%", Target(0.9)),
        ("stf22-plan-words", None),
    ],
)
def test_a_baseline_is_named_by_its_id_or_as_a_figure(text: str, measured: object) -> None:
    assert name_baseline(text).measured == measured


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="workbench baselines"):
        name_baseline("supervision")


def test_the_limits_of_a_baseline_are_those_that_no_change_can_pass() -> None:
    limits = limits_of(baselines()["stf22-inv-opps"])
    assert limits is not None
    assert limits.low == pytest.approx(0.615, abs=0.0005)
    assert limits.high == pytest.approx(0.819, abs=0.0005)
    assert limits_of(baselines()["stf22-plan-words"]) is None


class TestLearning:
    def test_the_share_is_what_the_record_showed(
        self, listed: Desk, draw_audit: DrawAudit, tmp_path: Path
    ) -> None:
        audit = draw_audit(size=40)
        closed = [case for case in audit.cases if case.fields["status"] == "closed"]
        _answer_all(listed, audit, tmp_path, "SUP-10", [case.reference for case in closed])
        found = learn_share(listed, ["SUP-EFFECTIVE", "SUP-10"])
        assert found.value == len(closed) / 40
        assert found.source == f"SUP-10 applied to {len(closed)} of 40 files read"

    @pytest.mark.usefixtures("audit")
    def test_where_nothing_was_read_every_file_is_taken_and_said(self, listed: Desk) -> None:
        for desk, measures in ((None, ["SUP-12"]), (listed, ["SUP-12"]), (listed, ["VCOP-01"])):
            found = learn_share(desk, measures)
            assert found.value == 1
            assert "taken as every file" in found.source

    @pytest.mark.usefixtures("audit")
    def test_where_nothing_was_timed_the_usual_minutes_are_taken(self, listed: Desk) -> None:
        for desk in (None, listed):
            found = learn_minutes(desk)
            assert found.value == USUAL_MINUTES
            assert "none was timed" in found.source


def _answer_all(
    desk: Desk, audit: OpenAudit, folder: Path, question: str, references: list[str]
) -> None:
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["case", "question", "answer", "note"])
        lines.writerows([reference, question, Answer.MET.value, ""] for reference in references)
    import_answers(desk, audit.name, path)


class TestReading:
    def test_files_become_hours_people_and_a_day(self) -> None:
        work = plan_reading(60, minutes=25, people=4, hours_a_day=5, starts=MONDAY)
        assert (work.hours, work.files_each, work.hours_each) == (25, 15, 6.25)
        assert work.working_days == 2
        assert work.finishes == date(2026, 11, 3)

    def test_nobody_reads_at_the_week_end(self) -> None:
        two_days = plan_reading(24, minutes=25, starts=FRIDAY)
        assert two_days.finishes == date(2026, 11, 9)
        assert plan_reading(1, minutes=25, starts=SATURDAY).finishes == date(2026, 11, 9)

    def test_a_whole_day_is_one_day(self) -> None:
        assert plan_reading(12, minutes=25, starts=MONDAY).finishes == MONDAY
        assert plan_reading(13, minutes=25, starts=MONDAY).finishes == date(2026, 11, 3)

    @pytest.mark.parametrize("wrong", [{"people": 0}, {"minutes": 0.0}, {"hours_a_day": -1.0}])
    def test_nobody_and_no_time_are_refused(self, wrong: dict[str, float]) -> None:
        asked = {"minutes": 25.0, **wrong}
        with pytest.raises(SamplingError, match="more than 0"):
            plan_reading(10, starts=MONDAY, **asked)  # type: ignore[arg-type]
