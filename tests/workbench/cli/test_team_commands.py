"""The commands of a team: what they say, to people and to programs, and what they never say."""

import json

import pytest

from tests.conftest import write_list
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from workbench.cli.dispatch import run


class Shell:
    """Runs commands as a login of a team, and remembers what the last one printed."""

    def __init__(self, team: Team, capture: pytest.CaptureFixture[str]) -> None:
        self.team = team
        self.capture = capture
        self.out = self.err = ""

    def __call__(self, name: str, *words: object) -> int:
        code = run([*map(str, words), "--record", self.team.url(name)])
        self.out, self.err = self.capture.readouterr()
        return code


@pytest.fixture(scope="module")
def team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    return make_team(postgres_server, tmp_path_factory.mktemp("team"))


@pytest.fixture
def at(team: Team, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(team, capsys)


@pytest.fixture(autouse=True)
def nobody_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_AUDITOR", raising=False)


def test_a_record_is_made_by_its_url_and_not_twice(
    postgres_server: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    database = postgres_server.new_database()
    login = f"{database}_maker"
    postgres_server.execute(
        f"CREATE ROLE {login} LOGIN CREATEROLE", f"ALTER DATABASE {database} OWNER TO {login}"
    )
    url = postgres_server.url(database, user=login)
    assert run(["team", "create", url, "--name", "Hal"]) == 0
    assert f"Hal ({login}) is its first owner." in capsys.readouterr().out
    assert run(["team", "create", url]) == 2
    assert "has a record already" in capsys.readouterr().err


def test_a_file_is_no_place_for_a_team(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["team", "create", "here.record"]) == 2
    assert "is no address of a server" in capsys.readouterr().err


def test_roles_shows_who_is_who_and_what_each_may(at: Shell) -> None:
    assert at("Ann", "team", "roles") == 0
    lines = at.out.splitlines()
    assert any(line.split()[:2] == ["Sue", "supervisor"] for line in lines)
    assert any(line.startswith("viewer") and "no case" in line for line in lines)
    assert at("Ann", "team", "roles", "--json") == 0
    told = json.loads(at.out)
    assert [member["name"] for member in told["members"]] == [
        "Hal", "Sue", "Mo", "Ann", "Bob", "Cy", "Vic",
    ]  # fmt: skip
    assert all(member["login_has_the_role"] for member in told["members"][1:])
    assert (told["unallocated_cases"], set(told["roles"])) == (
        "closed",
        {"owner", "supervisor", "moderator", "auditor", "viewer"},
    )


def test_a_viewer_is_told_of_themselves_only(at: Shell) -> None:
    assert at("Vic", "team", "roles", "--json") == 0
    assert [member["name"] for member in json.loads(at.out)["members"]] == ["Vic"]


def test_no_option_takes_a_password_and_none_is_printed(
    at: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked for, and given to the server only."""
    asked: list[dict[str, object]] = []

    def prompt(_: str, **how: object) -> str:
        asked.append(how)
        return "correct horse"

    monkeypatch.setattr("typer.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    login = f"{at.team.database}_pat"
    words = ("Pat", "--role", "auditor", "--login", login, "--ask-password")
    assert at("Hal", "team", "add-user", *words) == 0
    assert asked[0]["hide_input"] is asked[0]["confirmation_prompt"] is True
    assert "correct horse" not in at.out + at.err
    assert at("Hal", "team", "remove-user", "Pat") == 0
    assert "What they answered stays" in at.out


def test_without_a_terminal_no_password_is_asked_for_and_nobody_is_added(
    at: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    login = f"{at.team.database}_rae"
    words = ("Rae", "--role", "auditor", "--login", login, "--ask-password")
    assert at("Hal", "team", "add-user", *words) == 2
    assert "There is no terminal to ask for the password in" in at.err
    assert at("Hal", "team", "remove-user", "Rae") == 2


def test_what_nobody_was_allocated_is_opened_once(at: Shell) -> None:
    for _ in range(2):
        assert at("Hal", "team", "unallocated", "open") == 0
    assert at("Hal", "history", "--json") == 0
    actions = [entry["action"] for entry in json.loads(at.out)]
    assert actions.count("unallocated cases opened") == 1
    assert at("Hal", "team", "unallocated", "closed") == 0


def test_add_user_advises_how_a_password_is_set(at: Shell) -> None:
    login = f"{at.team.database}_quin"
    assert at("Hal", "team", "add-user", "Quin", "--role", "viewer", "--login", login) == 0
    assert rf'\password "{login}"' in at.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("team", "add-user", "Eve", "--role", "king"), "There is no role 'king'"),
        (("team", "remove-user", "Eve"), "Eve is not in the team"),
        (("team", "unallocated", "ajar"), "'ajar' is neither"),
        (("release", "Nothing"), "There is no audit named 'Nothing'"),
    ],
)
def test_what_was_wrong_is_said_plainly(at: Shell, words: tuple[str, ...], said: str) -> None:
    assert at("Hal", *words) == 2
    assert said in at.err
    assert "Traceback" not in at.err


@pytest.fixture(scope="module")
def drawn(team: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team with a list imported and an audit drawn by commands of its supervisor."""
    cases = write_list(tmp_path_factory.mktemp("list") / "crimes.csv")
    url = team.url("Sue")
    keep = ("--ref", "Crime No", "--keep", "Team")
    sample = ("--checklist", "SUP", "--size", "12", "--seed", "20260901-dice")
    for words in (
        ("import", str(cases), "--name", "crimes", *keep),
        ("draw", "September", "--population", "crimes", *sample),
        ("team", "unallocated", "open"),
    ):
        assert run([*words, "--record", url]) == 0
    return team


def test_a_month_of_a_small_team_by_commands(drawn: Team, at: Shell) -> None:
    """An auditor answers, a supervisor releases, a viewer reads, an owner verifies."""
    assert at("Ann", "answer", "September", "#1", "SUP-01", "met") == 0
    assert at("Vic", "rates", "September") == 2
    assert "No rates of 'September' were released" in at.err
    assert at("Sue", "release", "September") == 0
    assert at("Vic", "rates", "September") == 0
    assert "by Sue" in at.out
    assert at("Vic", "rates", "September", "--json") == 0
    told = json.loads(at.out)
    assert (told["questions"][0]["met"], told["released"]["by"]) == (1, "Sue")
    assert at("Ann", "rates", "September", "--released") == 0
    assert "Released" in at.out
    assert at("Ann", "verify") == 2
    assert "needs an owner's login" in at.err
    assert at("Ann", "history") == 0
    assert "Not the whole history" in at.out
    assert at("Hal", "verify") == 0


@pytest.mark.parametrize("option", [("--by", "Team"), ("--interval", "jeffreys")])
def test_released_rates_are_not_broken_down_in_silence(
    drawn: Team, at: Shell, option: tuple[str, str]
) -> None:
    assert at("Vic", "rates", "September", *option) == 2
    assert "as they were released" in at.err


@pytest.mark.parametrize("name", ["Sue", "Ann", "Vic"])
def test_the_doctor_says_what_it_was_not_shown(at: Shell, name: str) -> None:
    at(name, "doctor")
    rows = next(line for line in at.out.splitlines() if " rows " in line)
    assert rows.startswith("not looked at")
    assert "only an owner's login" in rows


@pytest.mark.parametrize(
    "words",
    [
        ("populations",),
        ("history",),
        ("certificate", "September"),
        ("export", "September", "x.csv"),
        ("answer", "September", "#1", "SUP-01", "met"),
        ("compare", "September"),
        ("score", "September", "--plain"),
        ("backup", "x.dump"),
    ],
)
def test_a_viewer_is_refused_everything_else_in_plain_words(
    drawn: Team, at: Shell, words: tuple[str, ...], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert at("Vic", *words) in {1, 2}
    assert "Traceback" not in at.err
    assert not any(reference in at.out + at.err for reference in ("00042", "21/00", "220012345"))
