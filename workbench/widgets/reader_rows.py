"""Who reads what as lines: the readers with how far they are, and the cases with their readers."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.rows import GAP, Column, Piece, Role, Row, row_of, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.audits.people.first_readings import FirstReadingLine, FirstReadings
    from workbench.audits.people.people import Person

CASE, READER = "case", "reader"
"""Begin the key of a line."""
STATE: Final = len("not shown")
NAME_AT_LEAST: Final = len("reader")
NAME_AT_MOST: Final = 24
CASE_AT_LEAST: Final = 10
WHY_AT_LEAST: Final = 10
BLANK: Final = Row(pieces=())
NOBODY: Final = "nobody"


def reader_rows(found: "FirstReadings", width: int) -> list[Row]:
    """Return the readers, then the cases in conflict, those of nobody, and the others."""
    named = {line.order for line in (*found.in_conflict, *found.to_nobody)}
    others = [line for line in found.lines if line.order not in named]
    return [
        *_readers(found, width),
        *_group("In conflict with a rule", found.in_conflict, found, width),
        *_group("Allocated to nobody", found.to_nobody, found, width),
        *_group("The other cases" if named else "Cases", others, found, width),
    ]


def _readers(found: "FirstReadings", width: int) -> list[Row]:
    words = ("cases", "complete", *(["finished"] if found.to_finish else []))
    taken = sum(len(word) + len(GAP) for word in words)
    room = min(width - taken, NAME_AT_MOST)
    names = max(widest((line.name for line in found.readers), at_most=room), len("Readers"))
    columns = (Column(names, Role.STRONG), *(Column(len(word), right=True) for word in words))
    return [
        row_of(("Readers", *words), columns, key=None),
        *(
            row_of(
                (shortened(line.name, names), *map(str, counts[: len(words)])),
                columns,
                key=f"{READER}:{line.name}",
            )
            for line in found.readers
            for counts in [(line.cases, line.complete, line.finished)]
        ),
    ]


def _group(
    title: str, lines: "Sequence[FirstReadingLine]", found: "FirstReadings", width: int
) -> list[Row]:
    """Return some of the cases below a blank line and a title; nothing where there are none."""
    if not lines:
        return []
    columns = _columns(found.lines, width)
    heading = Row(pieces=(Piece(f"{title}: {len(lines)}", Role.MUTED),))
    return [BLANK, heading, *(_case(line, columns) for line in lines)]


def _columns(lines: "Iterable[FirstReadingLine]", width: int) -> tuple[Column, ...]:
    lines = list(lines)
    orders = max(len(f"#{line.order}") for line in lines)
    room = width - orders - STATE - WHY_AT_LEAST - 4 * len(GAP)
    readers = widest((_reader(line) for line in lines), at_most=min(NAME_AT_MOST, room // 2))
    cases = widest((line.case for line in lines), at_most=max(room - readers, CASE_AT_LEAST))
    why = width - orders - cases - readers - STATE - 4 * len(GAP)
    return (
        Column(orders, right=True),
        Column(cases, Role.STRONG),
        Column(readers),
        Column(STATE),
        Column(why, Role.MUTED),
    )


def _case(line: "FirstReadingLine", columns: tuple[Column, ...]) -> Row:
    *first, last = columns
    why = Column(last.width, Role.WARNING) if line.conflict else last
    cells = (
        f"#{line.order}",
        shortened(line.case, columns[1].width),
        shortened(_reader(line), columns[2].width),
        "" if line.hidden else state_words(line),
        f"! {line.conflict}" if line.conflict else "" if line.hidden else line.why,
    )
    return row_of(cells, (*first, why), key=f"{CASE}:{line.order}")


def _reader(line: "FirstReadingLine") -> str:
    return line.reader or NOBODY


def state_words(line: "FirstReadingLine") -> str:
    """Return how far a case is: `open`, `begun`, `complete` or `finished`."""
    return "finished" if line.finished else line.state


def people_rows(people: "Sequence[Person]", width: int) -> list[Row]:
    """Return those who can be given cases, with what lists call them."""
    if not people:
        return []
    names = widest((person.name for person in people), at_most=NAME_AT_MOST)
    names = max(names, len("Registered"))
    roles = max(len("role"), *(len(person.role) for person in people))
    rest = max(width - names - roles - 3 * len(GAP), 0)
    columns = (Column(names, Role.STRONG), Column(roles), Column(rest // 2), Column(rest // 2))
    return [
        row_of(("Registered", "role", "team", "known as"), columns, key=None),
        *(
            row_of(
                (shortened(each.name, names), each.role, each.team, each.known_as),
                columns,
                key=f"{READER}:{each.name}",
            )
            for each in people
        ),
    ]
