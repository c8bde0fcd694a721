"""Rates: each with its own counts, its own limits, and never an invented figure."""

import csv
from pathlib import Path

import pytest

from checklists.answers import Answer
from sampling import proportion_interval
from tests.conftest import DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results.rates import IntervalMethod, rates, rates_by
from workbench.audits.results.reporting import export_answers
from workbench.audits.reviews.answer_files import import_answers
from workbench.errors import WorkbenchError


def give(desk: Desk, audit: OpenAudit, path: Path, question: str, answers: list[Answer]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["case", "question", "answer", "note"])
        for case, answer in zip(audit.cases, answers, strict=False):
            lines.writerow([case.reference, question, answer.value, "see entry 4"])
    import_answers(desk, audit.name, path)


def line(desk: Desk, audit: OpenAudit, question: str = "SUP-01", **options: object):
    found = rates(desk, audit.name, **options).questions  # type: ignore[arg-type]
    return next(each for each in found if each.id == question)


def test_every_answer_is_counted_in_its_own_column(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    given = [
        *[Answer.MET] * 4,
        *[Answer.PARTLY_MET] * 2,
        *[Answer.NOT_MET] * 3,
        Answer.NOT_EVIDENCED,
    ]
    give(desk, audit, tmp_path / "a.csv", "SUP-01", given)
    found = line(desk, audit)
    counts = (found.met, found.partly_met, found.not_met, found.not_evidenced, found.unanswered)
    assert counts == (4, 2, 3, 1, 2)
    assert found.applicable == 10
    assert found.rate == pytest.approx(0.4)
    assert found.lenient_rate == pytest.approx(0.6)


def test_no_applicable_case_is_no_rate(desk: Desk, audit: OpenAudit) -> None:
    found = line(desk, audit)
    assert (found.rate, found.low, found.high, found.hmicfrs_half_width) == (None,) * 4
    assert found.unanswered == 12


def test_the_limits_are_wilsons_with_the_population_that_was_sampled(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    give(desk, audit, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 9 + [Answer.NOT_MET] * 3)
    found = line(desk, audit)
    expected = proportion_interval(9, 12, population=200)
    assert (found.low, found.high) == (expected.low, expected.high)


def test_a_question_that_applies_to_some_cases_has_its_share_of_the_population(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    give(desk, audit, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 6 + [Answer.NOT_MET] * 6)
    give(desk, audit, tmp_path / "b.csv", "SUP-04", [Answer.MET] * 4 + [Answer.NOT_MET] * 2)
    found = line(desk, audit, "SUP-04")
    assert (found.applicable, found.not_applicable) == (6, 6)
    expected = proportion_interval(4, 6, population=100)
    assert (found.low, found.high) == (expected.low, expected.high)


def test_a_census_has_no_sampling_error(desk: Desk, draw_audit: DrawAudit, tmp_path: Path) -> None:
    census = draw_audit("all", size=200, reserve=0)
    give(desk, census, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 150 + [Answer.NOT_MET] * 50)
    found = line(desk, census)
    assert (found.low, found.rate, found.high) == (0.75, 0.75, 0.75)
    assert found.hmicfrs_half_width == 0


def test_a_census_that_is_half_read_is_no_certainty(
    desk: Desk, draw_audit: DrawAudit, tmp_path: Path
) -> None:
    census = draw_audit("all", size=200, reserve=0)
    give(desk, census, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 2 + [Answer.NOT_MET])
    found = line(desk, census)
    expected = proportion_interval(2, 3, population=200)
    assert (found.low, found.high) == (expected.low, expected.high)


def test_181_of_240_from_4658_is_75_4_plus_or_minus_5_3() -> None:
    from exports import wording

    style = proportion_interval(181, 240, method="hmicfrs", population=4658)
    assert wording.plus_or_minus(style.estimate, style.half_width) == "75.4% ± 5.3"


@pytest.mark.parametrize("method", list(IntervalMethod))
def test_every_interval_holds_the_rate_and_names_itself(
    desk: Desk, audit: OpenAudit, tmp_path: Path, method: IntervalMethod
) -> None:
    give(desk, audit, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 9 + [Answer.NOT_MET] * 3)
    found = line(desk, audit, interval=method)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.75 <= found.high
    assert found.method == method.words


def test_groups_add_up_to_the_whole(desk: Desk, audit: OpenAudit, tmp_path: Path) -> None:
    give(desk, audit, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 9 + [Answer.NOT_MET] * 3)
    groups = rates_by(desk, audit.name, "team")
    assert sum(group.questions[0].met for group in groups.values()) == 9
    assert sum(group.sample_size for group in groups.values()) == 12


def test_a_column_that_was_not_kept_cannot_be_grouped_by(desk: Desk, audit: OpenAudit) -> None:
    with pytest.raises(WorkbenchError, match="It keeps: "):
        rates_by(desk, audit.name, "Victim Name")


def test_twenty_lines_over_the_exported_answers_give_the_same_rates(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    give(desk, audit, tmp_path / "a.csv", "SUP-01", [Answer.MET] * 7 + [Answer.NOT_MET] * 5)
    give(desk, audit, tmp_path / "b.csv", "SUP-04", [Answer.MET] * 4 + [Answer.PARTLY_MET] * 3)
    exported = export_answers(desk, audit.name, tmp_path / "out.csv")
    counts: dict[str, dict[str, int]] = {}
    with exported.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of_question = counts.setdefault(row["question"], {})
            of_question[row["answer"]] = of_question.get(row["answer"], 0) + 1
    for found in rates(desk, audit.name).questions:
        of_question = counts.get(found.id, {})
        applicable = sum(n for answer, n in of_question.items() if answer != "not_applicable")
        expected = of_question.get("met", 0) / applicable if applicable else None
        assert found.rate == expected
