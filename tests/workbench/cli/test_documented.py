"""The README and the help: what they name is there, and what is there says what it does."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from workbench.cli.commands import commands

ROOT = Path(__file__).resolve().parents[3]
GROUP = typer.main.get_command(commands)


def named_in_readme() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^ {4,}(?:uv run )?workbench (.+)$", text, flags=re.MULTILINE)
    return [line.split("  #")[0] for line in lines]


def every_command(group=GROUP, path: tuple[str, ...] = ()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, (*path, name))
        else:
            yield pytest.param(command, id=" ".join((*path, name)))


PAGES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / f"{n}.md" for n in ("README", "CHANGELOG", "CONTRIBUTING")),
]


def links() -> list[object]:
    """Return every link of a page to another file, or to a heading, with the page it is on."""
    return [
        pytest.param(page, target, id=f"{page.name}: {target}")
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target
    ]


def anchors(page: Path) -> set[str]:
    """Return what a link may call the headings of a page: in small letters, joined by hyphens."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize(("page", "target"), links())
def test_every_link_of_the_documentation_leads_somewhere(page: Path, target: str) -> None:
    file, _, heading = target.partition("#")
    found = (page.parent / file).resolve() if file else page
    assert found.exists()
    assert not heading or heading in anchors(found)


def test_the_page_on_care_leads_to_the_page_on_retention() -> None:
    assert "](retention.md)" in (ROOT / "docs" / "care.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", named_in_readme())
def test_a_command_of_the_readme_is_understood(line: str) -> None:
    words = shlex.split(line)
    command = GROUP
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    command.make_context("workbench", words)


def test_the_readme_names_the_main_job() -> None:
    named = {line.split()[0] for line in named_in_readme()}
    assert {"import", "draw", "score", "rates", "export", "certificate", "redraw"} <= named


@pytest.mark.parametrize("command", list(every_command()))
def test_every_command_and_every_option_says_what_it_is_for(command) -> None:
    assert command.help
    for parameter in command.params:
        assert parameter.help, f"{parameter.name} has no help"
