"""`kiosk items export`: items of this place in one file, for another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.command_line import config_option
from kiosk.items.folder import catalogue_of, file_of, folder_of, folder_option
from kiosk.locale import told

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command("export", help=told("cli.items_export"))
@click.argument("wanted", metavar="ID...", nargs=-1, required=True)
@config_option
@folder_option
@click.option(
    "--out",
    metavar="PACK",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=told("cli.items_export_out"),
)
def export(*, wanted: tuple[str, ...], config_file: Path, folder: Path | None, out: Path) -> None:
    """The files as they are, their versions and check sums, and what they name of the region."""
    from catalogue.hang import branch_of
    from catalogue.needed import needed
    from catalogue.pack import Manifest, PackedItem, digest, packed
    from catalogue.source import read

    folder = folder_of(config_file, folder)
    known = catalogue_of(folder)
    files: dict[str, bytes] = {}
    items = []
    names: dict[str, dict[str, None]] = {"departments": {}, "windows": {}, "lists": {}}
    for one in dict.fromkeys(wanted):
        if one not in known.items:
            many = "、".join(known.items)
            raise click.BadParameter(told("cli.no_item", wanted=one, known=many), param_hint="ID")
        path, item = file_of(folder, one), known.items[one]
        name = f"items/{path.parent.name}/{path.name}"
        files[name] = path.read_bytes()
        items.append(
            PackedItem(
                file=name,
                version=item.version,
                name=item.names.legal,
                sha256=digest(files[name]),
                branch=branch_of(known.region, one),
            )
        )
        source, _ = read(files[name])
        for group in names:
            names[group] |= dict.fromkeys(getattr(needed(source.data if source else None), group))
    manifest = Manifest(
        place=known.region.name,
        items=tuple(items),
        departments=_plain(known.region.departments, names["departments"]),
        windows=_plain(known.region.windows, names["windows"]),
        lists=_plain(known.region.lists, names["lists"]),
    )
    out.write_bytes(packed(manifest, files))
    click.echo(told("cli.items_exported", count=len(items), file=out))


def _plain(known: Mapping[str, Any], names: Mapping[str, None]) -> dict[str, object]:
    """The entries of the region that are named, as they stand in its files."""
    entries: dict[str, object] = {}
    for name in names:
        one = known[name]
        several = isinstance(one, tuple)
        entries[name] = (
            [part.model_dump(mode="json") for part in one] if several else one.model_dump(mode="json")
        )
    return entries
