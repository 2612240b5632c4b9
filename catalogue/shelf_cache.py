"""The loaded catalogue on disk, because reading YAML with its line numbers takes half a minute for a thousand items.

One file: a line that names what it was made of, then the content. It is believed only when that line is the one that
these files and this program would write, and the content has the digest that the line gives. Anything else (older
items, another program, half a file, a flipped bit) is thrown away and the files are read. A catalogue with mistakes is
never kept: they are told at every start.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pydantic
from pydantic import ValidationError

from catalogue.loader import load
from catalogue.model import Item
from catalogue.model.part import Part
from catalogue.region import Region
from catalogue.shelf import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalogue.item_problem import ItemProblem

log = logging.getLogger("bangban.catalogue")

NAME = "items.cache"
"""In the data folder of a terminal or a hub."""
LARGEST = 256 * 1024 * 1024
"""Bytes of content that are unpacked at most."""
CODE = tuple(Path(__file__).parent.parent / name for name in ("catalogue", "contract", "wording"))
"""What says how an item's file is read and what is wrong in it."""


class _Kept(Part):
    items: tuple[Item, ...]
    region: Region


def load_kept(
    services: Path, data: Path, code: tuple[Path, ...] = CODE
) -> Catalogue | tuple[ItemProblem, ...]:
    """As `catalogue.loader.load`, from the cache in the folder `data` where that is good; else it is written anew.

    Never raises for what lies in either folder. A cache that cannot be written is only logged: the next start is slow.
    """
    place = data / NAME
    made_of = _made_of(services, code)
    if made_of is not None:
        kept = _read(place, made_of)
        if kept is not None:
            return kept
    loaded = load(services)
    # Looked at again: a file that was changed while it was read must not be kept under its new content's name.
    if isinstance(loaded, Catalogue) and made_of is not None and _made_of(services, code) == made_of:
        _write(place, made_of, loaded)
    return loaded


def handed_on(data: Path, to: Path) -> None:
    """What is kept in one folder, to another program that reads the same files: it need not read them anew. Where there
    is nothing, or it cannot be copied, that program reads the files.
    """
    try:
        to.mkdir(parents=True, exist_ok=True)
        copyfile(data / NAME, to / NAME)
    except OSError as error:
        log.info("the kept items are not handed on: %s", error.strerror)


def _made_of(services: Path, code: tuple[Path, ...]) -> bytes | None:
    """A digest of every item file and of the program that reads them; None where something cannot be read."""
    digest = sha256(f"{sys.version_info} {pydantic.VERSION}".encode())
    try:
        for folder in code:
            _take(digest, folder, sorted(folder.rglob("*.py")))
        _take(digest, services, sorted(one for one in services.rglob("*") if one.is_file()))
    except OSError:
        return None
    return digest.hexdigest().encode()


def _take(digest: object, folder: Path, files: Iterable[Path]) -> None:
    for path in files:
        content = sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder)}\0{content}\n".encode())  # type: ignore[attr-defined]


def _read(place: Path, made_of: bytes) -> Catalogue | None:
    try:
        first, _, packed = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    kept = _unpacked(first, packed, made_of)
    if kept is None:
        log.info("the kept items are of other files or damaged: read anew")
        with suppress(OSError):
            place.unlink()
        return None
    return Catalogue({one.id: one for one in kept.items}, kept.region)


def _unpacked(first: bytes, packed: bytes, made_of: bytes) -> _Kept | None:
    if first != _first_line(made_of, packed):
        return None
    unpacker = zlib.decompressobj()
    # Nothing of what is made here is garbage: looking for some again and again takes four times as long as the making.
    collects = gc.isenabled()
    gc.disable()
    try:
        content = unpacker.decompress(packed, LARGEST)
        return _Kept.model_validate_json(content) if unpacker.eof else None
    except (zlib.error, ValidationError):
        return None
    finally:
        if collects:
            gc.enable()


def _first_line(made_of: bytes, packed: bytes) -> bytes:
    return b"bangban items " + made_of + b" " + sha256(packed).hexdigest().encode()


def _write(place: Path, made_of: bytes, loaded: Catalogue) -> None:
    """The old file or the new one, whatever happens between. No data of a person is in it."""
    kept = _Kept(items=tuple(loaded.items.values()), region=loaded.region)
    packed = zlib.compress(kept.model_dump_json(exclude_defaults=True).encode(), 1)
    draft = place.with_name(f"{NAME}.{os.getpid()}.new")  # several programs may share the folder
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(_first_line(made_of, packed) + b"\n" + packed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except OSError as error:
        log.warning("the items cannot be kept for the next start: %s", error.strerror)
        with suppress(OSError):
            draft.unlink()
