from datetime import date

import pytest

from checklists.faults import ChecklistFaults
from checklists.library import find_checklist, library, own_checklists
from checklists.parameters import EarlierValue, Parameter
from checklists.reading import parse_checklist
from checklists.settings import Setting, parse_settings, settle

DECLARED = """
parameters:
  review_interval:
    words: the longest time between reviews
    unit: days
    default: 28
    earlier:
      - {until: 2020-12-31, value: 42}
      - {until: 2022-06-30, value: 35}
  update:
    words: when the victim is told
    unit: working days
    default: 1
  rank:
    words: who reviews
    unit: words
    default: an inspector

fields:"""


@pytest.fixture
def text(example_text):
    asked = "Is it seen by {rank} within {review_interval}, and the victim told in {update}?"
    return (
        example_text.replace("\nfields:", DECLARED, 1)
        .replace("text: Is it early?", f"text: {asked}")
        .replace("met: It was.", 'met: "{update} or less."')
        .replace("There is a plan and", "Within {review_interval} there is a plan and")
    )


@pytest.fixture
def checklist(text):
    return parse_checklist(text, name="ex.yaml")


class TestTheWordsOfAQuestion:
    def test_have_the_values_in_them(self, checklist):
        assert checklist.question("EX-02").text == (
            "Is it seen by an inspector within 28 days, and the victim told in 1 working day?"
        )
        assert checklist.question("EX-04").guidance.met == "1 working day or less."
        assert checklist.indicators[0].text.startswith("Within 28 days there is")

    def test_keep_the_braces_of_a_case_fields_values(self, checklist):
        assert checklist.fields["status"] == "the case is {open|closed}"


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("days", "28", "28 days"),
        ("working days", "1", "1 working day"),
        ("hours", "1.5", "1.5 hours"),
        ("percent", "90", "90 percent"),
        ("words", "three months", "three months"),
    ],
)
def test_a_value_is_said_with_its_unit(unit, value, said):
    assert Parameter("x", "x", unit, value).said == said


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2020, 12, 31), "42"),
        (date(2021, 1, 1), "35"),
        (date(2022, 6, 30), "35"),
        (date(2022, 7, 1), "28"),
        (None, "28"),
    ],
)
def test_the_value_of_a_day_is_the_one_that_held_then(checklist, day, value):
    assert checklist.parameters[0].on(day) == value


class TestASettledChecklist:
    def test_has_the_forces_values_in_its_words(self, checklist):
        settled = settle(checklist, {"review_interval": Setting("21"), "rank": Setting("anybody")})
        assert "by anybody within 21 days" in settled.question("EX-02").text
        assert [p.value for p in settled.parameters] == ["21", "1", "anybody"]
        assert [p.default for p in settled.parameters] == ["28", "1", "an inspector"]

    def test_carries_them_in_the_text_that_is_frozen(self, checklist):
        settled = settle(
            checklist, {"rank": Setting('the "duty" officer: any'), "other": Setting("1")}
        )
        assert settled.source.startswith(checklist.source.rstrip())
        assert settled.source.endswith('settings:\n  rank: "the \\"duty\\" officer: any"\n')
        assert settled.sha256 != checklist.sha256
        assert parse_checklist(settled.source, name="frozen") == settled

    def test_is_the_checklist_itself_where_every_default_holds(self, checklist):
        assert settle(checklist, {}) is checklist
        assert settle(checklist, {"review_interval": Setting("28")}) is checklist

    def test_holds_the_past_to_its_own_standards(self, checklist):
        past = settle(checklist, {}, on=date(2022, 1, 1))
        assert "within 35 days" in past.question("EX-02").text
        ours = Setting("21", (EarlierValue(date(2021, 12, 31), "30"),))
        assert settle(checklist, {"review_interval": ours}, on=date(2021, 5, 1)).parameters[
            0
        ].value == ("30")

    def test_is_not_settled_twice(self, checklist):
        once = settle(checklist, {"review_interval": Setting("21")})
        assert settle(once, {}) is once
        with pytest.raises(ChecklistFaults) as caught:
            settle(once, {"review_interval": Setting("14")})
        line = caught.value.faults[0].line
        assert once.source.split("\n")[line - 1] == "settings:"


BREAKS = [
    ("unit: days", "unit: fortnights", "has the unit `fortnights`"),
    ("default: 28", "default: 28 days", "`28 days` is not a number of days"),
    ("default: 28", "default: 0", "`0` is not a number of days"),
    ("default: 28", "defalt: 28", "unknown key `defalt`"),
    ("  update:", "  Up-date:", "`Up-date` is not a name"),
    ("until: 2020-12-31", "until: then", "`then` is not a date"),
    ("value: 42", "value: long", "`long` is not a number of days"),
    ("{until: 2022-06-30", "{until: 2019-06-30", "not in the order of their days"),
    ("within {review_interval}, and", "within {revue_interval}, and", "`{revue_interval}` is no"),
    ("by {rank}", "by {nobody}", "`{nobody}` is no parameter"),
]


@pytest.mark.parametrize(("right", "wrong", "problem"), BREAKS, ids=[b[1] for b in BREAKS])
def test_a_fault_in_a_parameter_is_named_with_its_line(text, right, wrong, problem):
    at = text.index(right)
    broken = text[:at] + wrong + text[at + len(right) :]
    with pytest.raises(ChecklistFaults) as caught:
        parse_checklist(broken, name="ex.yaml")
    line = text[:at].count("\n") + 1
    lines = {line, text[: text.index("    earlier:")].count("\n") + 1}
    assert lines & {fault.line for fault in caught.value.faults if problem in fault.problem}


def test_a_setting_in_a_checklist_must_name_a_parameter(text):
    with pytest.raises(ChecklistFaults, match=r"no parameter `rang`\. Is `rank` meant\?"):
        parse_checklist(f"{text}\nsettings:\n  rang: x\n", name="ex.yaml")


class TestTheForcesFile:
    @pytest.fixture
    def declared(self, checklist):
        return {parameter.id: parameter for parameter in checklist.parameters}

    def test_gives_a_value_alone_or_with_what_it_was(self, declared):
        found = parse_settings(
            "review_interval: 21\n"
            "update:\n  value: 2\n  earlier:\n    - {until: 2023-03-31, value: 3}\n",
            declared,
            name="parameters.yaml",
        )
        assert found == {
            "review_interval": Setting("21"),
            "update": Setting("2", (EarlierValue(date(2023, 3, 31), "3"),)),
        }

    @pytest.mark.parametrize(
        ("written", "line", "problem"),
        [
            ("update: 1\nreview: 21\n", 2, "there is no parameter `review`"),
            ("review_interval: soon\n", 1, "`soon` is not a number of days"),
            ("update:\n  value: 1 day\n", 2, "`1 day` is not a number of working days"),
            ("update:\n  vlue: 1\n", 2, "unknown key `vlue`"),
            ("update: 1\nupdate: 2\n", 2, "`update` stands twice here"),
            ("update: [1]\n", 1, "`update` is not a block of keys"),
        ],
    )
    def test_is_checked_with_line_numbers(self, declared, written, line, problem):
        with pytest.raises(ChecklistFaults) as caught:
            parse_settings(written, declared, name="parameters.yaml")
        assert line in [f.line for f in caught.value.faults if problem in f.problem]
        assert str(caught.value).startswith("parameters.yaml, line ")

    def test_settles_the_library_and_the_forces_own_checklists(self, tmp_path, text):
        (tmp_path / "ex.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "parameters.yaml").write_text("review_interval: 14\n", encoding="utf-8")
        assert "every 14 days" in find_checklist("SUP", tmp_path).question("SUP-03").text
        assert "within 14 days" in find_checklist("EX", tmp_path).question("EX-02").text
        assert list(own_checklists(tmp_path)) == ["EX"]
        assert "within 14 days" in own_checklists(tmp_path)["EX"].question("EX-02").text
        assert "every 28 days" in library()["SUP"].question("SUP-03").text

    def test_with_a_fault_stops_every_checklist(self, tmp_path):
        (tmp_path / "parameters.yaml").write_text("\nreview_intervall: 14\n", encoding="utf-8")
        with pytest.raises(ChecklistFaults, match=r"^parameters\.yaml, line 2: there is no"):
            find_checklist("SUP", tmp_path)


def test_bail_is_held_to_the_law_of_its_day():
    before = find_checklist("BAIL", on=date(2022, 10, 27)).question("BAIL-05").guidance.met
    after = find_checklist("BAIL", on=date(2022, 10, 28)).question("BAIL-05").guidance.met
    assert "Bail beyond 28 days was" in before
    assert "Bail beyond three months was" in after
