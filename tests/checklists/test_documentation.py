"""What docs/checklists.md says is so."""

import re
from pathlib import Path

import pytest

from checklists.faults import ChecklistFaults
from checklists.fields import declared_values
from checklists.library import library
from checklists.reading import parse_checklist
from checklists.rules import in_words
from checklists.settings import parse_settings

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "checklists.md").read_text("utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
EXAMPLE, SHORT_FORM = YAML[:2]


def test_the_example_is_a_checklist_of_five_questions():
    example = parse_checklist(EXAMPLE, name="keys.yaml")
    assert [question.id for question in example.questions] == [f"KEYS-0{n}" for n in range(1, 6)]
    assert in_words(example.question("KEYS-01").applies_when, example) in PAGE.replace("\n", " ")


def test_the_fault_it_shows_is_the_one_that_is_reported():
    with pytest.raises(ChecklistFaults) as caught:
        parse_checklist(EXAMPLE.replace("PACE", "PACE3"), name="keys.yaml")
    shown = re.search(r"^(keys\.yaml, line .*?)\.\.\.$", PAGE, re.MULTILINE)[1].strip()
    assert str(caught.value).startswith(shown)


def test_every_rule_form_it_names_is_read():
    forms = re.findall(r"^\| `(\{.*?\}|always)` \|", PAGE, re.MULTILINE)
    assert len(forms) == 4
    for form in forms:
        text = EXAMPLE.replace("not: {field: status, is: open}", f"not: {form}")
        assert parse_checklist(text, name="keys.yaml")


def test_the_short_form_it_shows_is_read(tmp_path):
    (tmp_path / "keys.yaml").write_text(EXAMPLE, encoding="utf-8")
    short = parse_checklist(SHORT_FORM, name="keyshort.yaml", folder=tmp_path)
    assert [question.id for question in short.questions] == ["KEYS-01", "KEYS-02", "SUP-01"]


def test_the_standards_it_shows_are_read():
    _, _, declared, forces, measure, by_field = YAML
    asked = "    text: Was the list signed by the detainee, or the refusal noted?\n"
    assert asked in EXAMPLE
    text = EXAMPLE.replace("\nfields:", f"\n{declared}\nfields:", 1)
    found = parse_checklist(text.replace(asked, asked + measure), name="keys.yaml")
    assert found.question("KEYS-02").measure.within() == 2
    known = {p.id: p for checklist in library().values() for p in checklist.parameters}
    assert parse_settings(forces, known, name="parameters.yaml")["first_direction"].value == "48"
    assert by_field.rstrip() in library()["RESP"].source


def test_it_lists_every_parameter_of_the_library():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| ([A-Z, ]+) \|$", PAGE, re.MULTILINE)
    listed = {name: (words, said, used_by) for name, words, said, used_by in rows}
    for checklist in library().values():
        for parameter in checklist.parameters:
            words, said, used_by = listed[parameter.id]
            assert (words, said) == (parameter.words, parameter.said)
            assert checklist.id in used_by.split(", ")


def test_it_lists_every_field_of_the_library_with_its_values():
    table = PAGE.split("| field | phrase |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| ([A-Z, ]+) \|$", table, re.MULTILINE)
    listed = {name: (words.replace("\\|", "|"), used_by) for name, words, _, used_by in rows}
    used: dict[str, list[str]] = {}
    for checklist in library().values():
        for name, words in checklist.fields.items():
            used.setdefault(name, []).append(checklist.id)
            assert listed[name][0] == words
    assert {name: used_by for name, (_, used_by) in listed.items()} == {
        name: ", ".join(ids) for name, ids in used.items()
    }
    assert all(", ".join(declared_values(listed[n][0])) == values for n, _, values, _ in rows)
