"""What is wrong with a file of this package: every fault at once, each with its line."""

from dataclasses import dataclass, field
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file: where, what, and how to mend it.

    `place` says what `line` counts: the rows of a sheet have one too.
    """

    file: str
    line: int
    problem: str
    remedy: str
    place: str = "line"

    def __str__(self) -> str:
        return f"{self.file}, {self.place} {self.line}: {self.problem}. {self.remedy}"


class ChecklistFaults(ValueError):
    """A file that cannot be used, with every fault in it, in the order of the lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        each_once = dict.fromkeys(faults)
        self.faults = tuple(sorted(each_once, key=lambda fault: (fault.file, fault.line)))

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


@dataclass(frozen=True, slots=True)
class FaultList:
    """The faults found in one file so far."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, problem: str, remedy: str) -> None:
        """Note a fault.

        Args:
            line: Its line, the first being 1.
            problem: What is wrong, without a full stop.
            remedy: What to do, as a sentence.
        """
        self.found.append(Fault(self.file, line, problem, remedy))

    def refuse(self) -> None:
        """Stop here if there is any fault.

        Raises:
            ChecklistFaults: With all that were found.
        """
        if self.found:
            raise ChecklistFaults(tuple(self.found))

    def stop(self, line: int, problem: str, remedy: str) -> NoReturn:
        """Note a fault after which nothing further can be read, and stop.

        Raises:
            ChecklistFaults: With all that were found.
        """
        self.add(line, problem, remedy)
        raise ChecklistFaults(tuple(self.found))
