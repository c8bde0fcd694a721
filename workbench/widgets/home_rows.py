"""The lines of Home: audits, populations, or what to begin with where there is nothing yet."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.queue_rows import line_of, queue_key, queue_rows
from workbench.widgets.rows import GAP, Column, Piece, Role, Row, row_of, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.overview import AuditSummary, Overview
    from workbench.audits.people.releasing import Released
    from workbench.audits.populations import PopulationView

IMPORT, NEW_DRAW, EXAMPLE = "import_list", "new_draw", "open_example"
ROOMY: Final = 100
COMPLETE: Final = len("complete")
ADVICE_AT_LEAST: Final = 24
SOURCE_AT_LEAST: Final = 18
CHECKLISTS_AT_MOST: Final = 18
GAP_CELLS: Final = len(GAP)
RATES_HEADING: Final = "Released rates"
MINUTE: Final = len("2026-11-22 09:30")
BY_AT_LEAST: Final = 16

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
    if overview.rates_only:
        return released_rows(overview.released, width)
    if not overview.audits and not overview.populations:
        return [row for row in EMPTY_ROWS if _is_offered(row, overview)]
    rows: list[Row] = []
    if overview.queue:
        rows += [*queue_rows(overview.queue, width), Row(pieces=())]
    if overview.audits:
        rows += audit_rows(overview.audits, width)
    if overview.populations:
        rows += [*([Row(pieces=())] if rows else []), *population_rows(overview.populations, width)]
    return rows


def _is_offered(row: Row, overview: "Overview") -> bool:
    """Whether whoever looks may begin so: a team has no example, and not all of it draws."""
    if row.key == EXAMPLE and overview.on_server:
        return False
    duty = {IMPORT: "IMPORT", NEW_DRAW: "DRAW"}.get(row.key or "")
    return duty is None or any(each.name == duty for each in overview.duties)


def first_key(overview: "Overview") -> str | None:
    """Return the line of the one next step, as the sentence above the list names it."""
    if overview.released:
        return f"released:{overview.released[0].audit}"
    if overview.next_in_queue is not None:
        return queue_key(overview.next_in_queue)
    if overview.audits:
        return f"audit:{(overview.next_to_score or overview.audits[0]).name}"
    return f"population:{overview.populations[0].name}" if overview.populations else None


def audit_of(overview: "Overview", key: str) -> str | None:
    """Return the audit that a line of Home is about; None for a line that is about none."""
    kind, _, name = key.partition(":")
    if kind == "audit":
        return name
    line = line_of(overview.queue, key)
    return line.audit if line is not None else None


def next_step(overview: "Overview", *, at: str | None) -> str:
    """Return the sentence of the one next step, and that enter takes it where it is at hand."""
    sentence = f"Next: {overview.advice.rstrip('.')}."
    done = overview.pack is not None and overview.next_to_score is None
    if done or overview.nothing_to_open or at is None or at != first_key(overview):
        return sentence
    return f"{sentence} Press enter."


def audit_rows(audits: "Sequence[AuditSummary]", width: int) -> list[Row]:
    """Return a heading and a line for each audit: name, checklists, complete, next step.

    The checklists are left out where there is no room for them.
    """
    roomy = width >= ROOMY
    lists = widest((_lists(a) for a in audits), at_most=CHECKLISTS_AT_MOST) if roomy else 0
    taken = COMPLETE + ADVICE_AT_LEAST + 2 * GAP_CELLS + (lists + GAP_CELLS if roomy else 0)
    names = max(widest((a.name for a in audits), at_most=width - taken), len("Audits"))
    advice = width - names - taken + ADVICE_AT_LEAST
    return [
        row_of(
            ("Audits", "checklists", "complete", "next step"),
            _columns(names, lists, advice, Role.PLAIN),
            key=None,
        ),
        *(
            row_of(
                (shortened(a.name, names), _lists(a), f"{a.complete}/{a.cases}", _advice(a)),
                _columns(names, lists, advice, _role(a)),
                key=f"audit:{a.name}",
            )
            for a in audits
        ),
    ]


def _columns(names: int, lists: int, advice: int, role: Role) -> tuple[Column, ...]:
    return (
        Column(names, Role.STRONG),
        Column(lists, Role.MUTED),
        Column(COMPLETE, right=True),
        Column(advice, role),
    )


def _advice(audit: "AuditSummary") -> str:
    """Return the next step, and before it what was urgent, where anything was."""
    urgent = f"{audit.escalations} urgent escalated; " if audit.escalations else ""
    return f"{urgent}{audit.advice}"


def _lists(audit: "AuditSummary") -> str:
    return " ".join(audit.checklists)


def _role(audit: "AuditSummary") -> Role:
    return Role.GOOD if audit.next_step == "results" else Role.PLAIN


def population_rows(populations: "Sequence[PopulationView]", width: int) -> list[Row]:
    """Return a heading and a line for each population: name, cases, the file it came from."""
    cases = widest((f"{p.part.frame_size:,}" for p in populations), at_most=width)
    cases = max(cases, len("cases"))
    taken = cases + SOURCE_AT_LEAST + 2 * GAP_CELLS
    names = widest((p.name for p in populations), at_most=width - taken)
    names = max(names, len("Populations"))
    columns = (
        Column(names, Role.STRONG),
        Column(cases, right=True),
        Column(width - names - cases - 2 * GAP_CELLS, Role.MUTED),
    )
    return [
        row_of(("Populations", "cases", "from"), columns, key=None),
        *(
            row_of(
                (p.name, f"{p.part.frame_size:,}", p.part.source_name),
                columns,
                key=f"population:{p.name}",
            )
            for p in populations
        ),
    ]


def released_rows(released: "Sequence[Released]", width: int) -> list[Row]:
    """Return a heading and a line for the released rates of each audit: name, when, by whom."""
    if not released:
        return [Row(pieces=(Piece("No rates were released yet.", Role.MUTED),))]
    names = widest((each.audit for each in released), at_most=width - MINUTE - BY_AT_LEAST)
    names = max(names, len(RATES_HEADING))
    rest = width - names - MINUTE - 2 * GAP_CELLS
    columns = (Column(names, Role.STRONG), Column(MINUTE), Column(rest, Role.MUTED))
    return [
        row_of((RATES_HEADING, "released (UTC)", "by"), columns, key=None),
        *(
            row_of(
                (shortened(each.audit, names), each.at[:MINUTE].replace("T", " "), each.by),
                columns,
                key=f"released:{each.audit}",
            )
            for each in released
        ),
    ]
