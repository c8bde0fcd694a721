"""The coverage tables, cell by cell, and the page that holds them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from sampling import intervals
from sampling.coverage import corrected, designed, simple
from sampling.differences import DIFFERENCES
from sampling.estimate_formulas import FORMULAS as DESIGN_FORMULAS

CellMaker: TypeAlias = Callable[[], str]

COMMAND: Final = "python -m sampling.coverage > docs/coverage.md"
ABOUT: Final = (
    "Every interval here is made at a nominal 95%. A figure is the share of samples whose interval"
    " contains the true rate; in bold where it, or the mean, is below 94%."
)
NOT_DEFINED: Final = "-"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page: a title, what its figures are, and a maker for every cell."""

    title: str
    about: str
    corner: str
    cells: Mapping[tuple[str, str], CellMaker]

    @property
    def rows(self) -> list[str]:
        """The names of the rows, in order."""
        return list(dict.fromkeys(row for row, _ in self.cells))

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(dict.fromkeys(column for _, column in self.cells))


def tables() -> tuple[Table, ...]:
    """Return every table, nothing computed yet."""
    return (
        _two_sided(),
        _one_sided(),
        _stratified(),
        _worst_stratified(),
        _domains(),
        _kinds(),
        _clusters(),
        _differences(),
        _second_scorings(),
    )


def _two_sided() -> Table:
    return Table(
        "One simple sample: `proportion_interval`",
        "Mean coverage over every make-up of the list, and the lowest in brackets; exact. For an"
        " endless list, over 499 shares from 0.2% to 99.8%.",
        "method",
        {
            (method, str(sample)): _simple_cell(simple.two_sided_coverage, method, sample)
            for method, sample in product(intervals.FORMULAS, simple.SAMPLES)
        },
    )


def _one_sided() -> Table:
    return Table(
        "One simple sample: `one_sided_bound`, upper",
        "As above. The lower bound is the mirror, but for `poisson`, which is for rare events.",
        "method",
        {
            (method, str(sample)): _simple_cell(simple.one_sided_coverage, method, sample)
            for method, sample in product(intervals.ONE_SIDED_FORMULAS, simple.SAMPLES)
        },
    )


def _simple_cell(
    coverage: Callable[[str, simple.Sample], simple.Coverage], method: str, sample: simple.Sample
) -> CellMaker:
    if method == "hypergeometric" and sample.population is None:
        return lambda: NOT_DEFINED
    return lambda: str(coverage(method, sample))


def _stratified() -> Table:
    return Table(
        "Stratified samples: `estimate_stratified`",
        "One population each. Exact for the first four; the last three over"
        f" {designed.DRAWS:,} seeded draws (standard error 0.002).",
        "population and sample",
        {
            (strata.name, method): _share_cell(designed.stratified_coverage, method, strata)
            for strata, method in product(designed.STRATA, DESIGN_FORMULAS)
        },
    )


def _worst_stratified() -> Table:
    return Table(
        "Stratified samples: the lowest of many populations",
        "The lowest exact coverage over every combination of rates of 50, 70, 80, 90, 95, 98 and"
        " 100% in the strata.",
        "sample",
        {
            (grid.name, method): _share_cell(designed.worst_coverage, method, grid)
            for grid, method in product(designed.GRIDS, ("korn-graubard", "logit", "wald"))
        },
    )


def _domains() -> Table:
    return Table(
        "Questions that apply to some cases: `estimate_domain`",
        "A simple sample of the whole list; exact, where the question applied to a case at all.",
        "list and sample",
        {
            (str(domain), method): _share_cell(designed.domain_coverage, method, domain)
            for domain, method in product(designed.DOMAINS, DESIGN_FORMULAS)
        },
    )


def _kinds() -> Table:
    return Table(
        "Weighted afterwards: `post_stratify`",
        "Two kinds of case; exact, where both were drawn.",
        "list and sample",
        {
            (kinds.name, method): _share_cell(designed.post_stratified_coverage, method, kinds)
            for kinds, method in product(designed.KINDS, DESIGN_FORMULAS)
        },
    )


def _clusters() -> Table:
    return Table(
        "Clusters: `estimate_cluster`",
        f"Over {designed.DRAWS:,} seeded draws from one population each (standard error 0.002).",
        "population and sample",
        {
            (teams.name, method): _share_cell(designed.cluster_coverage, method, teams)
            for teams, method in product(designed.TEAMS, DESIGN_FORMULAS)
        },
    )


def _differences() -> Table:
    return Table(
        "Two independent samples: `difference_interval`",
        f"Mean coverage over all pairs of {len(corrected.RATES)} rates from 2% to 99%, and the"
        " lowest in brackets; exact.",
        "method",
        {
            (method, str(sizes)): _difference_cell(method, sizes)
            for method, sizes in product(DIFFERENCES, corrected.TWO_SAMPLES)
        },
    )


def _difference_cell(method: str, sizes: corrected.TwoSamples) -> CellMaker:
    return lambda: str(corrected.difference_coverage(method, sizes))


SECOND_SCORINGS: Final = {
    "two_phase_rate": corrected.two_phase_coverage,
    "misclassification_adjusted_rate": corrected.misclassification_coverage,
}


def _second_scorings() -> Table:
    return Table(
        "Rates put right by a second scoring",
        f"Over {corrected.DRAWS:,} seeded audits each (standard error 0.003). The shares are those"
        " of right scores where the question is met, and where it is not.",
        "scoring",
        {
            (str(scoring), f"`{name}`"): _scoring_cell(name, scoring)
            for scoring, name in product(corrected.SCORINGS, SECOND_SCORINGS)
        },
    )


def _scoring_cell(name: str, scoring: corrected.Scoring) -> CellMaker:
    return lambda: _share(SECOND_SCORINGS[name](scoring))


def _share_cell(
    coverage: Callable[[str, designed.Item], float], method: str, item: designed.Item
) -> CellMaker:
    return lambda: _share(coverage(method, item))


def _share(coverage: float) -> str:
    return simple.marked(f"{coverage:.3f}", coverage)


def page() -> Iterator[str]:
    """Yield the page line by line, computing every cell."""
    yield from ("# How often the intervals contain the truth", "", ABOUT, "")
    yield f"Made by `{COMMAND}`; a test recomputes a part of the cells."
    for table in tables():
        yield from _lines(table)


def _lines(table: Table) -> Iterator[str]:
    yield from ("", f"## {table.title}", "", table.about, "")
    yield _line([table.corner, *table.columns])
    yield _line(["---"] * (1 + len(table.columns)))
    for row in table.rows:
        yield _line([row, *(table.cells[row, column]() for column in table.columns)])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
