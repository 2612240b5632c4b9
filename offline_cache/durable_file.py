"""Files that are either wholly there after a power cut, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_new(path: Path, content: bytes, *, mode: int) -> None:
    """Make `path` once: content and name are on disk when this returns. Raises OSError; `FileExistsError` if
    taken.
    """
    draft = path.with_name(path.name + ".new")
    try:
        _write_draft(draft, content, mode)
        # A link, unlike a rename, does not replace a file that another start made in the meantime.
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def replace_whole(path: Path, content: bytes, *, mode: int) -> None:
    """Put `content` in the place of what is there: one of the two is whole at any time. Raises OSError."""
    draft = path.with_name(path.name + ".new")
    _write_draft(draft, content, mode)
    draft.replace(path)
    sync_folder(path.parent)


def _write_draft(draft: Path, content: bytes, mode: int) -> None:
    draft.unlink(missing_ok=True)  # left over from a power cut in the middle
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable. A new file without this may be gone after a power cut, whatever it
    held.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
