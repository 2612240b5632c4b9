"""`kiosk items import`: takes the items of another place over, or tells everything that stands in the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from kiosk.command_line import config_option, fail
from kiosk.items.folder import TREES, catalogue_of, change, file_of, folder_of, folder_option, stop
from kiosk.locale import told
from outcome import Failure

_SAID = {
    "not_a_pack": "cli.items_not_a_pack",
    "newer_pack": "cli.items_newer_pack",
    "damaged_pack": "cli.items_damaged_pack",
    "unsafe_pack": "cli.items_unsafe_pack",
}


@click.command("import", help=told("cli.items_import"))
@click.argument("pack", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@config_option
@folder_option
@click.option("--branch", metavar="NAME", help=told("cli.items_import_branch"))
def import_pack(*, pack: Path, config_file: Path, folder: Path | None, branch: str | None) -> None:
    """Exit 1 with every problem, and nothing written; a newer version here is never overwritten."""
    from catalogue.hang import hung
    from catalogue.pack import unpacked
    from catalogue.takeover import Taken, takeover

    opened = unpacked(pack.read_bytes())
    if isinstance(opened, Failure):
        fail(replace(opened, detail=told(_SAID[opened.code], file=pack, detail=opened.detail)))
    manifest, contents = opened.value
    folder = folder_of(config_file, folder)
    known = catalogue_of(folder)
    present = {}
    for name in known.items:
        path = file_of(folder, name)
        present[name] = (path.parent.name, path.read_text(encoding="utf-8"))
    found = takeover(manifest, contents, known, present, branch)
    taken = [one for one in found if isinstance(one, Taken)]
    if len(taken) < len(found):
        stop(replace(one, file=pack / one.file) for one in found if not isinstance(one, Taken))
    files = {Path(one.domain) / f"{one.id}.yaml": one.text for one in taken}
    homeless = [one for one in taken if one.branch]
    if homeless:
        tree = (folder / TREES).read_text(encoding="utf-8")
        for one in homeless:
            tree = hung(tree, one.branch or "", one.id)
        files[TREES] = tree
    if files:
        change(folder, files)
    for one in taken:
        key = "cli.items_imported_over" if one.replaces else "cli.items_imported"
        click.echo(told(key, item=one.id, version=one.version, before=one.replaces))
    click.echo(told("cli.items_imported_all", count=len(taken), same=len(manifest.items) - len(taken)))
