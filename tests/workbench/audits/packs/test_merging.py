"""Merging: the arithmetic of what stands, and that no order of packs changes it."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from checklists.answers import Answer
from workbench.audits.packs.merging import (
    ALL_PARTS,
    IN_RECORD,
    NOTHING_YET,
    Content,
    Contribution,
    Part,
    merge,
)

MET, NOT_MET, PARTLY = Answer.MET, Answer.NOT_MET, Answer.PARTLY_MET
SENT = 10
"""The entry of the record by which the packs of these tests went out."""


def here(value: Answer | None, *, seq: int, by: str = "lead") -> Contribution:
    """Return an answer given in the record itself, by the entry `seq`."""
    return Contribution(
        source=IN_RECORD,
        content=Content(value=value),
        touched=frozenset({Part.ANSWER}),
        seen=seq - 1,
        seq=seq,
        by=by,
        at=f"2026-10-01T09:{seq:02}",
    )


def packed(
    value: Answer | None,
    *links: str,
    seq: int,
    pack: str = "a",
    note: str = "",
    touched: frozenset[Part] = frozenset({Part.ANSWER, Part.NOTE}),
) -> Contribution:
    """Return an answer of a pack that went out by the entry SENT and came in by `seq`."""
    return Contribution(
        source=pack,
        content=Content(value=value, note=note),
        touched=touched,
        seen=SENT,
        seq=seq,
        by=pack,
        at=f"2026-10-02T09:00 {pack}",
        trail=tuple(f"{pack}:{link}" for link in links),
    )


def test_nothing_contributed_leaves_the_question_open() -> None:
    assert merge(()).content == NOTHING_YET.content


def test_a_pack_supersedes_what_was_there_when_it_went_out() -> None:
    assert merge([here(MET, seq=3), packed(NOT_MET, "1", seq=12)]).content.value is NOT_MET


def test_what_was_changed_here_since_is_a_rival() -> None:
    merged = merge([here(MET, seq=11), packed(NOT_MET, "1", seq=12)])
    assert merged.content.value is None
    assert [each.content.value for each in merged.rivals] == [MET, NOT_MET]


def test_a_change_here_after_it_came_in_supersedes_it() -> None:
    assert merge([packed(NOT_MET, "1", seq=12), here(MET, seq=13)]).content.value is MET


def test_the_same_answer_of_two_is_no_conflict_and_both_notes_are_kept() -> None:
    merged = merge(
        [
            packed(MET, "1", seq=12, pack="b", note="entry 9"),
            packed(MET, "1", seq=13, pack="a", note="entry 4"),
        ]
    )
    assert not merged.rivals
    assert (merged.content.value, merged.content.note, merged.by) == (MET, "entry 4 / entry 9", "a")


def test_a_later_state_of_a_pack_takes_the_place_of_an_earlier_one() -> None:
    earlier, later = packed(MET, "1", seq=12), packed(NOT_MET, "1", "2", seq=13)
    for order in permutations([earlier, later]):
        assert merge(order).content.value is NOT_MET


def test_two_copies_of_a_pack_that_were_scored_apart_are_rivals() -> None:
    merged = merge([packed(MET, "1", "2", seq=12), packed(NOT_MET, "1", "3", seq=13)])
    assert [each.content.value for each in merged.rivals] == [MET, NOT_MET]


def test_what_was_taken_back_in_a_pack_leaves_what_was_there() -> None:
    undone = packed(MET, "1", "2", seq=13, touched=frozenset())
    assert merge([here(MET, seq=3), packed(NOT_MET, "1", seq=12), undone]).content.value is MET


def test_only_the_part_that_was_changed_is_taken() -> None:
    noted = packed(MET, "1", seq=12, note="entry 4", touched=frozenset({Part.NOTE}))
    merged = merge([here(MET, seq=3), here(NOT_MET, seq=11), noted])
    assert (merged.content.value, merged.content.note) == (NOT_MET, "entry 4")


answers = st.sampled_from([None, *Answer])
parts = st.frozensets(st.sampled_from(list(Part)))


@st.composite
def some_contributions(draw: st.DrawFn) -> list[Contribution]:
    """Draw contributions as they can arise: packs by their states, and changes in the record."""
    made = [here(draw(answers), seq=seq) for seq in draw(st.sets(st.integers(1, 30), max_size=3))]
    for pack in draw(st.sets(st.sampled_from("abc"))):
        sent = draw(st.integers(1, 20))
        made += [
            Contribution(
                source=pack,
                content=Content(value=draw(answers), note=draw(st.sampled_from(["", "x"]))),
                touched=draw(parts),
                seen=sent,
                seq=draw(st.integers(sent + 1, 40)),
                by=pack,
                at=f"{pack}{length}",
                trail=tuple(f"{pack}:{n}" for n in range(length)),
            )
            for length in range(1, draw(st.integers(1, 3)) + 1)
        ]
    return made


@given(some_contributions(), st.randoms(use_true_random=False))
def test_no_order_and_no_repetition_changes_what_stands(made, chance) -> None:
    again = [*made, *made[:2]]
    chance.shuffle(again)
    assert merge(again) == merge(made)


@given(some_contributions())
def test_there_is_always_something_that_stands_and_rivals_differ(made) -> None:
    merged = merge(made)
    answers_left = {each.content.part(Part.ANSWER) for each in merged.rivals}
    assert len(answers_left) != 1
    assert (merged.content.value is None) or not merged.rivals
    assert frozenset(Part) == ALL_PARTS
