"""Options that name a list in a database, and what commands make of them."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.draws.drawing import DrawPlan
    from workbench.audits.in_place.open_frames import ListThere
    from workbench.audits.intake.options import ReadingOptions
    from workbench.audits.intake.profile import Profile
    from workbench.audits.opening import OpenAudit
    from workbench.audits.populations import PopulationView

Table = Annotated[str, typer.Option(metavar="T", help="Of a database: the table, or SCHEMA.TABLE.")]
Query = Annotated[
    str, typer.Option(metavar="FILE", help="Of a database: a file with a SELECT, or its text.")
]


@dataclass(frozen=True, slots=True)
class AskedInPlace:
    """What the options of a draw say of a list in a database, as they were given."""

    address: str
    table: str
    query: str
    ref: str
    keep: tuple[str, ...]
    by: str
    blank: str
    numeric_references: str


@dataclass(frozen=True, slots=True)
class AskedList:
    """The list of an import as it was given: a file, or a database with a table or a query."""

    source: str
    table: str
    query: str


def import_from(
    at: "Desk",
    asked: AskedList,
    *,
    name: str,
    profile: "Profile",
    options: "ReadingOptions",
    progress: Callable[[int, int | None], None] | None,
) -> "PopulationView":
    """Bring in a list from a file or a database."""
    from workbench.audits.in_place.addresses import is_address

    if not is_address(asked.source):
        from workbench.audits.populations import import_population

        check_no_source(asked.table, asked.query)
        path = Path(asked.source)
        return import_population(
            at, path, name=name, profile=profile, options=options, progress=progress
        )
    from workbench.audits.in_place.importing import import_from_database
    from workbench.audits.in_place.sources import database_source

    source = database_source(asked.source, table=asked.table, query=query_text(asked.query))
    return import_from_database(
        at, source, name=name, profile=profile, options=options, progress=progress
    )


def query_text(asked: str) -> str:
    """Return a query: the content of a file, or the text itself where it is one.

    Raises:
        WorkbenchError: It is neither.
    """
    if not asked:
        return ""
    if asked.split(maxsplit=1)[0].lower() in {"select", "with"} and " " in asked.strip():
        return asked
    try:
        return Path(asked).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise WorkbenchError(
            f"There is no query in {asked!r}: it cannot be read.",
            "Name a text file that holds one SELECT, or write the SELECT itself.",
        ) from None


def check_no_source(table: str, query: str) -> None:
    """Refuse a table or a query where no address of a database was given.

    Raises:
        WorkbenchError: There is one.
    """
    if table or query:
        raise WorkbenchError(
            "--table and --query go with the address of a database.",
            "Give the address, as postgresql://HOST/DATABASE, or leave them out.",
        )


def asked_in_place(asked: AskedInPlace, *, population: str, programme: str) -> "ListThere | None":
    """Return the list that is to be drawn from where it is; None for a population of the record.

    Raises:
        WorkbenchError: The options do not go together.
    """
    if not asked.address:
        _check_imported(asked, population)
        return None
    if programme:
        raise WorkbenchError(
            "A programme is not drawn in place.",
            "Bring the list in first: workbench import takes the same address.",
        )
    if not asked.ref:
        raise WorkbenchError(
            "Nothing says where the case references are.", "Name the column with --ref."
        )
    from workbench.audits.in_place.open_frames import list_there
    from workbench.audits.in_place.sources import database_source

    return list_there(
        database_source(asked.address, table=asked.table, query=query_text(asked.query)),
        reference=asked.ref,
        keep=asked.keep,
        by=asked.by,
        blank=asked.blank,
        numeric_references=asked.numeric_references,
    )


def _check_imported(asked: AskedInPlace, population: str) -> None:
    if not population:
        raise WorkbenchError(
            "Nothing says what to draw from.",
            "Name a population with --population, or a database with --in-place.",
        )
    check_no_source(asked.table, asked.query)
    if asked.ref or asked.keep:
        raise WorkbenchError(
            "--ref and --keep go with --in-place.",
            "The columns of a population are chosen at import.",
        )


def draw_there(at: "Desk", plan: "DrawPlan", there: "ListThere") -> "OpenAudit":
    """Draw from a list where it is."""
    from workbench.audits.in_place.drawing import draw_in_place

    return draw_in_place(at, plan, there, progress=progress_to_terminal())


def progress_to_terminal() -> Callable[[int, int | None], None] | None:
    """Return what shows the rows read, where someone looks on; else None."""
    if not sys.stderr.isatty():
        return None

    def show(rows: int, total: int | None) -> None:
        of = f" of {total:,}" if total else ""
        sys.stderr.write(f"\r{rows:,}{of} rows read ")
        sys.stderr.flush()

    return show
