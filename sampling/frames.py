"""The frame: the frozen list of cases that is sampled, held by columns and sorted by reference."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sampling.errors import SamplingError
from sampling.references import frame_fingerprint

REFERENCE: Final = "reference"
CHUNK_ROWS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Frame:
    """Every eligible case once, in ascending order of its normalised reference.

    Attributes:
        references: Unique references, ascending.
        columns: The kept columns by name, each as long as `references`; empty text means blank.
    """

    references: Sequence[str]
    columns: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.references)

    @property
    def fingerprint(self) -> str:
        """The frame fingerprint: see `sampling.references.frame_fingerprint`."""
        return frame_fingerprint(self.references)

    @property
    def content_fingerprint(self) -> str:
        """The fingerprint of everything that was kept: see `fingerprint_of_chunks`."""
        return fingerprint_of_chunks(sha256(chunk).hexdigest() for chunk in self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """Give the frame as canonical UTF-8 JSON, 50,000 rows at a time.

        Each chunk is one object of column name to list of values, the names in order, without
        spaces. The references are the column `reference`.
        """
        columns = {REFERENCE: self.references, **self.columns}
        for start in range(0, len(self), CHUNK_ROWS):
            part = {
                name: list(columns[name][start : start + CHUNK_ROWS]) for name in sorted(columns)
            }
            yield json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()

    def column(self, name: str) -> Sequence[str]:
        """Return one kept column.

        Raises:
            SamplingError: The frame has no such column.
        """
        if name not in self.columns:
            raise SamplingError(
                "this population has no such column",
                given=name,
                expected="one of " + (", ".join(sorted(self.columns)) or "no columns were kept"),
                hint="Columns are chosen when the list is imported (--keep).",
            )
        return self.columns[name]


def fingerprint_of_chunks(digests: Iterable[str]) -> str:
    """Return the SHA-256 of the hexadecimal SHA-256 of each chunk, each with a line feed."""
    return sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()
