"""The designs that a certificate can name, and what each needs so that it can be drawn again."""

from collections.abc import Mapping
from typing import Final

from exports.json_fields import Fields

TICKETS_OF_CLUSTERS: Final = "cluster"
"""The design whose cases carry the tickets of their clusters."""
BY_STRATUM: Final = "stratified"

_SIZES: Final[Mapping[str, tuple[str, ...]]] = {
    "simple": ("all",),
    BY_STRATUM: (),
    "systematic": ("all",),
    TICKETS_OF_CLUSTERS: ("clusters",),
    "two-stage": ("clusters", "cases"),
    "pps": ("all",),
}
"""The names of the sizes of each design; those of a stratified one are its strata."""
_NEED_A_COLUMN: Final = frozenset({BY_STRATUM, TICKETS_OF_CLUSTERS, "two-stage", "pps"})


def read_design(fields: Fields) -> str:
    """Return the design of a certificate.

    Raises:
        ExportError: There is no such design, or it lacks the column that it draws by.
    """
    design = fields.text("design")
    if design not in _SIZES:
        fields.refuse("design", f"one of {', '.join(_SIZES)}")
    if design in _NEED_A_COLUMN and not read_column(fields):
        fields.refuse("by", f"the column that a {design} sample is drawn by")
    return design


def read_column(fields: Fields) -> str:
    """Return the column that a design draws by; empty where the certificate names none."""
    return fields.text("by") if "by" in fields.values else ""


def read_sizes(fields: Fields, design: str) -> dict[str, int]:
    """Return the sizes of a certificate of a design that `read_design` gave, by their names.

    Raises:
        ExportError: A size is missing, one is not of the design, or one is no whole number from 1.
    """
    sizes = fields.inner("sizes")
    named = _SIZES[design]
    sizes.require(named)
    if not sizes.values:
        fields.refuse("sizes", "the number of cases of each stratum")
    if named and set(sizes.values) != set(named):
        fields.refuse("sizes", f"{' and '.join(named)} alone in a {design} sample")
    return {name: _size(sizes, name) for name in sizes.values}


def _size(sizes: Fields, name: str) -> int:
    return sizes.count(name) or sizes.refuse(name, "1 or more")
