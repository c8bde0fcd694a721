from dataclasses import replace

import pytest

from checklists.coverage import coverage
from checklists.library import library, short_forms
from checklists.recommendations import Kind, register, sub_clauses


def without_trace(trace):
    """Return the library as it would be if no question had this trace."""
    return [
        replace(
            checklist,
            questions=tuple(
                replace(q, traces=tuple(t for t in q.traces if t != trace))
                for q in checklist.questions
            ),
        )
        for checklist in library().values()
    ]


def test_everything_auditable_has_a_question_and_every_question_a_trace():
    found = coverage()
    assert found.complete
    assert [covered.entry for covered in found.sub_clauses] == list(sub_clauses())
    assert (len(found.sub_clauses), len(found.areas)) == (15, 22)
    assert "PLAN-01" in found.sub_clauses[7].questions


MUST = [covered.entry.id for covered in (*coverage().sub_clauses, *coverage().areas)]


@pytest.mark.parametrize("trace", MUST)
def test_it_is_red_as_soon_as_a_trace_is_removed(trace):
    found = coverage(without_trace(trace))
    assert not found.complete
    assert [entry.id for entry in found.without_question] == [trace]


def test_it_is_red_when_one_question_loses_its_only_trace():
    found = coverage(without_trace("MF21-999"))
    assert (found.complete, found.untraced) == (False, ("THRIVE-18",))


def test_it_is_red_when_a_trace_leads_nowhere():
    sup = library()["SUP"]
    lost = replace(sup.questions[0], traces=("R99",))
    assert coverage([replace(sup, questions=(lost,))]).untraced == ("SUP-01",)


def test_questions_for_the_forces_own_standard_alone_are_listed_and_allowed():
    assert coverage().local_only == ("OUT-11", "UOF-10")


def test_areas_that_no_case_file_can_show_are_listed_and_have_no_question_needed():
    found = coverage()
    assert [entry.id for entry in found.not_auditable] == [
        f"AFI21-{number}" for number in ("04", "06", 14, 15, 16, 21, 23, 24, 25, 26)
    ]


def test_an_area_with_parts_is_covered_by_its_parts():
    areas = {covered.entry.id for covered in coverage().areas}
    assert {"AFI21-05a", "AFI21-05b", "AFI21-05c", "AFI21-05d"} <= areas
    assert "AFI21-05" not in areas


def test_every_finding_and_standard_of_the_register_is_used():
    every = (*library().values(), *short_forms().values())
    used = {trace for c in every for q in (*c.questions, *c.indicators) for trace in q.traces}
    for entry in register().values():
        if entry.kind in (Kind.FINDING, Kind.STANDARD):
            assert entry.id in used, entry.id
