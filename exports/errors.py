"""The one error of the exports: a file that cannot be written or read, and what to do about it."""


class ExportError(Exception):
    """A file that cannot leave or come back: says what was wrong and how to mend it.

    Attributes:
        problem: What was wrong, naming the file.
        remedy: What to do about it.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}. {self.remedy}"
