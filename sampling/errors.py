"""The one error of the arithmetic: a request that has no honest answer.

SamplingError (a ValueError)
    given     what was asked, as it was given
    expected  what would have been right
    hint      what to do about it
"""


class SamplingError(ValueError):
    """A request that cannot be answered: says what was given, what was expected and what to do."""

    def __init__(self, problem: str, *, given: object, expected: str, hint: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.given = given
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem}: given {self.given!r}, expected {self.expected}. {self.hint}"
