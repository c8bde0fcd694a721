"""The truth about Northshire: by the rules of the checklists, steady, and consistent in a case."""

from collections import Counter

import pytest

from checklists.answers import Answer
from checklists.library import find_checklist
from checklists.scoring import assess
from workbench.audits.demo.population import crimes
from workbench.audits.demo.truth import CHECKLISTS, SCOPE, true_case, true_rates

SEED = "a test force"
MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET
NOT_APPLICABLE = Answer.NOT_APPLICABLE


@pytest.fixture(scope="module")
def cases():
    return [(crime, true_case(SEED, crime.reference, crime.fields)) for crime in crimes(SEED)[::7]]


@pytest.fixture(scope="module")
def rates():
    return {(r.month, r.question): r for r in true_rates(SEED, crimes(SEED))}


def test_the_truth_depends_on_nothing_but_seed_reference_and_fields(cases):
    for crime, case in cases[:50]:
        assert (
            true_case(SEED, crime.reference, {**crime.fields, "row": "17"}).answers == case.answers
        )


def test_another_seed_has_another_truth(cases):
    others = [true_case("another force", c.reference, c.fields).answers for c, _ in cases[:20]]

    assert others != [case.answers for _, case in cases[:20]]


def test_every_field_that_a_rule_asks_for_is_a_known_fact(cases):
    _, case = cases[0]

    for name in CHECKLISTS:
        assert find_checklist(name).fields.keys() <= case.facts.keys()


@pytest.mark.parametrize("name", CHECKLISTS)
def test_what_the_rules_switch_off_is_not_applicable_and_all_else_is_answered(cases, name):
    checklist = find_checklist(name)
    for _, case in cases:
        given = {q.id: case.answers[q.id] for q in checklist.questions}
        if case.facts.get(SCOPE.get(name, ""), "yes") == "no":
            assert set(given.values()) == {NOT_APPLICABLE}
            continue
        assessment = assess(checklist, given, case.facts)
        assert assessment.complete
        assert {s.question.id: s.standing for s in assessment.states} == given


def test_overall_supervision_follows_from_the_entries(cases):
    for _, case in cases:
        answer = case.answers
        if answer["SUP-12"] is MET:
            assert answer["SUP-04"] is MET
            assert NOT_MET not in {answer[q] for q in ("SUP-01", "SUP-02", "SUP-03", "SUP-10")}
        elif answer["SUP-12"] is PARTLY:
            assert answer["SUP-04"] is PARTLY
        else:
            assert answer["SUP-01"] is not MET or answer["SUP-04"] is NOT_MET


def test_without_a_supervisors_entry_no_supervisor_did_anything(cases):
    silent = [case.answers for _, case in cases if case.answers["SUP-01"] is NOT_MET]

    assert silent
    for answer in silent:
        for question in ("SUP-02", "SUP-09", "SUP-10", "PLAN-11", "ELP-03"):
            assert answer[question] in {NOT_MET, NOT_APPLICABLE}


def test_a_line_that_nobody_put_right_is_a_line_that_was_not_completed(cases):
    for _, case in cases:
        if case.answers["PLAN-12"] is not NOT_APPLICABLE:
            missed = case.facts["lines_missed"] == "yes"
            assert case.answers["PLAN-12"] is (case.answers["SUP-09"] if missed else MET)


def test_no_opportunity_was_missed_only_where_all_of_them_were_used(cases):
    for _, case in cases:
        if case.answers["ELP-17"] is MET:
            gathered = {case.answers[f"ELP-{number:02}"] for number in (2, 4, 5, 6, 7, 8, 11, 15)}
            assert gathered <= {MET, NOT_APPLICABLE}


def test_the_truth_file_is_a_recount_of_the_population(rates):
    counts = Counter()
    for crime in crimes(SEED):
        answers = true_case(SEED, crime.reference, crime.fields).answers
        for question in ("SUP-12", "PLAN-01", "VCOP-09", "ELP-02"):
            if answers[question] is not NOT_APPLICABLE:
                for month in (crime.month, "all"):
                    counts[month, question, "applicable"] += 1
                    counts[month, question, "met"] += answers[question] is MET
    for (month, question, what), count in counts.items():
        assert getattr(rates[month, question], what) == count


def test_the_rate_is_the_share_and_blank_where_nothing_applies(rates):
    rate = rates["2026-09", "SUP-12"]

    assert rate.row[:2] == ("2026-09", "SUP-12")
    assert float(rate.row[4]) == pytest.approx(rate.met / rate.applicable, abs=1e-6)


@pytest.mark.parametrize(
    ("month", "question", "about"),
    [
        ("2026-05", "SUP-12", 0.40),
        ("2026-09", "SUP-12", 0.65),
        ("all", "PLAN-01", 0.75),
        ("all", "VCOP-01", 0.55),
        ("all", "THRIVE-01", 0.70),
        ("all", "ELP-02", 0.45),
    ],
)
def test_compliance_is_about_what_the_force_was_made_for(rates, month, question, about):
    rate = rates[month, question]

    assert rate.met / rate.applicable == pytest.approx(about, abs=0.06)


def test_teams_differ():
    met = Counter()
    of = Counter()
    for crime in crimes(SEED):
        answer = true_case(SEED, crime.reference, crime.fields).answers["SUP-12"]
        of[crime.team.name] += 1
        met[crime.team.name] += answer is MET
    shares = [met[team] / of[team] for team in of]

    assert max(shares) - min(shares) > 0.08
