"""What can be held of a sample whose list is not in the record: its tickets, order and number."""

from collections.abc import Callable

import pytest

from sampling.designs import draw_stratified
from workbench.audits.draws.designs import Design, DesignKind
from workbench.audits.draws.tickets_elsewhere import _faults
from workbench.record.tables import SampledCase

SEED = "20260901-dice"
REFERENCES = [f"{n:04}" for n in range(60)]
TEAMS = ["North" if n % 3 else "South" for n in range(60)]
DESIGN = Design(DesignKind.STRATIFIED, "team", {"North": 4, "South": 3}, 2)


def cases() -> list[SampledCase]:
    drawn = draw_stratified(REFERENCES, TEAMS, DESIGN.sizes, seed=SEED, reserves=2)
    return [
        SampledCase(
            role=role,
            position=one.order,
            reference=one.reference,
            stratum=one.stratum,
            ticket=one.ticket,
        )
        for role, part in (("sample", drawn.cases), ("reserve", drawn.reserves))
        for one in part
    ]


def told(kept: list[SampledCase]) -> str:
    return next(_faults(DESIGN, SEED, kept), "")


def swap_for_a_reserve(kept: list[SampledCase]) -> None:
    case = kept[0]
    at = next(n for n, c in enumerate(kept) if c.role == "reserve" and c.stratum == case.stratum)
    kept[at].role, case.role = "sample", "reserve"
    kept.sort(key=lambda one: (one.role == "reserve", one.ticket))


def test_a_sample_as_it_was_drawn_has_no_fault() -> None:
    assert told(cases()) == ""


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda kept: setattr(kept[2], "reference", "0000x"), "another ticket"),
        (lambda kept: kept.insert(0, kept.pop(1)), "order of its tickets"),
        (lambda kept: kept.pop(0), "another number of cases"),
        (lambda kept: setattr(kept[0], "stratum", "East"), "another number of cases"),
        (swap_for_a_reserve, "has a lower ticket than a case of the sample"),
    ],
)
def test_a_sample_that_was_tampered_with_is_told(
    spoil: Callable[[list[SampledCase]], object], fault: str
) -> None:
    kept = cases()
    spoil(kept)
    assert fault in told(kept)
