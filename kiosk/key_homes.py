"""Where this terminal's keys live, as `[store] keys` says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from offline_cache.key_secrets import Secrets
from offline_cache.key_systemd import SystemdKeyHome
from offline_cache.key_tpm2 import DEVICE, TpmKeyHome
from offline_cache.keys import FileKeyHome, HeldKeys
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from kiosk.config import Config


def open_keys(config: Config, data: Path) -> Outcome[HeldKeys]:
    """The terminal's keys; only those in a plain file are made where there are none.

    Failures: `config` (production refuses a plain file), `no_keys`, `key_damaged`, `key_sealed_away`,
    `key_tool_missing`, `key_tool_failed`, `disk_full`, `disk_error`.
    """
    kind = config.store.keys
    if kind == "systemd":
        given = os.environ.get("CREDENTIALS_DIRECTORY")  # a folder, which systemd names to its services
        return SystemdKeyHome.open(Path(given)) if given else SystemdKeyHome.open_sealed()
    if kind == "tpm2":
        return TpmKeyHome.open(data / "keys", _tcti())
    if config.production:
        return Failure("config", Action.ENGINEER, "production refuses keys in a plain file")
    return FileKeyHome.open(data / "keys")


def make_keys(config: Config, data: Path) -> Outcome[HeldKeys]:
    """Fresh keys in the home that the config names. Failures: `keys_there` and those of `open_keys`."""
    kind = config.store.keys
    if kind == "systemd":
        return SystemdKeyHome.make(Secrets.fresh())
    if kind == "tpm2":
        return TpmKeyHome.make(Secrets.fresh(), data / "keys", _tcti())
    if (data / "keys" / FileKeyHome.FILE_NAME).exists():
        return Failure("keys_there", Action.ENGINEER, f"{FileKeyHome.FILE_NAME} is there, and is kept")
    return open_keys(config, data)


def _tcti() -> str:
    """How the TPM is reached, by the variable of tpm2-tools."""
    return os.environ.get("TPM2TOOLS_TCTI", DEVICE)
