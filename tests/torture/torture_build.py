"""The two programs in C that make disks fail, compiled when a test asks for them. Where that cannot be, it is said."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FUSE_HEADERS = Path("/usr/include/fuse3")


def fault_calls(into: Path) -> Path:
    """The library that makes calls fail, or a skip that says what is missing."""
    return _compiled(
        into / "fault_calls.so", HERE / "fault_calls.c", ["-shared", "-fPIC", "-U_FORTIFY_SOURCE"], ["-ldl"]
    )


def fault_disk(into: Path) -> Path:
    """The file system that forgets what was not fsynced, or a skip that says what is missing."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("NOT PROVED HERE: power cuts need /dev/fuse")
    if shutil.which("fusermount3") is None:
        pytest.skip("NOT PROVED HERE: power cuts need fusermount3 (package fuse3)")
    if not (FUSE_HEADERS / "fuse.h").exists():
        pytest.skip("NOT PROVED HERE: power cuts need the headers of libfuse3 (package libfuse3-dev)")
    options = ["-D_FILE_OFFSET_BITS=64", f"-I{FUSE_HEADERS}"]
    return _compiled(into / "fault_disk", HERE / "fault_disk.c", options, ["-lfuse3"])


def _compiled(target: Path, source: Path, before: list[str], after: list[str]) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip(f"NOT PROVED HERE: {source.name} needs a C compiler")
    command = [compiler, "-O2", "-Wall", "-Wextra", "-Werror", *before, "-o", target, source, *after]
    subprocess.run(command, check=True)
    return target
