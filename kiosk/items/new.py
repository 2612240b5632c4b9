"""`kiosk items new`: a file that loads, to be filled with what is the item's own, hung on its branch."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.model import Handling
from kiosk.command_line import config_option
from kiosk.items.folder import TREES, catalogue_of, change, file_of, folder_of, folder_option
from kiosk.locale import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.shelf import Catalogue

_ID = re.compile(r"[a-z][a-z0-9-]*")


@click.command("new", help=told("cli.items_new"))
@click.argument("item", metavar="ID")
@config_option
@folder_option
@click.option("--name", required=True, help=told("cli.items_new_name"))
@click.option("--name-en", metavar="NAME", help=told("cli.items_new_name_en"))
@click.option("--like", "model", metavar="ITEM", help=told("cli.items_new_like"))
@click.option("--domain", metavar="FOLDER", help=told("cli.items_new_domain"))
@click.option("--department", metavar="NAME", help=told("cli.items_new_department"))
@click.option("--window", metavar="NAME", help=told("cli.items_new_window"))
@click.option("--branch", metavar="NAME", help=told("cli.items_new_branch"))
@click.option(
    "--level",
    type=click.Choice(list("123456")),
    default="4",
    show_default=True,
    help=told("cli.items_new_level"),
)
@click.option(
    "--handling",
    type=click.Choice([one.value for one in Handling]),
    default=Handling.COLLECT.value,
    show_default=True,
    help=told("cli.items_new_handling"),
)
def new(
    *,
    config_file: Path,
    folder: Path | None,
    item: str,
    name: str,
    name_en: str | None,
    model: str | None,
    domain: str | None,
    department: str | None,
    window: str | None,
    branch: str | None,
    level: str,
    handling: str,
) -> None:
    """What is not said is taken from the item that it shall be like, or from the domain."""
    from catalogue.hang import branch_of, hung
    from catalogue.new_item import Start, from_nothing, like
    from catalogue.numbering import free_code

    folder = folder_of(config_file, folder)
    known = catalogue_of(folder)
    region = known.region
    if not _ID.fullmatch(item):
        raise click.BadParameter(told("cli.items_new_bad_id"), param_hint="ID")
    if item in known.items:
        raise click.BadParameter(told("cli.items_new_there", file=file_of(folder, item)), param_hint="ID")
    text = None
    if model is not None:
        _one_of(model, dict.fromkeys(known.items, ""), "--like")
        path = file_of(folder, model)
        text, level = path.read_text(encoding="utf-8"), known.items[model].level
        domain = domain or path.parent.name
        department = department or _office(known, model)
        branch = branch or branch_of(region, model)
    if not domain or not _ID.fullmatch(domain):
        raise click.BadParameter(told("cli.items_new_no_domain"), param_hint="--domain")
    department = _one_of(
        department or domain, {one: what.name.zh for one, what in region.departments.items()}, "--department"
    )
    if region.trees:
        _one_of(branch or "", {one.id: one.name.zh for _, one in region.branches()}, "--branch")
    if text is None:
        windows = {one: what.name.zh for one, what in region.windows.items()}
        if window is None and department not in windows:
            why = told("cli.items_new_no_window", office=department, known=_listed(windows))
            raise click.BadParameter(why, param_hint="--window")
        window = _one_of(window or department, windows, "--window")
    taken = {one.code for one in known.items.values()}
    code = free_code(region.departments[department], level, taken)
    english = name_en or item.replace("-", " ").capitalize()
    start = Start(item, code, name, english, department, window or "", level, Handling(handling))
    files = {Path(domain) / f"{item}.yaml": from_nothing(start) if text is None else like(text, start)}
    if region.trees and branch:
        files[TREES] = hung((folder / TREES).read_text(encoding="utf-8"), branch, item)
    change(folder, files)
    click.echo(told("cli.items_new_made", file=folder / domain / f"{item}.yaml", branch=branch or "-"))


def _one_of(name: str, known: Mapping[str, str], option: str) -> str:
    """The name, if there is such; `known` says what each is called."""
    if name not in known:
        why = told("cli.items_not_known", name=name, known=_listed(known))
        raise click.BadParameter(why, param_hint=option)
    return name


def _listed(known: Mapping[str, str]) -> str:
    return ", ".join(f"{one} {called}".rstrip() for one, called in known.items())


def _office(known: Catalogue, model: str) -> str | None:
    """The office of an item, by its name in the region."""
    code = known.items[model].code
    return next((name for name, one in known.region.departments.items() if code.startswith(one.code)), None)
