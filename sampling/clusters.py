"""Draws of whole clusters, and of cases within drawn clusters: teams, stations, officers."""

from collections.abc import Sequence

from sampling.checked_numbers import check_whole_number
from sampling.designs import Drawn, Selection, grouped, numbered, select
from sampling.tickets import Ticket, lowest_tickets


def draw_clusters(
    references: Sequence[str],
    cluster_of: Sequence[str],
    clusters: int,
    *,
    seed: str,
    reserves: int = 0,
) -> Drawn:
    """Draw the clusters with the lowest tickets of their names, and every case in them.

    Args:
        references: The frame.
        cluster_of: The cluster of each reference, in step with `references`.
        clusters: How many clusters to draw.
        seed: See `sampling.seeds.check_seed`.
        reserves: How many whole clusters to hold in reserve.

    Returns:
        The draw; each case carries the ticket of its cluster, which decided, and the chance
        clusters drawn / clusters in the frame. Cases stand by cluster, then by reference.

    Raises:
        SamplingError: The frame cannot be used, or has fewer clusters than asked for.
    """
    members = grouped(references, cluster_of, what="cluster")
    drawn, waiting = _draw_names(list(members), clusters, reserves, seed)
    chance = clusters / len(members)

    def whole(name: Ticket) -> list[Selection]:
        inside = (Ticket(name.ticket, one) for one in sorted(members[name.reference]))
        return list(select(inside, probability=chance, cluster=name.reference))

    return Drawn(
        design="cluster",
        sizes={"clusters": clusters},
        cases=numbered(case for name in drawn for case in whole(name)),
        reserves=numbered(case for name in waiting for case in whole(name)),
    )


def draw_two_stage(
    references: Sequence[str],
    cluster_of: Sequence[str],
    clusters: int,
    cases: int,
    *,
    seed: str,
    reserves: int = 0,
) -> Drawn:
    """Draw clusters by the tickets of their names, then cases by tickets within each.

    Args:
        references: The frame.
        cluster_of: The cluster of each reference, in step with `references`.
        clusters: How many clusters to draw.
        cases: How many cases to draw in each; a smaller cluster is taken whole.
        seed: See `sampling.seeds.check_seed`.
        reserves: How many cases to hold in reserve in each drawn cluster.

    Returns:
        The draw; the chance of a case is (clusters drawn / clusters) x (cases drawn in its
        cluster / cases in it) (Cochran 1977, chapter 10).

    Raises:
        SamplingError: The frame cannot be used, or has fewer clusters than asked for.
    """
    members = grouped(references, cluster_of, what="cluster")
    cases = check_whole_number("the number of cases in each cluster", cases, at_least=1)
    reserves = check_whole_number("the number of reserves", reserves)
    first_stage = clusters / len(members)
    picked: list[Selection] = []
    waiting: list[Selection] = []
    for name in _draw_names(list(members), clusters, 0, seed)[0]:
        inside = members[name.reference]
        size = min(cases, len(inside))
        tickets = lowest_tickets(inside, size + reserves, seed=seed)
        chance = first_stage * size / len(inside)
        picked += select(tickets[:size], probability=chance, cluster=name.reference)
        waiting += select(tickets[size:], probability=chance, cluster=name.reference)
    return Drawn(
        design="two-stage",
        sizes={"clusters": clusters, "cases": cases},
        cases=numbered(picked),
        reserves=numbered(waiting),
    )


def _draw_names(
    names: Sequence[str], clusters: int, reserves: int, seed: str
) -> tuple[tuple[Ticket, ...], tuple[Ticket, ...]]:
    check_whole_number("the number of clusters", clusters, at_least=1, at_most=len(names))
    check_whole_number("the number of reserves", reserves)
    tickets = lowest_tickets(names, clusters + reserves, seed=seed)
    return tickets[:clusters], tickets[clusters:]
