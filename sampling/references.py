"""Case references as text: how they are normalised and how a whole list is fingerprinted."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256


def normalise_reference(text: str) -> str:
    """Return the reference as it is compared and hashed: Unicode NFC, outer white space removed.

    References are text, always: `00123`, `21/00012/22` and an 18-digit number pass unchanged.
    """
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text).strip()


HASHED_AT_ONCE = 10_000


def frame_fingerprint(references: Iterable[str]) -> str:
    """Return the SHA-256 of the references in ascending order, each followed by a line feed.

    Answers "is this the same list of cases?" whatever the order of its rows. The order is that
    of the UTF-8 bytes, which for text is the order of its code points.

    Args:
        references: Normalised references; a repeated one counts as often as it stands there.
    """
    digest = sha256()
    ordered = sorted(references)
    for start in range(0, len(ordered), HASHED_AT_ONCE):
        lines = "\n".join((*ordered[start : start + HASHED_AT_ONCE], ""))
        digest.update(lines.encode())
    return digest.hexdigest()
