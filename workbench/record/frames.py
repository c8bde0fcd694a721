"""Frames in the record: canonical columns in compressed, hashed chunks, never one row a case.

A chunk is the canonical JSON of `sampling.frames.Frame.chunks`, compressed with zlib. Its hash is
that of the JSON, so that it does not depend on the version of the compressor.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from sampling import frames as canonical
from sampling.frames import REFERENCE, Frame, fingerprint_of_chunks
from workbench.errors import CheckFailed
from workbench.record.inserting import insert_row
from workbench.record.tables import FrameChunk

FAST_COMPRESSION: Final = 1


@dataclass(frozen=True, slots=True)
class PackedFrame:
    """A frame made ready to be stored: its chunks in order, and the fingerprint over them."""

    chunks: tuple["PackedChunk", ...]

    @property
    def content_fingerprint(self) -> str:
        """The fingerprint over everything that was kept."""
        return fingerprint_of_chunks(chunk.sha256 for chunk in self.chunks)


@dataclass(frozen=True, slots=True)
class PackedChunk:
    """A run of rows, compressed, with the hash of what was compressed."""

    sha256: str
    data: bytes


def pack_frame(frame: Frame) -> PackedFrame:
    """Compress and hash a frame, a chunk at a time."""
    return PackedFrame(
        chunks=tuple(
            PackedChunk(
                sha256=sha256(content).hexdigest(),
                data=zlib.compress(content, FAST_COMPRESSION),
            )
            for content in frame.chunks()
        )
    )


def store_frame(session: Session, *, population_id: int, packed: PackedFrame) -> None:
    """Write a frame within the caller's transaction."""
    for ordinal, chunk in enumerate(packed.chunks):
        insert_row(
            session,
            FrameChunk,
            {
                "population_id": population_id,
                "ordinal": ordinal,
                "sha256": chunk.sha256,
                "data": chunk.data,
            },
        )


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
    size = canonical.CHUNK_ROWS
    first, last = start // size, (start + max(count, 1) - 1) // size
    references: list[str] = []
    columns: dict[str, list[str]] = {}
    for chunk in _chunks(session, population_id, first=first, last=last):
        references.extend(chunk.pop(REFERENCE))
        for name, values in chunk.items():
            columns.setdefault(name, []).extend(values)
    window = slice(start - first * size, start - first * size + count)
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
