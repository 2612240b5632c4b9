"""`kiosk keys`: the operator's recovery key and what it opens, and a new secret for a terminal."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from contract.rescue_bundle import read_key
from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, data_option, default_data, fail
from kiosk.key_homes import KINDS, Kind, make_keys
from kiosk.locale import told
from offline_cache.operator_rescue import BUNDLE, REPORT
from offline_cache.operator_rescue import rescue as rescue_store
from offline_cache.recovery import PRIVATE_FILE, RecoveryKey
from offline_cache.rotation import rotate as rotate_keys
from offline_cache.signing_rotation import renew
from outcome import Action, Failure, Ok

_SAID = {
    "no_store": "cli.keys_no_store",
    "whose_store": "cli.keys_whose_store",
    "rescue_there": "cli.keys_rescue_there",
    "wrong_key": "cli.keys_wrong_key",
    "bad_recovery_key": "cli.keys_bad_recovery_key",
    "bad_key": "cli.keys_bad_hub_key",
    "recovery_key_there": "cli.keys_recovery_key_there",
    "keys_there": "cli.keys_keys_there",
    "keys_read_only": "cli.keys_keys_read_only",
    "salvage_first": "cli.keys_salvage_first",
}


@click.group(help=told("cli.keys_group"))
def keys() -> None:
    """The keys of this terminal."""


@keys.command("make-recovery", help=told("cli.keys_make_recovery"))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=told("cli.keys_make_recovery_out"),
)
def make_recovery(out: Path) -> None:
    """The private key into a file, the public one onto the screen."""
    made = RecoveryKey.make(out)
    if isinstance(made, Failure):
        _fail(made)
    click.echo(told("cli.keys_recovery_made", file=out / PRIVATE_FILE))
    click.echo(f'recovery_key = "{made.value.lock.text}"')


@keys.command("rescue", help=told("cli.keys_rescue"))
@click.option(
    "--store",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help=told("cli.keys_rescue_store"),
)
@click.option(
    "--private-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help=told("cli.keys_rescue_private_key"),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=told("cli.keys_rescue_out"),
)
@click.option("--hub-key", metavar="KEY", help=told("cli.keys_rescue_hub_key"))
@click.option("--in-the-clear", is_flag=True, help=told("cli.keys_rescue_in_the_clear"))
@click.option("--terminal", metavar="ID", help=told("cli.keys_rescue_terminal"))
def rescue(
    *,
    store: Path,
    private_key: Path,
    out: Path,
    hub_key: str | None,
    in_the_clear: bool,
    terminal: str | None,
) -> None:
    """Exit 1 when something does not open."""
    if in_the_clear == (hub_key is not None):
        raise click.UsageError(told("cli.keys_rescue_which"))
    to = read_key(hub_key) if hub_key is not None else Ok(None)
    if isinstance(to, Failure):
        _fail(to)
    key = RecoveryKey.read(private_key)
    if isinstance(key, Failure):
        _fail(key)
    done = rescue_store(store, key.value, out, datetime.now(UTC), terminal, hub_key=to.value)
    if isinstance(done, Failure):
        _fail(done)
    found = done.value
    click.echo(told("cli.keys_rescued", count=len(found.files), terminal=found.terminal_id, folder=out))
    for number in found.lost:
        click.echo(told("cli.keys_rescue_lost", number=number))
    if found.keys_without_recovery:
        click.echo(told("cli.keys_rescue_without", count=found.keys_without_recovery))
    if found.keys_of_another:
        click.echo(told("cli.keys_rescue_of_another", count=found.keys_of_another))
    if in_the_clear:
        click.echo(told("cli.keys_rescue_delete", report=out / REPORT))
    else:
        click.echo(told("cli.keys_rescue_carry", bundle=out / BUNDLE, report=out / REPORT))
    sys.exit(EXIT_TROUBLE if found.lost else 0)


@keys.command("make", help=told("cli.keys_make"))
@click.option("--from", "source", type=click.Choice(KINDS), help=told("cli.keys_make_from"))
@config_option
@data_option(told("cli.data_dir"))
def make(source: Kind | None, config_file: Path, data_dir: Path | None) -> None:
    """Where `[store] keys` says; never over others."""
    made = make_keys(config_of(config_file), data_dir or default_data(), source)
    if isinstance(made, Failure):
        _fail(made)
    click.echo(told("cli.keys_made", home=made.value.description))
    if source is not None:
        click.echo(told("cli.keys_moved"))


@keys.command("rotate", help=told("cli.keys_rotate"))
@config_option
@data_option(told("cli.data_dir"))
def rotate(config_file: Path, data_dir: Path | None) -> None:
    """With the terminal stopped."""
    from kiosk.store import open_store

    opened = open_store(config_of(config_file), data_dir or default_data())
    if isinstance(opened, Failure):
        fail(opened)
    cache, home = opened.value
    try:
        done = rotate_keys(cache, home)
    finally:
        cache.close()
    if isinstance(done, Failure):
        _fail(done)
    click.echo(told("cli.keys_rotated", count=done.value))


@keys.command("renew-signing", help=told("cli.keys_renew_signing"))
@click.argument("code")
@config_option
@data_option(told("cli.data_dir"))
def renew_signing(code: str, config_file: Path, data_dir: Path | None) -> None:
    """With the terminal stopped, and a code as for an enrolment. Doing it again ends what was broken off."""
    from kiosk.store import open_store
    from offline_cache.hub_link import HubLink

    config = config_of(config_file)
    opened = open_store(config, data_dir or default_data())
    if isinstance(opened, Failure):
        fail(opened)
    cache, home = opened.value
    link = HubLink(config.hub.url, config.terminal.id, home)
    try:
        done = renew(cache, home, lambda key: link.enrol(code, key))
    finally:
        cache.close()
    if isinstance(done, Failure):
        _fail(done)
    click.echo(told("cli.keys_signing_renewed"))


def _fail(failure: Failure) -> NoReturn:
    """In the reader's words where there are some."""
    if failure.code in _SAID:
        failure = Failure(failure.code, Action.ENGINEER, told(_SAID[failure.code]))
    fail(failure)
