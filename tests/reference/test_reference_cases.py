"""Every reference case: figures by R, jfa, samplingbook, statsmodels, AICPA and others.

statistics.json says for each case where its figures come from and who else agrees.
"""

import json
from pathlib import Path

import pytest

from tests.reference import intervals_and_estimates, sizes_and_comparisons

REFERENCE = json.loads((Path(__file__).parent / "statistics.json").read_text(encoding="utf-8"))
METHODS = intervals_and_estimates.METHODS | sizes_and_comparisons.METHODS
LEFT_OUT = intervals_and_estimates.LEFT_OUT | getattr(sizes_and_comparisons, "LEFT_OUT", {})
CASES = [case for case in REFERENCE["cases"] if case["method"] not in LEFT_OUT]
DEFECTS = REFERENCE["peer_defects_do_not_match"]


def named(cases):
    return [pytest.param(case, id=case["id"]) for case in cases]


def differences(got, case):
    """The figures that differ by more than the tolerance; none of those expected may lack."""
    return {
        key: (got[key], expected)
        for key, expected in case["expected"].items()
        if not agree(got[key], expected, case["tolerance"])
    }


def agree(got, expected, tolerance):
    if isinstance(expected, list):
        return len(got) == len(expected) and all(
            agree(one, other, tolerance) for one, other in zip(got, expected, strict=True)
        )
    return abs(got - expected) <= tolerance


@pytest.mark.parametrize("case", named(CASES))
def test_the_library_agrees(case):
    wrong = differences(METHODS[case["method"]](case["inputs"]), case)
    source = f"{case['source']}; also {case['cross_checked_by'] or 'nobody else'}"
    assert not wrong, f"(ours, theirs) {wrong} for {case['inputs']}\nsource: {source}"


@pytest.mark.parametrize("case", named(DEFECTS))
def test_the_library_does_not_copy_a_peer_s_defect(case):
    methods = METHODS | intervals_and_estimates.METHODS_WITHOUT_CONVENTION
    got = methods[case["method"]](case["inputs"])
    assert differences(got, case), f"the wrong answer of {case['source']} has been copied"


def test_every_case_is_tried_or_left_out_for_a_reason():
    assert {case["method"] for case in CASES} <= set(METHODS)
    assert all(LEFT_OUT.values())
    assert not set(LEFT_OUT) & set(METHODS)


def test_no_case_has_gone_missing():
    assert len(REFERENCE["cases"]) == 201
    assert len(DEFECTS) == 6
    assert len({case["id"] for case in REFERENCE["cases"] + DEFECTS}) == 207


def test_no_dispatcher_is_idle():
    known = {case["method"] for case in REFERENCE["cases"]}
    assert set(METHODS) | set(LEFT_OUT) <= known
