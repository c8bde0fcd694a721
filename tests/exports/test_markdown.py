"""The report as one page of Markdown."""

from dataclasses import replace

from exports.markdown import report_markdown
from tests.exports.reports import HEAD, SEED, small_report


def test_the_marking_comes_first_and_last():
    lines = report_markdown(small_report()).splitlines()
    assert lines[0] == lines[-1] == "**OFFICIAL-SENSITIVE**"


def test_each_rate_is_a_row_with_its_interval():
    text = report_markdown(small_report())
    row = next(line for line in text.splitlines() if line.startswith("| PLAN-02"))
    assert "| 6 of 9 | 66.7% | 35.4% to 87.9% | 66.7% ± 30.8 |" in row
    assert "indicative only" in row


def test_no_applicable_case_is_said_in_words():
    row = next(line for line in report_markdown(small_report()).splitlines() if "PLAN-03 |" in line)
    assert "0 of 0 | no applicable case | no applicable case | no applicable case" in row


def test_a_design_that_has_read_too_little_has_no_rate_yet():
    report = small_report()
    line = replace(report.rates[1], rate=None, low=None, high=None)
    text = report_markdown(replace(report, rates=(line,)))
    assert "| 6 of 9 | no rate yet | no rate yet | no rate yet |" in text


def test_seed_and_history_head_can_be_copied():
    text = report_markdown(small_report())
    assert f"`{SEED}`" in text
    assert f"`{HEAD}`" in text


def test_text_cannot_break_the_table_or_become_markup():
    report = replace(small_report(), audit="A | B <script> *x*\n# y")
    assert "# A \\| B \\<script\\> \\*x\\* \\# y" in report_markdown(report)


def test_every_row_of_a_table_has_as_many_cells_as_its_header():
    blocks = report_markdown(small_report()).split("\n\n")
    for block in (block for block in blocks if block.startswith("|")):
        widths = {line.replace("\\|", "").count("|") for line in block.splitlines()}
        assert len(widths) == 1, block
