"""Commands that hold an audit against published baselines, and show what there is to hold to."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.context import desk
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_facts, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from checklists.baselines import Baseline
    from exports.report import ComparisonLine
    from workbench.audits.desk import Desk
    from workbench.audits.results.subsamples import PartAgainstRest

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]
Folder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Your own folder; its files baselines/*.yaml are read."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
LINE_WIDTH = 41


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(compare)
    commands.command()(baselines)


def compare(
    context: typer.Context,
    audit: AuditName,
    baseline: Annotated[
        str | None, typer.Option(metavar="ID", help="One baseline alone, and why or why not.")
    ] = None,
    fix: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Fix this baseline before the reading begins; give it again for more. The "
            "verdicts on those that were fixed are corrected for their number.",
        ),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(metavar="COL=VALUE", help="Hold these cases against all the others."),
    ] = None,
    question: Annotated[
        str | None, typer.Option(metavar="ID", help="The question or indicator for --part.")
    ] = None,
    margin: Annotated[
        str, typer.Option(metavar="POINTS", help="Within this, either way, is unchanged.")
    ] = "10",
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Say whether an audit shows a change since a baseline, and what it would take to tell."""
    from workbench.audits.results.comparing import compare_audit
    from workbench.audits.results.comparison_lines import comparison_line
    from workbench.audits.results.declaring import fix_comparisons
    from workbench.audits.results.figures import read_percent

    if fix:
        only_for(context, "HOLD_AGAINST")
    with desk(context) as at:
        if fix:
            found = fix_comparisons(at, audit, fix, folder=folder)
            say_json({"fixed": found}) if as_json else say(f"Fixed: {', '.join(found)}.")
            return
        if part is not None:
            _compare_part(at, audit, part, question, as_json=as_json)
            return
        compared = compare_audit(
            at, audit, baseline=baseline, folder=folder, unchanged_margin=read_percent(margin)
        )
    lines = [comparison_line(one) for one in compared]
    if as_json:
        say_json({"audit": audit, "comparisons": [asdict(line) for line in lines]})
    elif lines:
        _say_all(lines)
    else:
        say(
            f"No baseline is about what {audit} asks.",
            "See what each may be held against: workbench baselines.",
        )


def _say_all(lines: "list[ComparisonLine]") -> None:
    from exports.comparison_words import files_words, interval_words, rate_words, signed_points
    from exports.wording import percent

    headings = ("baseline", "ours", "baseline rate", "difference", "interval", "verdict", "to read")
    say_table(
        headings,
        [
            (
                line.baseline,
                rate_words(line),
                "-" if line.baseline_rate is None else percent(line.baseline_rate),
                signed_points(line.difference),
                interval_words(line),
                line.word,
                files_words(line),
            )
            for line in lines
        ],
    )
    for line in lines:
        _say_one(line)


def _say_one(line: "ComparisonLine") -> None:
    from exports.difference_line import difference_axis, difference_line
    from workbench.settings import ascii_only

    say("", f"{line.baseline}: {line.word}")
    if line.difference is not None:
        drawn = difference_line(
            line.low, line.difference, line.high, LINE_WIDTH, ascii_only=ascii_only()
        )
        say(f"  {difference_axis(LINE_WIDTH)}", f"  {drawn}")
    say(f"  {line.sentence}", f"  {line.reason}")
    if line.files_to_read is not None:
        say(f"  Still to read: {line.files_to_read:,} files of the list.")
    say(f"  Published: {line.published}", f"  Where: {line.source}")
    corrected = f", corrected for {line.among} at once (Holm)" if line.among > 1 else ""
    say(f"  {line.standing}{corrected}")
    for caveat in line.caveats:
        say(f"  Note: {caveat}")


def _compare_part(
    at: "Desk", audit: str, part: str, question: str | None, *, as_json: bool
) -> None:
    from workbench.audits.results.subsamples import compare_part

    column, sign, value = part.partition("=")
    if not sign or question is None:
        raise WorkbenchError(
            f"{part!r} needs a column, a value and a question.",
            "As in: --part team=North --question SUP-12.",
        )
    found = compare_part(at, audit, question, column=column.strip(), value=value.strip())
    if as_json:
        say_json(asdict(found))
    else:
        _say_part(found)


def _say_part(found: "PartAgainstRest") -> None:
    from exports.comparison_words import signed_points
    from exports.wording import interval, percent

    rows = [
        (
            side.name,
            f"{side.met} of {side.applicable}",
            percent(side.rate.estimate),
            interval(side.rate.low, side.rate.high),
        )
        for side in (found.part, found.rest)
    ]
    say_table(("", "met", "rate", "interval"), rows)
    if found.difference is not None:
        low, high = signed_points(found.difference.low), signed_points(found.difference.high)
        middle = signed_points(found.difference.estimate)
        say(f"Difference {middle} points, interval {low} to {high}: {found.words}.")
    else:
        say(f"{found.words[0].upper()}{found.words[1:]}.")


def baselines(
    baseline: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One baseline, with all there is to it.")
    ] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """List the published figures and findings, or show one: both ways, with its caveats."""
    from checklists.baseline_register import all_baselines
    from workbench.audits.results.declaring import find_baseline

    if baseline is not None:
        found = find_baseline(baseline, folder)
        say_json(_mapping(found)) if as_json else _show(found, folder)
        return
    rows = list(all_baselines(folder).values())
    if as_json:
        say_json([_mapping(one) for one in rows])
        return
    headings = ("id", "force", "kind", "as published, both ways", "status")
    table = [(b.id, b.force, b.kind.words, b.both_ways, b.status.value) for b in rows]
    say_table(headings, table)
    say(f"\n{len(rows)} baselines. One of them in full: workbench baselines ID.")


def _mapping(baseline: "Baseline") -> dict[str, object]:
    from workbench.audits.results.comparison_lines import source_words

    counts = baseline.compliant
    return {
        "id": baseline.id,
        "force": baseline.force,
        "inspection": baseline.inspection,
        "finding": baseline.finding,
        "kind": baseline.kind.value,
        "polarity": baseline.polarity.value,
        "as_published": baseline.printed,
        "both_ways": baseline.both_ways,
        "compliant_met": getattr(counts, "successes", None),
        "compliant_of": getattr(counts, "n", None),
        "compliant_rate": baseline.rate,
        "source": source_words(baseline),
        "status": baseline.status.value,
        "measures": list(baseline.measures),
        "only_where": baseline.only_where,
        "near_misses": [asdict(near) for near in baseline.near_misses],
        "why_not_compared": baseline.why_not,
        "caveats": list(baseline.notes),
    }


def _show(found: "Baseline", folder: Path | None) -> None:
    from exports.wording import interval, percent
    from workbench.audits.draws.proving import limits_of
    from workbench.audits.results.comparison_lines import source_words

    rate = "" if found.rate is None else percent(found.rate)
    limits = limits_of(found)
    if limits is not None and limits.low != limits.high:
        rate = f"{rate}, {interval(limits.low, limits.high)}"
    facts = {
        "baseline": found.id,
        "found": f"{found.finding} ({found.force}, {found.inspection})",
        "as published": found.printed,
        "both ways": found.both_ways,
        "complied": rate,
        "where": source_words(found),
        "compared with": ", ".join(found.measures) or "nothing",
        "only where": found.only_where,
        "not compared": found.why_not,
    }
    say_facts({name: value for name, value in facts.items() if value})
    for near in found.near_misses:
        say(f"Not with {', '.join(near.ids)}: {near.reason}")
    for note in found.notes:
        say(f"Note: {note}")
    if found.beside:
        _say_beside(found, folder)


def _say_beside(found: "Baseline", folder: Path | None) -> None:
    from sampling.baselines import Counts
    from workbench.audits.results.declaring import find_baseline
    from workbench.audits.results.subsamples import against_rest, part_of_counts

    other = find_baseline(found.beside, folder)
    if isinstance(found.compliant, Counts) and isinstance(other.compliant, Counts):
        say("", f"Beside {other.id}:")
        part = part_of_counts(found.id, found.compliant)
        _say_part(against_rest(part, part_of_counts(other.id, other.compliant)))
