"""Redrawing from a database: a stranger's check, from the certificate and an address alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exports.certificate import Certificate, flow_counts, read_certificate
from sampling.errors import SamplingError
from workbench.audits.draws.designs import Design, DesignKind, check_sizes
from workbench.audits.draws.redrawing import (
    Redraw,
    case_differences,
    compare_list,
    count_differences,
    design_of,
    drawn_differences,
    total_differences,
    unlike_the_certificate,
)
from workbench.audits.in_place.framing import Progress
from workbench.audits.in_place.importing import read_database
from workbench.audits.in_place.open_frames import ListThere, OpenFrame, opened_frame
from workbench.audits.in_place.selecting import IN_PLACE, Strata
from workbench.audits.in_place.sources import DatabaseSource, database_of, database_source
from workbench.audits.in_place.statements import WHITE_SPACE, present_statement
from workbench.audits.intake.options import options_from_mapping
from workbench.audits.intake.profilemappings import profile_from_mapping
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Address:
    """Where a stranger finds the list again.

    Attributes:
        address: An SQLAlchemy URL.
        table: A table, where the certificate names none or another.
        query: A query, likewise.
    """

    address: str
    table: str = ""
    query: str = ""


def redraw_from_database(
    certificate_path: Path,
    address: Address,
    *,
    known: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Redraw:
    """Read the list in its database, draw again, and compare.

    What was drawn in place is drawn in place again; any other list is read by stream, as it was
    imported. The table or query is the certificate's own, unless another is given. It is run
    read-only, as one statement.

    Args:
        certificate_path: The certificate.
        address: Where the list is.
        known: The references of the frame, if a record at hand has them.
        progress: Told the rows that were read.

    Raises:
        ExportError: The certificate cannot be read, or is not right in itself.
        WorkbenchError: The list cannot be read, or nothing says which table it is.
    """
    certificate = read_certificate(certificate_path)
    source = _source(certificate, address)
    with unlike_the_certificate():
        if database_of(certificate.mapping).get("in_place") is True:
            return _in_place(certificate, source, progress)
        intake = read_database(
            source,
            profile_from_mapping(_part(certificate, "profile")),
            options_from_mapping(_part(certificate, "options")),
            progress=progress,
        )
    return compare_list(certificate, intake, known=known)


def _source(certificate: Certificate, address: Address) -> DatabaseSource:
    said = database_of(certificate.mapping)
    table, query = address.table, address.query
    if not table and not query:
        table, query = str(said.get("table", "")), str(said.get("query", ""))
    if not table and not query:
        raise WorkbenchError(
            "This certificate is of a file, and names no table.",
            "Say where the list is: --table T or --query FILE.",
        )
    return database_source(address.address, table=table, query=query)


def _part(certificate: Certificate, name: str) -> Mapping[str, object]:
    part = certificate.mapping.get(name)
    return part if isinstance(part, Mapping) else {}


def _in_place(
    certificate: Certificate, source: DatabaseSource, progress: Progress | None
) -> Redraw:
    options = options_from_mapping(_part(certificate, "options"))
    profile = profile_from_mapping(_part(certificate, "profile"))
    there = ListThere(source, profile, options.numeric_references)
    with opened_frame(there, progress=progress) as frame:
        known = frame.known
        differences = (
            *total_differences(certificate, size=known.size, fingerprint=known.fingerprint),
            *count_differences(certificate.flow, flow_counts(known.flow)),
            *_cases(certificate, frame),
        )
    return Redraw(certificate, known.size, known.fingerprint, differences)


def _cases(certificate: Certificate, frame: OpenFrame) -> "Iterator[str]":
    if frame.known.fingerprint != certificate.frame_fingerprint:
        yield from drawn_differences(certificate, _present(certificate, frame))
        return
    try:
        design = design_of(certificate)
        strata = _strata(frame, design)
        drawn = frame.draw(design, strata, seed=certificate.seed).drawn
    except (SamplingError, WorkbenchError) as error:
        yield f"the sample of the certificate cannot be drawn from the list: {error}"
        return
    yield from case_differences(certificate, drawn)


def _strata(frame: OpenFrame, design: Design) -> Strata:
    """Count the strata, and see that the design of the certificate can be drawn from them."""
    from sampling.designs import check_strata

    if design.kind not in IN_PLACE:
        raise WorkbenchError(f"A {design.kind} draw is not made in place.")
    check_sizes(design, frame.known.size)
    strata = frame.strata(design.by)
    if design.kind is DesignKind.STRATIFIED:
        check_strata(strata.held, design.sizes)
    return strata


def _present(certificate: Certificate, frame: OpenFrame) -> set[str]:
    drawn = [case.reference for case in (*certificate.cases, *certificate.reserves)]
    asked = {"white_space": WHITE_SPACE, "references": drawn}
    found = frame.connection.exec_driver_sql(present_statement(frame.located), asked)
    return set(found.scalars())
