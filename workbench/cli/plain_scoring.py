"""Scoring line by line: one question printed, one line typed, for screen readers and scripts."""

import sys
from collections.abc import Callable
from typing import Final

import typer

from checklists.answers import Answer
from workbench.audits.reviews.leases import CaseHeld
from workbench.audits.reviews.scoring import Scoring
from workbench.audits.reviews.standing import Change
from workbench.cli.plain_conflicts import settled
from workbench.cli.plain_showing import show
from workbench.errors import WorkbenchError
from workbench.widgets.next_words import place_words

ANSWER_KEYS: Final = {
    "y": Answer.MET,
    "n": Answer.NOT_MET,
    "p": Answer.PARTLY_MET,
    "i": Answer.NOT_EVIDENCED,
    "x": Answer.NOT_APPLICABLE,
}
HELP: Final = """\
y met, n not met, p partly met, i not evidenced, x not applicable, - take the answer back
m TIME  answer by a time, as m 36, where the question is a time against a standard
e TEXT  write a note          f  flag to come back to     g  guidance
+  mark as good practice, or take the mark away
! WHO  urgent safeguarding: record who was told, as ! duty inspector at 09:30
u undo, r redo                .  next open question       ,  next flagged question
j and k  next and previous question        /ID  jump to a question
] and [  next and previous case            #N   go to case N
o  open the case that somebody else has open now
t  the text of the case, where there is one
q  leave; every answer is saved as it is given"""


def score_line_by_line(scoring: Scoring) -> None:
    """Ask question after question until the lines end, `q` is typed, or all is scored."""
    typer.echo(f"{place_words(scoring)}: {scoring.audit.marking}. Type ? for the keys.")
    if not _done(scoring):
        show(scoring, new_case=True)
    while not _done(scoring):
        line = _read()
        if line is None or line.strip() == "q":
            scoring.leave()
            typer.echo("Left. Every answer given is saved.")
            return
        _do(scoring, line.strip())
    typer.echo(f"All {len(scoring.audit.cases)} cases of {place_words(scoring)} are complete.")


def _done(scoring: Scoring) -> bool:
    """Whether all is answered and, where cases are read twice, said to be finished."""
    return scoring.complete and not scoring.to_finish


def _read() -> str | None:
    typer.echo("> ", nl=False)
    line = sys.stdin.readline()
    return line or None


def _do(scoring: Scoring, line: str) -> None:
    before, shown = scoring.case.order, scoring.line
    try:
        moved = _act(scoring, line)
    except CaseHeld as held:
        typer.echo(f"Not done: {held} Type o to open it all the same.")
        return
    except WorkbenchError as error:
        typer.echo(f"Not done: {error}")
        moved = scoring.line != shown  # another person has changed it, and it was read again
    if moved and not scoring.complete:
        show(scoring, new_case=scoring.case.order != before)


def _act(scoring: Scoring, line: str) -> bool:
    """Do what a line asks; True if the question should be shown (again)."""
    if line in ANSWER_KEYS:
        return _answer(scoring, ANSWER_KEYS[line])
    if line[:2] in _WITH_WORDS:
        return _WITH_WORDS[line[:2]](scoring, line[2:])
    if line.startswith("/"):
        scoring.go_to(line[1:])
        return True
    if line.startswith("#"):
        scoring.go_to_case(_number(line[1:]))
        return True
    return _ACTS.get(line, _unknown)(scoring)


def _write_note(scoring: Scoring, text: str) -> bool:
    _keep_note(scoring, text)
    return _go_on(scoring)


def _answer_time(scoring: Scoring, time: str) -> bool:
    question = scoring.line.question.id
    return _saved(scoring, question, _settled(scoring, lambda: scoring.answer_time(time)))


def _answer(scoring: Scoring, answer: Answer) -> bool:
    question = scoring.line.question.id
    return _saved(scoring, question, _settled(scoring, lambda: scoring.answer(answer)))


def _settled(scoring: Scoring, save: Callable[[], Change]) -> Change | None:
    return settled(scoring, save, _read)


def _saved(scoring: Scoring, question: str, change: Change | None) -> bool:
    if change is None:
        return True
    answer = change.new.value
    typer.echo(f"Saved: {question} {answer.words if answer else 'taken back'}.")
    if scoring.line.note_owed and scoring.line.question.id == question:
        return _ask_for_note(scoring)
    return _go_on(scoring)


def _ask_for_note(scoring: Scoring) -> bool:
    """Ask why a critical question is not met; the next line is the note, and nothing else."""
    question = scoring.line.question.id
    while True:
        typer.echo(f"{question} is critical: say why (an empty line leaves the note owed).")
        line = _read()
        text = (line or "").strip().removeprefix("e ").strip()
        if text not in ANSWER_KEYS:
            break
        typer.echo(f"{text!r} is no note: answers wait until this line is given.")
    if text:
        _keep_note(scoring, text)
    else:
        typer.echo("The note is still owed.")
        scoring.next_unscored()
    return _go_on(scoring)


def _keep_note(scoring: Scoring, text: str) -> None:
    """Save a note, and say what it looks to hold that is personal."""
    from workbench.audits.privacy.warnings import warning_of

    question = scoring.place.question
    if _settled(scoring, lambda: scoring.write_note(text)) is None:
        return
    typer.echo("Note saved.")
    desk = scoring.desk
    called, today = f"{question}'s note", desk.clock().date()
    if warning := warning_of(text, today=today, called=called, colleagues=desk.colleagues):
        typer.echo(f"Warning: {warning} To change it: /{question} and then e TEXT.")


def _go_on(scoring: Scoring) -> bool:
    if scoring.case_to_finish:
        case = f"Case {scoring.case.order} of {scoring.sample_size}"
        typer.echo(f"{case} is complete: type . to finish it and go on, u to take back the last.")
    elif scoring.case_complete:
        typer.echo(f"Case {scoring.case.order} of {scoring.sample_size} is complete.")
        scoring.next_unscored()
    return True


def _take_back(scoring: Scoring) -> bool:
    if _settled(scoring, lambda: scoring.answer(None)):
        typer.echo("Taken back.")
    return True


def _flag(scoring: Scoring) -> bool:
    if _settled(scoring, scoring.flag):
        typer.echo("Flagged." if scoring.line.flagged else "No longer flagged.")
    return False


def _undo(scoring: Scoring) -> bool:
    typer.echo("Undone." if scoring.undo() else "There is nothing to undo.")
    return True


def _redo(scoring: Scoring) -> bool:
    typer.echo("Redone." if scoring.redo() else "There is nothing to redo.")
    return True


def _guidance(scoring: Scoring) -> bool:
    question = scoring.line.question
    typer.echo(f"Met: {question.guidance.met}")
    if question.guidance.partly_met:
        typer.echo(f"Partly met: {question.guidance.partly_met}")
    typer.echo(f"Not met: {question.guidance.not_met}")
    typer.echo(f"Evidence: {question.evidence}")
    typer.echo(f"Serves: {', '.join(question.traces)}")
    return False


def _text(scoring: Scoring) -> bool:
    typer.echo(scoring.case_text or "Read this case in the records system; its text is not here.")
    return False


def _next_open(scoring: Scoring) -> bool:
    to_finish = scoring.to_finish
    scoring.go_on()
    if finished := to_finish - scoring.to_finish:
        typer.echo("Finished." if finished == 1 else f"{finished} readings are finished.")
    return True


def _open_anyway(scoring: Scoring) -> bool:
    scoring.open_anyway()
    return True


def _good_practice(scoring: Scoring) -> bool:
    if _settled(scoring, scoring.mark_good_practice):
        marked = scoring.line.good_practice
        typer.echo("Marked as good practice." if marked else "No longer marked as good practice.")
    return False


def _urgent(scoring: Scoring, typed: str) -> bool:
    """Record who was told of an urgent matter; the next line is what was seen, or empty."""
    from workbench.audits.reviews.escalating import escalate
    from workbench.audits.reviews.escalating_by_words import told_when

    told = told_when(scoring.desk, typed)
    typer.echo("What was seen, without names (an empty line leaves it out):")
    saw = (_read() or "").strip()
    desk, audit, place = scoring.desk, scoring.audit, scoring.place
    escalate(desk, audit, place, told=told.who, told_at=told.at, saw=saw, within=told.within)
    typer.echo(f"Recorded: {told.who} was told at {told.at.astimezone():%H:%M}.")
    return False


def _next_flagged(scoring: Scoring) -> bool:
    if not scoring.next_flagged():
        typer.echo("Nothing is flagged.")
    return True


def _moved(move: Callable[[Scoring], None]) -> Callable[[Scoring], bool]:
    def act(scoring: Scoring) -> bool:
        move(scoring)
        return True

    return act


def _keys(_: Scoring) -> bool:
    typer.echo(HELP)
    return False


def _unknown(_: Scoring) -> bool:
    typer.echo("That is not a key here. Type ? for the keys.")
    return False


_WITH_WORDS: Final[dict[str, Callable[[Scoring, str], bool]]] = {
    "! ": _urgent,
    "m ": _answer_time,
    "e ": _write_note,
}
_ACTS: Final[dict[str, Callable[[Scoring], bool]]] = {
    "-": _take_back,
    "f": _flag,
    "+": _good_practice,
    "u": _undo,
    "r": _redo,
    "g": _guidance,
    "t": _text,
    ".": _next_open,
    ",": _next_flagged,
    "j": _moved(lambda scoring: scoring.step(1)),
    "k": _moved(lambda scoring: scoring.step(-1)),
    "]": _moved(lambda scoring: scoring.next_case()),
    "[": _moved(lambda scoring: scoring.previous_case()),
    "o": _open_anyway,
    "?": _keys,
    "": lambda _: True,
}


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise WorkbenchError(f"{text!r} is not the number of a case.", "Type # and a number.")
    return int(text)
