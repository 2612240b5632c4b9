"""The folder of items that a command works on: read whole, and changed only as far as all of it still loads."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.loader import Catalogue, load
from kiosk.command_line import EXIT_TROUBLE, config_of, fail
from kiosk.item_files import services_folder
from kiosk.locale import told
from offline_cache.durable_file import replace_whole
from outcome import Action, Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NoReturn

    from catalogue.item_problem import ItemProblem

TREES = Path("_region") / "trees.yaml"

folder_option = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=told("cli.items_folder"),
)


def folder_of(config_file: Path, folder: Path | None) -> Path:
    """The one that is named, or the terminal's own."""
    return folder or services_folder(config_of(config_file))


def catalogue_of(folder: Path) -> Catalogue:
    """The items of the folder; with mistakes in them the command ends with all of them."""
    loaded = load(folder)
    if not isinstance(loaded, Catalogue):
        stop(loaded)
    return loaded


def file_of(folder: Path, item: str) -> Path:
    """Of an item of a catalogue that has loaded: then its file is where it belongs."""
    return next(folder.glob(f"[a-z]*/{item}.yaml"))


def change(folder: Path, files: Mapping[Path, str]) -> None:
    """Write the files, named from the folder, after a copy of the folder has loaded with them; else nothing changes.

    The files of items come before the tree. Between two of them a power cut may come: then `items check` tells what
    hangs nowhere, and the same command again mends it.
    """
    with tempfile.TemporaryDirectory(prefix="bangban-items-") as fresh:
        draft = Path(fresh) / "services"
        shutil.copytree(folder, draft)
        for name, text in files.items():
            (draft / name).parent.mkdir(exist_ok=True)
            (draft / name).write_text(text, encoding="utf-8")
        loaded = load(draft)
        if not isinstance(loaded, Catalogue):
            stop(replace(one, file=folder / one.file.relative_to(draft)) for one in loaded)
    try:
        for name, text in sorted(files.items(), key=lambda one: one[0] == TREES):
            (folder / name).parent.mkdir(exist_ok=True)
            replace_whole(folder / name, text.encode(), mode=0o644)
    except OSError as error:
        fail(Failure("items_not_written", Action.ENGINEER, f"{error.filename}: {error.strerror}"))


def stop(problems: Iterable[ItemProblem]) -> NoReturn:
    """Every problem, and exit 1."""
    for problem in problems:
        click.echo(str(problem), err=True)
    sys.exit(EXIT_TROUBLE)
