"""Where this terminal's keys live, as `[store] keys` says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from offline_cache.key_secrets import Secrets
from offline_cache.key_systemd import SystemdKeyHome
from offline_cache.key_tpm2 import DEVICE, TpmKeyHome
from offline_cache.keys import FileKeyHome, HeldKeys, no_keys
from outcome import Action, Failure, Outcome

if TYPE_CHECKING:
    from kiosk.config import Config


Kind: TypeAlias = Literal["file", "systemd", "tpm2"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def open_keys(config: Config, data: Path) -> Outcome[HeldKeys]:
    """The terminal's keys; only those in a plain file are made where there are none.

    Failures: `config` (production refuses a plain file), `no_keys`, `key_damaged`, `key_sealed_away`,
    `key_tool_missing`, `key_tool_failed`, `disk_full`, `disk_error`.
    """
    return _fit(config) or _open(config.store.keys, data)


def make_keys(config: Config, data: Path, source: Kind | None = None) -> Outcome[HeldKeys]:
    """Keys in the home that the config names: fresh ones, or those of the home `source`, which keeps them too.

    Failures: `keys_there` and those of `open_keys`.
    """
    unfit = _fit(config)
    if unfit is not None:
        return unfit
    if source is None:
        return _make(config.store.keys, data, Secrets.fresh())
    if source == "file" and not (data / "keys" / FileKeyHome.FILE_NAME).exists():
        return no_keys(f"there is no {FileKeyHome.FILE_NAME}")
    found = _open(source, data)
    if isinstance(found, Failure):
        return found
    return found.value.moved_by(lambda secrets: _make(config.store.keys, data, secrets))


def _fit(config: Config) -> Failure | None:
    if config.production and config.store.keys == "file":
        return Failure("config", Action.ENGINEER, "production refuses keys in a plain file")
    return None


def _open(kind: Kind, data: Path) -> Outcome[HeldKeys]:
    if kind == "systemd":
        given = os.environ.get("CREDENTIALS_DIRECTORY")  # a folder, which systemd names to its services
        return SystemdKeyHome.open(Path(given)) if given else SystemdKeyHome.open_sealed()
    if kind == "tpm2":
        return TpmKeyHome.open(data / "keys", _tcti())
    return FileKeyHome.open(data / "keys")


def _make(kind: Kind, data: Path, secrets: Secrets) -> Outcome[HeldKeys]:
    if kind == "systemd":
        return SystemdKeyHome.make(secrets)
    if kind == "tpm2":
        return TpmKeyHome.make(secrets, data / "keys", _tcti())
    return FileKeyHome.make(secrets, data / "keys")


def _tcti() -> str:
    """How the TPM is reached, by the variable of tpm2-tools."""
    return os.environ.get("TPM2TOOLS_TCTI", DEVICE)
