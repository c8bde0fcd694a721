"""What kind of file it is, by its content: its name may say anything."""

from pathlib import Path
from typing import Final

from exports.whole_files import is_there
from workbench.audits.intake.faults import FaultCode, FaultLog, IntakeFaults

TEXT: Final = "text"
WORKBOOK: Final = "workbook"
SNIFFED_BYTES: Final = 4096
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
MARKS_OF_WIDE_TEXT: Final = (b"\xff\xfe", b"\xfe\xff")
FOREIGN_TO_TEXT: Final = bytes({*range(32)} - {*b"\t\n\r\f\x1a\x1b"})
OTHERS: Final = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed file (gzip)",
    b"PAR1": "a Parquet file",
    b"7z\xbc\xaf": "a compressed file (7z)",
    b"Rar!": "a compressed file (RAR)",
    b"SQLite format 3": "a database",
    b"PK\x05\x06": "an empty zip archive",
}
SAVE_AS: Final = "Save it as CSV or as an Excel workbook (.xlsx), and import that."


def container(path: Path, log: FaultLog, *, surely_text: bool = False) -> str:
    """Return "text" or "workbook".

    Args:
        path: The file.
        log: Takes the fault.
        surely_text: Someone named its encoding, so NUL bytes do not make it anything else.

    Raises:
        IntakeFaults: It is no file, it is empty, or it is something that is not read.
    """
    try:
        start = _start(path)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else _why(error)
        raise log.refuse(FaultCode.NO_FILE, reason, "Check the path.") from error
    if not start:
        raise log.refuse(
            FaultCode.EMPTY_FILE, "the file is empty", "Export the list again, with its header."
        )
    if start.startswith(OLE):
        raise _refuse_ole(path, log)
    for mark, kind in OTHERS.items():
        if start.startswith(mark):
            raise log.refuse(FaultCode.FORMAT, f"this is {kind}", SAVE_AS)
    if start.startswith(ZIP):
        return WORKBOOK
    if not surely_text:
        _refuse_binary(start, log)
    return TEXT


def _start(path: Path) -> bytes:
    if is_there(path) and not path.is_file():
        raise IsADirectoryError
    with path.open("rb") as file:
        return file.read(SNIFFED_BYTES)


def _why(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "this is a folder or a device, not a file"
    return f"the file cannot be opened ({error.strerror or type(error).__name__})"


def _refuse_ole(path: Path, log: FaultLog) -> IntakeFaults:
    if ENCRYPTED_PACKAGE in path.read_bytes():
        return log.refuse(
            FaultCode.ENCRYPTED,
            "the workbook is protected by a password",
            "Open it in Excel, remove the password (File, Info, Protect Workbook), save a copy.",
        )
    return log.refuse(
        FaultCode.FORMAT, "this is a workbook in the old .xls format, or another old file", SAVE_AS
    )


def _refuse_binary(start: bytes, log: FaultLog) -> None:
    """Refuse what is plainly no text; single NUL bytes are faults of their lines."""
    foreign = len(start) - len(start.translate(None, FOREIGN_TO_TEXT))
    if foreign > max(2, len(start) / 20) and not start.startswith(MARKS_OF_WIDE_TEXT):
        raise log.refuse(
            FaultCode.FORMAT,
            "this is not text: much of it is NUL bytes and control characters",
            f"{SAVE_AS} For UTF-16 text without a mark give --encoding utf-16-le.",
        )
