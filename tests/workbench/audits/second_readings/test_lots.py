"""The lot: its seed is made by chance, and kept from whoever reads a case first."""

from dataclasses import asdict

import pytest

from sampling.seeds import ALLOWED_SEED
from tests.conftest import SEED as SEED_OF_THE_DRAW
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import (
    FIRST,
    SECOND,
    SEED,
    all_met,
    at,
    choose,
    finish,
    read,
    read_case,
)
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.people.people import register
from workbench.audits.proof.diary import diary
from workbench.audits.results.reporting import report
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.lots import seed_of_lot
from workbench.audits.second_readings.second_reading import second_readings
from workbench.errors import Refused
from workbench.record.role_rules import Role

NOT_YET = "shown once every first reading is finished"


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 4 cases."""
    return draw_audit(size=4)


@pytest.fixture
def chosen(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """The same, with half of it read twice by the second reader."""
    choose(desk, audit, share=0.5)
    return audit


def seed_as_told(desk: Desk, audit: OpenAudit) -> str:
    """Return the seed that a desk is told; check that nothing it is shown has the true one."""
    found = second_readings(desk, audit.name)
    shown = (asdict(found), diary(desk), diary(desk, audit.name), report(desk, audit.name))
    if found.seed == NOT_YET:
        assert SEED not in repr(shown)
        assert f"by a seed that is {NOT_YET}" in repr(diary(desk))
    else:
        assert f"by the seed {found.seed}" in repr(diary(desk, audit.name))
    return found.seed


# The seed


def test_a_seed_that_is_not_typed_is_made_by_chance_and_not_from_that_of_the_draw(
    desk: Desk, draw_audit: DrawAudit
) -> None:
    seeds = set()
    for name in ("September", "October", "November"):
        audit = draw_audit(name, size=2)
        choose(desk, audit, seed=None)
        with desk.record.reading() as session:
            seeds.add(seed_of_lot(session, audit.draw_id))
    assert len(seeds) == 3
    assert SEED_OF_THE_DRAW not in seeds
    assert all(seed and len(seed) == 20 and ALLOWED_SEED.fullmatch(seed) for seed in seeds)


def test_the_seed_of_the_draw_is_refused_since_the_first_readers_know_it(
    desk: Desk, audit: OpenAudit
) -> None:
    with pytest.raises(Refused, match="seed of the draw, which the first readers know"):
        choose(desk, audit, seed=SEED_OF_THE_DRAW)
    assert second_readings(desk, audit.name).share is None


# Who may know it


def test_nobody_is_told_the_lot_before_every_first_reading_is_finished(
    desk: Desk, chosen: OpenAudit
) -> None:
    for name in (FIRST, SECOND, "somebody"):
        assert seed_as_told(at(desk, name), chosen) == NOT_YET
    assert second_readings(at(desk, FIRST), chosen.name).lines == ()
    own = second_readings(at(desk, SECOND), chosen.name).lines
    assert {line.reader for line in own} == {SECOND}
    assert len(own) == second_readings(at(desk, FIRST), chosen.name).by_lot == 2


def test_it_is_told_once_they_are(desk: Desk, chosen: OpenAudit) -> None:
    first = at(desk, FIRST)
    for case in chosen.cases:
        assert seed_as_told(first, chosen) == NOT_YET
        read_case(first, chosen, case, reading=FIRST_READING)
        finish(first, chosen)
    for name in (FIRST, SECOND, "somebody"):
        assert seed_as_told(at(desk, name), chosen) == SEED
    assert len(second_readings(first, chosen.name).lines) == 2


def test_a_reserve_has_to_be_finished_in_the_place_of_its_case(
    desk: Desk, chosen: OpenAudit
) -> None:
    first = at(desk, FIRST)
    read(first, chosen, all_met)
    finish(first, chosen)
    out = chosen.cases[0].reference
    replace_case(desk, chosen.name, out, reason=ReplacementReason.RESTRICTED)
    assert seed_as_told(first, chosen) == NOT_YET
    read(first, open_audit(desk, chosen.name), all_met)
    finish(first, chosen)
    assert seed_as_told(first, chosen) == SEED


def test_what_both_have_finished_is_told_before(desk: Desk, chosen: OpenAudit) -> None:
    first, second = at(desk, FIRST), at(desk, SECOND)
    mine = second_readings(second, chosen.name).lines[0].reference
    case = chosen.case(mine)
    for reader, reading in ((first, FIRST_READING), (second, SECOND_READING)):
        read_case(reader, chosen, case, reading=reading)
        finish(reader, chosen, reading=reading)
    assert [line.reference for line in second_readings(first, chosen.name).lines] == [mine]
    assert seed_as_told(first, chosen) == NOT_YET


@pytest.fixture
def led(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """The same audit with people: Sue and Mo lead, and the others read."""
    register(desk, "Sue", role=Role.SUPERVISOR)
    register(desk, "Mo", role=Role.MODERATOR)
    register(desk, FIRST)
    register(desk, SECOND)
    choose(desk, audit, share=0.5)
    return audit


def test_those_who_lead_and_read_nothing_first_may_know_it(desk: Desk, led: OpenAudit) -> None:
    for name in ("Sue", "Mo"):
        assert seed_as_told(at(desk, name), led) == SEED
        assert len(second_readings(at(desk, name), led.name).lines) == 2
    assert seed_as_told(at(desk, FIRST), led) == NOT_YET


def test_whoever_leads_and_begins_a_first_reading_is_told_it_no_more(
    desk: Desk, led: OpenAudit
) -> None:
    read_case(at(desk, "Sue"), led, led.cases[0], reading=FIRST_READING)
    assert seed_as_told(at(desk, "Sue"), led) == NOT_YET
    assert seed_as_told(at(desk, "Mo"), led) == SEED
