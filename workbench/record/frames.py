"""Frames in the record: canonical columns in compressed, hashed chunks, never one row a case.

A chunk is one line of JSON, an object of column name to list of values, compressed with zlib.
Its hash is that of the JSON, so that it does not depend on the version of the compressor.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from sqlalchemy import insert, select
from sqlmodel import Session, col

from sampling.frames import Frame
from workbench.errors import CheckFailed
from workbench.record.tables import FrameChunk

CHUNK_ROWS: Final = 50_000
FAST_COMPRESSION: Final = 1
REFERENCE: Final = "reference"


def store_frame(session: Session, *, population_id: int, frame: Frame) -> None:
    """Write a frame within the caller's transaction."""
    for ordinal, start in enumerate(range(0, len(frame), CHUNK_ROWS)):
        content = _content(frame, start)
        session.execute(
            insert(FrameChunk).values(
                population_id=population_id,
                ordinal=ordinal,
                rows=min(CHUNK_ROWS, len(frame) - start),
                sha256=sha256(content).hexdigest(),
                data=zlib.compress(content, FAST_COMPRESSION),
            )
        )


def _content(frame: Frame, start: int) -> bytes:
    stop = start + CHUNK_ROWS
    columns: dict[str, Sequence[str]] = {REFERENCE: frame.references[start:stop]}
    columns |= {name: values[start:stop] for name, values in frame.columns.items()}
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def load_frame(session: Session, population_id: int) -> Frame:
    """Read a whole frame back.

    Raises:
        CheckFailed: A chunk is damaged or missing.
    """
    references: list[str] = []
    columns: dict[str, list[str]] = {}
    for chunk in _chunks(session, population_id):
        references.extend(chunk.pop(REFERENCE))
        for name, values in chunk.items():
            columns.setdefault(name, []).extend(values)
    return Frame(references=references, columns=columns)


def load_references(session: Session, population_id: int) -> list[str]:
    """Read the references of a frame, in ascending order."""
    return [
        reference for chunk in _chunks(session, population_id) for reference in chunk[REFERENCE]
    ]


def load_rows(session: Session, population_id: int, *, start: int, count: int) -> Frame:
    """Read a window of a frame: only the chunks that it touches are opened."""
    first, last = start // CHUNK_ROWS, (start + max(count, 1) - 1) // CHUNK_ROWS
    references: list[str] = []
    columns: dict[str, list[str]] = {}
    for chunk in _chunks(session, population_id, first=first, last=last):
        references.extend(chunk.pop(REFERENCE))
        for name, values in chunk.items():
            columns.setdefault(name, []).extend(values)
    window = slice(start - first * CHUNK_ROWS, start - first * CHUNK_ROWS + count)
    return Frame(
        references=references[window],
        columns={name: values[window] for name, values in columns.items()},
    )


def _chunks(
    session: Session, population_id: int, *, first: int = 0, last: int | None = None
) -> Iterator[dict[str, list[str]]]:
    query = (
        select(col(FrameChunk.ordinal), col(FrameChunk.sha256), col(FrameChunk.data))
        .where(col(FrameChunk.population_id) == population_id, col(FrameChunk.ordinal) >= first)
        .order_by(col(FrameChunk.ordinal))
    )
    if last is not None:
        query = query.where(col(FrameChunk.ordinal) <= last)
    for ordinal, digest, data in session.execute(query):
        yield _open(population_id, ordinal, digest, data)


def _open(population_id: int, ordinal: int, digest: str, data: bytes) -> dict[str, list[str]]:
    try:
        content = zlib.decompress(data)
    except zlib.error:
        content = b""
    if sha256(content).hexdigest() != digest:
        raise CheckFailed(
            f"Part {ordinal + 1} of the frame of population {population_id} was altered.",
            "Restore a backup of the record.",
        )
    columns: dict[str, list[str]] = json.loads(content)
    return columns
