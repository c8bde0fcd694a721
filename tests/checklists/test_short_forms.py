import pytest

from checklists.answers import Answer
from checklists.faults import ChecklistFaults
from checklists.library import find_checklist, library, long_form, own_checklists, short_forms
from checklists.reading import parse_checklist, read_checklist
from checklists.rules import fields_in, in_words
from checklists.scoring import assess
from checklists.settings import Setting, settle
from checklists.versions import may_pool

SHORT = """\
id: MINI
title: Two lists in short
version: "1.0"
effective_from: 2024-01-01
unit_of_audit: crime record
population: all crimes
stage: investigation
short_form_of: [SUP, VCOP]

questions:
  - SUP-01
  - SUP-04
  - VCOP-07

indicators:
  - id: MINI-GOOD
    title: Good
    text: Reviewed, and referred within {support_referral}
    requires:
      - {question: SUP-04, is: met}
    traces: [local]
"""


@pytest.fixture
def mini():
    return parse_checklist(SHORT, name="mini.yaml")


def faults_of(text, folder=None):
    with pytest.raises(ChecklistFaults) as caught:
        parse_checklist(text, name="mini.yaml", folder=folder)
    return caught.value.faults


class TestAShortForm:
    def test_has_the_questions_of_the_longer_lists_unchanged(self, mini):
        assert [question.id for question in mini.questions] == ["SUP-01", "SUP-04", "VCOP-07"]
        for question in mini.questions:
            assert question == library()[question.id.split("-")[0]].question(question.id)

    def test_says_whose_they_are(self, mini):
        assert mini.drawn_from == {"SUP": "1.0", "VCOP": "1.0"}
        assert mini.version == "1.0"

    def test_takes_along_the_parameters_and_fields_that_are_needed_and_no_others(self, mini):
        assert [parameter.id for parameter in mini.parameters] == ["support_referral"]
        assert mini.indicators[0].text == "Reviewed, and referred within 2 working days"
        assert mini.fields == {}

    def test_is_frozen_with_the_questions_in_full(self, mini):
        assert parse_checklist(mini.source, name="frozen.yaml") == mini
        assert "short_form_of" not in mini.source
        assert library()["SUP"].question("SUP-04").evidence in mini.source

    def test_is_scored_like_any_other(self, mini):
        found = assess(mini, {"SUP-01": Answer.NOT_MET, "VCOP-07": Answer.MET}, {})
        assert found.complete
        assert found.state("SUP-04").standing is Answer.NOT_APPLICABLE

    def test_shares_its_answers_with_the_longer_list(self, mini):
        assert may_pool(mini, library()["SUP"], "SUP-04").allowed
        assert may_pool(library()["VCOP"], mini, "VCOP-07").allowed

    def test_goes_by_the_version_of_the_longer_list_and_not_its_own(self):
        short = parse_checklist(SHORT.replace('version: "1.0"', 'version: "7"'), name="mini.yaml")
        text = "    text: Did reviews give meaningful direction?\n"
        changed = (
            '    text: Did they direct?\n    changed_since: {version: "1.0", same_meaning: yes}\n'
        )
        newer = library()["SUP"].source.replace(text, changed).replace('"1.0"\neff', '"2"\neff')
        assert may_pool(short, parse_checklist(newer, name="sup.yaml"), "SUP-04").allowed

    def test_is_held_to_the_forces_standards(self, mini):
        ours = settle(mini, {"support_referral": Setting("1")})
        assert "a referral within 1 working day" in ours.question("VCOP-07").guidance.met
        assert not may_pool(library()["VCOP"], ours, "VCOP-07").allowed

    def test_of_a_list_of_the_force_is_found_in_its_folder(self, tmp_path, example_text):
        (tmp_path / "ex.yaml").write_text(example_text, encoding="utf-8")
        text = SHORT.replace("[SUP, VCOP]", "EX").replace("SUP-01", "EX-01")
        text = text.replace("SUP-04", "EX-03").replace("  - VCOP-07\n", "")
        text = text.replace("{support_referral}", "time")
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        found = read_checklist(tmp_path / "a.yaml")
        assert [question.id for question in found.questions] == ["EX-01", "EX-03"]
        assert found.fields == {"suspect": "there is [a|no] suspect"}
        assert find_checklist("MINI", tmp_path) == own_checklists(tmp_path)["MINI"] == found


class TestAFaultInAShortForm:
    @pytest.mark.parametrize(
        ("right", "wrong", "line", "problem", "remedy"),
        [
            (
                "- VCOP-07",
                "- VCOP-77",
                13,
                "none of SUP, VCOP has a question VCOP-77",
                "Write the id",
            ),
            ("- VCOP-07", "- OUT-01", 13, "none of SUP, VCOP has a question OUT-01", "add its"),
            ("- VCOP-07", "- SUP-04", 13, "SUP-04 stands twice here", "Keep one."),
            ("  - SUP-01\n", "", 11, "SUP-04 depends on SUP-01", "Add SUP-01 above it."),
            ("SUP, VCOP]", "SUP, VCOB]", 8, "there is no checklist VCOB", "There are ASB, BAIL"),
            ("- {question: SUP-04", "- {question: SUP-05", 20, "about SUP-05", "SUP-01, SUP-04"),
            ("{support_referral}", "{referral}", 18, "`{referral}` is no parameter", "meant?"),
            ("stage: investigation", "stage:", 7, "`stage` is empty", "Write its text"),
            ("2024-01-01", "January", 4, "`January` is not a date", "Write year"),
            ("questions:", "fields: {}\nquestions:", 10, "unknown key `fields`", "Known are"),
            ("id: MINI\n", "id: mini\n", 1, "`mini` is not an id", "Write 2 to 12"),
        ],
    )
    def test_is_named_with_its_line(self, right, wrong, line, problem, remedy):
        found = [f for f in faults_of(SHORT.replace(right, wrong, 1)) if problem in f.problem]
        assert [fault.line for fault in found] == [line]
        assert remedy in found[0].remedy

    def test_a_question_of_its_own(self):
        text = SHORT.replace("  - VCOP-07", "  - {id: MINI-01, text: Is it good?}")
        assert (11, "the checklist: `questions` is not a list of words") in [
            (fault.line, fault.problem) for fault in faults_of(text)
        ]

    def test_a_short_form_of_a_short_form(self, tmp_path):
        (tmp_path / "mini.yaml").write_text(SHORT, encoding="utf-8")
        text = SHORT.replace("id: MINI\n", "id: TINY\n").replace("[SUP, VCOP]", "[MINI]")
        found = faults_of(text, tmp_path)
        assert (8, "there is no checklist MINI") in [(f.line, f.problem) for f in found]

    def test_a_name_that_means_two_things(self, tmp_path, example_text):
        (tmp_path / "ex.yaml").write_text(
            example_text.replace("case is", "file is"), encoding="utf-8"
        )
        text = SHORT.replace("[SUP, VCOP]", "[SUP, VCOP, EX]").replace(
            "  - VCOP-07\n", "  - VCOP-07\n  - SUP-10\n  - EX-04\n"
        )
        found = faults_of(text, tmp_path)
        assert [(f.line, f.problem) for f in found] == [
            (8, "`status` means one thing in EX and another in a list before it")
        ]


class TestTheSupervisorsForm:
    def test_comes_with_the_library_and_adds_no_question(self):
        assert list(short_forms()) == ["SEG"]
        assert find_checklist("seg") == short_forms()["SEG"]
        assert "SEG" not in library()

    def test_asks_what_the_monthly_audit_asks(self):
        seg = short_forms()["SEG"]
        assert " ".join(question.id for question in seg.questions) == (
            "PLAN-01 PLAN-04 SUP-01 SUP-02 SUP-03 SUP-04 VCOP-01 VCOP-08 VCOP-09 OUT-02"
        )
        assert len(seg.indicators) == 4

    def test_has_its_rules_in_words(self):
        seg = short_forms()["SEG"]
        assert {name for q in seg.questions for name in fields_in(q.applies_when)} == set(
            seg.fields
        )
        assert in_words(seg.question("OUT-02").applies_when, seg) == (
            "Applies when the outcome type is 14 or 16"
        )

    def test_is_no_long_form(self):
        with pytest.raises(LookupError):
            long_form("SEG")
