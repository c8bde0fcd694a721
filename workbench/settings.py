"""Settings: the few choices that are remembered between sittings, in one small file."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = "WORKBENCH_SETTINGS"
ASCII_ENVIRONMENT: Final = "WORKBENCH_ASCII"
DARK, LIGHT = "textual-dark", "textual-light"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered.

    Attributes:
        theme: The theme of the app: DARK or LIGHT.
    """

    theme: str = DARK

    def other_theme(self) -> "Settings":
        """Return the settings with the other theme."""
        return replace(self, theme=LIGHT if self.theme == DARK else DARK)


def settings_path() -> Path:
    """Return where they are kept: as WORKBENCH_SETTINGS says, else the user's own folder."""
    if place := os.environ.get(ENVIRONMENT):
        return Path(place)
    from platformdirs import user_config_path

    return user_config_path("casefile-workbench", appauthor=False) / "settings.json"


def load_settings() -> Settings:
    """Return what was remembered; a file that is missing or cannot be read means the usual."""
    try:
        kept = json.loads(settings_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    theme = kept.get("theme") if isinstance(kept, Mapping) else None
    return Settings(theme=LIGHT) if theme == LIGHT else Settings()


def save_settings(settings: Settings) -> None:
    """Remember the settings; where they cannot be written, they last for this sitting."""
    path = settings_path()
    from exports.errors import ExportError
    from exports.whole_files import private_folder, write_text

    with suppress(OSError, ExportError):
        private_folder(path.parent)
        write_text(path, json.dumps(asdict(settings)) + "\n")


def ascii_only() -> bool:
    """Whether only plain characters are to be drawn: WORKBENCH_ASCII is set and not 0."""
    return os.environ.get(ASCII_ENVIRONMENT, "0") not in {"", "0"}
