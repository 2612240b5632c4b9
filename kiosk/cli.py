"""The `kiosk` command."""

from __future__ import annotations

import gc
import json
import logging
import logging.handlers
import sys
import tempfile
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract.civil_time import CIVIL
from kiosk.command_line import EXIT_TROUBLE, config_of, config_option, data_option, default_data, fail
from kiosk.locale import told
from outcome import Action, Failure

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.device_stop import Stop

LOG_BYTES = 1_000_000
LOG_FILES = 3


ELSEWHERE = {
    "audit": "kiosk.audit_command:audit",
    "items": "kiosk.items.group:items",
    "keys": "kiosk.keys_command:keys",
    "speech": "kiosk.speech_command:speech",
    "staff-pin": "kiosk.staff_command:staff_pin",
    "store": "kiosk.store_command:store",
    "verify": "kiosk.verify_command:verify",
    "wording": "kiosk.wording_command:wording",
}


class _Commands(click.Group):
    """Those of `ELSEWHERE` are imported when they are asked for: a terminal that starts waits for none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            module, _, name = ELSEWHERE[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, help=told("cli.kiosk"), context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Entry point of the console script."""


@main.command(help=told("cli.run"))
@config_option
@click.option("--windowed", is_flag=True, help=told("cli.windowed"))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help=told("cli.run_out"),
)
@data_option(told("cli.data_dir"))
def run(config_file: Path, windowed: bool, out: Path, data_dir: Path | None) -> None:
    """With a display: the terminal. Without: one visit off-screen, its pictures in `--out`."""
    # What a start makes stays: it is looked through once, when all of it is there (`Window`).
    gc.disable()
    from screens import freed, gl_ahead

    freed.one_heap()
    gl_ahead.begin()
    from kiosk.window import displayed

    config = config_of(config_file)
    if not displayed():
        click.echo(told("cli.no_display", out=out))
        _play(config, "getihu-sheli", out, data_dir, card=None, offline=False)
        return
    from kiosk.dock_window import beside
    from kiosk.window import Window

    data = data_dir or default_data()
    _log_to(data)
    window = Window(config, data, windowed=windowed)
    ready = window.prepare()
    if isinstance(ready, Failure):
        fail(ready)
    if window.around.hub is not None:
        password = window.around.hub.console_password
        click.echo(told("cli.hub_at", url=window.around.hub.url, password=password))
    dock = beside(window.around.endpoints.get("dock", "")) if windowed else None
    try:
        window.run()
    finally:
        if dock is not None:
            dock.stop()


@main.command(help=told("cli.demo"))
@config_option
@click.option("--item", default="getihu-sheli", show_default=True, help=told("cli.demo_item"))
@click.option("--card", help=told("cli.demo_card"))
@click.option("--offline", is_flag=True, help=told("cli.demo_offline"))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=told("cli.demo_out"),
)
@data_option(told("cli.demo_data_dir"))
def demo(
    *, config_file: Path, item: str, card: str | None, offline: bool, out: Path, data_dir: Path | None
) -> None:
    """Play one visit through the window by touches."""
    _play(config_of(config_file), item, out, data_dir, card=card, offline=offline)


def _play(
    config: Config, wanted: str, out: Path, data_dir: Path | None, *, card: str | None, offline: bool
) -> None:
    from kiosk.demo import Demo
    from kiosk.demo_card import card_for
    from kiosk.item_files import items_of
    from kiosk.surroundings import DEMO_RESIDENTS
    from kiosk.window import Window

    if not config.simulated() or config.hub.url != "embedded":
        fail(Failure("config", Action.ENGINEER, told("cli.demo_needs_simulators")))
    with tempfile.TemporaryDirectory(prefix="bangban-demo-") as fresh:
        data = data_dir or Path(fresh)
        _log_to(data)
        items = items_of(config, data)
        if isinstance(items, Failure):
            fail(items)
        found = items.value.find(wanted)
        if not found:
            known = "、".join(f"{one.id}（{one.names.plain.zh}）" for one in items.value.items.values())
            raise click.BadParameter(told("cli.no_item", wanted=wanted, known=known), param_hint="--item")
        out.mkdir(parents=True, exist_ok=True)
        today = datetime.now(CIVIL).date()
        used, residents = card_for(found[0], today, data) if card is None else (card, DEMO_RESIDENTS)
        window = Window(config, data, windowed=True, residents=residents)
        ready = window.prepare()
        if isinstance(ready, Failure):
            fail(ready)
        done = Demo(window, found[0], out, card=used, offline=offline).run()
    if isinstance(done, Failure):
        fail(done)
    click.echo(json.dumps(done.value, ensure_ascii=False, indent=2))


@main.command("demo-devices", help=told("cli.demo_devices"))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=told("cli.demo_devices_out"),
)
def demo_devices(out: Path) -> None:
    """Exit 1 when a driver could not do with its simulator what it is for."""
    from kiosk.children import simulators
    from kiosk.device_tour import Tour
    from kiosk.surroundings import DEMO_RESIDENTS

    def tell(stop: Stop) -> None:
        said = "  ".join(f"{name}: {value}" for name, value in stop.said.items())
        result = said if stop.outcome == "ok" else f"{stop.outcome}  {stop.detail}"
        click.echo(f"{stop.device_class:18} {stop.driver:16} {result}  {stop.picture}".rstrip())

    out.mkdir(parents=True, exist_ok=True)
    # Unix sockets and ptys need short paths.
    with tempfile.TemporaryDirectory(prefix="bangban-") as folder:
        child = simulators(Path(folder) / "wire", DEMO_RESIDENTS, out / "simulators.log")
        ready = child.start()
        if isinstance(ready, Failure):
            fail(ready)
        try:
            stops = Tour(ready.value, out, tell).run()
        finally:
            child.stop()
    if any(stop.outcome != "ok" for stop in stops):
        sys.exit(EXIT_TROUBLE)


@main.command(help=told("cli.doctor"))
@config_option
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
@data_option(told("cli.data_dir"))
def doctor(config_file: Path, as_json: bool, data_dir: Path | None) -> None:
    """Exit 1 when something needed is down."""
    from kiosk.doctor import examine

    examined = examine(config_of(config_file), data_dir or default_data())
    if isinstance(examined, Failure):
        fail(examined)
    found = examined.value
    click.echo(json.dumps(found.table(), ensure_ascii=False, indent=2) if as_json else found.text())
    sys.exit(EXIT_TROUBLE if found.trouble else 0)


@main.command(help=told("cli.dock"), context_settings={"ignore_unknown_options": False})
@click.argument("verb", required=False)
@click.argument("arguments", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=told("cli.json"))
@data_option(told("cli.data_dir"))
def dock(verb: str | None, arguments: tuple[str, ...], as_json: bool, data_dir: Path | None) -> None:
    """Without a verb: the list of verbs."""
    from drivers.simulators.dock_client import ask

    address_file = (data_dir or default_data()) / "dock-address"
    try:
        path = address_file.read_text(encoding="utf-8")
        reply = ask(path, verb or "verbs", *arguments)
    except OSError:
        fail(Failure("no_dock", Action.ENGINEER, told("cli.no_dock", folder=address_file.parent)))
    if not reply.get("ok"):
        known = reply.get("verbs")
        hint = "\n" + told("cli.verbs", verbs=", ".join(sorted(known))) if known else ""
        raise click.ClickException(f"{reply.get('error')}{hint}")
    if as_json or verb not in {None, "verbs"}:
        click.echo(json.dumps(reply, ensure_ascii=False, indent=2))
        return
    from kiosk.locale import language

    for one in reply["verbs"]:
        click.echo(f"{one['verb'] + ' ' + one['usage']:34} {one[language()]}")


@main.command(help=told("cli.enrol"))
@config_option
@click.argument("code")
@data_option(told("cli.data_dir"))
def enrol(config_file: Path, code: str, data_dir: Path | None) -> None:
    """Introduce this terminal to its hub."""
    from kiosk.key_homes import open_keys
    from kiosk.locale import language
    from offline_cache.hub_link import HubLink
    from offline_cache.papers import Papers

    config = config_of(config_file)
    data = data_dir or default_data()
    data.mkdir(parents=True, exist_ok=True)
    keys = open_keys(config, data)
    if isinstance(keys, Failure):
        fail(keys)
    enrolled = HubLink(config.hub.url, config.terminal.id, keys.value).enrol(code)
    if isinstance(enrolled, Failure):
        fail(enrolled)
    papers = Papers(data / "keys", config.terminal.id, keys.value.public_key)
    kept = papers.enrolled(enrolled.value.papers)
    if isinstance(kept, Failure):
        fail(kept)
    outlet = enrolled.value.outlet_en if language() == "en" else enrolled.value.outlet_zh
    click.echo(told("cli.enrolled", terminal=config.terminal.id, outlet=outlet))


def _log_to(data: Path) -> None:
    """Size-capped log under the data folder, and warnings on the terminal."""
    folder = data / "log"
    folder.mkdir(parents=True, exist_ok=True)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    file = logging.handlers.RotatingFileHandler(
        folder / "kiosk.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
    )
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    for handler in (file, screen):
        handler.setFormatter(form)
        handler.addFilter(_not_chatter)
    logging.basicConfig(level=logging.INFO, handlers=[file, screen], force=True)


def _not_chatter(record: logging.LogRecord) -> bool:
    """Kivy sets its own logger's level anew while it starts, so its greetings are left out here."""
    chatty = record.name.partition(".")[0] in {"kivy", "urllib3", "PIL"}
    return not chatty or (record.levelno >= logging.WARNING and "configuration" not in record.getMessage())
