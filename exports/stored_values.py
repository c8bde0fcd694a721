"""Turns a freshly saved workbook into the file that leaves.

The library that makes the workbook stores no value beside a formula, so a reader that does not
calculate shows nothing; it leaves text that is only white space to be dropped by readers; and it
stamps the time into the package, so no two saves are alike. One pass over the package mends all
three: a value beside every formula, all text kept as it is, and parts in a fixed order with a
fixed time.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import BinaryIO, Final
from xml.sax import make_parser
from xml.sax.saxutils import XMLFilterBase, XMLGenerator
from xml.sax.xmlreader import AttributesImpl
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SheetValues = Mapping[str, float | str]

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_READ_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
_OWNER_ONLY: Final = 0o600 << 16
_UNIX: Final = 3


def with_stored_values(
    source: BinaryIO, target: BinaryIO, values: Mapping[str, SheetValues]
) -> None:
    """Copy a workbook package with the values of its formulas, the same bytes every time.

    Args:
        source: The package as it was saved, the value of each formula empty.
        target: Where the finished package goes.
        values: For every sheet, by its path in the package, the values by cell (`B7`).
    """
    with ZipFile(source) as saved, ZipFile(target, "w") as package:
        for name in sorted(saved.namelist(), key=_reading_order):
            part = saved.read(name)
            if name in values:
                part = _with_values(part, values[name])
            package.writestr(_entry(name), part)


class _ValueFilter(XMLFilterBase):
    """Passes a sheet through as it streams, filling the empty value of each formula cell.

    White space in text is marked as meant, because readers drop text that is nothing else.
    """

    def __init__(self, values: SheetValues) -> None:
        super().__init__(make_parser())  # noqa: S317 - reads what this program has just written
        self._values = values
        self._cell = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX names it
        if name == "c":
            self._cell = attrs.get("r", "")
            attrs = _with_type(attrs, self._values.get(self._cell))
        elif name == "t":
            attrs = AttributesImpl({**attrs, "xml:space": "preserve"})
        super().startElement(name, attrs)
        if name == "v" and self._cell in self._values:
            super().characters(_spelt(self._values[self._cell]))


def _with_values(sheet: bytes, values: SheetValues) -> bytes:
    written = BytesIO()
    reader = _ValueFilter(values)
    reader.setContentHandler(XMLGenerator(written, encoding="utf-8", short_empty_elements=True))
    reader.parse(BytesIO(sheet))
    return written.getvalue()


def _with_type(attrs: AttributesImpl, value: float | str | None) -> AttributesImpl:
    return AttributesImpl({**attrs, "t": "str"}) if isinstance(value, str) else attrs


def _spelt(value: float | str) -> str:
    return repr(float(value)) if isinstance(value, float) else str(value)


def _reading_order(name: str) -> tuple[bool, str]:
    """Readers tell the kind of file from its first parts, so those come first."""
    return name not in _READ_FIRST, name


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _OWNER_ONLY
    return entry
