from datetime import date
from hashlib import sha256

import pytest
import yaml

from checklists import parsing
from checklists.answers import Answer
from checklists.faults import ChecklistFaults
from checklists.questions import Change, Guidance
from checklists.reading import parse_checklist, read_checklist
from checklists.rules import AllOf, Always, AnyOf, FieldIs, Not, QuestionIs


def faults_of(text):
    with pytest.raises(ChecklistFaults) as caught:
        parse_checklist(text, name="ex.yaml")
    return caught.value.faults


def line_of(text, part):
    """Return the number of the first line that holds a text."""
    return text[: text.index(part)].count("\n") + 1


class TestAChecklistThatIsRight:
    def test_is_read_whole(self, example):
        assert (example.id, example.title, example.stage) == ("EX", "An example", "investigation")
        assert example.effective_from == date(2022, 3, 29)
        assert example.fields["status"] == "the case is {open|closed}"
        first = example.question("EX-01")
        assert first.guidance == Guidance(
            "There is one.", "There is none.", "There is half of one."
        )
        assert (first.critical, first.traces, first.evidence) == (True, ("R4a",), "The log")
        assert example.question("EX-04").traces == ("R5a",)
        assert not example.question("EX-04").critical
        assert example.indicators[0].requires[1].accepts == (Answer.MET, Answer.PARTLY_MET)

    def test_has_its_rules_as_they_are_written(self, example):
        parent = QuestionIs("EX-01", (Answer.MET, Answer.PARTLY_MET))
        assert [question.applies_when for question in example.questions] == [
            Always(),
            parent,
            AllOf((parent, FieldIs("suspect", ("yes",), ("yes", "no")))),
            FieldIs("status", ("closed",), ("open", "closed")),
        ]

    def test_may_say_any_and_not(self, example_text):
        text = example_text.replace(
            "applies_when: {field: status, is: closed}",
            "applies_when: {any: [{field: suspect, is: no}, {not: {question: EX-01, is: met}}]}",
        )
        assert parse_checklist(text, name="").question("EX-04").applies_when == AnyOf(
            (FieldIs("suspect", ("no",)), Not(QuestionIs("EX-01", (Answer.MET,))))
        )

    def test_keeps_its_source_and_fingerprint(self, example, example_text):
        assert example.source == example_text
        assert example.sha256 == sha256(example_text.encode()).hexdigest()

    def test_is_the_same_with_windows_line_ends_and_a_byte_order_mark(
        self, example, example_text, tmp_path
    ):
        path = tmp_path / "ex.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + example_text.replace("\n", "\r\n").encode())
        assert read_checklist(path) == example

    def test_may_say_since_when_a_question_reads_otherwise(self, example_text):
        text = example_text.replace(
            "    text: Is it early?\n",
            '    text: Is it early?\n    changed_since: {version: "1.0", same_meaning: yes}\n',
        )
        changed = parse_checklist(text, name="").question("EX-02").changed_since
        assert changed == Change("1.0", same_meaning=True)


class TestTheGuessesOfYaml:
    """Where YAML 1.1 would make a truth value, a number or a date of a word."""

    @pytest.mark.parametrize("word", ["yes", "no", "on", "off", "null", "1.10", "012", "1e3", "~"])
    def test_a_word_stays_the_word_that_is_written(self, example_text, word):
        text = example_text.replace("stage: investigation", f"stage: {word}")
        assert parse_checklist(text, name="").stage == word

    def test_a_version_keeps_its_last_nought(self, example):
        assert example.version == "1.10"

    def test_field_values_yes_and_no_need_no_quotes(self, example):
        assert example.question("EX-03").applies_when.parts[1].values == ("yes",)

    def test_an_answer_may_not_be_yes(self, example_text):
        (fault,) = faults_of(example_text.replace("is: met}", "is: yes}"))
        assert fault.problem == "requirement 1 of indicator EX-GOOD: `yes` is not an answer"


BREAKS = [
    pytest.param("stage: inv", "stge: inv", "has an unknown key `stge`", id="unknown key"),
    pytest.param("title: An example", "", "has no `title`", id="missing key"),
    pytest.param("title: An example", "title:", "`title` is empty", id="empty text"),
    pytest.param("title: An example", "title: [a]", "`title` is not text", id="not text"),
    pytest.param("title: An", "id: Y\ntitle: An", "`id` stands twice here, first", id="key twice"),
    pytest.param("id: EX\n", "id: ex\n", "`ex` is not an id for a checklist", id="small letters"),
    pytest.param("2022-03-29", "29/03/2022", "`29/03/2022` is not a date", id="date order"),
    pytest.param("2022-03-29", "2022-02-30", "`2022-02-30` is not a date", id="no such day"),
    pytest.param("id: EX-04", "id: EX-02", "the id EX-02 is taken in line", id="id twice"),
    pytest.param("id: EX-04", "id: SUP-04", "`SUP-04` is not an id", id="another's id"),
    pytest.param("id: EX-04", "id: EX-four", "`EX-four` is not an id", id="id without number"),
    pytest.param("is: [met, partly_met]}", "is: [met, part]}", "`part` is not", id="bad answer"),
    pytest.param("question: EX-01,", "question: EX-09,", "no such question", id="unknown question"),
    pytest.param(
        "question: EX-01,", "question: EX-03,", "not asked before it", id="later question"
    ),
    pytest.param("question: EX-01,", "question: EX-02,", "not asked before it", id="itself"),
    pytest.param("field: suspect", "field: suspekt", "is not declared", id="undeclared field"),
    pytest.param("is: closed}", "is: close}", "is `close`, which it never is", id="unknown value"),
    pytest.param("is: closed}", "iz: closed}", "unknown key `iz`", id="unknown key in rule"),
    pytest.param(
        "{field: status, is: closed}", "sometimes", "question EX-04 is not a rule", id="no rule"
    ),
    pytest.param("{field: status, is: closed}", "{none: x}", "is not a rule", id="unknown form"),
    pytest.param("{field: status, is: closed}", "{all: [always]}", "fewer than two", id="all of 1"),
    pytest.param("traces: R5a", "traces: R9", "has no `R9`", id="unknown trace"),
    pytest.param("traces: R5a", "traces: []", "`traces` is not a list", id="no trace"),
    pytest.param("critical: no", "critical: maybe", "neither yes nor no", id="critical"),
    pytest.param("met: It is.", "mett: It is.", "unknown key `mett`", id="guidance key"),
    pytest.param("{open|closed}", "{open}", "fewer than two values", id="one value"),
    pytest.param("  suspect: there", "  Suspect!: there", "is not a name", id="field name"),
    pytest.param("id: EX-GOOD", "id: GOOD", "not an id for an indicator of EX", id="indicator id"),
    pytest.param("text: Is it early?", "text: *early", "refer to another place", id="alias"),
    pytest.param("text: Is it early?", "text: &a Is it?", "refer to another place", id="anchor"),
    pytest.param("text: Is it early?", "text: !!str x", "meaning of its own", id="tag"),
]


class TestAFileWithAFault:
    @pytest.mark.parametrize(("right", "wrong", "problem"), BREAKS)
    def test_is_refused_with_the_line_of_the_fault(self, example_text, right, wrong, problem):
        at = example_text.index(right)
        text = example_text[:at] + wrong + example_text[at + len(right) :]
        found = [fault for fault in faults_of(text) if problem in fault.problem]
        line = text[:at].count("\n") + 1
        lines = {"has no `title`": 1, "`id` stands twice here, first": 2}
        assert [fault.line for fault in found] == [lines.get(problem, line)]
        assert all(fault.remedy.endswith((".", "?")) for fault in found)

    @pytest.mark.parametrize("key", ["text", "evidence", "traces", "applies_when", "guidance"])
    def test_a_question_that_lacks_something_is_named_with_its_line(self, example_text, key):
        lines = example_text.split("\n")
        start = line_of(example_text, "  - id: EX-04") - 1
        gone = next(i for i in range(start, len(lines)) if lines[i].startswith(f"    {key}:"))
        below = 3 if key == "guidance" else 1
        del lines[gone : gone + below]
        found = faults_of("\n".join(lines))
        assert (start + 1, f"question EX-04 has no `{key}`") in [
            (fault.line, fault.problem) for fault in found
        ]

    def test_gets_all_its_faults_at_once_in_the_order_of_the_lines(self, example_text):
        text = example_text.replace("R4a, local", "R4x").replace("2022-03-29", "then")
        text = text.replace("field: status", "field: state").replace("is: met}", "is: fine}")
        found = faults_of(text)
        assert len(found) == 4
        assert [fault.line for fault in found] == sorted(
            line_of(text, part) for part in ("R4x", "then", "field: state", "fine")
        )

    def test_is_told_what_to_do(self, example_text):
        (fault,) = faults_of(example_text.replace("evidence: The log", "evidnce: The log", 1))[1:]
        assert str(fault) == (
            "ex.yaml, line 19: question EX-01 has an unknown key `evidnce`. Is `evidence` meant?"
        )

    def test_an_indicator_with_a_rule_that_cannot_be_read(self, example_text):
        rule = "    applies_when: {question: EX-11, is: met}\n    requires:"
        (fault,) = faults_of(example_text.replace("    requires:", rule))
        assert fault.line == line_of(example_text, "    requires:")
        assert fault.problem == (
            "the rule of indicator EX-GOOD looks at EX-11, and there is no such question"
        )

    def test_an_indicator_over_an_unknown_question(self, example_text):
        text = example_text.replace("- {question: EX-01, is: met}", "- {question: EX-7, is: met}")
        (fault,) = faults_of(text)
        assert fault.line == line_of(text, "EX-7")
        assert "there is no such question" in fault.problem

    def test_a_question_without_keys(self, example_text):
        text = example_text.replace("indicators:", "  - Is it good?\n\nindicators:")
        (fault,) = faults_of(text)
        assert (fault.line, fault.problem) == (
            line_of(text, "Is it good"),
            "number 5 of `questions` has no keys",
        )

    def test_no_questions_at_all(self, example_text):
        text = example_text[: example_text.index("questions:")] + "questions:\n"
        (fault,) = faults_of(text)
        assert (fault.line, fault.problem) == (
            line_of(text, "questions:"),
            "the checklist: `questions` is not a list",
        )


class TestAFileThatIsNotYaml:
    @pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
    def parser(self, request, monkeypatch):
        if not hasattr(yaml, request.param):
            pytest.skip("PyYAML was built without libyaml")
        monkeypatch.setattr(parsing, "_PARSER", getattr(yaml, request.param))

    @pytest.mark.parametrize(
        ("text", "line", "problem"),
        [
            ("id: EX\n\ttitle: x\n", 2, "a tab indents this line"),
            ("id: EX\nfields:\n\ta: x\n", 3, "a tab indents this line"),
            ("id: EX\ntitle: Plan: early\n", 2, "there is a second colon"),
            ("id: EX\n  title: x\n", 2, "there is a second colon"),
            ("id: EX\ntitle: 'x\nstage: y\n", 2, "a quotation begins here"),
            ("id: EX\nfields: [a, b\nstage: y\n", 3, "a bracket is opened and not closed"),
            ("id: EX\ntitle: @x\n", 2, "a text begins with a character that YAML keeps"),
            ("- id: EX\ntitle: x\n", 2, "the lines do not line up"),
            ("fields:\n  - a\n - b\n", 3, "the lines do not line up"),
            ("id: EX\ntitle: a\x07b\n", 2, "there is a character that text cannot hold"),
            ("", 1, "the file is empty"),
            ("# only a comment\n", 1, "the file is empty"),
            ("- EX\n", 1, "the file does not consist of keys"),
            ("id: EX\n---\nid: EY\n", 2, "a second document begins"),
            ("[" * 100_000, 1, "this is nested too deeply"),
        ],
    )
    def test_is_refused_with_the_line(self, text, line, problem):
        found = faults_of(text)
        assert [fault.line for fault in found] == [line]
        assert found[0].problem.startswith(problem)

    def test_a_key_that_is_not_a_word(self):
        found = faults_of("id: EX\n? [a]\n: x\n")
        assert (2, "a key is not a word") in [(fault.line, fault.problem) for fault in found]


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path):
    path = tmp_path / "ex.yaml"
    path.write_bytes(b"id: EX\ntitle: \xe9\n")
    with pytest.raises(ChecklistFaults, match=r"^ex\.yaml, line 2: this is not UTF-8 text"):
        read_checklist(path)
