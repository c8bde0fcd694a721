"""No socket is opened, and nothing is made outside the folders of the user: strace sees every call.

A local record needs no network. What Python itself asks for is named in `HARMLESS`.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.care.apps import SITTING
from tests.care.sandbox import DRAW, IMPORT, REFERENCE, Ran, Sandbox, sandbox_in

HARMLESS = {
    "socketpair(AF_UNIX, SOCK_STREAM": "asyncio wakes its own loop through a pair of its own ends",
    '"\\0", 1, 0, NULL, 0': "asyncio sends one zero byte through that pair to wake itself",
    "getsockname(": "asyncio asks what its own pair is",
    "getpeername(": "asyncio asks what its own pair is",
}
"""Calls about sockets that reach nobody, and who makes them."""
ON_A_SOCKET = re.compile(
    r"\b(?:socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg|getsockname|getpeername)\("
)
MAKES = re.compile(r'\bopenat?\((?:AT_FDCWD, |\d+<[^>]*>, )?"([^"]+)", [A-Z_|]*O_CREAT')
TEMPORARY = re.compile(r'\bopenat?\((?:AT_FDCWD, )?"([^"]+)", [A-Z_|]*O_TMPFILE')


def can_trace() -> bool:
    """Whether strace is installed and is allowed to look at a program of ours."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true"],
        check=False,
        capture_output=True,
    )
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(
    not can_trace(), reason="strace is not installed or not allowed here: no call can be watched"
)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory) -> Sandbox:
    return sandbox_in(tmp_path_factory.mktemp("sockets"))


def tracing(sandbox: Sandbox, name: str) -> tuple[str, ...]:
    calls = "trace=%network,open,openat"
    return (
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "300",
        "-e",
        calls,
        "-o",
        str(sandbox.root / name),
    )


@pytest.fixture(scope="module")
def calls(sandbox: Sandbox) -> dict[str, list[str]]:
    """Every call about sockets and files, of a run of commands and of a sitting in the app."""
    commands = sandbox.commands(
        IMPORT,
        DRAW,
        ("answer", "care", REFERENCE, "SUP-01", "met"),
        ("rates", "care"),
        ("compare", "care"),
        ("export", "care", "care.xlsx"),
        ("certificate", "care"),
        ("history", "care"),
        ("verify",),
        ("backup", "copy.record"),
        before=tracing(sandbox, "commands.calls"),
    )
    sitting = sandbox.program(SITTING, "022", before=tracing(sandbox, "sitting.calls"))
    _check(commands, sitting)
    names = ("commands", "sitting")
    return {name: (sandbox.root / f"{name}.calls").read_text().splitlines() for name in names}


def _check(commands: Ran, sitting: Ran) -> None:
    assert set(commands.codes()) == {0}, commands.err
    assert sitting.code == 0, sitting.err


@pytest.mark.parametrize("of", ["commands", "sitting"])
def test_no_socket_is_opened(calls, of) -> None:
    lines = [line for line in calls[of] if ON_A_SOCKET.search(line)]
    outside = [line for line in lines if not any(known in line for known in HARMLESS)]
    assert outside == []


@pytest.mark.parametrize("of", ["commands", "sitting"])
def test_nothing_is_made_outside_the_folders_of_the_user(calls, sandbox, of) -> None:
    made = [
        Path(found[1])
        for line in calls[of]
        if " = -1 " not in line and (found := MAKES.search(line) or TEMPORARY.search(line))
    ]
    assert made, "strace saw no file being made"
    wrong = [p for p in made if p.is_absolute() and not p.is_relative_to(sandbox.root)]
    assert [path for path in wrong if path != Path("/dev/null")] == []


def test_the_trace_would_show_a_socket(sandbox: Sandbox) -> None:
    code = "import socket; socket.socket(socket.AF_INET).close()"
    sandbox.program(code, before=tracing(sandbox, "socket.calls"))
    seen = (sandbox.root / "socket.calls").read_text().splitlines()
    found = [line for line in seen if ON_A_SOCKET.search(line)]
    assert len(found) == 1
    assert "AF_INET" in found[0]
