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
}


def form_words(message: str) -> str:
    """Return a message with the names of fields in place of those of options.

    An option that no form has stays as it is: the command has it.
    """
    return re.sub(
        r"--[a-z-]+", lambda found: FIELD_OF_OPTION.get(found.group(), found.group()), message
    )
