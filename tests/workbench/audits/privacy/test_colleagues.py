"""The names of those who are registered are not taken for those of the people of a case."""

from datetime import date

import pytest

from workbench.audits.desk import Desk, sit_down
from workbench.audits.people.membership import remove_member
from workbench.audits.people.people import register
from workbench.audits.privacy.warnings import warning_of, warning_without_quotes

TODAY = date(2026, 11, 22)
TEAM = frozenset({"Ann Webb", "Sue Park-O'Neill", "Priya", "4471", "A WEBB"})

COLLEAGUES = [
    "Ann reviewed it on day 7.",
    "Asked Ann Webb, who had no entry.",
    "Sgt Webb reviewed it.",
    "Insp Webb was told by Ann W.",
    "Mrs Webb of the audit team agrees.",
    "ANN WEBB agrees.",
    "Priya and Ann differ.",
    "OIC Webb is on leave, officer Webb agrees.",
    "Sue Park-O\u2019Neill agrees.",
]
STRANGERS = [
    ("Ann Smith rang.", "Ann Smith"),
    ("Spoke to victim Ann.", "Ann"),
    ("The IP Webb declined.", "Webb"),
    ("Her mother Priya rang.", "Priya"),
    ("Mr Khan rang Ann.", "Mr Khan"),
    ("Ann O'Neill rang.", "Ann O'Neill"),
    ("Sgt Khan was told by Ann.", "Sgt Khan"),
]


@pytest.mark.parametrize("text", COLLEAGUES)
def test_a_colleague_is_not_warned_about(text: str) -> None:
    assert warning_of(text, today=TODAY, colleagues=TEAM) == ""
    assert warning_without_quotes(text, today=TODAY, called="line 2", colleagues=TEAM) == ""


@pytest.mark.parametrize(("text", "name"), STRANGERS)
def test_whoever_else_is_called_so_is(text: str, name: str) -> None:
    assert warning_of(text, today=TODAY, colleagues=TEAM) == (
        f'The note has what looks like a name: "{name}".'
    )
    assert "a name" in warning_without_quotes(text, today=TODAY, called="x", colleagues=TEAM)


@pytest.mark.parametrize("text", [text for text in COLLEAGUES if "OIC" not in text])
def test_without_a_team_every_name_is_warned_about(text: str) -> None:
    assert warning_of(text, today=TODAY) != ""


def test_only_a_name_is_a_colleagues() -> None:
    assert "a phone number" in warning_of("Ann: 07700 900123", today=TODAY, colleagues=TEAM)


def test_a_desk_knows_who_is_registered_those_who_left_too(desk: Desk) -> None:
    register(desk, "Ann Lee", known_as="4471; A LEE")
    register(desk, "Bob Orr")
    remove_member(desk, "Bob Orr")
    assert sit_down(desk.record).colleagues >= {"Ann Lee", "4471", "A LEE", "Bob Orr"}
