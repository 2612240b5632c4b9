"""The shared proofs at a real device: `pytest -m hardware --device CLASS.DRIVER --option KEY=VALUE ...`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from drivers_row import Row

if TYPE_CHECKING:
    from collections.abc import Callable

PULL, PLUG_IN = "pull its plug", "plug it in again"


def hardware_row(config: pytest.Config) -> Row:
    """The device that the command line names. Without `--by-hand` a proof that needs a hand is skipped there."""
    name: str | None = config.getoption("--device")
    if not name:
        pytest.skip("no real device: name one with --device")
    row = Row(name, dict(map(option, config.getoption("--option"))))
    row.unplug = hand(config, f"{name}: {PULL}")
    row.plug = hand(config, f"{name}: {PLUG_IN}")
    row.ready = hand(config, f"{name}: lay down a card, show a code, put in paper (what its command needs)")
    return row


def option(text: str) -> tuple[str, Any]:
    """`port=/dev/ttyUSB0`, `baud=9600`, `wake_by_reset=false`: a value of TOML where it is one, else text."""
    key, equals, value = text.partition("=")
    if not equals:
        raise pytest.UsageError(f"--option {text}: KEY=VALUE is needed")
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key, value


def hand(config: pytest.Config, what: str) -> Callable[[], None]:
    def ask() -> None:
        if not config.getoption("--by-hand"):
            pytest.skip("needs a hand at the device: --by-hand")
        capture = config.pluginmanager.getplugin("capturemanager")
        capture.suspend(in_=True)  # standard input is captured, too
        try:
            input(f"\n{what}, then press Enter ")
        finally:
            capture.resume()

    return ask
