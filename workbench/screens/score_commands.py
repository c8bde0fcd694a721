"""The commands of the Score screen."""

from typing import Final

from workbench.commands import (
    EVERYWHERE,
    STEP_COMMANDS,
    Command,
    CommandClass,
    First,
    KeepTyped,
    Last,
)


class Met(Command):
    """Answer: the record shows it. Saved at once, and on to the next question."""

    keys = ("y",)
    footer = "Met"


class NotMet(Command):
    """Answer: it should have been done and was not. A critical question then needs a note."""

    keys = ("n",)
    footer = "Not met"


class PartlyMet(Command):
    """Answer: it was done in part. It does not count as met in the strict rate."""

    keys = ("p",)
    footer = "Partly"


class NotEvidenced(Command):
    """Answer: the record does not show whether it was done. It stays in the rate."""

    keys = ("i",)
    footer = "Not evidenced"


class NotApplicable(Command):
    """Answer: the question does not arise in this case. Refused where the rule says it does."""

    keys = ("x",)
    footer = "N/A"


class AnswerByTime(Command):
    """Type the time that this question asks about: it is kept, and the standard answers."""

    keys = ("m",)
    footer = "Time"
    title = "Answer by a time"


class KeepTheirs(Command):
    """Keep what the other person saved. Yours is told in the history; your note stays a draft."""

    keys = ("a",)
    footer = "Keep theirs"


class PutMine(Command):
    """Put your answer in the place of what the other person saved. The history keeps both."""

    keys = ("b",)
    footer = "Put yours"
    title = "Put yours in its place"


class ShowNotes(Command):
    """Show or hide the notes beside the two answers."""

    keys = ("v",)
    footer = "Notes"
    title = "Show the notes of both"


class OpenAnyway(Command):
    """Open the case that was passed over because somebody else has it open now."""

    keys = ("O",)
    footer = "Open anyway"
    title = "Open what another has open"


class TakeBack(Command):
    """Take the answer to this question back: it is open again."""

    keys = ("-",)
    title = "Take the answer back"


class WriteNote(Command):
    """Write a note beside the answer, or change it."""

    keys = ("e",)
    footer = "Note"


class ComeBack(Command):
    """Flag this question to come back to, or take the flag away."""

    keys = ("f",)
    footer = "Flag"
    title = "Flag to come back to"


class GoodPractice(Command):
    """Mark what was found here as good practice, or take the mark away."""

    keys = ("+",)
    title = "Mark as good practice"


class Urgent(Command):
    """Record an urgent matter of safeguarding in this case: who was told, and when."""

    keys = ("U",)
    footer = "Urgent"
    title = "Urgent safeguarding"


class NextUnscored(Command):
    """Go to the next open question, here or in a later case; a complete case is finished first."""

    keys = ("enter",)
    footer = "Next open"
    title = "Next open question"


class GuidanceAtHand(Command):
    """Show or hide what counts as which answer, and where to look."""

    keys = ("space",)
    footer = "Guidance"
    title = "Guidance"


class CaseText(Command):
    """Show or hide the facts and the text of the case; they can stay open while you answer."""

    keys = ("t",)
    footer = "Case"
    title = "Facts and text of the case"


class Undo(Command):
    """Take back your last change, and go to it."""

    keys = ("u", "ctrl+z")
    footer = "Undo"


class Redo(Command):
    """Make the change again that was taken back, and go to it."""

    keys = ("ctrl+y",)


class NextCase(Command):
    """Go to the next case, at its first open question."""

    keys = ("]",)
    footer = "Next case"


class PreviousCase(Command):
    """Go to the case before, at its first open question."""

    keys = ("[",)


class NextFlagged(Command):
    """Go to the next question that was flagged to come back to."""

    keys = ("comma",)


class FindQuestion(Command):
    """Jump to a question: type its id, or its number in the list."""

    keys = ("/",)
    title = "Jump to a question"


class FindCase(Command):
    """Go to a case: type its number, or its reference."""

    keys = ("c",)
    title = "Go to a case"


class CopyReference(Command):
    """Copy the reference of the case to the clipboard of your terminal."""

    keys = ("Y",)
    title = "Copy the reference"


class TryAgain(Command):
    """Try again to save what could not be saved."""

    keys = ("r",)
    footer = "Try again"


class NextQuestion(Command):
    """Go to the next question of the list."""

    keys = ("j",)


class PreviousQuestion(Command):
    """Go to the question before in the list."""

    keys = ("k",)


class LineDown(Command):
    """Scroll what is open down a line; where the questions are in view, go to the next one."""

    keys = ("down",)


class LineUp(Command):
    """Scroll what is open up a line; where the questions are in view, go to the one before."""

    keys = ("up",)


class PageDown(Command):
    """Scroll the text of the case, or the guidance, down a page."""

    keys = ("pagedown",)
    footer = "Scroll"
    while_typing = True


class PageUp(Command):
    """Scroll the text of the case, or the guidance, up a page."""

    keys = ("pageup",)
    while_typing = True


ANSWERS: Final[tuple[CommandClass, ...]] = (
    Met,
    NotMet,
    PartlyMet,
    NotEvidenced,
    NotApplicable,
)

SCORE_COMMANDS: Final[tuple[CommandClass, ...]] = (
    TryAgain,
    KeepTheirs,
    PutMine,
    ShowNotes,
    OpenAnyway,
    *ANSWERS,
    PageDown,
    AnswerByTime,
    KeepTyped,
    WriteNote,
    ComeBack,
    NextUnscored,
    GuidanceAtHand,
    CaseText,
    Undo,
    NextCase,
    PreviousCase,
    NextFlagged,
    FindQuestion,
    FindCase,
    Urgent,
    GoodPractice,
    TakeBack,
    Redo,
    CopyReference,
    PageUp,
    NextQuestion,
    PreviousQuestion,
    LineDown,
    LineUp,
    First,
    Last,
    *STEP_COMMANDS,
    *EVERYWHERE,
)
