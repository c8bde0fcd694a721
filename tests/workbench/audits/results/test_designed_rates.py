"""Rates from designs that are not simple: the plain share is never reported as the rate."""

import csv
from pathlib import Path

import pytest

from checklists.answers import Answer
from exports.report import RateLine
from sampling.domains import DomainStratum, estimate_domain
from sampling.weighted_estimates import WeightedCase, estimate_weighted
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Allocation, DesignAsked, DesignKind
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import profile_from_options
from workbench.audits.opening import OpenAudit
from workbench.audits.populations import import_population
from workbench.audits.results.rates import rates
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place

STRATA = {"volume": 600, "serious": 250, "sexual": 120, "homicide": 30}
MET_OF_TEN = {"volume": 5, "serious": 8, "sexual": 8, "homicide": 9}
"""Equal quotas: the plain mean is 75%, the population's rate 62.3%."""


@pytest.fixture
def offences(desk: Desk, tmp_path: Path) -> Desk:
    file = tmp_path / "offences.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow(["Ref", "Kind", "Size"])
        for kind, count in STRATA.items():
            lines.writerows([f"{kind}-{n}", kind, n % 9 + 1] for n in range(count))
    import_population(
        desk,
        file,
        name="offences",
        profile=profile_from_options(reference="Ref", keep=("Kind", "Size")),
        options=ReadingOptions(),
    )
    return desk


def drawn(desk: Desk, **design: object) -> OpenAudit:
    plan = DrawPlan(
        audit="A",
        population="offences",
        checklists=("SUP",),
        design=DesignAsked(**design),  # type: ignore[arg-type]
        seed="20260901-dice",
    )
    return draw_sample(desk, plan)


def quotas(desk: Desk) -> OpenAudit:
    return drawn(desk, kind=DesignKind.STRATIFIED, by="kind", size=40, allocation=Allocation.EQUAL)


def score(desk: Desk, audit: OpenAudit, met_of: dict[str, int]) -> None:
    seen: dict[str, int] = {}
    for case in audit.cases:
        number = seen[case.stratum] = seen.get(case.stratum, 0) + 1
        answer = Answer.MET if number <= met_of[case.stratum] else Answer.PARTLY_MET
        give_answer(desk, audit, Place(case_id=case.id, question="SUP-01"), answer)


def first_rate(desk: Desk) -> RateLine:
    return rates(desk, "A").questions[0]


def test_equal_quotas_report_the_weighted_rate(offences: Desk) -> None:
    score(offences, quotas(offences), MET_OF_TEN)
    line = first_rate(offences)
    weighted = sum(STRATA[kind] * MET_OF_TEN[kind] / 10 for kind in STRATA) / 1000
    assert line.met / line.applicable == 0.75
    assert line.rate == pytest.approx(weighted)
    assert line.weighted
    assert "weighted" in line.method


def test_the_limits_are_those_of_the_stratified_estimate(offences: Desk) -> None:
    score(offences, quotas(offences), MET_OF_TEN)
    expected = estimate_domain(
        [DomainStratum(STRATA[kind], 10, 10, MET_OF_TEN[kind]) for kind in sorted(STRATA)]
    )
    line = first_rate(offences)
    assert (line.low, line.high) == pytest.approx((expected.low, expected.high))


def test_all_met_keeps_an_honest_lower_limit(offences: Desk) -> None:
    score(offences, quotas(offences), dict.fromkeys(STRATA, 10))
    line = first_rate(offences)
    assert (line.rate, line.high) == (1, 1)
    assert line.low is not None
    assert line.low < 0.85, "a plain interval of 40 of 40 would say 91%"
    assert "exact" in line.method


def test_cases_not_answered_yet_are_not_counted_as_read(offences: Desk) -> None:
    audit = quotas(offences)
    read_of = {"volume": 4, "serious": 6, "sexual": 8, "homicide": 10}
    seen: dict[str, int] = {}
    for case in audit.cases:
        number = seen[case.stratum] = seen.get(case.stratum, 0) + 1
        if number <= read_of[case.stratum]:
            answer = Answer.MET if number % 2 else Answer.NOT_EVIDENCED
            give_answer(offences, audit, Place(case_id=case.id, question="SUP-01"), answer)
    expected = estimate_domain(
        [DomainStratum(STRATA[kind], n, n, n // 2) for kind, n in sorted(read_of.items())]
    )
    line = first_rate(offences)
    assert line.unanswered == 12
    assert line.rate == pytest.approx(0.5)
    assert (line.low, line.high) == pytest.approx((expected.low, expected.high))


def test_partly_met_counts_in_the_lenient_rate_of_a_stratified_sample(offences: Desk) -> None:
    score(offences, quotas(offences), MET_OF_TEN)
    line = first_rate(offences)
    assert line.rate is not None
    assert line.rate < 1
    assert line.lenient_rate == 1


def test_there_is_no_rate_until_each_stratum_was_read(offences: Desk) -> None:
    audit = quotas(offences)
    place = Place(case_id=audit.cases[0].id, question="SUP-01")
    give_answer(offences, audit, place, Answer.MET)
    line = first_rate(offences)
    assert (line.met, line.rate) == (1, None)
    assert "none yet of" in line.method


def test_one_case_of_each_stratum_is_too_little_to_say(offences: Desk) -> None:
    audit, seen = quotas(offences), set()
    for case in audit.cases:
        if case.stratum not in seen:
            place = Place(case_id=case.id, question="SUP-01")
            give_answer(offences, audit, place, Answer.MET)
            seen.add(case.stratum)
    line = first_rate(offences)
    assert (line.applicable, line.rate) == (4, None)
    assert line.method == "no rate until two cases of a stratum are read"


@pytest.mark.parametrize(
    "design",
    [
        {"kind": DesignKind.CLUSTER, "by": "size", "clusters": 3},
        {"kind": DesignKind.TWO_STAGE, "by": "size", "clusters": 5, "size": 4},
        {"kind": DesignKind.PPS, "by": "size", "size": 20},
    ],
)
def test_other_designs_weigh_each_case_by_its_chance(
    offences: Desk, design: dict[str, object]
) -> None:
    audit = drawn(offences, **design)
    for number, case in enumerate(audit.cases):
        answer = Answer.MET if number % 3 else Answer.NOT_EVIDENCED
        give_answer(offences, audit, Place(case_id=case.id, question="SUP-01"), answer)
    line = first_rate(offences)
    weights = [1 / case.probability for case in audit.cases]
    met = sum(weight for number, weight in enumerate(weights) if number % 3)
    assert line.rate == pytest.approx(met / sum(weights))
    assert line.low is not None
    assert line.high is not None
    assert line.low < line.rate < line.high


def answer_every_third(desk: Desk, audit: OpenAudit) -> list[WeightedCase]:
    """Answer a third of the cases, and return what was read as the estimate should see it."""
    read = []
    for number, case in enumerate(audit.cases[::3]):
        answer = (Answer.MET, Answer.PARTLY_MET, Answer.NOT_EVIDENCED)[number % 3]
        give_answer(desk, audit, Place(case_id=case.id, question="SUP-01"), answer)
        unit = case.stratum or case.reference
        met = answer is Answer.MET
        read.append(WeightedCase(1 / case.probability, applicable=True, success=met, unit=unit))
    return read


@pytest.mark.parametrize(
    "design",
    [
        {"kind": DesignKind.TWO_STAGE, "by": "size", "clusters": 5, "size": 4},
        {"kind": DesignKind.PPS, "by": "size", "size": 20},
    ],
)
def test_a_weighted_rate_is_of_the_cases_that_were_answered(
    offences: Desk, design: dict[str, object]
) -> None:
    read = answer_every_third(offences, drawn(offences, **design))
    line, expected = first_rate(offences), estimate_weighted(read)
    assert line.rate == pytest.approx(expected.estimate)
    assert (line.low, line.high) == pytest.approx((expected.low, expected.high))


def test_partly_met_counts_at_its_weight_in_the_lenient_rate(offences: Desk) -> None:
    read = answer_every_third(offences, drawn(offences, kind=DesignKind.PPS, by="size", size=20))
    weights = [case.weight for case in read]
    lenient = sum(weight for number, weight in enumerate(weights) if number % 3 < 2)
    line = first_rate(offences)
    assert line.lenient_rate == pytest.approx(lenient / sum(weights))
    assert line.rate != pytest.approx(line.lenient_rate)


def test_there_is_no_weighted_rate_until_two_units_are_read(offences: Desk) -> None:
    audit = drawn(offences, kind=DesignKind.PPS, by="size", size=20)
    first, second, *_ = audit.cases
    give_answer(offences, audit, Place(case_id=first.id, question="SUP-01"), Answer.MET)
    assert first_rate(offences).rate is None
    assert "two units" in first_rate(offences).method
    give_answer(offences, audit, Place(case_id=second.id, question="SUP-01"), Answer.MET)
    assert first_rate(offences).rate == 1
