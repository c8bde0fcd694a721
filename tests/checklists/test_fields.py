import pytest

from checklists.fields import declared_values, field_in_words, known_value


@pytest.mark.parametrize(
    ("words", "values", "said"),
    [
        ("there is [a|no] victim", ("yes",), "there is a victim"),
        ("there is [a|no] victim", ("no",), "there is no victim"),
        ("the suspect is [not] named", ("yes",), "the suspect is named"),
        ("the suspect is [not] named", ("no",), "the suspect is not named"),
        ("officers [attended|did not attend]", ("no",), "officers did not attend"),
        ("a child lives there", ("yes",), "a child lives there"),
        ("a child lives there", ("no",), "it is not so that a child lives there"),
        ("the case is {open|closed}", ("closed",), "the case is closed"),
        ("the case is {open|closed|filed}", ("closed", "filed"), "the case is closed or filed"),
    ],
)
def test_a_field_is_said_in_the_checklists_words(words, values, said):
    assert field_in_words(words, values) == said


def test_the_values_of_a_field_are_read_from_its_phrase():
    assert declared_values("the contact was by {999|101|digital}") == ("999", "101", "digital")
    assert declared_values("there is [a|no] victim") == ("yes", "no")


@pytest.mark.parametrize("written", ["yes", " YES ", "Y", "true", "True"])
def test_yes_is_recognised_in_its_usual_spellings(written):
    assert known_value("victim", {"victim": written}, among=("yes", "no")) == "yes"


@pytest.mark.parametrize("written", ["", "   ", "unknown", "1", "?"])
def test_a_blank_or_unknown_text_is_unknown_never_no(written):
    assert known_value("victim", {"victim": written}, among=("yes", "no")) is None


def test_a_field_the_population_lacks_is_unknown():
    assert known_value("victim", {}, among=("yes", "no")) is None


def test_other_values_are_compared_without_case_and_outer_space():
    assert known_value("status", {"status": "  Closed"}, among=("open", "closed")) == "closed"
    assert known_value("status", {"status": "y"}, among=("open", "closed")) is None
