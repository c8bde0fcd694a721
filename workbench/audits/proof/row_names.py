"""Row names: what a person calls a row of the record, when something is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Row = Mapping[str, object]


@dataclass(slots=True)
class RowNames:
    """The names of the rows that others refer to, by table and number.

    A row that is gone, or whose number was altered, is called by its number.
    """

    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def take_in(self, table: str, row: Row) -> None:
        """Remember what a row is called, if others refer to its table."""
        if table == "review":  # what it holds is called by its case
            self.known[table, str(row.get("id"))] = self.of("sampled_case", row.get("case_id"))
        elif table in _CALLED:
            self.known[table, str(row.get("id"))] = self.name(table, row)

    def name(self, table: str, row: Row) -> str:
        """Return what a row is called, from its columns."""
        namer = _NAMERS.get(table)
        return f"{table} {row.get('id')}" if namer is None else namer(self, row)

    def of(self, table: str, number: object) -> str:
        """Return what the row of that number is called."""
        return self.known.get((table, str(number)), f"{_CALLED[table]} number {number}")


_CALLED = {
    "population": "population",
    "audit": "audit",
    "draw": "draw",
    "sampled_case": "case",
    "review": "review",
}

_NAMERS: Mapping[str, Callable[[RowNames, Row], str]] = {
    "setting": lambda _, row: f"the setting {row.get('key')!r}",
    "population": lambda _, row: f"population {row.get('name')!r}",
    "frame_chunk": lambda names, row: (
        f"part {_next(row.get('ordinal'))} of the frame of "
        f"{names.of('population', row.get('population_id'))}"
    ),
    "audit": lambda _, row: f"audit {row.get('name')!r}",
    "audit_checklist": lambda names, row: (
        f"the checklist {row.get('checklist')} of {names.of('audit', row.get('audit_id'))}"
    ),
    "draw": lambda names, row: (
        f"draw {row.get('number')} of {names.of('audit', row.get('audit_id'))}"
    ),
    "sampled_case": lambda names, row: (
        f"case {row.get('reference')} of {names.of('draw', row.get('draw_id'))}"
    ),
    "replacement": lambda names, row: (
        f"the replacement of {names.of('sampled_case', row.get('case_id'))}"
    ),
    "review": lambda names, row: f"the review of {names.of('sampled_case', row.get('case_id'))}",
    "note": lambda names, row: (
        f"a note on {row.get('question')} of {names.of('review', row.get('review_id'))}"
    ),
    "auditor": lambda _, row: f"the registration of {row.get('name')}",
    "conflict_rule": lambda names, row: (
        f"the conflict rule {row.get('kind')!r} of {names.of('audit', row.get('audit_id'))}"
    ),
    "allocation": lambda names, row: (
        f"the allocation of reading {row.get('reading')} of "
        f"{names.of('sampled_case', row.get('case_id'))}"
    ),
    "answer": lambda names, row: (
        f"{row.get('question')} of {names.of('review', row.get('review_id'))}"
    ),
}


def _next(ordinal: object) -> object:
    return ordinal + 1 if isinstance(ordinal, int) else ordinal
