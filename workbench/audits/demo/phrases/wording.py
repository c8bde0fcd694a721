"""How the phrases of a question are written down."""

from collections.abc import Mapping
from typing import Final

from checklists.answers import Answer

Phrases = Mapping[str, Mapping[Answer, tuple[str, ...]]]
"""By question id and answer: the wordings, one of which is chosen."""

SILENCE: Final = ""


def told(
    *,
    met: tuple[str, ...],
    not_met: tuple[str, ...],
    partly: tuple[str, ...] = (),
    unseen: tuple[str, ...] = (),
) -> Mapping[Answer, tuple[str, ...]]:
    """Return the wordings of one question; `unseen` is for not evidenced."""
    wordings = {
        Answer.MET: met,
        Answer.PARTLY_MET: partly,
        Answer.NOT_MET: not_met,
        Answer.NOT_EVIDENCED: unseen,
    }
    return {answer: texts for answer, texts in wordings.items() if texts}
