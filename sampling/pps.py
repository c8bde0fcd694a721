"""Draws with chances in proportion to size: sequential Poisson sampling (Ohlsson 1998)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sampling.checked_numbers import check_whole_number
from sampling.designs import WHOLE_FRAME, Drawn, Selection, check_references
from sampling.errors import SamplingError
from sampling.seeds import check_seed
from sampling.tickets import ABOVE_ALL, bar_for, digests

LARGEST_SIZE: Final = 2**32 - 1
RANK_BITS: Final = 64


def draw_pps(
    references: Sequence[str],
    measures: Sequence[int],
    size: int,
    *,
    seed: str,
    reserves: int = 0,
) -> Drawn:
    """Draw the cases whose ticket divided by their measure of size is lowest.

    The chance of a case is close to, and stated as, n x measure / sum of measures: sequential
    Poisson sampling keeps the size fixed and the chances very nearly so (Ohlsson 1998).

    Args:
        references: The frame.
        measures: The size of each case, in step with `references`: whole numbers, at least 1.
        size: How many to draw.
        seed: See `sampling.seeds.check_seed`.
        reserves: How many to hold in reserve, next in rank.

    Raises:
        SamplingError: A measure cannot be used, or is so large that the case would have to be
            drawn for certain: such cases belong in a stratum that is read whole.
    """
    check_seed(seed)
    check_references(references)
    size = check_whole_number("the sample size", size, at_least=1, at_most=len(references))
    reserves = check_whole_number("the number of reserves", reserves)
    measure_of = _measured(references, measures)
    total = sum(measures)
    _refuse_certainties(measure_of, size, total)
    ranked = _lowest_ranks(measure_of, size + reserves, seed)
    chances = {one: size * measure_of[one] / total for _, one, _ in ranked}
    return Drawn(
        design="pps",
        sizes={WHOLE_FRAME: size},
        cases=_select(ranked[:size], chances),
        reserves=_select(ranked[size:], chances),
    )


def _measured(references: Sequence[str], measures: Sequence[int]) -> dict[str, int]:
    if len(references) != len(measures):
        raise SamplingError(
            "every case needs one measure of size",
            given=f"{len(measures)} for {len(references)} cases",
            expected="one for each case, in the same order",
            hint="Pass the references and the column of the same frame.",
        )
    if not all(type(measure) is int and 0 < measure <= LARGEST_SIZE for measure in measures):
        _refuse_measure(references, measures)
    return dict(zip(references, measures, strict=True))


def _refuse_measure(references: Sequence[str], measures: Sequence[int]) -> None:
    """Name the first measure that cannot be used, if there is one."""
    for reference, measure in zip(references, measures, strict=True):
        check_whole_number(
            f"the measure of size of {reference}", measure, at_least=1, at_most=LARGEST_SIZE
        )


def _refuse_certainties(measure_of: Mapping[str, int], size: int, total: int) -> None:
    largest = max(measure_of, key=lambda one: (measure_of[one], one))
    if size * measure_of[largest] > total:
        raise SamplingError(
            "a case is too large to be left to chance",
            given=f"{largest} with {measure_of[largest]} of {total} in all",
            expected=f"no measure of size above {total // size} for a sample of {size}",
            hint="Put the largest cases in a stratum that is read whole, and draw from the rest.",
        )


def _lowest_ranks(
    measure_of: Mapping[str, int], count: int, seed: str
) -> list[tuple[int, str, str]]:
    """Return (rank, reference, ticket), lowest first.

    The rank is ticket x 2^64 / measure in whole numbers. Two different quotients of measures
    below 2^32 differ by more than 2^-64, so the order is exactly that of the true quotients.
    """
    total = sum(measure_of.values())
    sizes = set(measure_of.values())
    bars = {measure: bar_for(count, total, measure=measure) for measure in sizes}
    ranked = sorted(_ranks(measure_of, seed, bars))
    if len(ranked) < min(count, len(measure_of)):
        ranked = sorted(_ranks(measure_of, seed, dict.fromkeys(bars, ABOVE_ALL)))
    return ranked[:count]


def _ranks(
    measure_of: Mapping[str, int], seed: str, bars: Mapping[int, bytes]
) -> Iterator[tuple[int, str, str]]:
    pairs = zip(digests(seed, measure_of), measure_of.values(), strict=True)
    for (digest, reference), measure in pairs:
        if digest < bars[measure]:
            yield (int.from_bytes(digest) << RANK_BITS) // measure, reference, digest.hex()


def _select(
    ranked: Iterable[tuple[int, str, str]], chances: Mapping[str, float]
) -> tuple[Selection, ...]:
    return tuple(
        Selection(
            order=order,
            reference=reference,
            stratum="",
            ticket=own,
            probability=chances[reference],
            weight=1 / chances[reference],
        )
        for order, (_, reference, own) in enumerate(ranked, start=1)
    )
