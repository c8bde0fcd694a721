"""Commands that answer before anything is read: how sure, how different, and how many files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.planned_reading import Reading, learnt_minutes, learnt_share, say_size
from workbench.cli.printing import say, say_json, say_table

if TYPE_CHECKING:
    from workbench.audits.draws.proving import ChangeProof

plan = typer.Typer(
    name="plan",
    help="How many files to read: for a margin, to show a change, or to show that a target holds.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Population = Annotated[
    int | None, typer.Option(metavar="N", help="How many cases the list has, if that is known.")
]
Confidence = Annotated[str, typer.Option(metavar="PERCENT", help="How sure to be.")]
Applicable = Annotated[
    str, typer.Option(metavar="PERCENT", help="The share of files to which the question applies.")
]
LearntShare = Annotated[
    str | None,
    typer.Option(
        "--applicable",
        metavar="PERCENT",
        help="The share of files to which the question applies; learnt from the record if left "
        "out.",
    ),
]
Minutes = Annotated[
    float | None,
    typer.Option(
        metavar="M", help="Minutes to read a file; learnt from the record, or 25, if left out."
    ),
]
Auditors = Annotated[int, typer.Option(metavar="K", help="How many people read.")]
Starts = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="First day of reading, as 2026-11-02.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(interval)
    commands.command()(difference)
    commands.add_typer(plan)


def interval(
    met: Annotated[int, typer.Argument(metavar="MET", help="Cases that complied.")],
    read: Annotated[int, typer.Argument(metavar="READ", help="Cases to which it applied.")],
    population: Population = None,
    confidence: Confidence = "95",
    every: Annotated[bool, typer.Option("--all", help="By every method.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a rate with its limits by Wilson, an exact method and in HMICFRS style."""
    from exports import wording
    from workbench.audits.results.figures import intervals_side_by_side, read_percent

    level = read_percent(confidence)
    found = intervals_side_by_side(met, read, population=population, confidence=level, every=every)
    if as_json:
        say_json(
            [
                {"method": x.interval.method, "rate": x.interval.estimate}
                | {"low": x.interval.low, "high": x.interval.high}
                | {"half_width": x.interval.half_width}
                for x in found
            ]
        )
        return
    listed = "" if population is None else f", from a list of {population:,}"
    if found[0].interval.estimate is None:
        say("No applicable case: there is no rate.")
        return
    rate = f"{met} of {read}{listed}: {wording.percent(found[0].interval.estimate)}"
    if found[0].interval.method == "census":
        say(rate, "A census: every case of the list was read, so there is no sampling error.")
        return
    say(f"{rate}, {level:.0%} sure")
    rows = []
    for named in found:
        limits = named.interval
        style = wording.plus_or_minus(limits.estimate, limits.half_width)
        rows.append(
            (
                named.name,
                wording.percent(limits.low),
                wording.percent(limits.high),
                style if limits.method == "hmicfrs" else "",
            )
        )
    say_table(("method", "from", "to", ""), rows)


def difference(
    ours: Annotated[str, typer.Argument(metavar="OURS", help="As met/read: 33/60.")],
    theirs: Annotated[str, typer.Argument(metavar="BASELINE", help="As met/read: 24/60.")],
    margin: Annotated[
        str, typer.Option(metavar="POINTS", help="Within this, either way, is unchanged.")
    ] = "10",
    confidence: Confidence = "95",
) -> None:
    """Compare two counts: the difference by three methods, and what may be said of it."""
    from exports import wording
    from workbench.audits.results.figures import difference_side_by_side, read_counts, read_percent

    found = difference_side_by_side(
        read_counts(ours),
        read_counts(theirs),
        confidence=read_percent(confidence),
        unchanged_margin=read_percent(margin),
    )
    say(
        f"{ours} is {wording.percent(found.first.estimate)}, "
        f"{theirs} is {wording.percent(found.second.estimate)}."
    )
    rows = [
        (x.name, *(_points(v) for v in (x.interval.estimate, x.interval.low, x.interval.high)))
        for x in found.intervals
    ]
    say_table(("method", "difference", "from", "to"), rows)
    say(f"Verdict: {found.verdict.word}. {found.verdict.reason}")


def _points(value: float | None) -> str:
    return "" if value is None else f"{100 * value:+.1f} pp"


@plan.command()
def precision(
    context: typer.Context,
    margin: Annotated[str, typer.Option(metavar="POINTS", help="Half width wanted, as 5.")] = "10",
    expected: Annotated[
        str, typer.Option(metavar="PERCENT", help="The rate that is expected; 50 is the worst.")
    ] = "50",
    population: Population = None,
    applicable: Applicable = "100",
    confidence: Confidence = "95",
    minutes: Minutes = None,
    auditors: Auditors = 1,
    starts: Starts = None,
    as_json: AsJson = False,
) -> None:
    """Say how many files give the rate to within so many percentage points."""
    from sampling import sample_size_for_precision
    from workbench.audits.results.figures import read_margin, read_percent

    size = sample_size_for_precision(
        read_margin(margin),
        expected_rate=read_percent(expected),
        population=population,
        confidence=read_percent(confidence),
        applicable_share=read_percent(applicable),
    )
    reading = Reading(learnt_minutes(context, minutes), auditors, starts)
    say_size(size, reading, as_json=as_json)


@plan.command()
def change(
    context: typer.Context,
    baseline: Annotated[
        str,
        typer.Option(
            metavar="B",
            help="A baseline of the register by its id, a count 24/60, a figure 88.4+-2.8, or a "
            "target 90%.",
        ),
    ],
    true: Annotated[
        str, typer.Option("--true", metavar="PERCENT", help="What the rate is now, supposed.")
    ],
    power: Annotated[
        str, typer.Option(metavar="PERCENT", help="The chance wanted of showing the change.")
    ] = "80",
    size: Annotated[
        int | None, typer.Option(metavar="N", help="Also say what chance so many files have.")
    ] = None,
    population: Population = None,
    applicable: LearntShare = None,
    confidence: Confidence = "95",
    minutes: Minutes = None,
    auditors: Auditors = 1,
    starts: Starts = None,
    folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Your own folder, for its baselines.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how many files would show a change against a baseline, or that no number can."""
    from workbench.audits.draws.proving import name_baseline, prove_change
    from workbench.audits.results.figures import read_percent

    named = name_baseline(baseline, folder)
    share = learnt_share(context, named, applicable)
    found = prove_change(
        named,
        true_rate=read_percent(true),
        power=read_percent(power),
        confidence=read_percent(confidence),
        population=population,
        applicable_share=share.value,
        size=size,
    )
    reading = Reading(learnt_minutes(context, minutes), auditors, starts)
    say_size(found.size, reading, as_json=as_json, share=share)
    if not as_json:
        _say_proof(found, reading, size)


def _say_proof(found: "ChangeProof", reading: "Reading", size: int | None) -> None:
    from exports import wording

    provable = found.provable
    if provable is not None and provable.low != provable.high:
        say(
            f"A true rate from {wording.percent(provable.low)} to "
            f"{wording.percent(provable.high)} can never be shown to differ from "
            f"{found.name}: the baseline itself is that uncertain."
        )
    if found.power is not None:
        say(f"With {size} files the chance of showing it is {wording.percent(found.power)}.")
    if found.first_measure is not None:
        say("", "For a first rate, to within 10 points either way:")
        say_size(found.first_measure, reading, as_json=False)
    for caveat in found.caveats:
        say(f"Note: {caveat}")


@plan.command()
def assurance(
    context: typer.Context,
    at_least: Annotated[str, typer.Option(metavar="PERCENT", help="The rate to be shown, as 90.")],
    allowed: Annotated[int, typer.Option(metavar="K", help="Failures that are allowed.")] = 0,
    population: Population = None,
    applicable: Applicable = "100",
    confidence: Confidence = "95",
    minutes: Minutes = None,
    auditors: Auditors = 1,
    starts: Starts = None,
    as_json: AsJson = False,
) -> None:
    """Say how many files show that a target holds, if at most so many of them fail."""
    from sampling import files_to_draw, sample_size_for_assurance
    from workbench.audits.results.figures import read_percent

    found = sample_size_for_assurance(
        1 - read_percent(at_least),
        allowed=allowed,
        distribution="binomial" if population is None else "hypergeometric",
        population=population,
        confidence=read_percent(confidence),
    )
    reading = Reading(learnt_minutes(context, minutes), auditors, starts)
    say_size(found, reading, as_json=as_json)
    share = read_percent(applicable)
    if found.applicable is not None and share < 1 and not as_json:
        needed = files_to_draw(found.applicable, applicable_share=share)
        say(f"Since the question applies to {applicable}% of files, draw {needed}.")
