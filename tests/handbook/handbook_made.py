"""Handbooks made, and laid into a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.realm import Realm
from handbook.build import books_of
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from catalogue.loader import Catalogue
    from handbook.model import Book


def made_of(catalogue: Catalogue, realm: Realm = Realm.DEMO, branch: str = "") -> Mapping[str, Book]:
    found = books_of(catalogue, realm, branch)
    assert isinstance(found, Ok)
    return found.value


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
