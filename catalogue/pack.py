"""A pack: items of one place in one file, so that others can take them over. The files are as they are; nothing is run.

A zip with `manifest.json` and `items/<domain>/<id>.yaml`. It is not signed: whoever takes it over answers for what is in
it, and the check sums only tell damage.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Attribute

from catalogue.model import Text
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "bangban-pack"
EDITION = 1
MANIFEST = "manifest.json"
MOST_ITEMS = 500
LARGEST_FILE = 1 << 18
"""Bytes. The largest item of the demo has a tenth of it; the bound keeps a made-up pack from filling memory and time."""

_PATH = re.compile(r"items/([a-z][a-z0-9-]*)/([a-z][a-z0-9-]*)\.yaml")
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The same items make the same pack, byte for byte."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PackedItem(_Closed):
    """One file of the pack."""

    file: str = Attribute(pattern=f"^{_PATH.pattern}$")
    version: str
    name: Text
    sha256: str = Attribute(pattern=r"^[0-9a-f]{64}$")
    branch: str | None = None
    """Where it hangs in the place that it comes from."""

    @property
    def domain(self) -> str:
        return self.file.split("/")[1]

    @property
    def id(self) -> str:
        return self.file.split("/")[2].removesuffix(".yaml")


class Manifest(_Closed):
    """What is in the pack, and where it comes from."""

    format: str = FORMAT
    edition: int = EDITION
    place: Text
    items: tuple[PackedItem, ...] = Attribute(min_length=1, max_length=MOST_ITEMS)
    departments: dict[str, object] = {}
    windows: dict[str, object] = {}
    lists: dict[str, object] = {}
    """What the items name of their region, as it is there: the receiving place writes its own, or takes these."""


def packed(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The pack of these files, named as in the manifest."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {MANIFEST: manifest.model_dump_json(indent=1).encode(), **files}.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def unpacked(content: bytes) -> Outcome[tuple[Manifest, dict[str, bytes]]]:
    """The manifest and the files by their names; a pack that is damaged, foreign or reaches elsewhere is refused whole.

    Failures: `not_a_pack`, `newer_pack`, `damaged_pack`, `unsafe_pack`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _contents(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        # What Python's reader raises for a cut, flipped or encrypted archive.
        return _failed("damaged_pack", f"it does not open as a zip ({type(error).__name__})")
    if isinstance(found, Failure):
        return found
    manifest = _manifest(found.value.pop(MANIFEST, None))
    if isinstance(manifest, Failure):
        return manifest
    return _agree(manifest.value, found.value)


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _contents(archive: zipfile.ZipFile) -> Outcome[dict[str, bytes]]:
    files: dict[str, bytes] = {}
    entries = archive.infolist()
    if len(entries) > MOST_ITEMS + 1:
        return _failed(
            "unsafe_pack", f"it has {len(entries)} files, and more than {MOST_ITEMS} items are not taken"
        )
    for entry in entries:
        if entry.filename != MANIFEST and not _PATH.fullmatch(entry.filename):
            return _failed("unsafe_pack", f"{entry.filename[:80]!r} is no name of an item's file")
        if entry.filename in files:
            return _failed("unsafe_pack", f"{entry.filename!r} is in it twice")
        if entry.external_attr >> 16 & 0o170000 not in (0, 0o100000):
            return _failed("unsafe_pack", f"{entry.filename!r} is a link, not a file")
        with archive.open(entry) as file:
            data = file.read(LARGEST_FILE + 1)  # the size that the archive gives is not to be believed
        if len(data) > LARGEST_FILE:
            return _failed("unsafe_pack", f"{entry.filename!r} is larger than {LARGEST_FILE} bytes")
        files[entry.filename] = data
    return Ok(files)


def _manifest(data: bytes | None) -> Outcome[Manifest]:
    if data is None:
        return _failed("not_a_pack", f"there is no {MANIFEST} in it")
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return _failed("damaged_pack", f"{MANIFEST} is no JSON")
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        return _failed("not_a_pack", f"{MANIFEST} does not say `format: {FORMAT}`")
    edition = plain.get("edition")
    if isinstance(edition, int) and edition > EDITION:
        return _failed("newer_pack", f"edition {edition}, and this program reads {EDITION}")
    try:
        return Ok(Manifest.model_validate(plain))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        return _failed("damaged_pack", f"{MANIFEST}, {where}: {first['msg']}")


def _agree(manifest: Manifest, files: dict[str, bytes]) -> Outcome[tuple[Manifest, dict[str, bytes]]]:
    names = [one.file for one in manifest.items]
    if sorted(names) != sorted(files):
        odd = sorted(set(names) ^ set(files)) or names
        return _failed("damaged_pack", f"manifest and files are not the same: {odd[0]!r}")
    if len({one.id for one in manifest.items}) != len(names):
        return _failed("damaged_pack", "one item is in it twice")
    for one in manifest.items:
        if digest(files[one.file]) != one.sha256:
            return _failed("damaged_pack", f"{one.file!r} has another SHA-256 than the manifest says")
    return Ok((manifest, files))


def _failed(code: str, detail: str) -> Failure:
    return Failure(code, Action.ENGINEER, detail)
