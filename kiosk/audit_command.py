"""`kiosk audit`: the audit trail of this terminal, checked and shown from a copy, so that the terminal may run."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract.audit_head import is_signed
from contract.civil_time import CIVIL
from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, data_option, default_data, fail
from kiosk.key_homes import open_keys
from kiosk.locale import told
from offline_cache.audit_chain import BEGINNING, Cursor, Finding
from offline_cache.audit_check import check, end_of, hash_at
from offline_cache.audit_documented import as_markdown
from offline_cache.keys import FileKeyHome, HeldKeys
from offline_cache.snapshot import copied
from outcome import Action, Failure

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from contract.fleet import AuditAnchor
    from kiosk.config import Config

WORDS = {
    "changed": "audit.changed",
    "missing": "audit.missing",
    "reordered": "audit.reordered",
    "tail_missing": "audit.tail_missing",
    "anchor_missing": "audit.anchor_missing",
    "anchor_forged": "audit.anchor_forged",
    "rewritten": "audit.rewritten",
    "hub_cut": "audit.hub_cut",
    "hub_rewritten": "audit.hub_rewritten",
    "hub_foreign": "audit.hub_foreign",
}
"""One sentence for each way in which a trail may be untrue."""
LOOKS = 3
"""A terminal that runs may write into a copy what looks like damage, but not three times the same."""


@click.group(help=told("audit.group"))
def audit() -> None:
    """The audit trail of this terminal."""


@audit.command("verify", help=told("audit.verify"))
@click.option("--hub", "with_hub", is_flag=True, help=told("audit.with_hub"))
@config_option
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
@data_option(told("cli.data_dir"))
def verify(*, with_hub: bool, config_file: Path, as_json: bool, data_dir: Path | None) -> None:
    """Exit 0: as it was written; 1: not; 2: nothing was checked."""
    config, data = config_of(config_file), data_dir or default_data()
    keys = _keys(config, data)
    anchor = _asked(config, keys) if with_hub else None
    end, finding = _looked_at(data, keys.public_key(), anchor)
    for _ in range(LOOKS - 1):
        if finding is None:
            break
        again = _looked_at(data, keys.public_key(), anchor)
        if again[1] != finding:
            end, finding = again
    if as_json:
        found = {"what": finding.what, "number": finding.number} if finding is not None else None
        compared = anchor.number if anchor is not None else None
        click.echo(json.dumps({"rows": end.number, "hub_anchor": compared, "finding": found}, indent=2))
    elif finding is not None:
        click.echo(told(WORDS[finding.what], number=finding.number, end=end.number), err=True)
    else:
        click.echo(told("audit.well", count=end.number))
        if anchor is not None:
            click.echo(told("audit.well_hub", number=anchor.number))
    sys.exit(EXIT_TROUBLE if finding is not None else 0)


@audit.command("show", help=told("audit.show"))
@click.option("--last", type=click.IntRange(min=1), default=20, show_default=True, help=told("audit.last"))
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
@data_option(told("cli.data_dir"))
def show(*, last: int, as_json: bool, data_dir: Path | None) -> None:
    """Oldest of them first."""
    with _copy(data_dir or default_data()) as trail:
        rows = trail.execute(
            "SELECT number, at, event, reference FROM audit ORDER BY number DESC LIMIT ?", (last,)
        ).fetchall()
    for number, at, event, reference in reversed(rows):
        if as_json:
            row = {"number": number, "at": at, "event": event, "reference": reference}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{number:>8}  {_moment(at)}  {event:18} {reference}".rstrip())


@audit.command("events", help=told("audit.events"))
def events() -> None:
    """What docs/audit-events.md holds."""
    click.echo(as_markdown(), nl=False)


def _looked_at(data: Path, public_key: bytes, anchor: AuditAnchor | None) -> tuple[Cursor, Finding | None]:
    with _copy(data) as trail:
        cursor = BEGINNING
        while True:
            start = cursor
            cursor, finding = check(trail, public_key, start)
            if finding is not None:
                return end_of(trail), finding
            if cursor == start:
                return cursor, _against(trail, cursor, public_key, anchor)


def _against(
    trail: sqlite3.Connection, end: Cursor, public_key: bytes, anchor: AuditAnchor | None
) -> Finding | None:
    """What the end that the hub keeps says of this trail."""
    if anchor is None:
        return None
    if not is_signed(anchor.number, anchor.hash, anchor.signature, public_key):
        return Finding(anchor.number, "hub_foreign")
    if anchor.number > end.number:
        return Finding(anchor.number, "hub_cut")
    return None if hash_at(trail, anchor.number) == anchor.hash else Finding(anchor.number, "hub_rewritten")


@contextmanager
def _copy(data: Path) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory(prefix="bangban-audit-") as place:
        trail = copied(data / "store", Path(place))
        if isinstance(trail, Failure):
            fail(trail)
        try:
            yield trail.value
        finally:
            trail.value.close()


def _keys(config: Config, data: Path) -> HeldKeys:
    folder = data / "keys"
    if config.store.keys == "file" and not (folder / FileKeyHome.FILE_NAME).exists():
        # Opening would make a key, and call every anchor forged.
        fail(Failure("no_keys", Action.ENGINEER, told("audit.no_keys", folder=folder)))
    keys = open_keys(config, data)
    if isinstance(keys, Failure):
        fail(keys)
    return keys.value


def _asked(config: Config, keys: HeldKeys) -> AuditAnchor:
    from kiosk.config import EMBEDDED
    from offline_cache.hub_link import HubLink

    if config.hub.url == EMBEDDED:
        fail(Failure("config", Action.ENGINEER, told("audit.embedded")))
    anchor = HubLink(config.hub.url, config.terminal.id, keys).audit_anchor()
    if isinstance(anchor, Failure):
        fail(anchor)
    return anchor.value


def _moment(at: str) -> str:
    try:
        return f"{datetime.fromisoformat(at).astimezone(CIVIL):%Y-%m-%d %H:%M:%S}"
    except ValueError:  # a changed row is shown all the same
        return at
