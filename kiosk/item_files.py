"""The items of this terminal: read from their files, or from where they are kept read; or every mistake in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.loader import load as load_items
from catalogue.realm import Realm
from catalogue.shelf import Catalogue
from catalogue.shelf_cache import load_kept
from kiosk.config import ROOT, Config
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path


def services_folder(config: Config) -> Path:
    """Of the items; a relative one lies in the checkout."""
    return config.services if config.services.is_absolute() else ROOT / config.services


def items_of(config: Config, data: Path | None = None) -> Outcome[Catalogue]:
    """The items of this terminal, or every mistake in their files. With the folder of its data they are kept there."""
    folder = services_folder(config)
    loaded = load_items(folder) if data is None else load_kept(folder, data)
    if isinstance(loaded, Catalogue):
        return _of_this_realm(config, loaded, folder)
    return Failure("items", Action.ENGINEER, "\n".join(str(problem) for problem in loaded))


def _of_this_realm(config: Config, items: Catalogue, folder: Path) -> Outcome[Catalogue]:
    """Nobody makes papers of a fictional place look real by one word in a file."""
    if config.realm is Realm.REAL and items.region.fictional:
        told = f'realm = "real" with the items of a fictional place; write realm = "demo", or your own {folder}/_region'
        return Failure("config", Action.ENGINEER, told)
    return Ok(items)
