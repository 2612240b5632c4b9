"""`kiosk store`: how the store is, and bringing over what opens of damaged ones. With the terminal stopped."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, data_option, default_data, fail
from kiosk.locale import told
from offline_cache.attachments import ATTACHMENT_KIND
from offline_cache.records import Kind
from outcome import Action, Failure

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from offline_cache.records import Aside
    from offline_cache.salvage import Salvaged
    from offline_cache.store import OfflineCache

_WHY = {
    "attachment_lost": "cli.aside_attachment_lost",
    "unreadable": "cli.aside_unreadable",
    "key_erased": "cli.aside_key_erased",
}
"""The hub's own codes stand as they are: staff look them up there."""


@click.group(help=told("cli.store"))
def store() -> None:
    """The durable store of this terminal."""


@store.command("check", help=told("cli.store_check"))
@config_option
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
@data_option(told("cli.data_dir"))
def check(config_file: Path, as_json: bool, data_dir: Path | None) -> None:
    """Exit 1 when an engineer must act."""
    cache = _open(config_file, data_dir)
    try:
        found = _state(cache)
    finally:
        cache.close()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(_text(found))
    sys.exit(EXIT_TROUBLE if found["safe_mode"] or found["damaged"] or found["audit"] else 0)


@store.command("put-back", help=told("cli.store_put_back"))
@click.argument("key", type=click.UUID)
@config_option
@data_option(told("cli.data_dir"))
def put_back(key: UUID, config_file: Path, data_dir: Path | None) -> None:
    """Under the same key as before: what the hub has it does not take twice."""
    cache = _open(config_file, data_dir)
    try:
        done = cache.for_staff.put_back(key).result()
    finally:
        cache.close()
    if isinstance(done, Failure) and done.code == "unknown_key":
        fail(Failure(done.code, Action.ENGINEER, told("cli.store_not_aside", key=key)))
    if isinstance(done, Failure):
        fail(done)
    click.echo(told("cli.store_put_back_done"))


@store.command("salvage", help=told("cli.store_salvage"))
@config_option
@click.option("--last-sequence", type=click.IntRange(min=0), metavar="N", help=told("cli.last_sequence"))
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
@data_option(told("cli.data_dir"))
def salvage(config_file: Path, last_sequence: int | None, as_json: bool, data_dir: Path | None) -> None:
    """Exit 1 when something could not be read."""
    cache = _open(config_file, data_dir)
    try:
        if not cache.safe_mode and not cache.for_staff.damaged_stores():
            click.echo(told("cli.nothing_to_salvage"))
            return
        done = cache.for_staff.salvage(last_sequence)
    finally:
        cache.close()
    if isinstance(done, Failure):
        if done.code == "floor_unknown":
            fail(Failure(done.code, Action.ENGINEER, told("cli.floor_unknown")))
        fail(done)
    found = done.value
    if as_json:
        click.echo(json.dumps(_table(found), ensure_ascii=False, indent=2))
    else:
        click.echo(_told_of(found))
    sys.exit(EXIT_TROUBLE if found.lost or found.nothing_left else 0)


def _open(config_file: Path, data_dir: Path | None) -> OfflineCache:
    from kiosk.store import open_store

    opened = open_store(config_of(config_file), data_dir or default_data())
    if isinstance(opened, Failure):
        fail(opened)
    return opened.value[0]


def _state(cache: OfflineCache) -> dict[str, Any]:
    """Rows and pages are gone through first: that may put the store aside."""
    rows = cache.for_staff.check_rows()
    if not isinstance(rows, Failure):
        cache.for_staff.check_file().result()
    trail = cache.for_staff.verify_audit()
    finding = (
        ""
        if isinstance(trail, Failure) or trail.value is None
        else f"{trail.value.what}:{trail.value.number}"
    )
    return {
        "safe_mode": cache.safe_mode,
        "waiting": {str(kind): cache.waiting(kind) for kind in Kind},
        "aside": cache.aside_count(),
        "set_aside": [{**asdict(one), "key": str(one.key)} for one in _listed(cache)],
        "last_sequence": cache.last_sequence(),
        "damaged": list(cache.for_staff.damaged_stores()),
        "audit": finding,
    }


def _text(found: dict[str, Any]) -> str:
    waiting = found["waiting"]
    lines = [
        told("cli.store_safe_mode" if found["safe_mode"] else "cli.store_well"),
        told("cli.store_waiting", cases=waiting["case"], ratings=waiting["rating"], help=waiting["help"]),
        told("cli.store_aside", count=found["aside"]),
        *map(_text_of, found["set_aside"]),
        told("cli.store_last", last=found["last_sequence"]),
    ]
    lines += [told("cli.store_kept", name=name) for name in found["damaged"]]
    if found["audit"]:
        lines.append(told("cli.store_audit", finding=found["audit"]))
    return "\n".join(lines)


def _listed(cache: OfflineCache) -> tuple[Aside, ...]:
    listed = cache.for_staff.aside().result()
    return () if isinstance(listed, Failure) else listed.value


def _text_of(one: dict[str, str | None]) -> str:
    """One that is set aside: its key, what it is, why, who must act."""
    what, why, who = one["case_number"] or one["kind"], one["code"], told(f"action.{one['action']}")
    if one["kind"] == ATTACHMENT_KIND:
        what = told("cli.aside_of", number=what)
    return f"  {one['key']}  {what} — {told(_WHY[why]) if why in _WHY else why} — {who}"


def _table(found: Salvaged) -> dict[str, Any]:
    return {
        "stores": list(found.stores),
        "brought": found.brought,
        "lost": list(found.lost),
        "nothing_left": list(found.nothing_left),
        "last_sequence": found.last_sequence,
    }


def _told_of(found: Salvaged) -> str:
    lines = [told("cli.salvaged", brought=found.brought, last=found.last_sequence)]
    lines += [told("cli.salvage_lost", number=number) for number in found.lost]
    lines += [told("cli.salvage_nothing_left", span=span) for span in found.nothing_left]
    lines += [told("cli.salvage_kept", name=name.replace("damaged-", "salvaged-")) for name in found.stores]
    return "\n".join(lines)
