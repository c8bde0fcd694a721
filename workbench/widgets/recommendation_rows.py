"""What the inspectorate asked for, as lines: causes of concern, recommendations, their parts."""

from typing import TYPE_CHECKING, Final, Protocol

from checklists.recommendations import Entry, Kind, parts_of, register
from workbench.widgets.facts_text import fact
from workbench.widgets.rate_rows import Columns, columns_for, rate_row
from workbench.widgets.rows import Column, Piece, Role, Row, fitted, row_of, widest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.audits.results.comparing import Comparison
    from workbench.audits.results.tracking import AuditRates, Recommendation

ID: Final = len("  ACOC2")
BY: Final = len("2022-09-29")
STATUS: Final = len("being progressed")
USUAL: Final = 70
VERDICT: Final = len("broadly unchanged")
NO_STATUS: Final = "no status given"
AUDIT, BASELINES, QUESTION, PART = "results", "baselines", "question", "part"
NO_AUDIT: Final = "No audit of this record asks any of these questions yet"


class _Named(Protocol):
    """Something with an id and a text."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def text(self) -> str:
        """What it asks."""


def asked_of_us() -> "Iterator[Entry]":
    """Give each cause of concern, the recommendations under it, and their sub-clauses."""
    for cause in register().values():
        if cause.kind is Kind.CAUSE_OF_CONCERN:
            yield cause
            for recommendation in parts_of(cause.id):
                yield recommendation
                yield from parts_of(recommendation.id)


def recommendation_rows(standing: "Mapping[str, str]", width: int) -> list[Row]:
    """Return a heading and a line for each entry: id, deadline, status, what is asked."""
    status = STATUS if width >= USUAL else 0
    text = width - ID - BY - status - 2 * (3 if status else 2)
    columns = (Column(ID, Role.STRONG), Column(BY), Column(status), Column(text))
    heading = row_of(("id", "by", "status", "what is asked"), columns, key=None)
    return [heading, *(_row(entry, standing, columns) for entry in asked_of_us())]


def _row(entry: Entry, standing: "Mapping[str, str]", columns: tuple[Column, ...]) -> Row:
    by = "" if entry.deadline is None else entry.deadline.isoformat()
    status = standing.get(entry.id, NO_STATUS if entry.kind is Kind.RECOMMENDATION else "")
    row = row_of((entry.id, by, status, entry.text), columns, key=entry.id)
    return _indented(row) if entry.kind is Kind.SUB_CLAUSE else row


def _indented(row: Row) -> Row:
    """Return the row of a part, set in below that of the whole."""
    first, *rest = row.pieces
    return Row(key=row.key, pieces=(Piece(fitted_in(first.text)), *rest))


def fitted_in(name: str) -> str:
    """Return a name two cells further in, in as many cells as before."""
    return f"  {name.rstrip()}".ljust(len(name))


def recommendation_facts(found: "Recommendation", width: int) -> list[str]:
    """Return what is asked, its status and every one given, by when, and where it is written."""
    entry = found.entry
    kept = [
        (given.at[:10], f"{given.status.value}, by {given.by}: {given.note or 'no note'}")
        for given in found.statuses
    ]
    facts = [
        (entry.id, entry.text),
        ("Status", found.status),
        *reversed(kept),
        ("By", entry.deadline.isoformat() if entry.deadline else "no date"),
        ("Where", f"{entry.document.title}: {entry.locator}" if entry.document else entry.locator),
    ]
    return [fact(label, words, width) for label, words in facts]


def served_rows(found: "Recommendation", width: int) -> list[Row]:
    """Return the audits with their rates and verdicts, then all that serves the entry."""
    lines = [line for audit in found.audits for line in audit.lines]
    columns = columns_for(lines, (line.id for line in lines), width)
    rows = [columns.heading] if lines else [_said(NO_AUDIT)]
    for audit in found.audits:
        rows += _audit_rows(audit, columns, width)
    return [*rows, *_part_rows(found, width), *_question_rows(found, width)]


def _said(words: str) -> Row:
    return Row((Piece(words, Role.MUTED),))


def _audit_rows(audit: "AuditRates", columns: Columns, width: int) -> list[Row]:
    rates = [
        rate_row(
            f"{AUDIT}:{audit.audit}:{line.id}",
            f"{fitted(line.id, columns.name)} {line.text}",
            line,
            columns,
        )
        for line in audit.lines
    ]
    return [
        _said(f"Audit {audit.audit}"),
        *rates,
        *(_verdict_row(audit.audit, one, width) for one in audit.comparisons),
    ]


def _verdict_row(audit: str, one: "Comparison", width: int) -> Row:
    start = f"  {fitted(one.word, VERDICT)}  "
    return Row(
        key=f"{BASELINES}:{audit}:{one.baseline.id}",
        pieces=(
            Piece(start, Role.STRONG),
            Piece(fitted(f"{one.baseline.id}: {one.sentence}", width - len(start))),
        ),
    )


def _part_rows(found: "Recommendation", width: int) -> list[Row]:
    rows = [_named(PART, part.id, part.text, width, ID) for part in found.parts]
    return [_said("Its parts"), *rows] if rows else []


def _question_rows(found: "Recommendation", width: int) -> list[Row]:
    serving: tuple[_Named, ...] = (*found.indicators, *found.questions)
    ids = widest((each.id for each in serving), at_most=width // 3)
    rows = [_named(QUESTION, each.id, each.text, width, ids) for each in serving]
    return [_said("Indicators and questions that serve it"), *rows] if rows else []


def _named(kind: str, name: str, text: str, width: int, ids: int) -> Row:
    return Row(
        key=f"{kind}:{name}",
        pieces=(Piece(fitted(name, ids) + "  ", Role.STRONG), Piece(fitted(text, width - ids - 2))),
    )


def words_of(found: "Recommendation", key: str) -> str:
    """Return the line at hand in full: the sentence of a verdict, or the text of a question."""
    kind, _, rest = key.partition(":")
    audit, _, name = rest.rpartition(":")
    if kind == BASELINES:
        compared = (c for a in found.audits if a.audit == audit for c in a.comparisons)
        return next((c.sentence for c in compared if c.baseline.id == name), "")
    return next((f"{each.id}  {each.text}" for each in _named_things(found) if each.id == name), "")


def _named_things(found: "Recommendation") -> "Iterator[_Named]":
    yield from found.parts
    yield from found.indicators
    yield from found.questions
    for audit in found.audits:
        yield from audit.lines
