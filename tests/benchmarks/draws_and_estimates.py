"""How fast drawing and estimating are, as ratios taken in one run on one machine.

    python tests/benchmarks/draws_and_estimates.py [--cases 1000000]

The bar: drawing from a million cases takes at most 3 times the bare SHA-256 loop over their
references. Pickers that need no reference read (numpy, pandas) are shown for scale: they are
faster, and cannot be repeated by hand. Exits 1 when the bar is missed.
"""

import argparse
import importlib.util
import sys
import time
from hashlib import sha256

import numpy as np
import pandas as pd

from sampling.designs import draw_simple, draw_stratified
from sampling.pps import draw_pps
from sampling.strata import Stratum, estimate_stratified
from sampling.systematic import draw_systematic
from sampling.tickets import lowest_tickets

SEED = "20221122"
BAR = 3.0
SAMPLE = 500
STRATA = [f"team {number}" for number in range(8)]
REPEATS = 3


def main():
    cases = arguments().cases
    references = [f"22/{number:07d}/21" for number in range(cases)]
    strata = [STRATA[number % 8] for number in range(cases)]
    say(f"{cases:,} references; ratios to the bare SHA-256 loop over them:")

    def bare():
        bare_loop(references)

    worst = draws(references, strata, bare)
    pickers(references, strata, bare)
    estimates()
    say(f"worst draw by tickets: {worst:.2f} times the loop (bar: {BAR:g})")
    return 0 if worst <= BAR else 1


def say(line):
    sys.stdout.write(line + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=1_000_000)
    return parser.parse_args()


def bare_loop(references):
    for reference in references:
        sha256(f"{SEED}|{reference}".encode()).hexdigest()


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name, work, yardstick):
    """Time both in turn, so that a busy machine slows both, and compare the best of each."""
    times = [(seconds(work), seconds(yardstick)) for _ in range(REPEATS)]
    ratio = min(own for own, _ in times) / min(other for _, other in times)
    say(f"  {name:<44}{ratio:9.4f}")
    return ratio


def draws(references, strata, bare):
    """Time what the program draws by, and return the worst ratio of the designs with a bar."""
    sizes = dict.fromkeys(STRATA, 62)
    barred = [
        report("lowest 500 tickets", lambda: tickets(references, SAMPLE), bare),
        report("lowest 100,000 tickets", lambda: tickets(references, 100_000), bare),
        report("simple draw of 500, checks and all", lambda: simple(references), bare),
        report(
            "stratified draw of 8 x 62",
            lambda: draw_stratified(references, strata, sizes, seed=SEED),
            bare,
        ),
        report(
            "systematic draw of 500",
            lambda: draw_systematic(references, SAMPLE, seed=SEED),
            bare,
        ),
    ]
    measures = [1 + number % 5 for number in range(len(references))]
    barred.append(
        report("PPS draw of 500", lambda: draw_pps(references, measures, SAMPLE, seed=SEED), bare)
    )
    return max(barred)


def tickets(references, count):
    return lowest_tickets(references, count, seed=SEED)


def simple(references):
    return draw_simple(references, SAMPLE, seed=SEED, reserves=50)


def pickers(references, strata, bare):
    """Time pickers that use positions: not repeatable by hand, and bound to the row order."""
    generator = np.random.default_rng(1)
    table = pd.DataFrame({"reference": references, "stratum": strata})
    report("numpy Generator.choice", lambda: choice(generator, len(references)), bare)
    report("pandas sample", lambda: table.sample(SAMPLE, random_state=1), bare)
    report(
        "pandas groupby sample of 8 x 62",
        lambda: table.groupby("stratum").sample(62, random_state=1),
        bare,
    )
    for name in ("svy", "samplics"):
        if importlib.util.find_spec(name) is None:
            say(f"  {name:<44}not installed, not compared")


def choice(generator, total):
    return generator.choice(total, SAMPLE, replace=False, shuffle=False)


def estimates():
    """Time a stratified rate of 100,000 answers in 20 strata against numpy's bare counts."""
    generator = np.random.default_rng(1)
    codes = generator.integers(0, 20, 100_000)
    met = generator.random(100_000) < 0.8
    say("stratified rate over 100,000 answers in 20 strata; ratios to numpy bincount:")

    def unit():
        counted(codes, met)

    report("bincount and our estimate with its interval", lambda: estimated(codes, met), unit)
    answers = pd.DataFrame({"code": codes, "met": met})
    report("pandas groupby, means alone", answers.groupby("code")["met"].mean, unit)


def counted(codes, met):
    return np.bincount(codes), np.bincount(codes, weights=met)


def estimated(codes, met):
    sizes, successes = counted(codes, met)
    return estimate_stratified(
        [
            Stratum(population=10 * int(n), sampled=int(n), successes=int(x))
            for n, x in zip(sizes, successes, strict=True)
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
