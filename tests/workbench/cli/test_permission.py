"""Commands that only some of a team may give: the role comes first, whatever else is wrong."""

from collections.abc import Sequence

import pytest

from tests.postgres_server import PostgresServer
from tests.team_world import PEOPLE, Team, make_working_team
from workbench.cli.dispatch import run

SUPERVISORS = "Only a supervisor or an owner may"
MODERATORS = "Only a moderator, a supervisor or an owner may"
OWNERS = "Only an owner may"
WORDS = {"moderator": "a moderator", "auditor": "an auditor", "viewer": "a viewer"}

COMMANDS = [
    ("import no-such-file.csv --name L", f"{SUPERVISORS} bring in a list of cases"),
    ("import postgresql://nowhere/x --name L --ref A", f"{SUPERVISORS} bring in a list of cases"),
    ("draw October", f"{SUPERVISORS} draw a sample"),
    ("draw October --part x", f"{SUPERVISORS} draw a sample"),
    ("draw October --in-place sqlite:///nothing --ref A", f"{SUPERVISORS} draw a sample"),
    ("repeat Nowhere no-file.csv --as October", f"{SUPERVISORS} draw a sample"),
    ("replace Nowhere #1 --reason whim", f"{SUPERVISORS} put a reserve in the place of a case"),
    ("allocate Nowhere --to Ann=x", f"{SUPERVISORS} say who reads what"),
    ("allocate Nowhere --again", f"{SUPERVISORS} say who reads what"),
    ("allocate Nowhere --case #1", f"{SUPERVISORS} say who reads what"),
    ("allocate Nowhere --own-team nothing", f"{SUPERVISORS} say who reads what"),
    ("second Nowhere --reader Nobody --share 7", f"{SUPERVISORS} choose what is read twice"),
    ("calibrate Nowhere --agreed no-file.csv", f"{SUPERVISORS} make or reveal a calibration set"),
    ("calibrate Nowhere --to Ann", f"{SUPERVISORS} make or reveal a calibration set"),
    ("release Nowhere", f"{SUPERVISORS} release rates"),
    ("team unallocated perhaps", f"{SUPERVISORS} say who reads what was allocated to nobody"),
    ("settle Nowhere #1", f"{MODERATORS} settle where two readers differ"),
    ("settle Nowhere --undo", f"{MODERATORS} settle where two readers differ"),
    (
        "pack out Nowhere no-folder/p --for Ann --reading 7",
        f"{SUPERVISORS} send cases out in packs",
    ),
    ("pack in no-file", f"{OWNERS} take in what comes back in packs"),
    ("compare Nowhere --fix nothing", f"{SUPERVISORS} fix what an audit is held against"),
    ("recommendations R99 --status done", f"{SUPERVISORS} say where a recommendation stands"),
    ("backup no-folder/b.dump", f"{OWNERS} back the record up"),
    ("people add Zoe --role king", f"{OWNERS} change who is in the team"),
    ("populations crimes --by team", f"{SUPERVISORS} see the list itself"),
    ("erasures", f"{SUPERVISORS} see what was erased"),
    ("people leave Zoe", f"{OWNERS} change who is in the team"),
    ("team add-user Zoe --role king", f"{OWNERS} change who is in the team"),
    ("team remove-user Zoe", f"{OWNERS} change who is in the team"),
    ("purge --before never --reason none", f"{OWNERS} erase what is due"),
]


@pytest.fixture(scope="module")
def team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    return make_working_team(postgres_server, tmp_path_factory.mktemp("team"))


def _said(team: Team, name: str, words: Sequence[str], capture: pytest.CaptureFixture[str]) -> str:
    """Run a command as a login; return what it said on the error stream."""
    assert run([*words, "--record", team.url(name)]) == 2
    return capture.readouterr().err


@pytest.mark.parametrize("name", ["Mo", "Ann", "Vic"])
@pytest.mark.parametrize(("command", "only"), COMMANDS)
def test_the_role_is_looked_at_before_anything_else(
    team: Team, capsys: pytest.CaptureFixture[str], command: str, only: str, name: str
) -> None:
    """Each of these is wrong in another way too, which is not what is said."""
    if name == "Mo" and only.startswith(MODERATORS):
        pytest.skip("a moderator may")
    said = _said(team, name, command.split(), capsys)
    assert said.startswith(only)
    assert f"; you are {WORDS[PEOPLE[name]]}. Ask" in said
    assert said.count("\n") == 1


def test_a_login_that_is_nobodys_is_told_so_and_not_that_there_is_nothing(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server's keeper has granted it a role of the database; nobody registered it."""
    team.server.execute(f"CREATE ROLE {team.login('Zed')} LOGIN IN ROLE {team.database}_auditor")
    for words in ("queue", "people", "history", "score September --plain", "rates September"):
        said = _said(team, "Zed", words.split(), capsys)
        assert "is not in the team of this record, and is shown nothing of it." in said


@pytest.mark.parametrize(
    "command", ["second September", "queue", "history", "export September x.csv"]
)
def test_a_viewer_is_told_what_there_is_for_them(
    team: Team, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert _said(team, "Vic", command.split(), capsys) == (
        "Vic is shown the rates that were released, and nothing else. "
        "See them with: workbench rates AUDIT.\n"
    )


def test_what_a_part_shows_is_not_taken_for_all_there_is(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(name: str, command: str) -> str:
        assert run([*command.split(), "--record", team.url(name)]) == 0
        return capsys.readouterr().out

    assert "Nothing waits for Cy.\n" in shown("Cy", "queue")
    assert "Nothing to show." in shown("Cy", "history")
    assert "No case of September that you are shown is allocated." in shown(
        "Cy", "allocate September"
    )
    assert "not yours to read" not in _said(team, "Cy", ["score", "September", "--plain"], capsys)


def test_those_who_may_are_named(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    """A viewer is shown nobody, and so is told nobody."""
    release = ["release", "September"]
    assert "Ask Hal (owner), Sue (supervisor)." in _said(team, "Ann", release, capsys)
    assert "Ask whoever leads the team." in _said(team, "Vic", release, capsys)
    people = ["people", "add", "Zoe"]
    assert "you are a supervisor. Ask Hal (owner)." in _said(team, "Sue", people, capsys)


@pytest.mark.parametrize(
    "command",
    [
        "allocate September",
        "second September",
        "settle September",
        "people",
        "team roles",
    ],
)
def test_to_look_is_no_duty(team: Team, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """The same commands without what would change something."""
    assert run([*command.split(), "--record", team.url("Ann")]) == 0
    assert "Only" not in capsys.readouterr().err
