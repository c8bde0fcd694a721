"""The version of the program, as it is written into the history and into every export."""

from typing import Final

VERSION: Final = "0.1.0"
