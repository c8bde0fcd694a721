"""The audit programmes: each names what exists, and every fault of a file its line."""

import pytest

from checklists.baseline_register import baselines
from checklists.faults import ChecklistFaults, FaultList
from checklists.library import find_checklist
from checklists.programme_reading import parse_programmes
from checklists.programmes import programmes

EXAMPLE = """\
programmes:
  - id: p1
    title: A programme
    source: A report
    cadence: once
    parts:
      - id: a
        title: First
        population: crimes
        checklists: [SUP]
        design: stratified
        by: team
        size: 40
      - id: b
        title: Second
        population: cautions
        checklists: [OOCD]
        size: 18
"""
PARTS = [(one, part) for one in programmes().values() for part in one.parts]


def read(text):
    return parse_programmes(text, FaultList("programmes.yaml"))


def test_the_programmes_of_the_documents_are_there():
    assert list(programmes()) == [
        "victim-service",
        "crime-data-integrity",
        "stop-search",
        "investigation-files",
        "domestic-abuse",
        "call-handling",
        "ten-per-offence",
        "monthly-seg",
    ]


def test_the_victim_service_assessment_reads_what_the_inspectorate_read():
    sizes = [part.size for part in programmes()["victim-service"].parts]
    assert sizes == [130, 18, 20, 19]


def test_the_other_sizes_are_those_of_the_documents():
    found = {
        one.id: [part.size or part.each for part in one.parts] for one in programmes().values()
    }
    assert found["stop-search"] == [240]
    assert found["investigation-files"] == [60, 12]
    assert found["domestic-abuse"] == [100]
    assert found["ten-per-offence"] == [10]


@pytest.mark.parametrize(("programme", "part"), PARTS, ids=lambda each: each.id)
def test_a_part_names_checklists_and_baselines_that_exist_and_fit(programme, part):
    asked = set()
    for name in part.checklists:
        checklist = find_checklist(name)
        asked |= {question.id for question in checklist.questions}
        asked |= {indicator.id for indicator in checklist.indicators}
    for name in part.baselines:
        assert asked & set(baselines()[name].measures), (programme.id, name)
    assert part.population
    assert bool(part.size) != bool(part.each)


def test_equal_quotas_carry_their_warning():
    part = programmes()["ten-per-offence"].parts[0]
    assert part.size_words == "10 of each offence"
    assert "not the rate of the force" in part.warning


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem"),
    [
        ("design: stratified", "design: cluster", 11, "`cluster` is no design"),
        ("        by: team\n", "", 11, "stratified and `by` go together"),
        ("        size: 40\n", "", 7, "needs `size` or `each`"),
        ("size: 40", "size: forty", 13, "`forty` is not a whole number"),
        ("size: 18", "each: 18", 18, "`each` without `by`"),
        ("id: b", "id: a", 6, "two parts have the same id"),
        ("cadence: once", "cadance: once", 5, "unknown key `cadance`"),
        ("population: crimes", "populaton: crimes", 9, "unknown key `populaton`"),
    ],
)
def test_a_fault_is_named_with_its_line(right, wrong, line, problem):
    with pytest.raises(ChecklistFaults) as caught:
        read(EXAMPLE.replace(right, wrong, 1))
    assert line in [fault.line for fault in caught.value.faults if problem in fault.problem]


def test_a_programme_stands_once():
    body = EXAMPLE.removeprefix("programmes:\n")
    with pytest.raises(ChecklistFaults, match="p1 stands twice"):
        read(EXAMPLE + body)
