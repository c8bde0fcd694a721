"""The draw certificate: a small JSON file from which a stranger can draw the sample again."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from exports.certificate_designs import (
    TICKETS_OF_CLUSTERS,
    read_column,
    read_design,
    read_sizes,
)
from exports.errors import ExportError
from exports.json_fields import Fields, read_json_object
from exports.report import DrawnCase, Flow, PopulationPart
from exports.whole_files import write_text
from sampling.errors import SamplingError
from sampling.seeds import check_seed
from sampling.tickets import ticket

VERSION: Final = "sha256-1"

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NAMED: Final = 5
_KEYS: Final = (
    "audit",
    "population",
    "frame_fingerprint",
    "frame_size",
    "flow",
    "design",
    "sizes",
    "seed",
    "seed_source",
    "cases",
    "reserves",
    "draws_on_this_frame",
    "history_head",
    "program_version",
    "import",
)


@dataclass(frozen=True, slots=True)
class FlowCounts:
    """How many rows were received, rejected and excluded, and how many cases were eligible."""

    received: int
    rejected: int
    excluded: int
    eligible: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that was read: every key there, every ticket checked.

    Attributes:
        by: The column of the strata, clusters, order or measure of size; empty where none is used.
        reserve: How many were asked for in reserve, in all or in each stratum or cluster.
        mapping: What is needed to read the original list again, as the import recorded it.
    """

    audit: str
    population: str
    frame_fingerprint: str
    frame_size: int
    flow: FlowCounts
    design: str
    by: str
    sizes: Mapping[str, int]
    reserve: int
    seed: str
    seed_source: str
    cases: tuple[DrawnCase, ...]
    reserves: tuple[DrawnCase, ...]
    draws_on_this_frame: int
    history_head: str
    program_version: str
    mapping: Mapping[str, object]


def certificate(  # noqa: PLR0913 - each argument is a key of the certificate
    *,
    audit: str,
    population: PopulationPart,
    design: str,
    by: str,
    sizes: Mapping[str, int],
    reserve: int,
    seed: str,
    seed_source: str,
    cases: Iterable[DrawnCase],
    reserves: Iterable[DrawnCase],
    draws_on_this_frame: int,
    history_head: str,
    program_version: str,
    mapping: Mapping[str, object],
) -> dict[str, object]:
    """Return the certificate of a draw, ready to be written as JSON.

    Args:
        audit: The name of the audit.
        population: The list that was sampled.
        design: The design of the draw, `simple` or another of `sampling.designs`.
        by: The column of the strata, clusters, order or measure of size, if one is used.
        sizes: What was asked for, by stratum or part.
        reserve: How many were asked for in reserve.
        seed: The seed, as text.
        seed_source: Where it came from, in words.
        cases: The sample as it was drawn, before any replacement.
        reserves: The reserves, in order.
        draws_on_this_frame: How many draws were ever made on this frame, this one included.
        history_head: The last entry of the history.
        program_version: The version of the program.
        mapping: What is needed to read the original list again.
    """
    return {
        "version": VERSION,
        "audit": audit,
        "population": population.name,
        "frame_fingerprint": population.frame_fingerprint,
        "frame_size": population.frame_size,
        "flow": asdict(flow_counts(population.flow)),
        "design": design,
        "sizes": dict(sizes),
        "seed": seed,
        "seed_source": seed_source,
        "cases": [_case(case) for case in cases],
        "reserves": [_case(case) for case in reserves],
        "draws_on_this_frame": draws_on_this_frame,
        "history_head": history_head,
        "program_version": program_version,
        "import": dict(mapping),
        "by": by,
        "reserve": reserve,
    }


def flow_counts(flow: Flow) -> FlowCounts:
    """Return the counts of a flow as a certificate has them, without the reasons."""
    return FlowCounts(
        received=flow.received,
        rejected=sum(step.rows for step in flow.rejected),
        excluded=sum(step.rows for step in flow.excluded),
        eligible=flow.eligible,
    )


def write_certificate(mapping: Mapping[str, object], path: Path) -> Path:
    """Write a certificate as JSON, whole or not at all.

    Raises:
        ExportError: The file cannot be written.
    """
    text = json.dumps(mapping, ensure_ascii=False, indent=2, allow_nan=False)
    return write_text(path, text + "\n")


def read_certificate(path: Path) -> Certificate:
    """Read a certificate and check all that can be checked without the list itself.

    Raises:
        ExportError: It cannot be read, is not JSON, is of another version, lacks a key, holds a
            value of the wrong kind, has a design or sizes that cannot be drawn, names a case
            twice, or a ticket is not that of its case.
    """
    fields = read_json_object(path)
    _check_version(fields)
    fields.require(_KEYS)
    design = read_design(fields)
    read = Certificate(
        audit=fields.text("audit"),
        population=fields.text("population"),
        frame_fingerprint=_fingerprint(fields),
        frame_size=fields.count("frame_size"),
        flow=_flow_read(fields.inner("flow")),
        design=design,
        by=read_column(fields),
        sizes=read_sizes(fields, design),
        reserve=_reserve(fields),
        seed=_seed(fields),
        seed_source=fields.text("seed_source"),
        cases=_cases(fields, "cases"),
        reserves=_cases(fields, "reserves"),
        draws_on_this_frame=fields.count("draws_on_this_frame"),
        history_head=fields.text("history_head"),
        program_version=fields.text("program_version"),
        mapping=fields.inner("import").values,
    )
    _check_cases(read, path.name)
    return read


def _case(case: DrawnCase) -> dict[str, int | str]:
    return {
        "order": case.order,
        "reference": case.reference,
        "stratum": case.stratum,
        "ticket": case.ticket,
    }


def _check_version(fields: Fields) -> None:
    version = fields.text("version")
    if version != VERSION:
        raise ExportError(
            f"{fields.where} is of version {version!r}, and this program knows {VERSION!r}",
            "Use the version of the program that made the certificate, or a newer one.",
        )


def _reserve(fields: Fields) -> int:
    """Return how many were asked for in reserve; a certificate that does not say so lists all."""
    return fields.count("reserve") if "reserve" in fields.values else len(fields.rows("reserves"))


def _fingerprint(fields: Fields) -> str:
    fingerprint = fields.text("frame_fingerprint")
    if not _SHA256.fullmatch(fingerprint):
        fields.refuse("frame_fingerprint", "64 hexadecimal digits")
    return fingerprint


def _seed(fields: Fields) -> str:
    try:
        return check_seed(fields.text("seed"))
    except SamplingError as error:
        fields.refuse("seed", error.expected)


def _flow_read(flow: Fields) -> FlowCounts:
    return FlowCounts(
        received=flow.count("received"),
        rejected=flow.count("rejected"),
        excluded=flow.count("excluded"),
        eligible=flow.count("eligible"),
    )


def _cases(fields: Fields, key: str) -> tuple[DrawnCase, ...]:
    return tuple(
        DrawnCase(
            order=row.count("order"),
            reference=row.text("reference"),
            stratum=row.text("stratum"),
            ticket=row.text("ticket"),
        )
        for row in fields.rows(key)
    )


def _check_cases(read: Certificate, where: str) -> None:
    """Check what holds for every design, and the tickets, unless clusters were drawn whole."""
    drawn = (*read.cases, *read.reserves)
    named = Counter(case.reference for case in drawn)
    _refuse_any(where, "names a case twice", (case for case, times in named.items() if times > 1))
    for kind, cases in (("cases", read.cases), ("reserves", read.reserves)):
        astray = (case.reference for at, case in enumerate(cases, 1) if case.order != at)
        _refuse_any(where, f"has {kind} out of order", astray)
    if read.design != TICKETS_OF_CLUSTERS:
        false = (one.reference for one in drawn if one.ticket != ticket(read.seed, one.reference))
        _refuse_any(where, "has tickets that are not the SHA-256 of seed|reference", false)


def _refuse_any(where: str, fault: str, references: Iterable[str]) -> None:
    found = tuple(references)
    if found:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise ExportError(
            f"{where} {fault}: {', '.join(found[:_NAMED])}{more}",
            "The certificate was changed after it was made: ask for the original.",
        )
