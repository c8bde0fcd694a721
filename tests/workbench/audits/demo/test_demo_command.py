"""`workbench demo`: made once, kept, and made anew only when asked."""

import pytest
import typer
from typer.testing import CliRunner

from workbench.audits.demo import making, places
from workbench.cli import demo_command
from workbench.record.engine import open_record


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command with a quick example: the record alone."""
    made = []

    def quick(folder, *, tell):
        made.append(folder)
        tell("Making it ...")
        place = places.prepare(folder)
        open_record(place.record).close()
        places.finish(folder, "quick")
        return place

    monkeypatch.setattr(making, "make_demo", quick)
    monkeypatch.setenv("WORKBENCH_DEMO", str(tmp_path / "northshire"))
    commands = typer.Typer()
    commands.callback()(lambda: None)
    demo_command.add_to(commands)

    def go(*options):
        return CliRunner().invoke(commands, ["demo", "--no-open", *options])

    go.made = made
    go.folder = tmp_path / "northshire"
    return go


def test_it_says_where_everything_is_and_what_comes_next(run):
    said = run().output

    assert f"Northshire, an invented force, is in {run.folder}" in said
    for name in ("northshire.record", "northshire-crimes.csv", "northshire-truth.csv"):
        assert name in said
    assert "Next: " in said
    assert f"workbench --record {run.folder / 'northshire.record'}" in said


def test_what_is_there_is_kept(run):
    run()
    mine = run.folder / "mine.txt"
    mine.write_text("kept", encoding="utf-8")

    second = run()

    assert second.exit_code == 0
    assert len(run.made) == 1


def test_reset_makes_it_anew_and_leaves_other_files(run):
    run()
    mine = run.folder / "mine.txt"
    mine.write_text("kept", encoding="utf-8")

    assert run("--reset").exit_code == 0

    assert len(run.made) == 2
    assert mine.read_text(encoding="utf-8") == "kept"


def test_an_example_that_was_interrupted_is_made_again(run):
    places.prepare(run.folder)

    assert run().exit_code == 0
    assert places.is_there(run.folder)


def test_a_record_that_cannot_be_read_is_told_with_the_way_out(run):
    run()
    (run.folder / "northshire.record").write_text("not a record at all", encoding="utf-8")

    assert "workbench demo --reset" in str(run().exception)


def test_the_folder_is_in_the_users_data_unless_one_is_named(monkeypatch):
    monkeypatch.delenv("WORKBENCH_DEMO", raising=False)

    assert places.demo_folder().name == "northshire-demo"
    assert places.demo_folder().parent.name == "casefile-workbench"
