"""The frame: the frozen list of cases that is sampled, held by columns and sorted by reference."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sampling.errors import SamplingError
from sampling.references import frame_fingerprint


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
        """The SHA-256 over the references and every kept column.

        Each is one line of JSON, `[name, [values]]`, the columns in the order of their names.
        """
        digest = sha256()
        everything = {"reference": self.references, **self.columns}
        for name in ("reference", *sorted(self.columns)):
            line = json.dumps(
                [name, list(everything[name])], ensure_ascii=False, separators=(",", ":")
            )
            digest.update(line.encode())
            digest.update(b"\n")
        return digest.hexdigest()

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
