"""An allocation in words: what it would come to, what it came to, and why there is none."""

import re
from typing import TYPE_CHECKING, Final

from workbench.widgets.option_words import form_words
from workbench.widgets.reader_words import idle_words, rules_words
from workbench.widgets.rows import fitted, widest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.audits.people.first_readings import FirstReadings
    from workbench.audits.people.foreseeing import AllocationForeseen, Foreseen

BEGIN: Final = (
    "enter says who would get how many. Nothing is sealed until enter is pressed again.\n\n"
    "Capacity is a share against the others', as days a week. Own case and Own team name the "
    "column that tells whose case it is: nobody is given those."
)
BEGIN_AGAIN: Final = "\n\nThey are allocated already: what was begun stays with who began it."
NAME_AT_MOST: Final = 26
FEW: Final = 6
"""So many people have a line each."""
FIELD_OF_COMMAND: Final = (
    (r" \(--to NAME\)", ""),
    (r": workbench replace AUDIT CASE --reason conflict-of-interest", " (2 Draw, then r)"),
    (r": workbench people add \S.* --known-as WORDS", " (esc, then n: Known as)"),
    (r": workbench people add \S.* --team WORDS", " (esc, then n: Team)"),
    (r": workbench people add \S.* --team T --known-as K", " (esc, then n)"),
)
"""What a remedy that is a command means on the screen of an allocation."""


def begin_words(found: "FirstReadings") -> str:
    """Return how an allocation is made, before anything was worked out."""
    return f"{BEGIN}{BEGIN_AGAIN if found.allocated else ''}"


def foreseen_lines(found: "AllocationForeseen") -> list[str]:
    """Return who would get how many, by which rules, and what decides."""
    return [
        "Who would get how many:",
        *_shares(found),
        *([_changed(found)] if found.again else []),
        rules_words(found.rules),
        *idle_words(found.idle),
        f"By the seed of the draw, {found.seed}: anybody can allocate again and find the same.",
    ]


def _shares(found: "AllocationForeseen") -> list[str]:
    """Return a line for each person; where they are many, all in one that wraps."""
    shares = [(each.name, _share(each, again=found.again)) for each in found.readers]
    if len(shares) > FEW:
        return ["; ".join(f"{name} {share}" for name, share in shares) + "."]
    names = widest((name for name, _ in shares), at_most=NAME_AT_MOST)
    return [f"  {fitted(name, names)}  {share}" for name, share in shares]


def _share(each: "Foreseen", *, again: bool) -> str:
    said = [_cases(each.cases)]
    said += [f"{each.begun} of them begun"] if each.begun else []
    said += [f"{each.before} now"] if again else []
    return ", ".join(said)


def _changed(found: "AllocationForeseen") -> str:
    if not found.changed:
        return "No case would go to somebody else."
    return f"{_cases(found.changed)} would go to somebody else. What was begun stays."


def rules_alone_lines(rules: "Mapping[str, str]", idle: "Iterable[str]") -> list[str]:
    """Return what would come of rules without an allocation, with those that keep nobody off."""
    return [
        "Nobody is ticked: the rules alone would be set, and what is allocated stays.",
        rules_words(rules),
        *idle_words(idle),
    ]


def allocated_words(found: "FirstReadings") -> str:
    """Return what an allocation came to."""
    if len(found.readers) > FEW:
        cases = _cases(sum(reader.cases for reader in found.readers))
        return f"Allocated and sealed: {cases} to {len(found.readers)} readers."
    shares = ", ".join(f"{reader.name} {reader.cases}" for reader in found.readers)
    return f"Allocated and sealed: {shares}."


def refusal_words(message: str, *, on_server: bool) -> str:
    """Return why nothing was allocated, with fields and keys in place of commands.

    On a server it is an owner who registers people, by a command.
    """
    for command, words in FIELD_OF_COMMAND:
        if not (on_server and "people add" in command):
            message = re.sub(command, words, message)
    return form_words(message)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"
