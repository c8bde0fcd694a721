"""Plain text and JSON for the commands: columns that line up, and nothing that needs colour."""

import json
from collections.abc import Iterable, Mapping, Sequence

import typer


def say(*lines: str) -> None:
    """Print lines."""
    for line in lines:
        typer.echo(line)


def say_json(value: object) -> None:
    """Print a value as JSON that a program can read."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def say_facts(facts: Mapping[str, object]) -> None:
    """Print names with their values, the values in one column."""
    width = max((len(name) for name in facts), default=0)
    for name, value in facts.items():
        typer.echo(f"{name:<{width}}  {value}")


def say_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headings; numbers stand to the right of their column."""
    body = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(headings), *body]) for i in range(len(headings))]
    right = [bool(body) and all(_is_figure(row[i]) for row in body) for i in range(len(headings))]
    for row in [list(headings), *body]:
        cells = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        typer.echo("  ".join(cells).rstrip())


def _is_figure(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("%", "").strip("-").isdigit() or text in {
        "",
        "-",
    }
