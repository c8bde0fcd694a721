"""Agreement in plain text: a line for each question, and a sentence where kappa misleads."""

from tests.exports.agreements import PARADOX, PLAIN, line_of_table
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
    assert second.split()[-2:] == ["40", "40"]
    assert "SUP-01: Kappa is only -0.02 although the readers agree on 94.4%" in said
    assert "SUP-02: " not in said


def test_where_nothing_was_read_twice_nothing_is_printed(capsys):
    say_agreement(())
    assert capsys.readouterr().out == ""
