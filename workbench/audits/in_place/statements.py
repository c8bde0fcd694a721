# ruff: noqa: S608 - names are quoted, values are parameters, and the query is the user's own
"""What PostgreSQL is asked when a sample is drawn in place.

The engine normalises every reference as `sampling.references` does, and computes its ticket as
`sampling.tickets` does. `docs/draw-in-place.md` has the same for DuckDB and Spark SQL. Values are
always parameters; a query may hold per cent signs, which are doubled for the driver.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WHITE_SPACE: Final = "".join(
    map(
        chr,
        (
            *range(0x09, 0x0E),
            *range(0x1C, 0x21),
            0x85,
            0xA0,
            0x1680,
            *range(0x2000, 0x200B),
            0x2028,
            0x2029,
            0x202F,
            0x205F,
            0x3000,
        ),
    )
)
"""Every character that is white space to `str.strip`, and so is taken from a reference's ends."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where in a database the columns of a list are.

    Attributes:
        query: What gives the rows: one SELECT.
        reference: The column of the references, quoted.
        kept: The kept columns, quoted.
        by: The column of the strata, quoted; empty for none.
    """

    query: str
    reference: str
    kept: tuple[str, ...]
    by: str = ""

    @property
    def rows(self) -> str:
        """The rows, as a source to select from."""
        return f"(\n{_doubled(self.query)}\n) AS source"

    @property
    def normalised(self) -> str:
        """The reference of a row as it is compared and hashed; empty where there is none."""
        text = f"normalize(coalesce({_doubled(self.reference)}::text, ''), NFC)"
        return f"btrim({text}, %(white_space)s::text)"

    @property
    def stratum(self) -> str:
        """The value of the column of strata as text; empty for none."""
        return f"coalesce({_doubled(self.by)}::text, '')" if self.by else "''::text"


def columns_statement(located: Located) -> str:
    """Return what gives no row, but the names and the types of the columns."""
    return f"SELECT * FROM {located.rows} WHERE %(white_space)s::text IS NULL"


def references_statement(located: Located) -> str:
    """Return what gives every reference in ascending order of its UTF-8 bytes."""
    return f'SELECT {located.normalised} COLLATE "C" AS reference FROM {located.rows} ORDER BY 1'


def strata_statement(located: Located) -> str:
    """Return what gives each stratum as text, as the value it has, and how many cases hold it."""
    return (
        f'SELECT {located.stratum} COLLATE "C", {_doubled(located.by)}, count(*) '
        f"FROM {located.rows} WHERE {located.normalised} <> '' GROUP BY 1, 2"
    )


def tickets_statement(located: Located) -> str:
    """Return what gives the cases whose tickets lie below the bar of their stratum.

    In the order of their tickets: ticket, reference, stratum, and the kept columns.
    """
    kept = "".join(f", {_doubled(name)} AS kept_{n}" for n, name in enumerate(located.kept))
    listed = "".join(f", kept_{n}" for n in range(len(located.kept)))
    return (
        f"SELECT encode(ticket, 'hex'), reference, stratum{listed} FROM ("
        "SELECT sha256(convert_to(%(seed)s::text || '|' || reference, 'UTF8')) AS ticket, cases.* "
        f"FROM (SELECT {located.normalised} AS reference, "
        f'{located.stratum} COLLATE "C" AS stratum{kept} FROM {located.rows}) AS cases'
        ") AS ticketed JOIN unnest(%(strata)s::text[], %(bars)s::bytea[]) AS drawn(named, bar) "
        "ON drawn.named COLLATE \"C\" = stratum WHERE ticket < bar AND reference <> '' "
        'ORDER BY ticket, reference COLLATE "C"'
    )


def present_statement(located: Located) -> str:
    """Return what gives those of some references that the list has."""
    return (
        f"SELECT {located.normalised} FROM {located.rows} "
        f"WHERE {located.normalised} = ANY(%(references)s::text[])"
    )


TYPE_STATEMENT: Final = (
    "SELECT typcategory::text, format_type(oid, NULL) FROM pg_type WHERE oid = %(type)s"
)
ENCODING_STATEMENT: Final = "SELECT current_setting('server_encoding')"


def _doubled(text: str) -> str:
    return text.replace("%", "%%")


def quoted(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of columns as PostgreSQL takes them letter by letter."""
    return tuple('"' + name.replace('"', '""') + '"' for name in names)
