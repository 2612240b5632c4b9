"""The durable store of this terminal, opened with its keys."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.key_homes import open_keys
from offline_cache import signing_rotation
from offline_cache.envelope import Algorithm
from offline_cache.papers import Papers
from offline_cache.rotation import finish
from offline_cache.store import OfflineCache
from outcome import Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.config import Config
    from offline_cache.keys import HeldKeys

log = logging.getLogger("bangban.kiosk")

ALGORITHMS = {"sm4-gcm": Algorithm.SM4_GCM, "aes-256-gcm": Algorithm.AES_256_GCM}


def open_store(config: Config, data: Path) -> Outcome[tuple[OfflineCache, HeldKeys]]:
    """The durable store under `data`, with the keys of this terminal."""
    folder = data / "store"
    folder.mkdir(parents=True, exist_ok=True)
    keys = open_keys(config, data)
    if isinstance(keys, Failure):
        return keys
    cache = OfflineCache.open(
        folder,
        config.terminal.id,
        keys.value,
        now=lambda: datetime.now(UTC),
        algorithm=ALGORITHMS[config.store.algorithm],
        papers=Papers(data / "keys", config.terminal.id, keys.value.public_key),
        recovery=config.store.recovery(),
    )
    if isinstance(cache, Failure):
        return cache
    if keys.value.rotating:
        finished = finish(cache.value, keys.value)
        if isinstance(finished, Failure):
            log.warning("the keys' rotation is not through: %s; must act: %s", finished.code, finished.action)
    noted = signing_rotation.finish(cache.value, keys.value)
    if isinstance(noted, Failure):
        log.warning(
            "the change of the signing key is not through: %s; must act: %s", noted.code, noted.action
        )
    return Ok((cache.value, keys.value))
