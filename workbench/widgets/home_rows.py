"""The lines of Home: audits, populations, or what to begin with where there is nothing yet."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.overview import AuditSummary, Overview
    from workbench.audits.populations import PopulationView

IMPORT, NEW_DRAW, EXAMPLE = "import_list", "new_draw", "open_example"
NAME_AT_MOST: Final = 40
ADVICE_AT_MOST: Final = 36
CHECKLISTS_AT_MOST: Final = 18

EMPTY_ROWS: Final = (
    Row(key=IMPORT, pieces=(Piece("i", Role.STRONG), Piece("  import a list of cases"))),
    Row(key=NEW_DRAW, pieces=(Piece("n", Role.STRONG), Piece("  draw a sample from a list"))),
    Row(
        key=EXAMPLE,
        pieces=(
            Piece("x", Role.STRONG),
            Piece("  open the example force, invented cases to try everything on"),
        ),
    ),
)


def home_rows(overview: "Overview", width: int) -> "Sequence[Row]":
    """Return the lines of Home, fitted to a width."""
    if not overview.audits and not overview.populations:
        return EMPTY_ROWS
    rows: list[Row] = []
    if overview.audits:
        rows += [_heading("Audits"), *audit_rows(overview.audits, width)]
    if overview.populations:
        rows += [*([_heading("")] if rows else []), _heading("Populations")]
        rows += population_rows(overview.populations, width)
    return rows


def first_key(overview: "Overview") -> str | None:
    """Return the line of the one next step, as the sentence above the list names it."""
    audit = next((a for a in overview.audits if a.next_step == "score"), None)
    if audit or overview.audits:
        return f"audit:{(audit or overview.audits[0]).name}"
    return f"population:{overview.populations[0].name}" if overview.populations else None


def next_step(overview: "Overview") -> str:
    """Return the sentence of the one next step."""
    sentence = f"Next: {overview.advice.rstrip('.')}."
    return f"{sentence} Press enter." if overview.audits or overview.populations else sentence


def audit_rows(audits: "Sequence[AuditSummary]", width: int) -> list[Row]:
    """Return a line for each audit: name, checklists, cases complete, next step."""
    checklists = widest((" ".join(a.checklists) for a in audits), at_most=CHECKLISTS_AT_MOST)
    counts = widest((_counts(a) for a in audits), at_most=width)
    advice = widest((a.advice for a in audits), at_most=ADVICE_AT_MOST)
    names = widest((a.name for a in audits), at_most=width - checklists - counts - advice - 6)
    rest = width - names - checklists - counts - 6
    return [
        Row(
            key=f"audit:{audit.name}",
            pieces=(
                Piece(fitted(audit.name, names) + "  ", Role.STRONG),
                Piece(fitted(" ".join(audit.checklists), checklists) + "  ", Role.MUTED),
                Piece(_counts(audit).rjust(counts) + "  "),
                Piece(fitted(audit.advice, rest), _role(audit)),
            ),
        )
        for audit in audits
    ]


def _counts(audit: "AuditSummary") -> str:
    return f"{audit.complete}/{audit.cases} complete"


def _role(audit: "AuditSummary") -> Role:
    return Role.GOOD if audit.next_step == "results" else Role.PLAIN


def population_rows(populations: "Sequence[PopulationView]", width: int) -> list[Row]:
    """Return a line for each population: name, cases, and the file it came from."""
    names = widest((p.name for p in populations), at_most=NAME_AT_MOST)
    cases = widest((_cases(p) for p in populations), at_most=width)
    rest = width - names - cases - 4
    return [
        Row(
            key=f"population:{population.name}",
            pieces=(
                Piece(fitted(population.name, names) + "  ", Role.STRONG),
                Piece(_cases(population).rjust(cases) + "  "),
                Piece(fitted(f"from {population.part.source_name}", rest), Role.MUTED),
            ),
        )
        for population in populations
    ]


def _cases(population: "PopulationView") -> str:
    return f"{population.part.frame_size:,} cases"


def _heading(words: str) -> Row:
    return Row(pieces=(Piece(words, Role.MUTED),))
