"""What can go wrong, as a user is told it: a problem, and a remedy.

WorkbenchError           the input or the use was wrong            exit 2
    Refused              an answer or a step the rules do not allow
    NotSaved             the record could not be written; nothing changed
    RecordUnusable       the record cannot be opened
CheckFailed              a check was made, and failed              exit 1
"""


class WorkbenchError(Exception):
    """A plain message for a person: what was wrong, where, and what to do about it."""

    exit_code = 2

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()


class Refused(WorkbenchError):
    """A step that the rules of the audit do not allow."""


class NotSaved(WorkbenchError):
    """The record could not be written: nothing was changed, and it can be tried again."""


class RecordUnusable(WorkbenchError):
    """The record cannot be opened, or is not one of ours."""


class CheckFailed(WorkbenchError):
    """A check that was asked for was made, and it failed."""

    exit_code = 1
