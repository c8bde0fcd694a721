"""Who reads which case: fair, fixed by the seed, without conflict, and found wherever it exists."""

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from sampling.errors import SamplingError
from sampling.fair_matching import NoMatching, Taker, fairest_matching
from sampling.reading_allocation import Reader, allocate_reading

SEED = "20261122"
NAMES = ("Ann", "Bo", "Cy", "Di", "Ed")
CASES = [f"NS/{number:05}/26" for number in range(60)]
sizes = st.integers(0, 30)


@st.composite
def plans(draw, most_cases=30, limits=True):
    """Cases, readers of different capacity, and conflicts between them."""
    cases = CASES[: draw(st.integers(0, most_cases))]
    names = NAMES[: draw(st.integers(1, len(NAMES) if most_cases > 6 else 3))]
    limit = st.none() | st.integers(0, most_cases) if limits else st.none()
    readers = [Reader(name, draw(st.integers(1, 5)), draw(limit)) for name in names]
    pairs = st.tuples(st.sampled_from(CASES[:most_cases]), st.sampled_from(NAMES))
    return cases, readers, draw(st.frozensets(pairs, max_size=40))


def able(case, reader, conflicts):
    return (case, reader.name) not in conflicts


def is_possible(cases, readers, conflicts):
    """Another program's answer: match cases to the places that the readers have."""
    places = [
        reader
        for reader in readers
        for _ in range(len(cases) if reader.at_most is None else min(reader.at_most, len(cases)))
    ]
    if not cases or not places:
        return not cases
    table = csr_matrix(
        np.array([[able(case, reader, conflicts) for reader in places] for case in cases], int)
    )
    return bool((maximum_bipartite_matching(table, perm_type="column") >= 0).all())


@given(plans())
def test_an_allocation_is_found_exactly_where_there_is_one(plan):
    cases, readers, conflicts = plan
    if not is_possible(cases, readers, conflicts):
        with pytest.raises(SamplingError):
            allocate_reading(cases, readers, seed=SEED, conflicts=conflicts)
        return
    found = allocate_reading(cases, readers, seed=SEED, conflicts=conflicts)
    assert set(found.reader_of) == set(cases)
    assert not conflicts & set(found.reader_of.items())
    given_to = Counter(found.reader_of.values())
    for reader in readers:
        assert reader.at_most is None or given_to[reader.name] <= reader.at_most
    assert {share.reader: share.cases for share in found.shares} == {
        reader.name: given_to[reader.name] for reader in readers
    }


def every_way(cases, readers, conflicts):
    """The numbers of cases by reader of every allocation there is: for a few cases only."""
    for way in product(readers, repeat=len(cases)):
        counts = Counter(reader.name for reader in way)
        if all(able(case, reader, conflicts) for case, reader in zip(cases, way, strict=True)) and (
            all(r.at_most is None or counts[r.name] <= r.at_most for r in readers)
        ):
            yield [counts[reader.name] for reader in readers]


def unevenness(counts, quotas):
    return sum((count - quota) ** 2 for count, quota in zip(counts, quotas, strict=True))


@settings(max_examples=150)
@given(plans(most_cases=6))
def test_no_other_allocation_is_fairer(plan):
    cases, readers, conflicts = plan
    ways = list(every_way(cases, readers, conflicts))
    if not ways:
        return
    found = allocate_reading(cases, readers, seed=SEED, conflicts=conflicts)
    quotas = {share.reader: share.quota for share in found.shares}
    ours = {share.reader: share.cases for share in found.shares}
    order = [quotas[reader.name] for reader in readers]
    best = min(unevenness(way, order) for way in ways)
    assert unevenness([ours[reader.name] for reader in readers], order) == best
    if any(all(abs(n - q) < 1 for n, q in zip(way, order, strict=True)) for way in ways):
        assert found.even


@given(sizes, st.integers(1, 5), st.integers(10**7, 10**9).map(str))
def test_equal_auditors_without_conflict_differ_by_at_most_one(cases, people, seed):
    readers = [Reader(name) for name in NAMES[:people]]
    counts = [s.cases for s in allocate_reading(CASES[:cases], readers, seed=seed).shares]
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == cases


@given(plans(limits=False))
def test_each_has_the_quota_of_their_capacity_where_nothing_conflicts(plan):
    cases, readers, _ = plan
    found = allocate_reading(cases, readers, seed=SEED)
    weights = {reader.name: reader.weight for reader in readers}
    assert found.even
    for share in found.shares:
        assert share.quota == Fraction(len(cases) * weights[share.reader], sum(weights.values()))


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_cases_and_auditors_does_not_matter(plan, random):
    cases, readers, conflicts = plan
    if not is_possible(cases, readers, conflicts):
        return
    ours = allocate_reading(cases, readers, seed=SEED, conflicts=conflicts)
    random.shuffle(cases)
    random.shuffle(readers)
    theirs = allocate_reading(cases, readers, seed=SEED, conflicts=conflicts)
    assert ours == theirs
    assert list(ours.reader_of) == list(theirs.reader_of)


def by_hand(text):
    return sha256(f"{SEED}|{text}".encode()).hexdigest()


def test_without_conflicts_it_is_dealing_the_tickets_like_cards():
    people = [Reader(name) for name in NAMES]
    found = allocate_reading(CASES, people, seed=SEED)
    cases = sorted(CASES, key=lambda case: by_hand(f"first|{case}"))
    names = sorted(NAMES, key=lambda name: by_hand(f"auditor|{name}"))
    assert dict(found.reader_of) == {case: names[at % 5] for at, case in enumerate(cases)}


def test_another_seed_or_another_reading_deals_otherwise():
    people = [Reader(name) for name in NAMES]
    first = allocate_reading(CASES, people, seed=SEED).reader_of
    assert first == allocate_reading(CASES, people, seed=SEED).reader_of
    assert first != allocate_reading(CASES, people, seed="20261123").reader_of
    assert first != allocate_reading(CASES, people, seed=SEED, reading="second").reader_of


def test_over_many_seeds_every_auditor_is_as_likely_to_get_a_case():
    people = [Reader(name) for name in NAMES[:4]]
    times = Counter(
        allocate_reading(CASES[:10], people, seed=f"{SEED}{at}").reader_of[CASES[0]]
        for at in range(800)
    )
    assert min(times.values()) > 150  # 200 expected; four deviations are 49
    assert max(times.values()) < 250


def test_conflicts_are_made_good_by_swaps_so_that_shares_stay_even():
    conflicts = frozenset((case, "Ann") for case in CASES[:40])
    found = allocate_reading(CASES, [Reader("Ann"), Reader("Bo")], seed=SEED, conflicts=conflicts)
    assert [share.cases for share in found.shares] == [20, 40]
    assert not found.even
    eased = allocate_reading(
        CASES, [Reader("Ann"), Reader("Bo")], seed=SEED, conflicts=frozenset(list(conflicts)[:30])
    )
    assert eased.even
    assert [share.cases for share in eased.shares] == [30, 30]


def test_a_case_that_nobody_may_read_is_named():
    conflicts = frozenset(("NS/00003/26", name) for name in NAMES)
    with pytest.raises(SamplingError, match="1 case can be read by nobody") as caught:
        allocate_reading(CASES, map(Reader, NAMES), seed=SEED, conflicts=conflicts)
    assert caught.value.given == "NS/00003/26"
    with pytest.raises(SamplingError, match="60 cases can be read by nobody"):
        allocate_reading(CASES, [], seed=SEED)


def test_too_little_room_names_the_cases_the_auditors_and_what_is_missing():
    readers = [Reader("Ann", at_most=3), Reader("Bo", at_most=4), Reader("Cy")]
    conflicts = frozenset((case, "Cy") for case in CASES[:9])
    with pytest.raises(SamplingError) as caught:
        allocate_reading(CASES, readers, seed=SEED, conflicts=conflicts)
    assert "can be read only by Ann, Bo, who may take 7" in caught.value.problem
    assert caught.value.expected == "room for 1 case more"
    named = caught.value.given.split(" and ")[0].split(", ")
    assert set(named) <= set(CASES[:9])


@given(plans())
def test_what_is_named_as_impossible_is_the_proof_of_it(plan):
    cases, readers, conflicts = plan
    choices = [
        [at for at, reader in enumerate(readers) if able(case, reader, conflicts)] for case in cases
    ]
    takers = [Taker(r.weight, len(cases) if r.at_most is None else r.at_most) for r in readers]
    if is_possible(cases, readers, conflicts):
        return
    with pytest.raises(NoMatching) as caught:
        fairest_matching(choices, takers)
    none = caught.value
    assert {at for thing in none.things for at in choices[thing]} == set(none.takers)
    assert sum(takers[at].at_most for at in none.takers) < len(none.things)


@pytest.mark.parametrize(
    ("cases", "readers", "seed", "problem"),
    [
        (["a", "a"], [Reader("Ann")], SEED, "a case is named twice"),
        (["a"], [Reader("Ann"), Reader("Ann", 2)], SEED, "an auditor is named twice"),
        (["a"], [Reader("Ann", 0)], SEED, "the capacity of Ann"),
        (["a"], [Reader("Ann", 0.5)], SEED, "the capacity of Ann"),
        (["a"], [Reader("Ann", at_most=-1)], SEED, "the most cases for Ann"),
        (["a"], [Reader("Ann")], "7", "this seed cannot be used"),
    ],
)
def test_what_cannot_be_used_is_refused(cases, readers, seed, problem):
    with pytest.raises(SamplingError, match=problem):
        allocate_reading(cases, readers, seed=seed)


def test_no_case_needs_no_auditor():
    assert allocate_reading([], [], seed=SEED).reader_of == {}


def test_thousands_of_cases_with_many_conflicts_are_dealt_evenly():
    cases = [f"26/{number:06}" for number in range(2000)]
    readers = [Reader(f"auditor {number}") for number in range(12)]
    conflicts = frozenset(
        (case, f"auditor {at % 12}") for at, case in enumerate(cases) for at in (at, at // 7)
    )
    assert allocate_reading(cases, readers, seed=SEED, conflicts=conflicts).even
