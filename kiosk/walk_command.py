"""`kiosk items walk`: does what every item's file promises come true?"""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from contract.civil_time import CIVIL
from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, fail
from kiosk.locale import told
from outcome import Action, Failure

if TYPE_CHECKING:
    from pathlib import Path


@click.command("walk", help=told("cli.items_walk"))
@config_option
@click.argument("wanted", metavar="[ITEM]...", nargs=-1)
@click.option("--trial", metavar="NAME", help=told("cli.walk_trial"))
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
def walk(config_file: Path, wanted: tuple[str, ...], trial: str | None, *, as_json: bool) -> None:
    """Exit 1 when something went another way than its file says."""
    from kiosk.item_files import items_of
    from kiosk.walk.plays import OFFLINE, plays_of
    from kiosk.walk.report import table
    from kiosk.walk.rig import Rig
    from kiosk.walk.shelf_walk import walked

    config = config_of(config_file)
    if not config.simulated() or config.hub.url != "embedded":
        fail(Failure("config", Action.ENGINEER, told("cli.demo_needs_simulators")))
    loaded = items_of(config)
    if isinstance(loaded, Failure):
        fail(loaded)
    shelf = loaded.value
    unknown = [one for one in wanted if one not in shelf.items]
    if unknown:
        known = "、".join(get_close_matches(unknown[0], shelf.items) or shelf.items)
        raise click.BadParameter(told("cli.no_item", wanted=unknown[0], known=known), param_hint="ITEM")
    items = [one for one in shelf.items.values() if not wanted or one.id in wanted]
    plays = plays_of(items, datetime.now(CIVIL).date())
    if trial is not None:
        known = "、".join(dict.fromkeys(one.id.removesuffix(OFFLINE) for one in plays))
        plays = tuple(one for one in plays if trial in {one.id, one.id.removesuffix(OFFLINE)})
        if not plays:
            raise click.BadParameter(told("cli.no_trial", wanted=trial, known=known), param_hint="--trial")
    opened = Rig.open(config, shelf, plays)
    if isinstance(opened, Failure):
        fail(opened)
    done = []
    logging.disable(logging.ERROR)  # that the line is cut and devices rest is no news here
    try:
        for one in walked(opened.value, plays):
            done.append(one)
            if not as_json:
                click.echo("\n".join(one.lines()))
    finally:
        opened.value.close()
        logging.disable(logging.NOTSET)
    found = table(done)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(told("cli.walk_sum", items=len(done), **{key: found[key] for key in _SUMS}))
    if found["not_as_promised"]:
        sys.exit(EXIT_TROUBLE)


_SUMS = ("complete", "finished", "plays", "not_as_promised", "seconds")
