"""Pooling: months put together at their weight, and only where the question stayed the same."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.answers import Answer
from checklists.library import library
from sampling.domains import DomainStratum, estimate_domain
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.populations import import_population
from workbench.audits.results.pooling import PooledRate, pooled_rates
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.errors import WorkbenchError

MakeMonth = Callable[..., None]
TEXT = "Is any supervision of the investigation recorded?"


@pytest.fixture
def month(desk: Desk, tmp_path: Path) -> MakeMonth:
    """A function that makes an audit of a month with the first question answered."""

    def make(name: str, *, listed: int, met: int, of: int, folder: Path | None = None) -> None:
        file = tmp_path / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            lines = csv.writer(opened)
            lines.writerow(["Ref", "Team"])
            lines.writerows([f"{n:04}/{name}", "AB"[n % 2]] for n in range(listed))
        profile = profile_from_options(reference="Ref", keep=("Team",))
        options = ReadingOptions()
        import_population(desk, file, name=name, profile=profile, options=options)
        plan = DrawPlan(
            audit=name,
            population=name,
            checklists=("SUP",),
            design=DesignAsked(size=of),
            checklist_folder=folder,
        )
        audit = draw_sample(desk, plan)
        for number, case in enumerate(audit.cases):
            answer = Answer.MET if number < met else Answer.PARTLY_MET
            give_answer(desk, audit, Place(case_id=case.id, question="SUP-01"), answer)

    return make


def first(desk: Desk, *names: str) -> PooledRate:
    return pooled_rates(desk, names)[0]


def changed_checklist(folder: Path, *, declared: str = "") -> Path:
    """Write a next version of the checklist in which the first question reads otherwise."""
    folder.mkdir()
    text = library()["SUP"].source.replace('version: "1.0"', 'version: "2.0"')
    assert TEXT in text
    text = text.replace(TEXT, f"{TEXT[:-1]} by name?{declared}")
    (folder / "sup.yaml").write_text(text, encoding="utf-8")
    return folder


def test_each_month_counts_at_the_weight_of_its_population(desk: Desk, month: MakeMonth) -> None:
    month("may", listed=900, met=2, of=10)
    month("june", listed=100, met=18, of=20)
    pooled = first(desk, "june", "may")
    expected = estimate_domain([DomainStratum(900, 10, 10, 2), DomainStratum(100, 20, 20, 18)])
    assert (pooled.met, pooled.applicable) == (20, 30)
    assert pooled.rate == pytest.approx(0.9 * 0.2 + 0.1 * 0.9)
    assert (pooled.low, pooled.high) == pytest.approx((expected.low, expected.high))


def test_a_question_that_changed_its_meaning_is_not_pooled(
    desk: Desk, month: MakeMonth, tmp_path: Path
) -> None:
    month("may", listed=100, met=5, of=10)
    month("june", listed=100, met=5, of=10, folder=changed_checklist(tmp_path / "own"))
    pooled = first(desk, "may", "june")
    assert pooled.rate is None
    assert "SUP-01" in pooled.refused


def test_a_question_that_is_declared_the_same_is_pooled(
    desk: Desk, month: MakeMonth, tmp_path: Path
) -> None:
    declared = '\n    changed_since: {version: "1.0", same_meaning: yes}'
    month("may", listed=100, met=5, of=10)
    month(
        "june",
        listed=100,
        met=5,
        of=10,
        folder=changed_checklist(tmp_path / "own", declared=declared),
    )
    assert first(desk, "may", "june").rate == pytest.approx(0.5)


def test_a_question_nobody_answered_in_a_month_is_not_pooled(desk: Desk, month: MakeMonth) -> None:
    month("may", listed=100, met=5, of=10)
    month("june", listed=100, met=5, of=10)
    assert "no answer to it yet" in pooled_rates(desk, ("may", "june"))[1].refused


def test_what_would_count_a_case_twice_is_refused(desk: Desk, month: MakeMonth) -> None:
    month("may", listed=100, met=5, of=10)
    with pytest.raises(WorkbenchError, match="two different audits"):
        pooled_rates(desk, ("may", "may"))
    draw_sample(
        desk,
        DrawPlan(audit="again", population="may", checklists=("SUP",), design=DesignAsked(size=5)),
    )
    with pytest.raises(WorkbenchError, match="same population"):
        pooled_rates(desk, ("may", "again"))


def test_a_weighted_design_stands_by_itself(desk: Desk, month: MakeMonth) -> None:
    month("may", listed=100, met=5, of=10)
    month("june", listed=100, met=5, of=10)
    draw_sample(
        desk,
        DrawPlan(
            audit="strata",
            population="june",
            checklists=("SUP",),
            design=DesignAsked(kind=DesignKind.STRATIFIED, by="team", size=10),
        ),
    )
    with pytest.raises(WorkbenchError, match="strata was not drawn as a simple sample"):
        pooled_rates(desk, ("may", "strata"))
