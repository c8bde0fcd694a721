"""Designs as they are asked for: how a draw is described, and how it is made from a frame.

The same description is sealed in the history, printed in the certificate and used to draw again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from sampling.clusters import draw_clusters, draw_two_stage
from sampling.designs import Drawn, draw_simple, draw_stratified
from sampling.frames import Frame
from sampling.pps import draw_pps
from sampling.systematic import draw_systematic
from workbench.errors import WorkbenchError

EVERY_STRATUM = "all"
PRACTICE_SEED = "practice-draw"
"""Makes a draw that is thrown away, to see that the design can be drawn at all."""


class DesignKind(StrEnum):
    """The designs a sample can be drawn by."""

    SIMPLE = "simple"
    STRATIFIED = "stratified"
    SYSTEMATIC = "systematic"
    CLUSTER = "cluster"
    TWO_STAGE = "two-stage"
    PPS = "pps"


class Allocation(StrEnum):
    """How a stratified sample is shared out over its strata."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Design:
    """A draw as it is described.

    Attributes:
        kind: The design.
        by: The column of the strata, the clusters, the order or the measure of size.
        sizes: How many: `all`, or by stratum, or `clusters` and `cases`.
        reserve: How many in reserve: in all, in each stratum, or whole clusters.
    """

    kind: DesignKind
    by: str
    sizes: Mapping[str, int]
    reserve: int


@dataclass(frozen=True, slots=True)
class DesignAsked:
    """A draw as it was asked for, before it was worked out for a frame.

    Attributes:
        size: How many cases in all, or in each cluster of a two-stage draw.
        sizes: How many from each stratum, where that was said; else they are shared out.
        minimum: The least from each stratum.
    """

    kind: DesignKind = DesignKind.SIMPLE
    size: int = 0
    reserve: int = 0
    by: str = ""
    allocation: Allocation = Allocation.PROPORTIONAL
    minimum: int = 1
    clusters: int = 0
    sizes: Mapping[str, int] = field(default_factory=dict)


def work_out(asked: DesignAsked, frame: Frame) -> Design:
    """Return the design for a frame: the sizes worked out, and all of it checked.

    Raises:
        WorkbenchError: The sizes cannot be drawn, or a column is needed and was not named.
        SamplingError: The frame has no such column, or a size cannot be shared out.
    """
    _check_column(asked, frame)
    design = Design(kind=asked.kind, by=asked.by, sizes=_sizes(asked, frame), reserve=asked.reserve)
    check_sizes(design, len(frame))
    if design.kind is not DesignKind.SIMPLE:
        # Whatever the design refuses must be refused now: afterwards the plan is sealed.
        draw_by(design, frame, seed=PRACTICE_SEED)
    return design


def _check_column(asked: DesignAsked, frame: Frame) -> None:
    if asked.by:
        frame.column(asked.by)
    elif asked.kind not in {DesignKind.SIMPLE, DesignKind.SYSTEMATIC}:
        raise WorkbenchError(
            f"A {asked.kind} draw needs a column.",
            f"Name one with --by: {', '.join(sorted(frame.columns))}.",
        )


def _sizes(asked: DesignAsked, frame: Frame) -> dict[str, int]:
    if asked.kind is DesignKind.STRATIFIED:
        return dict(asked.sizes) or shared_out(asked, Counter(frame.column(asked.by)))
    if asked.kind is DesignKind.CLUSTER:
        return {"clusters": asked.clusters or asked.size}
    if asked.kind is DesignKind.TWO_STAGE:
        return {"clusters": asked.clusters, "cases": asked.size}
    return {EVERY_STRATUM: asked.size}


def shared_out(asked: DesignAsked, held: Mapping[str, int]) -> dict[str, int]:
    """Return the sizes of a stratified draw: its size shared out over so many cases a stratum.

    Raises:
        SamplingError: The size cannot be shared out.
    """
    from sampling.allocation import allocate

    rule: Literal["proportional", "equal"] = (
        "equal" if asked.allocation is Allocation.EQUAL else "proportional"
    )
    return allocate(asked.size, dict(sorted(held.items())), rule=rule, minimum=asked.minimum)


def check_sizes(design: Design, frame_size: int) -> None:
    """Refuse sizes that no frame of so many cases has.

    Raises:
        WorkbenchError: They are below 1, or more than there are.
    """
    if min(design.sizes.values(), default=0) < 1 or design.reserve < 0:
        raise WorkbenchError(
            f"A draw of {size_words(design.sizes)}, {design.reserve} in reserve, cannot be made.",
            "Ask for at least 1 case everywhere, and 0 or more in reserve.",
        )
    whole = design.kind not in {DesignKind.CLUSTER, DesignKind.TWO_STAGE, DesignKind.STRATIFIED}
    if whole and design.sizes[EVERY_STRATUM] + design.reserve > frame_size:
        raise WorkbenchError(
            f"{design.sizes[EVERY_STRATUM]} cases and {design.reserve} in reserve are more than "
            f"the {frame_size:,} in the population.",
            "Draw fewer, or every case with no reserve.",
        )


def design_words(kind: str, *, by: object, sizes: Mapping[str, int]) -> str:
    """Return a design as a person reads it: `stratified by team: 32 of North, 16 of South`."""
    return f"{kind}{f' by {by}' if by else ''}: {size_words(sizes)}"


def size_words(sizes: Mapping[str, int]) -> str:
    """Return sizes as a person reads them: `60 cases`, or `30 of A, 20 of B`."""
    words = {EVERY_STRATUM: "cases", "clusters": "clusters", "cases": "cases in each"}
    return ", ".join(
        f"{count} {words[name]}" if name in words else f"{count} of {name or '(blank)'}"
        for name, count in sizes.items()
    )


def draw_by(design: Design, frame: Frame, *, seed: str) -> Drawn:
    """Draw a sample as the design describes.

    Raises:
        SamplingError: The frame, a column or a size cannot be used.
    """
    references, sizes = frame.references, design.sizes
    column = frame.column(design.by) if design.by else ()
    reserve = design.reserve
    match design.kind:
        case DesignKind.SIMPLE:
            return draw_simple(references, sizes[EVERY_STRATUM], seed=seed, reserves=reserve)
        case DesignKind.STRATIFIED:
            return draw_stratified(references, column, sizes, seed=seed, reserves=reserve)
        case DesignKind.SYSTEMATIC:
            return draw_systematic(
                references, sizes[EVERY_STRATUM], seed=seed, by=column or None, reserves=reserve
            )
        case DesignKind.CLUSTER:
            return draw_clusters(references, column, sizes["clusters"], seed=seed, reserves=reserve)
        case DesignKind.TWO_STAGE:
            return draw_two_stage(
                references, column, sizes["clusters"], sizes["cases"], seed=seed, reserves=reserve
            )
        case DesignKind.PPS:
            return draw_pps(
                references, _measures(column), sizes[EVERY_STRATUM], seed=seed, reserves=reserve
            )


def _measures(column: Sequence[str]) -> list[int]:
    wrong = next((value for value in column if not value.strip().isdecimal()), None)
    if wrong is not None:
        raise WorkbenchError(
            f"The measure of size has the value {wrong!r}.",
            "A draw in proportion to size needs a column of whole numbers, 1 or more.",
        )
    return [int(value) for value in column]
