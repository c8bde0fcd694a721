"""What tests of screens start from: an app on the record of the tests, and a way to wait."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.postgres_server import PostgresServer, why_no_server
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk

Settle = Callable[[Pilot[None]], Awaitable[None]]
MakeApp = Callable[..., WorkbenchApp]
AppOf = Callable[[str], WorkbenchApp]
Running = AbstractAsyncContextManager[Pilot[None]]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of the tests apart from those of the person who runs them."""
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(tmp_path / "settings.json"))
    monkeypatch.delenv("WORKBENCH_ASCII", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def make_app(desk: Desk) -> MakeApp:
    """A function that makes an app at the desk of the tests, at an audit if one is named."""

    def make(audit: str | None = None) -> WorkbenchApp:
        app = WorkbenchApp(record=str(desk.record.location), auditor=desk.auditor, audit=audit)
        app.desk = desk
        return app

    return make


@pytest.fixture
def app_of(desk: Desk) -> AppOf:
    """A function that makes the app of somebody, by name, at the record of the tests."""

    def make(name: str) -> WorkbenchApp:
        app = WorkbenchApp(record=str(desk.record.location), auditor=name)
        app.desk = replace(desk, auditor=name)
        return app

    return make


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server that these tests may stop."""
    if reason := why_no_server():
        pytest.skip(reason)
    server = PostgresServer()
    server.make()
    yield server
    server.remove()
