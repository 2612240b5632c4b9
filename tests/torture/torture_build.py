"""The two programs in C that make disks fail, compiled when a test asks for them. Where that cannot be, it is said."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def fault_calls(into: Path) -> Path:
    """The library that makes calls fail, or a skip that says what is missing."""
    return _compiled(into / "fault_calls.so", HERE / "fault_calls.c", ["-shared", "-fPIC"], ["-ldl"])


def fault_disk(into: Path) -> Path:
    """The file system that forgets what was not fsynced, or a skip that says what is missing."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("NOT PROVED HERE: power cuts need /dev/fuse")
    if shutil.which("fusermount3") is None:
        pytest.skip("NOT PROVED HERE: power cuts need fusermount3 (package fuse3)")
    asked = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "fuse3"], capture_output=True, text=True, check=False
    )
    if asked.returncode != 0:
        pytest.skip("NOT PROVED HERE: power cuts need libfuse3 (packages libfuse3-dev and pkg-config)")
    return _compiled(into / "fault_disk", HERE / "fault_disk.c", [], asked.stdout.split())


def _compiled(target: Path, source: Path, before: list[str], after: list[str]) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip(f"NOT PROVED HERE: {source.name} needs a C compiler")
    command = [compiler, "-O2", "-Wall", "-Wextra", "-Werror", *before, "-o", target, source, *after]
    subprocess.run(command, check=True)
    return target
