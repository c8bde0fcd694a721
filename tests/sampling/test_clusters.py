from collections import Counter

import pytest

from sampling.clusters import draw_clusters, draw_two_stage
from sampling.errors import SamplingError
from sampling.tickets import ticket

SEED = "20221122"
FRAME = [f"22/{number:05d}" for number in range(90)]
OFFICERS = [f"PC{number * number % 11:02d}" for number in range(90)]
SIZES = Counter(OFFICERS)
RANKED = sorted(SIZES, key=lambda name: ticket(SEED, name))


def inside(name):
    return [one for one, officer in zip(FRAME, OFFICERS, strict=True) if officer == name]


class TestWholeClusters:
    def test_the_clusters_with_the_lowest_tickets_are_taken_whole(self):
        drawn = draw_clusters(FRAME, OFFICERS, 2, seed=SEED)
        expected = [one for name in RANKED[:2] for one in inside(name)]
        assert [one.reference for one in drawn.cases] == expected

    def test_a_case_carries_its_cluster_and_the_ticket_that_decided(self):
        drawn = draw_clusters(FRAME, OFFICERS, 1, seed=SEED)
        assert {(one.cluster, one.ticket) for one in drawn.cases} == {
            (RANKED[0], ticket(SEED, RANKED[0]))
        }

    def test_the_chance_is_that_of_the_cluster(self):
        drawn = draw_clusters(FRAME, OFFICERS, 3, seed=SEED)
        assert {one.probability for one in drawn.cases} == {3 / len(SIZES)}

    def test_reserves_are_the_next_whole_clusters(self):
        drawn = draw_clusters(FRAME, OFFICERS, 2, seed=SEED, reserves=1)
        assert [one.reference for one in drawn.reserves] == inside(RANKED[2])

    def test_rows_in_another_order_give_the_same_draw(self):
        one = draw_clusters(FRAME[::-1], OFFICERS[::-1], 3, seed=SEED, reserves=1)
        assert one == draw_clusters(FRAME, OFFICERS, 3, seed=SEED, reserves=1)

    def test_more_clusters_than_there_are_is_refused(self):
        with pytest.raises(SamplingError, match="number of clusters"):
            draw_clusters(FRAME, OFFICERS, len(SIZES) + 1, seed=SEED)


class TestTwoStages:
    def test_the_lowest_tickets_within_each_drawn_cluster(self):
        drawn = draw_two_stage(FRAME, OFFICERS, 3, 4, seed=SEED, reserves=1)
        for name in RANKED[:3]:
            ranked = sorted(inside(name), key=lambda one: ticket(SEED, one))
            mine = [one.reference for one in drawn.cases if one.cluster == name]
            spare = [one.reference for one in drawn.reserves if one.cluster == name]
            assert mine == ranked[:4]
            assert spare == ranked[4:5]

    def test_the_chance_multiplies_the_two_stages(self):
        drawn = draw_two_stage(FRAME, OFFICERS, 3, 4, seed=SEED)
        for one in drawn.cases:
            second = min(4, SIZES[one.cluster]) / SIZES[one.cluster]
            assert one.probability == pytest.approx(3 / len(SIZES) * second)
            assert one.weight == pytest.approx(1 / one.probability)

    def test_a_cluster_smaller_than_the_quota_is_taken_whole(self):
        drawn = draw_two_stage(["A", "B", "C"], ["x", "y", "y"], 2, 2, seed=SEED)
        assert sorted(one.reference for one in drawn.cases) == ["A", "B", "C"]
        assert {one.weight for one in drawn.cases} == {1.0}

    def test_rows_in_another_order_give_the_same_draw(self):
        rows = sorted(zip(FRAME, OFFICERS, strict=True), key=lambda row: row[0][::-1])
        references, officers = zip(*rows, strict=True)
        one = draw_two_stage(references, officers, 3, 4, seed=SEED, reserves=2)
        assert one == draw_two_stage(FRAME, OFFICERS, 3, 4, seed=SEED, reserves=2)

    def test_a_larger_quota_keeps_the_earlier_cases(self):
        fewer = draw_two_stage(FRAME, OFFICERS, 2, 3, seed=SEED)
        more = draw_two_stage(FRAME, OFFICERS, 3, 5, seed=SEED)
        assert {one.reference for one in fewer.cases} < {one.reference for one in more.cases}
