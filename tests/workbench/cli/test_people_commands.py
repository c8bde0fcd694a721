"""The commands for people: registering, allocating, the queue and calibration, as typed."""

from pathlib import Path

import pytest

from tests.conftest import SEED, write_list
from tests.workbench.cli.conftest import Terminal

ADD = ("team", "add-user", "--role", "auditor")


@pytest.fixture
def drawn(wb: Terminal, tmp_path: Path) -> Terminal:
    """A record with the audit `September` of nine cases, and Ann of team A and Cy of none."""
    path = write_list(tmp_path / "crimes.csv")
    assert wb("import", path, "--name", "crimes", "--ref", "Crime No", "--keep", "Team") == 0
    draw = ("--population", "crimes", "--checklist", "SUP", "--size", 9, "--seed", SEED)
    assert wb("draw", "September", *draw) == 0, wb.err
    assert wb(*ADD, "Ann", "--team", "A", "--known-as", "1234") == 0
    assert wb(*ADD, "Cy", "--team", "Z") == 0
    return wb


def test_people_are_registered_changed_and_listed(drawn: Terminal) -> None:
    assert drawn("people", "add", "Ann", "--role", "moderator") == 0
    assert "Changed: Ann, moderator, team A, known as 1234." in drawn.out
    ann = next(each for each in drawn.json("people") if each["name"] == "Ann")
    assert (ann["role"], ann["team"], ann["known_as"]) == ("moderator", "A", "1234")


@pytest.mark.of_the_file
def test_on_a_file_a_role_is_said_to_lock_nothing(drawn: Terminal) -> None:
    assert drawn("people") == 0
    assert "a role is a way of working here, and locks nothing" in drawn.out


def test_a_role_that_is_none_is_refused_with_those_there_are(drawn: Terminal) -> None:
    assert drawn("people", "add", "Di", "--role", "boss") == 2
    assert "There is no role 'boss'. Use one of: owner" in drawn.err


@pytest.mark.of_the_file
def test_a_slip_in_a_name_is_answered_with_the_name_that_is_near(drawn: Terminal) -> None:
    assert drawn("allocate", "September", "--to", "An") == 2
    assert "Is it 'Ann'? If not, register them: workbench people add 'An'." in drawn.err
    assert drawn("allocate", "September", "--to", "Zebedee") == 2
    assert "registered. Register them: workbench people add 'Zebedee'." in drawn.err


def test_cases_are_allocated_by_capacity_and_rule_and_shown(drawn: Terminal) -> None:
    words = ("--to", "Ann", "--to", "Cy=2", "--own-team", "Team")
    assert drawn("allocate", "September", *words) == 0
    assert f"By the seed of the draw, {SEED}." in drawn.out
    assert "Nobody reads a case of their own team, told by the column team." in drawn.out
    found = drawn.json("allocate", "September")
    assert {each["name"]: each["cases"] for each in found["readers"]} == {"Ann": 3, "Cy": 6}


def test_who_would_get_how_many_is_foreseen_and_nothing_is_allocated(drawn: Terminal) -> None:
    words = ("--to", "Ann", "--to", "Cy=2", "--own-team", "Team", "--foresee")
    assert drawn("allocate", "September", *words) == 0
    assert "Nothing was allocated." in drawn.out
    assert "Nobody reads a case of their own team, told by the column team." in drawn.out
    found = drawn.json("allocate", "September", *words)
    assert {each["name"]: each["cases"] for each in found["readers"]} == {"Ann": 3, "Cy": 6}
    assert drawn.json("allocate", "September")["allocated"] is False
    assert drawn("allocate", "September", "--foresee") == 2
    assert "Nobody was named who reads." in drawn.err


def test_one_case_is_handed_over_and_what_is_wrong_is_said(drawn: Terminal) -> None:
    assert drawn("allocate", "September", "--to", "Ann") == 0
    hand = ("allocate", "September", "--case", "#2")
    assert drawn(*hand, "--to", "Cy") == 2
    assert "needs its reason" in drawn.err
    assert drawn(*hand, "--to", "Cy", "--to", "Ann", "--reason", "leave") == 2
    assert drawn(*hand, "--to", "Cy", "--reason", "leave") == 0
    assert drawn.json("allocate", "September")["lines"][1]["reader"] == "Cy"
    assert drawn("allocate", "September", "--again") == 2
    assert "Nobody was named" in drawn.err


def test_who_leaves_is_told_what_they_leave_behind(drawn: Terminal) -> None:
    assert drawn("allocate", "September", "--to", "Ann", "--to", "Cy=2") == 0
    assert drawn("people", "leave", "Cy") == 0
    assert "September: 6 cases wait for another reader" in drawn.out
    assert drawn("allocate", "September", "--to", "Cy", "--again") == 2
    assert "Cy has left." in drawn.err


def test_the_queue_is_empty_words_or_json(drawn: Terminal) -> None:
    """On a server auditors read nothing before it is allocated, and so that waits first."""
    assert drawn("queue") == 0
    on_server = "://" in str(drawn.record)
    assert ("allocate 9 cases" if on_server else "Nothing waits for ") in drawn.out
    assert drawn("allocate", "September", "--to", "Ann") == 0
    (line,) = drawn.json("queue")
    assert (line["waits_for"], line["count"]) == ("first readers", 9)
    assert line["command"] == "workbench allocate September"


def test_a_calibration_set_is_made_and_revealed(drawn: Terminal, tmp_path: Path) -> None:
    questions = [each["id"] for each in drawn.json("rates", "September")["questions"]]
    lines = [f"#{n},{question},met" for n in range(1, 10) for question in questions]
    agreed = tmp_path / "agreed.csv"
    agreed.write_text("case,question,answer\n" + "\n".join(lines) + "\n")
    assert drawn("calibrate", "September", "--to", "Ann") == 2
    assert drawn("calibrate", "September", "--agreed", agreed, "--to", "Ann") == 0, drawn.err
    assert "The agreed answers are not in the record." in drawn.out
    assert drawn("calibrate", "September", "--even-open") == 2
    assert drawn("calibrate", "September", "--reveal", agreed) == 2
    assert "Not all have scored September: Ann 0 of 9 cases complete." in drawn.err
    assert "--even-open" in drawn.err
    assert drawn.json("calibrate", "September")["revealed"] is False
    assert drawn("calibrate", "September", "--reveal", agreed, "--even-open") == 0
    assert drawn.json("calibrate", "September")["revealed"] is True
