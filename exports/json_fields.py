"""Values taken out of a JSON file one key at a time, each of the kind that was expected."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from exports.errors import ExportError

_REMEDY: Final = "Ask for the file again from where it was made; do not mend it by hand."


def read_json_object(path: Path) -> "Fields":
    """Read a file that holds one JSON object.

    Raises:
        ExportError: The file cannot be read, is not JSON, or repeats a key.
    """
    try:
        read = json.loads(path.read_text("utf-8-sig"), object_pairs_hook=_without_repeats)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be read: {error.strerror or error}", "Check the name of the file."
        ) from error
    except ValueError as error:
        raise ExportError(f"{path} is not JSON: {_why(error)}", _REMEDY) from error
    return fields_of(read, where=path.name)


def _why(error: ValueError) -> str:
    """Return why a text is not JSON, without what a library calls it."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, json.JSONDecodeError):
        return f"it cannot be read on from line {error.lineno}, character {error.colno}"
    return str(error)


def fields_of(value: object, *, where: str) -> "Fields":
    """Take a value that should be an object.

    Raises:
        ExportError: It is something else.
    """
    if not isinstance(value, dict):
        raise ExportError(f"{where} should be an object, not {_shown(value)}", _REMEDY)
    return Fields(where, value)


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one object, and where it stands, so that a fault can say so."""

    where: str
    values: Mapping[str, object]

    def require(self, keys: Iterable[str]) -> None:
        """Refuse an object that lacks any of the keys, naming all that it lacks.

        Raises:
            ExportError: A key is missing.
        """
        missing = [key for key in keys if key not in self.values]
        if missing:
            raise ExportError(f"{self.where} has no {', '.join(missing)}", _REMEDY)

    def text(self, key: str) -> str:
        """Return text."""
        value = self._value(key)
        return value if isinstance(value, str) else self.refuse(key, "text")

    def count(self, key: str) -> int:
        """Return a whole number of 0 or more."""
        value = self._value(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        return self.refuse(key, "a whole number")

    def inner(self, key: str) -> "Fields":
        """Return the object under a key."""
        return fields_of(self._value(key), where=f"{self.where}, {key},")

    def rows(self, key: str) -> tuple["Fields", ...]:
        """Return the objects of the list under a key, each with its place counted from 1."""
        value = self._value(key)
        rows = value if isinstance(value, list) else self.refuse(key, "a list")
        return tuple(
            fields_of(row, where=f"{self.where}, {key} {at},") for at, row in enumerate(rows, 1)
        )

    def refuse(self, key: str, expected: str) -> NoReturn:
        """Say that the value of a key is not what was expected.

        Raises:
            ExportError: Always.
        """
        shown = _shown(self.values.get(key))
        raise ExportError(f"{self.where} {key} should be {expected}, not {shown}", _REMEDY)

    def _value(self, key: str) -> object:
        self.require((key,))
        return self.values[key]


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is given twice in one object")
    return found


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]
