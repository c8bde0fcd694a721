"""Invented agreements: the two tables of the reference file, and what the awkward ones give."""

from checklists.answers import Answer
from workbench.audits.second_readings.agreeing import ReadTwice, agreement_lines

MET, NOT_MET = Answer.MET, Answer.NOT_MET
PARADOX = ((118, 5), (2, 0))
PLAIN = ((45, 15), (25, 15))


def read_twice(question, table, answers=(MET, NOT_MET), **fields):
    """The pairs of a square table: one row for each answer of the first reader."""
    return [
        ReadTwice(question, first, second, **fields)
        for first, row in zip(answers, table, strict=True)
        for second, count in zip(answers, row, strict=True)
        for _ in range(count)
    ]


def line_of_table(question, table, answers=(MET, NOT_MET), **fields):
    """The agreement on one question."""
    return agreement_lines(read_twice(question, table, answers, **fields))[0]
