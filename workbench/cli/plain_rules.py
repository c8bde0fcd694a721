"""The conflict rules of an audit in plain lines, with a note for one that keeps nobody off."""

from collections.abc import Iterable, Mapping

from workbench.cli.printing import say
from workbench.widgets.reader_words import idle_words


def say_rules(rules: Mapping[str, str], idle: Iterable[str]) -> None:
    """Print whose cases nobody reads, and which rules keep nobody from any case."""
    for kind, column in rules.items():
        whose = f"a case of their {kind}" if kind == "own team" else f"their {kind}"
        say(f"Nobody reads {whose}, told by the column {column}.")
    for words in idle_words(idle):
        say(f"Note: {words}")
