"""The draw, repeated without this program: a few lines of shell."""

from exports.report import DrawPart

_TICKETS = (
    "while IFS= read -r reference; do",
    """  ticket=$(printf '%s|%s' "$seed" "$reference" | sha256sum | cut -c 1-64)""",
    """  printf '%s  %s\\n' "$ticket" "$reference\"""",
)


def fingerprint_recipe() -> str:
    """Return the command that computes the frame fingerprint of `references.txt`."""
    return "LC_ALL=C sort references.txt | sha256sum"


def redraw_recipe(draw: DrawPart) -> tuple[str, ...]:
    """Return the shell commands that list the drawn cases and reserves with their tickets.

    They read `references.txt`: every reference of the frame, one a line. A stratified draw is
    repeated one stratum at a time, from a file of its references; designs in which more than the
    ticket decides have no recipe of a few lines, and give none.
    """
    if draw.design == "simple":
        size = len(draw.cases) + len(draw.reserves)
        return (*_preamble(draw.seed), f"done < references.txt | LC_ALL=C sort | head -n {size}")
    if draw.design == "stratified":
        return (*_preamble(draw.seed), 'done < references.txt | LC_ALL=C sort | head -n "$size"')
    return ()


def _preamble(seed: str) -> tuple[str, ...]:
    return (f"seed='{seed}'", *_TICKETS)
