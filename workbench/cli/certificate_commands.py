"""Commands that prove a sample: its certificate, and the draw repeated from it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.context import desk
from workbench.cli.in_place import Query, Table, check_no_source, progress_to_terminal, query_text
from workbench.cli.leaving import Force, check_free
from workbench.cli.printing import say, say_json

if TYPE_CHECKING:
    from workbench.audits.draws.redrawing import Redraw

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="The name of the audit.")]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(certificate)
    commands.command()(redraw)


def certificate(
    context: typer.Context,
    audit: AuditName,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")
    ] = None,
    force: Force = False,
) -> None:
    """Show or write the certificate of a draw, from which a stranger can draw it again."""
    from exports.certificate import write_certificate
    from workbench.audits.results.reporting import certificate_of

    if output is not None:
        check_free(output, force=force)

    with desk(context) as at:
        proof = certificate_of(at, audit)
    if output is None:
        say_json(proof)
    else:
        write_certificate(proof, output)
        say(f"Written: {output}")


def redraw(
    context: typer.Context,
    certificate: Annotated[Path, typer.Argument(metavar="CERTIFICATE", help="The certificate.")],
    source: Annotated[
        str, typer.Argument(metavar="FILE_OR_URL", help="The original list, or its database.")
    ],
    table: Table = "",
    query: Query = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Draw again from the certificate and the original list alone, and say whether it agrees."""
    from workbench.audits.draws.redrawing import known_references
    from workbench.cli.context import desk_if_there

    with desk_if_there(context) as at:
        known = known_references(at, certificate) if at else None
    outcome = _redrawn(certificate, source, table, query, known)
    if as_json:
        say_json({"same": outcome.same, "differences": list(outcome.differences)})
    elif outcome.same:
        say(
            f"The same sample: {len(outcome.certificate.cases)} cases and "
            f"{len(outcome.certificate.reserves)} in reserve, from {outcome.frame_size:,}.",
            f"frame fingerprint  {outcome.frame_fingerprint}",
        )
    else:
        say("Not the same:", *(f"  {difference}" for difference in outcome.differences))
    if not outcome.same:
        raise typer.Exit(1)


def _redrawn(
    certificate: Path, source: str, table: str, query: str, known: Sequence[str] | None
) -> "Redraw":
    from workbench.audits.draws.redrawing import redraw_sample
    from workbench.audits.in_place.addresses import is_address

    if not is_address(source):
        check_no_source(table, query)
        return redraw_sample(certificate, Path(source), known=known)
    from workbench.audits.in_place.redrawing import Address, redraw_from_database

    address = Address(source, table, query_text(query))
    return redraw_from_database(certificate, address, known=known, progress=progress_to_terminal())
