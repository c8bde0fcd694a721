"""The app paints before anything heavy is imported."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "pandas",
    "numpy",
    "scipy",
    "openpyxl",
    "yaml",
    "python_calamine",
    "workbench.audits",
    "workbench.record",
)

PAINT_AND_LIST = """
import asyncio, sys
from workbench.app import WorkbenchApp

def stop(app):
    print(sorted(sys.modules))
    app.exit()

async def paint():
    app = WorkbenchApp(record=sys.argv[1])
    app.open_desk = lambda: None
    from workbench.screens.home import HomeScreen
    HomeScreen.action_read_again = lambda screen: stop(screen.app)
    await app.run_async(headless=True)

asyncio.run(paint())
"""


def imported_by(program: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return {name.strip("' \n") for name in done.stdout.strip("[]\n").split(",")}


def test_importing_the_app_imports_nothing_heavy() -> None:
    names = imported_by("import sys, workbench.app; print(sorted(sys.modules))")
    assert "workbench.app" in names
    assert names.isdisjoint(HEAVY)


def test_nothing_heavy_is_imported_by_the_time_of_the_first_paint(tmp_path: Path) -> None:
    names = imported_by(PAINT_AND_LIST, str(tmp_path / "r"))
    assert "workbench.screens.home" in names
    assert names.isdisjoint(HEAVY)
