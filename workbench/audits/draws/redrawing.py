"""Redrawing: a stranger's check, from the certificate and the original list alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from exports.certificate import Certificate, FlowCounts, flow_counts, read_certificate
from exports.report import DrawnCase
from sampling.designs import Drawn, Selection
from sampling.errors import SamplingError
from sampling.frames import Frame
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Design, DesignKind, draw_by
from workbench.audits.intake.duplicates import notices_on_order
from workbench.audits.intake.faults import IntakeFaults
from workbench.audits.intake.freezing import BLANK_ROW
from workbench.audits.intake.reading import Intake, read_again
from workbench.audits.populations import population_by_id
from workbench.errors import WorkbenchError
from workbench.record import frames, tables

NAMED_AT_MOST = 10
FAULTS_NAMED = 3


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
    return compare_list(certificate, _read_as_it_says(certificate, list_path), known=known)


def compare_list(
    certificate: Certificate, intake: Intake, *, known: Sequence[str] | None = None
) -> Redraw:
    """Draw again from a list that was read, and compare: see `redraw_sample`."""
    frame = intake.frame
    differences = [
        *_frame_differences(certificate, frame, known),
        *_flow_differences(certificate.flow, intake),
    ]
    if frame.fingerprint == certificate.frame_fingerprint:
        differences += _draw_differences(certificate, frame)
    if differences:
        differences += _notices_on_order(certificate, intake)
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
        if population_id is None or population_by_id(session, population_id).erased:
            return None
        return frames.load_references(session, population_id) or None  # none is held in place


def design_of(certificate: Certificate) -> Design:
    """Return the design that a certificate describes."""
    return Design(
        kind=DesignKind(certificate.design),
        by=certificate.by,
        sizes=certificate.sizes,
        reserve=certificate.reserve,
    )


def _read_as_it_says(certificate: Certificate, list_path: Path) -> Intake:
    with unlike_the_certificate():
        return read_again(list_path, certificate.mapping)


@contextmanager
def unlike_the_certificate() -> Iterator[None]:
    """Give the faults of a list a remedy that fits, for nothing can be chosen at a redraw."""
    try:
        yield
    except IntakeFaults as found:
        raise WorkbenchError(
            f"The list cannot be read the way the certificate says: {_in_short(found)}.",
            "Use the list that was imported, unchanged, with the certificate of its own draw.",
        ) from found


def _in_short(found: IntakeFaults) -> str:
    told = "; ".join(fault.without_remedy for fault in found.faults[:FAULTS_NAMED])
    more = found.total - FAULTS_NAMED
    return f"{told}; and {more:,} more" if more > 0 else told


def total_differences(certificate: Certificate, *, size: int, fingerprint: str) -> Iterator[str]:
    """Say where a frame has another size or fingerprint than the certificate."""
    if size != certificate.frame_size:
        yield f"the list has {size:,} cases, the certificate {certificate.frame_size:,}"
    if fingerprint != certificate.frame_fingerprint:
        yield (
            f"the list has fingerprint {fingerprint}, "
            f"the certificate {certificate.frame_fingerprint}"
        )


def _frame_differences(
    certificate: Certificate, frame: Frame, known: Sequence[str] | None
) -> Iterator[str]:
    fingerprint = frame.fingerprint
    yield from total_differences(certificate, size=len(frame), fingerprint=fingerprint)
    if fingerprint == certificate.frame_fingerprint:
        return
    here = set(frame.references)
    if known is not None:
        yield from _named("not in the list any more", set(known) - here)
        yield from _named("in the list, and not when it was sampled", here - set(known))
        return
    yield from drawn_differences(certificate, here)


def drawn_differences(certificate: Certificate, here: Collection[str]) -> Iterator[str]:
    """Name the drawn cases that a changed list has no more, or say that it has them all."""
    drawn = {case.reference for case in (*certificate.cases, *certificate.reserves)}
    gone = drawn.difference(here)
    if gone:
        yield from _named("was drawn, and is not in the list", gone)
    else:
        yield "every case that was drawn is in the list: the change is among the others"


def _named(what: str, references: set[str]) -> Iterator[str]:
    for reference in sorted(references)[:NAMED_AT_MOST]:
        yield f"{what}: {reference}"
    if len(references) > NAMED_AT_MOST:
        yield f"{what}: {len(references) - NAMED_AT_MOST:,} more"


def _flow_differences(claimed: FlowCounts, intake: Intake) -> Iterator[str]:
    ours = flow_counts(intake.flow)
    more = claimed.received - ours.received
    if more in _blank_rows_more(intake):
        ours = replace(ours, received=ours.received + more, rejected=ours.rejected + more)
    return count_differences(claimed, ours)


def count_differences(claimed: FlowCounts, ours: FlowCounts) -> Iterator[str]:
    """Say where a list has other counts than the certificate."""
    theirs = asdict(claimed)
    for step, rows in asdict(ours).items():
        if rows != theirs[step]:
            yield f"the list has {rows:,} rows {step}, the certificate {theirs[step]:,}"


def _blank_rows_more(intake: Intake) -> range:
    """Return how many more blank rows the same list can count, or fewer, in another order.

    A blank row counts as received and rejected unless it stands at the end of the file.
    """
    counted = sum(step.rows for step in intake.flow.rejected if step.reason == BLANK_ROW)
    return range(-counted, intake.blank_rows_at_the_end + 1)


def _notices_on_order(certificate: Certificate, intake: Intake) -> tuple[str, ...]:
    """Say where the difference may come from the order of the rows, by which `first` goes."""
    profile = certificate.mapping.get("profile")
    policy = profile.get("duplicates") if isinstance(profile, Mapping) else None
    return notices_on_order(intake.duplicates, policy=str(policy))


def _draw_differences(certificate: Certificate, frame: Frame) -> Iterator[str]:
    try:
        drawn = draw_by(design_of(certificate), frame, seed=certificate.seed)
    except (SamplingError, WorkbenchError) as error:
        yield f"the sample of the certificate cannot be drawn from the list: {error}"
        return
    yield from case_differences(certificate, drawn)


def case_differences(certificate: Certificate, drawn: Drawn) -> Iterator[str]:
    """Name every place at which a draw gives another case than the certificate has."""
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
        elif (ours.stratum or ours.cluster) != theirs.stratum:
            yield (
                f"{what} {theirs.order}, {theirs.reference}, is of {_shown(theirs.stratum)} in "
                f"the certificate; the list has {_shown(ours.stratum or ours.cluster)}"
            )


def _shown(stratum: str) -> str:
    return f"stratum {stratum!r}" if stratum else "no stratum"
