"""Redrawing: a stranger's check, from the certificate and the original list alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from exports.certificate import Certificate, read_certificate
from exports.report import DrawnCase
from sampling.designs import Drawn, Selection
from sampling.frames import Frame
from workbench.audits.designs import Design, DesignKind, draw_by
from workbench.audits.desk import Desk
from workbench.audits.intake.reading import read_again
from workbench.record import frames, tables

NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Redraw:
    """The outcome of drawing again: every way in which it differs from the certificate."""

    certificate: Certificate
    frame_size: int
    frame_fingerprint: str
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """True when the list is the same and gives the same cases in the same order."""
        return not self.differences


def redraw_sample(
    certificate_path: Path, list_path: Path, *, known: Sequence[str] | None = None
) -> Redraw:
    """Read the list as the certificate says, draw again, and compare.

    Args:
        certificate_path: The certificate.
        list_path: The original list, its rows in any order.
        known: The references of the frame that was sampled, if a record at hand has them; with
            them every added or missing reference can be named.

    Raises:
        ExportError: The certificate cannot be read, or is not right in itself.
        WorkbenchError: The list cannot be read.
    """
    certificate = read_certificate(certificate_path)
    frame = read_again(list_path, certificate.mapping).frame
    differences = list(_frame_differences(certificate, frame, known))
    if not differences:
        drawn = draw_by(design_of(certificate), frame, seed=certificate.seed)
        differences = list(_draw_differences(certificate, drawn))
    return Redraw(
        certificate=certificate,
        frame_size=len(frame),
        frame_fingerprint=frame.fingerprint,
        differences=tuple(differences),
    )


def known_references(desk: Desk, certificate_path: Path) -> Sequence[str] | None:
    """Return the references of the certificate's frame, if this record has that frame."""
    fingerprint = read_certificate(certificate_path).frame_fingerprint
    with desk.record.reading() as session:
        query = select(col(tables.Population.id)).where(
            col(tables.Population.frame_fingerprint) == fingerprint
        )
        population_id = session.scalars(query.limit(1)).first()
        return None if population_id is None else frames.load_references(session, population_id)


def design_of(certificate: Certificate) -> Design:
    """Return the design that a certificate describes."""
    return Design(
        kind=DesignKind(certificate.design),
        by=certificate.by,
        sizes=certificate.sizes,
        reserve=certificate.reserve,
    )


def _frame_differences(
    certificate: Certificate, frame: Frame, known: Sequence[str] | None
) -> Iterator[str]:
    if frame.fingerprint == certificate.frame_fingerprint:
        return
    yield (
        f"the list has fingerprint {frame.fingerprint}, "
        f"the certificate {certificate.frame_fingerprint}"
    )
    if len(frame) != certificate.frame_size:
        yield f"the list has {len(frame):,} cases, the certificate {certificate.frame_size:,}"
    here = set(frame.references)
    if known is not None:
        yield from _named("not in the list any more", set(known) - here)
        yield from _named("in the list, and not when it was sampled", here - set(known))
        return
    drawn = {case.reference for case in (*certificate.cases, *certificate.reserves)}
    if drawn - here:
        yield from _named("was drawn, and is not in the list", drawn - here)
    else:
        yield "every case that was drawn is in the list: the change is among the others"


def _named(what: str, references: set[str]) -> Iterator[str]:
    for reference in sorted(references)[:NAMED_AT_MOST]:
        yield f"{what}: {reference}"
    if len(references) > NAMED_AT_MOST:
        yield f"{what}: {len(references) - NAMED_AT_MOST:,} more"


def _draw_differences(certificate: Certificate, drawn: Drawn) -> Iterator[str]:
    yield from _case_differences("case", certificate.cases, drawn.cases)
    yield from _case_differences("reserve", certificate.reserves, drawn.reserves)


def _case_differences(
    what: str, claimed: Sequence[DrawnCase], drawn: Sequence[Selection]
) -> Iterator[str]:
    if len(claimed) != len(drawn):
        yield f"{len(drawn)} drawn as {what}, {len(claimed)} in the certificate"
    for ours, theirs in zip(drawn, claimed, strict=False):
        if ours.reference != theirs.reference:
            yield (
                f"{what} {theirs.order} is {theirs.reference} in the certificate; "
                f"the seed gives {ours.reference}"
            )
