"""A sample that was drawn, as lines of plain text."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from workbench.cli.printing import say, say_facts, say_table

if TYPE_CHECKING:
    from workbench.audits.opening import OpenAudit

SHOWN: Final = 5
"""How many of its cases are shown; the certificate has all."""


def say_drawn(drawn: "OpenAudit", proof: Mapping[str, object]) -> None:
    """Print what was drawn, and by which seed."""
    audit = drawn.name
    say(f"Drawn: {len(drawn.cases)} of {drawn.population.part.frame_size:,} cases for {audit}.")
    say_facts(
        {
            "population": drawn.population.name,
            "frame fingerprint": proof["frame_fingerprint"],
            "design": _designed(drawn),
            "seed": f"{proof['seed']} ({proof['seed_source']})",
            "in reserve": len(drawn.reserves_left),
            "draws on this frame": proof["draws_on_this_frame"],
        }
    )
    say_table(("case", "reference"), [(case.order, case.reference) for case in drawn.cases[:SHOWN]])
    if len(drawn.cases) > SHOWN:
        say(f"... and {len(drawn.cases) - SHOWN} more: workbench certificate {quoted(audit)}")


def _designed(drawn: "OpenAudit") -> str:
    from workbench.audits.draws.designs import design_words

    design = drawn.design
    return "" if design is None else design_words(design.kind, by=design.by, sizes=design.sizes)


def quoted(name: str) -> str:
    """Return the name of an audit as a command takes it."""
    return json.dumps(name, ensure_ascii=False) if " " in name else name
