"""Which language the command line speaks: Chinese when the locale is Chinese, else English."""

from __future__ import annotations

import os

from wording import say


def language() -> str:
    """From LC_ALL, LC_MESSAGES, LANG, in the order of POSIX."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def told(key: str, /, **values: object) -> str:
    """A sentence for whoever sits at the command line."""
    return say(language(), key, **values)
