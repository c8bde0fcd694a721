from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.tickets import in_ticket_order, lowest_tickets, ticket

SEED = "20221122"
FRAME = [f"22/{number:05d}" for number in range(3000)]


def by_the_definition(references, count, seed=SEED):
    ranked = sorted((sha256(f"{seed}|{one}".encode()).hexdigest(), one) for one in references)
    return [reference for _, reference in ranked[:count]]


def test_a_ticket_is_the_sha256_of_seed_bar_reference():
    # printf '%s' '20221122|22/00001' | sha256sum
    expected = "592036b5254f5c868eb00d8eb441af1a75082d8becd02d6c7d28f3bcf7c75f39"
    assert ticket(SEED, "22/00001") == expected


@pytest.mark.parametrize("count", [1, 2, 60, 2500, 2999, 3000, 5000])
def test_the_lowest_tickets_are_those_of_a_full_sort(count):
    drawn = [each.reference for each in lowest_tickets(FRAME, count, seed=SEED)]
    assert drawn == by_the_definition(FRAME, count)


def test_none_are_drawn_when_none_are_wanted():
    assert lowest_tickets(FRAME, 0, seed=SEED) == ()
    assert lowest_tickets([], 5, seed=SEED) == ()


def test_a_reference_in_any_script_has_a_ticket():
    assert lowest_tickets(["Ĉ-1"], 1, seed=SEED)[0].ticket == ticket(SEED, "Ĉ-1")


def test_an_unlucky_bar_falls_back_to_every_ticket(monkeypatch):
    monkeypatch.setattr("sampling.tickets.bar_for", lambda *_, **__: bytes(32))
    drawn = [each.reference for each in lowest_tickets(FRAME, 60, seed=SEED)]
    assert drawn == by_the_definition(FRAME, 60)


@given(st.sets(st.text(min_size=1), max_size=40), st.integers(0, 50))
def test_tickets_do_not_depend_on_the_order_of_the_rows(references, count):
    one_way = lowest_tickets(sorted(references), count, seed=SEED)
    assert lowest_tickets(sorted(references, reverse=True), count, seed=SEED) == one_way
    assert lowest_tickets(iter(references), count, seed=SEED) == one_way


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_a_larger_draw_extends_a_smaller_one(count, more):
    smaller = lowest_tickets(FRAME, count, seed=SEED)
    assert lowest_tickets(FRAME, count + more, seed=SEED)[:count] == smaller


def test_the_whole_order_holds_every_case_once():
    order = in_ticket_order(FRAME, seed=SEED)
    assert sorted(each.reference for each in order) == FRAME
    assert list(order) == sorted(order)


def test_a_seed_that_cannot_be_used_is_refused_before_any_draw():
    with pytest.raises(SamplingError, match="seed"):
        lowest_tickets(FRAME, 3, seed="7")
