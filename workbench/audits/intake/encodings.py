"""Which encoding a text file is in, found by reading every byte of it once.

A mark at the start (BOM) decides; else the bytes are UTF-8 if all of them can be; else, if no
part of them is UTF-8, they are Windows-1252, and the reader is told. A UTF-8 file with a few
stray bytes is not taken for something else: each line that cannot be read is a fault.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from workbench.audits.intake.faults import FaultCode, FaultLog, Place

CHUNK_BYTES: Final = 1 << 20
LONGEST_LINE_CHUNKS: Final = 16
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF_8_SEQUENCE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
UNREADABLE: Final = re.compile("[\udc80-\udcff\x00]")
UNREADABLE_WIDE: Final = re.compile("[\ufffd\x00]")
NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
NEIGHBOURS: Final = 12
EXAMPLES: Final = 8


@dataclass(frozen=True, slots=True)
class Scan:
    """What one reading of all the bytes found.

    Attributes:
        encoding: A name Python knows.
        sha256: Of the file, in lower-case hexadecimal.
        line_feeds: How many there are, which is about how many lines.
        unreadable: The lines that were reported, and must not be looked at again.
        notices: What a person should know about the choice.
    """

    encoding: str
    sha256: str
    line_feeds: int
    unreadable: frozenset[int] = frozenset()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bytes:
    sha256: str
    line_feeds: int
    clean: bool


def scan(path: Path, *, encoding: str | None, log: FaultLog) -> Scan:
    """Read the whole file once and decide how its bytes become text.

    Args:
        path: A file that is known not to be a workbook.
        encoding: What the user said it is; decides, if there is such an encoding.
        log: Takes a fault for each line that cannot be read.

    Raises:
        IntakeFaults: There is no such encoding, or a line is too long to be one.
    """
    declared = _known(encoding, log) if encoding else _marked(path)
    found = _read_through(path, declared or "utf-8", log)
    if found.clean:
        return Scan(declared or "utf-8", found.sha256, found.line_feeds)
    chosen = declared or ("utf-8" if _is_partly_utf_8(path) else "cp1252")
    unreadable, characters = _read_lines(path, chosen, log)
    return Scan(
        encoding=chosen,
        sha256=found.sha256,
        line_feeds=found.line_feeds,
        unreadable=frozenset(unreadable),
        notices=() if declared or chosen == "utf-8" else (_windows_notice(characters),),
    )


def is_wide(encoding: str) -> bool:
    """Return whether the encoding spends two bytes or more on every character."""
    return encoding.startswith(("utf-16", "utf-32"))


def _known(encoding: str, log: FaultLog) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, UnicodeError):
        raise log.refuse(
            FaultCode.ENCODING,
            f'there is no encoding named "{encoding}"',
            "Use --encoding utf-8, cp1252 or utf-16, or leave it out.",
        ) from None
    return "utf-8-sig" if name == "utf-8" else name


def _marked(path: Path) -> str | None:
    with path.open("rb") as file:
        start = file.read(4)
    return next((encoding for mark, encoding in MARKS if start.startswith(mark)), None)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _read_through(path: Path, encoding: str, log: FaultLog) -> _Bytes:
    digest, line_feeds, clean, endless = sha256(), 0, True, 0
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in _chunks(path):
        digest.update(chunk)
        line_feeds += chunk.count(b"\n")
        clean = clean and _decodes(decoder, chunk)
        endless = 0 if b"\n" in chunk or b"\r" in chunk else endless + 1
        if endless > LONGEST_LINE_CHUNKS:
            raise log.refuse(
                FaultCode.LONG_VALUE,
                f"a line is longer than {LONGEST_LINE_CHUNKS} MB",
                "This is not a list with one case on a line. Export it again as CSV.",
            )
    return _Bytes(digest.hexdigest(), line_feeds, clean and _decodes(decoder, b"", final=True))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        return "\0" not in decoder.decode(chunk, final)
    except UnicodeError:
        return False


def _is_partly_utf_8(path: Path) -> bool:
    with path.open("rb") as file:
        return any(UTF_8_SEQUENCE.search(line) for line in file)


def _read_lines(path: Path, encoding: str, log: FaultLog) -> tuple[list[int], Counter[str]]:
    wide = is_wide(encoding)
    bad = UNREADABLE_WIDE if wide else UNREADABLE
    unreadable: list[int] = []
    characters: Counter[str] = Counter()
    for number, line in enumerate(_lines(path, encoding, log), start=1):
        if line.isascii() and "\0" not in line:
            continue
        characters.update(NOT_ASCII.findall(line))
        if found := bad.search(line):
            unreadable.append(number)
            _report(line, found.start(), encoding, Place(line=number), log)
    return unreadable, characters


def _lines(path: Path, encoding: str, log: FaultLog) -> Iterator[str]:
    errors = "replace" if is_wide(encoding) else "surrogateescape"
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as lines:
            yield from lines
    except UnicodeError as error:
        raise log.refuse(
            FaultCode.ENCODING,
            f"the file is not {_spoken(encoding)} throughout",
            "Name another encoding; UTF-16 without a mark is utf-16-le or utf-16-be.",
        ) from error


def _report(line: str, at: int, encoding: str, place: Place, log: FaultLog) -> None:
    excerpt = _excerpt(line, at)
    if line[at] == "\0":
        log.add(
            FaultCode.NUL,
            "a NUL byte stands in this line",
            "Export the list again; a UTF-16 file without a mark needs --encoding utf-16-le.",
            at=place,
            value=excerpt,
        )
        return
    log.add(
        FaultCode.UNDECODABLE,
        f"a byte of this line is not {_spoken(encoding)}",
        "Correct the character, or name the encoding of the whole file: --encoding cp1252.",
        at=place,
        value=excerpt,
    )


def _excerpt(line: str, at: int) -> str:
    near = line[max(0, at - NEIGHBOURS) : at + NEIGHBOURS].strip("\r\n")
    return "".join(
        f"\\x{ord(character) - 0xDC00:02x}" if "\udc80" <= character <= "\udcff" else character
        for character in near
    )


def _spoken(encoding: str) -> str:
    return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}.get(
        encoding, encoding.upper()
    )


def _windows_notice(characters: Counter[str]) -> str:
    readable = [c for c, _ in characters.most_common() if not UNREADABLE.match(c)]
    count = sum(characters[c] for c in readable)
    examples = " ".join(readable[:EXAMPLES])
    return (
        f"Read as Windows-1252; {count} characters differ from UTF-8: {examples}. "
        "If they look wrong, name the encoding with --encoding."
    )
