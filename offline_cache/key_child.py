"""Programs of the system that guard keys, as child processes: what is secret goes through pipes, never through arguments,
environment, files or the log.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_S = 30.0
"""A TPM makes its primary key in up to some seconds; what takes longer hangs."""


def run(
    arguments: list[str], *, secret: bytes = b"", folder: Path | None = None, tcti: str = ""
) -> Outcome[bytes]:
    """What the program printed. `secret` goes to its standard input, `folder` is where it works.

    Failures: `key_tool_missing`, and `key_tool_failed` with the last line of its complaint as detail.
    """
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    if tcti:
        environment["TPM2TOOLS_TCTI"] = tcti
    try:
        done = subprocess.run(
            arguments,
            input=secret,
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=LONGEST_S,
            check=False,
        )
    except FileNotFoundError:
        return Failure("key_tool_missing", Action.ENGINEER, f"{arguments[0]} is not installed")
    except subprocess.TimeoutExpired:
        return Failure("key_tool_failed", Action.ENGINEER, f"{arguments[0]} does not end")
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip().replace("\n", "; ")
        return Failure("key_tool_failed", Action.ENGINEER, f"{arguments[0]}: {complaint[-300:]}")
    return Ok(done.stdout)
