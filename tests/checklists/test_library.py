import csv
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from checklists.answers import Answer
from checklists.faults import ChecklistFaults
from checklists.fields import declared_values, known_value
from checklists.library import UnknownChecklistError, find_checklist, library
from checklists.recommendations import register, sub_clauses
from checklists.rules import fields_in, in_words

COUNTS = {
    "ASB": 8,
    "BAIL": 10,
    "CFQ": 10,
    "DA": 16,
    "DIG": 8,
    "ELP": 17,
    "META": 9,
    "OCSE": 8,
    "OOCD": 15,
    "OUT": 12,
    "PLAN": 14,
    "PSP": 8,
    "REC": 13,
    "RESP": 10,
    "SOMU": 11,
    "SS": 17,
    "SUP": 12,
    "SUS": 9,
    "THRIVE": 18,
    "UOF": 10,
    "VCOP": 16,
}
SAME_TRACE = {
    "PACE s3": "PACE",
    "PACE Code A": "PACE",
    "HMI 2023-25": "PEEL23",
    "local/APP": "local",
}
"""How the notes name a trace that the register names otherwise."""
MORE_PRECISE = {"MF21": ("MF21-",), "VCOP": ("VC-",)}
"""A trace of the notes for which the register has several, by how these begin."""
CHECKLISTS = list(library().values())
QUESTIONS = [(checklist, question) for checklist in CHECKLISTS for question in checklist.questions]
FILES = Path(__file__).resolve().parents[2] / "checklists" / "library"


def test_every_checklist_has_all_its_questions():
    found = {name: len(checklist.questions) for name, checklist in library().items()}
    assert found == COUNTS
    assert (len(found), sum(found.values())) == (21, 251)


@pytest.mark.parametrize("name", COUNTS)
def test_questions_agree_with_the_domain_notes(name, domain_folder):
    noted = json.loads((domain_folder / "checklists.json").read_text(encoding="utf-8"))
    theirs = next(entry for entry in noted if entry["code"] == name)["questions"]
    ours = library()[name].questions
    assert [(q.id, q.critical) for q in ours] == [(q["id"], q["critical"]) for q in theirs]
    for question, entry in zip(ours, theirs, strict=True):
        for noted_trace in entry["trace"].split("; "):
            plain = re.sub(r" \(.*", "", noted_trace)
            starts = MORE_PRECISE.get(plain, (SAME_TRACE.get(plain, plain),))
            assert any(trace.startswith(starts) for trace in question.traces), question.id


@pytest.mark.parametrize("name", COUNTS)
def test_stages_agree_with_the_domain_notes(name, domain_folder):
    noted = json.loads((domain_folder / "checklists.json").read_text(encoding="utf-8"))
    assert library()[name].stage == next(e for e in noted if e["code"] == name)["stage"]


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda checklist: checklist.id)
class TestEachChecklist:
    def test_is_in_the_file_of_its_name(self, checklist):
        assert find_checklist(checklist.id.lower()).id == checklist.id
        assert (FILES / f"{checklist.id.lower()}.yaml").is_file()

    def test_numbers_its_questions_from_one(self, checklist):
        numbers = [int(question.id.rsplit("-", 1)[1]) for question in checklist.questions]
        assert numbers == list(range(1, len(numbers) + 1))

    def test_declares_no_field_that_no_rule_or_measure_uses(self, checklist):
        used = {name for q in checklist.questions for name in fields_in(q.applies_when)}
        used |= {q.measure.field for q in checklist.questions if q.measure and q.measure.field}
        assert set(checklist.fields) == used

    def test_declares_no_parameter_that_no_text_names(self, checklist):
        below = checklist.source.split("\nquestions:\n")[1]
        assert all(f"{{{p.id}}}" in below for p in checklist.parameters)

    def test_can_be_read_by_hand(self, checklist):
        lines = checklist.source.split("\n")
        assert max(map(len, lines)) <= 100
        assert lines[0].startswith(f"# {checklist.id}: ")
        assert not any(line != line.rstrip() for line in lines)

    def test_has_an_indicator_and_each_asks_for_met(self, checklist):
        assert checklist.indicators
        for indicator in checklist.indicators:
            assert all(Answer.MET in requirement.accepts for requirement in indicator.requires)


@pytest.mark.parametrize(("checklist", "question"), QUESTIONS, ids=[q.id for _, q in QUESTIONS])
def test_every_question_can_be_asked_of_a_stranger(checklist, question):
    assert question.text.endswith("?")
    assert len(question.text) <= 100
    guidance = question.guidance
    for text in (guidance.met, guidance.not_met, guidance.partly_met or guidance.met):
        assert re.search(r'[.]"?$', text)
    words = in_words(question.applies_when, checklist)
    assert words.startswith("Applies ")
    assert not re.search(r"[_\[\]{}|]|  ", words)
    assert not re.search(r"[{}]", f"{question.text}{guidance}{question.evidence}")


def test_published_stops_settle_which_search_questions_apply(domain_folder):
    """The list knows the words for the legislation that nearly all published records use."""
    known = declared_values(library()["SS"].fields["legislation"])
    found = Counter()
    for path in (domain_folder.parent / "data").glob("*/*-stop-and-search.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found[known_value("l", {"l": row["Legislation"]}, among=known)] += 1
    assert found[None] / found.total() < 0.02


def test_every_trace_resolves():
    for _, question in QUESTIONS:
        assert question.traces
        assert set(question.traces) <= set(register())


@pytest.mark.parametrize(
    ("name", "asks", "met"),
    [
        ("ELP-17", "none missed", "No opportunity was missed"),
        ("CFQ-09", "nothing sent back", "The file passed triage"),
        ("OOCD-15", "find the disposal appropriate", "The panel graded it appropriate, with no"),
        ("REC-01", "rightly decided", "What the force decided agrees with your own"),
        ("BAIL-08", "bail kept on", "Bail ended for a reason of its own"),
    ],
)
def test_met_is_good_where_the_source_asks_for_the_fault(name, asks, met):
    question = library()[name.rpartition("-")[0]].question(name)
    assert asks in question.text
    assert question.guidance.met.startswith(met)


def test_a_name_means_the_same_in_every_checklist():
    fields, parameters = {}, {}
    for checklist in CHECKLISTS:
        for name, words in checklist.fields.items():
            assert fields.setdefault(name, words) == words
        for parameter in checklist.parameters:
            assert parameters.setdefault(parameter.id, parameter) == parameter


def test_every_sub_clause_has_a_question():
    traced = {trace for _, question in QUESTIONS for trace in question.traces}
    assert {clause.id for clause in sub_clauses()} <= traced


def test_every_recommendation_has_an_indicator():
    traced = {trace for checklist in CHECKLISTS for i in checklist.indicators for trace in i.traces}
    for clause in ("R1", "R2", "R3", "R4", "R5", "R6", "R7"):
        assert any(trace.startswith(clause) for trace in traced), clause


class TestAForcesOwnFolder:
    def test_adds_its_checklists(self, tmp_path, example_text):
        (tmp_path / "mine.yaml").write_text(example_text, encoding="utf-8")
        assert find_checklist("ex", tmp_path).title == "An example"
        assert find_checklist("SUP", tmp_path).id == "SUP"

    def test_comes_before_the_library(self, tmp_path):
        own = library()["SUP"].source.replace('version: "1.0"', "version: 1.0-ours")
        (tmp_path / "sup.yaml").write_text(own, encoding="utf-8")
        assert find_checklist("SUP", tmp_path).version == "1.0-ours"
        assert find_checklist("SUP").version == "1.0"

    def test_may_not_hold_one_id_twice(self, tmp_path, example_text):
        for name in ("a.yaml", "b.yaml"):
            (tmp_path / name).write_text(example_text, encoding="utf-8")
        with pytest.raises(ChecklistFaults, match=r"b\.yaml.*holds the checklist EX too"):
            find_checklist("EX", tmp_path)

    def test_names_what_there_is_when_the_id_is_unknown(self, tmp_path, example_text):
        (tmp_path / "mine.yaml").write_text(example_text, encoding="utf-8")
        with pytest.raises(UnknownChecklistError) as caught:
            find_checklist("SUPP", tmp_path)
        message = str(caught.value)
        assert message.startswith("there is no checklist 'SUPP'. There are ASB, BAIL, CFQ, DA, DIG")
        assert "ELP, EX, META" in message

    @pytest.mark.parametrize("name", ["../library/sup", "", ".", "sup.yaml"])
    def test_an_id_is_never_a_path(self, name):
        with pytest.raises(UnknownChecklistError):
            find_checklist(name)


def test_yaml_is_loaded_only_when_a_checklist_is_read():
    script = (
        "import sys, checklists.library, checklists.reading, checklists.scoring\n"
        "assert 'yaml' not in sys.modules\n"
        "checklists.library.find_checklist('SUP')\n"
        "assert 'yaml' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=FILES.parents[1])
