"""Options of the commands as fields of the forms: what a remedy means on the screen."""

import re
from typing import Final

FIELD_OF_OPTION: Final = {
    "--name": "Name",
    "--profile": "Profile",
    "--ref": "Reference",
    "--date": "Date",
    "--keep": "Keep",
    "--blank": "Blank ref.",
    "--duplicates": "Repeated ref.",
    "--date-format": "Dates",
    "--reason": "Reason",
    "--checklist": "Checklists",
    "--by": "By column",
    "--allocation": "Shared out",
    "--minimum": "At least",
    "--clusters": "Groups",
    "--size": "Cases",
    "--reserve": "In reserve",
    "--seed": "Seed",
    "--sheet": "Sheet",
    "--since": "From",
    "--until": "To",
}


WHOLE_COMMAND: Final = r"workbench [a-z]+(?: (?:'[^']*'|\"[^\"]*\"|[^\s,;.]+(?:\.\w+)?))*"
OPTION: Final = r"--[a-z][a-z-]*"


def form_words(message: str) -> str:
    """Return a message with the names of fields in place of those of options.

    What no form has can be said at the command line alone, and is named in words. A whole command
    stays as it is, to be run as it stands.
    """
    return re.sub(rf"({WHOLE_COMMAND})|{OPTION}", _said, message)


def _said(found: "re.Match[str]") -> str:
    return found.group(1) or _field(found.group())


def _field(option: str) -> str:
    words = option.removeprefix("--").replace("-", " ")
    return FIELD_OF_OPTION.get(option, f"{words} (only at the command line)")
