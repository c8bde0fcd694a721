from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from checklists.answers import Answer
from checklists.tallies import Tally, tally

STANDINGS = st.lists(st.sampled_from([*Answer, None]))


def test_not_applicable_and_unanswered_leave_the_denominator():
    files = [Answer.MET] * 4 + [Answer.NOT_MET] * 2 + [Answer.NOT_APPLICABLE] * 3 + [None]
    counts = tally(files)
    assert (counts.strict_met, counts.applicable) == (4, 6)
    assert counts.strict_rate == 4 / 6
    assert (counts.not_applicable, counts.unanswered) == (3, 1)


def test_not_evidenced_stays_in_the_denominator():
    assert tally([Answer.MET, Answer.NOT_EVIDENCED]).strict_rate == 1 / 2


def test_partly_met_counts_in_the_lenient_rate_only():
    counts = tally([Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET, Answer.NOT_MET])
    assert (counts.strict_rate, counts.lenient_rate) == (1 / 4, 2 / 4)


def test_no_applicable_case_has_no_rate():
    counts = tally([Answer.NOT_APPLICABLE, None])
    assert (counts.strict_rate, counts.lenient_rate) == (None, None)
    assert tally([]) == Tally()


@given(STANDINGS)
def test_every_case_is_counted_once(standings):
    counts = tally(standings)
    assert counts.applicable + counts.not_applicable + counts.unanswered == len(standings)
    assert counts.met == Counter(standings)[Answer.MET]


@given(STANDINGS)
def test_the_strict_rate_is_never_above_the_lenient_rate(standings):
    counts = tally(standings)
    if counts.strict_rate is not None and counts.lenient_rate is not None:
        assert 0 <= counts.strict_rate <= counts.lenient_rate <= 1


def test_answers_are_read_as_words():
    assert [answer.words for answer in Answer] == [
        "met",
        "partly met",
        "not met",
        "not evidenced",
        "not applicable",
    ]
