"""Parameters: the standards that a force may set, by name, with the value that holds.

A text names a parameter in braces, "within {review_interval}", and is read as "within 28 days".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

IN_WORDS = "words"
TIMES = ("seconds", "minutes", "hours", "days", "working days")
UNITS = (*TIMES, "weeks", "months", "percent", IN_WORDS)
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """What held until a day, that day included."""

    until: date
    value: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One standard of a checklist.

    Attributes:
        id: Its name in texts: "review_interval".
        words: What it is: "the longest time between two reviews".
        unit: One of `UNITS`; "words" for a value that is no number.
        default: Its value now, as text.
        earlier: What held before, in the order of the days.
        setting: The force's own value, frozen into the checklist; blank where the default holds.
    """

    id: str
    words: str
    unit: str
    default: str
    earlier: tuple[EarlierValue, ...] = ()
    setting: str = ""

    @property
    def value(self) -> str:
        """The value that holds: the force's own, or the default."""
        return self.setting or self.default

    @property
    def said(self) -> str:
        """The value as texts say it: "28 days", "1 working day", "three months"."""
        if self.unit == IN_WORDS:
            return self.value
        one = self.unit.removesuffix("s") if Decimal(self.value) == 1 else self.unit
        return f"{self.value} {one}"

    def on(self, day: date | None) -> str:
        """Return the value, the force's own settings aside, that held on a day; None is now."""
        return value_on(self.default, self.earlier, day)


def value_on(now: str, earlier: tuple[EarlierValue, ...], day: date | None) -> str:
    """Return what held on a day, of a value that holds now and what held earlier."""
    for held in earlier:
        if day is not None and day <= held.until:
            return held.value
    return now


def with_values(text: str, parameters: Mapping[str, Parameter]) -> str:
    """Return a text with each parameter that it names put in; an unknown name stays as it is."""
    return PLACEHOLDER.sub(
        lambda found: parameters[found[1]].said if found[1] in parameters else found[0], text
    )
