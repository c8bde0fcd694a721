"""docs/team-server/compose.yaml and docs/team.md: what they say is so, as far as no engine runs."""

import re
from pathlib import Path

import pytest
import yaml

from tests.postgres_server import PostgresServer
from workbench.audits.people.team import create_team
from workbench.cli.commands import commands
from workbench.record.location import ServerAddress
from workbench.record.role_grants import role_name
from workbench.record.role_rules import Role

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "team.md").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DOCS / "team-server" / "compose.yaml").read_text(encoding="utf-8"))
DATABASE = COMPOSE["services"]["database"]


def test_the_image_is_the_official_one_of_one_major_version() -> None:
    assert re.fullmatch(r"docker\.io/library/postgres:\d{2}", DATABASE["image"])
    assert int(DATABASE["image"].rpartition(":")[2]) >= 15


def test_everything_that_a_service_names_is_defined() -> None:
    assert set(COMPOSE) == {"name", "services", "volumes", "secrets"}
    assert {volume.partition(":")[0] for volume in DATABASE["volumes"]} == set(COMPOSE["volumes"])
    assert set(DATABASE["secrets"]) == set(COMPOSE["secrets"])


def test_the_data_outlives_the_container_and_its_health_is_looked_at() -> None:
    assert DATABASE["volumes"] == ["record:/var/lib/postgresql/data"]
    check = DATABASE["healthcheck"]
    assert check["test"][:2] == ["CMD", "pg_isready"]
    user = DATABASE["environment"]["POSTGRES_USER"]
    assert f"--username={user}" in check["test"]


def test_the_password_is_in_a_file_and_nowhere_else() -> None:
    environment = DATABASE["environment"]
    assert "POSTGRES_PASSWORD" not in environment
    (secret,) = COMPOSE["secrets"]
    assert environment["POSTGRES_PASSWORD_FILE"] == f"/run/secrets/{secret}"
    file = COMPOSE["secrets"][secret]["file"]
    assert not (DOCS / "team-server" / file).exists()
    assert file.removeprefix("./") in PAGE


def test_the_port_is_open_to_this_computer_only() -> None:
    assert all(port.startswith("127.0.0.1:") for port in DATABASE["ports"])


def test_databases_are_made_as_a_record_needs_them() -> None:
    arguments = DATABASE["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert {"--encoding=UTF8", "--locale=C", "--auth-host=scram-sha-256"} <= set(arguments)


def _statements() -> list[list[str]]:
    blocks = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)
    bare = [re.sub(r"--.*", "", block) for block in blocks]
    return [[part.strip() for part in block.split(";") if part.strip()] for block in bare]


@pytest.mark.parametrize("keeper_makes_the_roles", [False, True])
def test_a_record_can_be_made_by_the_statements_of_the_page(
    postgres_server: PostgresServer, keeper_makes_the_roles: bool
) -> None:
    """By either way that it describes, under names of this test's own."""
    database, login = postgres_server.new_database(), "page"
    postgres_server.execute(f"DROP DATABASE {database}")
    first, roles = _statements()
    run = [*first, *roles] if keeper_makes_the_roles else first
    for statement in run:
        named = re.sub(r"\bhal\b", f"{database}_{login}", statement)
        named = re.sub(r"\baudits\b", database, named.replace("audits_", f"{database}_"))
        if keeper_makes_the_roles:
            named = named.replace(" CREATEROLE", "")
        postgres_server.execute(named)
    url = postgres_server.url(database, user=f"{database}_{login}")
    assert create_team(ServerAddress(url)).role is Role.OWNER


def test_the_page_names_every_role_as_the_database_does() -> None:
    assert all(role_name("audits", role) in PAGE for role in Role)


def test_the_commands_of_the_page_are_there() -> None:
    import typer.main

    group = typer.main.get_command(commands)
    of_team = set(group.commands["team"].commands)
    assert set(re.findall(r"workbench team ([a-z-]+)", PAGE)) == of_team
