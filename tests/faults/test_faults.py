"""Faults: whatever happens to the program or its file, nothing acknowledged is lost.

Each of these runs a trial, most of them at a small size; `figures.py` prints what all of them
reach at full size.
"""

from tests.faults.altered_values import cut_the_tail
from tests.faults.apart import bound_by_permissions, own_mounts, server_is_there
from tests.faults.figures import ROWS
from tests.faults.flipped_bytes import flip_bytes
from tests.faults.full_disk import fill_the_disk
from tests.faults.killed_saving import kill_in_mid_save
from tests.faults.killed_steps import kill_at_steps
from tests.faults.many_writers import save_at_once, save_at_once_on_a_server
from tests.faults.scoring_on_full_disk import score_on_a_full_disk, terminal_is_there
from tests.faults.server_killed import kill_the_server
from tests.faults.sick_files import (
    cut_short,
    rename_underneath,
    try_forbidden_files,
    try_sick_files,
)
from tests.faults.work import WORK


def test_killed_in_mid_save_no_acknowledged_answer_is_lost(attempt, sized) -> None:
    found = attempt(kill_in_mid_save, kills=sized(40, 200), seed=20260901)
    assert not found.wrong
    assert found.figures["kills"] == sized(40, 200)
    assert found.figures["reopened in, half of them (s)"] < 1
    assert found.figures["half-written saves rolled back"] > 0, "no kill hit a save"


def test_killed_at_a_step_the_state_is_before_or_after_and_never_between(attempt, sized) -> None:
    found = attempt(kill_at_steps, work=list(WORK), kills=sized(3, None))
    assert not found.wrong
    assert all(found.figures[name] >= 3 for name in WORK)


def test_on_a_full_disk_nothing_is_half_done_and_it_is_done_with_space(attempt, sized) -> None:
    found = attempt(
        fill_the_disk, under=own_mounts, work=sized(FILLING, list(WORK)), step=sized(4, 1)
    )
    assert not found.wrong
    assert all("the disk is full" in said or "no room" in said for said in found.said)
    assert found.figures["refusals"] >= 4


FILLING = ["import", "draw", "answer", "export"]


def test_an_answer_stays_on_screen_while_the_disk_is_full_and_is_saved_once(attempt) -> None:
    def in_a_terminal() -> tuple[str, ...]:
        terminal_is_there()
        return own_mounts()

    found = attempt(score_on_a_full_disk, under=in_a_terminal)
    assert not found.wrong
    assert found.figures["other keys refused"] == 6


def test_a_file_that_cannot_be_used_is_told_plainly_and_left_alone(attempt, sized) -> None:
    assert not attempt(try_sick_files, every=sized(4, 1)).wrong


def test_a_record_cut_to_any_length_is_told_to_be_damaged(attempt, sized) -> None:
    assert not attempt(cut_short, lengths=sized(20, 300), seed=20260901).wrong


def test_what_may_only_be_read_is_read_and_not_written(attempt) -> None:
    assert not attempt(try_forbidden_files, under=bound_by_permissions).wrong


def test_nothing_is_saved_into_another_file_than_the_one_opened(attempt) -> None:
    found = attempt(rename_underneath)
    assert not found.wrong
    assert found.figures["refused"] == 2


def test_a_flipped_byte_is_reported_or_changes_nothing(attempt, sized) -> None:
    found = attempt(flip_bytes, flips=sized(150, 1000), seed=20260901)
    assert not found.wrong
    assert found.figures["reported"] > found.figures["flips"] / 4


def test_programs_that_save_at_once_lose_nothing_and_fail_never(attempt, sized) -> None:
    found = attempt(save_at_once, writers=4, saves=sized(40, 250))
    assert not found.wrong
    assert found.figures["errors"] == found.figures["lost"] == 0


def test_programs_that_save_at_once_on_a_server_lose_nothing_and_fail_never(attempt, sized) -> None:
    sizes = {"writers": 4, "saves": sized(40, 250)}
    found = attempt(save_at_once_on_a_server, under=server_is_there, **sizes)
    assert not found.wrong
    assert found.figures["errors"] == found.figures["lost"] == 0


def test_a_server_that_was_killed_has_the_answer_once_when_it_is_back(attempt, sized) -> None:
    found = attempt(kill_the_server, under=server_is_there, kills=sized(2, 10))
    assert not found.wrong
    assert found.figures["saved once"] == sized(2, 10)
    assert any("server does not answer" in said for said in found.said)


def test_the_end_of_the_history_cut_off_shows_against_an_earlier_report(attempt) -> None:
    found = attempt(cut_the_tail)
    assert not found.wrong
    assert any("the history ends with entry" in said for said in found.said)


def test_every_trial_here_has_its_row_in_the_table() -> None:
    tried = {value for value in globals().values() if callable(value)}
    assert {row.trial for row in ROWS if row.fault != "Values altered"} <= tried
