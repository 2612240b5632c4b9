"""Chinese or English on the command line, by the locale of whoever types."""

from __future__ import annotations

import os


def says_chinese() -> bool:
    """POSIX order: LC_ALL, then LC_MESSAGES, then LANG; the first that is set decides."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.startswith("zh")
    return False


def either(zh: str, en: str) -> str:
    """The text in the language of the locale."""
    return zh if says_chinese() else en
