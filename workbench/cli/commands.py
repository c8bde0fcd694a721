"""The commands of `workbench`, and the options that go with every one of them."""

from typing import Annotated

import typer

from workbench.cli.context import Asked
from workbench.version import VERSION

commands = typer.Typer(
    name="workbench",
    help="Draw random samples of case files, score them, and report honest compliance rates. "
    "Without a command it opens the terminal app.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"casefile-workbench {VERSION}")
        raise typer.Exit


@commands.callback(invoke_without_command=True)
def workbench(
    context: typer.Context,
    record: Annotated[
        str | None,
        typer.Option(
            metavar="PATH_OR_URL",
            help="The record to use: a file, or a team's postgresql:// address. Also "
            "WORKBENCH_RECORD. Goes with every command.",
        ),
    ] = None,
    auditor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who is working. Also WORKBENCH_AUDITOR."),
    ] = None,
    version: Annotated[  # noqa: ARG001 - answered by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Open the terminal app, unless a command was named."""
    context.obj = Asked(record=record, auditor=auditor)
    if context.invoked_subcommand is None:
        from workbench.app import run_app

        run_app(record=record, auditor=auditor)


def _add_all() -> None:
    from workbench.cli import (
        backup_commands,
        baseline_commands,
        calibration_commands,
        certificate_commands,
        checklist_commands,
        demo_command,
        draw_commands,
        encryption_commands,
        escalation_commands,
        history_commands,
        pack_commands,
        people_commands,
        plan_commands,
        population_commands,
        programme_commands,
        purge_commands,
        recommendation_commands,
        release_commands,
        result_commands,
        score_commands,
        second_reading_commands,
        team_commands,
    )

    for group in (
        demo_command,
        population_commands,
        draw_commands,
        certificate_commands,
        score_commands,
        second_reading_commands,
        escalation_commands,
        pack_commands,
        result_commands,
        release_commands,
        baseline_commands,
        plan_commands,
        programme_commands,
        checklist_commands,
        recommendation_commands,
        history_commands,
        backup_commands,
        encryption_commands,
        purge_commands,
        team_commands,
        people_commands,
        calibration_commands,
    ):
        group.add_to(commands)


_add_all()
