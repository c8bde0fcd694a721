"""A drawn sample in lines: the facts of its certificate, its cases and its reserves."""

from typing import TYPE_CHECKING, Final

from exports.wording import moment, number
from workbench.widgets.facts_text import fact
from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exports.report import CasePart, DrawPart, Report

REFERENCE_AT_MOST: Final = 40
STRATUM_AT_MOST: Final = 22


def certificate_lines(report: "Report", width: int) -> list[str]:
    """Return what the certificate says, a fact a line or more."""
    from workbench.audits.draws.designs import design_words

    draw = report.draw
    drawn = (
        f"of {number(report.population.frame_size)} cases of {report.population.name}, drawn "
        f"{moment(draw.drawn_at)} by {draw.drawn_by}"
    )
    of_part = f"{len(draw.cases)} that are yours, of a sample {drawn}; others read the rest"
    facts = [
        ("Sample", of_part if is_part(draw) else f"{len(draw.cases)} {drawn}"),
        ("Design", design_words(draw.design, by=draw.certificate.get("by"), sizes=draw.sizes)),
        ("Seed", f"{draw.seed} ({draw.seed_source})"),
        ("Frame", report.population.frame_fingerprint),
        ("Draws", draws_words(draw.draws_on_this_frame)),
        ("Reserve", "not shown to you" if is_part(draw) else reserve_words(draw)),
    ]
    return [fact(label, words, width) for label, words in facts]


def is_part(draw: "DrawPart") -> bool:
    """Whether a team's server shows only some of the cases that were drawn."""
    return draw.design != "cluster" and sum(draw.sizes.values()) > len(draw.cases)


def draws_words(count: int) -> str:
    """Return how many draws were made from this frame, those abandoned too."""
    return "this is the only draw on this frame" if count == 1 else f"{count} on this frame"


def reserve_words(draw: "DrawPart") -> str:
    """Return how many are in reserve and how many of them stand in for another case."""
    used = len(draw.replacements)
    if not draw.reserves:
        return "none"
    return f"{len(draw.reserves)}, {used or 'none'} used"


def drawn_rows(report: "Report", width: int) -> "Sequence[Row]":
    """Return a line for each case to score, in order, then the reserves."""
    tickets = {case.reference: case.ticket for case in (*report.draw.cases, *report.draw.reserves)}
    why = {
        r.in_reference: f"in place of {r.out_reference}: {r.reason}"
        for r in report.draw.replacements
    }
    references = widest(tickets, at_most=REFERENCE_AT_MOST)
    strata = widest((case.stratum for case in report.cases), at_most=STRATUM_AT_MOST)
    rows = [
        _case_row(case, (references, strata), why.get(case.reference, ""), tickets, width)
        for case in report.cases
    ]
    if left := reserves_left(report):
        rows.append(Row((Piece("In reserve, next first", Role.MUTED),)))
        rows += [_reserve_row(reference, references, tickets[reference]) for reference in left]
    return rows


def reserves_left(report: "Report") -> list[str]:
    """Return the references of the reserve that have not been used, the next one first."""
    used = {replacement.in_reference for replacement in report.draw.replacements}
    return [case.reference for case in report.draw.reserves if case.reference not in used]


def _case_row(
    case: "CasePart",
    widths: tuple[int, int],
    why: str,
    tickets: "Mapping[str, str]",
    width: int,
) -> Row:
    references, strata = widths
    start = f"{case.order:>4}  {fitted(case.reference, references)}  "
    stratum = f"{fitted(case.stratum, strata)}  " if strata else ""
    done = f"{'complete' if case.complete else '':<8}  "
    rest = width - len(start) - len(stratum) - len(done)
    said = why or f"ticket {tickets[case.reference]}"
    return Row(
        key=case.reference,
        pieces=(
            Piece(start, Role.STRONG),
            Piece(stratum),
            Piece(done, Role.GOOD),
            Piece(fitted(said, rest), Role.WARNING if why else Role.MUTED),
        ),
    )


def _reserve_row(reference: str, references: int, ticket: str) -> Row:
    return Row(
        (Piece(f"      {fitted(reference, references)}  ticket {ticket[:12]}...", Role.MUTED),)
    )
