"""A difference in full: the question, both answers with their notes, and what was agreed."""

from typing import TYPE_CHECKING

from workbench.widgets.difference_rows import stands_words
from workbench.widgets.facts_text import fact
from workbench.widgets.glyphs import answer_words, glyphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.second_readings.second_reading import SecondReadings
    from workbench.audits.second_readings.settling import Difference, ReaderAnswer


def difference_lines(line: "Difference", width: int) -> list[str]:
    """Return all there is to know of a difference, fitted to a width."""
    agreed = stands_words(line) if line.agreed is None else reader_words(line.agreed)
    facts = [
        (line.question, line.text),
        ("First", reader_words(line.first)),
        ("Second", reader_words(line.second)),
        ("Agreed", agreed),
    ]
    return [fact(label, words, width) for label, words in facts]


def reader_words(said: "ReaderAnswer") -> str:
    """Return an answer with its time and its note."""
    answer = answer_words(said.answer, glyphs())
    time = f" by {said.time}" if said.time else ""
    return f"{answer}{time}{': ' if said.note else ''}{said.note}"


def second_words(
    chosen: "SecondReadings", found: "Sequence[Difference]", *, chooses: bool, settles: bool
) -> str:
    """Return how far the second readings of an audit are, and what to do next.

    Args:
        chosen: What is read twice.
        found: Where two readers differ.
        chooses: Whether whoever looks may choose what is read twice.
        settles: Whether they may settle where two readers differ.
    """
    if chosen.share is None:
        how = "c chooses some by lot for a second reader, who is blind."
        return f"No case is read twice yet. {how if chooses else 'A supervisor chooses some.'}"
    fails = ", with every critical fail" if chosen.critical_fails else ""
    return (
        f"{chosen.share:.0%} by lot{fails}: {_far(chosen)}. {_next(chosen, found, settles=settles)}"
    )


def _far(chosen: "SecondReadings") -> str:
    """Return how far the second readings are, or that only some of them may be known yet."""
    if not chosen.lot_is_known:
        return f"cases and seed are {chosen.seed}"
    done = sum(line.first == line.second == "finished" for line in chosen.lines)
    return f"{done} of {len(chosen.lines)} cases read twice, by the seed {chosen.seed}"


def _next(chosen: "SecondReadings", found: "Sequence[Difference]", *, settles: bool) -> str:
    if chosen.waiting:
        one = chosen.waiting == 1
        fails = "1 critical fail waits" if one else f"{chosen.waiting} critical fails wait"
        join = "an owner to look here" if chosen.join_later else "a second reader: c names one"
        return f"{fails} for {join}."
    left = sum(not line.settled for line in found)
    if left:
        way = "a or b takes a reader's" if settles else "a moderator or a supervisor does"
        return f"{left} of {len(found)} differences are to be settled: {way}."
    if found:
        return f"All {len(found)} differences are settled."
    return "Nothing is to be settled: both readings of a case must be finished first."
