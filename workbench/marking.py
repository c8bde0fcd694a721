"""The protective marking that stands on every screen, sheet and page."""

from typing import Final

DEFAULT_MARKING: Final = "OFFICIAL-SENSITIVE"
