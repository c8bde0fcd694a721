"""The case files: each tells the truth of its case, in plain short lines and without names."""

import re
from itertools import pairwise
from string import Formatter

import pytest

from checklists.answers import Answer
from checklists.library import find_checklist
from workbench.audits.demo.case_texts import case_text, passages
from workbench.audits.demo.population import crimes
from workbench.audits.demo.telling import PHRASES, Teller
from workbench.audits.demo.truth import CHECKLISTS, true_case

SEED = "a test force"
JUDGED_AS_A_WHOLE = {"SUP-12", "ELP-17"}
TITLES = (
    "INCIDENT LOG",
    "CRIME RECORD",
    "INVESTIGATION PLAN",
    "OFFICER'S LOG",
    "SUPERVISOR ENTRIES",
    "VICTIM CONTACT",
    "OUTCOME",
)


@pytest.fixture(scope="module")
def some_crimes():
    return crimes(SEED)[::19]


@pytest.fixture(scope="module")
def texts(some_crimes):
    return {c.reference: case_text(SEED, c.reference, c.fields) for c in some_crimes}


def in_one_line(text):
    return " ".join(text.split())


def all_wordings(teller, question, answer):
    """Return every wording for an answer, with words of the case, as a pattern where dates vary."""
    for phrase in PHRASES[question].get(answer, ()):
        pattern = "".join(
            re.escape(literal) + (".+?" if name is not None else "")
            for literal, name, _, _ in Formatter().parse(phrase)
        )
        if phrase:
            yield re.compile(pattern + "$")


def test_every_question_has_wordings_for_what_the_truth_can_be():
    for name in CHECKLISTS:
        for question in find_checklist(name).questions:
            if question.id in JUDGED_AS_A_WHOLE:
                assert question.id not in PHRASES
            else:
                assert {Answer.MET, Answer.NOT_MET} <= PHRASES[question.id].keys()


def test_no_wording_serves_two_answers_of_a_question():
    for question, by_answer in PHRASES.items():
        spoken = [text for texts in by_answer.values() for text in texts if text]
        assert len(spoken) == len(set(spoken)), question


def test_each_phrase_chosen_belongs_to_the_true_answer(some_crimes):
    for crime in some_crimes:
        case = true_case(SEED, crime.reference, crime.fields)
        teller = Teller(SEED, crime.reference, case)
        for passage in passages(SEED, crime.reference, crime.fields):
            if not passage.question:
                continue
            assert passage.answer is case.answers[passage.question]
            if passage.text:
                wordings = all_wordings(teller, passage.question, passage.answer)
                assert any(wording.match(passage.text) for wording in wordings)


def test_every_passage_stands_in_the_text(some_crimes, texts):
    for crime in some_crimes:
        text = in_one_line(texts[crime.reference])
        for passage in passages(SEED, crime.reference, crime.fields):
            assert in_one_line(passage.text) in text


def test_a_question_is_told_or_met_by_silence_as_its_wordings_allow(some_crimes):
    """A met answer always shows in words, unless dates or the other entries show it."""
    shown_otherwise = JUDGED_AS_A_WHOLE | {"SUP-01", "SUP-03", "VCOP-10"}
    for crime in some_crimes:
        case = true_case(SEED, crime.reference, crime.fields)
        told = {p.question for p in passages(SEED, crime.reference, crime.fields) if p.text}
        good = {q for q, a in case.answers.items() if a in (Answer.MET, Answer.PARTLY_MET)}
        assert good - told <= shown_otherwise


def test_what_does_not_apply_is_not_told(some_crimes):
    for crime in some_crimes:
        case = true_case(SEED, crime.reference, crime.fields)
        told = {p.question for p in passages(SEED, crime.reference, crime.fields)} - {""}
        assert Answer.NOT_APPLICABLE not in {case.answers[question] for question in told}


def test_reviews_keep_the_interval_where_the_truth_says_so(some_crimes, texts):
    """Counted from the text alone: the gaps between a supervisor's reviews, to the end."""
    seen = set()
    for crime in some_crimes:
        answer = true_case(SEED, crime.reference, crime.fields).answers["SUP-03"]
        entries = texts[crime.reference].split("SUPERVISOR ENTRIES")[1].split("VICTIM CONTACT")[0]
        if answer is Answer.NOT_APPLICABLE or "No entries" in entries or "(none)" in entries:
            continue
        longest = longest_gap(entries, crime)
        seen.add(answer)
        if answer is Answer.MET:
            assert longest <= 28
        elif answer is Answer.PARTLY_MET:
            assert 28 < longest <= 35
        else:
            assert longest > 35 or "Review date" in entries
    assert seen == {Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET}


def longest_gap(entries, crime):
    reviews = re.compile(
        r"^(\d\d)/(\d\d)/(\d{4}) \d\d:\d\d  [PD]S \d{4}: "
        r"(?:Review\.|Review late|This review|Noted|Seen|Reviewed|Thank you)",
        re.MULTILINE,
    )
    days = [0]
    for day, month, year in reviews.findall(entries):
        days.append((type(crime.recorded)(int(year), int(month), int(day)) - crime.recorded).days)
    days.append(crime.days_open)
    return max(later - earlier for earlier, later in pairwise(days))


def test_the_text_is_the_same_each_time_and_another_for_another_seed(some_crimes, texts):
    crime = some_crimes[5]

    assert case_text(SEED, crime.reference, crime.fields) == texts[crime.reference]
    assert case_text("another", crime.reference, crime.fields) != texts[crime.reference]


def test_files_have_their_chapters_and_plain_short_lines(texts):
    for text in texts.values():
        lines = text.splitlines()
        assert [line for line in lines if line in TITLES] == list(TITLES)
        assert max(map(len, lines)) <= 76
        assert 30 <= len(lines) <= 130
        assert text.isascii()
        assert "{" not in text


def test_files_differ_in_length(texts):
    lengths = {len(text.splitlines()) for text in texts.values()}

    assert max(lengths) > min(lengths) + 20


def test_files_name_nobody(some_crimes, texts):
    titled = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Dr|PC|DC|Sgt)\b")
    for crime in some_crimes:
        text = texts[crime.reference]
        assert not titled.search(text)
        assert "Zz" not in text
        assert "Invented " not in text


def test_entries_of_a_chapter_are_in_the_order_of_time(texts):
    stamp = re.compile(r"^(\d\d)/(\d\d)/(\d{4}) (\d\d:\d\d)", re.MULTILINE)
    for text in texts.values():
        for chapter in re.split("|".join(TITLES), text)[1:]:
            moments = [(y, m, d, time) for d, m, y, time in stamp.findall(chapter)]
            assert moments == sorted(moments)
