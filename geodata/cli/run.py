"""The places of a command's run; a mistyped TSUNAGI_INSTANCE must not become a new folder unseen."""

import click

from geodata.errors import Problem
from geodata.places_of_run import PlacesOfRun


def run_to_read() -> PlacesOfRun:
    """For a command that only reads: it may make the town table for itself, and says where."""
    run = PlacesOfRun.from_environment()
    if not run.instance.exists():
        click.echo(
            f"置き場所 {run.instance} を新しく作り、町名表を入れます（TSUNAGI_INSTANCE で変わります）。", err=True
        )
    return run


def run_to_change() -> PlacesOfRun:
    """For a command that keeps something. Raises Problem where the folder is not there."""
    run = PlacesOfRun.from_environment()
    if not run.instance.exists():
        raise Problem(
            f"置き場所 {run.instance} がありません。TSUNAGI_INSTANCE のつづりを確かめるか、"
            "「tsunagi init」（見本なら「tsunagi demo」）で用意してください。"
        )
    return run
