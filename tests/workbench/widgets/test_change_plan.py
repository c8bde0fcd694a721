"""What it takes to show a change, in lines that fit."""

import pytest

from sampling.baselines import Counts, PlusMinus, Target
from workbench.audits.draws.proving import Learnt, NamedBaseline, prove_change
from workbench.audits.showing import ChangeToShow
from workbench.widgets.change_plan import AT_MOST, NO_BASELINE, change_lines, figure, takes_words

SUPERVISION = NamedBaseline("stf22-supervision", None, Counts(24, 60))
PLANS = NamedBaseline("stf22-inv-opps", None, Counts(51, 70))
TARGET = NamedBaseline("std-999", None, Target(0.9))


def change(
    named: NamedBaseline, *, rate: float = 0.8, share: float = 1.0, population: int | None = None
) -> ChangeToShow:
    proof = prove_change(named, true_rate=rate, applicable_share=share, population=population)
    return ChangeToShow(named, proof, Learnt(share, "SUP-12 applied to 20 of 40 files read"), rate)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (change(SUPERVISION), "11 applicable files"),
        (
            change(SUPERVISION, share=0.5),
            "11 applicable files; draw 22: SUP-12 applied to 20 of 40 files read",
        ),
        (change(PLANS), "no number can: the baseline itself is that uncertain"),
        (
            change(PLANS, rate=0.85, population=200),
            "no number can: more than 200 applicable files would be needed, and the list holds",
        ),
        (
            change(TARGET, rate=0.9),
            "no number can: a true rate of 90.0% is the target itself: there is no change to show",
        ),
        (change(NamedBaseline("late", None, Counts(52, 429)), rate=0.9), "1 applicable file"),
    ],
)
def test_it_is_files_or_why_no_number_can(found: ChangeToShow, words: str) -> None:
    assert takes_words(found).startswith(words)


@pytest.mark.parametrize(
    ("measured", "words"),
    [
        (Counts(1541, 9311), "1,541/9,311"),
        (PlusMinus(0.884, 0.028), "88.4% ± 2.8"),
        (Target(0.9), "90.0%"),
    ],
)
def test_a_baseline_is_shown_as_it_was_printed(measured: object, words: str) -> None:
    assert figure(measured) == words  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [50, 58, 76, 120])
def test_no_line_is_wider_than_the_place_there_is(width: int) -> None:
    lines = "\n".join(change_lines([change(SUPERVISION, share=0.5), change(PLANS)], width))
    assert max(map(len, lines.splitlines()[1:])) <= width
    assert lines.startswith("To show a change (80% chance if the true rate is 80%):\n")


def test_a_rate_is_told_as_it_was_typed() -> None:
    assert "is 72.5%" in change_lines([change(SUPERVISION, rate=0.725)], 76)[0]


def test_those_that_do_not_fit_are_counted() -> None:
    lines = change_lines([change(SUPERVISION)] * (AT_MOST + 3), 76)
    assert lines[-1] == "  and 3 more"
    assert len(lines) == AT_MOST + 2


def test_without_a_baseline_it_says_so() -> None:
    assert change_lines([], 76) == [NO_BASELINE]
