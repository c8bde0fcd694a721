"""A list of cases in words: its facts, its faults, and what the remedies mean on the screen."""

import pytest

from exports.report import Flow, FlowStep
from workbench.audits.intake.faults import Fault, FaultCode, IntakeFaults
from workbench.widgets.facts_text import ListFacts, facts_text
from workbench.widgets.fault_rows import fault_rows, faults_heading, kinds_words
from workbench.widgets.option_words import form_words

FACTS = ListFacts(
    flow=Flow(765, (FlowStep("blank reference", 50), FlowStep("repeated", 10)), (), 705),
    kept=("month", "outcome"),
    dropped=("Victim Name", "Location"),
    fingerprint="ab" * 32,
    notices=("Dates were read day first.",),
)
FAULT = Fault(
    code=FaultCode.BLANK_REFERENCE,
    file="crimes.csv",
    line=79,
    record=78,
    column="Crime No",
    value="",
    problem="empty reference",
    remedy="Fill it in, or leave such rows out with --blank reject.",
)


def test_the_flow_adds_up_in_one_line_and_each_reason_has_its_own() -> None:
    lines = facts_text(FACTS, 80).splitlines()
    assert "765 received, 60 rejected, 0 excluded, 705 eligible" in lines[0]
    assert lines[1].strip() == "rejected 50: blank reference"
    assert lines[2].strip() == "rejected 10: repeated"


def test_dropped_columns_are_named_and_said_never_to_be_stored() -> None:
    assert "Victim Name, Location (never stored)" in facts_text(FACTS, 80)


def test_the_whole_fingerprint_and_every_notice_are_there() -> None:
    said = facts_text(FACTS, 78)
    assert "ab" * 32 in said
    assert "Dates were read day first." in said


def test_facts_fit_their_width() -> None:
    assert max(map(len, facts_text(FACTS, 78).splitlines())) <= 78


def test_a_fault_has_its_line_column_and_problem_and_below_them_its_remedy() -> None:
    fault, remedy = fault_rows([FAULT], 78)
    assert fault.text.startswith('line 79, "Crime No" - empty reference')
    assert remedy.text.strip() == "Fill it in, or leave such rows out with Blank ref. reject."
    assert remedy.key is None


def test_a_fault_shows_the_value_that_was_wrong() -> None:
    fault = Fault(FaultCode.MARKER, "a.csv", 3, 2, "DA", "maybe", "no marker", "Use yes or no.")
    assert "has 'maybe'" in fault_rows([fault], 78)[0].text


def test_a_fault_of_the_whole_list_needs_no_line() -> None:
    fault = Fault(FaultCode.NO_ROWS, "a.csv", None, None, None, "", "no row", "Export it again.")
    assert fault_rows([fault], 78)[0].text.startswith("the list - no row")


def test_options_of_the_command_are_named_as_fields_of_the_form() -> None:
    assert form_words("Use --date-format day-first.") == "Use Dates day-first."
    whole = "Register them: workbench people add 'Di Fry' --team T.x --known-as K."
    assert form_words(whole) == whole
    assert form_words("See workbench plan, or give --size 9.") == (
        "See workbench plan, or give Cases 9."
    )
    assert form_words("Give --encoding cp1252.") == (
        "Give encoding (only at the command line) cp1252."
    )


def test_the_heading_counts_all_faults_by_kind_listed_or_not() -> None:
    one = IntakeFaults([FAULT], {FAULT.code: 1})
    assert faults_heading(one) == "1 fault: nothing was imported."
    many = IntakeFaults([FAULT], {FaultCode.BLANK_REFERENCE: 26, FaultCode.REPEATED_REFERENCE: 112})
    heading = faults_heading(many)
    assert "138 faults: nothing was imported." in heading
    assert "112 repeated references, 26 empty references" in heading
    assert "The first 1 are listed." in heading


@pytest.mark.parametrize("code", FaultCode)
def test_every_kind_of_fault_can_be_counted_in_words(code: FaultCode) -> None:
    words = kinds_words({code: 2})
    assert words == words.lower() or "NUL" in words
    assert "_" not in words
