"""The line on which each case stood, as text, held in four or eight bytes a case."""

from array import array
from collections.abc import Iterable, Sequence
from operator import eq
from typing import overload


class RowNumbers(Sequence[str]):
    """A column of numbers that reads as a column of text."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = array("I", numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(map(str, self._numbers[index]))
        return str(self._numbers[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment] # equal to lists, which have none either
