"""Text made safe for a cell: it stays text, it can be read back, and nothing vanishes unseen.

A workbook cannot hold control characters, lone surrogates or more than 32,767 characters in a
cell, and libraries drop, cut or refuse them silently. Here each leaves a mark a reader can see.
"""

import re
from typing import Final

MOST_UNITS: Final = 32_767
"""The most a cell holds, in UTF-16 code units (ECMA-376, Part 1, 18.3; Excel's own limit)."""

_CARRIAGE_RETURNS: Final = re.compile(r"\r\n?")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UNENCODABLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL_PICTURES: Final = 0x2400


def visible(text: str) -> str:
    r"""Return the text as a cell can hold it.

    Line ends become line feeds; control characters become their pictures (NUL is shown as the
    sign U+2400); code points that cannot be encoded are shown as `\ud800`; text over the limit is
    cut, and says at its end how much was cut.
    """
    unified = _CARRIAGE_RETURNS.sub("\n", text)
    pictured = _CONTROLS.sub(lambda found: chr(_CONTROL_PICTURES + ord(found[0])), unified)
    return _cut(_UNENCODABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", pictured))


def stored_form(text: str) -> str:
    """Return the text as the file must spell it so that a reader sees `_x0041_`, not `A`.

    Spreadsheets read `_xHHHH_` in a string as one character (ECMA-376, Part 1, 22.9.2.19), so an
    underscore that would begin one is itself spelt that way.
    """
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def _cut(text: str) -> str:
    if _units(text) <= MOST_UNITS:
        return text
    mark = f" … [cut here: the whole text has {len(text):,} characters]"
    kept = text.encode("utf-16-le")[: 2 * (MOST_UNITS - len(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
