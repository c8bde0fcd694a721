"""Agreement in plain text: a line for each question, and a sentence where kappa misleads."""

from tests.exports.agreements import PARADOX, PLAIN, line_of_table, read_twice
from workbench.audits.second_readings.agreeing import agreement_lines
from workbench.cli.agreement_printing import say_agreement


def test_every_figure_has_its_limits_and_the_paradox_its_sentence(capsys):
    say_agreement((line_of_table("SUP-01", PARADOX), line_of_table("SUP-02", PLAIN, settled=True)))
    said = capsys.readouterr().out
    heading, *_ = (line for line in said.splitlines() if line)
    assert "agree, met or not" in heading
    first = next(line for line in said.splitlines() if line.startswith("SUP-01 "))
    for words in ("125", "94.4% (88.9 to 97.3)", "0.94 (0.90 to 0.99)", "-0.02 (-0.05 to 0.00)"):
        assert words in first
    second = next(line for line in said.splitlines() if line.startswith("SUP-02 "))
    assert second.split()[:5] == ["SUP-02", "100", "40", "40", "100"]
    assert "SUP-01: Kappa is only -0.02 although the readers agree on 94.4%" in said
    assert "SUP-02: " not in said


def test_a_sentence_that_holds_of_several_questions_is_printed_once(capsys):
    say_agreement([line_of_table(name, PARADOX) for name in ("SUP-01", "SUP-02", "SUP-03")])
    (told,) = (line for line in capsys.readouterr().out.splitlines() if "Kappa" in line)
    assert told.startswith("SUP-01, SUP-02, SUP-03: Kappa is only -0.02 although")


def test_the_cases_read_twice_and_those_compared_are_two_columns(capsys):
    by_lot = read_twice("SUP-01", PLAIN)
    chosen = read_twice("SUP-01", ((0, 4), (0, 0)), at_random=False)
    say_agreement(agreement_lines([*by_lot, *chosen]))
    heading, line, _, told = capsys.readouterr().out.strip().splitlines()[:4]
    assert heading.split()[:6] == ["question", "read", "twice", "differ", "settled", "compared"]
    assert line.split()[:5] == ["SUP-01", "104", "44", "0", "100"]
    assert told.startswith("compared: of those read twice, the cases drawn by lot")


def test_where_nothing_was_read_twice_nothing_is_printed(capsys):
    say_agreement(())
    assert capsys.readouterr().out == ""
