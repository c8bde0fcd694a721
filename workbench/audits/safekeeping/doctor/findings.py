"""What the doctor finds: one thing, how it stands, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NO_SOUND_BACKUP: Final = (
    "No sound backup is beside it: look for one elsewhere, and workbench restore FILE."
)


class State(StrEnum):
    """How a thing stands."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"
    NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: What was looked at, in a word or two.
        state: How it stands.
        said: What was found.
        remedy: What to do; empty where there is nothing to do.
    """

    subject: str
    state: State
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        state = self.state.upper() if self.state is State.WRONG else self.state
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{state:<13}  {self.subject:<15}  {self.said}{remedy}"

    def as_mapping(self) -> Mapping[str, str]:
        """Return the finding for a program to read."""
        return {
            "subject": self.subject,
            "state": self.state,
            "finding": self.said,
            "remedy": self.remedy,
        }


def fine(subject: str, said: str) -> Finding:
    """Return that a thing is as it should be."""
    return Finding(subject, State.OK, said)


def note(subject: str, said: str, remedy: str = "") -> Finding:
    """Return that a thing is worth knowing, and not wrong."""
    return Finding(subject, State.NOTE, said, remedy)


def wrong(subject: str, said: str, remedy: str) -> Finding:
    """Return that a thing is wrong, and what to do."""
    return Finding(subject, State.WRONG, said, remedy)


def not_looked_at(subject: str, why: str) -> Finding:
    """Return that a thing could not be looked at."""
    return Finding(subject, State.NOT_LOOKED_AT, why)


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was looked at in a record."""

    record: str
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return all(each.state is not State.WRONG for each in self.findings)

    @property
    def said(self) -> str:
        """Whether all is well, in a sentence."""
        if not self.sound:
            return "Something is wrong."
        whole = all(each.state is not State.NOT_LOOKED_AT for each in self.findings)
        return "Nothing is wrong." if whole else "Nothing is wrong in what was looked at."

    def as_mapping(self) -> Mapping[str, object]:
        """Return the examination for a program to read."""
        return {
            "record": self.record,
            "sound": self.sound,
            "findings": [each.as_mapping() for each in self.findings],
        }
