"""The faults of a file of answers: what is wrong with many lines in the same way is told once."""

from workbench.audits.reviews.answer_files import AnswerFaults

OTHERS = "This case is read by Bob. Ask Sue to hand it over."


def test_one_reason_of_many_lines_is_one_sentence_with_how_many() -> None:
    faults = [(line, f"line {line}: {OTHERS}") for line in range(79, 1, -1)]
    told = AnswerFaults("bob.csv", faults)
    assert told.faults == (f"line 2 and 77 lines after it: {OTHERS}",)
    assert told.problem == "bob.csv has 78 faults; no answer was taken."


def test_few_lines_are_named_and_other_reasons_stay_in_their_order() -> None:
    told = AnswerFaults("a.csv", [(9, "line 9: x"), (4, "line 4: y"), (3, "line 3: x")])
    assert told.faults == ("lines 3, 9: x", "line 4: y")
    assert AnswerFaults("a.csv", [(3, "line 3: x")]).problem.startswith("a.csv has 1 fault;")
