import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from checklists.faults import ChecklistFaults, FaultList
from checklists.library import library
from checklists.programmes import programmes
from checklists.recommendations import (
    Kind,
    describe_trace,
    parts_of,
    processes,
    recommendations,
    register,
    sub_clauses,
)
from checklists.register_reading import parse_register

REGISTER = """\
documents:
  - {id: D1, title: A report, published: "2022"}
causes_of_concern:
  - {id: C1, text: A concern, document: D1, locator: page 1}
recommendations:
  - {id: R1, text: A thing to do, part_of: C1, locator: page 2, deadline: 2022-06-29}
sub_clauses:
  - {id: R1a, text: A part of it, part_of: R1}
areas_for_improvement:
  - {id: A1, text: An area, document: D1, locator: page 3}
findings:
  - {id: F1, text: A finding, document: D1, locator: page 4}
processes:
  - {id: P1, text: A way of working, document: D1, locator: page 5, served_by: [Q1, Q2]}
standards:
  - {id: local, text: Our own}
"""


def read(text):
    return parse_register(text, FaultList("register.yaml"))


def words_of(text):
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def test_there_are_two_causes_of_concern_seven_recommendations_and_fifteen_sub_clauses():
    kinds = Counter(entry.kind for entry in register().values())
    assert kinds[Kind.CAUSE_OF_CONCERN] == 2
    assert [entry.id for entry in recommendations()] == [f"R{n}" for n in range(1, 8)]
    assert " ".join(entry.id for entry in sub_clauses()) == (
        "R1a R1b R2a R2b R2c R3a R3b R4a R4b R5a R5b R5c R6 R7a R7b"
    )


def test_the_deadlines_are_three_and_six_months_after_publication():
    deadlines = {entry.id: entry.deadline for entry in sub_clauses()}
    for name, deadline in deadlines.items():
        first = name.startswith(("R1", "R2", "R3"))
        assert deadline == (date(2022, 6, 29) if first else date(2022, 9, 29)), name


def test_there_are_26_areas_for_improvement_of_2021_and_three_of_2018():
    areas = [e.id for e in register().values() if e.kind is Kind.AREA_FOR_IMPROVEMENT]
    whole = [name for name in areas if name[-1].isdigit()]
    assert sum(name.startswith("AFI21") for name in whole) == 26
    assert sum(name.startswith("AFI18") for name in whole) == 3


@pytest.mark.parametrize("entry", list(register().values()), ids=lambda entry: entry.id)
def test_every_entry_says_where_it_is_written(entry):
    assert entry.text
    assert not entry.text.endswith(".")
    if entry.kind is not Kind.STANDARD:
        assert entry.document is not None
        assert entry.locator


def test_a_part_takes_over_what_its_whole_says():
    part = read(REGISTER)["R1a"]
    assert (part.document.title, part.locator, part.deadline) == (
        "A report",
        "page 2",
        date(2022, 6, 29),
    )


def test_there_are_37_processes_in_order_each_in_a_document_and_at_a_place_of_its_own():
    assert [entry.id for entry in processes()] == [f"P{n:02}" for n in range(1, 38)]
    assert all(entry.document and entry.locator for entry in processes())
    assert len({entry.text for entry in processes()}) == 37


def test_what_serves_a_process_is_in_the_library():
    checklists = library().values()
    lines = {line.id for c in checklists for line in (*c.questions, *c.indicators)}
    known = {*lines, *library(), *programmes()}
    for entry in processes():
        assert set(entry.served_by) <= known, entry.id
        assert len(set(entry.served_by)) == len(entry.served_by), entry.id


def test_a_process_that_case_files_can_show_is_served_by_something_and_no_other_is():
    for entry in processes():
        assert bool(entry.served_by) is entry.auditable, entry.id


def test_no_sentence_about_a_process_is_a_sentence_of_its_source():
    sources = Path(__file__).resolve().parents[3] / "shared" / "sources"
    if not sources.is_dir():
        pytest.skip("the source documents are not beside the repository")
    written = " ".join(words_of(path.read_text("utf-8")) for path in sources.glob("*.txt"))
    for entry in processes():
        words = words_of(entry.text).split()
        runs = (" ".join(words[at : at + 6]) for at in range(len(words) - 5))
        assert [run for run in runs if run in written] == [], entry.id


def test_a_process_names_what_serves_it():
    assert read(REGISTER)["P1"].served_by == ("Q1", "Q2")
    assert read(REGISTER)["F1"].served_by == ()


def test_an_entry_says_where_it_is_written():
    assert read(REGISTER)["P1"].where == "A report: page 5"
    assert read(REGISTER)["local"].where == ""


def test_the_parts_of_an_entry_are_found():
    assert [entry.id for entry in parts_of("R2")] == ["R2a", "R2b", "R2c"]


def test_a_trace_is_described_in_one_line():
    line = describe_trace("R4a")
    assert line.startswith("R4a, sub-clause: There is an investigation plan")
    assert "within six months, first point" in line
    assert describe_trace("local").endswith("with no recommendation behind it")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem"),
    [
        ("document: D1, locator: page 1", "document: D9", 4, "comes from `D9`"),
        ("part_of: R1", "part_of: R9", 8, "is part of `R9`"),
        ("2022-06-29", "June", 6, "`June` is not a date"),
        ("id: A1", "id: R1a", 10, "R1a stands twice"),
        ("findings:", "finding:", 11, "unknown key `finding`"),
        ("[Q1, Q2]", "[Q1, '']", 14, "`served_by` is not a list of words"),
        ("page 3", "page 3, auditable: perhaps", 10, "`auditable` is neither yes nor no"),
    ],
)
def test_a_fault_in_the_register_is_named_with_its_line(right, wrong, line, problem):
    with pytest.raises(ChecklistFaults) as caught:
        read(REGISTER.replace(right, wrong, 1))
    assert line in [fault.line for fault in caught.value.faults if problem in fault.problem]
