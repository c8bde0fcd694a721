"""The committed coverage page is what its command gives, and what the docstrings say of it."""

import re
from math import comb
from pathlib import Path

import pytest

from sampling.coverage.chances import (
    Group,
    binomial_chances,
    contains,
    draw_count,
    hypergeometric_chances,
)
from sampling.coverage.simple import Coverage, Sample, marked, two_sided_coverage
from sampling.coverage.tables import COMMAND, tables
from sampling.intervals import Interval, one_sided_bound, proportion_interval
from sampling.strata import estimate_stratified

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"
TABLES = {table.title: table for table in tables()}
SIMPLE, ONE_SIDED, STRATIFIED, WORST, DOMAINS, KINDS, CLUSTERS, DIFFERENCES, SECOND = TABLES

RECOMPUTED = [
    *((SIMPLE, method, "18 of 60") for method in TABLES[SIMPLE].rows),
    (SIMPLE, "wilson", "240 of 4658"),
    (SIMPLE, "hypergeometric", "60 of 500"),
    (SIMPLE, "mid-p", "60 of an endless list"),
    (ONE_SIDED, "hypergeometric", "60 of 500"),
    (ONE_SIDED, "poisson", "10 of an endless list"),
    *((STRATIFIED, TABLES[STRATIFIED].rows[0], method) for method in TABLES[STRATIFIED].columns),
    (STRATIFIED, "900/100, 10/40 read, thin stratum 90%", "korn-graubard"),
    (STRATIFIED, "seven quotas of 10, rate 97%", "korn-graubard"),
    (WORST, "300/100, 2/10 read", "korn-graubard"),
    (DOMAINS, TABLES[DOMAINS].rows[0], "korn-graubard"),
    (KINDS, TABLES[KINDS].rows[1], "korn-graubard"),
    (DIFFERENCES, "newcombe", "10 against 10"),
    (DIFFERENCES, "wald", "10 against 10"),
]


def committed():
    """Every cell of the page, by the title of its table, its row and its column."""
    cells = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = section.partition("\n")
        head, _, *rows = (
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in rest.splitlines()
            if line.startswith("|")
        )
        for name, *values in rows:
            cells |= {
                (title, name, column): value for column, value in zip(head[1:], values, strict=True)
            }
    return cells


def test_the_page_has_every_cell_and_says_how_it_is_made():
    asked = {(table.title, *cell) for table in tables() for cell in table.cells}
    assert set(committed()) == asked
    assert COMMAND in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("title", "row", "column"), RECOMPUTED)
def test_a_cell_of_the_page_is_what_the_command_gives(title, row, column):
    assert TABLES[title].cells[row, column]() == committed()[title, row, column]


def figure(cell):
    return float(cell.strip("*").split()[0])


def lowest(cell):
    return float(re.search(r"\((.*)\)", cell)[1])


def test_the_exact_methods_never_fall_below_95():
    for (title, row, column), cell in committed().items():
        if title in {SIMPLE, ONE_SIDED} and row in {"clopper-pearson", "hypergeometric"}:
            assert cell == "-" or lowest(cell) >= 0.95, (title, row, column)


def test_wilson_keeps_94_on_average_and_the_usual_stratified_method_throughout():
    cells = committed()
    for (title, row, column), cell in cells.items():
        if (title, row) == (SIMPLE, "wilson"):
            assert figure(cell) >= 0.94
        if title == STRATIFIED and column == "korn-graubard":
            assert figure(cell) >= 0.94
    assert figure(cells[WORST, "300/100, 2/10 read", "korn-graubard"]) < 0.94


@pytest.mark.parametrize("estimator", [proportion_interval, one_sided_bound, estimate_stratified])
def test_the_docstring_says_where_coverage_falls_below_94(estimator):
    assert "below 94%" in " ".join(estimator.__doc__.split())


def test_coverage_counted_by_hand_for_two_cases():
    """Of 3 cases 2 are read: every make-up and every count of 2, one by one."""

    def covered(total):
        ways = {
            x: comb(total, x) * comb(3 - total, 2 - x)
            for x in range(3)
            if x <= total and 2 - x <= 3 - total
        }
        inside = sum(
            way
            for x, way in ways.items()
            if contains(proportion_interval(x, 2, population=3), total / 3)
        )
        return inside / 3

    each = [covered(total) for total in range(4)]
    assert two_sided_coverage("wilson", Sample(2, 3)) == Coverage(
        pytest.approx(sum(each) / 4), pytest.approx(min(each))
    )


def test_chances_add_up_to_1():
    assert sum(hypergeometric_chances(Group(60, 17, 20))) == pytest.approx(1)
    assert sum(binomial_chances(60, 0.83)) == pytest.approx(1)


class Fixed:
    def __init__(self, value):
        self.value = value

    def random(self):
        return self.value


def test_a_draw_inverts_the_running_chance():
    group = Group(10, 5, 2)  # chances 2/9, 5/9, 2/9
    assert [draw_count(Fixed(u), group) for u in (0.1, 0.3, 0.7, 0.9)] == [0, 1, 1, 2]


def test_an_interval_contains_its_ends_and_nothing_without_limits():
    assert contains(Interval(0.5, 0.4, 0.6, "wilson"), 0.6)
    assert not contains(Interval(0.5, 0.4, 0.6, "wilson"), 0.61)
    assert not contains(Interval(None, None, None, "no cases"), 0.5)


def test_what_falls_below_94_is_in_bold():
    assert marked("0.939", 0.939) == "**0.939**"
    assert str(Coverage(0.95, 0.8)) == "0.950 (0.800)"
