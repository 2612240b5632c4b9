"""What every command of `kiosk` shares: its options, its config, and how it fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kiosk.locale import told
from outcome import Failure

if TYPE_CHECKING:
    from kiosk.config import Config

Command = Callable[..., Any]

EXIT_TROUBLE = 1
EXIT_WRONG = 2


def default_data() -> Path:
    """Where a terminal keeps its store, keys and log when nothing else is said (XDG base directories)."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "bangban"


config_option = click.option(
    "--config",
    "config_file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(__file__).parent.parent / "config.toml",
    help=told("cli.config"),
)


def data_option(text: str) -> Callable[[Command], Command]:
    """`--data-dir`, whose meaning differs a little between the commands."""
    return click.option(
        "--data-dir", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help=text
    )


def config_of(path: Path) -> Config:
    """The config, or the end of the command."""
    from kiosk.config import load  # brings half of the program along

    loaded = load(path)
    if isinstance(loaded, Failure):
        fail(loaded)
    return loaded.value


def fail(failure: Failure) -> NoReturn:
    """What, where, who must act; exit 2."""
    click.echo(failure.detail or failure.code, err=True)
    click.echo(told("cli.who", who=told(f"action.{failure.action}")), err=True)
    sys.exit(EXIT_WRONG)
