"""One comparison in full: the sentence for a report, both sides, the source and its caveats."""

from typing import TYPE_CHECKING, Final

from exports.comparison_words import interval_words, ours_words, rate_words, signed_points
from exports.wording import percent
from workbench.widgets.facts_text import fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.report import ComparisonLine
    from workbench.audits.results.against_baselines import LeftOut

OWN_BASELINE: Final = """\
documents:
  - {id: REPORT26, title: Our own dip sample, published: "2026"}
baselines:
  - id: own-plans
    force: Our force
    inspection: our dip sample of 2026
    finding: investigations had an adequate plan
    kind: counts
    polarity: higher
    met: adequate
    failed: not adequate
    numerator: 31
    denominator: 50
    document: REPORT26
    locator: page 3
    status: published
    measures: [PLAN-ADEQUATE]
"""


def empty_words(audit: str) -> str:
    """Return what to do where no baseline is about what an audit asks."""
    return (
        f"No baseline is about what {audit} asks. How to add one: write it in a file "
        "baselines/NAME.yaml in a folder of yours, as below, with the ids of your questions under "
        f'measures. Then: workbench compare "{audit}" --folder FOLDER.\n\n{OWN_BASELINE}'
    )


def comparison_details(
    line: "ComparisonLine", near_misses: "Sequence[str]", width: int
) -> list[str]:
    """Return all there is to a comparison, fitted to a width."""
    facts = [
        ("Sentence", line.sentence),
        ("Verdict", f"{line.word}. {line.reason}"),
        *_figures(line),
        ("Published", f"{line.published} ({line.force}, {line.inspection})"),
        ("Where", line.source),
        ("Standing", line.standing + _correction(line)),
        *(("Note", caveat) for caveat in line.caveats),
        *(("Not with", near) for near in near_misses),
    ]
    return [fact(label, words, width) for label, words in facts]


def _figures(line: "ComparisonLine") -> list[tuple[str, str]]:
    ours = f"{rate_words(line)}, {ours_words(line)}" if line.measured else rate_words(line)
    said = [("Ours", f"{line.measured} {ours}".strip())]
    if line.baseline_rate is not None:
        said.append(("Theirs", f"{percent(line.baseline_rate)} complied"))
    if line.difference is not None:
        points = f"{signed_points(line.difference)} points, {interval_words(line)}"
        said.append(("Difference", f"{points}: {line.method}"))
    if line.files_to_read is not None:
        said.append(("To read", f"{line.files_to_read:,} more files of the list would tell"))
    return said


def _correction(line: "ComparisonLine") -> str:
    return f", corrected for {line.among} at once (Holm)" if line.among > 1 else ""


def left_out_details(each: "LeftOut", width: int) -> list[str]:
    """Return why a baseline is not held against an audit, fitted to a width."""
    facts = [
        ("Why not", f"with {each.measured}: {each.reason}"),
        ("Baseline", f"{each.baseline}: {each.finding}"),
        ("Published", each.published),
        ("Where", each.source),
    ]
    return [fact(label, words, width) for label, words in facts]
