"""Commands that bring in a list of cases and look at what was brought in."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.care import warn_about
from workbench.cli.context import desk
from workbench.cli.in_place import AskedList, Query, Table, import_from, progress_to_terminal
from workbench.cli.permission import only_for
from workbench.cli.printing import say, say_facts, say_json, say_table
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.desk import Desk
    from workbench.audits.intake.exclusions import Exclusion
    from workbench.audits.populations import PopulationView


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command("import")(import_list)
    commands.command()(populations)


def import_list(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE_OR_URL",
            help="The list: CSV or XLSX, or a database as postgresql://HOST/DATABASE.",
        ),
    ],
    name: Annotated[str, typer.Option(metavar="POPULATION", help="What to call it.")],
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="P",
            help="A saved mapping: crime-register, police-uk-street, police-uk-outcomes, "
            "police-uk-stop-and-search, or one of your own.",
        ),
    ] = None,
    ref: Annotated[
        str | None, typer.Option(metavar="COL", help="The column of the case references.")
    ] = None,
    without_ref: Annotated[
        bool,
        typer.Option("--without-ref", help="The list has none: make one from each row's cells."),
    ] = False,
    date_column: Annotated[
        str | None, typer.Option("--date", metavar="COL", help="The column of the dates.")
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="day-first, month-first, iso or month."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="COL", help="A column to keep; give it again for more."),
    ] = None,
    blank: Annotated[
        str | None, typer.Option(metavar="POLICY", help="Blank references: refuse or reject.")
    ] = None,
    duplicates: Annotated[
        str | None,
        typer.Option(metavar="POLICY", help="Repeated references: refuse, first or latest."),
    ] = None,
    numeric_references: Annotated[
        str,
        typer.Option(metavar="POLICY", help="References held as numbers: refuse or accept."),
    ] = "refuse",
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Leave out earlier dates.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Leave out later dates.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COL=VALUE[=REASON]", help="Leave out rows with this value; again for more."
        ),
    ] = None,
    not_drawn_in: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AUDIT", help="Leave out the cases that an audit drew; again for more."
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="E", help="utf-8, utf-16 or cp1252, if it is not seen.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="S", help="The sheet of a workbook.")] = None,
    table: Table = "",
    query: Query = "",
    profile_folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where your own profiles are.")
    ] = None,
    save_profile: Annotated[
        str | None, typer.Option(metavar="P", help="Keep this mapping under a name.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Bring in a list, freeze it and fingerprint it: all of it, or nothing and every fault."""
    from workbench.audits.intake.chosen_profiles import chosen_profile, keep_profile
    from workbench.audits.intake.options import ReadingOptions
    from workbench.audits.populations import drawn_before

    only_for(context, "IMPORT")
    if profile is None and ref is None and not without_ref:
        raise WorkbenchError(
            "Nothing says where the case references are.",
            "Name the column with --ref, a saved mapping with --profile (crime-register fits most "
            "records systems), or say --without-ref if the list has none.",
        )
    mapping = chosen_profile(
        profile,
        folder=profile_folder,
        reference=ref,
        date_column=date_column,
        keep=tuple(keep or ()),
        date_format=date_format,
    )
    with desk(context, make=True) as at:
        before = tuple(drawn_before(at, audit) for audit in not_drawn_in or ())
    options = ReadingOptions(
        encoding=encoding,
        sheet=sheet,
        blank=blank,
        duplicates=duplicates,
        date_format=date_format,
        exclude=tuple(_exclusion(text) for text in exclude or ()),
        period=_period(since, until),
        drawn_before=before,
        numeric_references=numeric_references,
    )
    with desk(context, make=True) as at:
        view = import_from(
            at,
            AskedList(file, table, query),
            name=name,
            profile=mapping,
            options=options,
            progress=None if as_json else progress_to_terminal(),
        )
        reasons = " ".join(each.reason for each in options.exclude)
        warn_about(at, {"The name of the population": name, "A reason to leave out": reasons})
    if save_profile is not None:
        say(f"Profile kept: {keep_profile(mapping, save_profile, profile_folder)}")
    _say_population(view, as_json=as_json)


def _exclusion(text: str) -> "Exclusion":
    from workbench.audits.intake.exclusions import Exclusion

    field, sign, rest = text.partition("=")
    if not sign:
        raise WorkbenchError(f"{text!r} does not say what to leave out.", "Write it COL=VALUE.")
    value, _, reason = rest.partition("=")
    return Exclusion(field=field, value=value, reason=reason or f"{field} is {value}")


def _period(since: str | None, until: str | None) -> tuple[date, date] | None:
    if since is None and until is None:
        return None
    return _day(since or "1900-01-01"), _day(until or "9999-12-31")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WorkbenchError(f"{text!r} is not a date.", "Write it 2026-09-30.") from None


def populations(
    context: typer.Context,
    population: Annotated[
        str | None, typer.Argument(metavar="[POPULATION]", help="One, with all its facts.")
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COL", help="Count its cases by a column, or by two; `month` for its date."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List the populations, or show what became of every row of one."""
    from workbench.audits import populations as lists

    if by:
        only_for(context, "SEE_LIST")
    with desk(context) as at:
        if population is not None and by:
            _say_breakdown(at, population, by, as_json=as_json)
            return
        if population is not None:
            _say_population(lists.population(at, population), as_json=as_json)
            return
        found = lists.populations(at)
    if as_json:
        say_json([_as_mapping(view) for view in found])
    elif not found:
        say("There is no population yet. Bring in a list: workbench import FILE --name NAME.")
    else:
        rows = [(v.name, f"{v.part.frame_size:,}", v.part.source_name) for v in found]
        say_table(("population", "cases", "from"), rows)


def _say_breakdown(at: "Desk", population: str, by: list[str], *, as_json: bool) -> None:
    from dataclasses import asdict

    from workbench.audits.results.breakdowns import breakdown

    found = breakdown(at, population, by)
    if as_json:
        say_json(asdict(found))
        return
    rows = [(name, *counts) for name, counts in zip(found.rows, found.counts, strict=True)]
    say_table((" by ".join(found.by), *found.columns), rows)


def _as_mapping(view: "PopulationView") -> dict[str, object]:
    from dataclasses import asdict

    part = asdict(view.part)
    part["imported_at"] = view.part.imported_at.isoformat()
    return part | {"notices": list(view.notices)}


def _say_population(view: "PopulationView", *, as_json: bool) -> None:
    if as_json:
        say_json(_as_mapping(view))
        return
    part = view.part
    how = "fingerprinted where they are" if view.in_place else "frozen"
    say(f"{view.name}: {part.frame_size:,} cases, {how}.")
    say_facts(
        {
            "received": f"{part.flow.received:>9,} rows from {part.source_name}",
            **{f"rejected: {s.reason}": f"{s.rows:>9,}" for s in part.flow.rejected},
            **{f"excluded: {s.reason}": f"{s.rows:>9,}" for s in part.flow.excluded},
            "eligible": f"{part.flow.eligible:>9,}",
        }
    )
    say_facts(
        {
            "frame fingerprint": part.frame_fingerprint,
            "kept columns": ", ".join(part.kept_columns),
            "dropped columns": ", ".join(part.dropped_columns) or "none",
        }
    )
    for notice in view.notices:
        say(f"note: {notice}")
